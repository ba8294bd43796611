"""Find the everyday words of each language that are also place names: `python -m storymap.forge.training.everyday`.

Such a word is more frequent in its language than the name of the place alone would be. The degree of a word says how
much more frequent it is. The degree is the frequency of the word (Zipf scale of wordfreq: log10 of occurrences per
billion words) minus the prominence of the place, which is also a log10. Examples of degrees are "Lyon" -0.8, "Tours"
-0.6, "Essen" in German -0.4, "Halle" 0.2 and "tous" 3.1. In the recognizer, the degree of a word is called its excess
frequency.
"""

from __future__ import annotations

import json
import zipfile
from collections import defaultdict
from pathlib import Path

import wordfreq

from storymap.gazetteer import open_gazetteer
from storymap.gazetteer.fold import fold
from storymap.ports import Gazetteer
from storymap.resources import data

# Two languages are left out: English, because the tagger finds the names in English texts, and Filipino, because
# wordfreq has few words of it.
LANGUAGES = frozenset(wordfreq.available_languages()) - {"en", "fil"}
RARE = 3.0  # Minimum frequency of a word on the Zipf scale: once in a million words.
# Minimum degree of a word in the table; the degree is the Zipf frequency minus the prominence of the place
LEAST = -0.8
_EPOCH = (1980, 1, 1, 0, 0, 0)  # this date is fixed, so that the same words give the same file


def degrees(language: str, gazetteer: Gazetteer) -> dict[str, float]:
    """Return a mapping from word to degree; the docstring of this module defines the degree.

    The words are the folded everyday words of a language that are also names in the gazetteer.
    """
    found: dict[str, float] = {}
    for word, frequency in wordfreq.get_frequency_dict(language).items():
        zipf = wordfreq.freq_to_zipf(frequency)
        if zipf < RARE or len(word) < 2 or not word.isalpha():
            continue
        best = gazetteer.best(word)
        if best is not None and zipf - best[1] >= LEAST:
            name = fold(word)
            found[name] = max(found.get(name, LEAST), zipf - best[1])
    return found


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
