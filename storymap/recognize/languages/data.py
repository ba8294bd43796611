"""Data about languages: function words, nouns for kinds of places, case endings, everyday words.

`README.md` explains how to add a language.
"""

from __future__ import annotations

import json
import tomllib
import zipfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any

from storymap.given_names import given_names
from storymap.language import primary_language
from storymap.lazy_pattern import lazy_pattern
from storymap.resources import data

Words = frozenset[str]
FOLDER = Path(__file__).parent
# Minimum excess frequency (see `Language.excess_frequency`) of a word in `everyday.zip`. The excess of a word that is
# used only as a name is lower.
LEAST_EXCESS = -0.8
NOT_EVERYDAY = -1.0  # this excess frequency is assumed for words that are not in `everyday.zip`
UNKNOWN_EXCESS = -0.2  # this excess frequency is assumed for all words of a language that is not in `everyday.zip`

# Language -> language of `everyday.zip` that has its words.
_COUNTED_AS = {"hr": "sh", "bs": "sh", "no": "nb", "nn": "nb"}
# Matches an ISO 639 code. Other strings ("scores", a path) must not become the name of a language file.
_CODE = lazy_pattern(r"[a-z]{2,3}")


@dataclass(frozen=True, slots=True)
class Language:
    """The data of a language.

    Words in sets are in lower case. Fields that the language's file does not set are empty.
    """

    code: str  # the ISO 639 code
    countries: frozenset[str] = frozenset()  # codes (ISO 3166-1 alpha-2) of the countries where the language is spoken
    capitalizes_nouns: bool = False  # German writes every noun with a capital

    # The words next to the name of a place.
    place_prepositions: Words = frozenset()  # prepositions that are mostly before places: "nach", "vers"
    other_prepositions: Words = frozenset()  # prepositions before places and before other names: "von", "de"
    # prepositions that are contracted with an article: "im", "au", "nel"
    prepositions_with_article: Words = frozenset()
    articles: Words = frozenset()
    conjunctions: Words = frozenset()  # conjunctions between the names of a list: "und", "oder"
    # Words at the beginning of a sentence that may be before any name. They are not first names: "Pas Bordeaux", "Aussi
    # Lyon".
    particles: Words = frozenset()
    place_nouns: Words = frozenset()  # nouns for kinds of places: "Stadt", "Fluss"
    river_nouns: Words = frozenset()  # nouns for rivers, with their declined forms: "Fluss", "реке"
    titles: Words = frozenset()  # words next to the name of a person: "Frau", "Bürgermeister"
    # words before the name of a place that show that an organisation is meant: "FC", "Universität"
    organisation_before: Words = frozenset()
    # words after the name of a place that show that an organisation is meant: "Zeitung"
    organisation_after: Words = frozenset()
    # lower-case words in the middle of names, such as "am" in "Frankfurt am Main"
    words_inside_names: Words = frozenset()

    # The forms of a name.
    elisions: tuple[str, ...] = ()  # words joined to the next one by an apostrophe: "d'"
    proclitics: tuple[str, ...] = ()  # words written together with the next one: Arabic "و", "ب"
    enclitics: tuple[str, ...] = ()  # words written together with the one before: Korean "에서"
    apostrophe_endings: bool = False  # whether case endings follow an apostrophe, as in Turkish "Ankara'dan"
    # word in the text -> article in the name, such as "au" -> "Le"
    contracted_articles: Mapping[str, str] = field(default_factory=dict)
    genitive_endings: tuple[str, ...] = ()  # endings that only show the case, such as "s" in "Deutschlands"
    initial_mutations: tuple[tuple[str, ...], ...] = ()  # (beginning in the text, beginnings that the name may have…)
    case_endings: tuple[tuple[str, ...], ...] = ()  # (ending in the text, endings that the name may have…)
    # declined words that look like a form of a name, such as "Кому", which is not a form of Комо
    pronouns: Words = frozenset()
    vowel_alternations: Mapping[str, str] = field(default_factory=dict)  # last vowel of the stem -> vowel in the name

    # The names of admin-1 units that are derived from the name of their seat.
    admin1_nouns: Words = frozenset()  # nouns for admin-1 units: "область" in "Львівська область", the oblast of Львів
    admin1_adjectives: tuple[tuple[str, ...], ...] = ()  # (regex of the adjective's ending, endings of the seat…)
    # Regex of the suffix in the name of a unit that is named after its seat: Львів, Львівщина.
    admin1_suffix_pattern: str = ""

    # Values from other files.
    given_names: Words = frozenset()
    # Folded word -> excess frequency (see `excess_frequency`).
    everyday_words: Mapping[str, float] = field(default_factory=dict)

    # All prepositions, articles and conjunctions of the language.
    function_words: Words = field(init=False)

    def __post_init__(self) -> None:
        prepositions = self.place_prepositions | self.other_prepositions | self.prepositions_with_article
        object.__setattr__(self, "function_words", prepositions | self.articles | self.conjunctions)

    def excess_frequency(self, word: str) -> float:
        """Return the frequency of a word minus the prominence of the most prominent place with that name.

        `word` must be in the form that `fold` returns, without capitals and accents. Both numbers are logarithms to
        base 10; the frequency is that of the Zipf scale (log10 of uses in a billion words). Examples: "Lyon" -0.8,
        "Tours" -0.6, "Halle" 0.2, "tous" 3.1. Words that are not in `everyday.zip` get NOT_EVERYDAY, or UNKNOWN_EXCESS
        if the language is not in it.
        """
        return self.everyday_words.get(word, NOT_EVERYDAY if self.everyday_words else UNKNOWN_EXCESS)


