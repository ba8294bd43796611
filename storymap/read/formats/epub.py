"""Read e-books (EPUB 2 and 3), which are zip files of XHTML.

A book becomes one article. A collection of texts by several authors becomes several articles, one for each chapter.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from posixpath import dirname, join, normpath
from typing import TYPE_CHECKING
from urllib.parse import unquote

from storymap.errors import ArticleError
from storymap.lazy_pattern import lazy_pattern
from storymap.model import Article, Omitted, PassageKind
from storymap.read.files import decode_page
from storymap.read.formats.documents import bracket_notes, declared, is_title, join_captions, make_title
from storymap.read.formats.packages import Package, is_zip_with, mimetype_of
from storymap.read.heads import is_account, person, take_head
from storymap.read.html import Walk, document
from storymap.read.html.fragments import join_all_captions
from storymap.read.html.tree import body, classes, words_of
from storymap.read.origin import Origin
from storymap.urls import split_url

if TYPE_CHECKING:
    from lxml.etree import _Element
    from lxml.html import HtmlElement

NAME = "e-book (EPUB)"
SUFFIXES = (".epub",)

# These algorithms only change the files of fonts, so the text is not encrypted
_FONTS = lazy_pattern(r"embedding|pdf/enc#RC")
_EVENT = "{http://www.idpf.org/2007/opf}event"
_EMPTY = lazy_pattern(
    r"<(?!(?:br|hr|img|meta|link|input|col|area|base|embed|param|source|track|wbr|image)\b)([a-zA-Z][\w:]*)\b([^<>]*)/>"
)
_ENCODING = lazy_pattern(rb"<\?xml[^>]*encoding=[\"']([\w.-]+)")
_NOT_READ = frozenset(
    [
        "cover",
        "halftitlepage",
        "toc",
        "landmarks",
        "page-list",
        "imprint",
        "copyright-page",
        "loi",
        "lot",
        "index",
        "colophon",
        "other-credits",
    ]
)
_IMPRINT = lazy_pattern(
    r"(?i)\bISBN\b|all rights reserved|©|alle rechte vorbehalten|tous droits réservés|все права защищены"
)
_IMPRINT_WORDS = 250  # maximum number of words in the section with the publisher and the copyright


@dataclass(slots=True)
class _Chapter:
    """A file of the book, with its parsed body."""

    path: str
    body: HtmlElement
    title: str = ""
    author: str = ""


@dataclass(slots=True)
class _Book:
    """The content of the package file, which describes the book."""

    title: str = ""
    author: str = ""
    published: str = ""
    language: str = ""
    files: list[str] = field(default_factory=list)
    cover: str = ""


def sniff(raw: bytes) -> bool:
    """Return whether the data is a zip file whose first file declares an EPUB."""
    return mimetype_of(raw) == "application/epub+zip" or is_zip_with(raw, "META-INF/container.xml")


def read(raw: bytes, origin: Origin) -> Article | Sequence[Article]:
    """Return the Article of a book, or the Articles of a collection.

    Raise ArticleError if the file is damaged or protected by DRM.
    """
    package = Package(raw, origin.name, "EPUB")
    _refuse_protection(package, origin)
    book = _book(package)
    chapters = [chapter for path in book.files if (chapter := _chapter(package, path, book)) is not None]
    if not chapters:
        raise ArticleError(f"{origin.name} is an EPUB without text: its pages are pictures, or they are missing.")
    _link(chapters)
    authors = [chapter.author for chapter in chapters]
    if len(chapters) > 1 and sum(map(bool, authors)) >= max(2, 0.6 * len(chapters)) and len(set(authors) - {""}) > 1:
        return [_article(package, book, [chapter], alone=False) for chapter in chapters]
    return _article(package, book, chapters, alone=True)


def _refuse_protection(package: Package, origin: Origin) -> None:
    if "META-INF/encryption.xml" not in package.names:
        return
    for data in package.xml("META-INF/encryption.xml").iter("{*}EncryptedData"):
        method = data.find("{*}EncryptionMethod")
        if method is None or not _FONTS.search(str(method.get("Algorithm"))):
            raise ArticleError(
                f"{origin.name} is an EPUB with copy protection (DRM); its text is encrypted. Use a copy without protection."
            )


def _book(package: Package) -> _Book:
    """Return title, author, date, language and the files in reading order."""
    root = package.xml("META-INF/container.xml").find(".//{*}rootfile")
    path = str(root.get("full-path")) if root is not None else ""
    opf = package.xml(path)
    folder = dirname(path)
    items = {str(item.get("id")): item for item in opf.iter("{*}item")}
    named = {key: _resolve(folder, str(item.get("href") or "")) for key, item in items.items()}
    properties = {key: str(item.get("properties") or "").split() for key, item in items.items()}
    guide = {_resolve(folder, str(r.get("href") or "")): str(r.get("type") or "") for r in opf.iter("{*}reference")}
    cover = next((str(m.get("content")) for m in opf.iter("{*}meta") if m.get("name") == "cover"), "")
    cover = next((key for key, found in properties.items() if "cover-image" in found), cover)
    spine = [str(i.get("idref")) for i in opf.iter("{*}itemref") if i.get("linear") != "no"]
    files = [
        named[key]
        for key in spine
        if key in named
        and "nav" not in properties[key]
        and guide.get(named[key]) not in ("cover", "toc", "title-page", "copyright-page")
    ]
    dates = [e for e in opf.iter("{*}date") if re.match(r"\d{4}-\d\d-\d\d", (e.text or "").strip())]
    dates.sort(key=lambda e: e.get(_EVENT) == "modification")  # EPUB 2 may name the last change first
    return _Book(
        _text(opf, "title"),
        _creators(opf),
        (dates[0].text or "").strip()[:10] if dates else "",
        _text(opf, "language"),
        files,
        named.get(cover, ""),
    )


def _text(opf: _Element, name: str) -> str:
    return next((" ".join((e.text or "").split()) for e in opf.iter(f"{{*}}{name}") if (e.text or "").strip()), "")


def _creators(opf: _Element) -> str:
    """Return the creators that are authors: those with the role "aut" or without a role."""
    roles = {
        str(m.get("refines")).lstrip("#"): (m.text or "").strip()
        for m in opf.iter("{*}meta")
        if m.get("property") == "role"
    }
    found = []
    for creator in opf.iter("{*}creator"):
        role = next(
            (value for key, value in creator.attrib.items() if str(key).endswith("}role")),
            roles.get(str(creator.get("id")), ""),
        )
        if role in ("", "aut") and (creator.text or "").strip():
            found.append(" ".join((creator.text or "").split()))
    return ", ".join(dict.fromkeys(found))


def _resolve(folder: str, href: str) -> str:
    return normpath(join(folder, unquote(split_url(href).path)))


def _chapter(package: Package, path: str, book: _Book) -> _Chapter | None:
    """Read a file of the book. Return None for a cover, title page, table of contents, imprint or missing file."""
    raw = package.find(path)
    if not raw:
        return None
    said = _ENCODING.match(raw.lstrip(b"\xef\xbb\xbf \r\n"))
    page = document(_EMPTY.sub(r"<\1\2></\1>", decode_page(raw, said[1].decode("ascii") if said else None)))
    chapter = _Chapter(path, body(page))
    for element in list(chapter.body.iter("nav", "section", "div", "span", "aside")):
        if (element.tag == "nav" or _types(element) & (_NOT_READ | {"pagebreak"})) and element.getparent() is not None:
            element.drop_tree()
    _keep_subtitle(chapter.body)
    if _types(chapter.body) & _NOT_READ or _is_front(chapter.body, book):
        return None
    _images(chapter, book.cover)
    bracket_notes(chapter.body)
    join_captions(chapter.body)
    heading = next((words_of(h) for h in chapter.body.iter("h1", "h2")), "")
    chapter.title = heading or next((words_of(t) for t in page.iter("title")), "")
    author = next(
        (e for e in chapter.body.iter("p", "div", "span", "address") if classes(e) & {"author", "byline", "creator"}),
        None,
    )
    chapter.author = re.sub(r"(?i)^(?:by|von|par|por|di|door)\s+", "", words_of(author)) if author is not None else ""
    return chapter


def _types(element: HtmlElement) -> frozenset[str]:
    return frozenset(str(element.get("epub:type") or "").split())


def _keep_subtitle(page: HtmlElement) -> None:
    """Remove everything except the subtitle from a title page. The package file has the other information."""
    for part in [page, *page.iter("section", "div")]:
        if "titlepage" in _types(part):
            subtitles = [e for e in part.iter() if isinstance(e.tag, str) and "subtitle" in classes(e)]
            for element in list(part):
                part.remove(element)
            part.text = None
            part.extend(subtitles)
            return


def _is_front(page: HtmlElement, book: _Book) -> bool:
    """Return whether a page contains only the book's metadata, links to chapters, or an imprint."""
    words = words_of(page)
    about = set(re.findall(r"\w+", f"{book.title} {book.author} {book.published} by von par".lower()))
    if set(re.findall(r"\w+", words.lower())) <= about:
        return next(page.iter("img", "image"), None) is None or not words
    links = [words_of(a) for a in page.iter("a") if a.get("href") and not str(a.get("href")).startswith("http")]
    if len(links) > 2 and sum(map(len, links)) >= 0.7 * len(words):
        return True
    headings = {words_of(heading) for heading in page.iter("h1")}  # a title page begins with the title of the book
    return len(words.split()) <= _IMPRINT_WORDS and bool(_IMPRINT.search(words)) and headings <= {book.title}


