"""What documents of word processors have in common: title, byline, captions and headings, from their HTML to an Article."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING
from urllib.parse import parse_qs, urlsplit

from storymap.model import Article, PassageKind
from storymap.read.byline import author_in
from storymap.read.dates import date_in
from storymap.read.heads import person, take_head
from storymap.read.html import Walk
from storymap.read.html.tree import HEADINGS, classes, words_of
from storymap.read.language import language_of

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_HEADING_WORDS = 10
_CAPTION_WORDS = 45
_NUMBERED_CAPTION = re.compile(
    r"(?i)(?:figure|fig|photo|image|picture|illustration|map|plate|abbildung|abb|bild|foto|karte|carte|figura|imagen|fotografía|immagine|afbeelding|kuva|ill"
    r"|рис(?:унок)?|фото|rysunek|rys|zdjęcie|obr(?:ázek)?|図|写真|图)\.?\s*(?:\d+|[:：.–—])"
)
# Titles that programs write into the properties of a file.
_NO_TITLES = re.compile(r"(?i)(?:untitled|ohne titel|sans titre|document|dokument|presentation|new|microsoft word|slide|page|unbenannt|default)\b.{0,30}|.*\.(?:docx?|odt|rtf|pdf|indd|tex)\b.*")


def read_document(body: HtmlElement, *, title: str = "", author: str = "", languages: Sequence[str] = (), published: str = "") -> Article:
    """The Article of a document. `title`, `author` and `languages` are those of its properties and count for less than its text.

    Blocks of class title, author, date, caption and toc are what the document's styles say.
    """
    _drop(body, "toc")
    authors = [words_of(block) for block in _drop(body, "author")]
    dates = [words_of(block) for block in _drop(body, "date")]
    _make_title(body)
    _join_captions(body)
    _promote_headings(body)
    _straighten_links(body)
    walk = Walk()
    walk.content(body)
    walk.close()
    article = _titled(walk.article(published=published), title)
    article = take_head(replace(article, byline=_people(authors), published=_day(dates) or article.published), author=author)
    return replace(article, language=declared(languages, article.text))


def declared(languages: Sequence[str], text: str) -> str:
    """The first language that a file declares and its text is written in: programs declare their own; "" otherwise."""
    written = language_of(text)
    tags = (language.strip().replace("_", "-") for language in languages)
    return next((tag for tag in tags if tag.split("-")[0].lower() == written), "")


def is_title(title: str) -> bool:
    """Whether a title of a file's properties was written by a person."""
    return bool(title.strip()) and not _NO_TITLES.fullmatch(title.strip())


def _people(lines: list[str]) -> str:
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
    """The blocks of the first level, with those in `section` and `div` that only group."""
    found: list[HtmlElement] = []
    for element in body:
        if not isinstance(element.tag, str):
            continue
        if element.tag in ("div", "section", "article", "main") and not (element.text or "").strip():
            found += _blocks(element)
        else:
            found.append(element)
    return found


def _make_title(body: HtmlElement) -> None:
    """The first block in bold becomes the title where no style says which block is."""
    blocks = [block for block in _blocks(body) if words_of(block)]
    titles = [block for block in blocks if "title" in classes(block)]
    if titles:
        for block in titles:
            block.tag = "h1"
    elif blocks and blocks[0].tag == "p" and _is_whole(blocks[0], ("strong", "b")) and len(words_of(blocks[0]).split()) <= 20:
        blocks[0].tag = "h1"
        blocks[0].set("class", "title")
        _unwrap(blocks[0])


def _is_whole(block: HtmlElement, tags: tuple[str, ...]) -> bool:
    """Whether all words of a block are inside elements of some tags, such as bold."""
    words = words_of(block)
    inside = "".join(words_of(child) for child in block if child.tag in tags)
    return bool(words) and inside.replace(" ", "") == words.replace(" ", "")


def _unwrap(block: HtmlElement) -> None:
    for element in list(block.iter("strong", "b")):
        element.drop_tag()


def _promote_headings(body: HtmlElement) -> None:
    """Short paragraphs in bold become headings in documents that have none."""
    blocks = _blocks(body)
    if any(block.tag in HEADINGS and "title" not in classes(block) for block in blocks):
        return
    for block, after in zip(blocks, [*blocks[1:], None], strict=True):
        words = words_of(block) if block.tag == "p" and _is_whole(block, ("strong", "b")) else ""
        if words and after is not None and len(words.split()) <= _HEADING_WORDS and words[-1] not in ".!?…:;,”\"'»。！？":
            block.tag = "h2"
            _unwrap(block)


def _join_captions(body: HtmlElement) -> None:
    """An image and the caption before or after it become a figure."""
    blocks = _blocks(body)
    for index, block in enumerate(blocks):
        images = list(block.iter("img")) if block.tag in ("p", "div", "figure") else []
        if not images or words_of(block) or (block.tag == "figure" and next(block.iter("figcaption"), None) is not None):
            continue
        caption = next((b for b in blocks[index + 1 : index + 2] if _is_caption(b)), None)
        if caption is None and index and "caption" in classes(blocks[index - 1]) and not _is_table(blocks, index):
            caption = blocks[index - 1]
        if caption is not None and caption.getparent() is not None:
            block.tag = "figure"
            caption.drop_tree()
            caption.tag, caption.tail = "figcaption", None
            block.append(caption)


def _is_caption(block: HtmlElement) -> bool:
    if block.tag != "p" or block.getparent() is None or next(block.iter("img"), None) is not None:
        return False
    words = words_of(block)
    if not words or len(words.split()) > _CAPTION_WORDS:
        return False
    return "caption" in classes(block) or bool(_NUMBERED_CAPTION.match(words)) or _is_whole(block, ("em", "i"))


def _is_table(blocks: list[HtmlElement], index: int) -> bool:
    """Whether the block two before an image is a table, so that the caption between them may be the table's."""
    return index >= 2 and blocks[index - 2].tag == "table"


def _straighten_links(body: HtmlElement) -> None:
    """Links through Google's redirect, as Google Docs exports them, lead where the author wrote."""
    for link in body.iter("a"):
        parts = urlsplit(str(link.get("href") or ""))
        if parts.netloc in ("www.google.com", "google.com") and parts.path == "/url":
            link.set("href", next(iter(parse_qs(parts.query).get("q", [])), str(link.get("href"))))


def _titled(article: Article, title: str) -> Article:
    """The article with the title that its first passage is, else the properties' title."""
    first = article.passages[0] if article.passages else None
    if first is not None and first.kind is PassageKind.HEADING:
        return replace(article, title=" ".join(article.text[first.start : first.end].split()))
    return replace(article, title=title.strip() if is_title(title) else "")
