"""Examples of folium plugins, as users of folium write them."""

from __future__ import annotations

import base64
from datetime import date, timedelta

import folium
import numpy as np
from folium import plugins

from tests.browser.layer_marks import HARBOURS, PAINTED, PIXEL, example, loaded, seen

# These examples need the files of plugins. All of them fit on one map.
WITH_PLUGINS = (
    *("marker_cluster", "fast_marker_cluster", "timestamped_geojson", "fullscreen", "minimap", "ant_path"),
    *("feature_group_sub_group", "polyline_offset_and_dashes"),
)


def cluster(number: int) -> str:
    """Return a JavaScript expression that is true if the page shows a cluster of `number` markers."""
    return (
        f"[...document.querySelectorAll('.leaflet-marker-pane .marker-cluster')].some(e => e.textContent == {number})"
    )


@example(cluster(40))
def marker_cluster(m: folium.Map) -> None:
    cluster = plugins.MarkerCluster(name="ships").add_to(m)  # type: ignore[no-untyped-call]
    for i in range(40):
        folium.Marker([43 + i / 400, 141 + i / 400], popup=f"ship {i}", icon=folium.Icon(icon="plus")).add_to(cluster)


@example(cluster(60))
def fast_marker_cluster(m: folium.Map) -> None:
    plugins.FastMarkerCluster([[43 + i / 900, 141] for i in range(60)]).add_to(m)  # type: ignore[no-untyped-call]


@example(f"{PAINTED}('canvas.leaflet-heatmap-layer')")
def heat_map(m: folium.Map) -> None:
    spread = np.random.default_rng(1).normal(size=(80, 2)) * 0.4
    plugins.HeatMap((spread + np.array((43.2, 141.3))).tolist(), radius=18).add_to(m)  # type: ignore[no-untyped-call]


@example(seen(".timecontrol-date") + " && " + seen("path[stroke='red']"))
def timestamped_geojson(m: folium.Map) -> None:
    days = [(date(2026, 3, 1) + timedelta(days=i)).isoformat() for i in range(3)]
    line = {"type": "LineString", "coordinates": [[lon, lat] for lat, lon in HARBOURS.values()]}
    feature = {
        "type": "Feature",
        "geometry": line,
        "properties": {"times": days, "style": {"color": "red", "weight": 5}},
    }
    # On the first day, only the first point of the line is shown, so the mark is a circle.
    circle = {
        "type": "Feature",
        "geometry": {"type": "Point", "coordinates": [141, 43.19]},
        "properties": {"times": days[:1], "icon": "circle", "iconstyle": {"color": "red", "radius": 8}},
    }
    plugins.TimestampedGeoJson(  # type: ignore[no-untyped-call]
        {"type": "FeatureCollection", "features": [feature, circle]},
        period="P1D",
        auto_play=False,
        add_last_point=False,
    ).add_to(m)


@example(seen(".leaflet-control-zoom-fullscreen"))
def fullscreen(m: folium.Map) -> None:
    plugins.Fullscreen(position="topleft", title="Full screen").add_to(m)  # type: ignore[no-untyped-call]


@example(f"{seen('.leaflet-control-minimap')} && {PAINTED}('.leaflet-control-minimap canvas')")
def minimap(m: folium.Map) -> None:
    plugins.MiniMap(toggle_display=True).add_to(m)  # type: ignore[no-untyped-call]


@example(
    "getComputedStyle(document.querySelector('path.leaflet-ant-path')).animationName === 'leaflet-ant-path-animation'"
)
def ant_path(m: folium.Map) -> None:
    plugins.AntPath(list(HARBOURS.values()), delay=600, color="#0000FF", weight=5).add_to(m)  # type: ignore[no-untyped-call]


@example(
    "document.querySelectorAll('path[stroke=\"brown\"]').length === 1 && "
    "['east', 'west'].every(name => document.querySelector('.leaflet-control-layers-overlays').textContent.includes(name))"
)
def feature_group_sub_group(m: folium.Map) -> None:
    group = plugins.MarkerCluster(control=False).add_to(m)  # type: ignore[no-untyped-call]
    for name in ("east", "west"):
        part = plugins.FeatureGroupSubGroup(group, name).add_to(m)  # type: ignore[no-untyped-call]
        folium.Marker(HARBOURS["Korsakov"]).add_to(part)
    folium.CircleMarker(HARBOURS["Otaru"], color="brown").add_to(m)
    folium.LayerControl(collapsed=False).add_to(m)


@example(loaded("#map .added-html img"))
def float_image(m: folium.Map) -> None:
    picture = f"data:image/png;base64,{base64.b64encode(PIXEL).decode()}"
    plugins.FloatImage(picture, bottom=5, left=5, width="40px", height="40px").add_to(m)  # type: ignore[no-untyped-call]


@example("document.querySelectorAll('path[stroke-dasharray=\"9 9\"]').length === 1")
def polyline_offset_and_dashes(m: folium.Map) -> None:
    plugins.PolyLineOffset(list(HARBOURS.values()), offset=8, dash_array="9 9", color="black").add_to(m)  # type: ignore[no-untyped-call]
