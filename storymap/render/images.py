"""Embed the article's images in the page, resized: files beside the article, and remote images on request."""

from __future__ import annotations

import base64
import io
import warnings
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from threading import Lock
from urllib.parse import unquote, urlsplit

from storymap.model import Figure
from storymap.render.options import Picture

BUDGET = 700_000  # maximum bytes of all images together, as embedded
_WIDTHS_PX = (1280, 960, 640, 420)
_MOST_PIXELS = 60_000_000
_LARGEST_BYTES = 25_000_000
_QUALITY = 78
_WARNING_FILTERS = Lock()  # `catch_warnings` changes the filters of the whole process
Warn = Callable[[str], None]


def embed(figures: Sequence[Figure], folder: Path | None, *, remote: bool, warn: Warn) -> dict[str, Picture]:
    """Return the pictures by source of the figure, in the largest width at which all fit the budget.

    `folder` is the folder of the article; files outside it are not read. `warn` is called for each image left out.
    """
    raw = {f.source: content for f in figures if (content := _content(f.source, folder, remote, warn)) is not None}
    for width in _WIDTHS_PX:
        made = {source: picture for source, content in raw.items() if (picture := _picture(content, width)) is not None}
        if sum(len(p.address) for p in made.values()) <= BUDGET:
            break
    for source in raw.keys() - made.keys():
        warn(f"the image {source} is left out: it is not a JPEG, PNG, WebP or GIF image, or has too many pixels.")
    return dict(_within(made.items(), warn))


def _within(pictures: Iterable[tuple[str, Picture]], warn: Warn) -> Iterable[tuple[str, Picture]]:
    """Yield the pictures in order, as many as the budget allows."""
    spent = 0
    for source, picture in pictures:
        spent += len(picture.address)
        if spent > BUDGET:
            warn(f"the image {source} is left out: the images of a page are limited to {BUDGET // 1000} KB.")
        else:
            yield source, picture


def _content(source: str, folder: Path | None, remote: bool, warn: Warn) -> bytes | None:
    if urlsplit(source).scheme in ("http", "https"):
        return _fetched(source, warn) if remote else None
    if folder is None or urlsplit(source).scheme:
        return None
    path = (folder / unquote(source)).resolve()
    if not path.is_relative_to(folder.resolve()):
        warn(f"the image {source} is left out: it is outside the article's folder.")
        return None
    try:
        if path.stat().st_size > _LARGEST_BYTES:
            warn(f"the image {source} is left out: it is larger than {_LARGEST_BYTES // 1_000_000} MB.")
            return None
        return path.read_bytes()
    except OSError as error:
        warn(f"the image {source} is left out: {error.strerror or error}.")
        return None


def _fetched(address: str, warn: Warn) -> bytes | None:
    import requests

    try:
        with requests.get(address, timeout=20, stream=True) as answer:
            answer.raise_for_status()
            raw: bytes = answer.raw.read(_LARGEST_BYTES + 1, decode_content=True)
    except (requests.RequestException, OSError) as error:
        warn(f"the image {address} is left out: the download failed ({type(error).__name__}).")
        return None
    return raw if len(raw) <= _LARGEST_BYTES else None


def _picture(content: bytes, width_px: int) -> Picture | None:
    """Return a WebP image of at most that width, without metadata; None if it is not an image or a decompression bomb."""
    from PIL import Image, ImageOps

    try:
        with _WARNING_FILTERS, warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            with Image.open(io.BytesIO(content), formats=("JPEG", "PNG", "WEBP", "GIF")) as image:
                if image.width * image.height > _MOST_PIXELS:
                    return None
                upright = ImageOps.exif_transpose(image)
                shown = upright.convert(
                    "RGBA" if "A" in upright.getbands() or "transparency" in upright.info else "RGB"
                )
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError, Image.DecompressionBombWarning):
        return None
    shown.thumbnail((width_px, 2 * width_px))
    into = io.BytesIO()
    shown.save(into, "WEBP", quality=_QUALITY, method=4)
    return Picture(f"data:image/webp;base64,{base64.b64encode(into.getvalue()).decode()}", shown.width, shown.height)
