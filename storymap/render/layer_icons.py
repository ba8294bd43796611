"""The symbols of folium.Icon as SVG paths.

This module contains a few common symbols. Other symbols are read from Font Awesome.

folium draws its icons with fonts that the page would have to load. Instead, assets/added-layers.js draws a pin as SVG,
with the symbol inside it. The SVG files of Font Awesome are read from the package `fontawesomefree` or from a
`node_modules` folder, if one of these is present.
"""

from __future__ import annotations

import re
from importlib.util import find_spec
from pathlib import Path
from typing import Any, NamedTuple

# Path (in a box of 16 × 16) -> the names that the drawn symbol has in Glyphicons and in Font Awesome.
_DRAWN = {
    "M8 1a7 7 0 1 0 0 14A7 7 0 0 0 8 1zM7 3.6h2v2H7zM6 7h3v4.4h1V13H6v-1.6h1V8.5H6z": "info-sign circle-info info-circle",
    "M6.6 1h2.8v2.8H6.6zM5.5 5.5h3.9v7.7h1.4V15H5.2v-1.8h1.4V7.3H5.5z": "info",
    "M8 1l2.1 4.7 5.1.5-3.8 3.4 1.1 5L8 12l-4.5 2.6 1.1-5L.8 6.2l5.1-.5z": "star",
    "M8 1.5L.8 8h2v6.5h3.9v-4.3h2.6v4.3h3.9V8h2z": "home house",
    "M3 1h1.5v1h9l-2 3.5 2 3.5h-9v6H3z": "flag",
    "M8 14.5C3.2 10.6 1 8.3 1 5.5 1 3.4 2.6 2 4.5 2 6 2 7.3 2.8 8 4c.7-1.2 2-2 3.5-2C13.4 2 15 3.4 15 5.5c0 2.8-2.2 5.1-7 9z": "heart",
    "M13.5 2.6l1.9 1.9-9 9.2L.8 8.2l1.9-1.9 3.7 3.6z": "ok check",
    "M8 1a7 7 0 1 0 0 14A7 7 0 0 0 8 1zm3.5 3.7l1.4 1.4-5.9 6-3.8-3.9 1.4-1.4L7 9.2z": "ok-sign ok-circle circle-check check-circle",
    "M3.2 1.3L8 6.1l4.8-4.8 1.9 1.9L9.9 8l4.8 4.8-1.9 1.9L8 9.9l-4.8 4.8-1.9-1.9L6.1 8 1.3 3.2z": "remove times xmark",
    "M8 1a7 7 0 1 0 0 14A7 7 0 0 0 8 1zM5.6 4.2L8 6.6l2.4-2.4 1.4 1.4L9.4 8l2.4 2.4-1.4 1.4L8 9.4l-2.4 2.4-1.4-1.4L6.6 8 4.2 5.6z": "remove-sign remove-circle circle-xmark times-circle",
    "M6.7 1.5h2.6v5.2h5.2v2.6H9.3v5.2H6.7V9.3H1.5V6.7h5.2z": "plus",
    "M1.5 6.7h13v2.6h-13z": "minus",
    "M8 1a7 7 0 1 0 0 14A7 7 0 0 0 8 1z": "circle record",
    "M4 13a3.5 3.5 0 0 1-.6-6.9A4.6 4.6 0 0 1 12 5.7 3.7 3.7 0 0 1 12 13z": "cloud",
    "M8 1a5 5 0 0 0-5 5c0 3.6 5 9 5 9s5-5.4 5-9a5 5 0 0 0-5-5zm0 3a2 2 0 1 1 0 4 2 2 0 0 1 0-4z": "map-marker location-dot map-marker-alt",
    "M8 1a3.4 3.4 0 1 0 0 6.8A3.4 3.4 0 0 0 8 1zM1.5 15c0-3.7 2.7-6 6.5-6s6.5 2.3 6.5 6z": "user",
    "M8 1.2L15.5 14.5H.5zM7.2 5.8l.3 4.4h1l.3-4.4zM7.2 11.2v1.7h1.6v-1.7z": "warning-sign triangle-exclamation exclamation-triangle",
}  # fmt: skip
_OWN = {name: path for path, names in _DRAWN.items() for name in names.split()}


class Symbol(NamedTuple):
    """A symbol, which is an SVG path in a box of `width` × `height`."""

    path: str
    width: int
    height: int


def symbol(name: str, prefix: str, plugins: Path | None) -> Symbol | None:
    """Return the symbol of a folium.Icon, or None if it is unknown.

    Name and prefix are, for example, "cloud" and "glyphicon", or "fa-truck" and "fa".
    """
    name = name.removeprefix("fa-").removeprefix("glyphicon-")
    if prefix.startswith("fa") and (found := _font_awesome(name, prefix, plugins)):
        return found
    return Symbol(_OWN[name], 16, 16) if name in _OWN else None


def used_icons(elements: list[Any]) -> list[dict[str, Any]]:
    """Return the options of all folium.Icon elements."""
    from folium.map import Icon

    return [dict(element.options) for element in elements if isinstance(element, Icon)]


def _font_awesome(name: str, prefix: str, plugins: Path | None) -> Symbol | None:
    folders = [plugins / "@fortawesome" / "fontawesome-free" / "svgs"] if plugins else []
    package = find_spec("fontawesomefree")
    if package and package.origin:
        folders.append(Path(package.origin).parent / "static" / "fontawesomefree" / "svgs")
    styles = {"far": ["regular"], "fab": ["brands"]}.get(prefix, ["solid", "regular", "brands"])
    for folder in folders:
        for style in styles:
            file = folder / style / f"{name}.svg"
            if re.fullmatch(r"[\w-]+", name) and file.is_file():
                return _parse(file.read_text(encoding="utf-8"))
    return None


def _parse(svg: str) -> Symbol | None:
    """Return the symbol in an SVG file of Font Awesome, which has one path."""
    box = re.search(r'viewBox="0 0 (\d+) (\d+)"', svg)
    path = re.search(r'<path[^>]* d="([^"]+)"', svg)
    return Symbol(path[1], int(box[1]), int(box[2])) if box and path else None
