"""The map of the page, made with folium.

The templates in this module insert only ids and numbers, and never text from a story.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import folium
from branca.element import Figure, MacroElement
from folium.template import Template

from storymap.leaflet import with_numbered_ids
from storymap.render.added_layers import LayerParts, collect


class PageFigure(Figure):
    """The folium figure of the map.

    If folium or branca saves or displays the figure, the result is the whole story map.
    """

    def __init__(self, write: Callable[[], str]) -> None:
        super().__init__()
        self._write = write

    def render(self, **kwargs: Any) -> str:
        """Return the whole page."""
        return self._write()

    @property
    def has_additions(self) -> bool:
        """Whether the caller added elements to the header, the body or the script of the figure.

        The caller does this, for example, with `map.get_root().html.add_child`.
        """
        return bool(self.html._children or self.script._children or set(self.header._children) - {"meta_http"})

    def parts(self, *, plugins: Path | None = None, online: bool = False) -> LayerParts:
        """Return what folium generates for the map and added layers.

        The random ids of folium are replaced by numbers. Files that layers need are read from the folder `plugins`. If
        the folder does not contain a file and `online` is true, the page loads the file from the web. Raise PageError
        if a layer needs a file that the page must not load.
        """
        engine = [e for e in self._children.values() if isinstance(e, LeafletMap)]
        own = [
            *engine,
            *(e for m in engine for e in m._children.values() if isinstance(e, VectorBasemap | StoryScript)),
        ]
        parts = collect(self, own, plugins=plugins, online=online)
        return replace(
            parts,
            start=with_numbered_ids(self, parts.start),
            layers=with_numbered_ids(self, parts.layers),
            styles=[with_numbered_ids(self, style) for style in parts.styles],
        )


class LeafletMap(folium.Map):
    """A folium.Map that needs no external files, because the page contains Leaflet and its own controls."""

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
        """Return the name of the map in the script. The name is the same in every page."""
        return "map"


class VectorBasemap(folium.map.Layer):
    """The offline basemap, which is drawn from the JSON document of the page.

    The basemap is always visible, and layer controls do not list it.
    """

    _template = Template("""
        {% macro script(this, kwargs) %}
        storymap.base = storymap.basemap(map, storymap.data.basemap);
        {% endmacro %}
        """)

    def __init__(self) -> None:
        super().__init__(name="basemap", control=False)
        self.show = False  # folium does not add the layer, because the script above does


class StoryScript(MacroElement):
    """Starts the story before layers are added, so that an error in a layer cannot stop the story."""

    _template = Template("""
        {% macro script(this, kwargs) %}
        storymap.start(map, storymap.data);
        {% endmacro %}
        """)

    def __init__(self) -> None:
        super().__init__()  # type: ignore[no-untyped-call]
        self._name = "StoryScript"
