"""folium as the map engine of the page. Only ids and numbers go through these templates, never text of a story."""

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
from storymap.leaflet import descendants, with_numbered_ids

_STYLE = re.compile(r"<style[^>]*>(.*?)</style>", re.S)


class PageFigure(Figure):
    """The folium figure of the map. When folium or branca saves or displays it, the whole story map is written."""

    def __init__(self, write: Callable[[], str]) -> None:
        super().__init__()
        self._write = write

    def render(self, **kwargs: Any) -> str:
        """Return the whole page."""
        return self._write()

    def parts(self) -> tuple[str, list[str]]:
        """Return the script and the styles that folium generates for the map and added layers.

        The random ids of folium are replaced by numbers. Raise PageError if a layer loads an external file.
        """
        for part in (self.header, self.html, self.script):
            part._children.clear()
        for child in self._children.values():
            child.render()
        head = list(self.header._children.values())
        for link in head:
            if isinstance(link, Link):
                raise PageError(f"a layer of the map loads {link.url}; pages must be self-contained: remove that layer")
        styles = _STYLE.findall("".join(element.render() for element in head))
        return with_numbered_ids(self, self.script.render()), [with_numbered_ids(self, style) for style in styles]


class LeafletMap(folium.Map):
    """A folium.Map without external files: the page contains Leaflet and its own controls."""

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
        self._parent = None  # type: ignore[assignment]  # folium adds every new map to a new figure

    def get_name(self) -> str:
        """Return the name of the map in the script, the same in every page."""
        return "map"


class VectorBasemap(folium.map.Layer):
    """The offline basemap, drawn from the JSON document of the page. It is always visible and not listed in layer controls."""

    _template = Template("""
        {% macro script(this, kwargs) %}
        storymap.base = storymap.basemap(map, storymap.data.basemap);
        {% endmacro %}
        """)

    def __init__(self) -> None:
        super().__init__(name="basemap", control=False)
        self.show = False  # the script above adds it


class StoryScript(MacroElement):
    """Starts the story before added layers, so that an error in a layer cannot stop it."""

    _template = Template("""
        {% macro script(this, kwargs) %}
        storymap.start(map, storymap.data);
        {% endmacro %}
        """)

    def __init__(self) -> None:
        super().__init__()  # type: ignore[no-untyped-call]
        self._name = "StoryScript"


def tile_hosts(element: Element) -> list[str]:
    """Return the hosts of added tile layers as CSP sources."""
    layers = [e for e in descendants(element) if isinstance(e, TileLayer | WmsTileLayer)]
    addresses = [layer.tiles if isinstance(layer, TileLayer) else layer.url for layer in layers]
    return list(dict.fromkeys(_host(address) for address in addresses))


def _host(address: str) -> str:
    """Return the CSP source of a tile URL: "https://*.tile.example.org" for "https://{s}.tile.example.org/{z}/…"."""
    parts = urlsplit(address.replace("{s}", "*"))
    return f"{parts.scheme or 'https'}://{parts.netloc}"
