"""Examples of folium layers in a story map: each is visible, and needs no requests and nothing that the page's Content-Security-Policy blocks."""

from __future__ import annotations

import folium
import pytest
from folium import plugins

from storymap.basemap import open_basemap
from storymap.errors import PageError
from tests.browser import layer_examples  # noqa: F401  registers its examples
from tests.browser.conftest import Open
from tests.browser.layer_marks import EXAMPLES, HARBOURS, check_examples
from tests.browser.plugin_examples import WITH_PLUGINS
from tests.render import stories
from tests.render.pages import page_of

# Each of these examples has a page of its own, because its test counts what all layers add, or because it moves the
# map.
SINGLE = ("marker", "geojson_points", "choropleth", "heat_map", "layer_control", "title_over_the_map", "fit_bounds")
MARKERS = (
    *("marker_shadow", "icon_in_color", "icons_of_three_kinds", "popup_that_is_open", "popup_with_style"),
    *("popup_with_table_in_frame", "tooltip_that_stays", "text_label", "icon_from_a_file"),
)
SHAPES = (
    *("circle_and_circle_marker", "lines_and_polygons", "geojson_points_as_circles", "geojson_with_style_function"),
    *("linear_colormap", "step_colormap", "image_overlay_from_an_array", "image_overlay_from_a_file"),
    *("float_image", "event_handler"),
)


@pytest.mark.parametrize("names", [*((name,) for name in SINGLE), MARKERS, SHAPES], ids=[*SINGLE, "markers", "shapes"])
def test_examples_of_folium_are_visible(names: tuple[str, ...], open_page: Open) -> None:
    check_examples(names, open_page)


def test_each_example_is_checked_once() -> None:
    assert sorted(EXAMPLES) == sorted([*SINGLE, *MARKERS, *SHAPES, *WITH_PLUGINS])


def test_popup_of_marker_opens_on_click(open_page: Open) -> None:
    page = page_of(stories.ferry(), basemap=open_basemap())
    folium.Marker(HARBOURS["Otaru"], popup="The <b>harbour</b>").add_to(page.map)
    reader = open_page("popup", text=page.html())
    reader.settle()
    reader.page.locator(".leaflet-marker-pane img").first.dispatch_event("click")
    reader.until("document.querySelector('.leaflet-popup-content b')?.textContent === 'harbour'")
    assert reader.complaints == []


def test_text_of_hostile_article_is_not_executed_in_page_with_layers(open_page: Open) -> None:
    page = page_of(stories.hostile(), basemap=open_basemap())
    folium.Marker([43, 141], popup="mine").add_to(page.map)
    reader = open_page("hostile-layers", text=page.html())
    reader.settle()
    assert reader.page.evaluate("window.pwned") is None
    assert reader.complaints == []


@pytest.mark.parametrize(
    ("add", "message"),
    [
        (
            lambda m: plugins.MarkerCluster([[43, 141]]).add_to(m),  # type: ignore[no-untyped-call]
            r"MarkerCluster loads .*online=True",
        ),
        (
            lambda m: folium.Marker([43, 141], popup="<img src='https://x.example/a.png'>").add_to(m),
            r"Popup loads the image",
        ),
        (lambda m: folium.Marker([43, 141], popup="<b onclick='go()'>x</b>").add_to(m), r"Popup .*event handler"),
        (
            lambda m: folium.Marker([43, 141], icon=folium.CustomIcon("https://x.example/i.png")).add_to(m),
            r"CustomIcon loads",
        ),
        (
            lambda m: folium.raster_layers.ImageOverlay("https://x.example/i.png", [[43, 141], [44, 142]]).add_to(m),
            r"ImageOverlay loads",
        ),
        (lambda m: folium.Marker([43, 141], icon=folium.Icon(icon="no-such-symbol")).add_to(m), r"Icon\(icon='no-such"),
        (lambda m: folium.Marker([43, 141], popup="<iframe src='https://x.example'></iframe>").add_to(m), r"iframe"),
    ],
)
def test_layer_that_the_policy_would_block_raises_error_with_remedy(add: object, message: str) -> None:
    page = page_of(stories.ferry())
    add(page.map)  # type: ignore[operator]
    with pytest.raises(PageError, match=message):
        page.html()


def test_online_page_loads_files_of_layers_from_their_hosts_only(open_page: Open) -> None:
    page = page_of(stories.ferry(), basemap=open_basemap(), online=True)
    plugins.MarkerCluster([[43, 141]]).add_to(page.map)  # type: ignore[no-untyped-call]
    html = page.html()
    assert page.layer_hosts == ["https://cdnjs.cloudflare.com"]
    reader = open_page("online", text=html)
    reader.settle()
    hosts = {url.split("/")[2] for url in reader.requests if url.startswith("http")}
    assert hosts == {"cdnjs.cloudflare.com"}
    assert not [complaint for complaint in reader.complaints if "Content Security Policy" in complaint]
    assert reader.page.evaluate("!!storymap.current()")
