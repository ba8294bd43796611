"""GeoJSON (RFC 7946): a point feature and an area feature for each place, and features for the layers of places.yaml.

The point and the area of a place are separate features, not one feature with a GeometryCollection. QGIS and geojson.io
then show points and areas as separate layers, which can be moved and styled separately. Scenes, distances, unmapped
names and credits are in the foreign member `storymap` of the collection (RFC 7946 §6.1). The format drops the text of
the article.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from storymap.export import layers
from storymap.export.areas import box_of, coordinates
from storymap.export.gather import Gathered, MentionRow, PlaceRow, as_exported, credits_of, gather, rounded
from storymap.model import BoundingBox, Camera, MapLayer, Place, Position, Story
from storymap.ports import About, Aspect, Lookups
from storymap.sphere import union

SCHEMA = "storymap-geojson/1"
ABOUT = About(
    "geojson",
    "GeoJSON (RFC 7946)",
    ".geojson",
    frozenset(Aspect) - {Aspect.TEXT, Aspect.PICTURES},
    "QGIS, geojson.io, GitHub, Leaflet, MapLibre, GDAL",
    remark="edited files can be imported with `storymap import`",
)


def write(story: Story, lookups: Lookups) -> bytes:
    """Return the FeatureCollection, one feature per line."""
    gathered = gather(story, lookups)
    features = [_point(row) for row in gathered.places] + [_area(row) for row in gathered.places if row.footprint]
    features += [feature for layer in story.layers for feature in _layer_features(layer)]
    boxes = [box_of(row.place, row.footprint) or _at(row.place.position) for row in gathered.places]
    head = {
        "type": "FeatureCollection",
        **({"bbox": _bbox(union(boxes))} if boxes else {}),
        "storymap": about_the_story(gathered),
    }
    opening = _json(head)[:-1]
    body = ",\n".join(_json(feature) for feature in features)
    return f'{opening},"features":[\n{body}\n]}}\n'.encode()


def mention_values(row: MentionRow) -> dict[str, Any]:
    """Return a mention as JSON values: quote with context, half-open offsets in code points, and passage."""
    return {
        "quote": row.quote.exact,
        "prefix": row.quote.prefix,
        "suffix": row.quote.suffix,
        "start": row.mention.start,
        "end": row.mention.end,
        "passage": row.passage,
        "kind": row.mention.kind.value,
        "confidence": row.confidence,
        "reason": row.reason,
    }


def dispute_values(row: PlaceRow) -> dict[str, Any] | None:
    """Return the dispute about a place as JSON values, with the names that each side uses, or None."""
    dispute = row.place.dispute
    if dispute is None:
        return None
    return {
        "status": dispute.status,
        "administered_by": list(dispute.administered_by),
        "claimed_by": list(dispute.claimed_by),
        "since": dispute.since,
        "note": dispute.note,
        "names": [
            {"side": side, "language": language, "name": name}
            for side, names in row.sides.items()
            for language, name in names.items()
        ],
    }


def candidate_values(place: Place) -> dict[str, Any]:
    """Return the JSON values of a candidate that was not chosen."""
    return {
        "place_id": place.id,
        "name": place.name,
        "lat": rounded(place.position.lat),
        "lon": rounded(place.position.lon),
    }


def camera_values(camera: Camera) -> dict[str, Any]:
    """Return a camera as JSON values: the box that it shows, and its maximum zoom."""
    return {"bbox": _bbox(camera.box), "zoom": camera.zoom}


def place_values(row: PlaceRow) -> dict[str, Any]:
    """Return everything about a place except its geometry, as JSON values."""
    place = row.place
    return {
        "name": row.label,
        "gazetteer_name": place.name,
        "place_id": place.id,
        "kind": row.kind,
        "feature_code": place.feature_code,
        "country_codes": list(place.country_codes),
        "where": row.where,
        "role": row.story_place.role.value,
        "salience": row.story_place.salience,
        "confidence": row.confidence,
        "unsure": row.unsure,
        "reason": row.reason,
        "approximate": place.approximate,
        "radius_km": place.radius_km,
        "disputed": place.dispute is not None,
        "dispute": dispute_values(row),
        "note": row.story_place.note,
        "source": row.source,
        "licence": place.licence,
        "candidates": [candidate_values(c) for c in row.candidates],
        "mentions": [mention_values(m) for m in row.mentions],
    }


def point(place: Place) -> dict[str, Any]:
    """Return the position of a place as a GeoJSON Point."""
    return {"type": "Point", "coordinates": [rounded(place.position.lon), rounded(place.position.lat)]}


def _point(row: PlaceRow) -> dict[str, Any]:
    box = box_of(row.place, row.footprint)
    return {
        "type": "Feature",
        "id": row.slug,
        **({"bbox": _bbox(box)} if box else {}),
        "geometry": point(row.place),
        "properties": {**place_values(row), "exported_as": as_exported(row.place)},
    }


def _area(row: PlaceRow) -> dict[str, Any]:
    assert row.footprint is not None  # the caller has checked this
    place = row.place
    return {
        "type": "Feature",
        "id": f"{row.slug}-area",
        "bbox": _bbox(box_of(place, row.footprint) or _at(place.position)),
        "geometry": {"type": "MultiPolygon", "coordinates": coordinates(row.footprint)},
        "properties": {
            "name": row.label,
            "area_of": row.slug,
            "place_id": place.id,
            "kind": row.kind,
            "role": row.story_place.role.value,
            "disputed": place.dispute is not None,
            "dispute": dispute_values(row),
        },
    }


def _layer_features(layer: MapLayer) -> Iterator[dict[str, Any]]:
    """Yield the features of a layer of places.yaml, one for each kind of shape."""
    from shapely.geometry import mapping

    for number, shape in enumerate(layers.geometries(layer)):
        name = f"{layer.id}-{number}" if number else layer.id
        yield {"type": "Feature", "id": name, "geometry": mapping(shape), "properties": layers.values(layer)}


def about_the_story(gathered: Gathered) -> dict[str, Any]:
    """Return the data of the story as JSON values: title, scenes, distances, unmapped names, credits."""
    story, article = gathered.story, gathered.story.article
    return {
        "schema": SCHEMA,
        "title": article.title,
        "byline": article.byline,
        "published": article.published,
        "language": article.language,
        "article": article.source,
        "places": [row.slug for row in gathered.places],
        "overview": camera_values(story.overview),
        "scenes": [
            {
                "passages": list(scene.passages),
                "title": scene.title,
                "places": list(scene.places),
                "camera": camera_values(scene.camera) if scene.camera else None,
            }
            for scene in story.scenes
        ],
        "distances": [
            {
                "from": r.origin,
                "to": r.target,
                "kind": r.kind,
                "stated": r.stated,
                "near_km": r.near_km,
                "far_km": r.far_km,
                "start": r.start,
                "end": r.end,
            }
            for r in story.relations
        ],
        "not_mapped": [
            {
                "quote": row.surface,
                "start": row.start,
                "end": row.end,
                "passage": row.passage,
                "place": row.is_place,
                "reason": row.reason,
            }
            for row in gathered.absent
        ],
        "credits": credits_of(story),
    }


def _at(position: Position) -> BoundingBox:
    return BoundingBox(position.lon, position.lat, position.lon, position.lat)


def _bbox(box: BoundingBox) -> list[float]:
    return [rounded(edge) for edge in box]


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
