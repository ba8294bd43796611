"""A plain Leaflet page, made by folium.Map alone: marks, areas, distances, popups and layers, without the story around them.

For a slide, an intranet page, or as the beginning of a map of one's own. Leaflet stands in the file; the ground is
OpenStreetMap's tiles, which come from the network. Words of a story reach the page as JSON and its document as text, never through
a template: so popups are ours and not folium's. Drops: the text, the offsets in it, scenes, what is not on the map.
"""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING, Any

from storymap import leaflet, sphere
from storymap.export.areas import coordinates
from storymap.export.descriptions import told
from storymap.export.gather import Gathered, PlaceRow, address, credits_of, gather, rounded
from storymap.model import Role, Story
from storymap.ports import About, Aspect, Lookups

if TYPE_CHECKING:
    import folium

ABOUT = About(
    "folium",
    "Leaflet page by folium",
    ".map.html",
    frozenset(Aspect) - {Aspect.TEXT, Aspect.MENTIONS, Aspect.SCENES, Aspect.ABSENT},
    "any browser; folium and Leaflet to build on",
    remark="Leaflet is in the file, but the ground is OpenStreetMap's tiles: it is loaded from them when the page is read",
)
_COLOURS = {Role.MAIN: "#c44f2d", Role.SETTING: "#6a7a8a", Role.PASSING: "#6a7a8a"}
_DISPUTED, _UNSURE = "#d07f1f", "#808080"
_PADDING_PX, _DEEPEST = 40, 10


def write(story: Story, lookups: Lookups) -> bytes:
    """The page; folium's ids, which are random, are counted."""
    from branca.element import Figure

    gathered = gather(story, lookups)
    figure = Figure(title=escape(story.article.title))
    figure.add_child(draw(gathered))
    page = leaflet.counted(figure, figure.render())
    return f"{page}\n".encode()


def draw(gathered: Gathered) -> folium.Map:
    """The folium.Map: a layer of places, one of areas, one of distances."""
    import folium

    from storymap.export.folium_parts import Credits, LeafletHere, Said

    words, meridian = gathered.words, gathered.story.meridian
    drawn = folium.Map(tiles=None, control_scale=True, zoom_start=2, location=[0, meridian])
    drawn.default_js, drawn.default_css = [], []
    drawn.add_child(LeafletHere())
    drawn.add_child(folium.TileLayer("OpenStreetMap", name="OpenStreetMap"))
    layers = {key: folium.FeatureGroup(name=words.text(key)) for key in ("areas", "distances", "places")}
    for row in gathered.places:
        if row.footprint and (shape := _shape(row, meridian)):
            area = folium.GeoJson(shape, style_function=_style(row), smooth_factor=0.5)
            area.add_child(Said(row.label, _lines(row, gathered)))
            layers["areas"].add_child(area)
        mark = folium.CircleMarker(
            [rounded(row.place.position.lat), _near(row.place.position.lon, meridian)],
            radius=5 if row.story_place.role is Role.PASSING else 7,
            **_look(row),
        )
        mark.add_child(Said(row.label, _lines(row, gathered), _link(row)))  # type: ignore[no-untyped-call]
        layers["places"].add_child(mark)
    for relation in gathered.story.relations:
        line = [[rounded(lat), _near(lon, meridian)] for lat, lon in relation.line]
        if line:
            path = folium.PolyLine(line, color="#444", weight=2, dash_array="4 6")  # type: ignore[no-untyped-call]
            path.add_child(Said(words.distance(relation), []))
            layers["distances"].add_child(path)
    for layer in layers.values():
        if layer._children:
            drawn.add_child(layer)
    drawn.add_child(folium.LayerControl(collapsed=False))
    drawn.add_child(Credits(" | ".join(map(escape, credits_of(gathered.story)))))
    _fit(drawn, gathered)
    return drawn


def _fit(drawn: folium.Map, gathered: Gathered) -> None:
    """Shows all places at once."""
    positions = [row.place.position for row in gathered.places]
    if positions:
        lats, lons = [p.lat for p in positions], [_near(p.lon, gathered.story.meridian) for p in positions]
        corners = [[rounded(min(lats)), min(lons)], [rounded(max(lats)), max(lons)]]
        drawn.fit_bounds(corners, padding=(_PADDING_PX, _PADDING_PX), max_zoom=_DEEPEST)


def _lines(row: PlaceRow, gathered: Gathered) -> list[str]:
    """What the popup says below the name: the article's words, then ours."""
    quotes = dict.fromkeys(f"“{' '.join(m.quote.exact.split())}”" for m in row.mentions)
    name = [row.place.name] if row.place.name != row.label else []
    return [*name, ", ".join(quotes), *told(row, gathered.words), gathered.words.source(row.place.source)]


def _link(row: PlaceRow) -> str:
    page = address(row.place.id)
    return page if page.startswith("https:") else ""


def _colour(row: PlaceRow) -> str:
    return _DISPUTED if row.place.dispute else _UNSURE if row.unsure else _COLOURS[row.story_place.role]


def _look(row: PlaceRow) -> dict[str, Any]:
    """A mark: filled where we are sure, dashed where the place is approximate."""
    dashed = {"dash_array": "2 3"} if row.place.approximate or row.unsure else {}
    return {"color": _colour(row), "weight": 2, "fill": True, "fill_opacity": 0.2 if row.unsure else 0.7, **dashed}


def _style(row: PlaceRow) -> Any:
    dashed = {"dashArray": "6 4"} if row.place.dispute else {}
    fill = 0.05 if row.story_place.role is Role.SETTING else 0.2
    look = {"color": _colour(row), "weight": 1, "fillOpacity": fill, **dashed}
    return lambda feature: look


def _shape(row: PlaceRow, meridian: float) -> dict[str, Any]:
    """The area as GeoJSON, each of its polygons on the story's side of the antimeridian; empty where nothing is left of it."""
    assert row.footprint is not None  # asked before
    polygons = [
        [[[_near(lon, meridian, of=polygon[0][0][0]), lat] for lon, lat in ring] for ring in polygon]
        for polygon in coordinates(row.footprint)
    ]
    geometry = {"type": "MultiPolygon", "coordinates": polygons}
    return {"type": "Feature", "id": "area", "properties": {}, "geometry": geometry} if polygons else {}


def _near(lon: float, meridian: float, of: float | None = None) -> float:
    """The longitude, turned as `of` (default: it itself) must be to lie within 180° of the meridian."""
    of = lon if of is None else of
    return rounded(lon + sphere.unwrap(of, meridian) - of)
