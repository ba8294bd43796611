"""Find place names in scripts with spaces but without capitals: Arabic, Hebrew, Korean, scripts of India and others.

Only names that the gazetteer has in the same script are found. They are scored by the prominence of the place, by the
frequency of the name as an ordinary word, and by the word before. The weights are in `scores.toml`.

A proclitic is a short word that is written together with the next word, such as Arabic "و". An enclitic is written
together with the word before it, such as Korean "에서".
"""

from __future__ import annotations

from collections.abc import Iterator

from storymap.gazetteer.fold import fold
from storymap.language import is_language
from storymap.lazy_pattern import lazy_pattern
from storymap.model import Mention
from storymap.ports import Gazetteer
from storymap.recognize.languages.data import LEAST_EXCESS, Language, language_data
from storymap.recognize.languages.scoring import (
    LISTED_CONFIDENCE,
    MENTION_CONFIDENCE,
    FeatureName,
    ScoredSpan,
    Weights,
    weights_for,
)
from storymap.recognize.languages.unspaced import CITY, LEAST_PROMINENCE, MOST_PROMINENCE

_MAX_WORDS = 3  # maximum number of words in a name
_SHORT = 3  # maximum number of letters in a name with the feature SHORT_NAME
_MIN_AFTER_PROCLITIC = 3  # a name that is joined to a proclitic has at least this many letters
# The commas, full stops and question marks of these scripts.
_STOPS = r"[\u05be\u05c0\u05c3\u060c\u061b\u061f\u066a-\u066d\u06d4\u0964\u0965]"
_WORD = lazy_pattern(
    rf"(?:(?!{_STOPS})[\u0590-\u05ff\u0600-\u06ff\u0900-\u0dff\u0e00-\u0eff\u1000-\u109f\u10a0-\u10ff\u1200-\u137f\uac00-\ud7a3]){{2,}}"
)
_ARABIC = lazy_pattern(r"[\u0620-\u064a]")


class Feature(FeatureName):
    """Features of a candidate; `scores.toml` describes them in [caseless]."""

    BIAS = "bias"
    PROMINENCE = "prominence"
    EXCESS_FREQUENCY = "excess_frequency"
    AFTER_PLACE_NOUN = "after_place_noun"
    AFTER_PLACE_PREPOSITION = "after_place_preposition"
    AFTER_TITLE_OR_ORGANISATION = "after_title_or_organisation"
    AFTER_PROCLITIC = "after_proclitic"
    SHORT_NAME = "short_name"


def find_caseless(text: str, tag: str, gazetteer: Gazetteer, doubtful: list[Mention] | None = None) -> list[Mention]:
    """Return mentions in text order, without overlaps. `tag`: the article's language (BCP 47).

    Proclitics and enclitics are not part of the mention. Where a proclitic changes the name ("للرياض"), the `lemma` is
    the name in the gazetteer. Names whose confidence is too low for a mention are added to `doubtful`.
    """
    mentions = []
    for span in score_caseless(text, tag, gazetteer):
        surface = text[span.start : span.end]
        lemma = "" if surface == span.name else span.name
        mention = Mention(surface, span.start, span.end, confidence=span.confidence, lemma=lemma)
        if span.confidence >= MENTION_CONFIDENCE:
            mentions.append(mention)
        elif doubtful is not None and span.confidence >= LISTED_CONFIDENCE:
            doubtful.append(mention)
    return mentions


def score_caseless(text: str, tag: str, gazetteer: Gazetteer) -> Iterator[ScoredSpan]:
    """Yield candidates in text order, and the longest first if they begin at the same word.

    After a candidate that is confident enough to be a mention, the search continues behind it.
    """
    words = [m.span() for m in _WORD.finditer(text)]
    if not words:
        return
    language = language_data("ar" if is_language(tag, "en") and _ARABIC.search(text) else tag)
    weights = weights_for("caseless", language)
    mention_end = 0
    for i, (start, _) in enumerate(words):
        if start < mention_end:
            continue
        before = text[slice(*words[i - 1])] if i and "\n" not in text[words[i - 1][1] : start] else ""
        for span in _candidates_at(text, words[i : i + _MAX_WORDS], before, language, weights, gazetteer):
            yield span
            if span.confidence >= MENTION_CONFIDENCE:
                mention_end = span.end
                break


def _candidates_at(
    text: str, words: list[tuple[int, int]], before: str, language: Language, weights: Weights, gazetteer: Gazetteer
) -> Iterator[ScoredSpan]:
    """Yield the known names that begin in the first of `words` (after its proclitic, if any), the longest first.

    `before`: the word before `words`.
    """
    start = words[0][0]
    for _, end in reversed(words):
        if "\n" in text[start:end]:
            continue
        for cut, name in _without_proclitics(text[start:end], language):
            best = gazetteer.best(name)
            if best is not None and best[1] >= LEAST_PROMINENCE:
                features = _observe(name, best, before, language, cut > 0)
                yield ScoredSpan(start + cut, end, name, features, weights)
        for cut in _enclitics(text[start:end], language):
            name = text[start : end - cut]
            best = gazetteer.best(name)
            if best is not None and best[1] >= LEAST_PROMINENCE:
                yield ScoredSpan(start, end - cut, name, _observe(name, best, before, language, True), weights)


def _without_proclitics(words: str, language: Language) -> Iterator[tuple[int, str]]:
    """Yield (number of characters cut off, name): first the words as they are, then without each possible proclitic."""
    yield 0, words
    for proclitic in language.proclitics:
        length = len(proclitic)
        if words.startswith(proclitic) and len(words) >= length + _MIN_AFTER_PROCLITIC:
            yield length, words[length:]
            if proclitic.endswith("ل") and words[length] == "ل":  # "لل" is a contraction of "ل" and the article "ال"
                yield length + 1, f"ال{words[length + 1 :]}"


def _enclitics(words: str, language: Language) -> Iterator[int]:
    """Yield the lengths of the enclitics at the end of the words, the longest first."""
    lengths = {len(e) for e in language.enclitics if words.endswith(e) and len(words) > len(e) + 1}
    yield from sorted(lengths, reverse=True)


def _observe(
    name: str, best: tuple[str, float], before: str, language: Language, proclitic: bool
) -> dict[FeatureName, float]:
    """Return the features of a name.

    `best`: kind and prominence of the most prominent place with the name. `before`: the word before the name.
    `proclitic`: whether a proclitic or enclitic was removed from the name.
    """
    kind, prominence = best
    after_place_noun = before in language.place_nouns
    observed = {
        Feature.AFTER_PLACE_NOUN: after_place_noun,
        Feature.AFTER_PLACE_PREPOSITION: not after_place_noun and before in language.place_prepositions,
        Feature.AFTER_TITLE_OR_ORGANISATION: before in language.titles or before in language.organisation_before,
        Feature.AFTER_PROCLITIC: proclitic,
        Feature.SHORT_NAME: len(name) <= _SHORT and kind != "country",
    }
    return {
        Feature.BIAS: 1.0,
        Feature.PROMINENCE: min(prominence - CITY, MOST_PROMINENCE),
        Feature.EXCESS_FREQUENCY: language.excess_frequency(fold(name)) - LEAST_EXCESS,
        **{feature: 1.0 for feature, is_so in observed.items() if is_so},
    }
