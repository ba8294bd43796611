"""W3C Web Annotations (JSON-LD): an annotation a mention, in one collection with one page.

A mention is found by its words with what stands around them (TextQuoteSelector) and by code points (TextPositionSelector).
The points count in the plain text of the article, which the collection carries as the value of its `text`: the resource that
every target names as its source. That resource bears the article's address where it has one, else the hash of the text as a
name (`ni:`, RFC 6920). Tools that count UTF-16 units instead go wrong by one for each emoji before a mention; its words lead
them, and us, back.

The bodies of a mention: which place it is (purpose `identifying`: the place's IRI with GeoJSON point, and how sure we are), why
(`commenting`), and what kind of mention it is (`tagging`). What is not on the map has the last two alone. Areas, disputes,
notes and sources stand once in the collection's `places`. Terms that are not W3C's are defined in the document's own context.
Drops: scenes, distances.
"""

from __future__ import annotations

import base64
import hashlib
import json
import uuid
from typing import Any

from storymap.anchors import quote
from storymap.export.areas import coordinates
from storymap.export.gather import (
    AbsentRow,
    Gathered,
    MentionRow,
    PlaceRow,
    address,
    as_exported,
    credits_of,
    gather,
    web_address,
)
from storymap.export.geojson import candidate_values, dispute_values, point
from storymap.model import Story
from storymap.ports import About, Aspect, Lookups
from storymap.version import __version__

ABOUT = About(
    "annotations",
    "W3C Web Annotations (JSON-LD)",
    ".annotations.jsonld",
    frozenset(Aspect) - {Aspect.SCENES, Aspect.DISTANCES},
    "RecogitoJS and other clients of W3C annotations, any JSON-LD tool",
    remark="offsets are code points of the plain text that the file carries; may be edited and brought back with"
    " `storymap import`",
)
ANNO = "http://www.w3.org/ns/anno.jsonld"
_TERM = "storymap:term/"
_JSON = {"@type": "@json"}
# What W3C's vocabulary lacks: GeoJSON, and terms of our own.
OWN = {
    "Feature": "https://purl.org/geojson/vocab#Feature",
    "Point": "https://purl.org/geojson/vocab#Point",
    "MultiPolygon": "https://purl.org/geojson/vocab#MultiPolygon",
    "geometry": "https://purl.org/geojson/vocab#geometry",
    "coordinates": {"@id": "https://purl.org/geojson/vocab#coordinates", **_JSON},
    "places": {"@id": f"{_TERM}places", "@container": "@set"},
    "area": f"{_TERM}area",
    "text": f"{_TERM}text",
    "credits": f"{_TERM}credits",
    **{
        term: f"{_TERM}{term}"
        for term in ("confidence", "unsure", "kind", "note", "placeSource", "licence", "placeId", "exportedAs")
    },
    **{term: {"@id": f"{_TERM}{term}", **_JSON} for term in ("dispute", "candidates")},
}
NOT_A_PLACE, NOT_MAPPED = "not a place", "not on the map"


def write(story: Story, lookups: Lookups) -> bytes:
    """The collection, a line an annotation."""
    gathered = gather(story, lookups)
    source = _source(gathered)
    rows = {row.slug: row for row in gathered.places}
    items = [
        (m.mention.start, -m.mention.end, _of_mention(m, rows[m.slug], gathered, source["id"]))
        for m in gathered.mapped()
        if m.slug
    ]
    items += [(a.start, -a.end, _of_absent(a, gathered, source["id"])) for a in gathered.absent]
    annotations = [annotation for *_, annotation in sorted(items, key=lambda item: item[:2])]
    collection = _iri(source["id"], "collection")
    head = {
        "@context": [ANNO, OWN],
        "id": collection,
        "type": "AnnotationCollection",
        "label": story.article.title,
        "generator": {"type": "Software", "name": f"storymap {__version__}"},
        "total": len(annotations),
        "text": source,
        "places": [_place(row) for row in gathered.places],
        "credits": credits_of(story),
    }
    page = {"id": _iri(source["id"], "page"), "type": "AnnotationPage", "partOf": collection, "startIndex": 0}
    body = ",\n".join(map(_json, annotations))
    return f'{_json(head)[:-1]},"first":{_json(page)[:-1]},"items":[\n{body}\n]}}}}\n'.encode()


