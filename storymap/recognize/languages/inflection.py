"""Find base forms of declined names ("Владивостока" -> Владивосток, "Berlins" -> Berlin) and of adjectives."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import islice, product

from storymap.lazy_pattern import lazy_pattern
from storymap.recognize.languages.data import Language, language_data

_WORDS = lazy_pattern(r"([^\W\d_]+)")
_MIN_STEM, _MIN_NAME = 2, 3  # Minimum number of letters of a stem and of a name. Shorter ones are ambiguous.
_SHORT = 4  # a name of at most four letters can only lose an s: "Ulms" is a form of Ulm, "Rhön" is not one of Rho
_MAX_FORMS = 400  # maximum number of base forms of a name with several words
_VOWEL = lazy_pattern(r"[аеєиіїоуюяaeiouyąęó]", re.IGNORECASE)


def base_forms(name: str, language: Language) -> Iterator[str]:
    """Yield the possible base forms of `name`, which may be declined. The most likely form is first.

    Yield nothing if the language's data has no genitive or case endings and no mutations.
    """
    for beginning, *originals in language.initial_mutations:
        if name.startswith(beginning):
            yield from (original + name[len(beginning) :] for original in originals)
    for ending in language.genitive_endings:
        if name.endswith(ending) and (ending == "s" or len(name) > _SHORT):
            yield name[: -len(ending)]
    if not language.case_endings:
        return
    pieces = _WORDS.split(name)  # the items with odd indices are the words
    forms_of_pieces = [
        (piece, *_word_base_forms(piece, language.code)) if i % 2 and _is_declined(piece, language) else (piece,)
        for i, piece in enumerate(pieces)
    ]
    forms = ("".join(form) for form in product(*forms_of_pieces))
    yield from islice((form for form in forms if form != name), _MAX_FORMS if len(pieces) > 3 else None)


def _is_declined(word: str, language: Language) -> bool:
    """Return whether a word in a name can be declined.

    All words of a name can be declined ("Курильских островов"), except pronouns and lower-case particles.
    """
    if word.lower() in language.pronouns:
        return False
    return word[0].isupper() or word not in language.words_inside_names


def seat_names(adjective: str, language: Language) -> Iterator[str]:
    """Yield names of cities, islands and rivers from which an adjective or the name of an admin-1 unit may be derived.

    Examples: "Харківської" -> Харків, "Харківщині" -> Харків.
    """
    pattern = language.admin1_suffix_pattern
    if pattern and (match := re.search(rf"{pattern}$", adjective)):
        yield from (adjective[: match.start()] + ending for ending in ("", "а", "и"))
    for adjective_ending, *seat_endings in language.admin1_adjectives:
        match = re.search(rf"{adjective_ending}$", adjective)
        if match and match.start() >= _MIN_STEM:
            stem = adjective[: match.start()]
            yield from (stem + ending for ending in seat_endings)


@lru_cache(4096)
def _word_base_forms(word: str, code: str) -> tuple[str, ...]:
    language, found = language_data(code), dict[str, None]()
    for case_ending, *base_endings in language.case_endings:
        if not word.endswith(case_ending) or len(word) - len(case_ending) < _MIN_STEM:
            continue
        stem = word[: len(word) - len(case_ending)]
        for ending in base_endings:
            alternate = _with_alternate_vowel(stem, language) if not _VOWEL.search(ending) else ""
            if alternate:
                found[alternate + ending] = None
            found[stem + ending] = None
    return tuple(form for form in found if len(form) >= _MIN_NAME)


def _with_alternate_vowel(stem: str, language: Language) -> str:
    """Return the stem with the vowel that it has without an ending, or "" if the vowel is the same.

    Example: Льв-о-в -> Льв-і-в.
    """
    *_, last = (None, *_VOWEL.finditer(stem))
    if last is None or last.group() not in language.vowel_alternations:
        return ""
    return stem[: last.start()] + language.vowel_alternations[last.group()] + stem[last.end() :]
