"""Compile the areas of places into `footprints.zip`, where they are stored by gazetteer id.

"index.json" maps an id to [group, name]. A group is a member such as "3.json" and maps names to {scale, polygons}.
`scale` is the number of integer units per degree. Each polygon is the encoded text of its rings, with x to the east and
y to the north.
"""

from __future__ import annotations

import json
import zipfile
from collections.abc import Container, Mapping, Sequence
from math import ceil, sqrt
from pathlib import Path
from typing import Any

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from storymap import resources
from storymap.basemap.codec import Point, encode
from storymap.forge.facts import reading as facts
from storymap.forge.footprints import inputs
from storymap.forge.footprints import land as footprints_land
from storymap.forge.footprints.countries import country_areas, state_areas, whole_countries
from storymap.forge.footprints.features import dispute_areas, feature_areas, lake_areas
from storymap.forge.footprints.units import unit_areas
from storymap.forge.places.sources import Sources
from storymap.forge.planet.build import add
from storymap.forge.planet.lakes import lakes
from storymap.forge.planet.sources import only_polygons
from storymap.forge.planet.tiles import straightened

FILE = "footprints.zip"
GROUP = 64  # number of areas in each member of the zip; a member is always unpacked as a whole
# The largest and smallest tolerance of the simplification: 1 km, and half the distance between the grid points of the
# source.
COARSEST_DEG, FINEST_DEG = 0.008, 0.001
FINENESS = 80  # the tolerance for a part is the square root of the area of the part, divided by this number
# A part is left out if it is smaller than both SPECK_DEG2 (about 1 km²) and the share SPECK of the largest part.
SPECK_DEG2 = 1e-4
SPECK = 1e-3

Areas = Mapping[str, BaseGeometry]


def build(out: Path, facts_dir: Path | None = None) -> list[Path]:
    """Write `footprints.zip`, and the record of the facts used for it, to `out`.

    The areas are computed from the packages and from the facts in `facts_dir` (default: the package's facts).
    """
    folder = facts_dir or resources.facts("")
    features = [fact for file in sorted((folder / "features").glob("*.yaml")) for fact in facts.read(file)]
    disputes = facts.read(folder / "disputes.yaml")
    sources = Sources()
    whole = whole_countries(facts.read(folder / "countries.yaml"), sources)
    land = footprints_land.load(list(whole.items()))
    own = lake_areas(features, lakes()) | feature_areas(features, land)
    contested = dispute_areas(disputes, own, land)
    outlines = [(fact, footprints_land.outline(fact["outline"])) for fact in disputes if "outline" in fact]
    # If an island and a unit are the same place (Hokkaido), the area of the island is used: its coast is more detailed.
    same = {
        f"geonames-admin1:{fact.get('same')}" for fact in [*features, *disputes] if fact["id"] in {**own, **contested}
    }
    units = {unit: area for unit, area in unit_areas(outlines, sources).items() if unit not in same}
    areas = {
        **country_areas(whole, outlines, sources),
        **units,
        **state_areas(sources),
        **{f"storymap:{slug}": area for slug, area in {**own, **contested}.items()},
    }
    codes = {code: f"geonames:{known['geonameid']}" for code, known in sources.countries.items()}
    written = write(areas, aliases([*features, *disputes], codes, areas), out)
    return [written, inputs.write(inputs.record(features, disputes), out / inputs.RECORD)]


def aliases(entries: Sequence[facts.Fact], codes: Mapping[str, str], areas: Container[str]) -> dict[str, str]:
    """Return, for each id without an area of its own, the id whose area it uses.

    The id `geonames-country:XX` of a country uses the area of the country's place id. An entry with `same` is the same
    place as a unit or country in GeoNames. If only one of these two ids has an area, the other id uses this area.
    `codes` maps a country code to a place id. `areas` contains the ids that have an area.
    """
    found = {f"geonames-country:{code}": place for code, place in codes.items()}
    for entry in entries:
        if same := str(entry.get("same", "")):
            unit = f"geonames-admin1:{same}" if "." in same else f"geonames-country:{same}"
            unit, own = found.get(unit, unit), f"storymap:{entry['id']}"
            found |= {own: unit} if unit in areas and own not in areas else {unit: own}
    return {other: own for other, own in sorted(found.items()) if own in areas and other not in areas}


def write(areas: Areas, others: Mapping[str, str], out: Path) -> Path:
    """Write `footprints.zip` and return its path. `others` maps an id without an area to the id whose area it uses."""
    index: dict[str, list[Any]] = {}
    path = out / FILE
    with zipfile.ZipFile(path, "w") as archive:
        ids = sorted(areas)
        for number, start in enumerate(range(0, len(ids), GROUP)):
            group = ids[start : start + GROUP]
            index |= {name: [number, name] for name in group}
            member = {name: packed(areas[name]) for name in group}
            add(archive, f"{number}.json", json.dumps(member, separators=(",", ":")))
        index |= {other: index[own] for other, own in others.items()}
        add(archive, "index.json", json.dumps(index, separators=(",", ":"), sort_keys=True))
    return path


def packed(area: BaseGeometry) -> dict[str, Any]:
    """Return an area as JSON values {scale, polygons}.

    Each part of the area is simplified; the tolerance is smaller for smaller parts.
    """
    parts = sorted(only_polygons([area]), key=lambda part: -part.area)
    shown = [part for part in parts if part.area > min(SPECK_DEG2, SPECK * parts[0].area)]
    scale = ceil(2 / _tolerance(parts[0] if parts[0].area > 1 else shown[-1]))
    simple = only_polygons([shapely.make_valid(part.simplify(_tolerance(part))) for part in shown])
    return {"scale": scale, "polygons": [text for polygon in simple if (text := _text(polygon, scale))]}


def _tolerance(part: BaseGeometry) -> float:
    return min(COARSEST_DEG, max(FINEST_DEG, sqrt(part.area) / FINENESS))


def _text(polygon: BaseGeometry, scale: int) -> str:
    outer, *holes = (_ring(ring, scale) for ring in (polygon.exterior, *polygon.interiors))
    return encode([outer, *(hole for hole in holes if len(hole) > 2)]) if len(outer) > 2 else ""


def _ring(ring: BaseGeometry, scale: int) -> list[Point]:
    at = np.rint(shapely.get_coordinates(ring) * scale)
    return straightened([(int(x), int(y)) for x, y in at])[:-1]
