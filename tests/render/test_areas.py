from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from storymap import shapes
from storymap.basemap.codec import decode
from storymap.model import Footprint, Position
from storymap.render.areas import bands, light_bands, units_per_degree, unrolled
from tests.render.ferry import HOKKAIDO, JAPAN


def unchanged(footprint: Footprint, zoom: float) -> Footprint:
    return footprint


def test_ring_across_antimeridian_has_continuous_longitudes() -> None:
    ring = tuple(Position(*p) for p in ((-16.0, 179.0), (-17.0, -179.0), (-18.0, 179.5)))
    assert [lon for _, lon in unrolled(ring, 178)] == [179, 181, 179.5]


def test_area_is_shifted_to_the_meridian_of_the_story() -> None:
    ring = tuple(Position(*p) for p in ((50.0, 170.0), (51.0, 172.0), (52.0, 171.0)))
    assert [lon for _, lon in unrolled(ring, -150)] == [-190, -188, -189]


def test_bands_above_zoom_of_camera_are_left_out() -> None:
    assert HOKKAIDO.footprint
    assert [b["high"] for b in bands(HOKKAIDO.footprint, 5, 140, unchanged)] == [3, 5, 7]
    assert [b["high"] for b in bands(HOKKAIDO.footprint, 2, 140, unchanged)] == [3]


def test_area_is_simplified_at_low_zoom() -> None:
    ragged = tuple(Position(40 + i / 50 + (i % 2) / 40, 140 + (i % 7) / 30) for i in range(120))
    ring = (*ragged, Position(42.4, 145.0), Position(40.0, 145.0))
    weights = [len("".join(b["polygons"])) for b in bands(Footprint(((ring,),)), 9, 140, shapes.coarsen)]
    assert weights == sorted(weights)
    assert weights[0] < weights[-1] / 3


def test_band_without_visible_polygons_is_left_out() -> None:
    ring = tuple(Position(*p) for p in ((-16.50, -151.74), (-16.50, -151.72), (-16.52, -151.73)))
    for made in (bands, light_bands):
        drawn = made(Footprint(((ring,),)), 8, -150, shapes.coarsen)
        assert drawn
        assert all(band["polygons"] for band in drawn)
        assert drawn[0]["low"] > 0


def test_every_polygon_of_area_is_kept() -> None:
    assert JAPAN.footprint
    assert len(bands(JAPAN.footprint, 5, 140, unchanged)[1]["polygons"]) == len(JAPAN.footprint.polygons)


coordinates = st.tuples(st.floats(-80, 80), st.floats(-179.9, 179.9))


@given(st.lists(coordinates, min_size=3, max_size=12, unique=True), st.floats(-180, 180))
def test_coordinate_error_is_at_most_half_a_unit(points: list[tuple[float, float]], meridian: float) -> None:
    ring = tuple(Position(*p) for p in points)
    drawn = bands(Footprint(((ring,),)), -1, meridian, unchanged)
    scale = units_per_degree(3)
    exact = unrolled(ring, meridian)
    if len({(round(lat * scale), round(lon * scale)) for lat, lon in exact}) > 2:
        assert len(drawn) == 1  # if there are fewer than three different points, nothing is drawn
    for x, y in (point for band in drawn for text in band["polygons"] for ring in decode(text) for point in ring):
        assert min(max(abs(y / scale - lat), abs(x / scale - lon)) for lat, lon in exact) <= 0.5 / scale + 1e-9