def _images(chapter: _Chapter, cover: str) -> None:
    """Replace the sources of images with the names of files in the package, and remove the cover."""
    folder = dirname(chapter.path)
    for image in list(chapter.body.iter("img", "image")):
        source = str(image.get("src") or image.get("xlink:href") or image.get("href") or "")
        path = _resolve(folder, source) if source and not split_url(source).scheme else source
        if path == cover and cover:
            image.drop_tree()
            continue
        image.set("src", path)
        holder = image.getparent()
        if image.tag == "image" and holder is not None:  # the image is inside svg
            image.tag = "img"
            holder.tag = "span"


def _link(chapters: Sequence[_Chapter]) -> None:
    """Make ids unique in the book, adjust links between its files, and remove links to the next file."""
    numbers = {chapter.path: number for number, chapter in enumerate(chapters)}
    for number, chapter in enumerate(chapters):
        for element in chapter.body.iter():
            if isinstance(element.tag, str) and element.get("id"):
                element.set("id", f"f{number}-{element.get('id')}")
        for link in list(chapter.body.iter("a")):
            href = str(link.get("href") or "")
            parts = split_url(href)
            if not href or parts.scheme:
                continue
            target = numbers.get(_resolve(dirname(chapter.path), href) if parts.path else chapter.path)
            holder = link.getparent()
            if target is not None and parts.fragment:
                link.set("href", f"#f{target}-{parts.fragment}")
            elif (
                target is not None
                and holder is not None
                and holder.tag in ("p", "div")
                and words_of(holder) == words_of(link)
            ):
                holder.drop_tree()
            else:
                link.drop_tag()


