"""Read images, videos and frames in HTML: their address, caption and credit."""

from __future__ import annotations

import base64
import binascii
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import parse_qs, unquote, unquote_to_bytes

from storymap.lazy_pattern import lazy_pattern
from storymap.read.html.tree import classes, words_of
from storymap.urls import join_url, split_url

if TYPE_CHECKING:
    from lxml.html import HtmlElement

# Attributes in which scripts for lazy loading store the address of an image, in order of preference.
_LATE = (
    "data-src",
    "data-lazy-src",
    "data-original",
    "data-original-src",
    "data-lazyload",
    "data-lazy",
    "data-full-src",
    "data-img-src",
    "data-url",
)
_LATE_SETS = ("data-srcset", "data-lazy-srcset")
_PLACEHOLDER = lazy_pattern(
    r"(?:^|[/_-])(?:blank|spacer|placeholder|transparent|pixel|loading|lazy|grey|1x1)[\w-]*\.(?:gif|png|svg|jpe?g|webp)\b",
    re.I,
)
# Matches the size of an image in file names of Blogger and WordPress.
_SIZE_IN_NAME = lazy_pattern(r"/s(\d{2,4})(?:-[a-z0-9]+)*/|[-_](\d{2,4})x\d{2,4}\.")
# Matches the address of a preview from Wix, to which Wix adds the size, the quality and the blur.
_PREVIEW_OF_WIX = lazy_pattern(
    r"(/media/[^/?#]+\.(?:jpe?g|png|gif|webp))/v1/(?:fill|fit|crop)/[^?#]*\bblur_\d[^?#]*$", re.I
)
_PREVIEW_PX = 700  # an image is a preview if it is narrower than this and links to a file with the same name
_ENOUGH_PX = 1000  # an image with at least this width is not replaced by a larger one
_SMALLEST_DATA_BYTES = 200  # an image in a data: URL is a placeholder if it has fewer bytes
_SMALLEST_PX = 16  # a PNG with smaller sides is a placeholder, except if its file is large
_CREDIT = lazy_pattern(r"credit|copyright|photographer|source|byline|attribution", re.I)
_IMAGE_FILE = lazy_pattern(r"\.(?:jpe?g|png|gif|webp|avif)(?:$|[?#])", re.I)


@dataclass(frozen=True, slots=True)
class Image:
    """The data of an `img` element. It has either a URL or path in `source`, or the content of the image file."""

    source: str
    alt: str = ""
    title: str = ""
    content: bytes = b""


def image_of(element: HtmlElement, address: str) -> Image | None:
    """Return the image of an `img` or `amp-img` element, with an absolute source.

    Return None for a placeholder, and for an image of one pixel, which only counts visits.
    """
    sized = element.tag != "amp-img"  # the width and height of an AMP image may be only its proportions
    if sized and (_side(element, "width") == 1 or _side(element, "height") == 1):
        return None
    alt, title = (" ".join(str(element.get(name) or "").split()) for name in ("alt", "title"))
    alt = "" if is_image_file(alt) and " " not in alt else alt  # programs use the file name as alternative text
    source = _PREVIEW_OF_WIX.sub(r"\1", _larger(element, source_of(element)))
    title = "" if _is_file_name(title, source) else title
    if source.startswith("data:"):
        content = _data(source)
        return None if _is_blank(content) else Image("", alt, title, content)
    return Image(join_url(address, source), alt, title) if source else None


def _is_file_name(title: str, source: str) -> bool:
    """Return whether the title of an image is only the name of its file, as WordPress writes it."""
    name = unquote(split_url(source).path.rsplit("/", 1)[-1])
    stem = re.sub(r"(?:[-_]\d+x\d+|-scaled)?\.\w{2,5}$", "", name)
    keys = [re.sub(r"[\W_]+", "", text.casefold()) for text in (title, stem)]
    return keys[0] == keys[1] != ""


def emoji_of(element: HtmlElement) -> str:
    """Return the character that an emoji image shows, or "" for other images."""
    alt = str(element.get("alt") or "")
    names = classes(element)
    # The name of a photo can also contain "emoji"; its alternative text is a word.
    of_set = "emoji" in str(element.get("src") or "").lower() and not alt.isalpha()
    drawn = names & {"emoji", "wp-smiley", "twemoji"} or of_set
    return alt if drawn and 0 < len(alt) <= 8 else ""


def source_of(element: HtmlElement) -> str:
    """Return the best address of an image.

    This is a lazy-loading attribute, or else `src`, or else the widest address in `srcset`.
    """
    late = next((str(element.get(name)).strip() for name in _LATE if element.get(name)), "")
    source = str(element.get("src") or "").strip()
    sets = [str(element.get(name) or "") for name in (*_LATE_SETS, "srcset")]
    around = element.getparent()
    if around is not None and around.tag == "picture":
        sets += [str(s.get("srcset") or s.get("data-srcset") or "") for s in around.iter("source")]
    widest = next((found for found in map(widest_of, sets) if found and not found.startswith("data:")), "")
    if late and not late.startswith(("{", "[")):
        return late
    if not source or _is_placeholder(source) or source.startswith("data:"):
        named = (str(value).strip() for key, value in element.items() if str(key).startswith("data-"))
        if other := next((v for v in named if is_image_file(v) and not re.search(r"[\s{}\[\]]", v)), ""):
            return other
    late_set = next((found for name in _LATE_SETS if (found := widest_of(str(element.get(name) or "")))), "")
    if late_set and not late_set.startswith("data:"):
        return late_set
    if source and not source.startswith("data:image/svg") and not _is_placeholder(source):
        return _wider(source, str(element.get("srcset") or ""))
    return widest or source


