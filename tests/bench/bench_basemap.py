"""Measure the size and the speed of the basemap, the areas and the static map.

The program prints numbers; it has no pass/fail limits.

python -m tests.bench.bench_basemap
"""

from __future__ import annotations

import gzip
import json
from collections.abc import Callable
from time import perf_counter
from typing import TypeVar

from storymap import resources, shapes, static_map
from storymap.basemap import open_basemap
from storymap.basemap.footprints import Footprints
from storymap.model import BoundingBox, Camera, Position
from storymap.sphere import around, centre
from storymap.wording import Wording
from tests.static_map.worlds import place, story

T = TypeVar("T")
TOWNS = [(42.82, 141.65), (43.11, 131.88), (35.69, 139.69), (39.9, 116.4), (45.46, 9.19), (38.9, -77.04)]
REGIONS = [(131.7, 41.2, 149, 46), (141.6, 45.8, 144.8, 54.5), (32.4, 44.3, 36.7, 46.3), (122, 24, 146, 46)]
COUNTRIES = [(22, 44, 40.3, 52.4), (27, 41, -170, 78), (-125, 24, -66, 50), (73, 18, 135, 54)]
OVERVIEW = BoundingBox(-77.1, 35, 149, 56)
STORIES = {
    "worldwide": [
        Camera(OVERVIEW, 5),
        *(Camera(BoundingBox(*box), 8) for box in REGIONS),
        *(Camera(around(lat, lon, 12), 9) for lat, lon in TOWNS),
        *(Camera(BoundingBox(*box), 4) for box in COUNTRIES),
    ],
    "regional": [Camera(BoundingBox(*box), 8) for box in REGIONS[:2]],
    "a town": [Camera(around(48.45, 1.48, 12), 9)],
}
BUDGETS = (130_000, 10**9)


def timed(what: str, run: Callable[[], T]) -> T:
    """Call `run`, print how long it took, and return its result."""
    start = perf_counter()
    result = run()
    print(f"{what:<44}{1000 * (perf_counter() - start):8.1f} ms")
    return result


def main() -> None:
    for name in ("planet.zip", "footprints.zip"):
        print(f"{name:<44}{resources.data(name).stat().st_size:8,} bytes")
    basemap = timed("open the basemap", open_basemap)
    for name, cameras in STORIES.items():
        keep = [centre(camera.box) for camera in cameras]
        for budget in BUDGETS:
            document = timed(f"{name}: choose tiles", lambda: basemap.tiles(cameras, keep, budget))  # noqa: B023
            text = json.dumps(document, separators=(",", ":")).encode()
            tiles = document["tiles"]
            assert isinstance(tiles, dict)
            print(f"{'':<44}{len(text):8,} bytes, {len(gzip.compress(text)):,} gzipped, {len(tiles)} tiles")
    footprints = timed("open the areas", lambda: Footprints(resources.data("footprints.zip")))
    for code in ("JP", "RU"):
        area = timed(f"area of {code}", lambda: footprints.get(f"geonames-country:{code}"))  # noqa: B023
        assert area is not None
        timed("  nearest and farthest", lambda: shapes.nearest_and_farthest_km(Position(43.1, 131.9), area))  # noqa: B023
        timed("  as coarse as zoom 5", lambda: shapes.coarsen(area, 5))  # noqa: B023
    of = story(*(place(f"town {lat}", lat, lon) for lat, lon in TOWNS), box=OVERVIEW)
    svg = timed(
        "static map, worldwide",
        lambda: static_map.draw(of, basemap, wording=Wording("en"), width_px=960, height_px=720),
    )
    print(f"{'':<44}{len(svg.encode()):8,} bytes")


if __name__ == "__main__":
    main()
