"""Resize the article's images and embed them in the page. Remote images are downloaded only on request."""

from __future__ import annotations

import base64
import io
import warnings
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from threading import Lock

from storymap.model import Figure
from storymap.render.options import Picture
from storymap.urls import split_url

BUDGET = 700_000  # maximum bytes of all embedded images together
# These widths in pixels and qualities of WebP (0–100) are tried in this order, until all images are within the budget.
_SIZES = ((1280, 78), (960, 78), (640, 78), (420, 78), (420, 60), (320, 50))
_MOST_PIXELS = 60_000_000  # images with more pixels are left out
_LARGEST_BYTES = 25_000_000  # maximum size of an image file
_MOST_NAMED = 5  # maximum number of missing images that a message names
_WARNING_FILTERS = Lock()  # a lock is needed, because `catch_warnings` changes the filters of the whole process
Warn = Callable[[str], None]
Find = Callable[[str], Path | None]
Where = Callable[[Figure], str]


def embed(
    figures: Sequence[Figure],
    find: Find,
    *,
    remote: bool,
    warn: Warn,
    where: Where = lambda figure: "",
    hint: Callable[[str], str] = lambda source: "",
) -> dict[str, Picture]:
    """Return a mapping from the source of a figure to its picture. Pictures that exceed the budget are left out.

    `find` returns the local file of a source. No other files are read. `warn` is called with a message about images
    that are left out. `where` returns the file and line that name an image, or "". Such a message begins with this file
    and line. `hint` returns advice about the path of a missing image, or "".
    """
    missing: list[Figure] = []
    prefixes = _Prefixes(figures, where)
    raw = {f.source: content for f in figures if (content := _content(f, find, remote, missing, warn)) is not None}
    web = list(dict.fromkeys(f.source for f in figures if not f.content and _is_remote(f.source)))
    away = len(web)
    if away and not remote:
        images, them = ("image is", "it") if away == 1 else ("images are", "them")
        warn(
            f"{prefixes[web[0]]}{away} {images} left out, because {'it is' if away == 1 else 'they are'} on the web. Pass --fetch-images to download {them}."
        )
    for figure in {f.source: f for f in missing if f.where}.values():
        warn(
            f"{figure.where}: the image {figure.source} is left out, because its file was not found beside the article or in its "
            f"site.{hint(figure.source) or ' Check the path, which is relative to the folder of the article.'}"
        )
    if sources := list(dict.fromkeys(f.source for f in missing if not f.where)):
        _warn_missing(sources, prefixes, warn)
    for width, quality in _SIZES:
        made: dict[str, Picture] = {}
        problems: dict[str, str] = {}
        for source, content in raw.items():
            try:
                made[source] = _picture(content, width, quality)
            except ValueError as error:
                problems[source] = str(error)
        if sum(len(p.address) for p in made.values()) <= BUDGET:
            break
    for source, problem in problems.items():
        warn(f"{prefixes[source]}the image {source} is left out: {problem}.")
    return dict(_within(made.items(), warn))


def _warn_missing(sources: Sequence[str], prefixes: _Prefixes, warn: Warn) -> None:
    """Warn about all missing images of the article in one message."""
    more = f" and {len(sources) - _MOST_NAMED} more" if len(sources) > _MOST_NAMED else ""
    images, files = ("image is", "its file was") if len(sources) == 1 else ("images are", "their files were")
    warn(
        f"{prefixes[sources[0]]}{len(sources)} {images} left out, because {files} not found beside the article or in its site: "
        f"{', '.join(sources[:_MOST_NAMED])}{more}. Pass --images if paths such as /images/a.jpg begin in another folder."
    )


class _Prefixes:
    """A mapping from the source of an image to the beginning of messages about it.

    A beginning is, for example, "post.md:3: ", or "" if the line of the image is unknown.
    """

    def __init__(self, figures: Sequence[Figure], where: Where) -> None:
        self._figures, self._where = {f.source: f for f in reversed(figures)}, where

    def __getitem__(self, source: str) -> str:
        figure = self._figures[source]
        at = figure.where or self._where(figure)
        return f"{at}: " if at else ""


def _within(pictures: Iterable[tuple[str, Picture]], warn: Warn) -> Iterable[tuple[str, Picture]]:
    """Yield the pictures in order. Pictures that exceed the budget are left out, with one warning for all of them."""
    spent, excess = 0, list[str]()
    for source, picture in pictures:
        spent += len(picture.address)
        if spent > BUDGET:
            excess.append(source)
        else:
            yield source, picture
    if excess:
        images = f"the image {excess[0]} is" if len(excess) == 1 else f"{len(excess)} images are"
        more = f" and {len(excess) - _MOST_NAMED} more" if len(excess) > _MOST_NAMED else ""
        names = f" ({', '.join(excess[:_MOST_NAMED])}{more})" if len(excess) > 1 else ""
        warn(
            f"{images} left out, because the images of a page are limited to {BUDGET // 1000} KB in total{names}. Use fewer images."
        )


def _content(figure: Figure, find: Find, remote: bool, missing: list[Figure], warn: Warn) -> bytes | None:
    if figure.content:
        return figure.content
    source = figure.source
    if _is_remote(source):
        return _fetched(f"https:{source}" if source.startswith("//") else source, warn) if remote else None
    path = find(source)
    if path is None:
        missing.append(figure)
        return None
    try:
        if path.stat().st_size > _LARGEST_BYTES:
            warn(f"the image {source} is left out: it is larger than {_LARGEST_BYTES // 1_000_000} MB. Resize it.")
            return None
        return path.read_bytes()
    except OSError as error:
        warn(f"the image {source} is left out: {error.strerror or error}.")
        return None


def _is_remote(source: str) -> bool:
    return source.startswith("//") or split_url(source).scheme in ("http", "https")


def _fetched(address: str, warn: Warn) -> bytes | None:
    from storymap import web

    try:
        return web.fetch(address, accept="image/*", max_bytes=_LARGEST_BYTES).content
    except web.WebError as error:
        warn(f"the image {address} is left out: the download failed: {error}. Check the URL and your connection.")
        return None


def _picture(content: bytes, width_px: int, quality: int) -> Picture:
    """Return the image as WebP with a quality of 0–100, without metadata. The width is at most `width_px`.

    Raise ValueError if the content is not an image or has too many pixels.
    """
    from PIL import Image, ImageOps

    try:
        with _WARNING_FILTERS, warnings.catch_warnings():
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)
            with Image.open(io.BytesIO(content), formats=("JPEG", "PNG", "WEBP", "GIF")) as image:
                if image.width * image.height > _MOST_PIXELS:
                    raise Image.DecompressionBombError
                upright = ImageOps.exif_transpose(image)
                shown = upright.convert(
                    "RGBA" if "A" in upright.getbands() or "transparency" in upright.info else "RGB"
                )
    except Image.DecompressionBombError as error:
        raise ValueError(f"it has more than {_MOST_PIXELS // 1_000_000} million pixels. Resize it") from error
    except (OSError, ValueError, SyntaxError) as error:
        raise ValueError("it is not a JPEG, PNG, WebP or GIF. Convert it") from error
    shown.thumbnail((width_px, 2 * width_px))
    into = io.BytesIO()
    shown.save(into, "WEBP", quality=quality, method=4)
    return Picture(f"data:image/webp;base64,{base64.b64encode(into.getvalue()).decode()}", shown.width, shown.height)
