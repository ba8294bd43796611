"""Find captions by structure: the only text in a box with an image, or a short line after an image."""

from __future__ import annotations

import re
from collections import Counter
from itertools import islice
from typing import TYPE_CHECKING

from storymap.lazy_pattern import lazy_pattern
from storymap.read.credits import BY, COLON, words_for
from storymap.read.dates import written_date
from storymap.read.html.media import is_image_file
from storymap.read.html.tree import BLOCKS, HEADINGS, classes, is_shown, words_of

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_LONGEST = 40  # maximum number of words in a caption
_ENDS = tuple(".!?…:;。！？")
_IMAGES = ("img", "amp-img")
_BOXES = ("div", "p", "li", "span", "a", "section", "center", "td")
_LINES = ("p", "div", "small", "span", "em", "i", "center", "font", "cite")
_SILENT = frozenset(["br", "map", "area", "noscript", "source", "wbr", "script", "style"])
# An image and its caption often have classes with the same first word, such as "photo" and "photo-text". If more
# classes on the page have this word, it is the prefix of a theme.
_MOST_KINDS = 4
_MOST_INSIDE = 12  # maximum number of elements in a box that has one image and its caption
# Other boxes that also have one image and a few words: those of authors, advertisements and widgets.
_NOT_IMAGE = lazy_pattern(
    r"author|autor|auteur|byline|avatar|bio\b|profile|user|contributor|writer|logo|icon|badge|qr|\bad-|\bads\b|advert|sponsor|promo|teaser|related|card|social|share|newsletter|comment|product|nav|menu|banner|summary|recommend|widget|rating|vote|price|print|prev|next\b",
    re.I,
)
_CREDIT = lazy_pattern(
    rf"(?i)(?:^|[^\w]){words_for('photographer')}\s*(?:{COLON}|[.]|\b{BY}\b|/)|©|[\u3040-\u30ff\u4e00-\u9fff]{{2,6}}\s?[摄攝撮影]+[)）]?$|\b(?:archiv\w*|handout|supplied|courtesy)\b"
)
_COUNT = lazy_pattern(r"(?:\w+\s*)?\d+(?:\s*/\s*\d+)?")  # matches the number of a slide, or the number of all pictures
_PORTRAIT = 120  # the portrait of an author has at most this many pixels
_LONGEST_LOOSE = 25  # a caption that is loose text below its image has at most this many words
_LEAST_LONELY = 4  # a caption that only its own class and its position show has at least this many words
_SMALL_PRINT = lazy_pattern(
    r"font-size\s*:\s*(?:x?x-small|small(?:er)?|1[0-4]px|[89]px|0?\.[5-9]\d*r?em|[5-9]\d%)", re.I
)
# Matches the address of a page that shows an image alone, or a gallery
IMAGE_PAGE = lazy_pattern(
    r"(?i)/(?:photos?|fotos?|images?|galler(?:y|ies)|galer[iíi]\w*|bilder?|zoom|pictures?|imagen\w*|kuva\w*)\b"
)
_CENTERED = lazy_pattern(r"text-align\s*:\s*center", re.I)


def join_boxed_captions(root: HtmlElement) -> None:
    """Convert images to figures, in place, if the structure of the page shows which text is their caption."""
    if next(root.iter(*_IMAGES), None) is None:
        return
    _join_described(root)
    for table in [t for t in root.iter("table") if _is_captioned_table(t)]:
        for element in table.iter("tbody", "tr", "td", "th", "caption"):
            element.tag = "figcaption" if element.tag == "caption" else "div"
        table.tag = "figure"
    boxes = [e for e in root.iter(*_BOXES) if _is_captioned_box(e)]
    total = sum(len(words_of(_text_of(box)[0]).split()) for box in boxes)
    if 3 * total > len(words_of(root).split()):
        boxes = []  # the page is a story in pictures, and the text is below them
    for box in boxes:
        for counter in [e for e in box.iterdescendants(*_LINES) if _COUNT.fullmatch(words_of(e))]:
            counter.drop_tree()
        _text_of(box)[0].tag = "figcaption"
        if box.tag != "a":
            box.tag = "figure"
        elif (around := box.getparent()) is not None:
            figure = box.makeelement("figure")
            around.replace(box, figure)
            figure.tail, box.tail = box.tail, None
            figure.append(box)
    _wrap_loose_lines(root)
    _join_lines(root)


