"""Find the admin-1 units of places that have no settlement near them, by the areas of the units."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence

import numpy as np
import shapely
from numpy.typing import NDArray

from storymap.basemap.footprints import Footprints
from storymap.forge.places.draft import Draft
from storymap.forge.places.patches import Patch, SetUnit
from storymap.forge.places.world import World
from storymap.gazetteer.describe import box_radius_km
from storymap.shapes import to_shapely

_POINTS = frozenset({"city", "site", "land", "water", "island"})  # kinds of places that can be in one unit
_MARGIN = 1.0  # degrees; the box of a unit is around its settlements, and its area may be larger
_OUTWARDS = np.array([-1, -1, 1, 1])
_LARGEST_KM = 15.0  # a place with a larger radius may be in several units


def unit_by_area_patches(world: World, areas: Footprints) -> Iterator[Patch]:
    """Yield a patch for each small place without an admin-1 unit that is in the area of a unit of its country."""
    by_country: dict[str, list[Draft]] = defaultdict(list)
    for draft in world.added():
        if _needs_unit(draft):
            by_country[draft.country].append(draft)
    boxes = world.base.box_degrees()
    for code, row in world.base.units.items():
        if code.count(".") == 1 and (drafts := by_country.get(code.partition(".")[0])):
            yield from (SetUnit(d.id, code) for d in _inside(drafts, code, boxes[row - world.base.cities], areas))


def _needs_unit(draft: Draft) -> bool:
    countries = draft.details.get("countries", [draft.country])
    radius = draft.details.get("radius_km") or (box_radius_km(draft.box) if draft.box else 0)
    return draft.kind in _POINTS and not draft.admin1 and radius <= _LARGEST_KM and countries == [draft.country]


def _inside(drafts: Sequence[Draft], code: str, box: NDArray[np.float64], areas: Footprints) -> list[Draft]:
    """Return the places in the area of the unit with a code. `box`: west, south, east, north of the unit in degrees."""
    west, south, east, north = box + _MARGIN * _OUTWARDS
    near = [d for d in drafts if south <= d.lat <= north and (west > east or west <= d.lon <= east)]
    area = areas.get(f"geonames-admin1:{code}") if near else None
    if area is None:
        return []
    shape = to_shapely(area)
    shapely.prepare(shape)
    found = shapely.contains_xy(shape, [d.lon for d in near], [d.lat for d in near])
    return [draft for draft, is_in in zip(near, found.tolist(), strict=True) if is_in]
