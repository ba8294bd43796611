"""A plain Leaflet page made by folium.Map.

The page has markers, areas, distances, popups and the layers of places.yaml, but not the article.

The page can be used in slides and intranets, or as a starting point for other maps. The file contains Leaflet. The
basemap consists of OpenStreetMap tiles, which the browser downloads. The strings of a story, such as names and notes,
are passed to the page as JSON and inserted as plain text, not as HTML. They never pass through a template; therefore
folium's popups are not used. The format drops the article's text, the offsets of mentions, scenes, and names that are
not on the map.
"""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING, Any

from storymap import leaflet, sphere
from storymap.export.areas import coordinates
from storymap.export.descriptions import description_lines
from storymap.export.gather import Gathered, PlaceRow, address, credits_of, gather, rounded
from storymap.export.layers import geometries
from storymap.model import MapLayer, Role, Story
from storymap.ports import About, Aspect, Lookups

if TYPE_CHECKING:
    import folium

ABOUT = About(
    "folium",
    "Leaflet page by folium",
    ".map.html",
    frozenset(Aspect) - {Aspect.TEXT, Aspect.MENTIONS, Aspect.SCENES, Aspect.ABSENT, Aspect.PICTURES},
    "any browser; a basis for other maps with folium or Leaflet",
    remark="Leaflet is in the file; OpenStreetMap tiles are downloaded when the page is viewed",
)
_COLOURS = {Role.MAIN: "#c44f2d", Role.SETTING: "#6a7a8a", Role.PASSING: "#6a7a8a"}
_DISPUTED, _UNSURE = "#d07f1f", "#808080"
_LAYER = {"color": "#6b3fa0", "weight": 3, "fillOpacity": 0.15}
_PADDING_PX, _DEEPEST = 40, 10  # For the first view of the map: the padding around the places, and the highest zoom.


def write(story: Story, lookups: Lookups) -> bytes:
    """Return the page.

    The random ids that folium makes are replaced by numbers, so that the same story gives the same page.
    """
    from branca.element import Figure

    gathered = gather(story, lookups)
    figure = Figure(title=escape(story.article.title))
    figure.add_child(draw(gathered))
    page = leaflet.with_numbered_ids(figure, figure.render())
    return f"{page}\n".encode()


def draw(gathered: Gathered) -> folium.Map:
    """Return the folium.Map with layers for places, areas, distances and the layers of places.yaml."""
    import folium

    from storymap.export.folium_parts import Credits, EmbeddedLeaflet, PopupText

    words, meridian = gathered.words, gathered.story.meridian
    drawn = folium.Map(tiles=None, control_scale=True, zoom_start=2, location=[0, meridian])
    drawn.default_js, drawn.default_css = [], []
    drawn.add_child(EmbeddedLeaflet())
    drawn.add_child(folium.TileLayer("OpenStreetMap", name="OpenStreetMap"))
    layers = {
        key: folium.FeatureGroup(name=words.text(key)) for key in ("areas", "layers.title", "distances", "places")
    }
    for row in gathered.places:
        if row.footprint and (shape := _shape(row, meridian)):
            area = folium.GeoJson(shape, style_function=_style(row), smooth_factor=0.5)
            area.add_child(PopupText(row.label, _lines(row, gathered)))
            layers["areas"].add_child(area)
        mark = folium.CircleMarker(
            [rounded(row.place.position.lat), _near(row.place.position.lon, meridian)],
            radius=5 if row.story_place.role is Role.PASSING else 7,
            **_look(row),
        )
        mark.add_child(PopupText(row.label, _lines(row, gathered), _link(row)))  # type: ignore[no-untyped-call]
        layers["places"].add_child(mark)
    for relation in gathered.story.relations:
        line = [[rounded(lat), _near(lon, meridian)] for lat, lon in relation.line]
        if line:
            path = folium.PolyLine(line, color="#444", weight=2, dash_array="4 6")  # type: ignore[no-untyped-call]
            path.add_child(PopupText(words.distance(relation), []))
            layers["distances"].add_child(path)
    for own in gathered.story.layers:
        dot = folium.CircleMarker(radius=4)
        drawing = folium.GeoJson(_layer(own, meridian), style_function=lambda _: _LAYER, marker=dot, smooth_factor=0.5)
        drawing.add_child(PopupText(own.label, [own.credit] if own.credit else []))
        layers["layers.title"].add_child(drawing)
    for layer in layers.values():
        if layer._children:
            drawn.add_child(layer)
    drawn.add_child(folium.LayerControl(collapsed=False))
    drawn.add_child(Credits(" | ".join(map(escape, credits_of(gathered.story)))))
    _fit(drawn, gathered)
    return drawn


