"""Features that are described without their name, with a few places at given distances."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from storymap.model import Place, Position
from storymap.ports import Entry
from storymap.resolve.features_around import feature_around
from tests.resolve.small import KM, entry
from tests.worlds import SmallWorld


class Around(SmallWorld):
    """A gazetteer in which every search around a position finds these places, given as (code, latitude, radius in km)."""

    def __init__(self, *places: tuple[str, float, float]) -> None:
        super().__init__()
        self._found = [
            Place(f"test:{i}", f"{code} {i}", Position(lat, 0.0), "T", code, radius_km=radius)
            for i, (code, lat, radius) in enumerate(places)
        ]
        self.searched: list[tuple[float, float, float, frozenset[str]]] = []

    def within(self, lat: float, lon: float, radius_km: float, kinds: frozenset[str], limit: int) -> Sequence[Entry]:
        self.searched.append((lat, lon, radius_km, kinds))
        return [entry(i, feature_code=p.feature_code) for i, p in enumerate(self._found)][:limit]

    def place(self, entry: Entry | str) -> Place:
        assert isinstance(entry, Entry)
        return self._found[entry.number]


def point(lat: float) -> Place:
    return Place(f"test:point {lat}", "Point", Position(lat, 0.0), "P", "PPL")


def around(head: str, places: Sequence[tuple[str, float, float]], *lats: float) -> str:
    found = feature_around(head, [point(lat) for lat in lats or (0.0,)], Around(*places))
    return found.id.removeprefix("test:") if found else ""


@pytest.mark.parametrize(
    ("places", "lats", "found"),
    [
        ([("PEN", 0.0, 20.0)], (0.0,), "0"),
        ([("PEN", 0.0, 15.0)], (0.0,), "0"),
        ([("PEN", 0.0, 14.0)], (0.0,), ""),
        ([("PEN", 20 * KM, 21.0)], (0.0,), "0"),
        ([("PEN", 20 * KM, 19.0)], (0.0,), ""),
        ([("PEN", 0.0, 30.0)], (20 * KM, 0.0), "0"),
        ([("PEN", 0.0, 19.0)], (20 * KM, 0.0), ""),
        ([("PEN", 0.0, 40.0), ("PEN", 0.0, 30.0)], (0.0,), "1"),
        ([("ISL", 0.0, 30.0)], (0.0,), ""),
        ([], (0.0,), ""),
    ],
)
def test_peninsula_is_the_smallest_that_contains_all_places(
    places: Sequence[tuple[str, float, float]], lats: tuple[float, ...], found: str
) -> None:
    assert around("peninsula", places, *lats) == found


@pytest.mark.parametrize(
    ("kms", "found"),
    [
        ([(80.0, 0.0)], "0"),
        ([(95.0, 0.0)], ""),
        ([(95.0, 10.0)], "0"),
        ([(50.0, 0.0), (85.0, 0.0)], "0"),
        ([(50.0, 0.0), (75.0, 0.0)], ""),
        ([(75.0, 0.0), (30.0, 0.0)], "1"),
        ([(0.0, 9.0), (9.0, 0.0)], "0"),
        ([(0.0, 9.0), (7.0, 0.0)], ""),
    ],
)
def test_strait_is_clearly_the_nearest_within_ninety_kilometres(kms: list[tuple[float, float]], found: str) -> None:
    assert around("strait", [("STRT", km * KM, radius) for km, radius in kms]) == found


def test_strait_is_measured_from_the_last_place() -> None:
    assert around("strait", [("STRT", 0.0, 0.0)], 50.0, 0.0) == "0"
    assert around("strait", [("STRT", 0.0, 0.0)], 0.0, 50.0) == ""
    assert around("strait", [("GULF", 0.0, 0.0)]) == ""


def test_other_nouns_and_passages_without_places_have_no_feature() -> None:
    world = Around(("RIV", 0.0, 50.0), ("STRT", 0.0, 0.0), ("PEN", 0.0, 50.0))
    assert feature_around("river", [point(0.0)], world) is feature_around("strait", [], world) is None
    assert world.searched == []


def test_features_are_searched_within_four_hundred_kilometres_of_the_last_place() -> None:
    world = Around()
    for head in ("island", "strait"):
        feature_around(head, [point(5.0), point(7.0)], world)
    assert world.searched == [(7.0, 0.0, 400.0, frozenset({"island"})), (7.0, 0.0, 400.0, frozenset({"sea"}))]
