"""Convert the HTML of a word processor's document to an Article, with title, byline, captions and headings."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import zip_longest
from typing import TYPE_CHECKING
from urllib.parse import parse_qs

from storymap.lazy_pattern import lazy_pattern
from storymap.model import Article, Omitted, PassageKind
from storymap.read.byline import author_in
from storymap.read.dates import date_in
from storymap.read.formats.desk_copy import drop_notes, join_captions_in_tables
from storymap.read.heads import person, take_head
from storymap.read.html import Walk
from storymap.read.html.captions import NUMBERED
from storymap.read.html.tree import HEADINGS, classes, words_of
from storymap.read.language import language_of
from storymap.read.plain import kind_of
from storymap.urls import split_url

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_HEADING_WORDS = 10  # a bold paragraph with at most this many words is a heading
_CAPTION_WORDS = 45  # maximum number of words in a caption
# LibreOffice and Word styles -> classes for `read_document`. Both programs write English style names to the file.
MEANINGS = {
    "title": "title",
    "subtitle": "subtitle",
    "author": "author",
    "date": "date",
    "caption": "caption",
    "illustration": "caption",
    "figure": "caption",
    "toc heading": "toc",
    **{f"{name} {level}": "toc" for name in ("toc", "contents") for level in range(1, 7)},
}
# Titles that programs write into the properties of a file.
_NO_TITLES = lazy_pattern(
    r"(?i)(?:untitled|ohne titel|sans titre|unknown title|unbenannt|sin título)\b.{0,30}|(?:document|dokument|presentation|slide|page|new document)\s*\d*|\(?(?:anonymous|unspecified)\)?|microsoft word\b.*|.*\.(?:docx?|odt|rtf|pdf|indd|tex)\b.*"
)


def read_document(
    body: HtmlElement, *, title: str = "", author: str = "", languages: Sequence[str] = (), published: str = ""
) -> Article:
    """Return the Article of a document. `title`, `author` and `languages` come from the file's properties.

    If the text itself contains a title or an author, these are used instead. Blocks have a class (title, author, date,
    caption or toc) if the document gives them a style with this meaning.
    """
    _drop(body, "toc")
    _drop(body, "contents")
    for block in body.iter("h1", "p"):
        if classes(block) & {"title", "author", "date"}:
            for reference in [e for e in block.iter("a", "sup") if "footnote-ref" in classes(e)]:
                reference.drop_tree()
    bracket_notes(body)
    omitted = _drop_formulas(body) + drop_notes(body)
    authors = [words_of(block) for block in _drop(body, "author")]
    dates = [words_of(block) for block in _drop(body, "date")]
    make_title(body)
    join_captions_in_tables(body)
    join_captions(body)
    _promote_headings(body)
    _straighten_links(body)
    walk = Walk()
    walk.content(body)
    walk.close()
    article = _titled(walk.article(published=published, omitted=tuple(omitted)), title)
    article = take_head(
        replace(article, byline=_people(authors), published=_day(dates) or article.published), author=author
    )
    return replace(article, language=declared(languages, article.text))


def declared(languages: Sequence[str], text: str) -> str:
    """Return the first declared language that matches the text, or "".

    Word processors often declare the language of their user interface, not the language in which the text is written.
    """
    written = language_of(text)
    tags = (language.strip().replace("_", "-") for language in languages)
    return next((tag for tag in tags if tag.split("-")[0].lower() == written), "")


def is_title(title: str) -> bool:
    """Return whether the title in a file's properties was written by a person, not by a program."""
    return bool(title.strip()) and not _NO_TITLES.fullmatch(title.strip())


def mark_styles(page: HtmlElement, meanings: Mapping[str, str]) -> None:
    """Set the classes of blocks. `meanings` maps the text of a block without white space (see `squeezed`) to a class.

    Also restore the complete captions of figures.
    """
    for block in page.iter("p", "h1", "h2", "h3"):
        meaning = meanings.get(squeezed(words_of(block)))
        if meaning:
            block.set("class", meaning)
    # pandoc leaves out the number of a caption ("Figure 1"). The complete caption replaces pandoc's caption.
    full = {words: words for words, meaning in meanings.items() if meaning == "caption"}
    for figure in page.iter("figcaption"):
        end = squeezed(words_of(figure))
        if (
            any(words.endswith(end) and words != end for words in full)
            and (image := next(figure.getparent().iter("img"), None)) is not None
        ):
            figure.text = str(image.get("alt") or words_of(figure))
            for child in list(figure):
                figure.remove(child)


