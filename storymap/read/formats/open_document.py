"""Read OpenDocument texts (.odt) with pandoc.

Titles, alternative texts and hidden parts are read from the file itself.
"""

from __future__ import annotations

import io
import zipfile
from typing import TYPE_CHECKING

from storymap.errors import ArticleError
from storymap.model import Article
from storymap.read.formats.documents import MEANINGS, mark_styles, read_document, squeezed
from storymap.read.formats.packages import Package, mimetype_of
from storymap.read.html import document
from storymap.read.html.tree import body, words_of
from storymap.read.origin import Origin
from storymap.read.pandoc import to_html

if TYPE_CHECKING:
    from lxml.etree import _Element
    from lxml.html import HtmlElement

NAME = "OpenDocument text"
SUFFIXES = (".odt", ".ott")

_TEXT = "application/vnd.oasis.opendocument.text"
_NS = {
    "text": "urn:oasis:names:tc:opendocument:xmlns:text:1.0",
    "style": "urn:oasis:names:tc:opendocument:xmlns:style:1.0",
    "fo": "urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0",
    "svg": "urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0",
    "draw": "urn:oasis:names:tc:opendocument:xmlns:drawing:1.0",
    "xlink": "http://www.w3.org/1999/xlink",
}
_HIDDEN = (
    "hidden-text",
    "hidden-paragraph",
    "table-of-content",
    "illustration-index",
    "table-index",
    "alphabetical-index",
    "tracked-changes",
)


def sniff(raw: bytes) -> bool:
    """Return whether the data is a zip file whose first file declares an OpenDocument text."""
    return mimetype_of(raw).startswith(_TEXT)


def read(raw: bytes, origin: Origin) -> Article:
    """Return the Article of an OpenDocument text.

    Raise ArticleError if it is damaged or protected, or pandoc is missing.
    """
    package = Package(raw, origin.name, "OpenDocument text (ODT)")
    if "META-INF/manifest.xml" in package.names and b"encryption-data" in package.read("META-INF/manifest.xml"):
        raise ArticleError(
            f"{origin.name} is an OpenDocument text (ODT) that is protected with a password. Save it without one and try again."
        )
    content = package.xml("content.xml")
    styles = package.xml("styles.xml") if "styles.xml" in package.names else None
    parents, hidden = _styles(content, styles)
    _drop_hidden(content, hidden)
    _free_boxes(content)
    page = document(to_html(_packed(package, content), "odt", origin.name, embed=True))
    for empty in [e for e in page.iter("figcaption") if not words_of(e)]:
        empty.drop_tree()
    mark_styles(body(page), _meanings(content, parents))
    _add_alternatives(body(page), content)
    about = package.xml("meta.xml") if "meta.xml" in package.names else None
    return read_document(
        body(page),
        title=_text(about, "title"),
        author=_text(about, "initial-creator") or _text(about, "creator"),
        languages=(_text(about, "language"), _language(styles)),
    )


def _name(prefix: str, name: str) -> str:
    return f"{{{_NS[prefix]}}}{name}"


def _styles(*roots: _Element | None) -> tuple[dict[str, str], set[str]]:
    """Return a mapping of each style to its parent, and the names of styles that hide text."""
    parents, hidden = {}, set()
    for root in roots:
        for style in root.iter(_name("style", "style")) if root is not None else ():
            name = str(style.get(_name("style", "name")))
            parents[name] = str(style.get(_name("style", "parent-style-name")) or "")
            if any(
                p.get(_name("text", "display")) == "none"
                for p in style.iter(_name("style", "text-properties"), _name("style", "section-properties"))
            ):
                hidden.add(name)
    return parents, hidden


def _drop_hidden(content: _Element, hidden: set[str]) -> None:
    """Remove what is not displayed: hidden text and sections, comments, the table of contents, deleted text."""
    for element in list(content.iter()):
        if not isinstance(element.tag, str) or element.getparent() is None:
            continue
        name = element.tag.rpartition("}")[2]
        unseen = element.get(_name("text", "display")) == "none" or element.get(_name("text", "style-name")) in hidden
        if (
            name in _HIDDEN
            or (unseen and element.tag.startswith(f"{{{_NS['text']}}}"))
            or name in ("annotation", "annotation-end")
        ):
            _remove(element)


def _free_boxes(content: _Element) -> None:
    """Move the paragraphs of each text box behind the paragraph with the box, because pandoc ignores text boxes."""
    boxes = list(content.iter(_name("draw", "text-box"), _name("draw", "custom-shape")))
    for box in boxes:
        shape = box.getparent() if box.tag == _name("draw", "text-box") else box
        blocks = [
            child for child in box if child.tag in (_name("text", "p"), _name("text", "h"), _name("text", "list"))
        ]
        anchor = next(shape.iterancestors(_name("text", "p"), _name("text", "h")), None) if shape is not None else None
        if not blocks or anchor is None:
            continue
        if next(box.iter(_name("draw", "image")), None) is not None:
            for block in reversed([block for block in blocks if _is_below_image(block)]):
                block.set(_name("text", "style-name"), "Caption")
                anchor.addnext(block)
            continue
        for block in reversed(blocks):
            block.tail = None
            anchor.addnext(block)
        _remove(shape)


