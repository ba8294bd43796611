"""Tests with small gazetteers, for scripts without capitals: the features of names, and which names are suggested."""

from __future__ import annotations

import pytest

from storymap.model import Mention, Reason
from storymap.recognize.languages import find_caseless, find_unspaced
from storymap.recognize.languages.caseless import score_caseless
from storymap.recognize.languages.scoring import ScoredSpan
from storymap.recognize.languages.unspaced import score_unspaced
from storymap.recognize.suggestions import MIN_WEAK_SCORE, Weak, find_suggestions, weak_suggestions
from tests.recognize.small import Names, place, tagged

JAPANESE = Names(
    {
        "石川": place(4.7, country="JP"),
        "石川県": place(5.0, "admin1", country="JP"),
        "日本": place(8.0, "country", country="JP"),
        "津": place(5.4, country="JP"),
        "ローマ": place(6.4, country="JP"),
        "すぎた": place(4.7, country="JP"),
        "さいたま": place(6.1, country="JP"),
        "小町": place(3.4, country="JP"),
        "大町": place(3.5, country="JP"),
        "一二三四五六七八九": place(4.7, country="JP"),
        "一二三四五六七八九十": place(4.7, country="JP"),
        "東京": place(7.0, country="JP"),
    }
)
MEASURED = {"bias", "prominence", "excess_frequency"}


def features(spans: list[ScoredSpan]) -> list[tuple[str, str]]:
    """Return (name, features with the value 1) of each candidate."""
    return [(s.name, " ".join(str(f) for f, v in s.features.items() if f not in MEASURED and v == 1)) for s in spans]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("石川と", [("石川", "")]),
        ("石川へ", [("石川", "before_particle")]),
        ("石川市。", [("石川", "before_place_noun")]),
        ("石川県の", [("石川県", "")]),
        ("石川大学。", [("石川", "before_organisation before_han")]),
        ("石川さん。", [("石川", "town_before_title")]),
        ("日本代表。", [("日本", "before_han")]),
        ("新石川の", [("石川", "after_han")]),
        ("の石川の", [("石川", "")]),
        ("津の", [("津", "single_character")]),
        ("津市の", [("津", "before_place_noun")]),
        ("ローマの", [("ローマ", "")]),
        ("ローマンの", []),
        ("アローマの", []),
        ("新ローマの", [("ローマ", "")]),
        ("「すぎた」", []),
        ("。すぎたに", [("すぎた", "before_particle")]),
        ("。すぎた市", [("すぎた", "before_place_noun")]),
        ("時すぎたに", []),
        ("がすぎたに", []),
        ("「さいたま」", [("さいたま", "")]),
        ("「さいたまに」", [("さいたま", "before_particle")]),
        ("「さいたまさ」", []),
        ("大町の小町", [("大町", "")]),
        ("一二三四五六七八九。", [("一二三四五六七八九", "")]),
        ("東京議定", [("東京", "before_han")]),
        ("大理石川の", []),
        ("石川と日本は", [("石川", ""), ("日本", "")]),
    ],
)
def test_features_of_names_in_japanese(text: str, found: list[tuple[str, str]]) -> None:
    assert features(list(score_unspaced(text, "ja", JAPANESE))) == found


def test_name_has_at_most_nine_characters() -> None:
    [found] = score_unspaced("一二三四五六七八九十", "ja", JAPANESE)
    assert (found.start, found.end) == (0, 9)


def test_language_of_other_articles_is_told_by_the_script() -> None:
    for tag, text, found in (
        ("en", "石川から", "before_particle"),
        ("en", "石川从", "town_abroad before_particle before_han"),
        ("en", "从石川", "town_abroad after_han"),
        ("zh", "石川县", "before_place_noun town_abroad"),
        ("ja", "石川县", "before_han"),
    ):
        assert features(list(score_unspaced(text, tag, JAPANESE))) == [("石川", found)]


