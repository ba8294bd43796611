"""Find captions that are written next to an image instead of in its figure."""

from __future__ import annotations

from typing import TYPE_CHECKING

from storymap.lazy_pattern import lazy_pattern
from storymap.read.credits import BY, COLON, words_for
from storymap.read.html.tree import HEADINGS, words_of

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_LONGEST_CREDIT = 15  # if a block has an image and at most this many words (a credit), it counts as only an image
_LONGEST_CAPTION = 40  # an emphasised line with at most this many words may be a caption
_CONTROLS = ("label", "button", "input")  # controls of the image, such as "View image in fullscreen"
_SENTENCE_ENDS = '.!?…:;”"»。！？'
_IMAGES = ("img", "amp-img")
_SMALL_SIZES = ("1", "2", "-1", "-2")  # with these values of `size`, `font` elements are smaller than the text
_LONGEST_LINE = 25  # a line below an image with at most this many words may be a caption without emphasis
NUMBERED = lazy_pattern(
    r"(?i)(?:figure|fig|photo|image|picture|illustration|map|plate|abbildung|abb|bild|foto|karte|carte|figura|imagen|fotografía|immagine|afbeelding|kuva|ill"
    r"|рис(?:унок)?|фото|rysunek|rys|zdjęcie|obr(?:ázek)?|図|写真|图)\.?\s*(?:\d+|[:：.–—])"
)
# Matches a credit at the end of a caption: "(Photo: Jane Doe)", "Foto von Jane Doe", "© Jane Doe".
_PHOTO = rf"(?:{words_for('photographer')}\s*(?:{COLON}|\b{BY}\b)|©)"
_CREDIT_LAST = lazy_pattern(
    rf"""(?i)(?:\(\s*{_PHOTO}[^()]{{1,60}}\)|(?:[.!?…|]\s*|^){_PHOTO}\s*[^.!?()]{{1,60}})\.?\Z"""
)


def ends_with_credit(words: str) -> bool:
    """Return whether a text ends with the credit of a photographer: "(Photo: Jane Doe)", "© Jane Doe"."""
    return bool(_CREDIT_LAST.search(words))


def join_lines_below_images(root: HtmlElement) -> None:
    """Convert an image with an unmarked caption below it to a figure.

    A line is a caption if it directly follows the image in the same paragraph. The next paragraph is a caption if it
    begins with "Figure 1" or ends with the credit of a photographer.
    """
    for paragraph in [p for p in root.iter("p") if sum(1 for _ in p.iter(*_IMAGES)) == 1]:
        first = paragraph[0] if len(paragraph) else None
        if first is None or (paragraph.text or "").strip() or words_of(first):
            continue
        after = paragraph.getnext()
        words = words_of(paragraph)
        if not words and after is not None and after.tag == "p" and next(after.iter(*_IMAGES), None) is None:
            below = words_of(after)
            if 0 < len(below.split()) <= _LONGEST_CAPTION and (NUMBERED.match(below) or _CREDIT_LAST.search(below)):
                after.tag = "figcaption"
                join_caption(after)
        elif words and (first.tail or "").startswith("\n") and _is_line_caption(first.tail or "", words):
            caption = paragraph.makeelement("figcaption")
            caption.text, first.tail = (first.tail or "").strip(), None
            for child in list(paragraph)[1:]:
                caption.append(child)
            paragraph.append(caption)
            paragraph.tag = "figure"


def _is_line_caption(tail: str, words: str) -> bool:
    """Return whether the text after an image is a caption.

    A caption is one short line. It is not a sentence, unless it begins with "Figure 1" or ends with a photo credit.
    """
    if "\n" in tail.strip() or len(words.split()) > _LONGEST_LINE:
        return False
    return words[-1] not in _SENTENCE_ENDS or bool(_CREDIT_LAST.search(words) or NUMBERED.match(words))


def join_loose_captions(root: HtmlElement) -> None:
    """Move each `figcaption` without a figure into the figure of the image before it."""
    for caption in [c for c in root.iter("figcaption") if not any(a.tag == "figure" for a in c.iterancestors())]:
        join_caption(caption)


def join_emphasised_captions(root: HtmlElement, *, loose: bool = True) -> None:
    """Convert an image with an emphasised line after it, in the same or the next paragraph, to a figure.

    Blogs and exports of Medium and Ghost write captions in this way. `loose`: also join captions without emphasis, as
    Notion (which repeats the caption as alternative text) and Substack export them.
    """
    for paragraph in [p for p in root.iter("p", "center") if next(p.iter("img"), None) is not None]:
        pieces = _pieces(paragraph)
        if pieces is None or len(list(paragraph.iter("img"))) != 1:
            continue
        if len(pieces) == 2 and _is_caption(pieces[1]):
            pieces[1].tag, paragraph.tag = "figcaption", "figure"
            continue
        after = paragraph.getnext()
        inner = _pieces(after) if after is not None and after.tag == "p" else None
        emphasised = inner is not None and len(inner) == 1 and _is_caption(inner[0])
        plain = loose and after is not None and _is_plain_caption(after, pieces[0])
        if len(pieces) == 1 and after is not None and (emphasised or plain):
            after.tag = "figcaption"
            join_caption(after)


