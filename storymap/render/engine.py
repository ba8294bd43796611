"""folium as the page's map engine. Only ids and numbers go through these templates: no word of a story ever does."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any
from urllib.parse import urlsplit

import folium
from branca.element import Element, Figure, Link, MacroElement
from folium.raster_layers import TileLayer, WmsTileLayer
from folium.template import Template

from storymap.errors import PageError
from storymap.leaflet import counted, descendants

_STYLE = re.compile(r"<style[^>]*>(.*?)</style>", re.S)


class PageFigure(Figure):
    """The figure the map lives in. Saved or shown by folium and branca, it gives the whole page."""

    def __init__(self, write: Callable[[], str]) -> None:
        super().__init__()
        self._write = write

    def render(self, **kwargs: Any) -> str:
        """The whole page."""
        return self._write()

    def parts(self) -> tuple[str, list[str]]:
        """The script that folium writes for the map and the caller's layers, and their styles.

        Raises PageError when a layer wants something from elsewhere. folium's ids are random, the ones here count.
        """
        for part in (self.header, self.html, self.script):
            part._children.clear()
        for child in self._children.values():
            child.render()
        head = list(self.header._children.values())
        for link in head:
            if isinstance(link, Link):
                raise PageError(f"a layer of the map loads {link.url}, and a page loads nothing: leave that layer out")
        styles = _STYLE.findall("".join(element.render() for element in head))
        return counted(self, self.script.render()), [counted(self, style) for style in styles]


class LeafletMap(folium.Map):
    """A folium.Map that loads nothing: Leaflet and the controls around it are the page's own."""

    _template = Template("""
        {% macro html(this, kwargs) %}<div id="map" dir="ltr"></div>{% endmacro %}
        {% macro script(this, kwargs) %}
        const map = storymap.map("map", {{ this.options|tojavascript }});
        {% endmacro %}
        """)

    def __init__(self, **options: Any) -> None:
        super().__init__(tiles=None, zoom_control=False, **options)
        self.default_js: list[tuple[str, str]] = []
        self.default_css: list[tuple[str, str]] = []
        self._parent = None  # type: ignore[assignment]  # folium puts every new map into a figure of its own

    def get_name(self) -> str:
        """The script's name of the map, the same in every page."""
        return "map"


class VectorBasemap(folium.map.Layer):
    """The offline basemap from the page's JSON document; always on, not in layer controls."""

    _template = Template("""
        {% macro script(this, kwargs) %}
        storymap.base = storymap.basemap(map, storymap.data.basemap);
        {% endmacro %}
        """)

    def __init__(self) -> None:
        super().__init__(name="basemap", control=False)
        self.show = False  # the script above adds it


class StoryScript(MacroElement):
    """Starts the story: before the caller's layers, so that a bad one cannot keep it from running."""

    _template = Template("""
        {% macro script(this, kwargs) %}
        storymap.start(map, storymap.data);
        {% endmacro %}
        """)

    def __init__(self) -> None:
        super().__init__()  # type: ignore[no-untyped-call]
        self._name = "StoryScript"


def tile_hosts(element: Element) -> list[str]:
    """The hosts that tile layers which a caller added ask for images, as CSP sources."""
    layers = [e for e in descendants(element) if isinstance(e, TileLayer | WmsTileLayer)]
    addresses = [layer.tiles if isinstance(layer, TileLayer) else layer.url for layer in layers]
    return list(dict.fromkeys(_host(address) for address in addresses))


def _host(address: str) -> str:
    """ "https://{s}.tile.example.org/{z}/…" -> "https://*.tile.example.org"."""
    parts = urlsplit(address.replace("{s}", "*"))
    return f"{parts.scheme or 'https'}://{parts.netloc}"
