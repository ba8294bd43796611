"""From a name as it stands in a sentence to the names it may be a case of: "Владивостока" -> Владивосток, "Berlins" -> Berlin."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import islice, product

from storymap.recognize.languages.data import Language, language_data

_PARTS = re.compile(r"([^\W\d_]+)")
_STEM, _SHORT = 2, 3  # letters that stay, and those of a name: what is shorter comes from anything
_MOST = 400  # names that one phrase may come from
_VOWEL = re.compile(r"[аеєиіїоуюяaeiouyąęó]", re.IGNORECASE)


def bases(name: str, language: Language) -> Iterator[str]:
    """Other names that `name` may be a case of, likeliest first; none in a language without cases."""
    yield from (name[: -len(ending)] for ending in language.genitive_endings if name.endswith(ending))
    if not language.case_endings:
        return
    pieces = _PARTS.split(name)
    choices = [
        (piece, *_word_bases(piece, language.code)) if i % 2 and piece[0].isupper() else (piece,)
        for i, piece in enumerate(pieces)
    ]
    small = [
        i
        for i, piece in enumerate(pieces)
        if i % 2 and not piece[0].isupper() and piece not in language.words_inside_names
    ]
    for i in small:  # "Курильских островов": the noun has no capital, but cases all the same
        choices[i] = (pieces[i], *_word_bases(pieces[i], language.code))
    forms = ("".join(form) for form in product(*choices))
    yield from islice((form for form in forms if form != name), _MOST if len(pieces) > 3 else None)


def seats(adjective: str, language: Language) -> Iterator[str]:
    """Places that a word in any case may be made of: "Харківської", "Харківщині" -> Харків."""
    if language.admin1_suffix_pattern and (match := re.search(rf"{language.admin1_suffix_pattern}$", adjective)):
        yield from (adjective[: match.start()] + origin for origin in ("", "а", "и"))
    for ending, *origins in language.admin1_adjectives:
        match = re.search(rf"{ending}$", adjective)
        if match and match.start() >= _STEM:
            stem = adjective[: match.start()]
            yield from (stem + origin for origin in origins)


@lru_cache(4096)
def _word_bases(word: str, code: str) -> tuple[str, ...]:
    language, found = language_data(code), dict[str, None]()
    for ending, *origins in language.case_endings:
        if not word.endswith(ending) or len(word) - len(ending) < _STEM:
            continue
        stem = word[: len(word) - len(ending)] if ending else word
        for origin in origins:
            softened = _softened(stem, language) if not _VOWEL.search(origin) else ""
            if softened:
                found[softened + origin] = None
            found[stem + origin] = None
    return tuple(base for base in found if len(base) >= _SHORT)


def _softened(stem: str, language: Language) -> str:
    """The stem with the vowel that its last syllable has when nothing follows: Льв-о-в -> Льв-і-в; "" without one."""
    *_, last = (None, *_VOWEL.finditer(stem))
    if last is None or last.group() not in language.vowel_alternations:
        return ""
    return stem[: last.start()] + language.vowel_alternations[last.group()] + stem[last.end() :]
