"""Leaflet's files as pages carry them, from the package that brings them, and folium's elements told apart by numbers.

The PyPI package `django-js-lib-leaflet` holds the same bytes as Leaflet's own release (and needs no Django). Its files
are checked against the release's hashes each time: nobody can slip other code into the pages we write.
"""

from __future__ import annotations

import base64
import hashlib
import re
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

from storymap.errors import PageError

if TYPE_CHECKING:
    from branca.element import Element

# SHA-256 of dist/ of Leaflet 1.9.4, as its makers publish them for <script integrity>.
HASHES = {
    "leaflet.js": "20nQCchB9co0qIjJZRGuk2/Z9VM+kNiyxNV1lvTlZBo=",
    "leaflet.css": "p4NxAoJBhIIN+hmNHrzRCf9tD/miZyoHS5obTRR9BMY=",
}

_OF_LAYERS = re.compile(r"\.leaflet-(?:popup|tooltip|control-layers|default-icon|div-icon|image-layer|oldie)")


@cache
def script() -> str:
    """leaflet.js with its licence notice and without the address of a source map that the page does not carry."""
    return re.sub(r"\n//# sourceMappingURL=.*", "", _checked("leaflet.js")).strip() + "\n"


@cache
def styles(layers: bool = True) -> str:
    """leaflet.css with its images as data URIs and without the rules for Internet Explorer's VML.

    `layers`: with the rules of what only layers of a caller's own have: markers' images, popups, tooltips, a switch.
    """
    css = re.sub(r"[^{}]*\{[^{}]*#default#VML[^{}]*\}", "", _checked("leaflet.css"))
    if not layers:
        css = re.sub(r"([^{}]+)(\{[^{}]*\})", _without_layers, re.sub(r"/\*.*?\*/", "", css, flags=re.S))
    return re.sub(r"url\((images/[\w.-]+)\)", lambda found: f"url({_data_uri(found[1])})", css).strip() + "\n"


def _without_layers(rule: re.Match[str]) -> str:
    selectors = [s for s in rule[1].split(",") if not _OF_LAYERS.search(s)]
    return ",".join(selectors) + rule[2] if selectors else ""


def descendants(element: Element) -> list[Element]:
    """Every element below one, in the order they are drawn."""
    return [e for child in element._children.values() for e in (child, *descendants(child))]


def counted(element: Element, text: str) -> str:
    """What folium wrote of an element, with numbers for its random ids: the same each time."""
    for number, part in enumerate(descendants(element), 1):
        text = text.replace(part._id, f"{number:04d}")
    return "\n".join(text.splitlines())


def _checked(name: str) -> str:
    content = _read(name)
    if base64.b64encode(hashlib.sha256(content).digest()).decode() != HASHES[name]:
        raise PageError(
            f"{name} of the package django-js-lib-leaflet is not the file of Leaflet 1.9.4; "
            "reinstall it: pip install --force-reinstall django-js-lib-leaflet==1.9.4.1"
        )
    return content.decode().replace("\r\n", "\n")  # as browsers read it, or its hash would not fit the policy


def _read(name: str) -> bytes:
    try:
        return (files("js_lib_leaflet") / "static" / "js_lib_leaflet" / name).read_bytes()
    except (ModuleNotFoundError, FileNotFoundError) as missing:
        raise PageError("Leaflet's files are missing: pip install django-js-lib-leaflet==1.9.4.1") from missing


def _data_uri(name: str) -> str:
    return "data:image/png;base64," + base64.b64encode(_read(name)).decode()