def _fit(drawn: folium.Map, gathered: Gathered) -> None:
    """Fit the map to all places."""
    positions = [row.place.position for row in gathered.places]
    if positions:
        lats, lons = [p.lat for p in positions], [_near(p.lon, gathered.story.meridian) for p in positions]
        corners = [[rounded(min(lats)), min(lons)], [rounded(max(lats)), max(lons)]]
        drawn.fit_bounds(corners, padding=(_PADDING_PX, _PADDING_PX), max_zoom=_DEEPEST)


def _lines(row: PlaceRow, gathered: Gathered) -> list[str]:
    """Return the lines of a popup below the name of the place: quotes, description and source."""
    quotes = dict.fromkeys(f"“{' '.join(m.quote.exact.split())}”" for m in row.mentions)
    name = [row.place.name] if row.place.name != row.label else []
    return [*name, ", ".join(quotes), *description_lines(row, gathered.words), gathered.words.source(row.place.source)]


def _link(row: PlaceRow) -> str:
    page = address(row.place.id)
    return page if page.startswith("https:") else ""


def _colour(row: PlaceRow) -> str:
    return _DISPUTED if row.place.dispute else _UNSURE if row.unsure else _COLOURS[row.story_place.role]


def _look(row: PlaceRow) -> dict[str, Any]:
    """Return the style of the marker of a place.

    The marker has a stronger fill if the place is sure. Its line is dashed if the place is unsure or its position is
    approximate.
    """
    dashed = {"dash_array": "2 3"} if row.place.approximate or row.unsure else {}
    return {"color": _colour(row), "weight": 2, "fill": True, "fill_opacity": 0.2 if row.unsure else 0.7, **dashed}


def _style(row: PlaceRow) -> Any:
    dashed = {"dashArray": "6 4"} if row.place.dispute else {}
    fill = 0.05 if row.story_place.role is Role.SETTING else 0.2
    look = {"color": _colour(row), "weight": 1, "fillOpacity": fill, **dashed}
    return lambda feature: look


def _shape(row: PlaceRow, meridian: float) -> dict[str, Any]:
    """Return the area of a place as GeoJSON.

    Each polygon is within 180° of the meridian of the story. Return {} if the area has no polygons.
    """
    assert row.footprint is not None  # the caller has checked this
    polygons = [
        [[[_near(lon, meridian, of=polygon[0][0][0]), lat] for lon, lat in ring] for ring in polygon]
        for polygon in coordinates(row.footprint)
    ]
    geometry = {"type": "MultiPolygon", "coordinates": polygons}
    return {"type": "Feature", "id": "area", "properties": {}, "geometry": geometry} if polygons else {}


def _layer(layer: MapLayer, meridian: float) -> dict[str, Any]:
    """Return a layer of places.yaml as GeoJSON. Each part of the layer is within 180° of the meridian of the story."""
    import shapely
    from shapely import affinity

    parts = [part for shape in geometries(layer) for part in shapely.get_parts(shape)]
    turns = [_near(first, meridian) - first for first in (float(shapely.get_coordinates(p)[0, 0]) for p in parts)]
    moved = [affinity.translate(part, xoff=turn) for part, turn in zip(parts, turns, strict=True)]
    return {
        "type": "FeatureCollection",
        "features": [{"type": "Feature", "properties": {}, "geometry": shapely.geometry.mapping(one)} for one in moved],
    }


def _near(lon: float, meridian: float, of: float | None = None) -> float:
    """Return the longitude `lon`, shifted by a multiple of 360°.

    The same shift brings `of` within 180° of the meridian. `of` is `lon`, or the longitude at which the polygon begins.
    """
    of = lon if of is None else of
    return rounded(lon + sphere.unwrap(of, meridian) - of)
