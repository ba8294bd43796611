"""KML 2.2 (OGC 07-147r2): a folder with a placemark per place (point and area), and a folder with the views of the scenes.

Names, descriptions and data are escaped plain text. Google Earth shows the descriptions in balloons. The same values are in
ExtendedData for programs. The format drops the text, offsets of mentions, and distances.
"""

from __future__ import annotations

from math import cos, radians

from storymap import sphere
from storymap.export.areas import coordinates
from storymap.export.descriptions import description_lines, off_the_map
from storymap.export.gather import Gathered, PlaceRow, credits_of, gather, rounded
from storymap.export.xmltext import Element, document, put
from storymap.model import Camera, Position, Scene, Story
from storymap.ports import About, Aspect, Lookups

ABOUT = About(
    "kml",
    "KML 2.2",
    ".kml",
    frozenset(Aspect) - {Aspect.TEXT, Aspect.MENTIONS, Aspect.DESCRIPTIONS, Aspect.DISTANCES},
    "Google Earth, Google My Maps, QGIS, GDAL, Organic Maps",
    remark="descriptions quote the first mention of a place",
)
_METRES_AT_ZOOM_0 = 40_075_017.0  # length of the equator, the width of a 256 px map at zoom 0
_SCREEN = 3.0  # width of a screen in tiles of 256 px
# (mark, line, fill); colours are written aabbggrr.
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
    root = Element("kml", {"xmlns": "http://www.opengis.net/kml/2.2"})
    doc = put(root, "Document")
    put(doc, "name", story.article.title)
    put(doc, "open", "1")
    put(doc, "description", "\n".join([gathered.words.text("credits") + ":", *credits_of(story)]))
    _look_at(doc, story.overview)
    for name, colours in _STYLES.items():
        _style(doc, name, *colours)
    folder = put(doc, "Folder")
    put(folder, "name", gathered.words.text("places"))
    for row in gathered.places:
        _placemark(folder, row, gathered)
    _scenes(doc, gathered)
    _absent(doc, gathered)
    return document(root)


def _style(doc: Element, name: str, mark: str, line: str, fill: str) -> None:
    style = put(doc, "Style", id=name)
    icon = put(style, "IconStyle")
    put(icon, "color", mark)
    put(put(style, "LineStyle"), "color", line)
    area = put(style, "PolyStyle")
    put(area, "color", fill)


def _placemark(folder: Element, row: PlaceRow, gathered: Gathered) -> None:
    place = row.place
    mark = put(folder, "Placemark", id=f"place-{row.slug}")
    put(mark, "name", row.label)
    put(mark, "description", _balloon(row, gathered))
    camera = Camera(sphere.around(*place.position, 1.0), row.story_place.zoom)
    _look_at(mark, camera, place.position)
    style = "disputed" if place.dispute else "unsure" if row.unsure else row.story_place.role.value
    put(mark, "styleUrl", f"#{style}")
    data = put(mark, "ExtendedData")
    for key, value in _data(row).items():
        if value:
            put(put(data, "Data", name=key), "value", value)
    geometry = put(mark, "MultiGeometry")
    put(put(geometry, "Point"), "coordinates", f"{rounded(place.position.lon)},{rounded(place.position.lat)}")
    for polygon in coordinates(row.footprint) if row.footprint else []:
        shape = put(geometry, "Polygon")
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


def _scenes(doc: Element, gathered: Gathered) -> None:
    """Add a folder for each scene. A double click on the folder moves the view to the scene's camera."""
    labels = {row.slug: row.label for row in gathered.places}
    passages = {p.id: p for p in gathered.passages}
    outer = put(doc, "Folder")
    put(outer, "name", gathered.words.text("story"))
    put(outer, "visibility", "0")
    for scene in gathered.story.scenes:
        if scene.passages[0] not in passages:
            continue
        folder = put(outer, "Folder", id=f"scene-{scene.id}")
        put(folder, "name", scene.title or _first_words(gathered, scene))
        put(folder, "description", ", ".join(labels[slug] for slug in scene.places if slug in labels))
        if scene.camera:
            _look_at(folder, scene.camera)


def _first_words(gathered: Gathered, scene: Scene) -> str:
    passage = next(p for p in gathered.passages if p.id == scene.passages[0])
    words = gathered.text(passage).split()
    return " ".join(words[:8]) + (" …" if len(words) > 8 else "")


def _absent(doc: Element, gathered: Gathered) -> None:
    """Add a folder without placemarks; its description lists the unmapped names."""
    if gathered.absent:
        folder = put(doc, "Folder")
        put(folder, "name", gathered.words.text("off"))
        put(folder, "description", "\n".join(off_the_map(gathered)))


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
