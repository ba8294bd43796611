"""The first stage: a file, or a text, becomes an Article whose passages tile it."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from storymap.errors import ArticleError
from storymap.model import Article, Home, PassageKind
from storymap.read.boilerplate import mark_boilerplate
from storymap.read.byline import take_byline
from storymap.read.files import decode_page, read_bytes, read_text
from storymap.read.language import language_of
from storymap.read.plain import parse_plain
from storymap.read.titles import first_title

MARKDOWN = {".md", ".markdown", ".mdown"}
MARKUP = {".html", ".htm", ".xhtml"}
DOCUMENT = ".docx"


def read(source: str | Path) -> Article:
    """The Article of a file (Path, or str without a line break), of a page on the web (str beginning with http:// or
    https://), or of a text (str with a line break).

    ArticleError: missing, empty, not text, of a kind that is not read, or a page that cannot be fetched.
    """
    if is_address(source):
        return finish(read_page(str(source)), "")
    if isinstance(source, str) and "\n" in source:
        return read_string(source)
    path = Path(source)
    if path.suffix.lower() == DOCUMENT:
        from storymap.read.web import parse_docx

        article = parse_docx(read_bytes(path), str(path))
    else:
        suffix = path.suffix.lower()
        article = parse(decode_page(read_bytes(path)) if suffix in MARKUP else read_text(path), suffix)
    return finish(replace(article, source=path.name), path.stem)


def parse(text: str, suffix: str, address: str = "") -> Article:
    """The Article of a text by its file's suffix; HTML is known by its beginning as well."""
    if suffix in MARKUP or text[:200].lstrip().lower().startswith(("<!doctype html", "<html")):
        from storymap.read.web import parse_page  # plain text does without the parsers

        return parse_page(text, address)
    if suffix in MARKDOWN:
        from storymap.read.markdown import parse_markdown

        return parse_markdown(text)
    return parse_plain(text)


def is_address(source: object) -> bool:
    """Whether a source is a page on the web."""
    return isinstance(source, str) and source.startswith(("http://", "https://")) and "\n" not in source


def read_page(address: str) -> Article:
    """The Article of a page on the web, fetched once. ArticleError when it cannot be had."""
    from storymap.read.fetch import fetch

    text, suffix, final = fetch(address)
    return replace(parse(text, suffix, final), source=final)


def read_string(
    text: str, *, title: str = "", language: str = "", published: str = "", home: Home | None = None
) -> Article:
    """The Article of a plain text at hand; what is given beats what is found. ArticleError: nothing but white space."""
    article = finish(parse_plain(text), "")
    return replace(
        article,
        title=title or article.title,
        untitled=article.untitled and not title,
        language=language or article.language,
        published=published or article.published,
        home=home or article.home,
    )


def finish(article: Article, stem: str) -> Article:
    """The same article with boilerplate and byline marked, a language and a title, whichever format it came from."""
    if not article.passages:
        raise ArticleError(f"{article.source or 'The text'} is empty: there is nothing to map.")
    article = take_byline(mark_boilerplate(article))
    if not article.language:
        article = replace(article, language=language_of(article.text))
    if article.title:
        return article
    heading = next((p for p in article.passages[:3] if p.kind is PassageKind.HEADING), None)
    if heading:
        return replace(article, title=" ".join(article.text[heading.start : heading.end].split()))
    return replace(article, title=first_title(article, stem), untitled=True)
