"""Convert background images at the head of an article (around its title) to `img` elements."""

from __future__ import annotations

import re
from itertools import islice
from typing import TYPE_CHECKING

from storymap.lazy_pattern import lazy_pattern
from storymap.read.html.media import is_image_file, widest_of
from storymap.read.html.tree import HEADINGS, words_of
from storymap.read.page.clutter import names_of, tokens_of_name

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_BACKGROUND = lazy_pattern(r"background(?:-image)?\s*:[^;]*?url\(\s*['\"]?([^'\")]+)", re.I)
_HERO = lazy_pattern(
    r"\b(?:hero|cover|featured?|header image|post image|lead|lead image|article image|masthead image|progressiveMedia|kg image|banner image|bg image|bg|aspect ratio placeholder|splash|opener|aufmacher|portada)\b"
)
_IMAGE = lazy_pattern(r"\b(?:images?|img|photos?|pics?|pictures?|slides?|bild|foto|lazy|gallery item|gal item)\b")
# Attributes in which scripts for lazy loading store the address of a background image.
_LATE = (
    "data-bg",
    "data-bgset",
    "data-background",
    "data-background-image",
    "data-bg-src",
    "data-bg-image",
    "data-src-bg",
    "data-content-cover-bg",
    "data-image-src",
)
_LATE_KEYS = frozenset(_LATE)
_CAPTION = lazy_pattern(r"\b(?:hero|cover|lead|image|bg) (?:desc|caption|legend|credits?)\b")
_RULE = lazy_pattern(r"([^{}]{1,500})\{[^{}]*?background(?:-image)?\s*:[^;{}]*?url\(\s*['\"]?([^'\")]+)", re.I)
_LAST_NAME = lazy_pattern(r"[.#][\w-]+(?=\s*$)")
_MOST_STYLE = 300_000  # background images are searched for in this many code points of style sheets
# The head of an article, with title, introductory paragraph and byline, has at most this many words.
_MOST_HEAD_WORDS = 80
# The description of an image has at most this many words, if it is in the element with the background image
_MOST_WORDS = 30


def show_backgrounds(root: HtmlElement) -> None:
    """Insert an `img` element for each background image whose element has the class or role of an article's image."""
    elements = [e for e in root.iter("div", "header", "section", "figure", "span", "a") if e.keys()]
    for element in [e for e in elements if not _LATE_KEYS.isdisjoint(e.keys()) and any(e.get(key) for key in _LATE)]:
        source = next(str(element.get(key)).strip() for key in _LATE if element.get(key))
        source = widest_of(source) if " " in source and "url(" not in source else source
        address = source if not source.startswith(("{", "[", "#")) else ""
        found = _BACKGROUND.search(f"background:{source}") if "url(" in source else None
        address = found[1].strip() if found else address
        if (is_image_file(address) or element.get("role") == "img") and (_is_hero(element) or _is_only_image(element)):
            _insert(element, address)
    for element in [e for e in elements if e.get("style") or e.get("data-style")]:
        found = _BACKGROUND.search(f"{element.get('style') or ''};{element.get('data-style') or ''}")
        if found and (_is_hero(element) or _is_only_image(element) or _is_behind_title(element)):
            _insert(element, found[1].strip())
    _show_sheet_backgrounds(root, elements)


def _show_sheet_backgrounds(root: HtmlElement, elements: list[HtmlElement]) -> None:
    """Insert the images that a style sheet of the page shows behind the title. It names the element by class or id."""
    sheets = "".join(style.text or "" for style in root.iter("style"))[:_MOST_STYLE]
    if "url(" not in sheets:
        return
    found: dict[str, str] = {}
    for selectors, address in _RULE.findall(sheets):
        for selector in selectors.split(","):
            if is_image_file(address) and (name := _LAST_NAME.search(selector)):
                found.setdefault(name[0], address.strip())
    for element in elements:
        names = [f".{name}" for name in str(element.get("class") or "").split()] + [f"#{element.get('id')}"]
        address = next((found[name] for name in names if name in found), "")
        if address and _is_behind_title(element):
            _insert(element, address)


def _is_behind_title(element: HtmlElement) -> bool:
    """Return whether an element is the head of the article: it contains exactly one `h1`, few words, and no image
    except portraits (avatars) and logos."""
    titles = list(islice(element.iter("h1"), 2))
    if len(titles) != 1 or not words_of(titles[0]) or element.tag in ("body", "html"):
        return False
    sources = [str(image.get("src") or "") for image in islice(element.iter("img"), 4)]
    own = any(is_image_file(source) and "avatar" not in source and "logo" not in source for source in sources)
    return not own and len(words_of(element).split()) <= _MOST_HEAD_WORDS


def _is_only_image(element: HtmlElement) -> bool:
    """Return whether an element with a background has no content and its role or class shows that it is an image."""
    empty = len(element) == 0 and not (element.text or "").strip()
    named = element.get("role") == "img" or any(_IMAGE.search(tokens_of_name(name)) for name in names_of(element))
    return empty and named


def _is_hero(element: HtmlElement) -> bool:
    if next(element.iter("img"), None) is not None:
        return False
    around = element.getparent()
    near = (element, around) if around is not None and len(around) <= 3 and around.tag != "body" else (element,)
    return any(_HERO.search(tokens_of_name(name)) for e in near for name in names_of(e))


def _insert(element: HtmlElement, address: str) -> None:
    alt = str(element.get("aria-label") or element.get("title") or "")
    image = element.makeelement("img", {"src": address, "alt": alt})
    element.insert(0, image)
    image.tail, element.text = element.text, None
    _describe(element)


def _describe(element: HtmlElement) -> None:
    """Mark the text in an element with a background image as the caption.

    It must be the only text in the element, and its class must be that of a caption.
    """
    if next(element.iter(*HEADINGS), None) is not None:
        return
    words = words_of(element)
    named = [e for e in element if any(_CAPTION.search(tokens_of_name(name)) for name in names_of(e))]
    if len(named) == 1 and words == words_of(named[0]) and 0 < len(words.split()) <= _MOST_WORDS:
        named[0].tag, element.tag = "figcaption", "figure"
