"""Compute the areas of countries and US states. They do not contain disputed areas, which the map shows separately."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from math import pi, sqrt

import shapely
from shapely.geometry.base import BaseGeometry

from storymap.forge.facts.reading import Fact
from storymap.forge.footprints.land import joined, turns_of
from storymap.forge.places.sources import Sources
from storymap.forge.planet.sources import polygons, world_atlas
from storymap.forge.topojson import Topology

# Natural Earth's name of a feature -> country code, for features without an ISO number. Features that are not listed
# here (military bases, shoals) are left out.
_NAMELESS = {"Kosovo": "XK", "N. Cyprus": "CY", "Somaliland": "SO", "Baikonur": "KZ", "USNB Guantanamo Bay": "CU"}
# The areas of an overseas territory may be this far from its position. The unit is the radius of a circle with the area
# of the territory.
_REACH = 2.5
_KM_PER_DEG = 111.2

Areas = dict[str, BaseGeometry]


def whole_countries(facts: Sequence[Fact], sources: Sources) -> Areas:
    """Return a mapping from country code to area.

    The areas are those of Natural Earth (areas under actual control), including disputed parts.

    `facts` are the entries of countries.yaml, which have the positions of overseas territories.
    """
    codes = {
        f"{int(known['isonumeric']):03d}": code for code, known in sources.countries.items() if known["isonumeric"]
    }
    parts: dict[str, list[BaseGeometry]] = {}
    for feature in Topology(world_atlas() / "countries-10m.json").features("countries"):
        code = codes.get(feature.id, _NAMELESS.get(feature.name, ""))
        if code:
            parts.setdefault(code, []).extend(polygons([feature]))
    whole = {code: shapely.union_all(joined(found)) for code, found in sorted(parts.items())}
    return whole | _overseas(whole, {fact["key"]: fact["position"] for fact in facts}, sources)


def country_areas(
    whole: Mapping[str, BaseGeometry], disputes: Sequence[tuple[Fact, BaseGeometry]], sources: Sources
) -> Areas:
    """Return a mapping from place id to area, for every country.

    The disputed areas that a country holds or claims are cut out of its area.

    `whole` maps a country code to an area that includes disputed parts. `disputes` contains pairs of a fact and its
    outline. A country is left out if all of it is disputed.
    """
    found = {}
    for code, area in whole.items():
        holes = [turned for fact, outline in disputes if code in _parties(fact) for turned in turns_of(outline)]
        rest = area.difference(shapely.union_all(holes)) if holes else area
        # If the whole country is disputed, the rest of its area is only narrow strips along the coast, which are not
        # shown.
        if rest.area > area.area / 10:
            found[f"geonames:{sources.countries[code]['geonameid']}"] = rest
    return found


def state_areas(sources: Sources) -> Areas:
    """Return a mapping from place id to area, for every US state and territory in the package us-atlas."""
    found = {}
    for code, state in sources.us_states.items():
        if feature := sources.us_geometry.get(state["fips"]):
            found[f"geonames-admin1:US.{code}"] = shapely.union_all(joined(polygons([feature])))
    return found


def _parties(fact: Fact) -> set[str]:
    return {code for key in ("administered_by", "claimed_by") for code in fact.get(key, ())}


def _overseas(whole: Mapping[str, BaseGeometry], positions: Mapping[str, Sequence[float]], sources: Sources) -> Areas:
    """Return the areas of territories, such as French Guiana, that are part of another country in Natural Earth.

    The keys are country codes.

    `positions` maps the code of each country and territory to its (lat, lon).
    """
    far_off = [(owner, part) for owner, area in whole.items() for part in _without_largest(area)]
    tree = shapely.STRtree([part for _, part in far_off])
    found = {}
    for code in sorted(set(positions) & set(sources.countries) - set(whole)):
        lat, lon = positions[code]
        here = shapely.Point(lon, lat)
        reach = max(0.1, _REACH * sqrt(int(sources.countries[code]["areakm2"]) / pi) / _KM_PER_DEG)
        near = [far_off[i] for i in tree.query(here, predicate="dwithin", distance=reach)]
        if near:
            state, _ = min(near, key=lambda found: found[1].distance(here))
            found[code] = shapely.union_all(
                [p for owner, p in near if owner == state and p.centroid.distance(here) < reach]
            )
    return found


def _without_largest(area: BaseGeometry) -> list[BaseGeometry]:
    return sorted(shapely.get_parts(area), key=lambda part: float(part.area))[:-1]
