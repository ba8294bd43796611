"""Add the places in `facts/points`: villages, suburbs, stations, huts, museums, ancient sites and similar."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from pathlib import PurePath

import numpy as np

from storymap.forge.facts.reading import Fact
from storymap.forge.places.base import Base
from storymap.forge.places.draft import PROMINENCE_OF_RANK, Draft
from storymap.forge.places.features import feature_draft, place_id
from storymap.forge.places.patches import AddPlace, MergePlace, Patch
from storymap.forge.places.same_place import SamePlaces
from storymap.forge.places.world import World
from storymap.gazetteer.codes import CLASS_OF, KIND_OF
from storymap.gazetteer.fold import fold
from storymap.gazetteer.layout import DEGREE
from storymap.gazetteer.settlement_ids import settlement_number
from storymap.ports import Match
from storymap.sphere import around, distance_km

LOCAL = 5  # rank of a point whose entry has no rank
# Kind -> prominence of a point with rank 5. The smallest settlements in GeoNames have 500 people (prominence 2.7). A
# village from the points is therefore never ranked before a town with the same name.
_LOCAL_PROMINENCE = {"city": 2.6, "site": 3.0, "land": 2.8, "water": 2.8, "historical": 3.8, "region": 3.6}
_OTHER_PROMINENCE = 3.0  # prominence of a point with rank 5 and another kind
_SUBURB_PROMINENCE = 3.4  # prominence of a part of a city; a town with 2,500 people has the same
_HUT_PROMINENCE = 2.4  # prominence of a mountain hut
_SAME_KM = 8.0  # a point is the same place as a settlement in GeoNames if their distance is at most this
# if the position of a settlement is only known roughly, its distance may be up to this many times its radius
_ROUGH_REACH = 2.0
_UNIT_KM = 15.0  # a point gets the admin-1 and admin-2 units of the nearest settlement within this distance
_KM_PER_DEGREE = 111.2
# File -> key in SOURCES.toml. Only files whose licence requires attribution are listed.
_SOURCES = {"iceland.tsv": "is50v"}


def point_patches(points: Sequence[Fact], world: World) -> Iterator[Patch]:
    """Yield a patch for each point.

    If the base has the same place, the patch merges the point into it. Otherwise it adds a new place.
    """
    if not points:
        return
    entries = [(fact, _draft(fact)) for fact in points]
    units = _Units(world.base)
    same = SamePlaces(world, entries)
    for fact, draft in entries:
        target = _settlement(draft, world) if CLASS_OF[draft.code] in "PS" else same.of(fact, draft)
        draft.admin1, draft.admin2 = units.of(draft)
        yield AddPlace(draft) if target is None else MergePlace(target.id, draft)


def prominence(code: str, rank: int) -> float:
    """Return the prominence of a point, which depends on its feature code and its rank."""
    if rank < LOCAL:
        return PROMINENCE_OF_RANK[rank]
    if code.startswith("HUT"):
        return _HUT_PROMINENCE
    return _SUBURB_PROMINENCE if code == "PPLX" else _LOCAL_PROMINENCE.get(KIND_OF[code], _OTHER_PROMINENCE)


def _draft(fact: Fact) -> Draft:
    code, parents = fact["code"], {parent: place_id(parent) for parent in fact["parents"]}
    draft = feature_draft(fact, KIND_OF[code], prominence(code, fact.get("rank", LOCAL)), parents, {})
    if source := _SOURCES.get(PurePath(fact.file).name):
        draft.details["source"] = source
    if km := fact.get("radius_km"):
        draft.box = around(draft.lat, draft.lon, km)
    return draft


def _settlement(draft: Draft, world: World) -> Draft | None:
    """Return the nearby settlement in GeoNames that is the same place as a point, or None.

    The point must be a settlement or a site, such as an ancient city. The main name of the settlement in GeoNames must
    be the name of the point. If the point is a settlement, its name may also be an alternate name in GeoNames. A
    settlement whose position is only known roughly may be farther away.
    """
    name = fold(draft.name)
    limit = Match.ALTERNATE if draft.code.startswith("PPL") else Match.NAME
    near = [
        city
        for city in world.settlements(name, draft.country)
        if settlement_number(city.id) is not None
        and city.names[name] <= limit
        and distance_km(draft.lat, draft.lon, city.lat, city.lon)
        <= max(_SAME_KM, _ROUGH_REACH * world.rough_km.get(city.row, 0))
    ]
    return max(near, key=lambda city: (-city.names[name], city.population), default=None)


class _Units:
    """Finds the admin-1 and admin-2 units of the settlement that is nearest to a point."""

    def __init__(self, base: Base) -> None:
        self._areas = base.areas
        countries = sorted({area[0] for area in base.areas})
        number = {country: at for at, country in enumerate(countries)}
        country_of = np.array([number[area[0]] for area in base.areas], np.int64)
        country = country_of[base.area_of[: base.cities]] if countries else np.zeros(0, np.int64)
        lat = base.lat[: base.cities]
        order = np.lexsort((lat, country))
        starts = np.searchsorted(country[order], np.arange(1, len(countries)))
        rows = np.split(order, starts) if countries else []
        # country -> latitudes in ascending order, longitudes, and indices into the areas, of its settlements
        self._of = {
            code: (lat[own] / DEGREE, base.lon[own] / DEGREE, base.area_of[own])
            for code, own in zip(countries, rows, strict=True)
        }

    def of(self, draft: Draft) -> tuple[str, str]:
        """Return the admin-1 code and the admin-2 code of a point.

        Both codes are "" if the point is a large area or no settlement is near.
        """
        if draft.country not in self._of or (draft.box and draft.details["radius_km"] > _UNIT_KM):
            return "", ""
        lats, lons, areas = self._of[draft.country]
        span = _UNIT_KM / _KM_PER_DEGREE
        first, end = lats.searchsorted((draft.lat - span, draft.lat + span))
        east = (lons[first:end] - draft.lon + 180) % 360 - 180
        km = np.hypot(lats[first:end] - draft.lat, east * math.cos(math.radians(draft.lat))) * _KM_PER_DEGREE
        if first == end or km.min() > _UNIT_KM:
            return "", ""
        _, admin1, admin2 = self._areas[areas[first + km.argmin()]]
        return admin1, admin2