def _join_described(root: HtmlElement) -> None:
    """Use the element that `aria-describedby` names as the caption of an image or figure."""
    named = [e for e in root.iter("figure", *_IMAGES) if e.get("aria-describedby")]
    if not named:
        return
    by_id = {str(e.get("id")): e for e in root.iter(*_LINES, "figcaption") if e.get("id")}
    for image in named:
        caption = by_id.get(str(image.get("aria-describedby")))
        figure = image if image.tag == "figure" else next(image.iterancestors("figure"), image)
        if caption is None or len(words_of(caption).split()) > 3 * _LONGEST or caption.tag == "figcaption":
            continue
        if next(figure.iter("figcaption"), None) is None and not any(e is figure for e in caption.iterancestors()):
            _attach(figure, caption)


def _is_captioned_table(table: HtmlElement) -> bool:
    """Return whether a table has a caption and no other words, and one image."""
    caption = next(table.iter("caption"), None)
    return (
        caption is not None
        and sum(1 for _ in islice(table.iter("img"), 2)) == 1
        and words_of(table) == words_of(caption) != ""
        and next(caption.iter("img"), None) is None
    )


def _is_captioned_box(box: HtmlElement) -> bool:
    """Return whether a box has one image and, after the image, one short element that contains all words of the box."""
    inside = list(islice(box.iterdescendants(), _MOST_INSIDE + 1))
    if not 1 < len(inside) <= _MOST_INSIDE or not is_shown(box):
        return False
    images = [e for e in inside if e.tag in _IMAGES and not any(a.tag == "noscript" for a in e.iterancestors())]
    if len(images) != 1 or any(e.tag in ("figcaption", "figure", "input", "table", *HEADINGS) for e in inside):
        return False
    if _is_logo(images[0]) or _is_portrait(images[0]):
        return False
    around = [box, *islice((a for a in box.iterancestors()), 2)]
    if any(_NOT_IMAGE.search(_names(e)) for e in (*around, *inside)) or any(a.tag == "figure" for a in around):
        return False
    texts = _text_of(box)
    words = words_of(texts[0]) if len(texts) == 1 else ""
    if len(texts) != 1 or _COUNT.fullmatch(words) or next(texts[0].iter("li", "a", "label"), None) is not None:
        return False
    if not 0 < len(words.split()) <= _LONGEST or len(words_of(box).split()) > len(words.split()) + 2:
        return False
    links = [str(a.get("href") or "#") for a in (box, *box.iterancestors("a"), *inside) if a.tag == "a"]
    if any(not (is_image_file(link) or IMAGE_PAGE.search(link) or link.startswith("#")) for link in links):
        return False
    if written_date(words):
        return False
    order = list(box.iter())
    return order.index(images[0]) < order.index(texts[0])


def _text_of(box: HtmlElement) -> list[HtmlElement]:
    """Return the outermost elements in a box that have words and no image, or [] if there is text outside elements."""
    if (box.text or "").strip() or any((child.tail or "").strip() for child in box):
        return []
    found: list[HtmlElement] = []
    for child in box:
        words = "" if child.tag in _SILENT or not is_shown(child) else words_of(child)
        if not words or _COUNT.fullmatch(words):
            continue
        if next(child.iter(*_IMAGES), None) is not None:
            found += _text_of(child)
        else:
            found.append(child)
    return found


