"""Recognise positions in places.yaml whose latitude and longitude are probably swapped."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from storymap.model import Place, Position, Resolution
from storymap.overrides.values import Override
from storymap.sphere import distance_km

FAR_KM = 1500.0  # a position at least this far from all other places of the article may be wrong
# Its latitude and longitude are probably swapped if the swapped position is at most this far from one of them
NEAR_KM = 300.0


def swapped(override: Override, resolutions: Sequence[Resolution]) -> str:
    """Return a warning if the latitude and longitude of a custom place are probably swapped, otherwise "".

    Swapped values are assumed if the place is far from the other places of the article, but near them after a swap.
    `resolutions` are those of the article, with the override applied.
    """
    if override.place is None or override.place.footprint is not None or override.place.bbox is not None:
        return ""
    at = override.place.position
    others = {r.place.id: r.place for r in resolutions if r.place is not None and r.place.source != "editor"}
    if abs(at.lon) > 90 or not others:
        return ""
    _, far = _nearest(at, others.values())
    other = Position(at.lon, at.lat)
    near, km = _nearest(other, others.values())
    if far < FAR_KM or km > NEAR_KM:
        return ""
    return (
        f"{override.surface}: the position {at.lat:g}, {at.lon:g} is {far:,.0f} km from the nearest other place of the article, "
        f"but {other.lat:g}, {other.lon:g} is only {km:,.0f} km from {near.name}. Check whether lat and lon are swapped."
    )


def _nearest(at: Position, places: Iterable[Place]) -> tuple[Place, float]:
    return min(
        ((place, distance_km(at.lat, at.lon, place.position.lat, place.position.lon)) for place in places),
        key=lambda found: found[1],
    )
