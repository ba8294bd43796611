"""Change places as an entry of places.yaml says: an approximate position, and which country's names come first."""

from __future__ import annotations

from dataclasses import replace

from storymap.model import Place


def with_radius(place: Place, radius_km: float) -> Place:
    """Return the place with an approximate position. If the radius is 0, return the place unchanged."""
    return replace(place, approximate=True, radius_km=radius_km) if radius_km else place


def names_first(place: Place, country: str) -> Place:
    """Return a disputed place whose first names are those that a country uses.

    The names are reordered in `names`, and in a combined `name` ("A / B"). Return other places unchanged.
    """
    if place.dispute is None:
        return place
    own = {name.name for name in place.names if name.side == country}
    name = " / ".join(sorted(place.name.split(" / "), key=lambda part: part not in own))
    return replace(place, name=name, names=tuple(sorted(place.names, key=lambda name: name.side != country)))
