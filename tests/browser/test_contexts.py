"""Pages opened from disk, over HTTP and in frames: they make no external requests and cause no errors."""

from __future__ import annotations

from collections.abc import Callable
from html import escape
from pathlib import Path

import folium
import pytest

from storymap.basemap import open_basemap
from tests.browser.conftest import NewReader, Open
from tests.browser.reader import Reader
from tests.browser.server import Server
from tests.render import stories
from tests.render.pages import page_of

TILE = '<svg xmlns="http://www.w3.org/2000/svg" width="256" height="256"/>'
FRAMES = {
    "cross-origin": '<iframe src="{address}"></iframe>',
    "sandbox": '<iframe src="{address}" sandbox="allow-scripts"></iframe>',
    "srcdoc": '<iframe srcdoc="{text}"></iframe>',
    "sandboxed-srcdoc": '<iframe srcdoc="{text}" sandbox="allow-scripts"></iframe>',
}


@pytest.fixture
def reader(new_reader: NewReader) -> Reader:
    return new_reader()


def foreign(reader: Reader, *own: str) -> list[str]:
    """Return the requested URLs other than the page's own."""
    return [url for url in reader.requests if url not in own and not url.startswith(("data:", "about:"))]


def test_page_from_disk_makes_no_external_requests(open_page: Open, tmp_path: Path) -> None:
    reader = open_page("ferry", motion=True)
    reader.page.locator("#next").click()
    reader.settle()
    assert foreign(reader, (tmp_path / "ferry.html").as_uri()) == []
    assert reader.complaints == []


def test_page_over_http_makes_no_external_requests(reader: Reader, server: Server, html: Callable[[str], str]) -> None:
    address = server.put("/story.html", html("ferry"))
    reader.page.goto(address)
    reader.page.locator("#next").click()
    reader.settle()
    assert foreign(reader, address) == []
    assert reader.complaints == []


def test_page_with_wrong_charset_still_runs(reader: Reader, server: Server, html: Callable[[str], str]) -> None:
    """The hashes of the policy do not depend on the charset that a server sends."""
    reader.page.goto(server.put("/story.html", html("ferry"), "text/html; charset=iso-8859-1"))
    reader.page.locator("#next").click()
    reader.settle()
    assert reader.complaints == []


@pytest.mark.parametrize("kind", FRAMES)
def test_page_in_frame_is_a_slideshow_and_makes_no_external_requests(
    kind: str, reader: Reader, server: Server, html: Callable[[str], str]
) -> None:
    server.put("/story.html", html("ferry"))
    address = server.other + "/story.html"
    frame = FRAMES[kind].format(address=address, text=escape(html("ferry")))
    host = server.put(
        f"/host-{kind}.html", f"<!DOCTYPE html><style>iframe {{ width: 900px; height: 560px }}</style>{frame}"
    )
    reader.page.goto(host)
    inner = reader.page.frame_locator("iframe")
    inner.locator("#next").click()
    reader.settle(frame=1)
    inner.locator("#scheme").dispatch_event("click")
    assert inner.locator(".step.slide-on").inner_text().startswith("A ferry from Wakkanai")
    assert inner.locator(".pin.on").count() > 0
    assert foreign(reader, host, address) == []
    assert reader.complaints == []


def test_slideshow_leaves_mouse_wheel_to_host(reader: Reader, server: Server, html: Callable[[str], str]) -> None:
    server.put("/story.html", html("voyage"))
    frame = FRAMES["cross-origin"].format(address=server.other + "/story.html")
    style = "<style>body { height: 3000px } iframe { width: 900px; height: 560px }</style>"
    reader.page.goto(server.put("/wheel.html", f"<!DOCTYPE html>{style}{frame}"))
    reader.page.frame_locator("iframe").locator(".slideshow-foot").wait_for()
    for x in (150, 700):
        reader.page.mouse.move(x, 300)
        before = reader.page.evaluate("scrollY")
        reader.page.mouse.wheel(0, 150)
        reader.until("scrollY === argument + 150", before)
        reader.page.evaluate("scrollTo(0, 0)")


def test_added_folium_layers_work(reader: Reader, server: Server) -> None:
    page = page_of(stories.ferry(), basemap=open_basemap())
    shape = {"type": "Polygon", "coordinates": [[[141, 43], [143, 43], [143, 44], [141, 44], [141, 43]]]}
    folium.GeoJson({"type": "Feature", "properties": {}, "geometry": shape}, name="drill", tooltip="drill").add_to(
        page.map
    )
    line = folium.PolyLine([[43.1, 131.9], [43, 141]], dash_array="4 4", tooltip="line")  # type: ignore[no-untyped-call]
    line.add_to(page.map)
    folium.CircleMarker([44, 142], radius=8, tooltip="dot").add_to(page.map)
    for z in range(4, 8):
        for x in range(2**z):
            for y in range(2**z) if z < 7 else range(40, 56):
                server.put(f"/tiles/{z}/{x}/{y}.png", TILE, "image/svg+xml")
    folium.TileLayer(server.origin + "/tiles/{z}/{x}/{y}.png", attr="Tiles", overlay=True, name="tiles").add_to(
        page.map
    )
    folium.LayerControl().add_to(page.map)
    reader.page.goto(server.put("/layers.html", page.html()))
    reader.settle()
    assert reader.page.locator("#map .leaflet-overlay-pane path").count() == 3
    assert reader.page.locator(".leaflet-control-layers").count() == 1
    reader.page.locator("img.leaflet-tile-loaded").first.wait_for(state="attached")
    assert reader.complaints == []


def test_scripts_in_hostile_article_are_not_executed(open_page: Open) -> None:
    reader = open_page("hostile")
    reader.page.locator("#text [data-place]").first.hover()
    reader.page.locator("#text [data-place]").first.click()
    reader.settle()
    for button in ("#all", "#next", "#previous", "#scheme"):
        reader.page.locator(button).dispatch_event("click")
    reader.settle()
    assert reader.page.evaluate("window.pwned") is None
    assert reader.complaints == []
