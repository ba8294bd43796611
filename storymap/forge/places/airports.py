"""Air bases and international airports that the facts kept by hand do not have."""

from __future__ import annotations

import re
from collections.abc import Container, Iterable, Iterator, Sequence

from storymap.forge.places.draft import Draft
from storymap.forge.places.sources import Sources
from storymap.ports import Match
from storymap.sphere import distance_km

_BASE = re.compile(
    r"(?i)\b(?:air ?base|air force (?:base|station)|naval air|army air ?field|raf |air station|joint base)"
)
_AIRPORT = re.compile(r"\bInternational Airport$")
_ASIDE = re.compile(r"\s*\([^)]*\)")
_SAME_KM = 6.0  # an entry of the facts so near is the same field
_PROMINENCE = 4.2


def airports(sources: Sources, known: Iterable[Draft], countries: Container[str]) -> list[Draft]:
    """A draft of every air base and international airport that is none of the `known` ones."""
    fields = [draft for draft in known if draft.code in ("AIRB", "AIRP", "NVB")]
    return [draft for draft in _drafts(sources, countries) if not _near(draft, fields)]


def _drafts(sources: Sources, countries: Container[str]) -> Iterator[Draft]:
    for row in sources.airports:
        base = bool(_BASE.search(row["name"]))
        if row["country"] in countries and (base or (row["iata"] and _AIRPORT.search(row["name"]))):
            yield _draft(row, base)


def _draft(row: dict[str, str], base: bool) -> Draft:
    name = _ASIDE.sub("", row["name"]).strip()
    draft = Draft(
        id=f"icao:{row['icao']}",
        name=name,
        kind="site",
        code="AIRB" if base else "AIRP",
        lat=float(row["lat"]),
        lon=float(row["lon"]),
        prominence=_PROMINENCE,
        country=row["country"],
        details={"source": "airports", "radius_km": 3.0},
    )
    draft.know(re.sub("(?i)air base", "airbase", name), Match.NAME)
    draft.know(re.sub("Air Force Base", "AFB", name), Match.NAME)
    draft.know(re.sub(r"International Airport$", "Airport", name), Match.ALTERNATE)
    return draft


def _near(draft: Draft, fields: Sequence[Draft]) -> bool:
    return any(
        abs(draft.lat - field.lat) < 1 and distance_km(draft.lat, draft.lon, field.lat, field.lon) < _SAME_KM
        for field in fields
    )
