"""Find the everyday words of each language that are also place names: `python -m storymap.forge.training.everyday`.

Such a word is more frequent in its language than the name of the place alone would be. The degree of a word says how
much more frequent it is. The degree is the frequency of the word (Zipf scale of wordfreq: log10 of occurrences per
billion words) minus the prominence of the place, which is also a log10. Examples of degrees are "Lyon" -0.8, "Tours"
-0.6, "Essen" in German -0.4, "Halle" 0.2 and "tous" 3.1. In the recognizer, the degree of a word is called its excess
frequency.

A word counts as a place name if the recognizer finds a place for it, in any grammatical case: "думаю" could be a case
of Думай. If a dictionary has the word in lower case, its frequency is not that of a name. If such a word is a case of a
name, or a name that other languages have for a place ("cada", Latvian for Chad, in Portuguese), the prominence of the
place is reduced, to UNLIKELY if the place is abroad. A word that the dictionary has only with a capital is left out.
"""

from __future__ import annotations

import json
import zipfile
from collections import defaultdict
from collections.abc import Callable, Mapping
from functools import cache
from pathlib import Path

import wordfreq
from babel import Locale, UnknownLocaleError

from storymap.forge.training.spelling import speller
from storymap.gazetteer import open_gazetteer
from storymap.gazetteer.fold import fold
from storymap.ports import Entry, Gazetteer, Match
from storymap.recognize.languages.candidates import AREAS, Candidate, find_candidates
from storymap.recognize.languages.data import Language, language_data
from storymap.recognize.languages.words import split_words
from storymap.resources import data

# Two languages are left out: English, because the tagger finds the names in English texts, and Filipino, because
# wordfreq has few words of it.
LANGUAGES = frozenset(wordfreq.available_languages()) - {"en", "fil"}
RARE = 3.0  # Minimum frequency of a word on the Zipf scale: once in a million words.
# Minimum degree of a word in the table; the degree is the Zipf frequency minus the prominence of the place
LEAST = -0.8
COMMON = 5.0  # a word of a language without dictionary is an ordinary word if its Zipf frequency is at least this
AREA = 5.0  # minimum prominence of areas for nouns of German, because the prominence of most areas is only a default
UNLIKELY = 3.0  # maximum prominence of a place that an ordinary word probably does not mean
_EPOCH = (1980, 1, 1, 0, 0, 0)  # this date is fixed, so that the same words give the same file


def degrees(language: str, gazetteer: Gazetteer) -> dict[str, float]:
    """Return a mapping from word to degree; the docstring of this module defines the degree.

    The words are the folded everyday words of a language for which the recognizer finds a place.
    """
    found: dict[str, float] = {}
    spelled, words = speller(language), language_data(language)
    for word, frequency in wordfreq.get_frequency_dict(language).items():
        zipf = wordfreq.freq_to_zipf(frequency)
        if zipf < RARE or len(word) < 2 or not word.isalpha():
            continue
        prominence = _prominence(word, zipf, words, gazetteer, spelled)
        if prominence is None:
            continue
        if zipf - prominence >= LEAST:
            name = fold(word)
            found[name] = max(found.get(name, LEAST), zipf - prominence)
    return found


def _prominence(
    word: str, zipf: float, language: Language, gazetteer: Gazetteer, spelled: Callable[[str], bool] | None
) -> float | None:
    """Return the prominence of the place that a word may mean, or None if there is none. `spelled`: see `speller`."""
    best, place = gazetteer.best(word), _place(word, language, gazetteer)
    if place is None:
        return None if best is None else best[1]
    declined, entry = fold(place.name) != fold(word), place.entry
    prominence = entry.prominence if best is None else best[1]
    if spelled is None:
        ordinary = zipf >= COMMON
    else:
        ordinary = spelled(word)
        if not ordinary and spelled(word.capitalize()):  # only a name or, in German, a noun
            if not language.capitalizes_nouns:
                return None
            ordinary = not declined
            if entry.kind in AREAS and entry.match is Match.NAME:
                prominence = max(prominence, AREA)
    if not ordinary or prominence <= UNLIKELY:
        return prominence
    if declined:
        return max(prominence - 1, UNLIKELY) if entry.country in language.countries else UNLIKELY
    return UNLIKELY if _is_foreign(word, entry, language, gazetteer) else prominence


def _place(word: str, language: Language, gazetteer: Gazetteer) -> Candidate | None:
    """Return the place that the recognizer finds for a word, or None.

    The word is in lower case. In scripts without capitals, the recognizer has other rules; the result is always None.
    """
    capitalized = word[0].upper() + word[1:]
    if capitalized == word:
        return None
    words = list(split_words(capitalized, language))
    candidate = next(find_candidates(capitalized, words, language, gazetteer), None)
    return candidate if candidate is not None and candidate.after == len(words) else None


def _is_foreign(word: str, entry: Entry, language: Language, gazetteer: Gazetteer) -> bool:
    """Return whether a word is only known as a name that other languages have for a place."""
    named = gazetteer.place(entry)
    if entry.kind == "country" and (country := _countries(language.code).get(entry.country)):
        return fold(word) not in fold(country)
    if entry.match >= Match.ALTERNATE and entry.country not in language.countries:
        return fold(named.called(language.code)) != fold(word)
    languages = {name.language for name in named.names if fold(name.name) == fold(word)}
    return bool(languages) and language.code not in languages and fold(named.name) != fold(word)


@cache
def _countries(language: str) -> Mapping[str, str]:
    """Return the names of countries in a language from CLDR, by code, or {} if there are none."""
    try:
        return Locale.parse("hr" if language == "sh" else language).territories
    except (UnknownLocaleError, ValueError):
        return {}


def write(path: Path, gazetteer: Gazetteer) -> None:
    """Write a zip file with a JSON member for each language.

    A member maps ten times the degree, as text, to the words with this degree.
    """
    with zipfile.ZipFile(path, "w") as archive:
        for language in sorted(LANGUAGES):
            by_tenths: dict[int, list[str]] = defaultdict(list)
            for word, degree in degrees(language, gazetteer).items():
                by_tenths[round(10 * degree)].append(word)
            table = {str(tenths): " ".join(sorted(words)) for tenths, words in sorted(by_tenths.items())}
            member = zipfile.ZipInfo(f"{language}.json", _EPOCH)
            member.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(member, json.dumps(table, ensure_ascii=False), compresslevel=9)


if __name__ == "__main__":
    write(data("everyday.zip"), open_gazetteer())