def _join_lines(root: HtmlElement) -> None:
    """Join an image and a short line directly after it.

    The line must be centered, emphasised or in small print, contain a credit, or have a class of its own.
    """
    counts = Counter(name for e in root.iter(*_LINES) if words_of_short(e) for name in _class(e))
    after = [(e, image) for e in root.iter(*_LINES) if (image := _image_before(e)) is not None and words_of_short(e)]
    near = Counter(name for e, _ in after for name in _class(e))
    if 3 * sum(len(words_of(e).split()) for e, _ in after) > len(words_of(root).split()):
        near.clear()  # the page is a story in pictures, and the text is below them
    kinds = Counter(re.split(r"[-_]", name)[0] for name in {n for e in root.iter() for n in _class(e)})
    for line, image in after:
        if (line.tail or "").strip() or _is_logo(image):
            continue
        names, words = _class(line), words_of(line)
        if (
            line.getparent() is None
            or image.getparent() is None
            or _NOT_IMAGE.search(f"{_names(line)} {_names(image)}")
            or any("byline" in str(e.get("aria-labelledby") or "").lower() for e in islice(line.iterancestors(), 3))
        ):
            continue
        own = [name for name in names if near[name] == counts[name] > 0]
        stems = {re.split(r"[-_]", name)[0] for name in _class(image) if len(name) > 3}
        # if more classes have the stem, it is the prefix of a theme
        stems = {stem for stem in stems if kinds[stem] <= _MOST_KINDS}
        paired = any(re.split(r"[-_]", name)[0] in stems and name not in _class(image) for name in own)
        repeated = paired or any(near[name] > 1 for name in own)
        credited = bool(_CREDIT.search(words)) and (bool(own) or words[-1:] not in _ENDS)
        slanted = any(words_of(e) == words for e in line.iter("em", "i", "small"))
        smaller = line.tag == "cite" or slanted or _is_small_print(line)
        lonely = (
            bool(own) and len(names) == len(own) and words[-1:] not in _ENDS and len(words.split()) >= _LEAST_LONELY
        )
        centered = (
            _is_centered(line)
            and _is_centered(image)
            and (words[-1:] not in _ENDS or bool(_CREDIT.search(words)) or len(words) < 60)
        )
        if (repeated or credited or centered or smaller or lonely) and not written_date(words):
            _attach(image, line)


def words_of_short(element: HtmlElement) -> str:
    """Return the words of an element if it is short, has no links and no other blocks, otherwise ""."""
    if sum(1 for _ in islice(element.iterdescendants(), 6)) > 5 or any(
        e.tag in (*BLOCKS, *_IMAGES, "a") for e in element.iterdescendants()
    ):
        return ""
    words = words_of(element)
    return words if len(words.split()) <= _LONGEST else ""


def _image_before(line: HtmlElement) -> HtmlElement | None:
    """Return the element directly before a line if it contains only an image, or None."""
    before = line.getprevious()
    while before is not None and not (before.tail or "").strip() and before.tag in _SILENT:
        before = before.getprevious()
    if before is None:
        before = _image_in_row_before(line)
    if before is None:
        before = _image_in_box_before(line)
    if before is None or (before.tail or "").strip() or not isinstance(before.tag, str):
        return None
    if any(a.tag in ("figure", "a") for a in line.iterancestors()):
        return None
    images = sum(1 for _ in islice(before.iter(*_IMAGES), 2)) - (before.tag == "noscript")
    plain = images == 1 and not words_of(before) and next(before.iter("figcaption"), None) is None
    return before if plain and before.tag in (*_IMAGES, *_BOXES, "figure", "picture") else None


def _image_in_row_before(line: HtmlElement) -> HtmlElement | None:
    """Return the element in the table row before the row of a line, or None.

    Both rows must have one cell with one element.

    Newsletters are laid out with such tables.
    """
    cell = line.getparent()
    row = cell.getparent() if cell is not None and cell.tag == "td" else None
    above = row.getprevious() if row is not None and row.tag == "tr" else None
    if cell is None or row is None or above is None or above.tag != "tr":
        return None
    inside = [*row, *cell], [*above, *(above[0] if len(above) else ())]
    return inside[1][1] if all(len(parts) == 2 for parts in inside) else None


