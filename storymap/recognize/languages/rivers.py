"""Read names after the word for a river: "il fiume Oglio", "der Fluss Enns", "rzeka Odra", "на реке Томи".

The name after such a word is that of a river and not of a town. It is a place even if it was not recognised before.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from functools import cache

from storymap.gazetteer.fold import fold
from storymap.model import Mention, MentionKind
from storymap.ports import Gazetteer, Match
from storymap.recognize.languages.data import Language, language_data
from storymap.recognize.languages.inflection import base_forms
from storymap.recognize.spans import Spans
from storymap.tokens import sentence_starts

_RIVER = "river"  # type word, a key of `kinds.NAME_TYPES`
_CONFIDENCE = 0.85  # about nine in ten names that follow the word for a river are rivers
_WORD = r"[^\W\d_](?:[^\W\d_]|['’-](?=[^\W\d_]))*"


def read_rivers(text: str, mentions: Iterable[Mention], tag: str, gazetteer: Gazetteer) -> list[Mention]:
    """Return the mentions in text order. Names after a word for a river get the type word "river".

    Rivers that were not recognised before are added.

    `tag`: the language of the article (BCP 47). Languages whose data has no `river_nouns` have no rivers of this kind.
    """
    found = list(mentions)
    language = language_data(tag)
    if not language.river_nouns:
        return found
    at = {m.start: i for i, m in enumerate(found) if m.kind is MentionKind.NAME}
    taken = Spans((m.start, m.end) for m in found)
    for start, words in _names(text, language):
        if (i := at.get(start)) is not None:
            context = replace(found[i].context, type_word=_RIVER, type_is_sure=True)
            found[i] = replace(found[i], context=context)
        elif not taken.overlap(start, start + len(words[0])) and (river := _river(start, words, language, gazetteer)):
            found.append(river)
    return sorted(found, key=lambda m: (m.start, -m.end))


def _names(text: str, language: Language) -> Iterator[tuple[int, Sequence[str]]]:
    """Yield (start, possible names, longest first) for the one or two capitalised words after a word for a river.

    With a capital, the word is part of the name ("Río Negro"), except in German and at the start of a sentence.
    """
    starts = frozenset(sentence_starts(text))
    for match in _pattern(language.river_nouns).finditer(text):
        noun, name = match["noun"], match["name"]
        if not name[0].isupper() or (
            noun[0].isupper() and not language.capitalizes_nouns and match.start() not in starts
        ):
            continue
        first = name.split()[0]
        names = (name, first) if name != first and name.split()[-1][0].isupper() else (first,)
        yield match.start("name"), names


@cache
def _pattern(nouns: frozenset[str]) -> re.Pattern[str]:
    words = "|".join(sorted(map(re.escape, nouns)))
    return re.compile(rf"\b(?P<noun>(?i:{words}))[^\S\n](?P<name>{_WORD}(?:[^\S\n]{_WORD})?)")


def _river(start: int, names: Sequence[str], language: Language, gazetteer: Gazetteer) -> Mention | None:
    """Return the mention of a river, or None. In languages that capitalise all nouns, it must be a known river."""
    for name in names:
        for form in (name, *base_forms(name, language)):
            if _is_river(form, gazetteer):
                lemma = "" if fold(form) == fold(name) else form
                return _mention(name, start, lemma)
    return None if language.capitalizes_nouns else _mention(names[-1], start, "")


def _mention(name: str, start: int, lemma: str) -> Mention:
    found = Mention(name, start, start + len(name), confidence=_CONFIDENCE, lemma=lemma)
    return replace(found, context=replace(found.context, type_word=_RIVER, type_is_sure=True))


def _is_river(name: str, gazetteer: Gazetteer) -> bool:
    found = [*gazetteer.find(name), *gazetteer.find(f"{name} River")]
    return any(e.kind == "water" and e.match < Match.WEAK for e in found)
