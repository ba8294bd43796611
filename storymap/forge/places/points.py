"""Add the places in `facts/points`: villages, suburbs, stations, huts, museums, ancient sites and similar."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterator, Sequence
from operator import attrgetter
from pathlib import PurePath

import numpy as np
from numpy.typing import NDArray

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
_SPAN = _UNIT_KM / _KM_PER_DEGREE
_BAND = 1000.0  # distance of the keys of two bands of latitude; it is larger than all differences of longitudes
_LENIENT = 1.01  # more settlements than necessary are compared with a point
# File -> key in SOURCES.toml. Only files whose licence requires attribution are listed.
_SOURCES = {"iceland.tsv": "is50v"}


def point_patches(points: Sequence[Fact], world: World) -> Iterator[Patch]:
    """Yield a patch for each point.

    If the base has the same place, the patch merges the point into it. Otherwise it adds a new place.
    """
    if not points:
        return
    entries = [(fact, _draft(fact)) for fact in points]
    units = _Units(world.base).of_all([draft for _, draft in entries])
    same = SamePlaces(world, entries)
    for (fact, draft), (admin1, admin2) in zip(entries, units, strict=True):
        target = _settlement(draft, world) if CLASS_OF[draft.code] in "PS" else same.of(fact, draft)
        draft.admin1, draft.admin2 = admin1, admin2
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
    """Finds the admin-1 and admin-2 units of the settlement that is nearest to a point.

    The settlements of a country are sorted by bands of latitude that are _UNIT_KM wide, and by longitude in each band.
    """

    def __init__(self, base: Base) -> None:
        self._areas = base.areas
        lat, lon, area = base.lat[: base.cities] / DEGREE, base.lon[: base.cities] / DEGREE, base.area_of[: base.cities]
        number = {country: at for at, country in enumerate(sorted({area[0] for area in base.areas}))}
        country = np.array([number[area[0]] for area in base.areas], np.int64)[area]
        key = _band(lat) * _BAND + lon
        order = np.lexsort((key, country))
        starts = np.searchsorted(country[order], np.arange(len(number) + 1))
        # country -> the keys of its settlements in ascending order, latitudes, longitudes, and indices into the areas
        self._of = {
            code: tuple(values[order[starts[at] : starts[at + 1]]] for values in (key, lat, lon, area))
            for code, at in number.items()
        }

    def of_all(self, drafts: Sequence[Draft]) -> list[tuple[str, str]]:
        """Return the admin-1 code and the admin-2 code of each point.

        Both codes are "" if the point is a large area or no settlement is near.
        """
        found = [("", "")] * len(drafts)
        by_country: dict[str, list[int]] = defaultdict(list)
        for at, draft in enumerate(drafts):
            if draft.country in self._of and not (draft.box and draft.details["radius_km"] > _UNIT_KM):
                by_country[draft.country].append(at)
        for country, points in by_country.items():
            lats, lons = (np.array([of(drafts[at]) for at in points]) for of in (attrgetter("lat"), attrgetter("lon")))
            for at, area in zip(points, self._nearest(country, lats, lons), strict=True):
                if area >= 0:
                    _, admin1, admin2 = self._areas[area]
                    found[at] = admin1, admin2
        return found

    def _nearest(self, country: str, lats: NDArray[np.float64], lons: NDArray[np.float64]) -> list[int]:
        """Return the index of the area of the settlement that is nearest to each point of a country, or -1."""
        keys, city_lats, city_lons, areas = self._of[country]
        narrowing = np.array([math.cos(math.radians(lat)) for lat in lats.tolist()])
        reach = np.minimum(180.0, _SPAN / np.maximum(narrowing, 1e-9) * _LENIENT)
        reach[np.abs(lons) + reach > 180] = 360.0  # compare all longitudes near the antimeridian
        first, end = (
            np.stack([keys.searchsorted((_band(lats) + step) * _BAND + lons + side * reach) for step in (-1, 0, 1)], 1)
            for side in (-1, 1)
        )
        counts = end - first
        pair = np.repeat(np.arange(counts.size), counts.ravel())
        city = np.arange(len(pair)) - (np.cumsum(counts) - counts.ravel() - first.ravel())[pair]
        point = pair // 3
        east = (city_lons[city] - lons[point] + 180) % 360 - 180
        km = np.hypot(city_lats[city] - lats[point], east * narrowing[point]) * _KM_PER_DEGREE
        near = km <= _UNIT_KM
        found = np.full(len(lats), -1)
        if near.any():
            point, city, km = point[near], city[near], km[near]
            starts = np.flatnonzero(np.diff(point, prepend=-1))
            least = np.repeat(np.minimum.reduceat(km, starts), np.diff([*starts.tolist(), len(point)]))
            point, city = point[km == least], city[km == least]
            # of equally near settlements, the southernmost one counts; it is assigned last
            order = np.lexsort((-city_lats[city], point))
            found[point[order]] = areas[city[order]]
        return found.tolist()


def _band(lat: NDArray[np.float64]) -> NDArray[np.float64]:
    return np.floor(lat / _SPAN)
