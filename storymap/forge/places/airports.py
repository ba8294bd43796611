"""Add the air bases and international airports that are in the base but not in the facts."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from math import floor
from typing import Any

from storymap.forge.places.draft import Draft
from storymap.forge.places.patches import AddPlace, Patch
from storymap.forge.places.sources import Sources
from storymap.forge.places.world import World
from storymap.ports import Match
from storymap.sphere import distance_km

_BASE = re.compile(
    r"(?i)\b(?:air ?base|air force (?:base|station)|naval air|army air ?field|raf |air station|joint base)"
)
_AIRPORT = re.compile(r"\bInternational Airport$")
_ASIDE = re.compile(r"\s*\([^)]*\)")
_SAME_KM = 6.0  # an airport is left out if an airfield in the facts is at most this far away
_PROMINENCE = 4.2  # prominence of every airport and air base


def airport_rows(sources: Sources) -> list[list[Any]]:
    """Return the air bases and international airports as rows for the base.

    Each row is [ICAO code, name, feature code, lat, lon, country code].
    """
    return [
        [
            row["icao"],
            _ASIDE.sub("", row["name"]).strip(),
            "AIRB" if _BASE.search(row["name"]) else "AIRP",
            float(row["lat"]),
            float(row["lon"]),
            row["country"],
        ]
        for row in sources.airports
        if _BASE.search(row["name"]) or (row["iata"] and _AIRPORT.search(row["name"]))
    ]


def airports(world: World) -> Iterator[Patch]:
    """Yield patches that add the air bases and international airports that are not in the facts."""
    known: dict[int, list[Draft]] = {}  # whole degree of latitude -> airfields in the facts
    for draft in world.drafts.values():
        if draft.code in ("AIRB", "AIRP", "NVB"):
            known.setdefault(floor(draft.lat), []).append(draft)
    for icao, name, code, lat, lon, country in world.base.tables.get("airports", ()):
        near = [field for step in (-1, 0, 1) for field in known.get(floor(lat) + step, ())]
        if country in world.country_ids and not _near(lat, lon, near):
            yield AddPlace(_draft(icao, name, code, lat, lon, country))


def _draft(icao: str, name: str, code: str, lat: float, lon: float, country: str) -> Draft:
    draft = Draft(
        id=f"icao:{icao}",
        name=name,
        kind="site",
        code=code,
        lat=lat,
        lon=lon,
        prominence=_PROMINENCE,
        country=country,
        details={"source": "airports", "radius_km": 3.0},
    )
    draft.add_name(re.sub("(?i)air base", "airbase", name), Match.NAME)
    draft.add_name(re.sub("Air Force Base", "AFB", name), Match.NAME)
    draft.add_name(re.sub(r"International Airport$", "Airport", name), Match.ALTERNATE)
    return draft


def _near(lat: float, lon: float, fields: Sequence[Draft]) -> bool:
    return any(distance_km(lat, lon, field.lat, field.lon) < _SAME_KM for field in fields)
