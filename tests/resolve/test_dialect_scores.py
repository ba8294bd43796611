"""The scores (in nats) that single words of a local article give to countries."""

from __future__ import annotations

import pytest

from storymap.ports import Match
from storymap.resolve.dialect import LEAST, country_scores, has_own_town, score_of
from tests.resolve.small import entry


def leaders(text: str) -> list[str]:
    """Return the countries within half a nat of the likeliest one, in alphabetical order."""
    return sorted(country for country, score in country_scores(text).items() if score > -0.5)


@pytest.mark.parametrize(
    ("words", "countries"),
    [
        ("sheriff's deputies", ["US"]), ("State Route 9 and Route 12", ["US"]), ("Republicans, Medicare", ["US"]),
        ("the councilman", ["US"]), ("£40, £50", ["GB"]), ("the NHS and the Lib Dems", ["GB"]), ("the RCMP", ["CA"]),
        ("a bushfire near the Shire", ["AU"]), ("the Garda and the Taoiseach", ["IE"]), ("two lakhs, one crore", ["IN"]),
        ("councillors", ["GB"]), ("$5", ["US"]), ("per cent, per cent", ["AU", "CA", "GB"]),
        ("centres, harbours, colours", ["AU", "GB"]), ("centers, theaters", ["US"]), ("8 km, 9 km, 7 kilometres", ["AU", "CA"]),
        ("miles and miles, a mile", ["GB", "US"]),
    ],
)  # fmt: skip
def test_words_are_typical_of_countries(words: str, countries: list[str]) -> None:
    assert leaders(f"They spoke of {words}.") == countries


def test_word_counts_at_most_three_times() -> None:
    scores = [country_scores("km " * count)["US"] for count in range(1, 6)]
    assert scores[0] > scores[1] > scores[2] == scores[3] == scores[4]


def test_few_words_that_say_little_are_scaled_down() -> None:
    """Scores are multiplied by the evidence of the words, up to one nat: a word with 0.2 nats counts a fifth."""
    assert country_scores("nothing") == dict.fromkeys(country_scores(""), 0.0)
    assert country_scores("the mayor")["GB"] == pytest.approx((0.3 - 0.7) * 0.2)
    assert country_scores("the mayor")["CA"] == pytest.approx((0.2 - 0.7) * 0.2)
    assert country_scores("one councilman")["GB"] == pytest.approx(0.3 - 1.5)
    # the evidence of a word is the largest absolute value of its weights
    assert country_scores("a mile")["US"] == 0 and country_scores("a mile")["AU"] == pytest.approx((-0.6 - 0.7) * 0.6)


def test_score_of_an_excluded_country_is_limited() -> None:
    assert country_scores("£5 £6 £7")["US"] == LEAST == -3
    assert country_scores("nothing £")["US"] == pytest.approx(0.5 - 2.3)


def test_own_town_is_a_town_of_thirty_thousand_in_the_likeliest_country() -> None:
    scores = {"US": 0.0, "GB": -1.0, "": -2.0}
    assert has_own_town(scores, [entry(1, country="US", prominence=4.5)])
    assert not has_own_town(scores, [entry(1, country="US", prominence=4.4)])
    assert not has_own_town(scores, [entry(1, country="GB", prominence=6)])
    assert not has_own_town(scores, [entry(1, country="US", kind="admin1")])
    assert not has_own_town(scores, [])
    assert has_own_town(scores, [entry(1, country="GB"), entry(2, country="US", match=Match.ALTERNATE)])


def test_score_counts_less_for_world_cities_without_a_namesake_at_home() -> None:
    scores = {"US": 0.0, "GB": -2.0, "": -1.0}

    def found(country: str, prominence: float, own_town: bool = False) -> float:
        return score_of(scores, entry(1, country=country, prominence=prominence), own_town=own_town)

    assert [found("GB", p) for p in (4.0, 6.0, 6.5, 7.0, 8.0)] == [-2, -2, -1, 0, 0]
    assert found("GB", 8.0, own_town=True) == -2
    assert found("DE", 5.0) == -1  # a country whose local news is not in English
    assert score_of({}, entry(1), own_town=False) == 0


# The key "" stands for countries whose local news is not in English
COUNTRIES = ("US", "GB", "CA", "AU", "IE", "NZ", "ZA", "IN", "")


@pytest.mark.parametrize(
    ("words", "scores"),
    [
        ("the sheriff's deputies", (0, -1.7, -2.0, -2.0, -2.5, -2.5, -2.5, -2.5, -2.5)),
        ("Route 12", (0, -1.2, -1.3, -1.5, -2.0, -2.0, -2.0, -2.0, -2.0)),
        ("Medicare", (0, -0.8, -1.04, -1.04, -1.44, -1.44, -1.44, -1.44, -1.44)),
        ("the councilman", (0, -1.2, -1.5, -1.5, -2.0, -2.0, -2.0, -2.0, -2.0)),
        ("a councillor", (-2.3, 0, -0.5, -0.5, -1.0, -1.0, -1.0, -1.5, -1.8)),
        ("$5", (0, -2.2, -0.5, -0.5, -3.0, -1.0, -2.5, -2.5, -1.5)),
        ("£", (-1.8, 0, -2.3, -2.3, -2.8, -2.8, -2.8, -2.8, -2.8)),
        ("the NHS", (-1.3, 0, -1.8, -1.8, -2.3, -2.3, -2.3, -2.3, -2.3)),
        ("the RCMP", (-1.5, -1.7, 0, -2.0, -2.5, -2.5, -2.5, -2.5, -2.5)),
        ("a bushfire", (-1.0, -1.2, -1.5, 0, -2.0, -2.0, -2.0, -2.0, -2.0)),
        ("the Garda", (-1.0, -1.2, -1.5, -1.5, 0, -2.0, -2.0, -2.0, -2.0)),
        ("one crore", (-1.5, -1.7, -2.0, -2.0, -2.5, -2.5, -2.5, 0, -2.5)),
        ("two harbours, two harbours", (-2.8, 0, -0.5, -0.3, -0.8, -0.8, -0.8, -1.0, -1.8)),
        ("two theaters, two theaters", (0, -2.2, -1.3, -2.5, -3.0, -2.0, -2.0, -2.0, -2.0)),
        ("per cent, per cent", (-2.2, 0, -0.3, -0.3, -1.0, -1.0, -1.8, -1.8, -1.8)),
        ("8 km, 9 km", (-2.5, -1.7, 0, 0, -0.9, -0.5, -0.5, -0.5, -1.5)),
        ("a mile, a mile, a mile", (0, -0.2, -2.3, -2.9, -1.6, -1.6, -1.6, -1.6, -1.6)),
        ("the mayor, the mayor", (0, -0.24, -0.2, -0.36, -0.56, -0.56, -0.56, -0.56, -0.56)),
    ],
)  # fmt: skip
def test_scores_of_all_countries(words: str, scores: tuple[float, ...]) -> None:
    found = country_scores(words)
    assert [found[country] for country in COUNTRIES] == pytest.approx(scores)
