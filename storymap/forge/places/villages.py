"""Add villages that have a postal code in GeoNames but are too small for its list of places with 500 people."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from storymap.forge.places.draft import Draft
from storymap.forge.places.nearest_units import NearestUnits
from storymap.gazetteer.fold import fold
from storymap.gazetteer.names import settled
from storymap.gazetteer.scripts import script
from storymap.gazetteer.settlement_ids import POSTAL, computed_number
from storymap.ports import Match
from storymap.sphere import distance_km

# In these countries, postal codes name villages and suburbs. In other countries, they name streets, organisations or
# only large towns.
_COUNTRIES = (
    "AR AT AU BE CA CH CO CY CZ DE DK EE ES FI FO FR GB GG HR HU IE IM IN IS"
    " IT JE KE LK LU MA MT MY NL NO NZ PE PF PH PK PL PT RO SE SI SK US UY ZA"
)
COUNTRIES = frozenset(_COUNTRIES.split())
# Minimum accuracy of a position on GeoNames' scale. With accuracy 4, it is the position of a place in GeoNames. With a
# higher accuracy, it is the centre of addresses.
_LEAST = 4
# Minimum accuracy for the countries in `_BY_NAME`. A position has this accuracy if GeoNames found it only by the name.
_ROUGH = 3
# In these countries, the centre of addresses is the centre of a whole district ("Timmins Region"), not of a village.
_AREAS = frozenset({"CA"})
# In these countries, the positions that GeoNames found only by name were right in samples.
_BY_NAME = frozenset({"AU", "ES", "GB", "IT", "MY"})
_UNGRADED = frozenset({"PF"})  # countries whose positions have no accuracy, but were right in samples
# In these countries, many hamlets share a name ("Nowa Wieś"). A name that more than `_BEARERS` places have is left out,
# because choosing one of the places would be a guess in most texts. The name of a larger settlement is also left out,
# because texts usually mean that settlement.
_NAMESAKES = frozenset({"CZ", "EE", "HR", "HU", "PL", "PT", "RO", "SK"})
_BEARERS = 2
_SAME_KM = 20.0  # a village within this distance of a settlement with the same name is treated as that settlement
_SHORTEST = 4  # minimum number of letters in a name
_LONGEST = 5  # maximum number of words in a name

_NOTE = re.compile(r"\s*(?:\(.*|[/,;].*|\bCEDEX\b.*|\bCedex\b.*)$")
_NOT_A_VILLAGE = re.compile(
    r"\d|[+&@.\"]|\b(?:Street|St|Road|Rd|Airport|Universit\w+|Hospital|University|Industrial|Estate|Centre|Center|GmbH|AG|SpA|Ltd|Bank|Zone"
    r"|Post|Office|College|School|Station|Naval|Barracks|Camp|Colony|Sector|Block|APO|FPO|DPO|AFB|City|Mall|Court|Bazar|House|Mills?|Works|Factory)\b"
)


def villages(records: Iterable[dict[str, Any]], settlements: Sequence[Draft]) -> list[Draft]:
    """Return drafts of the villages that are not among the settlements.

    The drafts are sorted by the numbers in their ids.

    `records` are GeoNames' records of postal codes, with the keys "country_code", "city", "latitude", "longitude" and
    "accuracy".
    """
    known: dict[tuple[str, str], list[tuple[float, float]]] = defaultdict(list)
    for town in settlements:
        for name in town.names:
            known[town.country, name].append((town.lat, town.lon))
    taken = {(country, name) for country, name in known if country in _NAMESAKES}
    units = NearestUnits(settlements)
    found: dict[int, Draft] = {}
    for country, name, other, lat, lon in _candidates(records):
        places = known[country, fold(name)]
        if (country, fold(name)) in taken:
            continue
        if any(abs(lat - a) < 1 and distance_km(lat, lon, a, b) <= _SAME_KM for a, b in places):
            continue
        area = units.of(country, lat, lon)
        number = computed_number(POSTAL, country, fold(name), lat, lon)
        if area is None or number in found:
            continue
        places.append((lat, lon))
        village = found[number] = Draft(
            id=f"{POSTAL}{number}",
            name=name,
            kind="city",
            code="PPL",
            lat=lat,
            lon=lon,
            prominence=settled(0),
            country=country,
            admin1=area[0],
            admin2=area[1],
        )
        village.add_name(other, Match.OFFICIAL)
    return [found[number] for number in sorted(found) if not _is_common(found[number], known)]


def _is_common(village: Draft, known: dict[tuple[str, str], list[tuple[float, float]]]) -> bool:
    return village.country in _NAMESAKES and len(known[village.country, fold(village.name)]) > _BEARERS


def _candidates(records: Iterable[dict[str, Any]]) -> Iterator[tuple[str, str, str, float, float]]:
    """Yield (country, name, name in a second language or "", lat, lon). The most accurate positions come first."""
    rows = set()
    for record in records:
        country, accuracy = record["country_code"], int(record.get("accuracy") or 0)
        if country in _AREAS and accuracy > _LEAST:
            continue
        least = 0 if country in _UNGRADED else _ROUGH if country in _BY_NAME else _LEAST
        if country in COUNTRIES and accuracy >= least:
            rows.add((-accuracy, country, record["city"], record["latitude"], record["longitude"]))
    for _, country, raw, lat, lon in sorted(rows):
        if name := village_name(raw):
            yield country, name, village_name(raw.partition("/")[2]), lat, lon


def village_name(raw: str) -> str:
    """Return the name of a village without notes. `raw` is the place name of a record.

    Return "" if `raw` is not in Latin script, or seems to be a code or the name of a street or an organisation (some
    organisations have their own postal code).
    """
    name = _NOTE.sub("", " ".join(raw.split()))
    name = name.title() if name.isupper() else name
    usable = (
        len(fold(name).replace(" ", "")) >= _SHORTEST
        and name[:1].isupper()
        and len(name.split()) <= _LONGEST
        and script(name) == "Latn"
        and not _NOT_A_VILLAGE.search(name)
    )
    return name if usable else ""
