"""Locate points that are described relative to other places: "30 miles north of Waco", "between Crete and Rhodes".

The points are approximate and their radius shows the uncertainty: a direction such as "north" is accurate to about
20 degrees, and the distance may be measured from any part of the town.
"""

from __future__ import annotations

from collections.abc import Sequence

from storymap.kinds import is_setting
from storymap.model import Mention, Place, Position
from storymap.sphere import along, bearing_deg, distance_km

# A place is the described point if its distance from the computed point is at most this share of the stated distance.
TOLERANCE = 0.3
_DEGREES = {"north": 0.0, "east": 90.0, "south": 180.0, "west": 270.0}
_BEARING_ERROR = 0.25  # uncertainty of a computed point, as a share of the stated distance
_MIN_RADIUS_KM = 3.0
# Without a direction, a point is only known to be in a circle with the stated distance as its radius. Larger circles
# are not used.
_MAX_AROUND_KM = {"from": 80.0, "off": 200.0}
_MAX_BETWEEN_KM = 1500.0  # if two places are farther apart, a point "between" them is too vague for the map


def bearing_of(relation: str) -> float | None:
    """Return the bearing of a relation ("southwest of") in degrees clockwise from north, or None if it has none."""
    words = relation.removesuffix(" of").replace("-", "")
    found = [degrees for word, degrees in _DEGREES.items() if word in words]
    if len(found) == 2:
        return 315.0 if set(found) == {0.0, 270.0} else sum(found) / 2
    return found[0] if found else None


def point_at(mention: Mention, relation: str, km: float, anchor: Place) -> Place | None:
    """Return the approximate place `km` from the anchor in the direction of the relation.

    Without a direction, return the circle around the anchor. Return None if the circle is too large, or if the anchor
    is a country, continent or ocean.
    """
    bearing = bearing_of(relation)
    if is_setting(anchor.feature_code):
        return None
    if bearing is None:
        return (
            _place(mention, anchor.position, max(_MIN_RADIUS_KM, km), (anchor,))
            if km <= _MAX_AROUND_KM.get(relation, 0.0)
            else None
        )
    at = along(anchor.position, bearing, km)
    return _place(mention, at, max(_MIN_RADIUS_KM, _BEARING_ERROR * km, min(anchor.radius_km, km)), (anchor,))


def point_between(mention: Mention, one: Place, other: Place) -> Place | None:
    """Return the place halfway between two others, or None if these are the same, too far apart, or countries."""
    km = distance_km(*one.position, *other.position)
    if one.id == other.id or km > _MAX_BETWEEN_KM or is_setting(one.feature_code) or is_setting(other.feature_code):
        return None
    at = along(one.position, bearing_deg(one.position, other.position), km / 2)
    return _place(mention, at, max(_MIN_RADIUS_KM, km / 3), (one, other))


def named_point(relation: str, km: float, anchor: Place, named: Sequence[Place]) -> Place | None:
    """Return the last place in `named` that is at the described point: "Tefé lies 520 km west of Manaus".

    `named`: the places that are named before in the sentence. Return None if none of them fits, or if the relation has
    no direction. A distance without a direction is only that between two places.
    """
    bearing = bearing_of(relation)
    if bearing is None:
        return None
    expected = along(anchor.position, bearing, km)
    for place in reversed(named):
        fits = place.id != anchor.id and not is_setting(place.feature_code) and place.radius_km <= TOLERANCE * km
        if fits and distance_km(*place.position, *expected) <= TOLERANCE * km + anchor.radius_km:
            return place
    return None


def _place(mention: Mention, at: Position, radius_km: float, anchors: Sequence[Place]) -> Place:
    words = " ".join(mention.surface.split())
    return Place(
        id="storymap:point:" + "-".join(words.lower().split()),
        name=words,
        position=Position(round(at.lat, 4), round(at.lon, 4)),
        feature_class="L",
        feature_code="AREA",
        country_codes=anchors[0].country_codes[:1] if len({a.country_codes[:1] for a in anchors}) == 1 else (),
        radius_km=round(radius_km, 1),
        source=anchors[0].source,
        licence=anchors[0].licence,
        approximate=True,
    )
