"""Choose the entries of the gazetteer that are likely for a name, before they are ranked."""

from __future__ import annotations

from storymap.ports import Entry, Match
from storymap.resolve.containment import inside

# Maximum number of candidates for a name. Candidates near the home or in the larger unit that the text gives are added.
MAX_CANDIDATES = 100
_HOME_KM = 150.0  # a candidate is near the publisher's home if it is at most this far away
# Prominence (100,000 people) of a large city. A place in an organisation's name is evidence only if it is as prominent.
LARGE = 5.0


def without_foreign_names(entries: list[Entry]) -> list[Entry]:
    """Return the entries for a name, without unlikely ones that have the name only as a less usual name.

    If a country has the name, cities with the alternate name are left out: "Iraq" is not the city Arāk. If a large city
    has the name as its usual name, units and cities around it are left out: "Brasília" is not Brazil, and "New Delhi"
    is not Delhi.
    """
    if any(e.kind == "country" and e.match <= Match.OFFICIAL for e in entries):
        return [e for e in entries if e.match <= Match.OFFICIAL or e.kind != "city"]
    cities = [e for e in entries if e.kind == "city" and e.match is Match.NAME and e.prominence >= LARGE]
    return [e for e in entries if e.match is not Match.WEAK or not any(inside(city, e) for city in cities)]


def shorten(entries: list[Entry], holders: list[Entry], home: tuple[float, float] | None) -> list[Entry]:
    """Return the first `MAX_CANDIDATES` entries, and all others in the larger unit or near the publisher's home."""
    if len(entries) <= MAX_CANDIDATES:
        return entries
    return entries[:MAX_CANDIDATES] + [
        e for e in entries[MAX_CANDIDATES:] if any(inside(e, h) for h in holders) or _near(e, home)
    ]


def _near(entry: Entry, home: tuple[float, float] | None) -> bool:
    if home is None:
        return False
    return abs(entry.lat - home[0]) * 111 < _HOME_KM and abs(entry.lon - home[1]) * 70 < _HOME_KM
