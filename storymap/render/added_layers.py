"""Collect what folium generates for layers added to the map of a page: scripts, styles, files and hosts.

The popups and tooltips of these layers may contain HTML, because the caller who adds the layers is trusted. Text from
the article and from places.yaml is never used here. The layers of folium itself need no jQuery, D3 or icon fonts,
because assets/added-layers.js replaces these.
"""

from __future__ import annotations

import itertools
import json
import re
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from branca.colormap import ColorMap
from branca.element import Element, Figure, JavascriptLink, Link
from branca.utilities import legend_scaler
from folium.map import FitBounds
from folium.raster_layers import ImageOverlay, TileLayer, VideoOverlay
from folium.template import Template

from storymap import leaflet
from storymap.errors import PageError
from storymap.lazy_pattern import lazy_pattern
from storymap.render.layer_files import LayerFile, layer_file
from storymap.render.layer_icons import symbol, used_icons
from storymap.render.policy import host_of
from storymap.render.validation import without_strings

_TAG = lazy_pattern(r"<(style|script)\b[^>]*>(.*?)</\1\s*>", re.S | re.I)
_TILES = lazy_pattern(r"L\.tileLayer(?:\.\w+)*\(\s*[\"']([^\"']+)[\"']")
_IMAGE = lazy_pattern(r"<img\b[^>]*?\bsrc\s*=\s*\\?[\"']?(https?://[^\"'\s>\\]+)", re.I)
_ICON = lazy_pattern(r"[\"']?(?:icon|shadow|iconRetina)Url[\"']?\s*:\s*[\"'](https?://[^\"']+)")
_FETCH = lazy_pattern(r"(?:fetch|getJSON|ajax)\(\s*[\"'](https?://[^\"']+)")
_FRAME = lazy_pattern(r"<iframe\b(?![^>]*\bsrc\s*=\s*\\?[\"']data:text/html)", re.I)
_HANDLER = lazy_pattern(r"<[a-z][^<>]*\son[a-z]+\s*=\s*\\?[\"']", re.I)
_JQUERY = lazy_pattern(r"\$\s*\(\s*[^`\s]|\bjQuery\b|\$\.[A-Za-z_]")
_LEGEND_BANDS = 64  # maximum number of colour bands of a legend, because a legend is too narrow for more
# Links to these files are left out. Leaflet in the page or assets/added-layers.js has the same functions.
_UNUSED = lazy_pattern(
    r"/jquery[\w.-]*(?:/[\d.]+)?/?jquery(?:-ui)?(?:-[\d.]+)?\.min\.js|/jquery-[\d.]+\.min\.js|highlight\.js/"
)
_D3 = lazy_pattern(r"/d3/3\.5\.5/")

_LEGEND = Template("""
    {% macro script(this, kwargs) %}
    var {{ this.get_name() }} = storymap.legend(map, {{ this.storymap_legend }});
    {% endmacro %}
    """)
_MINI_MAP = Template("""
    {% macro script(this, kwargs) %}
    var {{ this.get_name() }} = new L.Control.MiniMap(storymap.smallMap(), {{ this.options|tojavascript }});
    map.addControl({{ this.get_name() }});
    {% endmacro %}
    """)
_FIT_BOUNDS = Template("""
    {% macro script(this, kwargs) %}
    storymap.whenStarted(() => map.fitBounds({{ this.bounds|tojson }}, {animate: false, ...{{ this.options|tojavascript }}}));
    {% endmacro %}
    """)


@dataclass(slots=True)
class LayerParts:
    """What folium generates for a page. The script `start` starts the story. The script `layers` adds the layers.

    `images` and `data` are the CSP sources of images and data files.
    """

    start: str = ""
    layers: str = ""
    styles: list[str] = field(default_factory=list)
    files: list[LayerFile] = field(default_factory=list)
    images: list[str] = field(default_factory=list)
    data: list[str] = field(default_factory=list)

    @property
    def online(self) -> list[LayerFile]:
        """The files that the page loads from the web."""
        return [file for file in self.files if file.content is None]

    @property
    def hosts(self) -> list[str]:
        """The hosts that readers' browsers contact, such as "https://cdn.jsdelivr.net"."""
        return list(dict.fromkeys([*(host_of(file.url) for file in self.online), *self.images, *self.data]))


