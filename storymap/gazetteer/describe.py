"""Create Places from rows of the gazetteer."""

from __future__ import annotations

import math
from functools import lru_cache
from typing import Any

from storymap.gazetteer.codes import CLASS_OF
from storymap.gazetteer.layout import DEGREE
from storymap.gazetteer.rows import Rows
from storymap.gazetteer.settlement_ids import source_of
from storymap.model import BoundingBox, Dispute, Place, Position, SideName
from storymap.sphere import centre, distance_km


def describe(rows: Rows, row: int, place_id: str) -> Place:
    """Return the Place of a row, without its footprint."""
    record, details, box = rows.record(row), rows.details(row), rows.box(row)
    code, country = rows.codes[record.code], rows.countries[record.country]
    source = details.get("source") or source_of(place_id)
    years, rough = details.get("years"), rows.rough_km(row)
    return Place(
        id=place_id,
        name=rows.label(row),
        position=Position(record.lat / DEGREE, record.lon / DEGREE),
        feature_class=CLASS_OF.get(code, ""),
        feature_code=code,
        names=tuple(SideName(*name) for name in details.get("names", ())),
        country_codes=tuple(details.get("countries", (country,) if country else ())),
        admin1=(unit := admin1_name(rows, rows.admin1[record.admin1], row)),
        admin1_names=_admin1_names(rows, rows.admin1[record.admin1]) if unit else (),
        radius_km=details.get("radius_km")
        or rough
        or (box_radius_km(box) if box else city_radius_km(record.population)),
        bbox=box,
        population=record.population,
        years=(years[0], years[1]) if years else None,
        dispute=_dispute(details.get("dispute")),
        source=source,
        licence=rows.sources.get(source, ""),
        approximate=bool(details.get("approximate") or rough),
        mouth=Position(*details["mouth"]) if "mouth" in details else None,
    )


def admin1_name(rows: Rows, code: str, row: int = -1) -> str:
    """Return the name of an admin-1 unit, or "" if there is no such unit.

    Return "" also for the unit itself, whose row is `row`.
    """
    unit, name = _unit(rows, code) if code else (row, "")
    return "" if unit == row else name


@lru_cache(1024)  # places of an article are in few units
def _unit(rows: Rows, code: str) -> tuple[int, str]:
    """Return the row and the name of an admin-1 unit, or (-1, "") if there is no such unit."""
    key = rows.ids.get(f"geonames-admin1:{code}")
    return (-1, "") if key is None else (rows.id_rows[key], rows.label(rows.id_rows[key]))


@lru_cache(1024)
def _admin1_names(rows: Rows, code: str) -> tuple[SideName, ...]:
    """Return the names of an admin-1 unit in other languages than English."""
    row = rows.id_rows[rows.ids[f"geonames-admin1:{code}"]]
    return tuple(SideName(*name) for name in rows.details(row).get("names", ()))


def box_radius_km(box: BoundingBox) -> float:
    """Return the approximate radius of a place with this box: half the geometric mean of the sides of the box."""
    middle = centre(box)
    height = distance_km(box.south, middle.lon, box.north, middle.lon)
    width = 2 * distance_km(middle.lat, box.west, middle.lat, middle.lon)
    return round(math.sqrt(height * width) / 2, 1)


def city_radius_km(population: int) -> float:
    """Return a settlement's approximate radius: 0.5 km for 1,000 people, 8 km for 1 million, 20 km for 10 million."""
    return round(0.5 * math.pow(max(population, 500) / 1000, 0.4), 1)


def _dispute(found: dict[str, Any] | None) -> Dispute | None:
    if found is None:
        return None
    return Dispute(
        status=found["status"],
        administered_by=tuple(found["administered_by"]),
        claimed_by=tuple(found["claimed_by"]),
        since=found["since"],
        note=found["note"],
    )
