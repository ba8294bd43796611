"""Read the script and styles of Leaflet for pages, and make the ids of folium's elements reproducible.

The files come from the PyPI package `django-js-lib-leaflet`, which contains the unchanged release of Leaflet (and does
not need Django). Each file must have the hash that it has in the release, so that no other code can get into pages.
"""

from __future__ import annotations

import base64
import hashlib
import re
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

from storymap import resources
from storymap.errors import PageError
from storymap.lazy_pattern import lazy_pattern

if TYPE_CHECKING:
    from branca.element import Element

# SHA-256 of the files in dist/ of Leaflet 1.9.4, as published for <script integrity>.
HASHES = {
    "leaflet.js": "20nQCchB9co0qIjJZRGuk2/Z9VM+kNiyxNV1lvTlZBo=",
    "leaflet.css": "p4NxAoJBhIIN+hmNHrzRCf9tD/miZyoHS5obTRR9BMY=",
}

# These declarations are only for old browsers, which cannot run the scripts of the page. The style sheet also has each
# declaration in its standard form.
_OLD = lazy_pattern(r"(?<=[{;])\s*(?:-moz-|-ms-|-webkit-(?:transform|transition|user-select))[^;}]*;?")
_OF_LAYERS = lazy_pattern(
    r"\.leaflet-(?:popup|tooltip|control-layers|default-icon|div-icon|image-layer|oldie|vml-shape|attribution-flag)"
)


@cache
def script() -> str:
    """Return leaflet.js with its licence. The reference to a source map is removed."""
    code = re.sub(r"\n//# sourceMappingURL=.*", "", _checked("leaflet.js")).strip()
    licence = " ".join(resources.license_text("BSD-2-Clause-Leaflet").split())
    return f"{code}\n/*! {licence} */\n"


@cache
def styles(layers: bool = True) -> str:
    """Return leaflet.css. Images are data URIs, and rules for VML (Internet Explorer) are removed.

    If `layers` is false, rules that are needed only for added layers are removed too: those for marker images, popups,
    tooltips and the layer control.
    """
    css = re.sub(r"[^{}]*\{[^{}]*#default#VML[^{}]*\}", "", _checked("leaflet.css"))
    if not layers:
        css = re.sub(r"([^{}]+)(\{[^{}]*\})", _without_layers, re.sub(r"/\*.*?\*/", "", css, flags=re.S))
        css = _OLD.sub("", css)
    return (
        re.sub(r"url\((images/[\w.-]+)\)", lambda found: f"url({_data_uri(found[1])})", _squeezed(css)).strip() + "\n"
    )


def _squeezed(css: str) -> str:
    """Return leaflet.css without comments and unnecessary white space.

    The removal is safe, because the strings in leaflet.css contain neither comments nor white space.
    """
    css = re.sub(r"\s+", " ", re.sub(r"/\*.*?\*/", "", css, flags=re.S))
    return re.sub(r"\s*([{};,>])\s*|(?<=:)\s+", lambda found: found[1] or "", css).replace(";}", "}")


def _without_layers(rule: re.Match[str]) -> str:
    selectors = [s for s in rule[1].split(",") if not _OF_LAYERS.search(s)]
    return ",".join(selectors) + rule[2] if selectors else ""


@cache
def marker_images() -> dict[str, str]:
    """Return the images of Leaflet's default marker as data URIs. The keys are the names of options of L.Icon."""
    names = {"iconUrl": "marker-icon.png", "iconRetinaUrl": "marker-icon-2x.png", "shadowUrl": "marker-shadow.png"}
    return {option: _data_uri(f"images/{name}") for option, name in names.items()}


def descendants(element: Element) -> list[Element]:
    """Return all descendants of a folium element in the order in which folium draws them."""
    return [e for child in element._children.values() for e in (child, *descendants(child))]


def with_numbered_ids(element: Element, text: str) -> str:
    """Return `text`, folium's output for an element, with numbers instead of random ids.

    The ids of all descendants of the element are replaced.
    """
    for number, part in enumerate(descendants(element), 1):
        text = text.replace(part._id, f"{number:04d}")
    return "\n".join(text.splitlines())


def _checked(name: str) -> str:
    content = _read(name)
    if base64.b64encode(hashlib.sha256(content).digest()).decode() != HASHES[name]:
        raise PageError(
            f"{name} of the package django-js-lib-leaflet differs from Leaflet 1.9.4; "
            "reinstall it: pip install --force-reinstall django-js-lib-leaflet==1.9.4.1"
        )
    # before a browser computes a hash for the policy, it normalises the line ends
    return content.decode().replace("\r\n", "\n")


def _read(name: str) -> bytes:
    try:
        return (files("js_lib_leaflet") / "static" / "js_lib_leaflet" / name).read_bytes()
    except (ModuleNotFoundError, FileNotFoundError) as missing:
        raise PageError("Leaflet's files are missing: pip install django-js-lib-leaflet==1.9.4.1") from missing


def _data_uri(name: str) -> str:
    return "data:image/png;base64," + base64.b64encode(_read(name)).decode()
