"""Names in scripts without capitals: Chinese and Japanese, which do not part words, and Arabic, Hebrew, those of India and others.

Only names count that the gazetteer has in that very script. They are weighed by the fame of their place, by how much the word
is used for other things, and by what stands beside them, as in `cased`; the odds are natural logarithms, chosen by hand.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from math import exp

from storymap.gazetteer.fold import fold
from storymap.language import primary_language
from storymap.model import Mention
from storymap.ports import Gazetteer
from storymap.recognize.languages.data import Language, language_data

SURE = 0.5  # confidence from which a name is a mention
_FAME = 4.7  # prominence of a town of fifty thousand people: neither for nor against
_LEAST = 3.5  # …below which nothing is found
_LONGEST = 9  # characters of a name without spaces
_WORDS = 3  # of a name with spaces

_RUN = re.compile(r"[\u3005\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff]+")
_KATAKANA = re.compile(r"[\u30a1-\u30fa\u30fc]")
_KANJI = re.compile(r"[\u3005\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff]")
_KANA = re.compile(r"[\u3041-\u30fa]")
_STOPS = r"[\u05be\u05c0\u05c3\u060c\u061b\u061f\u066a-\u066d\u06d4\u0964\u0965]"  # commas, stops, question marks of these scripts
_WORD = re.compile(
    rf"(?:(?!{_STOPS})[\u0590-\u05ff\u0600-\u06ff\u0900-\u0dff\u0e00-\u0eff\u1000-\u109f\u10a0-\u10ff\u1200-\u137f]){{2,}}"
)
_ARABIC = re.compile(r"[\u0620-\u064a]")


def find_unspaced(text: str, language: str, gazetteer: Gazetteer) -> list[Mention]:
    """Mentions in Chinese and Japanese text, in text order, without overlaps. `language`: the article's (BCP 47)."""
    code = primary_language(language)
    known = language_data(code if code in ("ja", "zh") else "ja" if _KANA.search(text) else "zh")
    found = []
    for run in _RUN.finditer(text):
        at = run.start()
        while at < run.end():
            end, confidence = _name_at(text, at, run.end(), known, gazetteer)
            if confidence >= SURE:
                found.append(Mention(text[at:end], at, end, confidence=confidence))
            at = max(end, at + 1)
    return found


def _name_at(text: str, at: int, limit: int, language: Language, gazetteer: Gazetteer) -> tuple[int, float]:
    """Where the longest known name ends that begins here, and how sure it is; (0, 0) when none does."""
    for end in range(min(limit, at + _LONGEST), at, -1):
        if _cut(text, at, end):
            continue
        best = gazetteer.best(text[at:end])
        if best is not None and best[1] >= _LEAST:
            return end, _share(_odds(text, at, end, best, language))
    return 0, 0.0


def _cut(text: str, at: int, end: int) -> bool:
    """Whether a word in katakana goes on beyond the name: Rome (ローマ) is no part of a romance (ローマンス)."""
    return bool(
        (_KATAKANA.match(text[at]) and at and _KATAKANA.match(text[at - 1]))
        or (_KATAKANA.match(text[end - 1]) and _KATAKANA.match(text, end))
    )


def _odds(text: str, at: int, end: int, best: tuple[str, float], language: Language) -> float:
    kind, fame = best
    name = text[at:end]
    odds = 1.2 + 1.5 * min(fame - _FAME, 1.5) - 1.5 * (language.excess_frequency(fold(name)) + 0.8)
    named = _starts_with(text, end, language.place_nouns)
    if named:
        odds += 1.5
    elif len(name) == 1:
        return -5.0
    if _starts_with(text, end, language.organisation_after) and not named:
        odds -= 5.0
    if kind == "city" and _starts_with(text, end, language.titles):
        odds -= 4.0
    if _starts_with(text, end, language.place_prepositions):
        odds += 0.5
    if not named and _KANJI.match(text, end) and _KANJI.match(name[-1]):
        odds -= 0.5
    if at and _KANJI.match(text[at - 1]) and _KANJI.match(name):
        odds -= 0.7
    return odds


def _starts_with(text: str, at: int, words: Iterable[str]) -> bool:
    return any(text.startswith(word, at) for word in words)


def find_caseless(text: str, language: str, gazetteer: Gazetteer) -> list[Mention]:
    """Mentions in scripts that part words and have no capitals, in text order, without overlaps. `language`: the article's.

    Where a small word is written together with the name, the mention is the name alone; "للرياض" has its name as `lemma`.
    """
    words = [m.span() for m in _WORD.finditer(text)]
    if not words:
        return []
    code = primary_language(language)
    known = language_data(code if code != "en" or not _ARABIC.search(text) else "ar")
    found: list[Mention] = []
    for i, (start, _) in enumerate(words):
        if found and start < found[-1].end:
            continue
        before = text[slice(*words[i - 1])] if i and "\n" not in text[words[i - 1][1] : start] else ""
        for _, end in reversed(words[i : i + _WORDS]):
            if "\n" not in text[start:end] and (mention := _mention(text, start, end, before, known, gazetteer)):
                found.append(mention)
                break
    return found


def _mention(text: str, start: int, end: int, before: str, language: Language, gazetteer: Gazetteer) -> Mention | None:
    """The name in [start, end), or what is left of it without the small words that are written with it; None when unsure."""
    for cut, name in _bare(text[start:end], language):
        best = gazetteer.best(name)
        if best is None or best[1] < _LEAST:
            continue
        odds = 0.8 + 1.5 * min(best[1] - _FAME, 1.5) - 1.5 * (language.excess_frequency(fold(name)) + 0.8)
        odds += 1.8 if before in language.place_nouns else 1.2 if before in language.place_prepositions else 0
        odds -= 4.0 if before in language.titles or before in language.organisation_before else 0
        odds -= (0.5 if cut else 0) + (1.0 if len(name) < 4 and best[0] != "country" else 0)
        if _share(odds) < SURE:
            continue
        surface = text[start + cut : end]
        return Mention(surface, start + cut, end, confidence=_share(odds), lemma="" if surface == name else name)
    return None


def _bare(words: str, language: Language) -> Iterator[tuple[int, str]]:
    """(characters cut off, name): the words themselves, and without each of the language's prefixes."""
    yield 0, words
    for prefix in language.proclitics:
        if words.startswith(prefix) and len(words) > len(prefix) + 2:
            yield len(prefix), words[len(prefix) :]
            if prefix.endswith("ل") and words[len(prefix)] == "ل":  # "لل" stands for "ل" and the article "ال"
                yield len(prefix) + 1, f"ال{words[len(prefix) + 1 :]}"


def _share(odds: float) -> float:
    return round(1 / (1 + exp(-odds)), 4)
