"""KML 2.2 (OGC 07-147r2): a folder with the points of the places, a folder with their areas, and a tour of the scenes.

Points and areas are separate placemarks, because QGIS does not draw a MultiGeometry that contains both. GDAL and QGIS
show each folder as a layer, so every folder must contain placemarks. Therefore the scenes are not a folder but a tour
(in Google's extension gx, which other programs ignore). The names that are not on the map are listed in the
description of the document. Names, descriptions and data are escaped plain text. Google Earth shows the descriptions in
balloons. For programs, ExtendedData contains the same values as the descriptions. The format drops the text of the
article, the offsets of mentions, and distances.
"""

from __future__ import annotations

from math import cos, radians

from storymap import sphere
from storymap.export.areas import Coordinates, coordinates
from storymap.export.descriptions import description_lines, off_the_map
from storymap.export.gather import Gathered, PlaceRow, as_exported, credits_of, gather, rounded
from storymap.export.layers import geometries, values
from storymap.export.xmltext import Element, document, put
from storymap.model import Camera, MapLayer, Position, Scene, Story
from storymap.ports import About, Aspect, Lookups

ABOUT = About(
    "kml",
    "KML 2.2",
    ".kml",
    frozenset(Aspect) - {Aspect.TEXT, Aspect.MENTIONS, Aspect.DESCRIPTIONS, Aspect.DISTANCES, Aspect.PICTURES},
    "Google Earth, Google My Maps, QGIS, GDAL, Organic Maps",
    remark="descriptions quote the first mention of a place",
)
_METRES_AT_ZOOM_0 = 40_075_017.0  # length of the equator; at zoom 0, a tile of 256 px has this width
_SCREEN = 3.0  # width of a screen in tiles of 256 px
# Style -> colours of the mark, the line and the fill, as aabbggrr.
_STYLES = {
    "main": ("ff2d4fc4", "ff2d4fc4", "332d4fc4"),
    "setting": ("ff8a7a6a", "998a7a6a", "00ffffff"),
    "passing": ("ff8a7a6a", "ff8a7a6a", "228a7a6a"),
    "disputed": ("ff1f7fd0", "ff1f7fd0", "441f7fd0"),
    "unsure": ("ff808080", "ff808080", "22808080"),
}


def write(story: Story, lookups: Lookups) -> bytes:
    """Return the document."""
    gathered = gather(story, lookups)
    root = Element("kml", {"xmlns": "http://www.opengis.net/kml/2.2", "xmlns:gx": "http://www.google.com/kml/ext/2.2"})
    doc = put(root, "Document")
    put(doc, "name", story.article.title)
    put(doc, "open", "1")
    absent = [f"{gathered.words.text('off')}:", *off_the_map(gathered), ""] if gathered.absent else []
    put(doc, "description", _harmless("\n".join([*absent, gathered.words.text("credits") + ":", *credits_of(story)])))
    _look_at(doc, story.overview)
    for name, colours in _STYLES.items():
        _style(doc, name, *colours)
    areas = [(row, shape) for row in gathered.places if row.footprint and (shape := coordinates(row.footprint))]
    if gathered.places:
        folder = put(doc, "Folder")
        put(folder, "name", gathered.words.text("places"))
        for row in gathered.places:
            _point(_placemark(folder, f"place-{row.slug}", row, gathered), row)
        # GDAL makes a layer from each container with children that are not folders, so the tour is not a child of the
        # document
        _tour(folder, gathered)
    if areas:
        folder = put(doc, "Folder")
        put(folder, "name", gathered.words.text("areas"))
        for row, shape in areas:
            _area(_placemark(folder, f"area-{row.slug}", row, gathered, area_of=row.slug), shape)
    if story.layers:
        folder = put(doc, "Folder")
        put(folder, "name", gathered.words.text("layers.title"))
        for layer in story.layers:
            _layer(folder, layer)
    return document(root)


def _layer(folder: Element, layer: MapLayer) -> None:
    """Add a placemark for each kind of shape in a layer of places.yaml."""
    for shape in geometries(layer):
        mark = put(folder, "Placemark")
        put(mark, "name", layer.label)
        put(mark, "description", _harmless(layer.credit))
        data = put(mark, "ExtendedData")
        for key, value in values(layer).items():
            if value:
                put(put(data, "Data", name=key), "value", str(value))
        if shape.geom_type == "MultiPolygon":
            _area(mark, [[list(ring.coords) for ring in (p.exterior, *p.interiors)] for p in shape.geoms])
            continue
        parent = put(mark, "MultiGeometry")
        tag = "LineString" if shape.geom_type == "MultiLineString" else "Point"
        for part in shape.geoms:
            put(put(parent, tag), "coordinates", " ".join(f"{lon},{lat}" for lon, lat in part.coords))


def _style(doc: Element, name: str, mark: str, line: str, fill: str) -> None:
    style = put(doc, "Style", id=name)
    icon = put(style, "IconStyle")
    put(icon, "color", mark)
    put(put(style, "LineStyle"), "color", line)
    area = put(style, "PolyStyle")
    put(area, "color", fill)


