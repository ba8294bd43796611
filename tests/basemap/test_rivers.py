"""Lines of rivers on the real basemap."""

from __future__ import annotations

import pytest

from storymap.basemap.rivers import river_line
from storymap.gazetteer import open_gazetteer
from storymap.model import Place
from storymap.sphere import distance_km


def _river(name: str) -> Place:
    gazetteer = open_gazetteer()
    return next(place for place in map(gazetteer.place, gazetteer.find(name)) if place.feature_code.startswith("STM"))


@pytest.mark.parametrize(
    ("name", "towns"),
    [
        ("Rhine", {"Basel": (47.56, 7.6), "Cologne": (50.94, 6.96), "Arnhem": (51.97, 5.9)}),
        ("Danube", {"Vienna": (48.23, 16.4), "Budapest": (47.5, 19.05), "Belgrade": (44.83, 20.45)}),
        ("Mekong", {"Vientiane": (17.96, 102.6), "Phnom Penh": (11.57, 104.93)}),
    ],
)
def test_line_of_river_passes_its_towns(name: str, towns: dict[str, tuple[float, float]]) -> None:
    line = river_line(_river(name))
    for town, at in towns.items():
        assert min(distance_km(*at, *point) for point in line) < 60, town


@pytest.mark.parametrize("name", ["Aare", "Marne", "Litani", "Blue Nile"])
def test_larger_river_near_a_river_is_not_its_line(name: str) -> None:
    """The basemap has the Rhine, the Seine, the Jordan and the Nile, but no separate lines of these rivers."""
    assert river_line(_river(name)) == ()


def test_line_ends_where_the_river_joins_another() -> None:
    """The Missouri is not followed down the Mississippi to the Gulf of Mexico."""
    assert min(point.lat for point in river_line(_river("Missouri"))) > 34


def test_town_has_no_line() -> None:
    gazetteer = open_gazetteer()
    assert river_line(gazetteer.place(next(iter(gazetteer.find("Cologne"))))) == ()
