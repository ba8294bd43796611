"""Make the addresses of links and images absolute, relative to the address where the page was published."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from storymap.lazy_pattern import lazy_pattern
from storymap.model import Article
from storymap.read.page.titles import meta
from storymap.site import image_file
from storymap.urls import has_scheme, is_web_url, join_url

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_LOCAL = lazy_pattern(
    r"(?:^|/)[^/]*(?:_files|_data|-Dateien|_fichiers|_archivos|_bestanden|_file)/|\.(?:resources|fld)/|^(?:file|data|cid|blob):",
    re.I,
)


def canonical(page: HtmlElement) -> str:
    """Return the address where a page is published, according to its `link` and `meta` elements, or ""."""
    links = [
        str(e.get("href") or "") for e in page.iter("link") if "canonical" in str(e.get("rel") or "").lower().split()
    ]
    found = [*links, meta(page, "og:url", "twitter:url", "al:web:url", "parsely-link")]
    return next((address.strip() for address in found if is_web_url(address.strip())), "")


def is_saved(source: str) -> bool:
    """Return whether an image is in the folder of files that a browser saved with the page."""
    return bool(_LOCAL.search(source))


def make_absolute(root: HtmlElement, base: str) -> None:
    """Make links and image sources absolute. Until then, they are relative to the address `base`.

    Images that a browser saved with the page stay local.
    """
    for element in root.iter("a", "img", "amp-img", "source", "iframe", "video", "audio"):
        for key in ("href", "src", "data-src"):
            value = str(element.get(key) or "").strip()
            if (
                value
                and not value.startswith(("#", "data:", "javascript:"))
                and not (key != "href" and _LOCAL.search(value))
            ):
                try:
                    element.set(key, join_url(base, value))
                except ValueError:
                    continue


def with_addresses(article: Article, address: str, name: str) -> Article:
    """Return the article with absolute addresses for links and images. Files next to the page keep their relative path.

    `address`: where the page is published, if the page says so. `name`: the path of the page.
    """
    if not address:
        return article
    path = Path(name)
    figures = tuple(
        f
        if f.content or has_scheme(f.source) or is_saved(f.source) or image_file(f.source, path) is not None
        else replace(f, source=join_url(address, f.source))
        for f in article.figures
    )
    markup = tuple(
        replace(m, target=join_url(address, m.target))
        if m.target and m.target[0] not in "#" and not has_scheme(m.target)
        else m
        for m in article.markup
    )
    return replace(article, figures=figures, markup=markup)
