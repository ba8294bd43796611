"""Find names in forms that old texts use: "Davis' Straits" for Davis Strait, "Holy-head" for Holyhead.

The `lemma` of the mention is the form of today, which the gazetteer has.
"""

from __future__ import annotations

from collections.abc import Iterator

from storymap.lazy_pattern import lazy_pattern
from storymap.model import Mention
from storymap.ports import Gazetteer, Match

CONFIDENCE = 0.9  # the confidence of names that are found in this way

_NATURAL = frozenset({"sea", "water", "island", "land", "region"})
_WATERS = lazy_pattern(
    r"(?<![\w’'-])(?P<owner>[A-ZÀ-Þ]\w+)(?:[’']s|(?<=s)[’'])?[^\S\n](?P<noun>Bay|Channel|Gulf|Inlet|Island|Islands|Land|River|Sea|Sound|Straits?)(?![\w’'-])"
)
# Matches towns that are written as two words with a hyphen. The second word is a common ending of names of towns.
_ENDINGS = (
    "borough|bourne|bridge|brook|burgh|burn|bury|castle|church|cliffe?|combe|croft|dale|den|don|field|ford|gate|ham|haven|head|hill|hurst|land|ley|market|mere|minster|mouth|pool"
    "|port|side|stead|stoke|stone|stow|street|ton|town|wall|well|wich|wick|wood|worth"
)
_HYPHENATED = lazy_pattern(rf"(?<![\w’'-])(?P<first>[A-ZÀ-Þ][a-z]+)-(?P<second>(?i:{_ENDINGS}))(?![\w-]|[’'](?!s\b))")


def find_older_forms(text: str, gazetteer: Gazetteer) -> Iterator[Mention]:
    """Yield mentions of places that the gazetteer has in the form of today but not in that of the text."""
    for match in _WATERS.finditer(text):
        noun = match["noun"].removesuffix("s") if match["noun"] == "Straits" else match["noun"]
        yield from _mention(text, *match.span(), f"{match['owner']} {noun}", _NATURAL, gazetteer)
    for match in _HYPHENATED.finditer(text):
        if _is_town(match.group(), gazetteer):
            yield Mention(match.group(), *match.span(), confidence=CONFIDENCE)
        yield from _mention(
            text, *match.span(), match["first"] + match["second"].lower(), frozenset({"city"}), gazetteer
        )


def _is_town(name: str, gazetteer: Gazetteer) -> bool:
    """Return whether the gazetteer has the name with a space instead of the hyphen: "Ham Street"."""
    return any(e.kind == "city" and e.match <= Match.OFFICIAL for e in gazetteer.find(name)[:1])


def _mention(
    text: str, start: int, end: int, form: str, kinds: frozenset[str], gazetteer: Gazetteer
) -> Iterator[Mention]:
    written = text[start:end]
    if form == written or gazetteer.best(written) is not None or gazetteer.negative(form):
        return
    best = gazetteer.find(form)[:1]
    if best and best[0].kind in kinds and best[0].match <= Match.OFFICIAL:
        yield Mention(written, start, end, confidence=CONFIDENCE, lemma=form)
