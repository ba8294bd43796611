"""Save an image that was uploaded in the editor, in the article's folder."""

from __future__ import annotations

import io
import re
from pathlib import Path

from storymap.edit.request_fields import RequestError
from storymap.files import write_atomically
from storymap.paths import is_device_name

MAX_IMAGE = 15_000_000  # maximum number of bytes of an image; the page contains a smaller copy
_SUFFIXES = {"JPEG": ".jpg", "PNG": ".png", "WEBP": ".webp", "GIF": ".gif"}  # the formats that pages can contain
_MAX_STEM = 60  # maximum number of characters in a file name without its suffix


def save_image(content: bytes, name: str, folder: Path) -> str:
    """Write an image into a folder and return its file name. An existing file with other content is not replaced.

    Raise RequestError if the content is not an image, or too large.
    """
    if len(content) > MAX_IMAGE:
        raise RequestError(f"the image is larger than {MAX_IMAGE // 1_000_000} MB.")
    suffix = _suffix_of(content)
    stem = re.sub(r"[^\w-]+", "-", Path(name.replace("\\", "/")).stem).strip("-")[:_MAX_STEM] or "image"
    stem = f"{stem}-1" if is_device_name(stem) else stem
    for number in range(1, 1000):
        path = folder / f"{stem}{'' if number == 1 else f'-{number}'}{suffix}"
        if not path.exists():
            write_atomically(path, content)
            return path.name
        if path.is_file() and path.read_bytes() == content:
            return path.name
    raise RequestError(f"there are too many files named {stem}{suffix}.")


def _suffix_of(content: bytes) -> str:
    """Return the suffix for the format of an image, regardless of its file name."""
    from PIL import Image

    try:
        with Image.open(io.BytesIO(content), formats=tuple(_SUFFIXES)) as image:
            image.verify()
            return _SUFFIXES[str(image.format)]
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError) as error:
        raise RequestError("the file is not a JPEG, PNG, WebP or GIF image.") from error
