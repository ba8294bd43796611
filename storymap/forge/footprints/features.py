"""Compute the areas of islands, island groups, regions, seas and disputed areas from positions, boxes and outlines."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from storymap.forge.facts.reading import Fact
from storymap.forge.footprints.inputs import ISLAND, ISLANDS, WATER
from storymap.forge.footprints.land import Coasts, outline
from storymap.forge.planet.sources import only_polygons
from storymap.gazetteer.codes import KIND_OF
from storymap.model import BoundingBox

# An outline can contain several waters. Waters that are smaller than this share of the largest one are left out.
_SMALL = 0.05
_ROUNDS = 3  # number of times that the corners of an outline are cut; three rounds give smooth curves
LAKES = frozenset({"LK", "LKS", "RSV", "LGN", "SEA"})  # feature codes of waters that the basemap may draw as lakes
_BESIDE_DEG = 0.05  # the position of a lake may be this far outside the lake
_FITS = 0.8  # a lake is the place of an entry if this share of its area is in the box of the entry
_MOSTLY = 0.4  # an outline is clipped at the coast if more than this share of it is land

Areas = dict[str, BaseGeometry]


def feature_areas(facts: Iterable[Fact], land: Coasts) -> Areas:
    """Return a mapping from slug to area, for every feature that has an area."""
    found = {fact["id"]: _outlined(fact, land) if "outline" in fact else _islands(fact, land) for fact in facts}
    return {slug: area for slug, area in found.items() if area is not None}


def dispute_areas(facts: Sequence[Fact], features: Mapping[str, BaseGeometry], land: Coasts) -> Areas:
    """Return a mapping from slug to area, for every disputed area.

    `features` is a mapping from slug to area, and contains the possible members.

    The area is the land inside the outline of the entry. If the entry has no outline, its area consists of the islands
    at its position or in its box. If there are none, it consists of the areas of its members. A disputed area for which
    none of these exist is left out.
    """
    found: Areas = {}
    for fact in facts:
        area = land.inside(outline(fact["outline"])) if "outline" in fact else _islands(fact, land)
        if area is not None:
            found[fact["id"]] = area
    known = {**features, **found}
    for fact in facts:
        if fact["id"] not in found and "outline" not in fact:
            members = shapely.union_all([known[member] for member in fact.get("members", ()) if member in known])
            if _fills(members, fact):
                found[fact["id"]] = members
    return found


def _fills(area: BaseGeometry, fact: Fact) -> bool:
    """Return whether an area's box is larger than half of an entry's box.

    If the entry has no box, return True unless the area is empty.

    This check is needed because the members of a disputed area may be only small parts of the disputed area.
    """
    if area.is_empty or not fact.get("box"):
        return not area.is_empty
    west, south, east, north = fact["box"]
    left, low, right, high = area.bounds
    return bool((right - left) * (high - low) > (east - west) * (north - south) / 2)


def _outlined(fact: Fact, land: Coasts) -> BaseGeometry | None:
    """Return the land inside the outline of an entry. For a sea or another water, return the water inside the outline.

    If the entry is not a water, and less than the share _MOSTLY of its outline is land, return the whole outline.
    """
    drawn = outline(fact["outline"])
    if KIND_OF[fact["code"]] in WATER:
        dry = land.inside(drawn)
        return drawn if dry is None else _main_parts(drawn.difference(dry))
    rounded = smooth(drawn)
    dry = land.inside(rounded)
    return dry if dry is not None and dry.area > _MOSTLY * drawn.area else rounded


def smooth(area: BaseGeometry) -> BaseGeometry:
    """Return an area with rounded corners (Chaikin's algorithm).

    A rough outline with sharp corners would look like an exact border.
    """
    parts = []
    for part in shapely.get_parts(area):
        ring = shapely.get_coordinates(part.exterior)[:-1]
        for _ in range(_ROUNDS):
            after = np.roll(ring, -1, axis=0)
            ring = np.stack([0.75 * ring + 0.25 * after, 0.25 * ring + 0.75 * after], axis=1).reshape(-1, 2)
        parts.append(shapely.Polygon(ring))
    return shapely.make_valid(shapely.union_all(parts))


def _main_parts(water: BaseGeometry) -> BaseGeometry:
    """Return the main parts of a water. Small inland waters inside the rough outline of a sea are left out."""
    parts = only_polygons([water])
    least = _SMALL * max((part.area for part in parts), default=0.0)
    return shapely.union_all([part for part in parts if part.area >= least])


def lake_areas(facts: Iterable[Fact], lakes: Sequence[BaseGeometry]) -> Areas:
    """Return a mapping from slug to area, for lakes and reservoirs.

    The area of an entry is the lake at its position, if this lake fits into the box of the entry.

    `lakes` are the polygons of the lakes of the world.
    """
    tree = shapely.STRtree(lakes)
    found: Areas = {}
    for fact in facts:
        if fact["code"] not in LAKES:
            continue
        lat, lon = fact["position"]
        at = shapely.Point(lon, lat)
        near = tree.query_nearest(at, max_distance=_BESIDE_DEG, all_matches=False)
        if len(near):
            lake = lakes[int(near[0])]
            west, south, east, north = fact.get("box") or lake.bounds
            box = shapely.box(west, south, east, north).buffer(_BESIDE_DEG)
            if west < east and lake.intersection(box).area > _FITS * lake.area and lake.envelope.area > box.area / 20:
                found[fact["id"]] = lake
    return found


def _islands(fact: Fact, land: Coasts) -> BaseGeometry | None:
    box = BoundingBox(*map(float, fact["box"])) if fact.get("box") else None
    countries = [code for code in fact.get("countries", ()) if len(code) == 2]
    if fact["code"] in ISLANDS and box is not None:
        return land.islands(box, countries)
    if fact["code"] in ISLAND | ISLANDS:
        lat, lon = fact["position"]
        return land.island(float(lat), float(lon), box)
    return None