def _source(gathered: Gathered) -> dict[str, Any]:
    """The resource that offsets count in: the article's plain text."""
    article = gathered.story.article
    digest = base64.urlsafe_b64encode(hashlib.sha256(article.text.encode()).digest()).decode().rstrip("=")
    return {
        "id": web_address(article.source) or f"ni:///sha-256;{digest}",
        "type": "Text",
        "format": "text/plain",
        "language": article.language,
        "value": article.text,
    }


def _target(row: MentionRow | AbsentRow, gathered: Gathered, source: str) -> dict[str, Any]:
    if isinstance(row, MentionRow):
        start, end, words = row.mention.start, row.mention.end, row.quote
    else:
        start, end = row.start, row.end
        words = quote(gathered.story.article.text, start, end)
    return {
        "source": source,
        "selector": [
            {"type": "TextQuoteSelector", "exact": words.exact, "prefix": words.prefix, "suffix": words.suffix},
            {"type": "TextPositionSelector", "start": start, "end": end},
        ],
    }


def _of_mention(row: MentionRow, of: PlaceRow, gathered: Gathered, source: str) -> dict[str, Any]:
    identified = {
        "type": "SpecificResource",
        "purpose": "identifying",
        "source": {"id": address(of.place.id), "type": "Feature", "label": of.label, "geometry": point(of.place)},
        "confidence": row.confidence,
        "unsure": row.unsure,
        "exportedAs": as_exported(of.place),
        **({"candidates": [candidate_values(c) for c in of.candidates]} if of.candidates else {}),
    }
    target = _target(row, gathered, source)
    bodies = [identified, _words("commenting", row.reason, gathered), _words("tagging", row.mention.kind.value)]
    return _annotation("identifying", bodies, target)


def _of_absent(row: AbsentRow, gathered: Gathered, source: str) -> dict[str, Any]:
    tag = NOT_MAPPED if row.is_place else NOT_A_PLACE
    bodies = [_words("commenting", row.reason, gathered), _words("tagging", tag)]
    return _annotation("commenting", bodies, _target(row, gathered, source))


def _annotation(motivation: str, bodies: list[dict[str, Any]], target: dict[str, Any]) -> dict[str, Any]:
    where = target["selector"][1]
    name = f"{where['start']}-{where['end']}-{motivation}"
    head = {"id": _iri(target["source"], name), "type": "Annotation", "motivation": motivation}
    return {**head, "body": bodies, "target": target}


def _words(purpose: str, value: str, gathered: Gathered | None = None) -> dict[str, Any]:
    language = {"language": gathered.story.article.language} if gathered else {}
    return {"type": "TextualBody", "purpose": purpose, "format": "text/plain", **language, "value": value}


def _place(row: PlaceRow) -> dict[str, Any]:
    """What is said of a place once: its area, the note, whom it is from."""
    area = coordinates(row.footprint) if row.footprint else []
    return {
        "id": address(row.place.id),
        "type": "Feature",
        "placeId": row.place.id,
        "label": row.place.name,
        "kind": row.kind,
        "geometry": point(row.place),
        **({"area": {"type": "MultiPolygon", "coordinates": area}} if area else {}),
        **({"dispute": dispute_values(row)} if row.place.dispute else {}),
        **({"note": row.story_place.note} if row.story_place.note else {}),
        "placeSource": row.source,
        "licence": row.place.licence,
    }


def _iri(source: str, name: str) -> str:
    """A name for a thing of this file: the same each time, and no other file's."""
    return f"urn:uuid:{uuid.uuid5(uuid.NAMESPACE_URL, f'{source}#{name}')}"


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
