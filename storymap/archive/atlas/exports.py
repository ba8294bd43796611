"""Export the places of an atlas as CSV and in the Linked Places Format.

Peripleo and the World Historical Gazetteer read the Linked Places Format.
"""

from __future__ import annotations

import csv
import io
import json
from typing import Any, NamedTuple

from storymap.archive.atlas.rows import AtlasPlace
from storymap.export.csv import safe
from storymap.export.gather import address, as_exported, rounded
from storymap.export.geojson import point
from storymap.export.linkedplaces import CONTEXT, certainty, country_codes, feature_classes, identifier, types
from storymap.model import Place
from storymap.wording.phrases import sources

_NAMES = 20  # at most this many names of a place, as the articles write them, the most frequent first


class Described(NamedTuple):
    """A place of the atlas with its entry in the gazetteer, and its kind and region in words."""

    row: AtlasPlace
    place: Place
    kind: str  # "island"
    where: str  # "Hokkaido, Japan"


def places_csv(places: list[Described]) -> bytes:
    """Return a CSV file with a row for each place.

    Spreadsheet programs can open this file (see `storymap.export.csv`).
    """
    out = io.StringIO()
    rows = [_row(described) for described in places]
    columns = [
        *("place_id", "name", "kind", "feature_code", "where", "country_codes", "lat", "lon"),
        *("articles", "mentions", "first_year", "last_year", "names", "confidence", "disputed", "source", "licence"),
    ]
    writer = csv.DictWriter(out, columns, lineterminator="\r\n")
    writer.writeheader()
    writer.writerows({key: safe(value) for key, value in row.items()} for row in rows)
    return out.getvalue().encode("utf-8-sig")


def linked_places(places: list[Described], title: str) -> bytes:
    """Return the places in the Linked Places Format, one feature per line, as `storymap export` writes it."""
    head = {"@context": CONTEXT, "type": "FeatureCollection", "storymap": {"title": title, "credits": _credits(places)}}
    features = ",\n".join(_json(_feature(described, title)) for described in places)
    return f'{_json(head)[:-1]},"features":[\n{features}\n]}}\n'.encode()


def _row(described: Described) -> dict[str, Any]:
    row, place, kind, where = described
    first, last = row.years or ("", "")
    return {
        "place_id": row.id,
        "name": row.name,
        "kind": kind,
        "feature_code": row.feature_code,
        "where": where,
        "country_codes": " ".join(place.country_codes),
        "lat": rounded(row.lat),
        "lon": rounded(row.lon),
        "articles": row.articles,
        "mentions": row.mentions,
        "first_year": first,
        "last_year": last,
        "names": "; ".join(_names(row)),
        "confidence": row.confidence,
        "disputed": "true" if row.disputed else "false",
        "source": _source(place),
        "licence": place.licence,
    }


def _feature(described: Described, title: str) -> dict[str, Any]:
    row, place, kind, where = described
    cites = {"citations": [{"label": title}]}
    names = [{"toponym": name, **cites} for name in dict.fromkeys([*_names(row), row.name])]
    codes = country_codes(place)
    url = address(row.id)
    parts = {
        "names": names,
        "types": types(place, kind, "en"),
        "geometry": point(place) | {"certainty": certainty(row.confidence)},
        "links": [{"type": "exactMatch", "identifier": url}] if url.startswith("https:") else [],
        "descriptions": [{"value": where, "lang": "en"}] if where else [],
        "when": _when(row),
    }
    return {
        "@id": identifier(row.id),
        "type": "Feature",
        "properties": {
            "title": row.name,
            **({"ccodes": codes} if codes else {}),
            "fclasses": feature_classes(place),
            "place_id": row.id,
            "exported_as": as_exported(place),
            "lat": rounded(row.lat),
            "lon": rounded(row.lon),
            "articles": row.articles,
            "mentions": row.mentions,
            "confidence": row.confidence,
            "source": _source(place),
            "licence": place.licence,
        },
        **{key: value for key, value in parts.items() if value},
    }


def _when(row: AtlasPlace) -> dict[str, Any]:
    """Return the field `when` of Linked Places: the first and the last year in which an article names the place."""
    if row.years is None:
        return {"timespans": [], "label": "named in undated articles"}
    first, last = (f"{year:04d}" for year in row.years)
    return {"timespans": [{"start": {"latest": first}, "end": {"earliest": last}}]}


def _names(row: AtlasPlace) -> list[str]:
    return [name for name, _ in sorted(row.names.items(), key=lambda pair: (-pair[1], pair[0]))][:_NAMES]


def _source(place: Place) -> str:
    return sources().get(place.source, {}).get("name", place.source)


def _credits(places: list[Described]) -> list[str]:
    table = sources()
    used = sorted({described.place.source for described in places} & set(table))
    return [", ".join(filter(None, (table[key]["name"], table[key].get("licence", "")))) for key in used]


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
