"""Compute the lowest zoom at which a map shows a name.

This zoom depends on the size of an area, or on the population and administrative rank of a town.
"""

from __future__ import annotations

from math import cos, log2, pi, radians
from typing import NamedTuple

from storymap.basemap.label_positions import LABEL_POSITIONS
from storymap.kinds import ARCHIPELAGOS, ISLANDS, is_river
from storymap.model import Place, Position
from storymap.ports import Entry
from storymap.sphere import EARTH_KM

NEVER = 99.0
_WORLD_PX = 256.0
# Minimum population and lowest zoom at which maps name the town, for capitals of countries and for other towns. In
# atlases, maps of continents (about zoom 4.5) show cities of a million, and maps of countries (zoom 6) show cities of
# 200,000.
_CAPITALS = ((3_000_000, 3.0), (1_000_000, 3.5), (300_000, 4.1), (50_000, 4.8), (0, 5.6))
_TOWNS = (
    *((8_000_000, 3.3), (4_000_000, 3.8), (2_000_000, 4.3), (1_000_000, 4.8), (500_000, 5.4), (250_000, 6.0)),
    *((100_000, 6.6), (50_000, 7.2), (20_000, 7.8), (8_000, 8.4), (2_000, 9.0)),
)
_SEAT = 0.4  # a seat of a province is named at a zoom that is lower by this many levels
# Feature code -> a length in pixels. The name of a place is shown if the place is at least this long on the map.
_LENGTHS = {
    "PCL": 26.0, "TERR": 30.0, "OCN": 60.0, "SEA": 52.0, "GULF": 60.0, "BAY": 66.0, "STRT": 60.0, "CHN": 66.0, "LK": 30.0,
    "LKS": 50.0, "RSV": 50.0, "ISL": 34.0, "ISLS": 90.0, "ATOL": 40.0, "MTS": 110.0, "DSRT": 110.0, "PEN": 200.0, "PLAT": 200.0,
    "PLN": 200.0, "BSN": 200.0, "DELTA": 90.0, "FRST": 200.0, "STM": 170.0, "ADM1": 100.0,
}  # fmt: skip
_PEAKS = frozenset(["MT", "VLC", "PK"])
# Maps of regions name famous peaks. Maps with a lower zoom name no peaks, and no map names other peaks.
_PEAK_ZOOM = 8.0
FAMOUS, RIVER = 6.6, 7.0  # minimum prominence of a famous peak, and of a river whose name is shown
# Every map of a region names the states or provinces of these countries, because some of them are as large as
# countries.
FEDERATIONS = frozenset(["AR", "AU", "BR", "CA", "CN", "GB", "IN", "MX", "RU", "US"])
# Maps name island states at this zoom or earlier, because there are few other names around these states.
_ISLAND_STATE_ZOOM = 3.4
# These names are not shown. They repeat other names on the same map, or readers on one side of a sea would not use
# them.
_REPEATED = frozenset(
    ["British Isles", "Great Britain", "North Atlantic", "North Pacific Ocean", "South Atlantic", "South Pacific Ocean"]
)
_TINY_KM = 1.5  # radius of islets, which never get a name


class Rank(NamedTuple):
    """The lowest zoom at which a name is shown (`low`), and its style (`kind` of a Label)."""

    low: float
    kind: str


def rank(entry: Entry, place: Place) -> Rank:
    """Return the rank of a gazetteer place. The `low` of the rank is NEVER if the name is not useful on a map."""
    code = entry.feature_code
    if entry.kind == "city":
        return Rank(town_zoom(entry), "city")
    if code in _PEAKS:
        return Rank(_PEAK_ZOOM if entry.prominence >= FAMOUS else NEVER, "land")
    length = _shown_length(code)
    if length is None or place.radius_km < _TINY_KM or place.name in _REPEATED or _is_useless(entry):
        return Rank(NEVER, "land")
    kind = "country" if entry.kind == "country" else "sea" if place.feature_class == "H" else "land"
    low = max(0.0, zoom_of_length(place, length))
    if kind == "country":
        return Rank(min(low, _ISLAND_STATE_ZOOM) if entry.country in ISLANDS | ARCHIPELAGOS else low, kind)
    return Rank(low if entry.prominence >= 5 else low + 1, kind)


def can_be_named(entry: Entry) -> bool:
    """Return whether the rank of a place may be other than NEVER. This is known before the Place is created."""
    if entry.feature_code in _PEAKS:
        return entry.prominence >= FAMOUS
    return entry.kind == "city" or (_shown_length(entry.feature_code) is not None and not _is_useless(entry))


def _shown_length(code: str) -> float | None:
    """Return the least length (pixels) of a named place with a feature code, or None if maps do not name such places."""
    return _LENGTHS.get("PCL" if code.startswith("PCL") else code)


def _is_useless(entry: Entry) -> bool:
    """Return whether the map shows no name for a unit or river: a unit of a country that is not a federation, or a
    minor river."""
    if entry.feature_code == "ADM1":
        return entry.country not in FEDERATIONS
    return is_river(entry.feature_code) and entry.prominence < RIVER


def anchors(place: Place) -> list[Position]:
    """Return the positions at which a map may show the name of a place."""
    return [Position(*at) for at in LABEL_POSITIONS.get(place.name, ())] or [place.position]


def zoom_of_length(place: Place, pixels: float) -> float:
    """Return the zoom at which the diameter of a place is `pixels` long on the map."""
    lat = max(-80.0, min(80.0, place.position.lat))
    return log2(pixels * EARTH_KM * 2 * pi * cos(radians(lat)) / (_WORLD_PX * max(2 * place.radius_km, 0.1)))


def town_zoom(entry: Entry) -> float:
    """Return the lowest zoom at which a map shows a town, or NEVER for a hamlet or quarter."""
    if entry.feature_code not in ("PPLC", "PPLA", "PPL"):
        return NEVER
    return zoom_of_population(entry.feature_code, entry.population)


def zoom_of_population(feature_code: str, population: int) -> float:
    """Return the lowest zoom at which a map shows a town with this population, or NEVER for a hamlet."""
    table = _CAPITALS if feature_code == "PPLC" else _TOWNS
    low = next((zoom for least, zoom in table if population >= least), NEVER)
    return low - _SEAT if feature_code == "PPLA" else low
