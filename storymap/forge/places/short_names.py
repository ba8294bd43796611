"""Add the short names of natural features, such as "Chickahominy" for the Chickahominy River.

A short name is added only if no other place has this name. If another place has the name,
`storymap.resolve.short_names` decides for each article which place is meant. The decision depends on the other places
of the article.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator

from storymap.forge.places.draft import Draft
from storymap.forge.places.patches import AddName, Patch
from storymap.forge.places.world import World
from storymap.gazetteer.fold import fold
from storymap.kinds import FEATURE_WORDS
from storymap.ports import Match
from storymap.recognize.tagger.vocabulary import WordTable

_KINDS = frozenset({"water", "land", "site", "region"})
_CODES = frozenset({"HUT", "HUTS", "RGN"})  # the sites and regions whose short names are added
_SHORTEST = 4  # minimum number of letters of a short name
_LATIN = re.compile(r"[^\W\d_][\w’' .-]*")


def short_name_patches(world: World, words: WordTable, given_names: Collection[str]) -> Iterator[Patch]:
    """Yield patches that add the short names of the features in the facts. The most prominent features come first.

    Short names that rarely mean the feature are left out: demonyms, first names (`given_names`, in lower case), and
    names that consist only of frequent English words (`words`), such as "Republican" for the Republican River.
    """
    features = [d for d in world.added() if d.kind in _KINDS and (d.kind in ("water", "land") or d.code in _CODES)]
    for draft in sorted(features, key=lambda d: (-d.prominence, d.row)):
        for name in _short_names(draft):
            folded = fold(name)
            if world.is_name(folded) or folded in world.demonyms or folded in world.negative or folded in given_names:
                continue
            if any(usual == 0 for *_, usual in words.look_up(name.split())):
                yield AddName(draft.id, name, Match.OFFICIAL)


def _short_names(draft: Draft) -> list[str]:
    """Return the short forms of the name and the aliases of a feature, in a fixed order."""
    names = [draft.name, *(name.title() for name in sorted(draft.names))]
    return list(dict.fromkeys(short for name in names if (short := short_name(name))))


def short_name(name: str) -> str:
    """Return a name without the words for the kind of feature ("River", "Monte") at its start or end.

    Return "" if the name has no such words, or if what remains cannot be a name.
    """
    short = FEATURE_WORDS.sub("", name).strip()
    if short == name or len(short) < _SHORTEST or not _LATIN.fullmatch(short) or short.lower().startswith("the "):
        return ""
    return short