def _larger(element: HtmlElement, source: str) -> str:
    """Return the target of the link around an image if the image is a preview of that file, otherwise `source`."""
    link = element.getparent()
    target = str(link.get("href") or "").strip() if link is not None and link.tag == "a" else ""
    if not is_image_file(target) or not source or not _same_site(source, target):
        return source
    sizes = [int(found[1] or found[2]) for found in _SIZE_IN_NAME.finditer(source)]
    width = min([*sizes, *filter(None, [_side(element, "width")])], default=_PREVIEW_PX)
    names = {re.sub(r"[-_]\d+x\d+(?=\.)", "", split_url(a).path.rsplit("/", 1)[-1]).lower() for a in (source, target)}
    return target if width < _PREVIEW_PX and len(names) == 1 else source


def _same_site(source: str, target: str) -> bool:
    """Return whether two absolute addresses are on the same site. Return False for relative addresses."""
    hosts = [split_url(address).netloc.split(":")[0] for address in (source, target)]
    return bool(hosts[0]) and hosts[0].split(".")[-2:] == hosts[1].split(".")[-2:]


def is_blank_source(source: str) -> bool:
    """Return whether the address of an image is missing or that of a placeholder."""
    return not source or source.startswith("data:image/svg") or _is_placeholder(source)


def _is_placeholder(source: str) -> bool:
    if source.startswith("data:"):
        return _is_blank(_data(source))
    return bool(_PLACEHOLDER.search(source))


def _wider(source: str, source_set: str) -> str:
    """Return the address of a wider file in a `srcset` if `source` is narrower than _ENOUGH_PX, otherwise `source`.

    The result is the narrowest file with at least that width, or else the widest. If the width of `source` is unknown,
    return `source`.
    """
    widths = {address: int(width) for address, width in re.findall(r"([^\s,]\S*)\s+(\d+)w", source_set)}
    named = re.search(r"[/_-](\d{3,4})(?=[/._-])", source)
    own = widths.get(source) or (int(named[1]) if named and widths else _ENOUGH_PX)
    if own >= _ENOUGH_PX or not widths or max(widths.values()) <= own:
        return source
    return min((a for a in widths if widths[a] >= _ENOUGH_PX), key=widths.__getitem__, default=widest_of(source_set))


def widest_of(source_set: str) -> str:
    """Return the address with the largest width or density in a `srcset` ("a.jpg 480w, b.jpg 960w")."""
    best, address = -1.0, ""
    for found in re.finditer(r"(?:^|,\s*|\s)([^\s,]\S*[^\s,])(?:\s+([\d.]+)[wx])?(?=\s*,|\s*$)", source_set):
        size = float(found[2] or 1)
        if size > best:
            best, address = size, found[1]
    return address


def _is_blank(content: bytes) -> bool:
    """Return whether an image file is so small that it is only a placeholder. PNG files must also have small sides."""
    if content.startswith(b"\x89PNG") and len(content) >= 24:
        sides = int.from_bytes(content[16:20], "big"), int.from_bytes(content[20:24], "big")
        if min(sides) >= _SMALLEST_PX:
            return False
    return len(content) <= _SMALLEST_DATA_BYTES


def _data(source: str) -> bytes:
    """Return the content of a data: URL, or b"" if the address is not one."""
    head, _, data = source.partition(",")
    try:
        return base64.b64decode(data, validate=False) if head.endswith(";base64") else unquote_to_bytes(data)
    except (binascii.Error, ValueError):
        return b""


def _side(element: HtmlElement, name: str) -> int | None:
    written = str(element.get(name) or "").strip().removesuffix("px")
    return int(written) if written.isdecimal() and len(written) < 6 else None


def caption_of(caption: HtmlElement) -> tuple[str, str]:
    """Return the text and the credit of a caption. The credit is in an element with a class such as "credit"."""
    names = [
        e
        for e in caption.iter()
        if e is not caption and isinstance(e.tag, str) and _CREDIT.search(str(e.get("class") or ""))
    ]
    credit = words_of(names[0]) if names else ""
    words = words_of(caption)
    if credit and words.endswith(credit):
        words = words.removesuffix(credit).strip()
        mark = credit[: len(credit) - len(credit.lstrip(".,;:|·–— "))].strip()
        words, credit = words + (mark if mark in (".", ",", ";", ":") else ""), credit.lstrip(".,;:|·–— ")
    elif credit:
        credit = ""
    return words, credit


def is_shown_format(content: bytes) -> bool:
    """Return whether browsers can show the format of an image file: JPEG, PNG, GIF or WebP."""
    return content.startswith((b"\xff\xd8\xff", b"\x89PNG", b"GIF8")) or (
        content[:4] == b"RIFF" and content[8:12] == b"WEBP"
    )


def is_image_file(address: str) -> bool:
    """Return whether an address ends with the suffix of an image format that can be shown."""
    return bool(_IMAGE_FILE.search(address))


def video_address(source: str) -> str:
    """Return the address of the web page of an embedded video. Player URLs of YouTube and Vimeo become page URLs."""
    source = f"https:{source}" if source.startswith("//") else source
    parts = split_url(source)
    host, path = parts.netloc.removeprefix("www."), parts.path
    if host in ("youtube.com", "youtube-nocookie.com") and path.startswith("/embed/"):
        key = path.split("/")[2]
        if key == "videoseries":
            return f"https://www.youtube.com/playlist?list={parse_qs(parts.query).get('list', [''])[0]}"
        return f"https://www.youtube.com/watch?v={key}"
    if host == "player.vimeo.com":
        return f"https://vimeo.com/{path.rstrip('/').split('/')[-1]}"
    return source if parts.scheme in ("http", "https") else ""


def short_address(address: str) -> str:
    """Return an address for display, without scheme and "www."."""
    return re.sub(r"^https?://(?:www\.)?", "", address).rstrip("/")