def _is_small_print(line: HtmlElement) -> bool:
    """Return whether the style of a line, or of the only element in it, makes its letters small."""
    inner = [e for e in line if words_of(e) == words_of(line)][:1]
    return any(_SMALL_PRINT.search(str(e.get("style") or "")) for e in (line, *inner))


def _wrap_loose_lines(root: HtmlElement) -> None:
    """Convert a box to a figure if it has only an image and, after a line break, a line of loose text."""
    for box in [e for e in root.iter("div", "center") if 1 < len(e) <= _MOST_INSIDE]:
        parts = [child for child in box if isinstance(child.tag, str)]
        images = [*parts[0].iter(*_IMAGES)] if parts and parts[0].tag in (*_IMAGES, "a", "picture", "span") else []
        if len(images) != 1 or words_of(parts[0]) or (box.text or "").strip() or (parts[0].tail or "").strip():
            continue
        if parts[1].tag != "br" or any(e.tag in (*BLOCKS, *_IMAGES, "br", "a") for e in parts[2:]):
            continue
        words = words_of(box)
        plain = words[-1:] not in _ENDS or bool(_CREDIT.search(words))
        if 0 < len(words.split()) <= _LONGEST_LOOSE and plain and not (_is_logo(box) or _NOT_IMAGE.search(_names(box))):
            caption = box.makeelement("figcaption")
            caption.text, parts[1].tail = parts[1].tail, None
            caption.extend(parts[2:])
            box.append(caption)
            box.tag = "figure"


def _image_in_box_before(line: HtmlElement) -> HtmlElement | None:
    """Return the box before the box of a line, if it has an image and the line is the only part of its own box."""
    box = line.getparent()
    if line.tag == "span" or not _holds_only(box, line):
        return None
    while box.getprevious() is None and _holds_only(box.getparent(), box):
        box = box.getparent()
    before = box.getprevious()
    return before if before is not None and before.tag == "div" else None


def _holds_only(box: HtmlElement | None, child: HtmlElement) -> bool:
    """Return whether a `div` has one child and no other text."""
    loose = box is None or (box.text or "").strip() or (child.tail or "").strip()
    return box is not None and not loose and box.tag == "div" and len(box) == 1


def _is_centered(element: HtmlElement) -> bool:
    return (
        element.tag == "center"
        or str(element.get("align") or "").lower() == "center"
        or bool(_CENTERED.search(str(element.get("style") or "")))
        or not classes(element).isdisjoint({"has-text-align-center", "text-center", "aligncenter"})
    )


def _is_logo(element: HtmlElement) -> bool:
    """Return whether the image in an element is a logo, according to its address or alternative text."""
    return any("logo" in f"{e.get('src') or ''} {e.get('alt') or ''}".lower() for e in element.iter(*_IMAGES))


def _is_portrait(image: HtmlElement) -> bool:
    """Return whether an image is as small as the portrait beside the name of an author."""
    sides = [str(image.get(side) or "").removesuffix("px") for side in ("width", "height")]
    return any(side.isdecimal() and int(side) <= _PORTRAIT for side in sides)


def _class(element: HtmlElement) -> list[str]:
    return str(element.get("class") or "").split()[:6]


def _names(element: HtmlElement) -> str:
    return " ".join(str(element.get(key) or "") for key in ("class", "id", "aria-labelledby"))


def _attach(image: HtmlElement, caption: HtmlElement) -> None:
    """Make an element the caption of an image before it."""
    tail, caption.tail = caption.tail, None
    around, before = caption.getparent(), caption.getprevious()
    if around is not None:
        if before is not None:
            before.tail = (before.tail or "") + (tail or "")
        else:
            around.text = (around.text or "") + (tail or "")
        around.remove(caption)
    figure = image
    if image.tag != "figure":
        figure = image.makeelement("figure")
        image.addprevious(figure)
        figure.tail, image.tail = image.tail, None
        figure.append(image)
    caption.tag = "figcaption"
    figure.append(caption)
