"""Web pages and word processors' documents to passages.

trafilatura finds the article on a page and what the page says of it, mammoth turns .docx into the same kind of HTML; from there
one walk over the elements writes both down. Nothing of a page but text, addresses of links and sources of images is kept.
"""

from __future__ import annotations

import io
from collections.abc import Mapping
from importlib import import_module
from typing import TYPE_CHECKING, Any
from urllib.parse import urljoin

from storymap.errors import ArticleError
from storymap.model import Article, Figure, MarkupKind, PassageKind
from storymap.read.draft import Draft

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_SPANS = {
    **dict.fromkeys(("em", "i", "cite", "dfn"), MarkupKind.EMPHASIS),
    **dict.fromkeys(("strong", "b"), MarkupKind.STRONG),
    "a": MarkupKind.LINK,
}
_HEADINGS = {f"h{level}": level for level in range(1, 7)}
_BLOCKS = frozenset(
    [
        *_HEADINGS,
        *[
            "address",
            "article",
            "blockquote",
            "body",
            "dd",
            "div",
            "dl",
            "dt",
            "figure",
            "footer",
            "header",
            "li",
            "main",
            "ol",
            "p",
            "pre",
            "section",
            "table",
            "tbody",
            "tfoot",
            "thead",
            "tr",
            "ul",
        ],
    ]
)
_SKIPPED = frozenset(
    [
        "aside",
        "button",
        "caption",
        "figcaption",
        "form",
        "head",
        "iframe",
        "nav",
        "noscript",
        "object",
        "script",
        "style",
        "svg",
        "template",
    ]
)


def parse_page(source: str, address: str = "") -> Article:
    """The Article of a web page; `address` makes relative links absolute. ArticleError: no article on it, or no trafilatura."""
    trafilatura = _need("trafilatura", "html", "A web page")
    page = _tree(source)
    about = trafilatura.extract_metadata(source, default_url=address or None)
    found = trafilatura.extract(
        source,
        url=address or None,
        output_format="html",
        include_comments=False,
        include_formatting=True,
        include_images=True,
        include_links=True,
        include_tables=True,
    )
    walk = _Walk(_captions(page, address), address)
    walk.block(_body(_tree(found) if found else page))
    if not walk.draft.passages:
        raise ArticleError(
            f"{address or 'The page'} has no article that could be found; its text may only come by script. "
            "Save the page from a browser, or its text as .txt, and build that file."
        )
    title, author, date = ((getattr(about, name, None) or "") for name in ("title", "author", "date"))
    return walk.draft.article(title=title, byline=author, published=date, language=_language(page))


def parse_docx(raw: bytes, name: str) -> Article:
    """The Article of a .docx document. ArticleError: it is none, or mammoth is not there."""
    mammoth = _need("mammoth", "docx", "A .docx document")
    without_images = mammoth.images.img_element(lambda image: {"src": ""})
    try:
        html = mammoth.convert_to_html(io.BytesIO(raw), convert_image=without_images).value
    except Exception as error:  # whatever zipfile, the XML parser or mammoth make of a broken file
        raise ArticleError(f"{name} is not a .docx document, or it is damaged: {error}.") from error
    walk = _Walk({}, "")
    if html.strip():
        walk.block(_tree(html))
    return walk.draft.article()


