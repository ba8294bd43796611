"""Points that a text tells by way of other places: "30 miles north of Waco", "between Crete and Rhodes".

Such a point is approximate. Its radius says how far: "30 miles north" leaves the bearing open by some twenty degrees and is measured
from somewhere in the town; "between" leaves open where.
"""

from __future__ import annotations

from collections.abc import Sequence

from storymap.kinds import is_setting
from storymap.model import Mention, Place, Position
from storymap.sphere import along, bearing_deg, distance_km

LOOSE = 0.3  # of the distance: how far a named place may be from the point and still be what the words speak of
_DEGREES = {"north": 0.0, "east": 90.0, "south": 180.0, "west": 270.0}
_BEARING_SLACK = 0.25  # of the distance
_LEAST_KM = 3.0
_FARTHEST_KM = 1500.0  # apart: what lies between two places that are farther from one another is nowhere in particular


def bearing_of(relation: str) -> float | None:
    """Degrees from north of "north of", "southwest of"; None for relations without a direction."""
    words = relation.removesuffix(" of").replace("-", "")
    found = [degrees for word, degrees in _DEGREES.items() if word in words]
    if len(found) == 2:
        return 315.0 if set(found) == {0.0, 270.0} else sum(found) / 2
    return found[0] if found else None


def beyond(mention: Mention, relation: str, km: float, anchor: Place) -> Place | None:
    """The approximate place so far from the anchor in the relation's direction; None when it has none."""
    bearing = bearing_of(relation)
    if bearing is None or is_setting(anchor.feature_code):
        return None
    at = along(anchor.position, bearing, km)
    return _place(mention, at, max(_LEAST_KM, _BEARING_SLACK * km, min(anchor.radius_km, km)), (anchor,))


def between(mention: Mention, one: Place, other: Place) -> Place | None:
    """The approximate place between two others; None when they are countries, one and the same, or too far apart."""
    km = distance_km(*one.position, *other.position)
    if one.id == other.id or km > _FARTHEST_KM or is_setting(one.feature_code) or is_setting(other.feature_code):
        return None
    at = along(one.position, bearing_deg(one.position, other.position), km / 2)
    return _place(mention, at, max(_LEAST_KM, km / 3), (one, other))


def spoken_of(relation: str, km: float, anchor: Place, named: Sequence[Place]) -> Place | None:
    """Of the places named before in the sentence the last one that lies where the words say: "Tefé lies 520 km west of Manaus".

    None for a distance without a direction: that is a line between two places, not a third one.
    """
    bearing = bearing_of(relation)
    if bearing is None:
        return None
    told = along(anchor.position, bearing, km)
    for place in reversed(named):
        small = place.id != anchor.id and not is_setting(place.feature_code) and place.radius_km <= LOOSE * km
        if small and distance_km(*place.position, *told) <= LOOSE * km + anchor.radius_km:
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
