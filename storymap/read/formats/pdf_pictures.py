"""Read the pictures of a PDF page with pypdf: where they are on the page, and their image files."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from io import BytesIO
from typing import Any

from storymap.model import Omitted
from storymap.read.paged.pictures import Picture

_SMALLEST_PT = 36.0  # smaller pictures are icons and ornaments
_WHOLE_PAGE = 0.85  # a picture with at least this share of the page is its background
_MOST_PICTURES = 200  # this many pictures of a file are read
_MOST_PIXELS = 40_000_000  # larger pictures are left out, because decoding them takes too much memory


@dataclass(frozen=True, slots=True)
class Drawn:
    """A picture that a page shows. `box`: x, y, width and height in points, from the lower left corner of the page."""

    page: int
    name: str
    box: tuple[float, float, float, float]
    stream: Any  # the image object of pypdf


def drawn(page: Any, name: str, matrix: Sequence[float]) -> Drawn | None:
    """Return the picture with this name in the resources of a page, or None if the name is that of another object.

    `matrix` maps the unit square to the page.
    """
    stream = _resource(page, name)
    if stream is None or stream.get("/Subtype") != "/Image":
        return None
    a, b, c, d, x, y = matrix
    left, bottom = x + min(0, a) + min(0, c), y + min(0, b) + min(0, d)
    corner = page.mediabox.left, page.mediabox.bottom
    box = left - float(corner[0]), bottom - float(corner[1]), abs(a) + abs(c), abs(b) + abs(d)
    return Drawn(page.page_number, name, box, stream)


def _resource(page: Any, name: str) -> Any:
    resources = page.get("/Resources")
    objects = resources.get_object().get("/XObject") if resources is not None else None
    found = objects.get_object().get(name) if objects is not None else None
    return found.get_object() if found is not None else None


def read_pictures(found: Sequence[Drawn], sizes: Sequence[tuple[float, float]]) -> tuple[list[Picture], list[Omitted]]:
    """Return (the pictures of the text, the pictures that are left out). `sizes`: width and height of each page.

    Icons, backgrounds of whole pages, and pictures that several pages show at the same place are not part of the text.
    """
    places = Counter(_place(picture) for picture in found)
    pictures: list[Picture] = []
    omitted: list[Omitted] = []
    for picture in found:
        x, y, width, height = picture.box
        page_width, page_height = sizes[picture.page]
        background = width * height >= _WHOLE_PAGE * page_width * page_height
        if min(width, height) < _SMALLEST_PT or places[_place(picture)] > 1 or background:
            continue
        content = _image_file(picture.stream) if len(pictures) < _MOST_PICTURES else b""
        if content:
            pictures.append(Picture(picture.page, x, y, width, height, content))
        else:
            omitted.append(Omitted("image", f"page {picture.page + 1}: {picture.name.lstrip('/')}"))
    return pictures, omitted


def _place(picture: Drawn) -> tuple[int, ...]:
    stream = picture.stream
    return (*map(round, picture.box), int(stream.get("/Width") or 0), int(stream.get("/Height") or 0))


def _image_file(stream: Any) -> bytes:
    """Return the JPEG or PNG file of a picture, or b"" if it cannot be decoded."""
    try:
        if int(stream["/Width"]) * int(stream["/Height"]) > _MOST_PIXELS or stream.get("/ImageMask"):
            return b""
        if stream.get("/Filter") in ("/DCTDecode", ["/DCTDecode"]) and _is_plain_color(stream):
            return bytes(stream._data)  # the stream is a JPEG file
        image = stream.decode_as_image()
        if image is None:
            return b""
        image = image if image.mode in ("L", "LA", "RGB", "RGBA") else image.convert("RGB")
        file = BytesIO()
        image.save(file, "PNG")
        return file.getvalue()
    except Exception:  # pypdf and Pillow may raise any exception for a damaged picture
        return b""


def _is_plain_color(stream: Any) -> bool:
    """Return whether browsers show the colors of a JPEG stream correctly: it has no mask, and is not in CMYK."""
    space = stream.get("/ColorSpace")
    space = space.get_object() if space is not None else None
    if isinstance(space, list) and space and space[0] == "/ICCBased":
        space = {1: "/DeviceGray", 3: "/DeviceRGB"}.get(int(space[1].get_object().get("/N") or 0))
    plain = space in ("/DeviceRGB", "/DeviceGray")
    return plain and not stream.get("/SMask") and not stream.get("/Mask") and not stream.get("/Decode")