def test_prominence_has_an_upper_limit() -> None:
    values = [span.features for text in ("石川と", "日本と") for span in score_unspaced(text, "xx", JAPANESE)]
    assert [float(v["prominence"]) for v in values] == pytest.approx([0.0, 1.5])  # type: ignore[index]


def test_names_are_mentions_or_doubtful_by_their_confidence() -> None:
    doubtful: list[Mention] = []
    gazetteer = Names({"石川": place(4.7, country="JP"), "大町": place(3.5, country="JP")})
    found = find_unspaced("石川へ、大町と、新大町新", "ja", gazetteer, doubtful)
    assert [(m.surface, m.start, m.confidence >= 0.5) for m in found] == [("石川", 0, True)]
    assert [(m.surface, m.start, m.confidence) for m in doubtful] == [("大町", 4, 0.4256), ("大町", 9, 0.1824)]


# --- Arabic, Korean -----------------------------------------------------------------------------------------------

SPACED = Names(
    {
        "القاهرة": place(7.0, country="JP"),
        "قاهرة": place(3.5, country="JP"),
        "الرياض": place(6.8, country="JP"),
        "دمشق": place(4.7, country="JP"),
        "عمان": place(6.0, country="JP"),
        "مصر": place(8.0, "country"),
        "حلب": place(3.4, country="JP"),
        "تل أبيب يافا": place(5.6, country="JP"),
        "تل أبيب يافا الكبرى": place(5.6, country="JP"),
        "서울": place(7.0, country="JP"),
        "부산": place(6.5, country="JP"),
    }
)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("دمشق", [("دمشق", "")]),
        ("في دمشق", [("دمشق", "after_place_preposition")]),
        ("مدينة دمشق", [("دمشق", "after_place_noun")]),
        ("الرئيس دمشق", [("دمشق", "after_title_or_organisation")]),
        ("جامعة دمشق", [("دمشق", "after_title_or_organisation")]),
        ("ودمشق", [("دمشق", "after_proclitic")]),
        ("للرياض", [("الرياض", "after_proclitic")]),
        ("مصر", [("مصر", "")]),
        ("ومصر", [("مصر", "after_proclitic")]),
        ("حلب", []),
        ("في\nدمشق", [("دمشق", "")]),
        ("دمشق، مصر", [("دمشق", ""), ("مصر", "")]),
        ("تل أبيب يافا الكبرى", [("تل أبيب يافا", "")]),
        ("تل أبيب\nيافا", []),
    ],
)
def test_features_of_names_in_arabic(text: str, found: list[tuple[str, str]]) -> None:
    assert features(list(score_caseless(text, "ar", SPACED))) == found


@pytest.mark.parametrize(
    ("text", "found", "surface"),
    [
        ("서울", [("서울", "short_name")], "서울"),
        ("서울에서", [("서울", "after_proclitic short_name")], "서울"),
        ("서울에서는", [("서울", "after_proclitic short_name")], "서울"),
        ("도시 서울", [("서울", "after_place_noun short_name")], "서울"),
    ],
)
def test_particle_is_not_part_of_a_korean_name(text: str, found: list[tuple[str, str]], surface: str) -> None:
    spans = list(score_caseless(text, "ko", SPACED))
    assert features(spans) == found
    assert [text[s.start : s.end] for s in spans] == [surface]


def test_arabic_in_english_articles_is_read_as_arabic() -> None:
    assert features(list(score_caseless("the في دمشق road", "en", SPACED))) == [("دمشق", "after_place_preposition")]
    assert features(list(score_caseless("the 서울에서 road", "en", SPACED))) == []
    assert list(score_caseless("the road", "en", SPACED)) == []


def test_caseless_names_are_mentions_with_their_lemma() -> None:
    doubtful: list[Mention] = []
    [found] = find_caseless("ثم للرياض، جامعة دمشق", "ar", SPACED, doubtful)
    assert (found.surface, found.lemma) == ("رياض", "الرياض")
    assert [m.surface for m in doubtful] == ["دمشق"]  # Damascus is in the name of a university


