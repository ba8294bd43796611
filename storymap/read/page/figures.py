"""Convert the markup that sites use for images with captions to `figure` with `figcaption`."""

from __future__ import annotations

from functools import lru_cache
from itertools import islice
from typing import TYPE_CHECKING

from storymap.lazy_pattern import lazy_pattern
from storymap.read.html.boxed_captions import IMAGE_PAGE, join_boxed_captions
from storymap.read.html.captions import (
    join_caption,
    join_captions_by_name,
    join_emphasised_captions,
    join_loose_captions,
)
from storymap.read.html.media import is_image_file
from storymap.read.html.tree import HEADINGS, classes, is_shown, words_of
from storymap.read.page.backgrounds import show_backgrounds
from storymap.read.page.caption_copies import drop_caption_copies
from storymap.read.page.clutter import is_instruction, names_of, tokens_of_name
from storymap.read.page.figure_labels import drop_counters, drop_instructions, drop_label
from storymap.read.page.image_credits import add_credit_after, append, is_credit, mark_credits, wrap_credit
from storymap.read.page.lazy_copies import drop_lazy_copies

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_CAPTION = lazy_pattern(
    r"\b(?:caption|captions|thumb ?caption|(?:media|photo|picture|figure) description|legend|legende|bildunterschrift|bildtext|cutline|image text|photo text|(?:img|image|photo|pic|picture) desc\w*|(?:img|image|photo|hero) title|cap|zoom text|pie de foto|didascalia|onderschrift)\b"
)
_IMAGE_CREDIT = lazy_pattern(r"\b(?:im(?:g|age)|photo|pic(?:ture)?|foto|bild|media) (?:credits?|source|copyright)\b")
# Matches the box of an image in pages of AsciiDoc and similar programs. The caption in this box has the class "title".
_IMAGE_BOX = lazy_pattern(r"\b(?:image ?block|figure|image box|image wrapper|video ?block)\b")
_LONGEST_CAPTION = 120  # maximum number of words in a caption
_LONGEST_TABLE_CAPTION = 40  # maximum number of words in a caption that is the second row of a table with an image
_SMALLER = ("font", "small", "i", "em", "span")
_MOST_INSIDE = 40  # maximum number of elements in a caption


def rewrite_figures(root: HtmlElement) -> None:
    """Replace images that have captions with figures, in place."""
    drop_lazy_copies(root)
    for table in [t for t in root.iter("table") if "tr-caption-container" in classes(t)]:
        _untable(table)
    for table in [t for t in root.iter("table") if _is_captioned_image(t)]:
        _untable(table)
    for attachment in [d for d in root.iter("dl") if classes(d) & {"file", "attach", "attachment"}]:
        _attached(attachment)
    for items in [d for d in root.iter("dl") if _is_captioned_list(d)]:
        _captioned(items)
    for table in [t for t in root.iter("table") if _is_image_cell(t)]:
        _unwrap_cell(table)
    join_loose_captions(root)
    join_emphasised_captions(root, loose=False)
    for link in [a for a in root.iter("a") if IMAGE_PAGE.search(str(a.get("href") or ""))]:
        drop_label(link)
    show_backgrounds(root)
    join_captions_by_name(root)
    join_boxed_captions(root)
    surroundings = _Surroundings()
    for caption in [e for e in root.iter() if isinstance(e.tag, str) and e.tag != "figcaption" and _is_caption(e)]:
        around = _with_image(caption, surroundings)
        if around is not None:
            caption.tag = "figcaption"
            surroundings.captioned.update(caption.iterancestors())
            if around.tag != "figure":
                around.tag = "figure"
        elif _is_alone(caption):
            join_caption(caption)
    for credit in [e for e in root.iter("div", "p", "span", "small") if _is_image_credit(e)]:
        join_caption(credit)
    for figure in list(root.iter("figure")):
        _complete(figure)
        add_credit_after(figure)
    drop_caption_copies(root)


class _Surroundings:
    """Counts the images and words of elements around captions. Each element is counted only once."""

    def __init__(self) -> None:
        self.captioned: set[HtmlElement] = set()  # the elements that already have a caption
        self._known: dict[HtmlElement, tuple[list[HtmlElement], int]] = {}

    def look(self, element: HtmlElement) -> tuple[list[HtmlElement], int]:
        """Return the images in an element and its number of words."""
        if element not in self._known:
            if next(element.iter("figcaption"), None) is not None:
                self.captioned.add(element)
            self._known[element] = list(element.iter("img", "amp-img"))[:20], len(words_of(element).split())
        return self._known[element]