def collect(figure: Figure, start: Sequence[Element], *, plugins: Path | None, online: bool) -> LayerParts:
    """Return what folium generates for a figure.

    `start` contains the elements that the page itself added to the figure.

    Raise PageError if a layer needs something that the policy of the page blocks.
    """
    parts = LayerParts()
    own = {element.get_name() for element in start}
    with _rendered(figure, online=online) as before:
        scripts = list(figure.script._children.items())
        parts.start = "\n".join(e.render() for name, e in scripts if name in own)
        layers = [(name, e.render()) for name, e in scripts if name not in own]
        header = [(n, e) for n, e in figure.header._children.items() if n not in before["first"]]
        overlays = [(n, e.render()) for n, e in figure.html._children.items() if n not in own]
        names = {e.get_name(): type(e).__name__ for e in _all_elements(figure)}
    parts.layers = _script(layers, overlays, figure, plugins=plugins, online=online)
    checked = _Sources(parts, online)
    for name, text in [*layers, *overlays]:
        checked.check(names.get(name, "a layer"), text)
    checked.check_elements(figure)
    for name, element in header:
        if isinstance(element, Link):
            _add_file(parts, element, _owner(element, figure), plugins=plugins, online=online)
        else:
            text = element.render()
            parts.styles += [content for tag, content in _TAG.findall(text) if tag.lower() == "style"]
            added = "\n".join(content for tag, content in _TAG.findall(text) if tag.lower() == "script")
            parts.layers = f"{added}\n{parts.layers}" if added.strip() else parts.layers
            checked.check(names.get(name, "a layer"), text)
    return parts


@contextmanager
def _rendered(figure: Figure, *, online: bool) -> Iterator[dict[str, set[str]]]:
    """Render the layers into the figure. When the context ends, remove what the layers added to the figure.

    Elements that the caller added to the header, the body or the script of the figure are kept.
    """
    sections = (figure.header, figure.html, figure.script)
    saved = [dict(section._children) for section in sections]
    replaced = _replace_templates(figure, online=online)
    try:
        for child in figure._children.values():
            child.render()
        yield {"first": {name for name in saved[0] if name == "meta_http"}}
    finally:
        for section, children in zip(sections, saved, strict=True):
            section._children.clear()
            section._children.update(children)
        for element in replaced:
            del element._template
            vars(element).pop("storymap_legend", None)


def _replace_templates(figure: Figure, *, online: bool) -> list[Any]:
    """Replace the templates of legends and minimaps by templates that need no libraries or tiles, and that of
    `fit_bounds` by one that waits for the overview.

    Return the changed elements.
    """
    changed: list[Any] = []
    for element in _all_elements(figure):
        if isinstance(element, ColorMap):
            vars(element)["storymap_legend"] = _legend(element)
            element._template = _LEGEND
        elif _is_mini_map(element) and not online and _is_default(element.tile_layer):
            element._template = _MINI_MAP
        elif isinstance(element, FitBounds):
            element._template = _FIT_BOUNDS  # this template waits until the story has shown its overview
        else:
            continue
        changed.append(element)
    return changed


def _is_mini_map(element: Element) -> bool:
    """Return whether an element is a MiniMap.

    The function does not import `folium.plugins`, because the import takes long. Without the import, no element is a
    MiniMap.
    """
    loaded = sys.modules.get("folium.plugins")
    return loaded is not None and isinstance(element, loaded.MiniMap)


def _is_default(layer: TileLayer) -> bool:
    return "tile.openstreetmap.org" in layer.tiles


def _legend(colours: ColorMap) -> str:
    """Return the options of `storymap.legend` for a colour map, as JSON that is safe in a template."""
    low, high = float(colours.vmin), float(colours.vmax)
    edges = [low + (high - low) * k / _LEGEND_BANDS for k in range(_LEGEND_BANDS + 1)]
    index = [float(value) for value in colours.index]
    if type(colours).__name__ == "StepColormap":
        edges = sorted({low, high, *(value for value in index if low < value < high)})
    bands: list[list[Any]] = []
    for start, end in itertools.pairwise(edges):
        colour = colours((start + end) / 2)
        if bands and bands[-1][2] == colour:
            bands[-1][1] = end
        else:
            bands.append([start, end, colour])
    ticks = colours.tick_labels or legend_scaler(index, colours.max_labels)
    options = {
        "bands": bands,
        "ticks": [[float(t), f"{float(t):g}"] for t in ticks if t not in ("", None)],
        "low": low,
        "high": high,
        "caption": str(colours.caption or ""),
        "ink": colours.text_color,
        "width": colours.width,
        "height": colours.height,
    }
    text = json.dumps(options, ensure_ascii=True).replace("<", "\\u003c")
    # otherwise branca, which uses the result as a Jinja template, could find tags in it
    return re.sub(r"\{(?=[{%#])", r"\\u007b", text)


def _script(
    layers: list[tuple[str, str]],
    overlays: list[tuple[str, str]],
    figure: Figure,
    *,
    plugins: Path | None,
    online: bool,
) -> str:
    """Return the script that adds the layers, with the icons that it needs."""
    text = "\n".join(part for _, part in layers)
    # In the code of TimestampedGeoJson, this variable is global. Here it is a local one.
    text = text.replace("addControl(this.timeDimensionControl)", "addControl(timeDimensionControl)")
    if not text.strip() and not overlays:
        return ""
    head = [f"storymap.stockIcon({json.dumps(leaflet.marker_images())});"]
    icons = used_icons(_all_elements(figure))
    if icons:
        head.append(f"storymap.symbols({json.dumps(_symbols(icons, plugins))});")
    if "$(`" in text and not _JQUERY.search(without_strings(text)):
        head.append("const $ = html => [storymap.fragment(html)];")
    tail = [f"storymap.overlay(map, {_literal(part)});" for _, part in overlays if part.strip()]
    front = [e for m in _all_elements(figure) for e in getattr(m, "objects_to_stay_in_front", ())]
    tail += [f"{e.get_name()}.bringToFront();" for e in front]
    return "\n".join([*head, text, *tail])


