"""The values of the features from which the confidence of a mention's best candidate is computed."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from storymap.model import Doubt, Mention, NameContext
from storymap.ports import Entry, Match
from storymap.resolve.certainty import CERTAINTY_FEATURES, certainty_features
from storymap.resolve.confidence import CONFIDENCE_FEATURES, confidence_features
from storymap.resolve.features import FEATURES, Array
from storymap.resolve.surroundings import Surroundings
from tests.resolve.small import KM, entry, group

TOWN = entry(1)


def values(*rows: dict[str, float]) -> Array:
    """Return an array of the values of FEATURES, with a row for each dictionary (feature -> value).

    The names in the dictionaries have "_" where those in FEATURES have "-".
    """
    return np.array([[row.get(name.replace("-", "_"), 0.0) for name in FEATURES] for row in rows])


def certainty(
    *entries: Entry,
    tagger: float = 0.9,
    share: float = 0.9,
    shares: tuple[float, ...] = (),
    density: float = 10.0,
    others: tuple[Entry, ...] = (),
    context: NameContext | None = None,
    **rows: Any,
) -> dict[str, float]:
    """Return the features for the confidence in the first entry.

    `rows`: feature of a candidate -> a list with its value for each entry, or its value for the first entry. `shares`:
    those of the entries, by default 1 for the first one. `others`: the places of the other names of the article.
    """
    found = entries or (TOWN,)
    table = [
        {k: v[i] if isinstance(v, list) else (0.0 if i else v) for k, v in rows.items()} for i in range(len(found))
    ]
    mention = Mention("Holm", 0, 4, confidence=tagger, context=context or NameContext())
    whole = np.array(shares or [1.0, *[0.0] * (len(found) - 1)])
    around = Surroundings([group(e) for e in (found[0], *others)], [found[0], *others])
    around.density = density
    row = certainty_features(mention, group(*found), 0, share, whole, values(*table), around)
    return dict(zip(CERTAINTY_FEATURES, row.tolist(), strict=True))


def logit(p: float) -> float:
    return float(np.log(p / (1 - p)))


@pytest.mark.parametrize(
    ("tagger", "share", "place", "right", "product"),
    [
        (0.9, 0.8, 0.9, 0.8, 0.72), (1.0, 1.0, 0.995, 0.985, 0.98), (0.0, 0.0, 0.05, 0.02, 0.02), (0.99, 0.98, 0.99, 0.98, 0.9702),
        (0.1, 0.15, 0.1, 0.15, 0.02), (0.2, 0.15, 0.2, 0.15, 0.03),
    ],
)  # fmt: skip
def test_probabilities_are_never_treated_as_certain(
    tagger: float, share: float, place: float, right: float, product: float
) -> None:
    found = certainty(tagger=tagger, share=share)
    assert found["bias"] == 1
    assert (found["place"], found["right"], found["product"]) == pytest.approx(
        (logit(place), logit(right), logit(product))
    )


def test_only_place_is_doubtful_below_four_thousand_people() -> None:
    assert certainty(entry(1, prominence=3.59))["only-small"] == 1
    assert certainty(entry(1, prominence=3.6))["only-small"] == 0
    assert certainty(entry(1, prominence=2), entry(2))["only-small"] == 0
    assert certainty(entry(1, prominence=2), cue=1.0)["only-small"] == 0
    assert [certainty(entry(1, prominence=p))["small"] for p in (3.5, 3.0, 2.0, 1.0)] == [0, 0.5, 1.5, 1.5]


def test_first_name_is_doubtful_unless_its_larger_unit_is_named() -> None:
    first = NameContext(given_name=True)
    assert certainty(context=first)["given-name"] == 1
    assert certainty(context=first, cue=1.0)["given-name"] == certainty()["given-name"] == 0


def test_several_candidates_are_ambiguous_without_support() -> None:
    two = (TOWN, entry(2))
    assert certainty()["ambiguous"] == 0
    assert certainty(*two)["ambiguous"] == pytest.approx(np.log(2))
    assert certainty(*two, near_50=0.75)["ambiguous"] == pytest.approx(np.log(2) / 4)
    assert certainty(*two, cue=1.0)["ambiguous"] == 0


FAR = entry(2, lat=50.0 + 101 * KM)


def test_less_usual_name_is_doubtful_if_it_is_the_usual_name_of_a_place_elsewhere() -> None:
    former = TOWN._replace(match=Match.ALTERNATE)
    assert certainty(former, FAR)["alias"] == 1
    assert certainty(former)["alias"] == certainty(former, FAR, cue=1.0)["alias"] == 0
    assert certainty(former, FAR._replace(lat=50.0 + 99 * KM))["alias"] == 0
    assert certainty(former, FAR._replace(match=Match.ALTERNATE))["alias"] == 0
    assert certainty(TOWN._replace(match=Match.OFFICIAL), FAR)["alias"] == 0


def test_places_elsewhere_that_are_about_as_well_known_are_comparable() -> None:
    assert certainty(TOWN, FAR._replace(prominence=4.01))["comparable"] == pytest.approx(np.log(2))
    assert certainty(TOWN, FAR._replace(prominence=4.0))["comparable"] == 0
    assert certainty(TOWN, FAR, FAR._replace(number=3))["comparable"] == pytest.approx(np.log(3))
    assert certainty(TOWN, FAR, cue=1.0)["comparable"] == 0
    assert certainty(entry(1, kind="country"), FAR)["comparable"] == 0


def test_place_is_contested_if_the_other_names_could_be_near_another_one_as_well() -> None:
    assert certainty(TOWN, FAR, could_60=[0.5, 0.5])["contested"] == 1
    assert certainty(TOWN, FAR, could_60=[0.5, 0.4])["contested"] == 0
    assert certainty(TOWN, FAR)["contested"] == 0
    assert certainty(TOWN, FAR, could_60=[0.5, 0.5], cue=[1.0, 0.0])["contested"] == 0


@pytest.mark.parametrize(
    ("feature", "doubt"),
    [("other", Doubt.OTHER), ("of", Doubt.OF), ("quoted", Doubt.QUOTED), ("longer", Doubt.LONGER)],
)
def test_words_around_a_name_are_doubts(feature: str, doubt: Doubt) -> None:
    assert certainty(context=NameContext(doubts=frozenset({doubt})))[feature] == 1
    assert certainty(context=NameContext(doubts=frozenset(Doubt) - {doubt}))[feature] == certainty()[feature] == 0


@pytest.mark.parametrize(("kind", "doubt"), [("city", 1), ("admin1", 1), ("water", 0), ("land", 0)])
def test_article_without_a_noun_is_doubt_before_towns_and_units(kind: str, doubt: int) -> None:
    context = NameContext(doubts=frozenset({Doubt.ARTICLE, Doubt.BARE}))
    assert certainty(entry(1, kind=kind), context=context)["bare"] == doubt
    assert certainty(entry(1, kind=kind), context=NameContext(doubts=frozenset({Doubt.ARTICLE})))["bare"] == 0


def test_preposition_before_a_name_shows_that_it_is_a_place() -> None:
    assert certainty(context=NameContext(placed=True))["placed"] == 1
    assert certainty()["placed"] == 0


@pytest.mark.parametrize(
    ("kind", "article", "at"),
    [("city", 1, 0), ("admin2", 1, 1), ("admin1", 1, 1), ("country", 1, 1), ("region", 0, 1), ("water", 0, 0)],
)
def test_article_is_doubt_before_towns_and_units_and_at_before_large_places(kind: str, article: int, at: int) -> None:
    context = NameContext(doubts=frozenset({Doubt.ARTICLE, Doubt.AT}))
    found = certainty(entry(1, kind=kind), context=context)
    assert (found["article"], found["at-unit"]) == (article, at)
    assert certainty(entry(1, kind=kind), context=context, cue=1.0)["at-unit"] == 0


def test_lead_is_one_if_no_other_candidate_has_a_share() -> None:
    assert certainty()["lead"] == pytest.approx(np.log(1000) / 7)
    assert certainty(TOWN, FAR, shares=(0.8, 0.2))["lead"] == pytest.approx(np.log(4) / 7)


def test_unit_is_unclear_if_other_candidates_have_a_share() -> None:
    unit = entry(1, kind="country")
    found = [certainty(unit, FAR, shares=(1 - q, q))["unclear-unit"] for q in (0.001, 0.01, 0.1, 0.4)]
    assert found == pytest.approx([0, 0.5, 1, 1])
    assert certainty(TOWN, FAR, shares=(0.6, 0.4))["unclear-unit"] == 0


def test_place_in_the_country_of_the_article_makes_a_place_abroad_doubtful() -> None:
    rows: dict[str, Any] = {"country": [0.1, 0.8]}
    assert certainty(TOWN, FAR, shares=(0.9, 0.1), **rows)["abroad"] == pytest.approx(0.7)
    assert certainty(TOWN, FAR, shares=(0.999, 0.001), **rows)["abroad"] == pytest.approx(0)
    assert certainty(TOWN, FAR, shares=(0.9, 0.1), holds=[0.8, 0.0], **rows)["abroad"] == 0
    assert certainty(TOWN, FAR, shares=(0.9, 0.1), cue=[1.0, 0.0], **rows)["abroad"] == 0


def test_doubtful_recognition_counts_without_support() -> None:
    sure, doubtful = 1 / (1 + np.exp(-4.0)), 1 / (1 + np.exp(-2.0))
    assert certainty(tagger=sure)["unsupported"] == pytest.approx(0)
    assert certainty(tagger=doubtful)["unsupported"] == pytest.approx(1)
    assert certainty(tagger=0.1)["unsupported"] == 2
    assert certainty(tagger=doubtful, near_50=0.25)["unsupported"] == pytest.approx(0.5)
    assert certainty(tagger=doubtful, near_50=0.5)["unsupported"] == certainty(tagger=0.1, cue=1.0)["unsupported"] == 0


def test_large_place_is_supported_by_places_in_its_country() -> None:
    assert certainty(entry(1, kind="country"), tagger=0.5, country=0.5)["unsupported"] == 0
    assert certainty(entry(1), tagger=0.5, country=0.5)["unsupported"] == 2


def test_article_with_few_names_is_sparse() -> None:
    assert certainty(density=8.0)["sparse"] == certainty(density=20.0)["sparse"] == 0
    assert certainty(density=4.0)["sparse"] == pytest.approx(np.log(2))
    assert certainty(density=0.0)["sparse"] == pytest.approx(np.log(80))


def test_little_known_river_with_a_name_of_several_words_is_not_doubtful() -> None:
    river = group(entry(1, prominence=2.0, kind="water"))
    river.surface = "Glen Tilt"
    around = Surroundings((), ())
    row = certainty_features(Mention("Glen Tilt", 0, 9), river, 0, 0.9, np.ones(1), values({}), around)
    found = dict(zip(CERTAINTY_FEATURES, row.tolist(), strict=True))
    assert (found["small"], found["only-small"]) == (0, 0)


NEIGHBOURS = tuple(entry(i, 50.0 + 15 * i * KM, 14.0, country="PL", admin1="PL.77") for i in range(3, 8))


@pytest.mark.parametrize(
    ("prominence", "match", "stray"),
    [(2.5, Match.NAME, 1.0), (4.0, Match.OFFICIAL, 1.0), (5.0, Match.NAME, 0.5), (6.0, Match.NAME, 0.0), (6.0, Match.ALTERNATE, 1.0)],
)  # fmt: skip
def test_little_known_place_far_from_the_others_is_stray(prominence: float, match: Match, stray: float) -> None:
    far = entry(1, 40.0, prominence=prominence, match=match)
    found = certainty(far, others=NEIGHBOURS)
    assert found["stray"] == pytest.approx(stray)
    assert found["stray-local"] == pytest.approx(stray)


def test_place_whose_country_or_unit_is_named_is_not_stray() -> None:
    far = entry(1, 40.0, prominence=2.5)
    country, unit = entry(2, kind="country"), entry(2, kind="admin1")
    assert certainty(far, others=(*NEIGHBOURS, country))["stray"] == 0
    assert certainty(far, others=(*NEIGHBOURS, unit))["stray"] == 0
    assert certainty(far, others=(*NEIGHBOURS, country._replace(country="FR")))["stray"] == pytest.approx(1)
    assert certainty(far, others=NEIGHBOURS, cue=1.0)["stray"] == 0
    assert certainty(far._replace(kind="region"), others=NEIGHBOURS)["stray"] == 0


def test_unit_of_a_country_without_other_places_is_lone() -> None:
    unit = entry(1, kind="admin1")
    assert certainty(unit)["lone-unit"] == 1
    assert certainty(unit, country=0.75)["lone-unit"] == certainty(unit, demonym=0.75)["lone-unit"] == 0.25
    assert certainty(unit, cue=1.0)["lone-unit"] == certainty(entry(1))["lone-unit"] == 0


def test_name_that_needs_other_evidence_is_weak() -> None:
    assert certainty(entry(1, match=Match.WEAK))["weak"] == 1
    assert certainty(entry(1, match=Match.ALTERNATE))["weak"] == 0


def test_candidate_with_more_support_is_a_rival() -> None:
    two = (TOWN, entry(2))
    assert certainty(*two, near_150=[0.25, 0.75])["rival"] == 0.5
    assert certainty(*two, near_150=[0.75, 0.25])["rival"] == 0
    assert certainty(*two, near_150=[0.25, 0.75], cue=[1.0, 0.0])["rival"] == 0
    assert certainty(near_150=0.5)["rival"] == 0


def test_country_that_the_words_exclude_is_foreign() -> None:
    assert certainty(dialect=-3.0)["foreign"] == 1
    assert certainty(dialect=-1.5)["foreign"] == 0.5
    assert certainty(dialect=-3.0, country=0.75)["foreign"] == 0.25
    assert certainty(dialect=-3.0, cue=1.0)["foreign"] == 0


def confidence(
    *entries: Entry, best: int = 0, shares: tuple[float, ...] = (0.9,), others: tuple[Entry, ...] = (), **row: float
) -> dict[str, float]:
    found = entries or (TOWN,)
    listed = group(*found, siblings=set(range(1, len(others) + 1)))
    around = Surroundings([listed, *(group(e) for e in others)], [found[best], *others])
    table = values(*(row if i == best else {} for i in range(len(found))))
    features = confidence_features(listed, 0, np.array(shares), table, best, around)
    return dict(zip(CONFIDENCE_FEATURES, features.tolist(), strict=True))


def test_shares_of_entries_for_the_same_place_are_added() -> None:
    def share(other: Entry) -> float:
        return confidence(TOWN, other, shares=(0.6, 0.2))["share"]

    assert share(entry(2, 50 + 14 * KM)) == share(entry(2, 50 - 14 * KM)) == pytest.approx(logit(0.8))
    assert share(entry(2, 50 + 16 * KM)) == share(entry(2, 50 - 16 * KM)) == pytest.approx(logit(0.6))
    assert share(entry(2, lon=10.19)) == pytest.approx(logit(0.8))  # 13.6 km
    assert share(entry(2, lon=10.22)) == pytest.approx(logit(0.6))  # 15.7 km


def test_kind_and_match_of_the_candidate() -> None:
    found = confidence()
    assert (found["bias"], found["only"], found["alternate"], found["weak"], found["unit"], found["feature"]) == (
        1,
        1,
        0,
        0,
        0,
        0,
    )
    assert found["prominence"] == pytest.approx(5 / 9)
    assert confidence(entry(1, kind="admin1"))["unit"] == confidence(entry(1, kind="country"))["unit"] == 1
    assert confidence(entry(1, kind="admin2"))["unit"] == confidence(entry(1, kind="admin2"))["feature"] == 0
    assert confidence(entry(1, kind="island"))["feature"] == 1
    assert (
        confidence(entry(1, match=Match.ALTERNATE))["alternate"] == confidence(entry(1, match=Match.WEAK))["weak"] == 1
    )
    assert confidence(TOWN, entry(2, 0.0), shares=(0.9, 0.1))["only"] == 0


def test_support_is_the_best_of_the_near_features() -> None:
    assert confidence(near_50=0.2, near_150=0.6)["near-support"] == 0.6
    assert confidence(could_60=0.4)["near-support"] == confidence(admin1=0.4)["near-support"] == 0.4
    found = confidence(country=0.3, near_500=0.5, cue=1.0, home_50=0.1, home_300=0.7)
    assert (found["country-support"], found["region-support"], found["told"], found["home"]) == (0.3, 0.5, 1.0, 0.7)


def test_candidate_with_the_best_index_is_described() -> None:
    found = confidence(entry(1, 0.0, prominence=2), entry(2, prominence=6), best=1, shares=(0.2, 0.7), near_50=0.5)
    assert found["prominence"] == pytest.approx(6 / 9) and found["near-support"] == 0.5
    assert found["share"] == pytest.approx(logit(0.7))


def test_support_of_fifteen_percent_ends_doubt() -> None:
    far = (entry(2, 60.0),)
    assert confidence(others=far, near_50=0.14)["unsupported"] == 1
    assert confidence(others=far, near_50=0.15)["unsupported"] == 0
    assert confidence(others=far)["far-from-list"] == 1
    assert confidence(others=far, near_50=0.15)["far-from-list"] == 0
    assert confidence(others=far, cue=1.0)["far-from-list"] == 0
    assert confidence(entry(1, kind="sea"), others=far)["far-from-list"] == 0


def test_candidate_is_far_from_its_list_beyond_five_hundred_kilometres() -> None:
    assert confidence(others=(entry(2, 50 + 501 * KM),))["far-from-list"] == 1
    assert confidence(others=(entry(2, 50 + 499 * KM),))["far-from-list"] == 0
    assert confidence(others=(entry(2, 60.0), entry(3, 51.0)))["far-from-list"] == 0


def test_outlier_is_a_place_far_from_the_area_of_four_others() -> None:
    def outlier(*lats: float) -> float:
        return confidence(others=tuple(entry(2 + i, lat) for i, lat in enumerate(lats)))["outlier"]

    far = [60.0, 60.1, 60.2, 60.3]
    assert outlier(*far) == 1
    assert outlier(*far[:3]) == 0
    assert outlier(*far, -30.0) == 0.8
    assert outlier(60.0, 60.0 + 119 * KM, 60.0, 60.0) == 1
    assert outlier(60.0, 60.0 + 121 * KM, 60.0, 60.0) == 0.75
    assert outlier(*[50 + 239 * KM] * 4) == 0
    assert outlier(*[50 + 241 * KM] * 4) == 1


def test_group_with_more_mentions_weighs_more_in_the_area_of_an_article() -> None:
    winners = [TOWN, *(entry(i, 60.0) for i in range(2, 6)), entry(6, -30.0)]
    groups = [group(e) for e in winners]
    groups[5].mentions = list(range(16))  # weight 4
    assert Surroundings(groups, winners).tightness(0, TOWN) == 0.5
    groups[4].mentions = []
    assert Surroundings(groups, winners).tightness(0, TOWN) == pytest.approx(4 / 7)
    groups[3].mentions = []
    assert Surroundings(groups, winners).tightness(0, TOWN) == 0
