"""Read Markdown files, with metadata from their file names and their site."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

from storymap.errors import ArticleError
from storymap.model import Article, Figure, PassageKind
from storymap.read.files import decode
from storymap.read.origin import Origin
from storymap.site import author_name, is_note

NAME = "Markdown"
SUFFIXES = (".md", ".markdown", ".mdown", ".mkd", ".mkdn", ".mdx", ".qmd", ".rmd")
_DATED = re.compile(r"(\d{4}-\d{2}-\d{2})(?:[-_ ].*)?")
_FEATURED = re.compile(r"(?i)[\w-]*(?:feature|cover)[\w-]*\.(?:jpe?g|png|webp)")
_KEY = re.compile(r"[a-z][a-z0-9_.-]*")  # an author's key in the site's file of authors


def sniff(head: bytes) -> bool:
    """Return False, because plain text can look like Markdown."""
    del head
    return False


def read(raw: bytes, origin: Origin) -> Article:
    """Return the Article of a Markdown file. Raise ArticleError if it is not text or its front matter is invalid."""
    from storymap.read.markdown import parse_markdown  # imported here because other formats do not need the parser

    try:
        article = parse_markdown(decode(raw, origin.name), origin.suffix, origin.name)
    except ArticleError as error:
        message = str(error)
        raise ArticleError(message if origin.name in message else f"{origin.name}: {message}") from error
    return _with_names(_with_bundled_image(article, Path(origin.name)), Path(origin.name)) if origin.stem else article


def _with_names(article: Article, path: Path) -> Article:
    """Complete the metadata: the date in the file or folder name, the title of a note, the names behind author keys."""
    folder = path.parent.name if path.stem == "index" else ""
    dated = _DATED.fullmatch(folder or path.stem)
    names = [author_name(name, path) if _KEY.fullmatch(name) else name for name in article.byline.split(", ")]
    return replace(
        article,
        published=article.published or (dated[1] if dated else ""),
        title=article.title or (path.stem if is_note(path) and not _has_heading(article) else ""),
        byline=", ".join(filter(None, names)),
    )


def _with_bundled_image(article: Article, path: Path) -> Article:
    """Add the image `featured.jpg` (or similar) in the folder of a page bundle, which themes of Hugo show above the text."""
    if path.stem not in ("index", "_index") or any(figure.after == 0 for figure in article.figures):
        return article
    try:
        names = sorted(file.name for file in path.parent.iterdir() if _FEATURED.fullmatch(file.name))
    except OSError:
        return article
    if not names or any(figure.source.rsplit("/", 1)[-1] == names[0] for figure in article.figures):
        return article
    return replace(article, figures=(Figure(names[0], 0), *article.figures))


def _has_heading(article: Article) -> bool:
    return bool(article.passages) and article.passages[0].kind is PassageKind.HEADING and article.passages[0].level == 1
