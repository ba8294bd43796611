"""Read MHTML (RFC 2557): one file with a web page and its images, saved by a browser in the format of an e-mail."""

from __future__ import annotations

import re
from base64 import b64encode
from dataclasses import dataclass, field
from email import message_from_bytes
from typing import TYPE_CHECKING

from storymap.lazy_pattern import lazy_pattern
from storymap.urls import join_url

if TYPE_CHECKING:
    from email.message import Message

    from lxml.html import HtmlElement

_FIELDS = lazy_pattern(
    rb"\A(?:\xef\xbb\xbf)?\s*(?=(?:[A-Za-z][\w-]*:[^\n]*\n(?:[ \t][^\n]*\n)*){0,30}?"
    rb"Content-Type:\s*(?:multipart/related|multipart/alternative|text/html))[A-Za-z][\w-]*:",
    re.I,
)
# Browsers write these fields, but programs for e-mail do not. Old versions of Internet Explorer write only "Saved by".
_SAVED = lazy_pattern(
    rb"^(?:Snapshot-Content-Location:|Content-Location:|From:\s*[<\"]?(?:=\?[^?]+\?.\?)?Saved)", re.I | re.M
)
_HEAD = 8_192  # the fields are searched for in this many bytes
_SOURCES = ("srcset", "data-src", "data-srcset", "data-lazy-src", "data-lazy-srcset", "data-original", "data-lazy")


@dataclass(frozen=True, slots=True)
class SavedPage:
    """A page from an MHTML file: its HTML, encoding and address, and its images by address."""

    html: bytes
    charset: str = ""
    address: str = ""
    images: dict[str, tuple[str, bytes]] = field(default_factory=dict)  # address -> (media type, content)


def is_mhtml(head: bytes) -> bool:
    """Return whether a file begins like MHTML that a browser wrote, and not like another e-mail."""
    head = head[:_HEAD]
    return bool(_FIELDS.match(head) and _SAVED.search(head))


def saved_page(raw: bytes) -> SavedPage | None:
    """Return the page in an MHTML file, or None if the file contains no HTML."""
    message = message_from_bytes(raw)
    parts = [part for part in message.walk() if not part.is_multipart()]
    pages = [part for part in parts if part.get_content_type() in ("text/html", "application/xhtml+xml")]
    if not pages:
        return None
    address = str(message.get("Snapshot-Content-Location") or "").strip()
    start = str(message.get_param("start") or "").strip("<>")
    first = next((p for p in pages if start and _id(p) == start), None)
    page = first if first is not None else next((p for p in pages if address and _location(p) == address), pages[0])
    address = address or _location(page)
    images: dict[str, tuple[str, bytes]] = {}
    for part in parts:
        if part.get_content_maintype() == "image":
            kept = part.get_content_type(), _content(part)
            for name in filter(None, (_location(part), _id(part) and f"cid:{_id(part)}")):
                images.setdefault(join_url(address, name), kept)
    shown = address if address.startswith(("http://", "https://")) else ""
    return SavedPage(_content(page), page.get_content_charset("") or "", shown, images)


def _content(part: Message) -> bytes:
    content = part.get_payload(decode=True)
    return content if isinstance(content, bytes) else b""


def _location(part: Message) -> str:
    return "".join(str(part.get("Content-Location") or "").split())


def _id(part: Message) -> str:
    return str(part.get("Content-ID") or "").strip().strip("<>")


def embed_images(root: HtmlElement, page: SavedPage) -> None:
    """Replace the sources of images with data: URLs, if the MHTML file contains these images."""
    for image in root.iter("img", "amp-img"):
        names = [image.get(key) for key in ("src", *_SOURCES) if key not in ("srcset", "data-srcset")]
        names += re.findall(r"[^\s,]\S*", str(image.get("srcset") or ""))
        around = image.getparent()
        if around is not None and around.tag == "picture":
            names += [w for s in around.iter("source") for w in re.findall(r"[^\s,]\S*", str(s.get("srcset") or ""))]
        found = next(
            (page.images[at] for n in names if n and (at := join_url(page.address, n.strip())) in page.images), None
        )
        if found is None:
            continue
        for key in _SOURCES:
            image.attrib.pop(key, None)
        image.set("src", f"data:{found[0]};base64,{b64encode(found[1]).decode('ascii')}")
