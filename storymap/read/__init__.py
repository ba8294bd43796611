"""The first stage: a file, or a text, becomes an Article whose passages tile it."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from storymap.errors import ArticleError
from storymap.model import Article, Home, PassageKind
from storymap.read.boilerplate import mark_boilerplate
from storymap.read.files import read_text
from storymap.read.plain import parse_plain
from storymap.read.titles import first_title

MARKDOWN = {".md", ".markdown", ".mdown"}
MARKUP = {".html", ".htm", ".xhtml"}


def read(source: str | Path) -> Article:
    """The Article of a file (Path, or str without a line break) or of a text (str with one).

    ArticleError: missing, empty, not text, or of a kind that is not read.
    """
    if isinstance(source, str) and "\n" in source:
        return read_string(source)
    path = Path(source)
    text = read_text(path)
    if path.suffix.lower() in MARKUP or text[:200].lstrip().lower().startswith(("<!doctype", "<html")):
        raise ArticleError(f"{path} is a web page. Save the article as plain text or Markdown, then build that file.")
    if path.suffix.lower() in MARKDOWN:
        from storymap.read.markdown import parse_markdown  # plain text does without the parser

        article = parse_markdown(text)
    else:
        article = parse_plain(text)
    return finish(replace(article, source=path.name), path.stem)


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
    """The same article with boilerplate marked and a title, whichever format it came from."""
    if not article.passages:
        raise ArticleError(f"{article.source or 'The text'} is empty: there is nothing to map.")
    article = mark_boilerplate(article)
    if article.title:
        return article
    heading = next((p for p in article.passages[:3] if p.kind is PassageKind.HEADING), None)
    if heading:
        return replace(article, title=" ".join(article.text[heading.start : heading.end].split()))
    return replace(article, title=first_title(article, stem), untitled=True)