@lru_cache(maxsize=2048)  # the elements of a page have few different names
def _names_caption(name: str) -> bool:
    return bool(_CAPTION.search(tokens_of_name(name)))


def _is_caption(element: HtmlElement) -> bool:
    if element.tag in (
        "img",
        "figure",
        "table",
        "tbody",
        "tr",
        "amp-img",
        "picture",
        "caption",
        "body",
        "html",
        "article",
        "section",
        "main",
        "input",
    ):
        return False
    if (
        not element.keys()
        or sum(1 for _ in islice(element.iterdescendants(), _MOST_INSIDE + 1)) > _MOST_INSIDE
        or "wp-caption" in classes(element)
        or any(around.tag == "figcaption" for around in islice(element.iterancestors(), 4))
    ):
        return False
    named = any(map(_names_caption, names_of(element))) or element.get("itemprop") == "caption"
    around = element.getparent()
    if not named and around is not None and classes(element) & {"title", "text", "desc", "description"}:
        named = any(_IMAGE_BOX.search(tokens_of_name(name)) for name in names_of(around))
    return (
        named
        and next(element.iter("img", "amp-img"), None) is None
        and 0 < len(words_of(element).split()) <= _LONGEST_CAPTION
    )


def _with_image(caption: HtmlElement, surroundings: _Surroundings) -> HtmlElement | None:
    """Return the nearest element around a caption that contains an image and few other words, or None.

    Return None if this element already has a caption.
    """
    around = caption.getparent()
    target = _link_of(caption)
    for _ in range(4):
        if around is None or around.tag in ("body", "html", "article", "main", "table", "figcaption", "a"):
            return None
        if around.tag == "td":
            return _figure_in_cell(around, caption)
        images, words = surroundings.look(around)
        if target and any(_link_of(image) == target for image in images):
            return None  # this is a teaser, which links to another page
        if around in surroundings.captioned:
            return None
        if around.tag == "figure":
            return around if images else None
        if images:
            return around if len(images) <= 2 and words - len(words_of(caption).split()) <= 15 else None
        around = around.getparent()
    return None


def _figure_in_cell(cell: HtmlElement, caption: HtmlElement) -> HtmlElement | None:
    """Wrap the content of a table cell in a figure, and return the figure.

    Return None if the cell contains anything besides an image and its caption.
    """
    if sum(1 for _ in islice(cell.iter("img"), 2)) != 1 or words_of(cell) != words_of(caption):
        return None
    figure: HtmlElement = cell.makeelement("figure")
    figure.text, cell.text = cell.text, None
    figure.extend(list(cell))
    cell.append(figure)
    return figure


def _is_image_credit(element: HtmlElement) -> bool:
    """Return whether an element outside a figure has the class of an image credit. It may also contain a caption."""
    if not element.keys() or not any(_IMAGE_CREDIT.search(tokens_of_name(name)) for name in names_of(element)):
        return False
    return not any(e.tag in ("figure", "figcaption") for e in element.iterancestors()) and _is_alone(element)


def _is_alone(caption: HtmlElement) -> bool:
    """Return whether an element whose class is that of a caption is one short block without links to other pages."""
    blocks = sum(1 for e in caption.iterdescendants() if e.tag in ("p", "blockquote", "li", *HEADINGS))
    return (
        caption.tag in ("p", "div", "span", "small", "blockquote")
        and not _link_of(caption)
        and blocks <= 1
        and len(words_of(caption).split()) <= _LONGEST_TABLE_CAPTION
    )


def _link_of(element: HtmlElement) -> str:
    """Return the target of the link around or inside an element, or "" if there is no link or its target is an image or
    a part of the page."""
    link = next(element.iterancestors("a"), None)
    link = link if link is not None else next(element.iter("a"), None)
    href = str(link.get("href") or "") if link is not None else ""
    return "" if href.startswith("#") or is_image_file(href) else href


def _untable(table: HtmlElement) -> None:
    """Convert the table with two rows that Blogger uses for an image and its caption."""
    for element in table.iter("table", "tbody", "tr", "td"):
        caption = element.tag == "td" and ("tr-caption" in classes(element) or bool(words_of(element)))
        element.tag = "figcaption" if caption else "figure" if element is table else "div"


def _is_captioned_image(table: HtmlElement) -> bool:
    """Return whether a table has two rows with one cell each: an image, and a few words below it."""
    rows = list(table.iter("tr"))
    if (
        len(rows) != 2
        or len(list(islice(table.iter("td", "th"), 3))) != 2
        or next(table.iter("figure"), None) is not None
    ):
        return False
    image, words = rows
    pictures = list(islice(image.iter("img"), 2))
    below = words_of(words)
    return (
        len(pictures) == 1
        and not words_of(image)
        and next(words.iter("img", "p", *HEADINGS), None) is None
        and 0 < len(below.split()) <= _LONGEST_TABLE_CAPTION
    )


