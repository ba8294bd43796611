"""Names and lines of orientation labels."""

from __future__ import annotations

from math import cos, radians

import numpy as np
import pytest

from storymap.compose.label_courses import _clear, course
from storymap.compose.label_names import map_name
from storymap.gazetteer import open_gazetteer
from storymap.model import Place, Position
from storymap.sphere import bearing_deg, distance_km


def place(place_id: str) -> Place:
    return open_gazetteer().place(f"storymap:{place_id}")


@pytest.mark.parametrize(
    ("place_id", "bearing"),
    [("strait-of-malacca", 130), ("red-sea", 150), ("adriatic-sea", 138), ("taiwan-strait", 31), ("mekong", 155)],
)
def test_line_follows_water(place_id: str, bearing: float) -> None:
    line = course(place(place_id))
    assert line is not None
    turned = abs(bearing_deg(*line) - bearing) % 180
    assert min(turned, 180 - turned) < 20
    length = distance_km(*line.start, *line.end)
    assert length > 100
    (lat, lon), (other_lat, other_lon) = line
    at = place(place_id)
    from_middle = distance_km((lat + other_lat) / 2, (lon + other_lon) / 2, *at.position)
    assert from_middle < (45 if at.feature_code == "STM" else 0.02 * length)
    assert length < (260 if at.feature_code == "STM" else 2 * 1.6 * at.radius_km)


@pytest.mark.parametrize("place_id", ["lake-victoria", "north-sea"])
def test_round_water_has_no_line(place_id: str) -> None:
    assert course(place(place_id)) is None


def test_river_far_from_rivers_of_basemap_has_no_line() -> None:
    at_sea = Place("t:1", "Nowhere River", Position(0.0, -30.0), "H", "STM", radius_km=300.0)
    assert course(at_sea) is None


@pytest.mark.parametrize(
    ("place_id", "language", "name"),
    [
        ("sea-of-japan", "de", "Japanisches Meer"),
        ("sea-of-japan", "fr", "Mer du Japon"),
        ("rocky-mountains", "es", "Montañas Rocosas"),
        ("strait-of-malacca", "uk", "Малаккська протока"),
    ],
)
def test_label_is_in_language_of_page(place_id: str, language: str, name: str) -> None:
    assert map_name(place(place_id), language) == name


@pytest.mark.parametrize(
    ("country", "language", "name"),
    [("US", "de", "Springfield"), ("IR", "de", ""), ("US", "ru", "")],
)
def test_city_without_known_name(country: str, language: str, name: str) -> None:
    """If a city has no known name in the language of the map, its main name is shown only if the language uses Latin
    letters and the name is not a transcription into English."""
    city = Place("t:1", "Springfield", Position(0, 0), "P", "PPL", country_codes=(country,), population=400_000)
    assert map_name(city, language) == name


def test_area_of_union_is_that_of_its_members() -> None:
    area = open_gazetteer().footprint("storymap:benelux")
    assert area is not None
    lats = [point.lat for polygon in area.polygons for point in polygon[0]]
    assert 49.3 < min(lats) < 49.6
    assert 53.3 < max(lats) < 53.7


def test_distance_to_the_edges_of_a_square_in_each_direction() -> None:
    corners = np.array([(1.0, 1.0), (-1.0, 1.0), (-1.0, -1.0), (1.0, -1.0)])
    edges = np.hstack([corners, np.roll(corners, -1, axis=0)])
    far = np.array([(0.5, -3.0, 0.5, 3.0), (0.0, 0.5, 0.0, 0.9)])  # one edge crosses the square, one points away
    clear = _clear(edges, np.zeros(2), 1.2)
    assert len(clear) == 72
    assert clear[0] == pytest.approx(1) and clear[18] == pytest.approx(1) and clear[36] == pytest.approx(1)
    assert clear[5] == pytest.approx(1 / cos(radians(25)))
    assert clear[9] == 1.2  # the corner is farther away than this
    crossed = _clear(np.vstack([edges, far]), np.zeros(2), 1.2)
    assert crossed[0] == pytest.approx(0.5) and crossed[36] == pytest.approx(1)
