"""W3C Web Annotations (JSON-LD): one annotation per mention, in one collection with one page.

A mention is selected by a quote with context (TextQuoteSelector) and by offsets in code points (TextPositionSelector).
Offsets refer to the plain text of the article, which is in the collection under `text` and is the source of every
target. The id of the text is the article's URL, or a hash of the text (`ni:`, RFC 6920). In tools that count UTF-16
units, an offset is too small by one for each emoji before the mention. The quote still selects the mention.

An annotation has three bodies: the place (purpose `identifying`: the IRI, a GeoJSON point and the confidence), the
reason (`commenting`), and the kind of mention (`tagging`). The annotation of a name that is not on the map has no body
for a place. The areas, disputes, notes and sources of places are in the collection under `places`. Terms that W3C does
not define are defined in the document's context. The format drops scenes and distances.
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
    frozenset(Aspect) - {Aspect.SCENES, Aspect.DISTANCES, Aspect.LAYERS, Aspect.PICTURES},
    "RecogitoJS and other clients of W3C annotations, any JSON-LD tool",
    remark="offsets are code points of the plain text in the file; edited files can be imported with `storymap import`",
)
ANNO = "http://www.w3.org/ns/anno.jsonld"
_TERM = "storymap:term/"
_JSON = {"@type": "@json"}
# Terms that are not in the W3C vocabulary: those of GeoJSON and of storymap.
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
    """Return the collection, one annotation per line."""
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
    """Return the resource to which offsets refer: the plain text of the article."""
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
    """Return a place as JSON values, with its area, dispute, note and source."""
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
    """Return an IRI for a part of the file. The IRI is the same in each export and does not occur in other files."""
    return f"urn:uuid:{uuid.uuid5(uuid.NAMESPACE_URL, f'{source}#{name}')}"


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
