"""Examples of folium layers, as users of folium write them. Each function takes the map of a story and adds layers."""

from __future__ import annotations

from pathlib import Path

import branca.colormap
import folium
import numpy as np
from folium.features import DivIcon, GeoJsonPopup, GeoJsonTooltip

from tests.browser.layer_marks import HARBOURS, PIXEL, POINTS, PREFECTURES, example, loaded, seen

GREEN_PIN = "img.awesome-marker[src*='72b026']"


@example(loaded(".leaflet-marker-pane img.leaflet-marker-icon"))
def marker(m: folium.Map) -> None:
    folium.Marker(HARBOURS["Otaru"]).add_to(m)


@example(loaded(".leaflet-shadow-pane img.leaflet-marker-shadow"))
def marker_shadow(m: folium.Map) -> None:
    folium.Marker(HARBOURS["Otaru"], tooltip="Otaru").add_to(m)


@example(loaded("img.awesome-marker[src*='d63e2a']"))
def icon_in_color(m: folium.Map) -> None:
    folium.Marker(HARBOURS["Otaru"], icon=folium.Icon(color="red", icon="info-sign")).add_to(m)


@example(f"{loaded(GREEN_PIN)} && document.querySelectorAll({GREEN_PIN!r}).length === 3")
def icons_of_three_kinds(m: folium.Map) -> None:
    for (name, at), icon in zip(HARBOURS.items(), ["cloud", "home", "flag"], strict=True):
        folium.Marker(at, popup=name, icon=folium.Icon(color="green", icon=icon, icon_color="#ffffff")).add_to(m)


@example(seen(".leaflet-popup-content b"))
def popup_that_is_open(m: folium.Map) -> None:
    folium.Marker(HARBOURS["Otaru"], popup=folium.Popup("The port of <b>Otaru</b>", show=True, max_width=200)).add_to(m)


@example("getComputedStyle(document.querySelector('.leaflet-popup-content i')).color === 'rgb(200, 0, 0)'")
def popup_with_style(m: folium.Map) -> None:
    html = "<p>The <i style='color: rgb(200, 0, 0)'>north</i> pier</p>"
    folium.CircleMarker(HARBOURS["Otaru"], popup=folium.Popup(html, show=True)).add_to(m)


@example("document.querySelector('.leaflet-popup-content td').textContent === 'Otaru' && " + seen(".leaflet-popup td"))
def popup_with_table_in_frame(m: folium.Map) -> None:
    import branca.element

    frame = branca.element.IFrame("<table><tr><td>Otaru</td><td>115,000</td></tr></table>", width=180, height=60)  # type: ignore[arg-type]
    folium.Marker(HARBOURS["Otaru"], popup=folium.Popup(frame, show=True)).add_to(m)


@example(seen(".leaflet-tooltip div"))
def tooltip_that_stays(m: folium.Map) -> None:
    tip = folium.Tooltip("the <b>ferry</b> pier", permanent=True, style="font-size: 14px; color: navy")
    folium.Marker(HARBOURS["Otaru"], tooltip=tip).add_to(m)


@example(seen(".leaflet-marker-pane .port-label"))
def text_label(m: folium.Map) -> None:
    label = DivIcon(html='<div class="port-label" style="font-size: 18px; width: 90px">Port</div>', icon_size=(90, 24))
    folium.Marker(HARBOURS["Otaru"], icon=label).add_to(m)


@example(loaded(".leaflet-marker-pane img[src^='data:image/png'][style*='width: 24px']"))
def icon_from_a_file(m: folium.Map) -> None:
    path = Path(__file__).with_name("golden") / "icon-for-layers.png"
    path = path if path.is_file() else _written("icon.png")
    icon = folium.CustomIcon(str(path), icon_size=(24, 24))
    folium.Marker(HARBOURS["Otaru"], icon=icon).add_to(m)


@example("document.querySelectorAll('.leaflet-overlay-pane path.leaflet-interactive').length >= 2")
def circle_and_circle_marker(m: folium.Map) -> None:
    folium.Circle(HARBOURS["Otaru"], radius=30_000, color="crimson", fill=True, popup="30 km").add_to(m)
    folium.CircleMarker(HARBOURS["Wakkanai"], radius=12, color="green", fill_opacity=0.6, tooltip="Wakkanai").add_to(m)


@example(seen("path[stroke='purple']") + " && " + seen("path[stroke='teal']"))
def lines_and_polygons(m: folium.Map) -> None:
    folium.PolyLine(list(HARBOURS.values()), color="purple", weight=4, tooltip="the route").add_to(m)  # type: ignore[no-untyped-call]
    folium.Polygon([[43, 141], [43, 142], [44, 142]], color="teal", fill=True).add_to(m)
    folium.Rectangle([[44, 141], [45, 143]], color="teal", dash_array="5 5").add_to(m)


@example(f"{loaded('.leaflet-marker-pane img')} && document.querySelectorAll('.leaflet-marker-pane img').length === 3")
def geojson_points(m: folium.Map) -> None:
    folium.GeoJson(POINTS, name="harbours", tooltip=GeoJsonTooltip(["name"])).add_to(m)