def squeezed(words: str) -> str:
    """Return a text without white space, so that the output of two programs can be compared."""
    return "".join(words.split())


def _people(lines: list[str]) -> str:
    lines = [re.sub(r"\s*[(<]\S+@\S+[)>]", "", line) for line in lines]
    names = [author_in(line) or person(line) or line for line in lines]
    return ", ".join(filter(None, names))


def _day(lines: list[str]) -> str:
    return next((found.iso for line in lines if (found := date_in(line))), "")


def _drop(body: HtmlElement, name: str) -> list[HtmlElement]:
    found = [e for e in body.iter() if isinstance(e.tag, str) and name in classes(e)]
    for element in found:
        if element.getparent() is not None:
            element.drop_tree()
    return found


def _blocks(body: HtmlElement) -> list[HtmlElement]:
    """Return the top-level blocks, including those in a `section` or `div` that only groups blocks."""
    found: list[HtmlElement] = []
    for element in body:
        if not isinstance(element.tag, str):
            continue
        if element.tag in ("div", "section", "article", "main") and not (element.text or "").strip():
            found += _blocks(element)
        else:
            found.append(element)
    return found


def bracket_notes(body: HtmlElement) -> None:
    """Write references to notes as "[1]", so that their number does not become part of the preceding word."""
    for link in body.iter("a"):
        marked = (
            "footnote-ref" in classes(link)
            or str(link.get("role")) == "doc-noteref"
            or "noteref" in str(link.get("epub:type"))
        )
        if marked and words_of(link).isdecimal():
            number = words_of(link)
            for child in list(link):
                link.remove(child)
            link.text = f"[{number}]"


def _drop_formulas(body: HtmlElement) -> list[Omitted]:
    """Remove formulas and return them. Formulas that are plain text in a sentence are kept."""
    found = []
    for formula in [e for e in body.iter("span") if "math" in classes(e)]:
        if "display" in classes(formula) or "\\" in words_of(formula):
            found.append(Omitted("math", words_of(formula)))
            formula.drop_tree()
        else:
            formula.drop_tag()
    return found


def make_title(body: HtmlElement) -> None:
    """Make the title of a document an `h1`. The title is the blocks with the class title, or else the first block.

    The first block is used only if it is bold or a short line.
    """
    blocks = [block for block in _blocks(body) if words_of(block)]
    titles = [block for block in blocks if "title" in classes(block)]
    if titles:
        for block in titles:
            block.tag = "h1"
    elif (
        blocks
        and blocks[0].tag == "p"
        and _is_whole(blocks[0], ("strong", "b"))
        and len(words_of(blocks[0]).split()) <= 20
    ):
        blocks[0].tag = "h1"
        blocks[0].set("class", "title")
        _unwrap(blocks[0])
    elif (
        len(blocks) > 2
        and blocks[0].tag == "p"
        and kind_of(words_of(blocks[0]), first=True, alone=False) is PassageKind.HEADING
    ):
        blocks[0].tag = "h1"  # plain text has the same rule: a short line that is not a sentence is the title
        blocks[0].set("class", "title")


def _is_whole(block: HtmlElement, tags: tuple[str, ...]) -> bool:
    """Return whether all words of a block are inside elements with one of the given tags, such as bold."""
    words = words_of(block)
    inside = "".join(words_of(child) for child in block if child.tag in tags)
    return bool(words) and inside.replace(" ", "") == words.replace(" ", "")


def _unwrap(block: HtmlElement) -> None:
    for element in list(block.iter("strong", "b")):
        element.drop_tag()