def _literal(text: str) -> str:
    return json.dumps(text).replace("</", "<\\/")


def _symbols(icons: list[dict[str, Any]], plugins: Path | None) -> dict[str, dict[str, Any]]:
    found = {}
    for options in icons:
        name, prefix = str(options.get("icon", "")), str(options.get("prefix", ""))
        if not name:
            continue
        drawn = symbol(name, prefix, plugins)
        if drawn is None:
            raise PageError(
                f"Icon(icon={name!r}, prefix={prefix!r}): this symbol is not available offline. Use an icon of Font Awesome with prefix='fa' "
                "(pip install fontawesomefree), or one of info-sign, star, home, flag, heart, ok, remove, plus, minus, cloud, user"
            )
        found[f"{prefix}:{name}"] = drawn._asdict()
    return found


def _add_file(parts: LayerParts, link: Link, owner: str, *, plugins: Path | None, online: bool) -> None:
    is_style = not isinstance(link, JavascriptLink)
    if _UNUSED.search(link.url) and not _JQUERY.search(without_strings(parts.layers)):
        return
    if _D3.search(link.url) and not re.search(r"\bd3\.", parts.layers):
        return
    parts.files.append(layer_file(link.url, is_style=is_style, layer=owner, plugins=plugins, online=online))


def _owner(link: Link, figure: Figure) -> str:
    """Return the class name of the layer that needs a file. Messages show this name."""
    for element in _all_elements(figure):
        links = [*getattr(element, "default_js", ()), *getattr(element, "default_css", ())]
        if any(url == link.url for _, url in links):
            return type(element).__name__
    return "a layer on the map"


class _Sources:
    """Finds the URLs that generated scripts load. If `online` is true, the hosts of these URLs are added to the policy.

    If `online` is false, a URL raises PageError.
    """

    def __init__(self, parts: LayerParts, online: bool) -> None:
        self.parts, self.online = parts, online

    def check(self, layer: str, text: str) -> None:
        """Check a script or HTML text that folium generated for a layer."""
        for address in _TILES.findall(text):
            if address.startswith(("http:", "https:", "//")):
                self.parts.images.append(host_of(address))
        for address in [*_IMAGE.findall(text), *_ICON.findall(text)]:
            self._load(layer, address, self.parts.images, "image")
        for address in _FETCH.findall(text):
            self._load(layer, address, self.parts.data, "file")
        if _FRAME.search(text):
            raise PageError(f"{layer} contains an <iframe>, which the page's policy blocks: use HTML text instead")
        if _HANDLER.search(text):
            raise PageError(
                f"{layer} contains HTML with an event handler such as onclick, which the page's policy blocks: "
                "use a link, or folium's EventHandler"
            )

    def check_elements(self, figure: Figure) -> None:
        """Check layers whose URLs cannot be found in the generated scripts."""
        for element in _all_elements(figure):
            if isinstance(element, VideoOverlay):
                raise PageError("VideoOverlay: the page's policy blocks videos. Use ImageOverlay with an image")
            if isinstance(element, ImageOverlay) and _is_remote(element.url):
                self._load("ImageOverlay", element.url, self.parts.images, "image")
            elif getattr(element, "embed", True) is False and _is_remote(getattr(element, "embed_link", "")):
                self._load(type(element).__name__, element.embed_link, self.parts.data, "file")

    def _load(self, layer: str, address: str, hosts: list[str], kind: str) -> None:
        if not self.online:
            embed = "pass the data itself" if kind == "file" else "pass the path of a local copy"
            raise PageError(
                f"{layer} loads the {kind} {address}; pages must be self-contained. To include it, {embed}; "
                "or let readers download it (save(…, online=True))"
            )
        hosts.append(host_of(address))


def _is_remote(address: object) -> bool:
    return isinstance(address, str) and address.startswith(("http://", "https://", "//"))


def _all_elements(figure: Element) -> list[Any]:
    """Return all elements of the map, including those that folium keeps in attributes instead of children."""
    found: list[Any] = []
    seen: set[int] = set()

    def visit(element: Element) -> None:
        if id(element) in seen:
            return
        seen.add(id(element))
        found.append(element)
        held = [value for key, value in vars(element).items() if isinstance(value, Element) and key != "_parent"]
        for child in [*element._children.values(), *held]:
            visit(child)

    visit(figure)
    return found