def _article(package: Package, book: _Book, chapters: Sequence[_Chapter], *, alone: bool) -> Article:
    walk = Walk()
    if alone and not is_title(book.title):
        make_title(chapters[0].body)
    for chapter in chapters:
        join_all_captions(chapter.body)
        walk.content(chapter.body)
        walk.close()
    title = book.title if alone else chapters[0].title
    article = _filled(walk.article(title=title if is_title(title) else ""), package)
    first = next((p for p in article.passages if p.kind is PassageKind.HEADING), None)
    if not article.title and first is not None and first.start < 200:
        article = replace(article, title=" ".join(article.text[first.start : first.end].split()))
    article = take_head(article)
    author = book.author if alone else chapters[0].author
    if author and not article.byline:
        article = replace(article, byline=person(author) or ("" if is_account(author) else author))
    published = article.published or (book.published if alone else "")
    return replace(article, published=published, language=declared([book.language], article.text))


def _filled(article: Article, package: Package) -> Article:
    """Return the article with the content of its images. Images that are not in the package are recorded as omitted."""
    figures = tuple(
        replace(f, content=f.content or package.find(f.source)) if not split_url(f.source).scheme else f
        for f in article.figures
    )
    missing = tuple(Omitted("image", f.source) for f in figures if not f.content and not split_url(f.source).scheme)
    shown = tuple(f for f in figures if f.content or split_url(f.source).scheme)
    return replace(article, figures=shown, omitted=(*article.omitted, *missing))