def join_captions_by_name(root: HtmlElement) -> None:
    """Join each short line with the image before it, if its class is that of the image's box and a further word.

    Example: a line with the class "photo-text" after a box with the class "photo".
    """
    for line in [e for e in root.iter("div", "p", "span") if e.get("class")]:
        box = line.getprevious()
        if box is None or (box.tail or "").strip() or box.tag not in ("div", "p", "span") or not box.get("class"):
            continue
        around, own = str(box.get("class")).split()[0], str(line.get("class")).split()[0]
        further = own.removeprefix(around)
        images = list(box.iter(*_IMAGES))
        if own == further or further[:1] not in ("-", "_") or len(images) != 1 or words_of(box):
            continue
        plain = next(line.iter(*_IMAGES, "a", "p", "ul", *HEADINGS), line) is line
        if plain and 0 < len(words_of(line).split()) <= _LONGEST_CAPTION:
            join_caption(line)


def _pieces(paragraph: HtmlElement) -> list[HtmlElement] | None:
    """Return the child elements of a paragraph except `<br>`, or None if there is text outside them."""
    children = [child for child in paragraph if isinstance(child.tag, str)]
    if (paragraph.text or "").strip() or any((child.tail or "").strip() for child in children):
        return None
    return [child for child in children if child.tag != "br"]


def _is_caption(element: HtmlElement) -> bool:
    words = len(words_of(element).split())
    small = False
    while element.tag in ("font", "span") and len(element) == 1 and words_of(element) == words_of(element[0]):
        small = small or str(element.get("size") or "") in _SMALL_SIZES
        element = element[0]
    return (
        (small or element.tag in ("em", "i", "small"))
        and 0 < words <= _LONGEST_CAPTION
        and next(element.iter(*_IMAGES), None) is None
    )


def _is_plain_caption(after: HtmlElement, image: HtmlElement) -> bool:
    """Return whether the paragraph after an image is its caption.

    This is so if it repeats the alternative text, or if the image is from Substack and the paragraph is not a sentence.
    """
    words = words_of(after) if after.tag == "p" and next(after.iter(*_IMAGES), None) is None else ""
    shown = image if image.tag == "img" else next(image.iter("img"), image)
    if not words or len(words.split()) > _LONGEST_CAPTION:
        return False
    if words == " ".join(str(shown.get("alt") or "").split()):
        return True
    exported = image.tag == "a" and "substack" in str(shown.get("src") or "")
    return exported and next(after.iter("a"), None) is None and words[-1] not in _SENTENCE_ENDS


def join_caption(caption: HtmlElement) -> None:
    """Move a caption into the block before it, if that block is only an image. That block becomes a figure."""
    before = _block_before(caption)
    if before is None or not isinstance(before.tag, str):
        return
    images = sum(1 for _ in before.iter(*_IMAGES))
    captioned = next(before.iter("figcaption"), None) is not None
    if not 0 < images <= 2 or captioned or len(words_of(before).split()) > _LONGEST_CREDIT:
        return
    caption.tag = "figcaption"
    inline = before.tag in (*_IMAGES, "picture", "a")
    figure = before if inline else next(before.iter("figure"), before)
    if inline:
        figure = figure.makeelement("figure")
        before.addprevious(figure)
        figure.tail, before.tail = before.tail, None
        figure.append(before)
    figure.tag = "figure"
    _detach(caption)
    figure.append(caption)


def _block_before(caption: HtmlElement) -> HtmlElement | None:
    at: HtmlElement | None = caption
    for _ in range(3):
        if at is None or at.tag in ("body", "main", "article"):
            return None
        before = at.getprevious()
        while before is not None and before.tag in _CONTROLS and not (before.tail or "").strip():
            before = before.getprevious()
        if before is not None:
            return None if (before.tail or "").strip() else before
        at = at.getparent()
    return None


def _detach(element: HtmlElement) -> None:
    """Detach an element from its page. The text after it stays in the page."""
    tail, element.tail = element.tail, None
    around, before = element.getparent(), element.getprevious()
    if around is None:
        return
    if tail and tail.strip():
        if before is not None:
            before.tail = (before.tail or "") + tail
        else:
            around.text = (around.text or "") + tail
    around.remove(element)