class _Walk:
    """Walks elements in order; whatever holds text becomes a passage of the nearest block's kind."""

    def __init__(self, captions: Mapping[str, tuple[str, str]], address: str) -> None:
        self.draft = Draft()
        self.captions, self.address = captions, address
        self.kind, self.level, self.number = PassageKind.PARAGRAPH, 0, 0
        self.space = False  # the passage ends in white space so far
        self.open: int | None = None  # where the passage that is being written began

    def block(self, element: HtmlElement) -> None:
        """The passages of a block element and of the blocks inside it."""
        self.close()
        outer = self.kind, self.level, self.number
        self.kind, self.level = _kind(element.tag, *outer[:2])
        if element.tag == "li":
            self.number = _number(element)
        if element.tag == "tr":
            self.words(" · ".join(filter(None, (" ".join(cell.text_content().split()) for cell in element))))
        else:
            self.content(element)
        self.close()
        self.kind, self.level, self.number = outer

    def content(self, element: HtmlElement) -> None:
        """What stands inside an element, in order."""
        self.words(element.text)
        for child in element:
            if isinstance(child.tag, str) and child.tag not in _SKIPPED:
                self.block(child) if child.tag in _BLOCKS else self.inline(child)
            self.words(child.tail)

    def inline(self, element: HtmlElement) -> None:
        """Text with marks round it, an image, or a line break."""
        if element.tag == "img":
            self.image(element)
        elif element.tag == "br":
            self.put("\n")
        else:
            start = self.draft.length if self.open is not None else None
            self.content(element)
            if element.tag in _SPANS and self.open is not None:
                target = urljoin(self.address, str(element.get("href") or "")) if element.tag == "a" else ""
                self.draft.mark(self.open if start is None else start, _SPANS[element.tag], target)

    def words(self, text: str | None) -> None:
        """Text with its white space folded as a browser folds it."""
        flat = " ".join((text or "").split())
        if text and text[0].isspace():
            self.put(" ")
        if flat:
            if self.open is None:
                self.open, self.space = self.draft.begin(), False
            self.draft.put(flat)
            self.space = False
            if text and text[-1].isspace():
                self.put(" ")

    def put(self, space: str) -> None:
        """White space inside a passage; two in a row are one."""
        if self.open is not None and not self.space:
            self.draft.put(space)
            self.space = True

    def close(self) -> None:
        """Ends the passage that is being written, if there is one."""
        if self.open is not None:
            self.draft.end(self.open, self.kind, self.level, self.number if self.kind is PassageKind.LIST_ITEM else 0)
            self.open = None

    def image(self, element: HtmlElement) -> None:
        source = urljoin(self.address, str(element.get("src") or ""))
        if source and not source.startswith("data:"):
            caption, credit = self.captions.get(source, (str(element.get("title") or ""), ""))
            alt = str(element.get("alt") or "")
            self.draft.figures.append(Figure(source, self.draft.length, alt, caption, credit))


def _kind(tag: str, kind: PassageKind, level: int) -> tuple[PassageKind, int]:
    """The kind and level of what stands directly in a block, from those of the block round it."""
    if tag in _HEADINGS:
        return PassageKind.HEADING, _HEADINGS[tag]
    if tag == "blockquote":
        return PassageKind.QUOTE, 0
    if tag in ("li", "dt", "dd"):
        return PassageKind.LIST_ITEM, level + 1 if kind is PassageKind.LIST_ITEM else 1
    return kind, level


def _number(item: HtmlElement) -> int:
    """The place of an item in its numbered list, from 1; 0 in other lists."""
    around = item.getparent()
    return (
        1 + sum(1 for _ in item.itersiblings("li", preceding=True)) if around is not None and around.tag == "ol" else 0
    )


def _captions(page: HtmlElement, address: str) -> dict[str, tuple[str, str]]:
    """Address of an image -> (caption, credit), as the page's figures have them."""
    found: dict[str, tuple[str, str]] = {}
    for figure in page.iter("figure"):
        caption = next(figure.iter("figcaption"), None)
        if caption is None:
            continue
        names = [e for e in caption.iter() if e is not caption and "credit" in str(e.get("class") or "").lower()]
        credit = " ".join(names[0].text_content().split()) if names else ""
        words = " ".join(caption.text_content().split())
        for image in figure.iter("img"):
            found[urljoin(address, str(image.get("src") or ""))] = (words.removesuffix(credit).strip(), credit)
    return found


def _language(page: HtmlElement) -> str:
    """The page's own word on its language; "" when it has none."""
    return next((str(e.get("lang") or "").strip() for e in page.iter("html")), "")


def _tree(source: str) -> HtmlElement:
    from lxml import html

    return html.document_fromstring(source)


def _body(page: HtmlElement) -> HtmlElement:
    return next(page.iter("body"), page)


def _need(module: str, extra: str, what: str) -> Any:
    """A library of an extra. ArticleError with the pip line when it is not installed."""
    try:
        return import_module(module)
    except ImportError as error:
        raise ArticleError(
            f"{what} needs {module}, which is not installed: python -m pip install 'storymap-leaflet[{extra}]'"
        ) from error
