"""Remove copies of images in `noscript` elements next to the images. Pages have them for browsers without scripts."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING

from storymap.read.html.media import is_blank_source, source_of
from storymap.read.page.images import remove

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_IMAGES = ("img", "amp-img")


def drop_lazy_copies(root: HtmlElement) -> None:
    """Remove each `noscript` that contains a copy of the image next to it.

    If the image is a placeholder, keep the copy.
    """
    for noscript in list(root.iter("noscript")):
        if len(list(islice(noscript.iter(*_IMAGES), 2))) != 1:
            continue
        for beside in (noscript.getprevious(), noscript.getnext()):
            image = _only_image(beside) if beside is not None else None
            if image is None:
                continue
            if is_blank_source(source_of(image)):
                remove(image)
                noscript.tag = "span"
            else:
                remove(noscript)
            break


def _only_image(element: HtmlElement) -> HtmlElement | None:
    """Return the image if an element is or contains exactly one image and has no text, otherwise None."""
    if not isinstance(element.tag, str) or element.tag == "noscript":
        return None
    images = list(islice(element.iter(*_IMAGES), 2))
    plain = not "".join(element.itertext()).strip() and next(element.iter("noscript"), None) is None
    return images[0] if len(images) == 1 and plain else None
