"""Determine whether a place is in a larger unit, in its former territory, or near it."""

from __future__ import annotations

from collections.abc import Sequence

from storymap.ports import Entry, Gazetteer, Match
from storymap.resolve.territories import FORMER
from storymap.sphere import distance_km
from storymap.territories import DEPENDENCIES

# Kind of a unit -> how far outside its radius a place may be. For other kinds, this is 20 km.
_MARGIN_KM = {"country": 400.0, "admin1": 40.0}


def inside(inner: Entry, outer: Entry) -> bool:
    """Return whether `outer` contains `inner`.

    Countries and admin-1 units are compared by their codes. Another place contains a place at a short distance that is
    not much better known.

    A country contains its dependent territories: "Papeete, France".
    """
    if inner.number == outer.number:
        return False
    if outer.kind == "country":
        own = inner.country == outer.country or inner.country in DEPENDENCIES.get(outer.country, ())
        return own and inner.kind != "country"
    if outer.kind == "admin1":
        return inner.admin1 == outer.admin1 and inner.kind not in ("country", "admin1")
    return (
        abs(inner.lat - outer.lat) < 1.0
        and abs(inner.lon - outer.lon) < 1.5
        and inner.prominence <= outer.prominence + 1
    )


def within_holders(entries: list[Entry], holders: Sequence[Entry], gazetteer: Gazetteer) -> tuple[list[Entry], bool]:
    """Return the entries in or near the larger unit, and whether there are entries but all of them are elsewhere.

    `holders`: the entries for the larger unit. If there are none, all entries are returned. Entries in former
    territories count ("Lahore, India"), and so do entries near the unit, because writers are not always exact about
    borders. A city is tried as the larger unit only after other places with that name: in "Richmond, Surrey", the
    county in England comes before the city in Canada.
    """
    if not holders or not entries:
        return entries, False
    for larger in ([h for h in holders if h.kind != "city"], holders):
        if inner := [e for e in entries if any(inside(e, h) for h in larger)]:
            return inner, False
    if former := [e for e in entries if any(_was_inside(e, h) for h in holders)]:
        return former, False
    near = [e for e in entries if any(_is_near_unit(e, h, gazetteer) for h in holders if e.number != h.number)]
    return near, not near


def _was_inside(entry: Entry, unit: Entry) -> bool:
    """Return whether the place's country has land that once belonged to `unit`: Lviv in "Lemberg, Austria"."""
    known = unit.kind == "country" and unit.match <= Match.OFFICIAL and entry.match <= Match.OFFICIAL
    return known and entry.kind != "country" and entry.country in FORMER.get(unit.country, ())


def _is_near_unit(entry: Entry, unit: Entry, gazetteer: Gazetteer) -> bool:
    if entry.kind == "country" or (entry.kind == "admin1" and unit.kind == "admin1"):
        return False
    reach = gazetteer.place(unit).radius_km + _MARGIN_KM.get(unit.kind, 20.0)
    return distance_km(entry.lat, entry.lon, unit.lat, unit.lon) <= reach
