"""Let the map come closer in stories of one town or valley, whose places would lie on top of each other at the usual zoom."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from storymap.kinds import max_zoom
from storymap.model import Role, StoryPlace
from storymap.sphere import distance_km

CLOSEST = 10.5  # the coast of the basemap is accurate to about 500 m, which are six pixels at this zoom
NEAR_KM = 12.0  # radius of a group of neighbouring places: a large town, or a valley
_NEAR_DEG = 0.2  # more than NEAR_KM from south to north
SHARE = 0.6  # of the salience of the main places: a story with as much in one group is about this group
LEAST = 3  # number of places in the group
_TOWN_ZOOM = max_zoom("PPL")


def with_close_zooms(places: Sequence[StoryPlace]) -> tuple[StoryPlace, ...]:
    """Return the places. If the story is about neighbouring places, these have the maximum zoom CLOSEST."""
    main = [p for p in places if p.role is Role.MAIN]
    small = [p for p in main if p.zoom >= _TOWN_ZOOM and p.place.radius_km <= NEAR_KM]
    total = sum(p.salience for p in main)
    groups = ([q for q in small if _is_near(p, q)] for p in small)
    group = max(groups, key=lambda one: sum(p.salience for p in one), default=[])
    if len(group) < LEAST or sum(p.salience for p in group) < SHARE * total:
        return tuple(places)
    near = {p.slug for p in group}
    return tuple(replace(p, zoom=CLOSEST) if p.slug in near else p for p in places)


def _is_near(one: StoryPlace, other: StoryPlace) -> bool:
    a, b = one.place.position, other.place.position
    return abs(a.lat - b.lat) <= _NEAR_DEG and distance_km(*a, *b) <= NEAR_KM


def is_close_up(place: StoryPlace) -> bool:
    """Return whether a place belongs to a group of neighbouring places that the story is about."""
    return place.zoom == CLOSEST
