"""The oEmbed document of a page (https://oembed.com, version 1.0).

A host that knows only the URL of a page needs this document to embed the page.
"""

from __future__ import annotations

import json

from storymap.embed.page_info import PageInfo
from storymap.embed.share_image import HEIGHT_PX, WIDTH_PX
from storymap.embed.snippets import SIZE_PX, Embed, frame
from storymap.errors import PageError


def oembed_json(page: PageInfo, *, author: str = "") -> str:
    """Return the document (type `rich`) as JSON. Raise PageError if the page has no canonical URL."""
    if not page.canonical.startswith(("https://", "http://")):
        raise PageError("oEmbed needs the URL of the page: pass --canonical https://…")
    width, height = SIZE_PX
    document: dict[str, str | int] = {
        "version": "1.0",
        "type": "rich",
        "title": page.title,
        **({"author_name": author} if author else {}),
        "width": width,
        "height": height,
        "html": frame(page, Embed(page.canonical, height_px=height), bare=True),
    }
    if page.share_image:
        document |= {"thumbnail_url": page.share_image, "thumbnail_width": WIDTH_PX, "thumbnail_height": HEIGHT_PX}
    return json.dumps(document, ensure_ascii=False, indent=2) + "\n"
