"""Find candidates in languages with capitals: words that are a name in the gazetteer, in any grammatical case."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from storymap.gazetteer.fold import fold
from storymap.lazy_pattern import lazy_pattern
from storymap.ports import Entry, Gazetteer, Match
from storymap.recognize.languages.data import Language
from storymap.recognize.languages.inflection import base_forms, seat_names
from storymap.recognize.languages.words import Word

# Places of these kinds are areas, not towns or sites.
AREAS = frozenset({"country", "admin1", "region", "sea", "land", "water", "island", "dispute", "historical", "admin2"})
TOWN = 4.0  # prominence of a town of 10,000 people; the prominence of candidates is compared with it
KNOWN_ABROAD = 5.3  # a place with at least this prominence (200,000 people) is also known in other countries

_MAX_WORDS = 6  # maximum number of words in a name
# Maximum number of words in a name whose last word is in lower case and does not pass `is_final_place_noun`: "Émirats
# arabes", "Asia centrale"
_MAX_LOWER_CASE_END = 3
# A base form replaces the name in the text only if its place is more prominent by at least this.
_BASE_FORM_MARGIN = 1.5
# A place abroad is preferred to a place where the language is spoken only if it is more prominent by more than this.
_HOME_MARGIN = 1.0
_SEAT = 4.8  # an admin-1 unit is named after a place only if the place has at least this prominence (63,000 people)
_NAMESAKE_KINDS = frozenset({"city", "island", "water"})  # admin-1 units are named after places of these kinds
# If the English `negative.yaml` gives one of these reasons for a name, the name is also excluded in every other
# language.
_NEVER = frozenset(
    {"a first name", "a company, a brand or a newspaper", "the name of an aircraft, a vehicle, a ship or an exercise"}
)
_GAP = lazy_pattern(r"[^\S\n]{1,2}|[-‐‑–]|")  # this may be between two words of a name


class Candidate(NamedTuple):
    """A possible place name: `words[first:after]`, the matching name in the gazetteer, and the most likely place."""

    first: int
    after: int
    name: str
    entry: Entry
    foreign: bool = False  # whether it is only known as a name of the place in other languages: "Edo" is Tokyo


def find_candidates(text: str, words: Sequence[Word], language: Language, gazetteer: Gazetteer) -> Iterator[Candidate]:
    """Yield the longest known names from left to right, without overlaps."""
    i = 0
    while i < len(words):
        candidate = None
        if words[i].capital or words[i].lower in language.place_nouns:
            candidate = _longest(text, words, i, language, gazetteer)
        if candidate is not None:
            yield candidate
        i = candidate.after if candidate is not None else i + 1


def _longest(
    text: str, words: Sequence[Word], first: int, language: Language, gazetteer: Gazetteer
) -> Candidate | None:
    """Return the longest known name that begins at `words[first]`, or None. A function word alone is never a name."""
    for after in reversed(list(_ends(text, words, first, language))):
        if after == first + 1 and words[first].lower in language.function_words:
            continue
        surface = " ".join(text[words[first].start : words[after - 1].end].split())
        known = _look_up(surface, words, first, after, language, gazetteer)
        if known is not None and gazetteer.negative(surface) not in _NEVER:
            return Candidate(first, after, *known, _is_foreign(*known, language, gazetteer))
    return None


def _is_foreign(name: str, entry: Entry, language: Language, gazetteer: Gazetteer) -> bool:
    """Return whether `name` is another name of a place abroad, and not the name that the language has for the place."""
    if entry.country in language.countries:
        return False
    place, folded = gazetteer.place(entry), fold(name)
    return folded != fold(place.name) if entry.match is Match.NAME else folded != fold(place.called(language.code))


def _ends(text: str, words: Sequence[Word], first: int, language: Language) -> Iterator[int]:
    """Yield the possible ends of a name that begins at `words[first]`, as the index after its last word.

    The last word may be capitalised, a noun for a kind of place ("острова" in "Курильские острова") or any other
    lower-case word or number. Names that end in such another word or number have at most _MAX_LOWER_CASE_END words. They
    do not begin with the article of a sentence: "La réunion" is a meeting.
    """
    opens = words[first].begins_sentence and words[first].lower in language.articles
    for after in range(first + 1, min(first + _MAX_WORDS, len(words)) + 1):
        last = words[after - 1]
        if after > first + 1 and not _GAP.fullmatch(text, words[after - 2].end, last.start):
            return
        if last.capital or (after > first + 1 and is_final_place_noun(last, language)):
            yield after
        elif after > first + 1 and last.lower not in language.words_inside_names:
            if after > first + _MAX_LOWER_CASE_END:
                return
            if not opens:
                yield after


def is_final_place_noun(word: Word, language: Language) -> bool:
    """Return whether a word is a noun, such as "острова" (islands), that may be the last word of a place name.

    The noun may be in lower case. The result is always False for languages without case endings.
    """
    return bool(language.case_endings) and (word.lower in language.place_nouns or word.lower in language.admin1_nouns)


def _look_up(
    surface: str, words: Sequence[Word], first: int, after: int, language: Language, gazetteer: Gazetteer
) -> tuple[str, Entry] | None:
    """Return (name in the gazetteer, most likely place) for `words[first:after]`, or None if there is no such place.

    `surface`: the text of these words.
    """
    if len(surface) == 1:
        return None
    entry = _best(surface, language, gazetteer)
    if first and (known := _with_article(words[first - 1].lower, surface, entry, language, gazetteer)):
        return known
    name, entry = _best_form(surface, entry, language, gazetteer)
    last = words[after - 1]
    if entry is None:
        if after == first + 1 or (after == first + 2 and last.lower in language.admin1_nouns):
            return _admin1_of_seat(words[first].text, after == first + 1, language, gazetteer)
        return None
    if last.capital or is_final_place_noun(last, language):
        return name, entry
    return (name, entry) if entry.kind in AREAS and entry.prominence >= KNOWN_ABROAD else None


def article_before(word: str, language: Language) -> str:
    """Return the article that a word is or contains, as written in a name ("au" -> "Le", "la" -> "La"), or ""."""
    return language.contracted_articles.get(word) or (word.capitalize() if word in language.articles else "")


def _with_article(
    before: str, surface: str, bare: Entry | None, language: Language, gazetteer: Gazetteer
) -> tuple[str, Entry] | None:
    """Return (name with article, place) if `before` is or contains an article: "au" + "Havre" -> Le Havre.

    Return None if the place is smaller than a town, or less prominent than `bare`, the place of the name without
    article.
    """
    article = article_before(before, language)
    if not article:
        return None
    name = f"{article}{surface}" if article.endswith("'") else f"{article} {surface}"
    entry = _best(name, language, gazetteer)
    if entry is None or entry.prominence < max(TOWN, bare.prominence if bare is not None else 0):
        return None
    return name, entry


def _best_form(surface: str, entry: Entry | None, language: Language, gazetteer: Gazetteer) -> tuple[str, Entry | None]:
    """Return (base form, its place) if that place is clearly more prominent than `entry`, otherwise (surface, entry).

    `entry`: the place with `surface` as its name, or None.
    """
    name = surface
    for base in base_forms(surface, language):
        other = _best(base, language, gazetteer)
        if other is None:
            continue
        margin = _BASE_FORM_MARGIN if name == surface else 0
        if entry is None or other.prominence > entry.prominence + margin:
            name, entry = base, other
    return name, entry


def _admin1_of_seat(word: str, alone: bool, language: Language, gazetteer: Gazetteer) -> tuple[str, Entry] | None:
    """Return (name, entry) of the admin-1 unit whose name is derived from a city, island or river, or None.

    `word` is the derived word: an adjective before the word for the unit ("Львівська" область) or, if `alone` is true,
    a noun with the suffix for units ("Львівщина").
    """
    if alone and not (language.admin1_suffix_pattern and re.search(rf"{language.admin1_suffix_pattern}$", word)):
        return None
    for seat in seat_names(word, language):
        for entry in gazetteer.find(seat)[:3]:
            if (
                entry.kind in _NAMESAKE_KINDS
                and entry.country in language.countries
                and entry.prominence >= _SEAT
                and (unit := _admin1_named_after(entry, gazetteer))
            ):
                return unit
    return None


def _admin1_named_after(entry: Entry, gazetteer: Gazetteer) -> tuple[str, Entry] | None:
    """Return (name, entry) of the admin-1 unit that is named after the place `entry`, or None.

    A unit with exactly the same name is skipped, because it is not the region around the city but the city itself
    ("Kyiv").
    """
    namesake = gazetteer.place(entry).name
    unit_name = gazetteer.admin1_name(entry.admin1) if entry.kind == "city" else namesake
    for name in (unit_name, f"{namesake} Oblast"):
        units = (e for e in gazetteer.find(name) if e.kind == "admin1" and e.country == entry.country)
        unit = next(units, None)
        if unit is not None and name != namesake:
            return name, unit
    return None


def _best(name: str, language: Language, gazetteer: Gazetteer) -> Entry | None:
    """Return the most prominent place with a name, or None.

    Places in countries where the language is spoken get _HOME_MARGIN added to their prominence.
    """
    if gazetteer.best(name) is None:
        return None
    entries = gazetteer.find(name)
    at_home = next((e for e in entries if e.country in language.countries and e.match < Match.WEAK), None)
    if at_home is not None and at_home.prominence >= entries[0].prominence - _HOME_MARGIN:
        return at_home
    return entries[0]
