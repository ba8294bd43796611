"""Read a file or a text into an Article with passages that cover all of its text."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from storymap.errors import ArticleError, SeveralArticlesError
from storymap.lazy_pattern import lazy_pattern
from storymap.model import Article, Home, PassageKind
from storymap.read.boilerplate import mark_boilerplate
from storymap.read.byline import take_byline
from storymap.read.files import read_bytes
from storymap.read.formats import read_bytes_as_articles
from storymap.read.formats.markdown import is_written_in
from storymap.read.language import language_of
from storymap.read.origin import Content, Origin
from storymap.read.plain import parse_plain
from storymap.read.titles import first_title, shorten

_SHORT = 600  # number of characters in which a language is hard to detect
_SCHEME = lazy_pattern(r"([A-Za-z][A-Za-z0-9+.-]+)://")


def read(source: str | Path | Content, item: int | None = None, language: str = "") -> Article:
    """Return one Article from a file, a web page, a text or Content.

    A Path is the name of a file. A str that begins with http:// or https:// is the address of a web page. Any other str
    is a text if it has a line break, and otherwise the name of a file. `language` is used if the article does not
    declare its language; if it is "", the language is detected. A file such as a feed can have several articles: `item`
    is the number of the article to return, counted from 1.

    Raise ArticleError if the file is missing, empty, not text or in an unsupported format, if a page cannot be fetched,
    or if there are several articles and no `item`.
    """
    if isinstance(source, str) and "\n" in source and not is_address(source):
        return finish(parse_plain(source), "", language)
    articles = read_all(source, language)
    if item is None and len(articles) == 1:
        return articles[0]
    if item is None or not 0 < item <= len(articles):
        titles = "; ".join(f"{number} {shorten(article.title, 50)}" for number, article in enumerate(articles[:5], 1))
        more = "; …" if len(articles) > 5 else ""
        kind = ArticleError if item else SeveralArticlesError
        raise kind(
            f"{source_name(source)} has {len(articles)} articles ({titles}{more}). Choose one with --item NUMBER."
        )
    return articles[item - 1]


def read_all(source: str | Path | Content, language: str = "") -> list[Article]:
    """Return all articles of a file, a web page or Content.

    Most sources have only one article. See `read` for `language` and errors.
    """
    if isinstance(source, Content):
        raw = source.raw
        suffix = ".md" if is_written_in(raw) else ""
        origin = Origin(source.name, suffix, in_file=False)
    elif is_address(source):
        from storymap.read.fetch import fetch

        raw, origin = fetch(str(source))
    elif isinstance(source, str) and (scheme := _SCHEME.match(source)):
        raise ArticleError(f"{source}: {_other_scheme(source, scheme[1])}")
    else:
        path = Path(source)
        raw, origin = read_bytes(path), Origin(str(path), path.suffix.lower())
    return read_content(raw, origin, language)


def read_content(raw: bytes, origin: Origin, language: str = "") -> list[Article]:
    """Return all articles in the bytes of a file or a web page. See `read` for `language` and errors."""
    articles = read_bytes_as_articles(raw, origin)
    name = origin.address or (Path(origin.name).name if origin.in_file else "")
    return [finish(replace(article, source=article.source or name), origin.stem, language) for article in articles]


def source_name(source: str | Path | Content) -> str:
    """Return the path, address or name of a source, for messages."""
    return source.name if isinstance(source, Content) else str(source)


def _words_of(article: Article) -> str:
    """Return the text from which the language is detected: the text of the article, with captions if it is short."""
    if len(article.text) > _SHORT:
        return article.text
    return "\n".join([article.text, *(figure.caption for figure in article.figures)])


def is_address(source: object) -> bool:
    """Return whether a source is the address of a web page."""
    return isinstance(source, str) and source.startswith(("http://", "https://")) and "\n" not in source


def _other_scheme(address: str, scheme: str) -> str:
    """Return advice about an address that does not begin with http:// or https://, such as ftp:// or HTTP://."""
    rest = address[len(scheme) + 3 :]
    if scheme.lower() in ("http", "https"):
        return f"write the scheme in lower case: {scheme.lower()}://{rest}"
    if scheme.lower() == "file":
        path = rest.lstrip("/")
        return f"give the path of the file instead of its address: {path if path[1:2] == ':' else f'/{path}'}"
    return (
        f"addresses with {scheme}:// are not supported. Use an https:// address, or download the file and build that."
    )


def read_string(
    text: str, *, title: str = "", language: str = "", published: str = "", home: Home | None = None
) -> Article:
    """Return the Article of a plain text.

    If an argument is given, it is used instead of the value that is detected in the text. Raise ArticleError if the
    text is only white space.
    """
    article = finish(parse_plain(text), "")
    return replace(
        article,
        title=title or article.title,
        untitled=article.untitled and not title,
        language=language or article.language,
        published=published or article.published,
        home=home or article.home,
    )


def finish(article: Article, stem: str, language: str = "") -> Article:
    """Mark boilerplate and byline in an article of any format, and add its language and title if they are missing.

    `stem` is the file name without suffix. A title may be made from it. `language` is used if the article does not
    declare its language; if it is "", the language is detected.
    """
    if not article.passages:
        raise ArticleError(
            f"{article.source or 'The text'} is empty: there is nothing to map. Add text, or choose another file."
        )
    article = take_byline(mark_boilerplate(article))
    if not article.language:
        article = replace(article, language=language or language_of(_words_of(article)))
    if article.title:
        return article
    heading = next((p for p in article.passages[:3] if p.kind is PassageKind.HEADING), None)
    if heading:
        return replace(article, title=" ".join(article.text[heading.start : heading.end].split()))
    return replace(article, title=first_title(article, stem), untitled=True)
