"""Save files that were uploaded in the editor: images, map layers and images of markers."""

from __future__ import annotations

import io
import re
from pathlib import Path

from storymap.edit.request_fields import ChangeError, RequestError
from storymap.errors import OverrideError
from storymap.files import write_atomically
from storymap.json_limits import parse_json
from storymap.map_layers.read import read_shapes
from storymap.paths import is_device_name
from storymap.render.icons import icon_address

KINDS = ("image", "layer", "marker")
MAX_FILE = 15_000_000  # maximum number of bytes of an uploaded file; the page contains smaller copies of images
_SUFFIXES = {"JPEG": ".jpg", "PNG": ".png", "WEBP": ".webp", "GIF": ".gif"}  # the formats that pages can contain
_MAX_STEM = 60  # maximum number of characters in a file name without its suffix


def save_file(content: bytes, name: str, folder: Path, kind: str = "image") -> str:
    """Write a file into a folder and return its name.

    If a file with this name and other content exists, choose another name.

    `kind` is one of KINDS. Raise ChangeError if the content is not of this kind or is too large.
    """
    if kind not in KINDS:
        raise RequestError(f"`kind` must be one of {', '.join(KINDS)}.")
    if len(content) > MAX_FILE:
        raise ChangeError("file-large", most=MAX_FILE // 1_000_000)
    suffix = {"image": _image_suffix, "layer": _layer_suffix, "marker": _marker_suffix}[kind](content)
    stem = re.sub(r"[^\w-]+", "-", Path(name.replace("\\", "/")).stem).strip("-")[:_MAX_STEM] or kind
    stem = f"{stem}-1" if is_device_name(stem) else stem
    for number in range(1, 1000):
        path = folder / f"{stem}{'' if number == 1 else f'-{number}'}{suffix}"
        if not path.exists():
            write_atomically(path, content)
            return path.name
        if path.is_file() and path.read_bytes() == content:
            return path.name
    raise ChangeError("file-names", name=f"{stem}{suffix}")


def _image_suffix(content: bytes) -> str:
    """Return the suffix for the format of an image. The format is read from the content."""
    from PIL import Image

    try:
        with Image.open(io.BytesIO(content), formats=tuple(_SUFFIXES)) as image:
            image.verify()
            return _SUFFIXES[str(image.format)]
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError) as error:
        raise ChangeError("file-no-image") from error


def _layer_suffix(content: bytes) -> str:
    """Return the suffix for the format of a map layer: a file with lines or areas."""
    try:
        read_shapes(content, "the file")
    except OverrideError as error:
        raise ChangeError("file-no-layer", why=error) from error
    try:
        parse_json(content)
    except ValueError:
        return ".kml" if re.search(rb"<(?:\w+:)?kml\b", content) else ".gpx"
    return ".geojson"


def _marker_suffix(content: bytes) -> str:
    """Return the suffix for the format of the image of a marker. SVG is also allowed."""
    try:
        address = icon_address(content)
    except ValueError as error:
        raise ChangeError("file-no-marker", why=error) from error
    return ".svg" if address.startswith("data:image/svg+xml") else _image_suffix(content)
