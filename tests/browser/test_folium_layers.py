"""Examples of folium in a story map: each leaves a visible mark, without errors of the policy and without requests."""

from __future__ import annotations

from pathlib import Path

import folium
import pytest
from folium import plugins

from storymap.basemap import open_basemap
from storymap.errors import PageError
from tests.browser.chromium import CHECKOUT, required
from tests.browser.conftest import Open
from tests.browser.layer_examples import EXAMPLES, HARBOURS, MARKS
from tests.render import stories
from tests.render.pages import page_of


def plugin_folder() -> Path:
    """Return the folder with the files of folium's plugins. If it is missing, skip the test, or fail if it is required."""
    import os

    folder = Path(os.environ.get("STORYMAP_PLUGINS") or CHECKOUT / "node_modules")
    if not (folder / "leaflet.markercluster").is_dir():
        if required():
            pytest.fail(
                "the plugins of folium were not found: see .ci/run, or set STORYMAP_PLUGINS to a node_modules folder"
            )
        pytest.skip(
            "the plugins of folium were not found: see .ci/run, or set STORYMAP_PLUGINS to a node_modules folder"
        )
    return folder


# AntPath's plugin writes a style element at run time, which the policy blocks; the line is drawn but does not move
_OPEN = {"ant_path": pytest.mark.xfail(reason="the style element of leaflet-ant-path is blocked by the policy")}


@pytest.mark.parametrize("name", [pytest.param(name, marks=_OPEN.get(name, ())) for name in EXAMPLES])
def test_example_of_folium_is_visible(name: str, open_page: Open) -> None:
    page = page_of(stories.ferry(), basemap=open_basemap(), plugins=plugin_folder())
    EXAMPLES[name](page.map)
    reader = open_page(name, text=page.html())
    reader.until("storymap.current")
    try:
        reader.until(MARKS[name])
    finally:
        assert reader.complaints == []
    assert [url for url in reader.requests if not url.startswith(("file:", "data:", "blob:"))] == []
    assert page.layer_hosts == []


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
        (lambda m: plugins.MarkerCluster([[43, 141]]).add_to(m), r"MarkerCluster loads .*online=True"),
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