def _is_captioned_list(items: HtmlElement) -> bool:
    """Return whether a definition list has only an image and a few words about it."""
    if [child.tag for child in items] not in (["dt", "dd"], ["dt", "dt"], ["dt", "dt", "dd"]) or next(
        items.iter("figure", "figcaption"), None
    ) is not None:
        return False
    image, *below = items
    return (
        sum(1 for _ in islice(image.iter("img"), 2)) == 1
        and not words_of(image)
        and not any(next(words.iter("img", *HEADINGS), None) is not None for words in below)
        and 0 < sum(len(words_of(words).split()) for words in below) <= _LONGEST_TABLE_CAPTION
    )


def _captioned(items: HtmlElement) -> None:
    """Convert a definition list with an image, and perhaps a title and a description, to a figure."""
    items.tag, items[0].tag, items[1].tag = "figure", "div", "figcaption"
    for more in list(items)[2:]:
        more.tag = "span"
        items[1].append(more)
        (items[1][-2] if len(items[1]) > 1 else items[1]).tail = " "


def _is_image_cell(table: HtmlElement) -> bool:
    """Return whether a table has one cell with only an image, a line break and a few words in a smaller font."""
    cells = list(islice(table.iter("td", "th"), 2))
    if len(cells) != 1 or [child.tag for child in cells[0]] not in (["img", "br", tag] for tag in _SMALLER):
        return False
    cell = cells[0]
    loose = [cell.text, *(child.tail for child in cell)]
    return (
        not any(text and text.strip() for text in loose) and 0 < len(words_of(cell).split()) <= _LONGEST_TABLE_CAPTION
    )


def _unwrap_cell(table: HtmlElement) -> None:
    for element in table.iter("tbody", "tr", "td", "th"):
        if element.tag in ("td", "th"):
            element[-1].tag = "figcaption"
        element.tag = "div"
    table.tag = "figure"


def _attached(attachment: HtmlElement) -> None:
    """Convert an attachment in a forum to a figure. The attachment is a `dl` with an image and a comment on it."""
    if next(attachment.iter("img"), None) is None:
        return
    attachment.tag = "figure"
    for element in list(attachment.iter("dt", "dd")):
        words = words_of(element)
        comment = bool(words) and not is_instruction(words) and next(element.iter("img"), None) is None
        element.tag = "figcaption" if comment else "div"
        if words and is_instruction(words):
            element.drop_tree()


def _complete(figure: HtmlElement) -> None:
    """Mark the caption of a figure if it has no `figcaption`, and add the figure's credit to the caption."""
    if next(figure.iter("img", "amp-img", "noscript"), None) is None or any(
        f is not figure for f in figure.iter("figure")
    ):
        return
    mark_credits(figure)
    caption = next(figure.iter("figcaption"), None)
    if caption is not None:
        _separate(caption)
    if caption is None:
        loose = [
            e
            for e in figure.iter("p", "small", "cite", "span", "div")
            if is_shown(e) and words_of(e) and next(e.iter("img", "amp-img"), None) is None
        ]
        loose = (
            [e for e in loose if not any(e is not o and e in list(o.iter()) for o in loose)] if len(loose) < 12 else []
        )
        if not loose or len(words_of(figure).split()) > _LONGEST_CAPTION:
            return
        caption = loose[0]
        credit_only = is_credit(caption)
        caption.tag = "figcaption"
        if credit_only:
            wrap_credit(caption)
    drop_counters(figure)
    drop_instructions(figure)
    for credit in [e for e in figure.iter("p", "small", "cite", "span", "div") if is_credit(e) and words_of(e)]:
        apart = credit is not caption and not any(e is caption for e in credit.iterancestors())
        if apart and not any(e is caption for e in credit.iter()) and credit.getparent() is not None:
            credit.drop_tree()
            credit.tag, credit.tail = "span", None
            credit.set("class", "credit")
            append(caption, credit)


def _separate(caption: HtmlElement) -> None:
    """Add a space between the end of a sentence and an element directly after it, such as a name in smaller letters."""
    for child in caption:
        before = child.getprevious()
        text = caption.text if before is None else before.tail or words_of(before)
        if text and text[-1] in ".!?…)" and words_of(child)[:1].isalnum():
            if before is None:
                caption.text = f"{text} "
            else:
                before.tail = f"{before.tail or ''} "
