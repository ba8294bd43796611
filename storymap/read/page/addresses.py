"""Make the addresses of links and images absolute, relative to the address where the page was published."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from storymap.lazy_pattern import lazy_pattern
from storymap.model import Article
from storymap.read.page.titles import meta
from storymap.site import image_file
from storymap.urls import has_scheme, is_web_url, join_url, split_url

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_SITE_LINKS = ("alternate", "icon", "shortcut icon", "apple-touch-icon", "manifest", "next", "prev", "author", "home")
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


def site_address(page: HtmlElement) -> str:
    """Return the address of the site of a page that does not give its own address, or "".

    This is the host that most addresses of images, feeds and authors in the head of the page have.
    """
    heads = [str(e.get("href") or "") for e in page.iter("link") if str(e.get("rel") or "").lower() in _SITE_LINKS]
    heads += [meta(page, name) for name in ("og:image", "twitter:image", "article:author", "author")]
    hosts = Counter(
        f"{parts.scheme}://{parts.netloc}/"
        for address in heads
        if is_web_url(address) and (parts := split_url(address))
    )
    return max(hosts, key=lambda host: hosts[host], default="")


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


def with_addresses(article: Article, address: str, site: str, name: str) -> Article:
    """Return the article with absolute addresses for links and images. Files next to the page keep their relative path.

    `address`: where the page is published, if the page says so. Otherwise, `site` is the address of its site, which is
    used for images whose path begins with "/". `name`: the path of the page.
    """
    path = Path(name)
    figures = tuple(
        f
        if f.content
        or has_scheme(f.source)
        or is_saved(f.source)
        or not (address or (site and f.source.startswith("/")))
        or image_file(f.source, path) is not None
        else replace(f, source=join_url(address or site, f.source))
        for f in article.figures
    )
    if not address:
        return replace(article, figures=figures)
    markup = tuple(
        replace(m, target=join_url(address, m.target))
        if m.target and m.target[0] not in "#" and not has_scheme(m.target)
        else m
        for m in article.markup
    )
    return replace(article, figures=figures, markup=markup)
