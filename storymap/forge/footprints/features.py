"""Compute the areas of islands, island groups, regions, seas and disputed areas from positions, boxes and outlines."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

import shapely
from shapely.geometry.base import BaseGeometry

from storymap.forge.facts.reading import Fact
from storymap.forge.footprints.inputs import ISLAND, ISLANDS, WATER
from storymap.forge.footprints.land import Coasts, outline
from storymap.gazetteer.codes import KIND_OF
from storymap.model import BoundingBox

_MOSTLY = 0.4  # minimum share of land in an outlined region whose outline is clipped at the coast

Areas = dict[str, BaseGeometry]


def feature_areas(facts: Iterable[Fact], land: Coasts) -> Areas:
    """Return slug -> area of every feature that has one."""
    found = {fact["id"]: _outlined(fact, land) if "outline" in fact else _islands(fact, land) for fact in facts}
    return {slug: area for slug, area in found.items() if area is not None}


def dispute_areas(facts: Sequence[Fact], features: Mapping[str, BaseGeometry], land: Coasts) -> Areas:
    """Return slug -> area of every disputed area that has one. `features`: slug -> area of its possible members.

    The area is the land in its outline. Without an outline it is the islands at its position or in its box, or else the
    union of the areas of its members.
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
    """Return whether the box of an area fills more than half of the entry's box; True for an entry without a box.

    The members of a disputed area may be only small parts of it.
    """
    if area.is_empty or not fact.get("box"):
        return not area.is_empty
    west, south, east, north = fact["box"]
    left, low, right, high = area.bounds
    return bool((right - left) * (high - low) > (east - west) * (north - south) / 2)


def _outlined(fact: Fact, land: Coasts) -> BaseGeometry | None:
    """Return the land in an entry's outline, or the water in it if the entry is a sea or another water.

    An outline with little land (_MOSTLY) that is not a water is returned unchanged.
    """
    drawn = outline(fact["outline"])
    dry = land.inside(drawn)
    if dry is None or KIND_OF[fact["code"]] not in WATER:
        return dry if dry is not None and dry.area > _MOSTLY * drawn.area else drawn
    return drawn.difference(dry)


def _islands(fact: Fact, land: Coasts) -> BaseGeometry | None:
    box = BoundingBox(*map(float, fact["box"])) if fact.get("box") else None
    countries = [code for code in fact.get("countries", ()) if len(code) == 2]
    if fact["code"] in ISLANDS and box is not None:
        return land.islands(box, countries)
    if fact["code"] in ISLAND | ISLANDS:
        lat, lon = fact["position"]
        return land.island(float(lat), float(lon), box)
    return None