# --- suggestions --------------------------------------------------------------------------------------------------

ENGLISH = Names(
    {"Marburg": place(4.9), "Ulmland": place(5.5), "Lowland": place(5.4), "Cork": place(5.2)},
    {"Cork": "a surname"},
)


def suggested(text: str, *names: tuple[str, str, float], elsewhere: float = 0.03) -> tuple[list[str], list[str]]:
    """Return (suggested names, reasons why others are too weak)."""
    weak: list[Weak] = []
    found = find_suggestions(text, tagged(text, *names, elsewhere=elsewhere), [], [], ENGLISH, weak=weak)
    rejected = [w.rejection for w in weak]
    assert [r.surface for r in rejected] == [w.mention.surface for w in weak]
    return [s.surface for s in found], [str(r.reason.params["why"]) for r in rejected]


@pytest.mark.parametrize(
    ("text", "probability", "names", "weak"),
    [
        ("They came near Marburg today", 0.03, ["Marburg"], 0),
        ("They saw Marburg today", 0.03, [], 1),
        ("They saw Marburg today", 0.13, [], 1),
        ("They saw Marburg today", 0.23, ["Marburg"], 0),
        ("They saw Ulmland today", 0.03, ["Ulmland"], 0),
        ("They saw Lowland today", 0.03, [], 1),
        ("They saw Qwzyxia today", 0.4, ["Qwzyxia"], 0),
        ("They saw Qwzyxia today", 0.15, [], 0),
    ],
)
def test_name_is_suggested_from_a_score_that_depends_on_its_position(
    text: str, probability: float, names: list[str], weak: int
) -> None:
    name = text.split()[-2]
    assert suggested(text, (name, "LOC", probability)) == (names, ["no adjacent words show that it is a place"] * weak)


def test_surname_outside_the_position_of_a_place_is_weak() -> None:
    assert suggested("They saw Cork today") == ([], ["a surname"])
    assert suggested("They came near Cork today") == (["Cork"], [])


def test_most_confident_of_overlapping_doubtful_names_is_suggested_once() -> None:
    text = "Xa Yb Xa"
    doubtful = [
        Mention("Xa", 0, 2, confidence=0.3),
        Mention("Xa Yb", 0, 5, confidence=0.4),
        Mention("Yb Xa", 3, 8, confidence=0.35),
        Mention("Xa", 6, 8, confidence=0.2),
    ]
    found = find_suggestions(text, None, [], [], ENGLISH, doubtful)
    assert [(s.surface, s.score, len(s.mentions)) for s in found] == [("Xa Yb", 0.4, 1), ("Xa", 0.2, 1)]
    assert find_suggestions(text, None, [], [], ENGLISH, doubtful, skipped=[(4, 7)]) != found
    assert find_suggestions(text, None, [Mention("Yb", 3, 5)], [], ENGLISH, doubtful)[0].surface == "Xa"


def test_suggestion_has_the_reason_and_score_of_its_best_occurrence() -> None:
    text = "They saw that Ulmland. They came near Ulmland today"
    [found] = find_suggestions(text, tagged(text), [], [], ENGLISH)
    assert (found.reason.code, len(found.mentions), found.start) == ("suggested-in", 2, 14)
    assert found.score == max(m.confidence for m in found.mentions)


def test_weak_names_need_a_minimum_score() -> None:
    text = "They saw Marburg today"
    weak: list[Weak] = []
    find_suggestions(text, tagged(text), [], [], ENGLISH, weak=weak)
    for score, count in ((MIN_WEAK_SCORE, 1), (MIN_WEAK_SCORE - 0.001, 0)):
        changed = [w._replace(mention=Mention("Marburg", 9, 16, confidence=score)) for w in weak]
        assert len(weak_suggestions(text, changed, [], ENGLISH)) == count
    [found] = weak_suggestions(text, weak, [], ENGLISH)
    assert found.reason == Reason("suggested-known", {"name": "Marburg"})