def _remove(element: _Element) -> None:
    """Remove an element, but keep the text after it."""
    holder, before = element.getparent(), element.getprevious()
    if holder is None:
        return
    if element.tail:
        if before is not None:
            before.tail = (before.tail or "") + element.tail
        else:
            holder.text = (holder.text or "") + element.tail
    holder.remove(element)


def _meanings(content: _Element, parents: dict[str, str]) -> dict[str, str]:
    """Return the meaning (title, caption or similar) of each paragraph whose style has one, by the paragraph's text."""
    found: dict[str, str] = {}
    for paragraph in content.iter(_name("text", "p"), _name("text", "h")):
        style, steps = str(paragraph.get(_name("text", "style-name")) or ""), 0
        while style and style.lower() not in MEANINGS and steps < 10:
            style, steps = parents.get(style, ""), steps + 1
        words = squeezed("".join(map(str, paragraph.itertext())))
        if words and style.lower() in MEANINGS:
            found.setdefault(words, MEANINGS[style.lower()])
        elif (
            words
            and paragraph.find(f".//{_name('draw', 'image')}") is not None
            and any(True for _ in paragraph.iterancestors(_name("draw", "text-box")))
        ):
            found.setdefault(words, "caption")  # the paragraph is in a frame that contains an image and its caption
    return found


def _is_below_image(paragraph: _Element) -> bool:
    """Return whether a paragraph is the only text in a frame and is below the paragraph with the frame's image."""
    box, before = paragraph.getparent(), paragraph.getprevious()
    return (
        box is not None
        and box.tag == _name("draw", "text-box")
        and before is not None
        and before.find(f".//{_name('draw', 'image')}") is not None
        and not "".join(map(str, before.itertext())).strip()
        and paragraph.getnext() is None
    )


def _add_alternatives(page: HtmlElement, content: _Element) -> None:
    """Add the alternative texts of images, which pandoc ignores.

    Images are in the same order in `page` and `content`.
    """
    frames = [f for f in content.iter(_name("draw", "frame")) if f.find(_name("draw", "image")) is not None]
    images = list(page.iter("img"))
    for image in images:
        image.attrib.pop("alt", None)
        if image.get("title") == "fig:":  # pandoc adds this text, which is not a title
            image.attrib.pop("title")
    if len(frames) == len(images):
        for frame, image in zip(frames, images, strict=True):
            words = [frame.find(_name("svg", name)) for name in ("desc", "title")]
            alt = next(
                (" ".join((w.text or "").split()) for w in words if w is not None and (w.text or "").strip()), ""
            )
            if alt:
                image.set("alt", alt)


def _text(root: _Element | None, name: str) -> str:
    return next((" ".join((e.text or "").split()) for e in root.iter(f"{{*}}{name}")), "") if root is not None else ""


def _language(styles: _Element | None) -> str:
    """Return the language of the default paragraph style, or "" if it has none."""
    for default in styles.iter(_name("style", "default-style")) if styles is not None else ():
        if default.get(_name("style", "family")) == "paragraph":
            for properties in default.iter(_name("style", "text-properties")):
                language, country = properties.get(_name("fo", "language")), properties.get(_name("fo", "country"))
                return "-".join(part for part in (language, country) if part and part != "none")
    return ""


def _packed(package: Package, content: _Element) -> bytes:
    """Return the document as an uncompressed zip file with a changed content.xml."""
    from lxml import etree

    packed = io.BytesIO()
    # pandoc embeds only pictures in the folder that LibreOffice uses, so other pictures are moved there
    moved: dict[str, str] = {}
    for image in content.iter(_name("draw", "image")):
        name = str(image.get(_name("xlink", "href")) or "").removeprefix("./")
        if name in package.names and not name.startswith("Pictures/"):
            moved.setdefault(name, f"Pictures/{len(moved)}-{name.rsplit('/', 1)[-1]}")
            image.set(_name("xlink", "href"), moved[name])
    with zipfile.ZipFile(packed, "w") as archive:
        for name, new in moved.items():
            archive.writestr(new, package.read(name))
        for name in ("mimetype", *sorted(package.names - {"mimetype"})):
            if name in package.names and not name.endswith("/"):
                archive.writestr(name, etree.tostring(content) if name == "content.xml" else package.read(name))
    return packed.getvalue()