@example("document.querySelectorAll('path[stroke=\"#cc0000\"]').length === 3")
def geojson_points_as_circles(m: folium.Map) -> None:
    circle = folium.CircleMarker(radius=9, fill=True, color="#cc0000")
    folium.GeoJson(POINTS, marker=circle, popup=GeoJsonPopup(["name"], aliases=["Harbour"])).add_to(m)


@example("document.querySelectorAll('path[fill=\"orange\"]').length === 2")
def geojson_with_style_function(m: folium.Map) -> None:
    folium.GeoJson(
        PREFECTURES,
        style_function=lambda f: {
            "fillColor": "orange" if f["properties"]["people"] > 30 else "gray",
            "color": "black",
        },
        highlight_function=lambda f: {"weight": 5},
        tooltip=GeoJsonTooltip(["name", "people"], aliases=["Subprefecture", "People, 10,000"], localize=True),
    ).add_to(m)


@example(
    seen(".legend svg rect") + ' && document.querySelectorAll(\'path[fill^="#"]:not([fill="#3388ff"])\').length === 3'
)
def choropleth(m: folium.Map) -> None:
    data = {f["id"]: f["properties"]["people"] for f in PREFECTURES["features"]}  # type: ignore[index]
    folium.Choropleth(
        geo_data=PREFECTURES, data=data, key_on="feature.id", fill_color="YlGn", legend_name="People, 10,000", bins=4
    ).add_to(m)


@example("[...document.querySelectorAll('.legend .caption')].some(e => e.textContent === 'Depth, m')")
def linear_colormap(m: folium.Map) -> None:
    colours = branca.colormap.LinearColormap(["white", "navy"], vmin=0, vmax=200, caption="Depth, m")
    for at, depth in zip(HARBOURS.values(), (20, 90, 180), strict=True):
        folium.CircleMarker(at, radius=8, color=colours(depth), fill=True).add_to(m)
    m.add_child(colours)


@example("[...document.querySelectorAll('.legend svg')].some(e => e.querySelectorAll('rect').length === 3)")
def step_colormap(m: folium.Map) -> None:
    colours = branca.colormap.StepColormap(["#ffffcc", "#fd8d3c", "#800026"], index=[0, 10, 50, 300], vmin=0, vmax=300)
    colours.caption = "People"
    colours.add_to(m)


@example(
    "document.querySelectorAll('.leaflet-control-layers-overlays label').length === 2 && " + seen("path[stroke='red']")
)
def layer_control(m: folium.Map) -> None:
    for name, at, color in [("ports", HARBOURS["Otaru"], "red"), ("capes", HARBOURS["Wakkanai"], "blue")]:
        group = folium.FeatureGroup(name=name).add_to(m)
        folium.CircleMarker(at, color=color).add_to(group)
    folium.LayerControl(collapsed=False).add_to(m)


@example("[...document.querySelectorAll('img.leaflet-image-layer')].some(e => e.complete && e.naturalWidth >= 20)")
def image_overlay_from_an_array(m: folium.Map) -> None:
    picture = np.zeros((20, 20, 4))
    picture[:, :, 0], picture[:, :, 3] = 1, 0.7
    folium.raster_layers.ImageOverlay(picture, bounds=[[43, 141], [44, 142]], mercator_project=True).add_to(m)


@example("[...document.querySelectorAll('img.leaflet-image-layer')].some(e => e.complete && e.naturalWidth === 1)")
def image_overlay_from_a_file(m: folium.Map) -> None:
    folium.raster_layers.ImageOverlay(str(_written("overlay.png")), bounds=[[43, 141], [44, 142]], opacity=0.6).add_to(
        m
    )


@example("storymap.leaflet.getBounds().contains([[42.01, 140.01], [43.99, 142.99]]) && storymap.leaflet.getZoom() > 6")
def fit_bounds(m: folium.Map) -> None:
    m.fit_bounds([[42, 140], [44, 143]])


@example(seen("#map h3.headline"))
def title_over_the_map(m: folium.Map) -> None:
    html = '<h3 class="headline" style="font-size: 16px; text-align: center">Ferries of the north</h3>'
    m.get_root().html.add_child(folium.Element(html))  # type: ignore[attr-defined]


@example(seen(".leaflet-control-layers") + " && window.clicked === undefined && " + seen("path[stroke='green']"))
def event_handler(m: folium.Map) -> None:
    shape = folium.GeoJson(PREFECTURES, style_function=lambda f: {"color": "green"}, name="areas").add_to(m)
    code = folium.utilities.JsCode("function (event) { window.clicked = event.latlng; }")
    shape.add_child(folium.elements.EventHandler("click", code))
    folium.LayerControl().add_to(m)


def _written(name: str) -> Path:
    """Return the path of a small picture in the temporary folder of this process."""
    import tempfile

    path = Path(tempfile.gettempdir()) / f"storymap-{name}"
    path.write_bytes(PIXEL)
    return path
