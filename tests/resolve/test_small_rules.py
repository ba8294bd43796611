"""Single rules of containment, islands, landmarks, homes and groups, with hand-made places."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from storymap.model import Mention, NameContext, Position
from storymap.ports import Entry, Match
from storymap.resolve.candidates import gather, gather_evidence
from storymap.resolve.containment import inside, within_holders
from storymap.resolve.home import infer_home, is_local
from storymap.resolve.likely_entries import MAX_CANDIDATES
from storymap.resolve.namesakes import names_of_several, near_landmark, units_named_after_seat
from storymap.resolve.search import Neighbour, search_places
from storymap.resolve.short_names import ShortNames
from tests.resolve.small import KM, entry, group
from tests.worlds import SmallWorld

Row = tuple[str, float, float, int, str, str, str, str, tuple[str, ...]]


def row(name: str, lat: float, population: int = 50_000, kind: str = "city", **values: Any) -> Row:
    return (
        name, lat, values.get("lon", 10.0), population, values.get("code", "PPL"), values.get("country", "DE"),
        values.get("admin1", "DE.01"), kind, values.get("names", ()),
    )  # fmt: skip


def mentions(*names: str, **context: Any) -> list[Mention]:
    """Return mentions of names, the first of them with a context."""
    found, at = list[Mention](), 0
    for name in names:
        found.append(Mention(name, at, at + len(name), context=NameContext() if found else NameContext(**context)))
        at += len(name) + 2
    return found


@pytest.mark.parametrize(("kind", "reach"), [("country", 400), ("admin1", 40), ("city", 20), ("admin2", 20)])
def test_place_just_outside_a_unit_is_near_it(kind: str, reach: float) -> None:
    world = SmallWorld((row("Unit", 50.0, kind=kind, country="AT", admin1="AT.01"),))
    unit = world.find("Unit")[0]

    def near(km: float) -> bool:
        # the place is two degrees east of the unit, so a county would not contain it
        place = entry(9, 50 + km * KM, prominence=9.0, country="FR")
        return within_holders([place], [unit], world) == ([place], False)

    assert near(reach - 1) and not near(reach + 1)


def test_places_of_a_unit_come_before_former_and_near_ones() -> None:
    world = SmallWorld()
    france, texas = world.find("France")[0], world.find("Texas")[0]
    french, texan = world.find("Paris")
    assert within_holders([french, texan], [france], world) == ([french], False)
    assert within_holders([french, texan], [texas], world) == ([texan], False)
    assert within_holders([french], [texas], world) == ([], True)
    assert within_holders([french], [], world) == ([french], False) and within_holders([], [texas], world) == (
        [],
        False,
    )
    russia = world.find("Russia")[0]
    kyiv = entry(30, 50.4, 30.5, country="UA")
    assert within_holders([kyiv], [russia], world) == ([kyiv], False)
    assert within_holders([kyiv._replace(match=Match.ALTERNATE)], [russia], world)[1]
    assert within_holders([kyiv], [russia._replace(match=Match.ALTERNATE)], world)[1]
    assert within_holders([kyiv._replace(kind="country")], [russia], world)[1]


def test_small_unit_holds_places_by_distance_and_size() -> None:
    county = entry(1, kind="admin2", prominence=5.0)
    assert inside(entry(2, 50.99, 11.4, prominence=6.0), county) and inside(entry(2, 49.01, 8.6), county)
    assert not inside(entry(2, 48.99), county) and not inside(entry(2, lon=8.4), county)
    assert not inside(entry(2, prominence=6.1), county)
    assert not inside(entry(2, kind="country"), entry(3, kind="country"))
    assert not inside(entry(2, kind="admin1"), entry(3, kind="admin1"))


ISLE = row("Isle of Harris", 58.0, 5_000, "island", code="ISL")


@pytest.mark.parametrize(
    ("other", "found"),
    [
        (row("Port", 58 + 99 * KM), True), (row("Port", 58 + 101 * KM), False), (row("Port", 58 - 101 * KM), False),
        (row("Port", 58 + 149 * KM, kind="island"), True), (row("Port", 58 + 151 * KM, kind="island"), False),
        (row("Port", 58.0, kind="country"), False), (row("Port", 58.0, kind="admin1"), False), (row("Port", 58.0, kind="sea"), False),
        (row("Port", 58.0, lon=12.0), False),
    ],
)  # fmt: skip
def test_island_with_a_short_name_is_near_another_place(other: Row, found: bool) -> None:
    world = SmallWorld((ISLE, row("Harris", 0.0), other))
    entries = ShortNames(["Harris", "Port"], world).with_features(world.find("Harris"), "Harris")
    assert [(e.number, e.match) for e in entries] == [(1, Match.NAME), *([(0, Match.OFFICIAL)] if found else [])]


def test_island_keeps_its_place_if_it_has_the_short_name_weakly() -> None:
    world = SmallWorld((ISLE, row("Harris", 0.0), row("Port", 58.1)))
    weak = world.find("Isle of Harris")[0]._replace(match=Match.WEAK)
    short_names = ShortNames(["Harris", "Port"], world)
    found = short_names.with_features([weak, *world.find("Harris")], "Harris")
    assert [(e.number, e.match) for e in found] == [(1, Match.NAME), (0, Match.OFFICIAL)]
    exact = weak._replace(match=Match.NAME)
    assert short_names.with_features([exact], "Harris") == [exact]
    assert short_names.with_features(world.find("Port"), "Port") == list(world.find("Port"))


@pytest.mark.parametrize(("kind", "km", "found"), [("land", 39, True), ("land", 41, False), ("city", 39, False)])
def test_mountain_with_a_short_name_is_near_two_other_places(kind: str, km: float, found: bool) -> None:
    mountain = row("Mount Holm", 58.0, 600, kind)
    huts = (row("Hut", 58 + km * KM), row("Pass", 58 - 10 * KM, kind="land"))
    world = SmallWorld((mountain, row("Holm", 0.0), *huts))
    assert len(ShortNames(["Holm", "Hut", "Pass"], world).with_features(world.find("Holm"), "Holm")) == 1 + found
    assert len(ShortNames(["Holm", "Pass"], world).with_features(world.find("Holm"), "Holm")) == 1
    towns = SmallWorld((mountain, row("Holm", 0.0), huts[0], row("Pass", 58.0)))
    assert len(ShortNames(["Holm", "Hut", "Pass"], towns).with_features(towns.find("Holm"), "Holm")) == 1


def test_short_name_is_one_capitalized_word_of_a_known_island() -> None:
    def is_island(name: str, isle: Row) -> bool:
        world = SmallWorld((isle, row("Port", 58.1)))
        return bool(ShortNames([name, "Port"], world).with_features([], name))

    assert is_island("Harris", ISLE) and is_island("Harris", row("Harris Island", 58.0, 5_000, "island"))
    assert not is_island("harris", ISLE) and not is_island(
        "South Harris", row("Isle of South Harris", 58.0, 5_000, "island")
    )
    assert not is_island("Harris", row("Isle of Harris", 58.0, 3_000, "island"))
    assert not is_island("Harris", row("Isle of Harris", 58.0, 5_000))


def test_landmark_is_within_an_hour_by_road() -> None:
    world = SmallWorld((row("Mark", 50.0), row("Mark", 70.0, 1_000), row("Mark", 60.0, 5_000)))

    def near(**values: Any) -> bool:
        return bool(near_landmark([entry(9)._replace(**values), entry(8, -40.0)], "Mark", world))

    assert near(lat=50 + 59 * KM) and not near(lat=50 + 61 * KM)
    # the first place is not much less known; the second one is too little known
    assert near(lat=60.0) and not near(lat=70.0)
    assert near(match=Match.ALTERNATE) and not near(match=Match.WEAK)


def test_names_with_two_qualifiers_are_of_several_places() -> None:
    def several(*pairs: tuple[str, str, str]) -> frozenset[str]:
        return names_of_several([Mention(n, 0, 1, context=NameContext(admin=a, landmark=m)) for n, a, m in pairs])

    assert several(("A", "X", ""), ("A", "Y", "")) == several(("A", "X", ""), ("A", "", "Y")) == {"A"}
    assert several(("A", "X", ""), ("A", "X", ""), ("B", "Y", ""), ("A", "", "")) == frozenset()


def test_unit_and_seat_are_among_the_first_entries() -> None:
    unit, seat = entry(1, kind="admin2", prominence=5.5), entry(2, feature_code="PPLA2")
    fill = [entry(10 + i, kind="site") for i in range(7)]
    assert units_named_after_seat([unit, *fill[:6], seat]) == {1}
    assert units_named_after_seat([unit, *fill, seat]) == units_named_after_seat([seat, *fill, unit]) == frozenset()
    assert units_named_after_seat([unit._replace(match=Match.ALTERNATE), seat]) == {1}
    assert not units_named_after_seat([unit._replace(match=Match.WEAK), seat])
    assert not units_named_after_seat([unit, seat._replace(match=Match.ALTERNATE)])
    assert units_named_after_seat([unit._replace(admin1=""), seat]) == {1}
    assert not units_named_after_seat([unit, seat._replace(lat=50 + 401 * KM)])


def test_evidence_is_a_unit_or_a_place_of_a_hundred_thousand() -> None:
    def weight(**values: Any) -> float:
        world = SmallWorld((row("Holm", 50.0, **values),))
        return sum(g.weight for g in gather_evidence(["Holm"], [], world))

    assert weight(population=100_000) == weight(kind="admin2") == 0.5
    assert weight(population=90_000) == weight(kind="site") == 0


def test_weight_of_a_group_is_the_square_root_of_its_mentions() -> None:
    found = group(entry(1))
    found.mentions = [0, 1, 2, 3]
    assert found.weight == 2
    found.is_district = True
    assert found.weight == 0


def test_federal_district_right_after_washington_has_no_weight() -> None:
    def weights(second: str, gap: int, admin: str = "District of Columbia") -> list[float]:
        first = Mention("Washington", 0, 10, context=NameContext(admin=admin))
        found = gather([first, Mention(second, 10 + gap, 10 + gap + len(second))], SmallWorld(()))
        return [g.weight for g in found]

    assert weights("D. C.", 5) == weights("D.C.", 2) == [1, 0]
    assert weights("D.C.", 6) == weights("Oregon", 2) == weights("D.C.", 2, "Idaho") == [1, 1]


def test_candidates_are_limited_except_those_near_home_or_in_the_larger_unit() -> None:
    far = [row("Holm", -40.0, 90_000, lon=100.0, country="AU", admin1="") for _ in range(MAX_CANDIDATES)]
    world = SmallWorld((*far, row("Holm", 50.0, 10), row("Unit", 50.0, kind="admin1")))

    def count(home: tuple[float, float] | None = None) -> int:
        return len(gather(mentions("Holm"), world, home)[0].candidates)

    assert count() == count((53.0, 10.0)) == count((47.0, 10.0)) == count((50.0, 13.0)) == count((50.0, 7.0)) == 100
    assert count((51.3, 10.0)) == count((48.7, 10.0)) == count((50.0, 12.0)) == count((50.0, 8.0)) == 101


def test_name_of_several_mentions_is_one_group_in_the_larger_unit() -> None:
    world = SmallWorld()
    first, second = gather(mentions("Paris", "Tokyo", "Paris", admin="Texas"), world)
    assert (first.surface, first.mentions, second.mentions) == ("Paris", [0, 2], [1])
    assert [e.country for e in first.candidates] == ["US"] and [e.country for e in first.excluded] == ["FR"]
    assert [h.kind for h in first.holders] == ["admin1"] and not first.is_one_of_several


def home(*entries: Entry, share: float = 1.0) -> tuple[float, float] | None:
    return infer_home([group(e, number=i) for i, e in enumerate(entries)], np.full(len(entries), share))


def test_home_needs_two_names_that_are_near_each_other() -> None:
    assert home(entry(1), entry(2, 50.1)) is not None
    assert home(entry(1)) is None
    assert home(entry(1), entry(2, 50.1, kind="admin2")) is not None
    assert home(entry(1), entry(2, 50.1, kind="sea")) is None
    assert home(entry(1), entry(2, 50.1, match=Match.WEAK)) is None
    assert home(entry(1), entry(2, 50.1), share=0.001) is None
    assert home(entry(1, 0.0), entry(2), entry(3, 50.1), entry(4, 50.2)) == (50.1, 10.0)


def test_search_sorts_by_distance_band_and_then_by_size() -> None:
    def order(*kms: float) -> list[float]:
        """Put places of growing size at these distances, and return the distances of the search results in order."""
        world = SmallWorld(tuple(row("Holm", 50 + km * KM, 1000 * 10**i) for i, km in enumerate(kms)))
        return [kms[int(f.place.id[5:])] for f in search_places("Holm", world, [Neighbour("Here", Position(50, 10))])]

    for edge in (60, 250, 1000, 4000):
        assert order(edge - 1, edge + 1) == [edge - 1, edge + 1]
        assert order(edge - 2, edge - 1) == [edge - 1, edge - 2]
    assert order(4500, 9000) == [9000, 4500]


def test_local_article_has_one_local_word_in_a_hundred() -> None:
    assert is_local("mayor" + " rain" * 99) and not is_local("mayor" + " rain" * 100)
    assert is_local("mayor" + " rain" * 199, 0.5) and not is_local("mayor" + " rain" * 200, 0.5)