def _promote_headings(body: HtmlElement) -> None:
    """Turn short bold paragraphs into headings in a document without headings."""
    blocks = _blocks(body)
    if any(block.tag in HEADINGS and "title" not in classes(block) for block in blocks):
        return
    for block, after in zip_longest(blocks, blocks[1:]):
        words = words_of(block) if block.tag == "p" and _is_whole(block, ("strong", "b")) else ""
        if (
            words
            and after is not None
            and len(words.split()) <= _HEADING_WORDS
            and words[-1] not in ".!?…:;,”\"'»。！？"
        ):
            block.tag = "h2"
            _unwrap(block)


def join_captions(body: HtmlElement) -> None:
    """Join an image and the caption before or after it into a figure."""
    for group in [e for e in body.iter("div") if len(e) > 1 and not (e.text or "").strip()]:
        images, captions = [e for e in group if e.tag == "img"], [e for e in group if "caption" in classes(e)]
        if images and len(captions) == 1 and len(images) + 1 == len(group):
            group.tag, captions[0].tag = "figure", "figcaption"
    blocks = _blocks(body)
    for index, block in enumerate(blocks):
        images = list(block.iter("img")) if block.tag in ("p", "div", "figure") else []
        if (
            images
            and block.tag == "p"
            and words_of(block)
            and ("caption" in classes(block) or _leads_caption(block, images))
        ):
            _split_caption(block, images)
            continue
        if (
            not images
            or words_of(block)
            or (block.tag == "figure" and next(block.iter("figcaption"), None) is not None)
        ):
            continue
        caption = next((b for b in blocks[index + 1 : index + 2] if _is_caption(b)), None)
        if caption is None and index and "caption" in classes(blocks[index - 1]) and not _is_table(blocks, index):
            caption = blocks[index - 1]
        if caption is not None and caption.getparent() is not None:
            block.tag = "figure"
            caption.drop_tree()
            caption.tag, caption.tail = "figcaption", None
            block.append(caption)


def _leads_caption(block: HtmlElement, images: Sequence[HtmlElement]) -> bool:
    """Return whether a paragraph begins with its only image, and the text after the image is not a sentence."""
    words = words_of(block)
    leading = (
        not (block.text or "").strip()
        and len(images) == 1
        and len(block) > 0
        and images[0] in (block[0], *block[0].iter())
    )
    return leading and len(words.split()) <= 25 and words[-1] not in ".!?…:;。！？"


def _split_caption(block: HtmlElement, images: Sequence[HtmlElement]) -> None:
    """Turn a paragraph that contains an image and its caption into a figure."""
    words = words_of(block)
    for child in list(block):
        block.remove(child)
    block.tag, block.text = "figure", None
    for image in images:
        image.tail = None
        block.append(image)
    caption = block.makeelement("figcaption")
    caption.text = words
    block.append(caption)


def _is_caption(block: HtmlElement) -> bool:
    if block.tag != "p" or block.getparent() is None or next(block.iter("img"), None) is not None:
        return False
    words = words_of(block)
    if not words or len(words.split()) > _CAPTION_WORDS:
        return False
    return "caption" in classes(block) or bool(NUMBERED.match(words)) or _is_whole(block, ("em", "i"))


def _is_table(blocks: list[HtmlElement], index: int) -> bool:
    """Return whether a table is two blocks before the image `blocks[index]`.

    If so, the caption between the two may belong to the table.
    """
    return index >= 2 and blocks[index - 2].tag == "table"


def _straighten_links(body: HtmlElement) -> None:
    """Replace links to Google's redirect page with direct links. Exports of Google Docs contain such links."""
    for link in body.iter("a"):
        parts = split_url(str(link.get("href") or ""))
        if parts.netloc in ("www.google.com", "google.com") and parts.path == "/url":
            link.set("href", next(iter(parse_qs(parts.query).get("q", [])), str(link.get("href"))))


def _titled(article: Article, title: str) -> Article:
    """Return the article with a title: its first passage if that is a heading, or else `title`.

    `title`: the title in the file's properties. It is not used if a program wrote it.
    """
    first = article.passages[0] if article.passages else None
    if first is not None and first.kind is PassageKind.HEADING:
        return replace(article, title=" ".join(article.text[first.start : first.end].split()))
    return replace(article, title=title.strip() if is_title(title) else "")
