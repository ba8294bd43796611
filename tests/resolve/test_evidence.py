"""Evidence for the candidates of a name: their own features, other places in the text, homes, landmarks and units."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from storymap.model import Home, Mention, NameContext, Position
from storymap.ports import Entry, Match
from storymap.read import read_string
from storymap.resolve.candidates import Group, gather, gather_evidence
from storymap.resolve.confidence import CONFIDENCE_FEATURES, confidence_features, probability
from storymap.resolve.containment import inside
from storymap.resolve.features import CONTEXT_FEATURES, FEATURES, OWN_FEATURES, ContextFeatures, own_features
from storymap.resolve.home import home_of, infer_home, is_local
from storymap.resolve.namesakes import near_landmark, units_named_after_seat
from storymap.resolve.surroundings import Surroundings
from tests.resolve.small import KM, entry, group
from tests.worlds import SmallWorld

WORLD = SmallWorld()


def own(
    *entries: Entry, home: tuple[float, float] | None = None, country: str = "", **values: Any
) -> list[dict[str, float]]:
    rows = own_features([group(*entries, **values)], home, country)
    return [dict(zip(OWN_FEATURES, row, strict=True)) for row in rows.tolist()]


def test_own_features_of_a_candidate() -> None:
    large, small = own(
        entry(1, prominence=6.3), entry(2, prominence=4.5, match=Match.WEAK, feature_code="PPLA2", kind="site")
    )
    assert large["prominence"] == pytest.approx(0.7) and large["relative"] == 0
    assert small["relative"] == pytest.approx(-1.8)
    assert (large["weak"], small["weak"], large["only"], small["seat"], small["is-site"], large["is-site"]) == (
        0,
        1,
        0,
        1,
        1,
        0,
    )
    (alone,) = own(entry(1, match=Match.ALTERNATE, feature_code="PPLC"))
    assert (alone["only"], alone["alternate"], alone["capital"], alone["official"]) == (1, 1, 1, 0)
    (official,) = own(entry(1, match=Match.OFFICIAL))
    assert official["official"] == 1


def test_closeness_to_home_decreases_with_distance() -> None:
    near, far = own(entry(1, 50, 10), entry(2, 55, 10, country="DK"), home=(50.0, 10.0), country="DE")
    assert (near["home-50"], near["home-300"], near["home-country"], far["home-country"]) == (1, 1, 1, 0)
    assert far["home-50"] == pytest.approx(np.exp(-556 / 50), rel=0.01)
    assert far["home-300"] == pytest.approx(np.exp(-556 / 300), rel=0.01)
    (unknown,) = own(entry(1, 0, 0, country=""))
    assert unknown["home-50"] == unknown["home-300"] == unknown["home-country"] == 0


def test_larger_unit_supports_candidates_in_it() -> None:
    unit = entry(9, kind="admin1")
    here, elsewhere = own(entry(1), entry(2, admin1="DE.02"), holders=[unit])
    assert (here["cue"], here["cue-broken"], elsewhere["cue"], elsewhere["cue-broken"]) == (1, 0, 0, 1)
    (lost,) = own(entry(2, admin1="DE.02"), holders=[unit])
    assert lost["cue-broken"] == 0  # none of the candidates is in the unit


def context(*groups: Group, demonyms: dict[str, float] | None = None) -> list[dict[str, float]]:
    found = ContextFeatures(groups, demonyms or {})
    beliefs = np.concatenate([np.full(len(g.candidates), 1 / len(g.candidates)) for g in groups if g.candidates])
    return [dict(zip(CONTEXT_FEATURES, row, strict=True)) for row in found.columns(beliefs).tolist()]


def test_other_names_support_a_candidate_by_country_unit_and_distance() -> None:
    """Candidates of other names within 50 km, which are 0.45° of latitude, support a candidate.

    Candidates of the same name do not support each other.
    """
    row = context(
        group(entry(1)), group(entry(2, 50.4), number=1), group(entry(3, 51.2, country="AT", admin1="AT.01"), number=2)
    )[0]
    assert row["country"] == row["admin1"] == pytest.approx(np.sqrt(0.5))
    assert (row["near-50"], row["near-150"], row["near-500"]) == pytest.approx((np.sqrt(0.5), 1, 1))
    assert context(group(entry(1), entry(2)))[0]["country"] == 0
    far = context(group(entry(1)), group(entry(2, 53.0), number=1))[0]
    assert (far["near-150"], far["near-500"]) == (0, 1)
    assert context(group(entry(1)), group(entry(2, 56.0), number=1))[0]["near-500"] == 0


def test_names_that_could_be_near_support_each_other() -> None:
    several = [entry(i, 10.0 * i) for i in range(2, 5)]
    row = context(group(entry(1)), group(entry(5, 50.5), *several, number=1))[0]
    assert row["could-60"] == row["could-200"] == row["could-admin1"] == pytest.approx(1 / np.log2(5))
    assert context(group(entry(1)), group(entry(5, 51.0, admin1=""), number=1))[0]["could-60"] == 0
    assert context(group(entry(1)), group(entry(5, 50.5, match=Match.WEAK), number=1))[0]["could-60"] == 0
    alone = context(group(entry(1), entry(2)))[0]
    assert alone["could-60"] == alone["could-admin1"] == 0


def test_many_candidates_have_the_features_of_few() -> None:
    """Many candidates are processed in several blocks, which must not change their features."""
    many = [entry(100 + i, -40 + i / 100, admin1="") for i in range(600)]
    rows = context(group(*many), group(entry(1), number=1), group(entry(2, 50.3), number=2))
    assert rows[600]["could-60"] == rows[601]["could-60"] > 0.5
    assert rows[0]["could-60"] == rows[599]["could-60"] == 0


def test_name_without_the_words_after_it_does_not_support_itself() -> None:
    town, hospital = group(entry(1)), group(entry(1), number=1)
    assert context(town, hospital)[0]["near-50"] == 1
    hospital.surface, hospital.part = "NAME 0 Hospital", "Hospital"
    found = context(town, hospital)
    assert found[0]["near-50"] == found[0]["could-60"] == found[1]["country"] == 0


def test_units_and_countries_hold_the_places_in_them() -> None:
    unit, land, town = entry(1, kind="admin1"), entry(2, kind="country", admin1=""), entry(3)
    rows = context(group(unit), group(land, number=1), group(town, number=2))
    assert rows[0]["holds"] == pytest.approx(np.sqrt(0.5))
    assert rows[1]["holds"] == pytest.approx(1)
    assert rows[2]["holds"] == 0
    assert context(group(entry(1, kind="sea")), group(town, number=1))[0]["country"] == 0


def test_demonyms_support_their_country() -> None:
    rows = context(group(entry(1), entry(2, country="AT")), demonyms={"DE": 3.0, "AT": 1.0})
    assert [row["demonym"] for row in rows] == pytest.approx([np.sqrt(0.75), 0.5])


def test_names_in_a_list_have_the_same_rank() -> None:
    one, other, country = (
        group(entry(1), entry(2, kind="country"), siblings={1}),
        group(entry(3), number=1, siblings={0}),
        group(entry(4), number=2),
    )
    rows = context(one, other, country)
    assert [row["siblings"] for row in rows] == [1, 0, 0.5, 0]


# --- surroundings -----------------------------------------------------------------------------------------------------


def around(*winners: Entry) -> Surroundings:
    return Surroundings([group(w, number=i) for i, w in enumerate(winners)], winners)


def test_distance_from_the_other_places_is_compared_with_their_usual_distance() -> None:
    area = [entry(i, 50 + i * 20 * KM) for i in range(1, 6)]  # the usual distance is 20 km
    assert around(*area, entry(9, 50 - 380 * KM)).stray(5, entry(9, 50 - 380 * KM)) == pytest.approx(1.0)
    assert around(*area, entry(9, 50 - 60 * KM)).stray(5, entry(9, 50 - 60 * KM)) == pytest.approx(
        np.log(4) / np.log(20)
    )
    assert around(*area, entry(9, 50.0)).stray(5, entry(9, 50.0)) == pytest.approx(0.0)
    assert around(*area[:2], entry(9, 40.0)).stray(2, entry(9, 40.0)) == 0.0  # there are too few other places
    near = [entry(i, 50 + i * 2 * KM) for i in range(1, 6)]  # distances below 15 km count as 15 km
    assert around(*near, entry(9, 50 - 58 * KM)).stray(5, entry(9, 50 - 58 * KM)) == pytest.approx(
        np.log(4) / np.log(20)
    )


def test_place_far_from_an_article_of_one_area_is_an_outlier() -> None:
    area = [entry(i, 50 + i / 10) for i in range(1, 6)]
    far = entry(9, 60.0)
    assert around(*area, far).tightness(5, far) == 1.0
    assert around(*area, far).tightness(0, area[0]) == 0.0
    assert around(*area[:3], far).tightness(3, far) == 0.0  # there are too few other places
    assert around(*area, entry(8, -30.0), far).tightness(6, far) == pytest.approx(5 / 6)
    assert around(*area, entry(9, 52.2)).tightness(5, entry(9, 52.2)) == 0.0  # the place is within 240 km of the others


def test_place_far_from_all_others_of_its_list() -> None:
    winners = [entry(0), entry(1, 54.0), entry(2, 56.0), entry(3, kind="country")]
    found = around(*winners)
    assert not found.is_far_from_list(group(winners[0], siblings={1, 2}), winners[0])
    assert found.is_far_from_list(group(winners[0], siblings={2}), winners[0])
    assert not found.is_far_from_list(group(winners[0], siblings={3}), winners[0])
    assert not found.is_far_from_list(group(winners[0]), winners[0])


def confidence(one: Entry, share: float = 0.9, known: int = 2, **values: float) -> dict[str, float]:
    row = np.zeros((1, len(FEATURES)))
    for name, value in values.items():
        row[0, FEATURES.index(name.replace("_", "-"))] = value
    others = [entry(20 + i, -40.0 + 3 * i) for i in range(known - 1)]
    found = confidence_features(group(one), 0, np.array([share]), row, 0, around(one, *others))
    return dict(zip(CONFIDENCE_FEATURES, found.tolist(), strict=True))


def test_small_place_without_support_is_lonely() -> None:
    assert confidence(entry(1, prominence=2.5))["stray-small"] == 1.0
    assert confidence(entry(1, prominence=4.0))["stray-small"] == 0.25
    assert confidence(entry(1, prominence=5.0))["stray-small"] == 0.0
    lonely = [
        confidence(entry(1), **values)["unsupported"]
        for values in (
            {},
            {"known": 1},
            {"cue": 1.0},
            {"near_50": 0.2},
            {"country": 0.2},
            {"near_500": 0.2},
            {"near_50": 0.1},
        )
    ]
    assert lonely == [1, 0, 0, 0, 0, 0, 1]
    assert confidence(entry(1, kind="country"))["unsupported"] == 0
    assert confidence(entry(1, match=Match.ALTERNATE))["stray-alias"] == 1 != confidence(entry(1))["stray-alias"]


def test_share_is_limited_and_well_known_places_are_surer() -> None:
    assert confidence(entry(1), 1.0)["share"] == pytest.approx(np.log(49))
    assert confidence(entry(1), 0.0)["share"] == pytest.approx(-np.log(49))
    assert [confidence(entry(1, prominence=p))["well-known"] for p in (4.0, 5.25, 6.0, 7.0)] == [0, 0.5, 1, 1]
    assert confidence(entry(1, prominence=7.0, match=Match.ALTERNATE))["well-known"] == 0


@given(st.floats(-1e6, 1e6))
def test_probability_is_the_logistic_function(value: float) -> None:
    found = probability(np.array([value]), np.array([1.0]))
    assert 0 < found <= 1
    if abs(value) < 30:
        assert found == pytest.approx(1 / (1 + np.exp(-value)))


# --- homes ------------------------------------------------------------------------------------------------------------


def test_home_is_a_name_or_a_position() -> None:
    article = read_string("Rain fell.\n")
    assert home_of(article, WORLD) == (None, "")

    def home(name: str = "", position: Position | None = None) -> tuple[tuple[float, float] | None, str]:
        return home_of(replace(article, home=Home(name=name, position=position)), WORLD)

    assert home("Paris") == ((48.85, 2.35), "FR")
    assert home("Paris, Texas") == ((33.66, -95.55), "US")
    assert home("Paris, Nowhere") == home("Paris, Japan") == ((48.85, 2.35), "FR")
    assert home("Atlantis") == (None, "")
    assert home(position=Position(33.6, -96.5)) == ((33.6, -96.5), "US")
    assert home(position=Position(0.0, 0.0)) == ((0.0, 0.0), "")
    assert home("33.6 N, 96.5 W") == ((33.6, -96.5), "US")


def test_local_article_often_names_police_schools_and_roads() -> None:
    rain = "It rained all day. " * 25  # 100 words
    assert is_local(f"The sheriff and the mayor came. {rain}")
    assert not is_local(f"The sheriff came. {rain}{rain}")
    assert is_local(f"The sheriff came. {rain}", 0.5)


def test_home_is_where_several_names_have_a_place() -> None:
    names = [group(entry(i, 40 + i / 50), entry(10 + i, -30.0 - 10 * i, 100), number=i) for i in range(4)]
    shares = np.full(8, 0.5)
    found = infer_home(names, shares)
    assert found is not None and found[0] == pytest.approx(40, abs=0.1)
    assert infer_home(names[:1], shares[:2]) is None
    apart = [group(entry(i, 40 - 20 * i), number=i) for i in range(4)]
    assert infer_home(apart, np.full(4, 1.0)) is None
    large = [group(entry(i, 40 + i / 50, kind="country"), number=i) for i in range(4)]
    weak = [group(entry(i, 40 + i / 50, match=Match.WEAK), number=i) for i in range(4)]
    assert infer_home(large, np.full(4, 0.5)) is infer_home(weak, np.full(4, 0.5)) is None
    assert infer_home([], np.array([])) is None


# --- namesakes and containment ----------------------------------------------------------------------------------------


def test_unit_whose_seat_has_its_name() -> None:
    unit, seat = entry(1, kind="admin1", prominence=5.5), entry(2, 50.5, feature_code="PPLA", prominence=5.0)

    def found(*changed: Entry) -> frozenset[int]:
        return units_named_after_seat(changed)

    assert found(unit, seat) == {1}
    assert found(unit) == found(seat) == frozenset()
    assert not found(unit._replace(country="US"), seat._replace(country="US"))
    assert not found(unit, seat._replace(country="AT"))
    assert not found(unit, seat._replace(admin1="DE.02"))
    assert not found(unit, seat._replace(lat=54.0))  # 440 km from the unit is too far
    assert found(unit, seat._replace(lat=53.0)) == {1}
    assert not found(unit, seat._replace(prominence=7.0))
    assert not found(unit, seat._replace(feature_code="PPL", prominence=4.6))
    assert found(unit, seat._replace(feature_code="PPL", prominence=4.8)) == {1}
    assert not found(unit, seat._replace(match=Match.WEAK))


def test_places_near_a_landmark() -> None:
    paris = WORLD.find("Paris")
    assert [e.country for e in near_landmark(paris, "Bonham", WORLD)] == ["US"]
    assert [e.country for e in near_landmark(paris, "Texas", WORLD)] == ["US"]
    assert near_landmark(paris, "Tokyo", WORLD) == near_landmark(paris, "Atlantis", WORLD) == []
    # all entries are in France, so the landmark does not distinguish them
    assert near_landmark(paris[:1], "France", WORLD) == []


def test_containment() -> None:
    town, unit, country = entry(1), entry(2, kind="admin1"), entry(3, kind="country")
    assert inside(town, unit) and inside(town, country) and inside(unit, country)
    assert not inside(unit, town._replace(prominence=3.0)) and not inside(town, town)
    assert not inside(country, unit) and not inside(town, unit._replace(admin1="DE.02"))
    assert inside(town._replace(country="GL"), country._replace(country="DK"))
    county = entry(4, 50.9, 11.4, kind="admin2")
    assert (
        inside(town, county)
        and not inside(town, county._replace(lat=51.1))
        and not inside(town, county._replace(lon=11.6))
    )
    assert not inside(town._replace(prominence=6.5), county)


def groups(text: str, **contexts: NameContext) -> list[Group]:
    found = [
        Mention(name, text.index(name), text.index(name) + len(name), context=context)
        for name, context in contexts.items()
    ]
    return gather(sorted(found, key=lambda m: m.start), WORLD)


def test_type_word_selects_candidates() -> None:
    (state,) = groups("the state of Texas", Texas=NameContext(type_word="state"))
    assert [e.kind for e in state.candidates] == ["admin1"]
    (city,) = groups("the city of Paris", Paris=NameContext(type_word="city"))
    assert len(city.candidates) == 2
    (river,) = groups("the Paris river", Paris=NameContext(type_word="river", type_is_sure=True))
    assert river.candidates == [] and len(river.excluded) == 2
    (unsure,) = groups("the Paris river", Paris=NameContext(type_word="river"))
    assert len(unsure.candidates) == 2
    (stream,) = groups("down the Paris", Paris=NameContext(type_word="stream"))
    assert stream.candidates == []
    (hamlet,) = groups("Paris, a hamlet", Paris=NameContext(type_word="hamlet"))
    assert all(e.prominence <= 4.0 for e in hamlet.candidates)


def test_spellings_of_a_name_are_one_group() -> None:
    (paris,) = groups("PARIS — In Paris,", PARIS=NameContext(), Paris=NameContext())
    assert len(paris.mentions) == 2
    assert len(groups("US, Us", US=NameContext(), Us=NameContext())) == 2


def test_larger_unit_selects_candidates() -> None:
    (paris,) = groups("Paris, Texas", Paris=NameContext(admin="Texas"))
    assert [e.country for e in paris.candidates] == ["US"] and not paris.outside
    (tokyo,) = groups("Tokyo, Texas", Tokyo=NameContext(admin="Texas"))
    assert tokyo.candidates == [] and tokyo.outside


def test_units_and_large_cities_in_names_of_organisations_are_evidence() -> None:
    found = gather_evidence(["Texas", "Tokyo", "Bonham", "U.S.", "Atlantis", "Japan", "Texas"], [], WORLD)
    assert [g.surface for g in found][:2] == ["Texas", "Tokyo"]
    assert "Bonham" not in [g.surface for g in found] and "Atlantis" not in [g.surface for g in found]
    assert {g.weight for g in found} == {0.5}


def test_names_in_the_same_sentence_support_a_candidate_more_than_distant_names() -> None:
    here, there = group(entry(1), starts=[1000]), entry(2, 50.4)
    near = context(here, group(there, number=1, starts=[1000, 5000]))[0]
    far = context(here, group(there, number=1, starts=[1150]))[0]
    assert near["beside-50"] == near["beside-150"] == near["beside-admin1"] == pytest.approx(np.log(2))
    assert far["beside-50"] == far["beside-country"] == pytest.approx(np.log1p(np.exp(-1)))
    assert context(here, group(entry(2, 51.0), number=1, starts=[1000]))[0]["beside-50"] == 0
    evidence = context(here, group(there, number=1))[0]  # a name without a position in the text
    assert (evidence["beside-150"], evidence["near-50"]) == (0, 1)


def test_named_unit_and_country_support_the_places_in_them() -> None:
    town, unit = entry(1), entry(2, 52.0, kind="admin1")
    land = entry(3, 51.0, kind="country", admin1="")
    found = context(group(town), group(unit, number=1), group(land, number=2))
    assert [(row["named-admin1"], row["named-country"]) for row in found] == [(1, 1), (0, 1), (0, 0)]
    abroad = context(group(entry(1, country="AT", admin1="AT.01")), group(unit, number=1), group(land, number=2))[0]
    assert (abroad["named-admin1"], abroad["named-country"]) == (0, 0)