def _placemark(folder: Element, name: str, row: PlaceRow, gathered: Gathered, area_of: str = "") -> Element:
    """Add a placemark without a geometry, and return it."""
    place = row.place
    mark = put(folder, "Placemark", id=name)
    put(mark, "name", row.label)
    put(mark, "description", _harmless(_balloon(row, gathered)))
    camera = Camera(sphere.around(*place.position, 1.0), row.story_place.zoom)
    _look_at(mark, camera, place.position)
    style = "disputed" if place.dispute else "unsure" if row.unsure else row.story_place.role.value
    put(mark, "styleUrl", f"#{style}")
    data = put(mark, "ExtendedData")
    where = {"area_of": area_of} if area_of else {"slug": row.slug, "exported_as": as_exported(place)}
    for key, value in {**where, **_data(row)}.items():
        if value:
            put(put(data, "Data", name=key), "value", value)
    return mark


def _point(mark: Element, row: PlaceRow) -> None:
    lat, lon = row.place.position
    put(put(mark, "Point"), "coordinates", f"{rounded(lon)},{rounded(lat)}")


def _area(mark: Element, polygons: Coordinates) -> None:
    """Add the area: a Polygon, or a MultiGeometry of several Polygons, which GDAL reads as a MultiPolygon."""
    parent = mark if len(polygons) == 1 else put(mark, "MultiGeometry")
    for polygon in polygons:
        shape = put(parent, "Polygon")
        put(shape, "tessellate", "1")
        for i, ring in enumerate(polygon):
            edge = put(shape, "innerBoundaryIs" if i else "outerBoundaryIs")
            put(put(edge, "LinearRing"), "coordinates", " ".join(f"{lon},{lat}" for lon, lat in ring))


def _balloon(row: PlaceRow, gathered: Gathered) -> str:
    """Return the lines of the balloon: a quote, the description and the source."""
    lines = [
        f"“{row.mentions[0].quote.exact}”",
        *description_lines(row, gathered.words),
        gathered.words.source(row.place.source),
    ]
    return "\n".join(line for line in lines if line)


def _data(row: PlaceRow) -> dict[str, str]:
    place, dispute = row.place, row.place.dispute
    values = {
        "place_id": place.id,
        "gazetteer_name": place.name,
        "kind": row.kind,
        "feature_code": place.feature_code,
        "country_codes": " ".join(place.country_codes),
        "role": row.story_place.role.value,
        "confidence": f"{row.confidence:g}",
        "unsure": str(row.unsure).lower(),
        "reason": row.reason,
        "approximate": str(place.approximate).lower(),
        "radius_km": f"{place.radius_km:g}",
        "mentions": str(len(row.mentions)),
        "note": row.story_place.note,
        "source": row.source,
        "licence": place.licence,
    }
    if dispute:
        values |= {
            "dispute_status": dispute.status,
            "administered_by": " ".join(dispute.administered_by),
            "claimed_by": " ".join(dispute.claimed_by),
            "since": dispute.since,
            "side_names": "; ".join(f"{side}: {', '.join(names.values())}" for side, names in row.sides.items()),
            "dispute_note": dispute.note,
        }
    return values


def _tour(doc: Element, gathered: Gathered) -> None:
    """Add a tour that flies to the camera of each scene and names its places."""
    labels = {row.slug: row.label for row in gathered.places}
    passages = {p.id: p for p in gathered.passages}
    scenes = [s for s in gathered.story.scenes if s.camera and s.passages[0] in passages]
    if not scenes:
        return
    tour = put(doc, "gx:Tour")
    put(tour, "name", gathered.words.text("story"))
    lines = [(scene.title or _first_words(gathered, scene), scene) for scene in scenes]
    named = [": ".join([title, ", ".join(labels[s] for s in scene.places if s in labels)]) for title, scene in lines]
    put(tour, "description", _harmless("\n".join(named)))
    playlist = put(tour, "gx:Playlist")
    for scene in scenes:
        fly = put(playlist, "gx:FlyTo")
        put(fly, "gx:duration", "3")
        if scene.camera:
            _look_at(fly, scene.camera)
        put(put(playlist, "gx:Wait"), "gx:duration", "4")


def _first_words(gathered: Gathered, scene: Scene) -> str:
    passage = next(p for p in gathered.passages if p.id == scene.passages[0])
    words = gathered.text(passage).split()
    return " ".join(words[:8]) + (" …" if len(words) > 8 else "")


def _look_at(parent: Element, camera: Camera, at: Position | None = None) -> None:
    """Add a vertical view that shows the box of a camera and does not exceed the camera's zoom."""
    centre = at or sphere.centre(camera.box)
    height = (camera.box.north - camera.box.south) * 111_320
    width = sphere.width_deg(camera.box) * 111_320 * cos(radians(centre.lat))
    nearest = _METRES_AT_ZOOM_0 * cos(radians(centre.lat)) / 2**camera.zoom * _SCREEN
    look = put(parent, "LookAt")
    put(look, "longitude", str(rounded(centre.lon)))
    put(look, "latitude", str(rounded(centre.lat)))
    put(look, "range", str(round(min(20_000_000, max(height, width, nearest)))))


def _harmless(description: str) -> str:
    """Return a description in which "<" is escaped, so that it has no tags. Programs would show a description with tags
    as HTML."""
    return description.replace("<", "&lt;")
