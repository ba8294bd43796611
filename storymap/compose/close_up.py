"""Raise the zooms of stories about one town or valley. The places of such a story overlap at the usual zooms."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import replace

from storymap.basemap.levels import CLOSEST
from storymap.basemap.streets.levels import has_streets
from storymap.compose.label_ranks import zoom_of_length
from storymap.kinds import max_zoom
from storymap.model import Role, StoryPlace
from storymap.ports import StreetMap
from storymap.sphere import contains, distance_km

NEAR_KM = 12.0  # radius of a group of neighbouring places: a large town, or a valley
STREETS_KM = 30.0  # radius of a group of places whose streets the archive contains: a long valley
# A story is about a group of places if the group has at least this share of the main places' salience (importance).
SHARE = 0.6
LEAST = 3  # minimum number of places in a group
_TOWN_ZOOM = max_zoom("PPL")
_KM_PER_DEG = 110.0  # length of a degree of latitude, rounded down
CLOSE_KM = 8.0  # if a place is alone in its scene, the map shows this radius around it at zoom CLOSEST
# The highest zoom of a place with streets is the zoom at which the place has this length on the map. For villages, it
# is at most _VILLAGE_ZOOM, so that the map also shows their surroundings.
_PLACE_PX = 420.0
_VILLAGE_ZOOM, _VILLAGE_KM = 13.5, 0.45


def with_close_zooms(places: Sequence[StoryPlace], streets: StreetMap | None = None) -> tuple[StoryPlace, ...]:
    """Return the places, with higher maximum zooms if the story is about a group of neighbouring places.

    The maximum zoom of each place in the group becomes CLOSEST. If the street archive `streets` covers the places,
    their maximum zooms become higher than CLOSEST, and the group may have fewer than LEAST places. The zoom then also
    changes for places that are near the group and mentioned in passing.
    """
    small = [p for p in places if _is_small(p)]
    if streets is not None:
        covered = [p for p in small if streets.covers(*p.place.position)]
        if group := _group(places, covered, STREETS_KM, 1):
            near = {p.slug for p in covered if any(_is_near(p, q, STREETS_KM) for q in group)}
            return tuple(_close(p, streets) if p.slug in near else p for p in places)
    near = {p.slug for p in _group(places, small, NEAR_KM, LEAST)}
    return tuple(replace(p, zoom=CLOSEST, close_zoom=CLOSEST) if p.slug in near else p for p in places)


def _group(places: Sequence[StoryPlace], small: Sequence[StoryPlace], radius_km: float, least: int) -> list[StoryPlace]:
    """Return the group of neighbouring places that the story is about, or [] if the story has no such group."""
    main = [p for p in places if p.role is Role.MAIN]
    candidates = [p for p in small if p.role is Role.MAIN]
    by_lat = sorted(candidates, key=_lat)
    groups = (_neighbours(p, by_lat, radius_km) for p in candidates)
    group = max(groups, key=lambda one: sum(p.salience for p in one), default=[])
    counted = [p for p in main if not _surrounds(p, group)]
    enough = len(group) >= least and sum(p.salience for p in group) >= SHARE * sum(p.salience for p in counted)
    return group if enough else []


def _surrounds(area: StoryPlace, group: Sequence[StoryPlace]) -> bool:
    """Return whether a region contains a group of places: it is not another place of the story."""
    box = area.place.bbox
    return not _is_small(area) and box is not None and all(contains(box, *p.place.position) for p in group)


def _neighbours(place: StoryPlace, by_lat: Sequence[StoryPlace], radius_km: float) -> list[StoryPlace]:
    """Return the places within a radius.

    `by_lat` must be sorted by latitude; the function then computes only few distances.
    """
    reach = radius_km / _KM_PER_DEG
    first = bisect_left(by_lat, _lat(place) - reach, key=_lat)
    after = bisect_right(by_lat, _lat(place) + reach, key=_lat)
    return [other for other in by_lat[first:after] if _is_near(place, other, radius_km)]


def _lat(place: StoryPlace) -> float:
    return place.place.position.lat


def _is_small(place: StoryPlace) -> bool:
    return place.zoom >= _TOWN_ZOOM and place.place.radius_km <= NEAR_KM


def _is_near(one: StoryPlace, other: StoryPlace, radius_km: float) -> bool:
    a, b = one.place.position, other.place.position
    return abs(a.lat - b.lat) <= radius_km / _KM_PER_DEG and distance_km(*a, *b) <= radius_km


def _close(place: StoryPlace, streets: StreetMap) -> StoryPlace:
    """Return a place of the group of neighbouring places, with new zooms.

    A village gets a lower zoom than a site, such as a building. A populated place is treated as a site if its
    population is unknown and its radius is small.
    """
    of = place.place
    village = of.feature_class == "P" and (of.population > 0 or of.radius_km >= _VILLAGE_KM)
    highest = min(streets.max_zoom, _VILLAGE_ZOOM) if village else streets.max_zoom
    zoom = round(max(CLOSEST, min(highest, zoom_of_length(of, _PLACE_PX))), 2)
    return replace(place, zoom=zoom, close_zoom=max(CLOSEST, streets.max_zoom))


def is_close_up(place: StoryPlace) -> bool:
    """Return whether a place belongs to a group of neighbouring places that the story is about."""
    # The second condition is false if `zoom` in places.yaml changes the zoom of the place.
    return has_streets(place) or place.close_zoom == CLOSEST == place.zoom


def close_km(place: StoryPlace) -> float:
    """Return the radius in km that the map shows around a place if the place is alone in its scene.

    `is_close_up` must return True for the place.
    """
    return CLOSE_KM * 2 ** (CLOSEST - max(CLOSEST, min(place.zoom, place.close_zoom)))
