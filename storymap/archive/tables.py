"""The places in many texts as two tables of Apache Arrow: documents and mentions.

The schemas are versioned (`SCHEMA`) and documented in docs/how-to/archive.md. The table of mentions is GeoParquet 1.1: its column `geometry` is
a WKB point (lon, lat) in OGC:CRS84.
"""

from __future__ import annotations

import json
import struct
from functools import cache
from typing import TYPE_CHECKING, Any, NamedTuple

from storymap.errors import OutputError
from storymap.model import Mention, Resolution, Suggestion
from storymap.results import Places

if TYPE_CHECKING:
    import pyarrow

SCHEMA = "storymap-archive/1"
_GEO = {
    "version": "1.1.0",
    "primary_column": "geometry",
    "columns": {"geometry": {"encoding": "WKB", "geometry_types": ["Point"]}},
}
_DECIMALS = 5  # about 1 m


class Rows(NamedTuple):
    """The rows of both tables. Each row maps column names to values."""

    documents: list[dict[str, Any]]
    mentions: list[dict[str, Any]]


class Tables(NamedTuple):
    """The two tables as record batches of Arrow.

    `documents` has one row for each text; `mentions` has one row for each mention and each suggestion.
    """

    documents: pyarrow.RecordBatch
    mentions: pyarrow.RecordBatch


def to_tables(rows: Rows) -> Tables:
    """Return rows as record batches. Raise OutputError if pyarrow is not installed."""
    arrow = library()
    documents, mentions = schemas()
    return Tables(
        arrow.RecordBatch.from_pylist(rows.documents, schema=documents),
        arrow.RecordBatch.from_pylist(rows.mentions, schema=mentions),
    )


def library() -> Any:
    """Return the module `pyarrow`. Raise OutputError if pyarrow is not installed."""
    try:
        import pyarrow
    except ImportError as error:
        raise OutputError(
            "Arrow tables need pyarrow, which is not installed: python -m pip install 'storymap-leaflet[archive]'"
        ) from error
    return pyarrow


@cache
def schemas() -> tuple[Any, Any]:
    """Return the schemas of documents and mentions."""
    arrow = library()
    text, short, number, degrees = (
        arrow.string(),
        arrow.dictionary(arrow.int32(), arrow.string()),
        arrow.int32(),
        arrow.float64(),
    )
    required = {"nullable": False}
    documents = [
        arrow.field("document", text, **required),
        arrow.field("title", text),
        arrow.field("published", text),  # ISO 8601: year, year and month, or date
        arrow.field("year", number),
        arrow.field("language", short),
        arrow.field("url", text),
        arrow.field("file", text),
        arrow.field("characters", number),
        arrow.field("mentions", number),
        arrow.field("places", number),  # number of different places
        arrow.field("unresolved", number),
        arrow.field("suggestions", number),
        arrow.field("error", text),  # why the document could not be read
    ]
    mentions = [
        arrow.field("document", text, **required),
        arrow.field("start", number, **required),  # half-open offsets in code points of the text
        arrow.field("end", number, **required),
        arrow.field("surface", text, **required),
        arrow.field("kind", short),  # name, description, metonym, …, or suggestion
        arrow.field("suggestion", arrow.bool_(), **required),
        arrow.field("place", text),  # id of the place; null if the mention is unresolved
        arrow.field("name", text),  # name in the gazetteer
        arrow.field("feature_code", short),  # GeoNames feature code
        arrow.field("country", short),  # country code of the place; the first one if there are several
        arrow.field("disputed", arrow.bool_()),
        arrow.field("lat", degrees),
        arrow.field("lon", degrees),
        arrow.field("confidence", arrow.float32()),  # 0 to 1
        arrow.field("unsure", arrow.bool_()),
        arrow.field("reason", short),  # code of the reason for the decision
        arrow.field("sentence", text),  # the words around the mention, if requested
        arrow.field("geometry", arrow.binary()),
    ]
    about = {"storymap": SCHEMA}
    return (
        arrow.schema(documents, metadata=about),
        arrow.schema(mentions, metadata={**about, "geo": json.dumps(_GEO)}),
    )


def mention_row(document: str, resolution: Resolution, sentence: str | None) -> dict[str, Any]:
    """Return the row of a mention."""
    mention, place = resolution.mention, resolution.place
    row: dict[str, Any] = {
        "document": document,
        "start": mention.start,
        "end": mention.end,
        "surface": mention.surface,
        "kind": mention.kind.value,
        "suggestion": False,
        "confidence": resolution.confidence,
        "unsure": resolution.unsure,
        "reason": resolution.reason.code,
        "sentence": sentence,
    }
    if place is not None:
        lat, lon = round(place.position.lat, _DECIMALS), round(place.position.lon, _DECIMALS)
        row |= {
            "place": place.id,
            "name": place.name,
            "feature_code": place.feature_code or None,
            "country": place.country_codes[0] if place.country_codes else None,
            "disputed": place.dispute is not None,
            "lat": lat,
            "lon": lon,
            "geometry": point(lat, lon),
        }
    return row


def suggestion_row(document: str, suggestion: Suggestion, mention: Mention, sentence: str | None) -> dict[str, Any]:
    """Return the row of one mention of a suggestion, which is a name that may be a place."""
    return {
        "document": document,
        "start": mention.start,
        "end": mention.end,
        "surface": mention.surface,
        "kind": "suggestion",
        "suggestion": True,
        "confidence": suggestion.score,
        "reason": suggestion.reason.code,
        "sentence": sentence,
    }


def document_row(document: str, found: Places) -> dict[str, Any]:
    """Return the row of a document. The columns for its file and URL are not included."""
    article, placed = found.article, [r.place.id for r in found.resolutions if r.place]
    published = article.published or None
    return {
        "document": document,
        "title": article.title if not article.untitled else None,
        "published": published,
        "year": int(published[:4]) if published and published[:4].isdigit() else None,
        "language": article.language,
        "characters": len(article.text),
        "mentions": len(found.resolutions),
        "places": len(set(placed)),
        "unresolved": len(found.resolutions) - len(placed),
        "suggestions": len(found.suggestions),
    }


def point(lat: float, lon: float) -> bytes:
    """Return a point (degrees) as little-endian WKB, in the order lon, lat."""
    return struct.pack("<BIdd", 1, 1, lon, lat)