def _words(value: str) -> Words:
    return frozenset(value.lower().split())


def _in_order(value: str) -> tuple[str, ...]:
    return tuple(value.split())


def _rows(value: list[list[str]]) -> tuple[tuple[str, ...], ...]:
    return tuple(tuple(row) for row in value)


# Key in a language file -> (type of its value in TOML, function that converts the value).
_KEYS: Mapping[str, tuple[type, Callable[[Any], object]]] = {
    "countries": (str, lambda value: frozenset(value.split())),
    "capitalizes_nouns": (bool, bool),
    "place_prepositions": (str, _words),
    "other_prepositions": (str, _words),
    "prepositions_with_article": (str, _words),
    "articles": (str, _words),
    "conjunctions": (str, _words),
    "particles": (str, _words),
    "place_nouns": (str, _words),
    "river_nouns": (str, _words),
    "titles": (str, _words),
    "organisation_before": (str, _words),
    "organisation_after": (str, _words),
    "words_inside_names": (str, _words),
    "elisions": (str, _in_order),
    "proclitics": (str, _in_order),
    "enclitics": (str, _in_order),
    "apostrophe_endings": (bool, bool),
    "contracted_articles": (dict, dict),
    "genitive_endings": (str, _in_order),
    "initial_mutations": (list, _rows),
    "case_endings": (list, _rows),
    "pronouns": (str, _words),
    "vowel_alternations": (dict, dict),
    "admin1_nouns": (str, _words),
    "admin1_adjectives": (list, _rows),
    "admin1_suffix_pattern": (str, str),
}


def language_data(tag: str) -> Language:
    """Return the data of a language (BCP 47).

    For a language without a file, only everyday words and given names are set.
    """
    code = primary_language(tag)
    return _load(code if _CODE.fullmatch(code) else "")


@lru_cache(512)
def _load(code: str) -> Language:
    path = FOLDER / f"{code}.toml"
    return Language(
        code,
        **(read_keys(path) if code and path.is_file() else {}),
        given_names=given_names(code),
        everyday_words=_everyday_words(code),
    )


def read_keys(path: Path) -> dict[str, Any]:
    """Return the fields of `Language` that a file sets.

    Raise ValueError for an unknown key or a value of a wrong type.
    """
    fields: dict[str, Any] = {}
    for key, value in tomllib.loads(path.read_text(encoding="utf-8")).items():
        if key not in _KEYS:
            raise ValueError(f"{path}: unknown key {key!r}; the keys are {', '.join(_KEYS)}")
        expected, convert = _KEYS[key]
        if not isinstance(value, expected):
            raise ValueError(f"{path}: {key!r} must be {expected.__name__}, not {type(value).__name__}")
        fields[key] = convert(value)
    return fields


def _everyday_words(code: str) -> Mapping[str, float]:
    """Return the excess frequencies (see `Language.excess_frequency`) of folded words.

    If the language is not in `everyday.zip`, return an empty mapping.
    """
    code = _COUNTED_AS.get(code, code)
    with zipfile.ZipFile(data("everyday.zip")) as archive:
        if f"{code}.json" not in archive.namelist():
            return {}
        by_tenths = json.loads(archive.read(f"{code}.json"))
    return {word: int(tenths) / 10 for tenths, words in by_tenths.items() for word in words.split()}
