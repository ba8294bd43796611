"""Read the images of markers.

PNG, JPEG, WebP and GIF images are scaled down. An SVG image is reduced to plain shapes.
"""

from __future__ import annotations

import base64
import io
import re
import warnings
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any
from urllib.parse import quote

from storymap.lazy_pattern import lazy_pattern

SIDE_PX = 64  # twice the size of an icon on the map, for screens with a high resolution
MAX_FILE_BYTES = 2_000_000
MAX_SVG_BYTES = 6_000  # Maximum size of an SVG after sanitising. A drawing of 32 pixels does not need more.
BUDGET = 60_000  # maximum number of bytes for all icons of a page
Warn = Callable[[str], None]

# The elements and attributes of SVG that are kept. Scripts, links, styles, text and references to files are left out.
# See https://www.w3.org/TR/SVG2/.
_SVG = "{http://www.w3.org/2000/svg}"
_ELEMENTS = frozenset(["svg", "g", "path", "rect", "circle", "ellipse", "line", "polyline", "polygon", "title", "desc"])
_ATTRIBUTES = frozenset(
    [
        "viewBox",
        "width",
        "height",
        "d",
        "x",
        "y",
        "x1",
        "y1",
        "x2",
        "y2",
        "cx",
        "cy",
        "r",
        "rx",
        "ry",
        "points",
        "transform",
        "fill",
        "fill-rule",
        "fill-opacity",
        "stroke",
        "stroke-width",
        "stroke-linecap",
        "stroke-linejoin",
        "stroke-opacity",
        "stroke-dasharray",
        "opacity",
    ]
)
_SAFE_VALUE = lazy_pattern(r"[\w\s#%.,()+-]*")


def embed_icons(
    files: Sequence[str],
    find: Callable[[str], Path | None],
    *,
    warn: Warn,
    hint: Callable[[str], str] = lambda name: "",
) -> dict[str, str]:
    """Return a mapping from the path of a marker image to its data: URL. Only files that `find` returns are read.

    `warn` is called with a sentence for each marker that is left out. `hint` returns advice about the path of a missing
    file, or "".
    """
    found: dict[str, str] = {}
    size = 0
    for name in files:
        path = find(name)
        if path is None:
            warn(
                f"places.yaml: the marker {name} (`icon` or `icons`) is left out, because its file was not found beside the "
                f"article or in its site.{hint(name) or ' Give the path of an SVG, PNG, JPEG, WebP or GIF file.'}"
            )
            continue
        try:
            content = path.read_bytes() if path.stat().st_size <= MAX_FILE_BYTES else b""
            address = icon_address(content)
        except (OSError, ValueError) as error:
            warn(f"the marker {name} is left out: {error}.")
            continue
        if size + len(address) > BUDGET:
            warn(f"the marker {name} is left out: markers are limited to {BUDGET // 1000} KB in total. Use fewer.")
            continue
        size += len(address)
        found[name] = address
    return found


def icon_address(content: bytes) -> str:
    """Return an image as a data: URL. Raise ValueError if the content is not an image that can be used."""
    if not content:
        raise ValueError(f"the file is empty or larger than {MAX_FILE_BYTES // 1_000_000} MB")
    if content.lstrip()[:1] == b"<" or content.startswith(b"\xef\xbb\xbf<"):
        return "data:image/svg+xml," + quote(clean_svg(content), safe=" =:/(),'-")
    return f"data:image/png;base64,{base64.b64encode(_small_png(content)).decode()}"


def _small_png(content: bytes) -> bytes:
    from PIL import Image

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            with Image.open(io.BytesIO(content), formats=("JPEG", "PNG", "WEBP", "GIF")) as image:
                small = image.convert("RGBA")
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise ValueError("it is not a PNG, SVG, JPEG, WebP or GIF image") from error
    small.thumbnail((SIDE_PX, SIDE_PX))
    into = io.BytesIO()
    small.save(into, "PNG", optimize=True)
    return into.getvalue()


def clean_svg(content: bytes) -> str:
    """Return an SVG reduced to shapes, colours and transformations.

    Raise ValueError if the SVG is invalid or too large.
    """
    from lxml import etree

    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False, load_dtd=False)
    try:
        root = etree.fromstring(content, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise ValueError(f"the SVG is not well-formed: {error}") from error
    if root.tag not in (f"{_SVG}svg", "svg"):
        raise ValueError("the XML file is not an SVG")
    drawn = _clean(root, etree)
    if drawn is None or not drawn.get("viewBox"):
        width, height = (str(root.get(side, "")).removesuffix("px") for side in ("width", "height"))
        if not re.fullmatch(r"\d+(\.\d+)?", width) or not re.fullmatch(r"\d+(\.\d+)?", height):
            raise ValueError("the SVG has no viewBox")
        drawn.set("viewBox", f"0 0 {width} {height}")
    if not any(
        True for _ in drawn.iter(f"{_SVG}path", *(f"{_SVG}{name}" for name in _ELEMENTS - {"svg", "g", "path"}))
    ):
        raise ValueError("the SVG has no shapes; text, images and styles are not used")
    for side in ("width", "height"):
        drawn.attrib.pop(side, None)
    text = str(etree.tostring(drawn, encoding="unicode"))
    if len(text.encode()) > MAX_SVG_BYTES:
        raise ValueError(f"the SVG is larger than {MAX_SVG_BYTES // 1000} KB; simplify it or use a PNG")
    return text


def _clean(node: Any, etree: Any) -> Any:
    """Return a copy of an element with allowed content only.

    Return None if the element itself is not allowed. Styles become attributes.
    """
    name = etree.QName(node).localname if isinstance(node.tag, str) else ""
    if name not in _ELEMENTS or name in ("title", "desc"):
        return None
    copy = etree.Element(f"{_SVG}{name}", nsmap={None: _SVG[1:-1]})
    styles = dict(part.split(":", 1) for part in str(node.get("style", "")).split(";") if ":" in part)
    for key, value in {**node.attrib, **{k.strip(): v.strip() for k, v in styles.items()}}.items():
        if key in _ATTRIBUTES and _SAFE_VALUE.fullmatch(value) and "url" not in value.lower():
            copy.set(key, value)
    for child in node:
        if (inner := _clean(child, etree)) is not None:
            copy.append(inner)
    return copy
