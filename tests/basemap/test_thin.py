"""Simplification of the world tile outside a window (x0, y0, x1, y1) in tile units."""

from __future__ import annotations

from storymap.basemap import open_basemap
from storymap.basemap.codec import decode, encode
from storymap.basemap.thin import thin
from storymap.model import BoundingBox, Camera

WINDOW = (850, 330, 990, 480)


def world() -> dict[str, str]:
    tiles = open_basemap().tiles([Camera(BoundingBox(0, 0, 1, 1), 1)], [], 10**9)["tiles"]
    return dict(tiles["0/0/0"])  # type: ignore[index]


def test_points_inside_window_are_kept() -> None:
    full, lean = world(), thin(world(), WINDOW)
    inside = {p for part in decode(full["l"]) for p in part if 850 <= p[0] <= 990 and 330 <= p[1] <= 480}
    assert inside <= {p for part in decode(lean["l"]) for p in part}
    assert sum(map(len, lean.values())) < 0.65 * sum(map(len, full.values()))


def test_points_inside_window_across_antimeridian_are_kept() -> None:
    near = encode([[(1, 400), (3, 401), (5, 400), (4, 402)]])
    assert thin({"l": near}, (960, 330, 1080, 480)) == {"l": near}


def test_tiny_area_outside_window_is_left_out() -> None:
    assert thin({"l": encode([[(100, 100), (102, 100), (101, 102)]])}, WINDOW) == {}
    assert thin({"i": encode([[(100, 100)]])}, WINDOW) == {}
