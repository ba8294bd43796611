"""Find place names in Chinese and Japanese text, which has neither capitals nor spaces between words.

Only names that the gazetteer has in the same script are found. They are scored by the prominence of the place, by the
frequency of the name as an ordinary word, and by the characters next to it. The weights are in `scores.toml`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from storymap.gazetteer.fold import fold
from storymap.language import may_be_east_asian, primary_language
from storymap.lazy_pattern import lazy_pattern
from storymap.model import Mention
from storymap.ports import Gazetteer
from storymap.recognize.languages.candidates import KNOWN_ABROAD
from storymap.recognize.languages.data import LEAST_EXCESS, Language, language_data
from storymap.recognize.languages.scoring import (
    LISTED_CONFIDENCE,
    MENTION_CONFIDENCE,
    FeatureName,
    ScoredSpan,
    weights_for,
)

CITY = 4.7  # prominence of a city of 50,000 people; the value of the feature PROMINENCE is the difference from it
# Minimum prominence (3,000 people) of a place. The names of smaller places are mostly ordinary words.
LEAST_PROMINENCE = 3.5
# Maximum of (prominence - CITY): 30 times the population of a CITY. More prominent places do not get a higher score.
MOST_PROMINENCE = 1.5

_MAX_LENGTH = 9  # maximum number of characters in a name
_RUN = lazy_pattern(r"[\u3005\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff]+")
_KATAKANA = lazy_pattern(r"[\u30a1-\u30fa\u30fc]")
_HAN = lazy_pattern(r"[\u3005\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff]")
_HIRAGANA = lazy_pattern(r"[\u3041-\u3096]+")
_PARTICLES = frozenset("にへでのをはがとや")
# A name in hiragana with at most this many characters is only used before a particle or a noun for a kind of place.
_SHORT_HIRAGANA = 3
_KANA = lazy_pattern(r"[\u3041-\u30fa]")
# These ordinary words begin with the name of a place, and are skipped.
_ORDINARY = (
    "大理石",
    "東洋",
    "西洋",
    "京都議定書",
    "漢字",
    "漢方",
    "和歌",
    "英語",
    "仏教",
    "米国債",
    "中国語",
    "日本語",
    "広東語",
    "上海蟹",
    "南京錠",
    "南京虫",
    "長安街",
)


class Feature(FeatureName):
    """Features of a candidate; `scores.toml` describes them in [unspaced]."""

    BIAS = "bias"
    PROMINENCE = "prominence"
    EXCESS_FREQUENCY = "excess_frequency"
    BEFORE_PLACE_NOUN = "before_place_noun"
    SINGLE_CHARACTER = "single_character"
    BEFORE_ORGANISATION = "before_organisation"
    TOWN_BEFORE_TITLE = "town_before_title"
    TOWN_ABROAD = "town_abroad"
    BEFORE_PARTICLE = "before_particle"
    BEFORE_HAN = "before_han"
    AFTER_HAN = "after_han"


def find_unspaced(text: str, tag: str, gazetteer: Gazetteer, doubtful: list[Mention] | None = None) -> list[Mention]:
    """Return mentions in Chinese and Japanese text, in text order, without overlaps.

    `tag`: the article's language (BCP 47). Names whose confidence is too low for a mention are added to
    `doubtful`.
    """
    mentions = []
    for span in score_unspaced(text, tag, gazetteer):
        mention = Mention(span.name, span.start, span.end, confidence=span.confidence)
        if span.confidence >= MENTION_CONFIDENCE:
            mentions.append(mention)
        elif doubtful is not None and span.confidence >= LISTED_CONFIDENCE:
            doubtful.append(mention)
    return mentions


def score_unspaced(text: str, tag: str, gazetteer: Gazetteer) -> Iterator[ScoredSpan]:
    """Yield all candidates: the longest known names from left to right."""
    if not may_be_east_asian(text):
        return
    code = primary_language(tag)
    language = language_data(code if code in ("ja", "zh") else "ja" if _KANA.search(text) else "zh")
    weights = weights_for("unspaced", language)
    for run in _RUN.finditer(text):
        start = run.start()
        while start < run.end():
            end, best = _longest_name(text, start, run.end(), gazetteer)
            if best is not None:
                features = _observe(text, start, end, best, language, gazetteer)
                yield ScoredSpan(start, end, text[start:end], features, weights)
            start = end


def _longest_name(text: str, start: int, limit: int, gazetteer: Gazetteer) -> tuple[int, tuple[str, float] | None]:
    """Return (end, (kind, prominence)) of the longest known name at `start`, or (offset at which to go on, None) if
    there is none."""
    if word := next((w for w in _ORDINARY if text.startswith(w, start)), ""):
        return start + len(word), None
    for end in range(min(limit, start + _MAX_LENGTH), start, -1):
        if _splits_katakana(text, start, end) or _splits_hiragana(text, start, end):
            continue
        best = gazetteer.best(text[start:end])
        if best is not None and best[1] >= LEAST_PROMINENCE:
            return end, best
    return start + 1, None


def _splits_katakana(text: str, start: int, end: int) -> bool:
    """Return whether the span is only part of a longer word in katakana: ローマ (Rome) in ローマンス (romance)."""
    return bool(
        (_KATAKANA.match(text[start]) and start and _KATAKANA.match(text[start - 1]))
        or (_KATAKANA.match(text[end - 1]) and _KATAKANA.match(text, end))
    )


def _splits_hiragana(text: str, start: int, end: int) -> bool:
    """Return whether a name in hiragana may be part of another word, such as the verb in 時がすぎた."""
    if not _HIRAGANA.fullmatch(text, start, end):
        return False
    before = text[start - 1 : start]
    return bool(
        _HIRAGANA.match(before) or (_HIRAGANA.match(text, end) and text[end] not in _PARTICLES) or _HAN.match(before)
    ) or (
        end - start <= _SHORT_HIRAGANA
        and not text.startswith(("市", "町", "村", "県", "区", "駅"), end)
        and text[end : end + 1] not in _PARTICLES
    )


def _observe(
    text: str, start: int, end: int, best: tuple[str, float], language: Language, gazetteer: Gazetteer
) -> dict[FeatureName, float]:
    """Return the features of a name. `best`: kind and prominence of the most prominent place with the name."""
    kind, prominence = best
    name = text[start:end]
    before_place_noun = _starts_with(text, end, language.place_nouns)
    observed = {
        Feature.BEFORE_PLACE_NOUN: before_place_noun,
        Feature.SINGLE_CHARACTER: len(name) == 1 and not before_place_noun,
        Feature.BEFORE_ORGANISATION: not before_place_noun and _starts_with(text, end, language.organisation_after),
        Feature.TOWN_BEFORE_TITLE: kind == "city" and _starts_with(text, end, language.titles),
        Feature.TOWN_ABROAD: kind == "city"
        and prominence < KNOWN_ABROAD
        and _HAN.match(name)
        and bool(language.countries)
        and all(e.country not in language.countries for e in gazetteer.find(name)),
        Feature.BEFORE_PARTICLE: _starts_with(text, end, language.place_prepositions),
        Feature.BEFORE_HAN: not before_place_noun and _HAN.match(text, end) and _HAN.match(name[-1]),
        Feature.AFTER_HAN: start and _HAN.match(text[start - 1]) and _HAN.match(name),
    }
    return {
        Feature.BIAS: 1.0,
        Feature.PROMINENCE: min(prominence - CITY, MOST_PROMINENCE),
        Feature.EXCESS_FREQUENCY: language.excess_frequency(fold(name)) - LEAST_EXCESS,
        **{feature: 1.0 for feature, is_so in observed.items() if is_so},
    }


def _starts_with(text: str, start: int, words: Iterable[str]) -> bool:
    return any(text.startswith(word, start) for word in words)
