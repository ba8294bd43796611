"""Remove elements and images that are not part of the article."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from storymap.lazy_pattern import lazy_pattern
from storymap.read.html.media import emoji_of, source_of
from storymap.read.html.tree import BLOCKS, words_of
from storymap.read.page.clutter import PERSON_IMAGE, names_of, tokens_of_name

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_SMALL_PX = 48
# In AMP images, a width and a height up to this number may be proportions instead of pixels. Icons have more pixels.
_MOST_RATIO = 10
_RULE_PX = 10  # an image with at most this height is a line
_PLACEHOLDER = lazy_pattern(
    r"(?:^|[/_-])(?:blank|spacer|placeholder|transparent|grey|1x1)[\w-]*\.(?:gif|png|svg|jpe?g|webp)\b", re.I
)
_LOGO = lazy_pattern(r"(?i)(?:^|/)(?:[a-z]+[_-])?logo(?:[_-]\w+)?\.(?:gif|png|svg|jpe?g|webp)$")
_AVATAR = lazy_pattern(r"\b(?:avatar|gravatar|userpic|headshot)\b")
_FILE = lazy_pattern(r"\.(?:jpe?g|png|gif|webp|avif)(?:$|[?#])", re.I)
_SIZE = lazy_pattern(r"-\d{2,4}x\d{2,4}(?=\.\w{3,4}\Z)")  # the size that WordPress adds to the name of a file
_BUTTON_PX = [88, 31]  # buttons such as "Valid HTML" have this size
_TRACKER = lazy_pattern(
    r"(?i)/pixel\b|doubleclick|scorecardresearch|quantserve|/b\.gif|stats\.wp|feedburner|gravatar\.com|facebook\.com/tr|analytics|/(?:hit)?count(?:er)?[\w-]*\.(?:gif|png|php|cgi|pl|asp)|web-static\.archive\.org|/spacer|/blank\.|s\.w\.org/images/core/emoji_none"
)


def remove(element: HtmlElement) -> None:
    """Remove an element from its page. The text after it is kept, and blocks remain separate."""
    around = element.getparent()
    if around is None:
        return
    if element.tag in BLOCKS and element.tail is not None:
        element.tail = " " + element.tail
    element.drop_tree()


def drop_images(root: HtmlElement, names: list[str]) -> None:
    """Remove images that are not part of the article, such as icons and portraits of the authors (`names`)."""
    for image in [e for e in root.iter("img", "amp-img") if _is_of_page(e, root) or _is_portrait(e, names)]:
        figure = next(image.iterancestors("figure"), None)
        remove(figure if figure is not None and words_of(figure) == image.get("alt") else image)
    _drop_repeated(root)


def _is_portrait(image: HtmlElement, names: list[str]) -> bool:
    """Return whether the alternative text of an image is the name of an author, and it has no other caption."""
    alt = " ".join(str(image.get("alt") or "").split())
    return alt in names and _caption_of(image) in ("", alt)


def _drop_repeated(root: HtmlElement) -> None:
    """Remove images that are shown a second time, such as thumbnails. The one with a caption is kept."""
    first: dict[str, HtmlElement] = {}
    for image in [e for e in root.iter("img", "amp-img") if next(e.iterancestors("noscript"), None) is None]:
        source = _SIZE.sub("", source_of(image).split("?")[0])
        if not source or source.startswith("data:") or emoji_of(image):
            continue
        before = first.setdefault(source, image)
        if before is not image:
            kept = before if _caption_of(before) or not _caption_of(image) else image
            first[source] = kept
            remove(before if kept is image else image)


def _caption_of(image: HtmlElement) -> str:
    figure = next(image.iterancestors("figure"), None)
    caption = next(figure.iter("figcaption"), None) if figure is not None else None
    return words_of(caption) if caption is not None else ""


def _is_in_avatar(image: HtmlElement) -> bool:
    """Return whether an inline element around an image has the class of an avatar."""
    around = image.getparent()
    named = around is not None and around.tag in ("span", "a", "picture")
    return named and any(_AVATAR.search(tokens_of_name(name)) for name in names_of(around))


def _is_of_page(image: HtmlElement, root: HtmlElement) -> bool:
    if _is_in_avatar(image):
        return True
    if any(PERSON_IMAGE.search(tokens_of_name(name)) for name in names_of(image) if "emoji" not in name.lower()):
        return True
    late = any(str(key).startswith("data-") and ("src" in str(key) or _FILE.search(str(v))) for key, v in image.items())
    if not late and _TRACKER.search(str(image.get("src") or "")) and "emoji" not in str(image.get("src")):
        return True
    if _LOGO.search(str(image.get("src") or "").split("?")[0]) and _is_first(image, root):
        return True
    if _PLACEHOLDER.search(str(image.get("src") or "")) and not late:
        return True
    if _is_ratio(image):
        return False
    sides = [str(image.get(name) or "").removesuffix("px") for name in ("width", "height")]
    small = [int(side) <= _SMALL_PX for side in sides if side.isdecimal() and len(side) < 6]
    is_emoji = (
        "emoji" in str(image.get("class") or "")
        or "emoji" in str(image.get("src") or "")
        or "smiley" in str(image.get("class") or "")
    )
    height = sides[1] if sides[1].isdecimal() else ""
    if height and len(height) < 6 and int(height) <= _RULE_PX:
        return True
    is_button = all(s.isdecimal() for s in sides) and [int(s[:6]) for s in sides] == _BUTTON_PX
    narrow = len(small) == 2 or bool(sides[0])  # an image may have only a width
    return is_button or (bool(small) and narrow and all(small) and not is_emoji)


def _is_ratio(image: HtmlElement) -> bool:
    """Return whether width and height of an AMP image are only its proportions, such as 4 and 3."""
    if image.tag != "amp-img" or str(image.get("layout") or "").lower() == "fixed":
        return False
    sides = [str(image.get(name) or "") for name in ("width", "height")]
    scaled = str(image.get("layout") or "").lower() in ("responsive", "intrinsic", "fill", "flex-item")
    return scaled or any(side.isdecimal() and int(side[:6]) <= _MOST_RATIO for side in sides)


def _is_first(image: HtmlElement, root: HtmlElement) -> bool:
    """Return whether an image has no text before it in the article (`root`) and is not in a figure.

    The logo of a site is in this position.
    """
    for around in (image, *image.iterancestors()):
        if around.tag == "figure":
            return False
        above = around.getparent()
        if around.tag == "body" or above is None or around is root:
            return True
        before = [above.text, *(e.tail for e in around.itersiblings(preceding=True))]
        texts = any(text and text.strip() for text in before)
        if texts or any(words_of(e) for e in around.itersiblings(preceding=True) if isinstance(e.tag, str)):
            return False
    return True
