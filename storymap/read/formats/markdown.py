"""Read Markdown files, with metadata from their file names and their site."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path
from urllib.parse import unquote

from storymap.errors import ArticleError
from storymap.lazy_pattern import lazy_pattern
from storymap.model import Article, Figure, MarkupKind, Omitted, PassageKind
from storymap.read.dates import written_date
from storymap.read.files import decode
from storymap.read.folder_data import folder_value
from storymap.read.heads import is_account
from storymap.read.markdown.fences import change_outside_code
from storymap.read.markdown.fields import has_fields
from storymap.read.markdown.front_names import AUTHORS, names_in
from storymap.read.markdown.tag_images import FOLDER
from storymap.read.origin import Origin
from storymap.site import author_name, image_file, image_files, is_note, site_root

NAME = "Markdown"
SUFFIXES = (
    *(".md", ".markdown", ".mdown", ".mkd", ".mkdn", ".markdn", ".mdwn", ".mdtxt", ".mdtext", ".mmd"),
    *(".mdx", ".qmd", ".rmd", ".rmarkdown"),
)
# A text without a file name is read as Markdown if it begins with front matter or has a heading.
_FRONT_MATTER = lazy_pattern(r"\A\ufeff?\s*(---|\+\+\+)(?:json|toml)?[^\S\n]*\n(?:.*\n)*?\1[^\S\n]*(?:\n|\Z)")
_HEADING = lazy_pattern(r"^\ufeff?#{1,6}[ \t]+\S", re.M)
_HEADING_CHARACTERS = 100_000  # maximum number of characters that are searched for a heading
_EMBEDDED = lazy_pattern(
    r"(?m)^[^\S\n]*!\[\[(?P<name>(?:[^\[\]|#^\n.]|\.(?=md\b))+)(?:#(?P<section>[^\[\]|^\n#]+))?(?:\|[^\[\]\n]*)?\]\][^\S\n]*$"
)
_MOST_NOTES = 20  # maximum number of embedded notes
_LARGEST_NOTE = 200_000  # maximum size of an embedded note in bytes
# Matches a file name that is a title: it has several words and begins with a capital letter. The next pattern matches
# the id that Notion adds to a file name.
_NOTE_NAME = lazy_pattern(
    r"(?=.*[^\W\d_]{2})(?!.*(?i:untitled|document|draft|note\b|readme|copy|final))[^\W_a-zß-öø-ÿа-яё][^\n_]*[^\S\n][^\n_]+"
)
_NOTE_ID = lazy_pattern(r"\s[0-9a-f]{32}\Z|\A\d{4}-\d\d-\d\d[\s_-]+")
_NOTION = lazy_pattern(r"\s[0-9a-f]{32}\Z")
_DATED = lazy_pattern(r"(\d{4})-(\d{1,2})-(\d{1,2})(?:[-_ .].*)?")
_FEATURED = lazy_pattern(r"(?i)[\w-]*(?:feature|cover)[\w-]*\.(?:jpe?g|png|webp)")
_KEY = lazy_pattern(r"[a-z][a-z0-9_.-]*")  # the key of an author in the site's file of authors


def sniff(head: bytes) -> bool:
    """Return whether the data begins with Kirby or Lektor fields. Other Markdown is recognized by its suffix."""
    return has_fields(head[:2_000].decode("utf-8", errors="replace"))


def is_written_in(raw: bytes) -> bool:
    """Return whether a text without a file name is Markdown: it begins with front matter or has a heading."""
    text = raw[: 4 * _HEADING_CHARACTERS].decode("utf-8", errors="replace").replace("\r\n", "\n")[:_HEADING_CHARACTERS]
    return _FRONT_MATTER.match(text) is not None or _HEADING.search(text) is not None


def read(raw: bytes, origin: Origin) -> Article:
    """Return the Article of a Markdown file. Raise ArticleError if it is not text or its front matter is invalid."""
    # other formats do not need the parser, so it is imported here
    from storymap.read.markdown.article import parse_markdown

    try:
        source = decode(raw, origin.name)
        if origin.stem and "![[" in source:
            source = _embedded_notes(source, Path(origin.name))
        article = parse_markdown(source, origin.suffix, origin.name)
    except ArticleError as error:
        raise ArticleError(_with_name(str(error), origin.name)) from error
    if not origin.stem:
        return article
    path = Path(origin.name)
    return with_names(_with_bundled_image(_with_folder_images(article, path), path), path)


def _with_name(message: str, name: str) -> str:
    """Return a message that begins with the name of the file and, if the message gives a line, with this line."""
    if not name or name in message:
        return message
    numbered = re.match(r"line (\d+): ", message)
    return f"{name}:{numbered[1]}: {message[numbered.end() :]}" if numbered else f"{name}: {message}"


def with_names(article: Article, path: Path) -> Article:
    """Complete the metadata from the names of the file and its folder, and replace author keys with names."""
    folder = path.parent.name if path.stem == "index" else ""
    byline = article.byline or ", ".join(names_in(folder_value(path, AUTHORS)))
    names = [_author(name, path) if _KEY.fullmatch(name) else name for name in byline.split(", ")]
    captioned = _with_notion_captions(article.figures) if _NOTION.search(path.stem) else article.figures
    return replace(
        article,
        figures=captioned,
        published=article.published or date_in_name(folder or path.stem),
        title=article.title or _title_of_note(article, path),
        byline=", ".join(filter(None, names)),
    )


def _author(key: str, path: Path) -> str:
    """Return the name for the key of an author, or "" if it is unknown.

    In a site of Jekyll or Hexo without a file of authors, the key is the name that the site shows, such as a pseudonym.
    """
    name = author_name(key, path)
    root = site_root(path) if not name else None
    if root is None or is_account(key) or not (root / "_config.yml").is_file():
        return name
    return "" if any((root / folder / "authors.yml").exists() for folder in ("_data", "")) else key


def date_in_name(name: str) -> str:
    """Return the date at the beginning of the name of a file or folder as ISO 8601, or "" if there is none."""
    dated = _DATED.fullmatch(name)
    return written_date(f"{dated[1]}-{int(dated[2]):02}-{int(dated[3]):02}") if dated else ""


def _with_notion_captions(figures: tuple[Figure, ...]) -> tuple[Figure, ...]:
    """Return images with the caption that Notion exports as alternative text, unless it is the name of the file."""
    return tuple(
        replace(f, caption=f.alt)
        if f.alt and not f.caption and unquote(f.source).rsplit("/", 1)[-1].rpartition(".")[0] not in (f.alt, "")
        else f
        for f in figures
    )


def _with_folder_images(article: Article, path: Path) -> Article:
    """Replace each figure that is the gallery of a folder with the images of the folder.

    Its source is FOLDER and a pattern such as `photos/*`. If the pattern matches no image, the gallery is reported as
    omitted.
    """
    figures: list[Figure] = []
    omitted = list(article.omitted)
    for figure in article.figures:
        pattern = unquote(figure.source).removeprefix(FOLDER)
        if not figure.source.startswith(FOLDER):
            figures.append(figure)
        elif sources := image_files(pattern, path):
            figures += [replace(figure, source=source) for source in sources]
        else:
            omitted.append(Omitted("shortcode", f"gallery {pattern}"))
    return replace(article, figures=tuple(figures), omitted=tuple(omitted))


def _with_bundled_image(article: Article, path: Path) -> Article:
    """Add the image `featured.jpg` (or similar) of a Hugo page bundle. Hugo themes show this image above the text."""
    if path.stem.partition(".")[0] not in ("index", "_index") or any(figure.after == 0 for figure in article.figures):
        return article
    try:
        names = sorted(file.name for file in path.parent.iterdir() if _FEATURED.fullmatch(file.name))
    except OSError:
        return article
    if not names or any(figure.source.rsplit("/", 1)[-1] == names[0] for figure in article.figures):
        return article
    return replace(article, figures=(Figure(names[0], 0), *article.figures))


def _title_of_note(article: Article, path: Path) -> str:
    """Return the title of a note, which is the name of its file ("Kutná Hora.md"), or "" if the text has its own title.

    The text has its own title if it begins with a heading. In Obsidian, this must be a heading of level 1.
    """
    if is_note(path):
        return "" if _has_heading(article) else path.stem
    name = _NOTE_ID.sub("", path.stem)
    heading = any(passage.kind is PassageKind.HEADING for passage in article.passages[:3])
    return "" if heading or _begins_bold(article) or not _NOTE_NAME.fullmatch(name) else name


def _begins_bold(article: Article) -> bool:
    """Return whether the first paragraph is completely bold, as titles often are."""
    first = next(iter(article.passages), None)
    if first is None or first.kind is not PassageKind.PARAGRAPH:
        return False
    end = first.start + len(article.text[first.start : first.end].rstrip())
    return any(m.kind is MarkupKind.STRONG and m.start == first.start and m.end >= end for m in article.markup)


def _embedded_notes(source: str, path: Path) -> str:
    """Return Markdown in which each line that is only `![[Note]]` is replaced with the text of that note.

    Only notes of the same vault or site are read. If the article is in neither, notes in the article's folder are read.
    Notes that are marked as drafts are not read. `![[…]]` in an embedded note is not replaced.
    """
    from storymap.read.markdown.front_matter import split_front_matter

    root = None if is_note(path) or site_root(path) else path.parent

    def text_of(found: re.Match[str]) -> str:
        file = (
            None if "%" in found["name"] else image_file(f"{found['name'].strip().removesuffix('.md')}.md", path, root)
        )
        if file is None or file == path.resolve():
            return found[0]
        try:
            if file.stat().st_size > _LARGEST_NOTE:
                return found[0]
            front, text = split_front_matter(decode(file.read_bytes(), str(file)))
        except (ArticleError, OSError):
            return found[0]
        if front.is_draft:
            return found[0]
        text = text.replace("\r\n", "\n")
        if found["section"]:
            text = _section(text, found["section"].strip())
        return text.strip("\n") if text.strip() else found[0]

    return change_outside_code(source, lambda text: _EMBEDDED.sub(text_of, text, count=_MOST_NOTES))


def _section(text: str, heading: str) -> str:
    """Return the section of a Markdown text that has the given heading, or "" if there is none."""
    begin = re.search(rf"(?m)^(#{{1,6}})[^\S\n]+{re.escape(heading)}[^\S\n]*$", text)
    if begin is None:
        return ""
    end = re.compile(rf"(?m)^#{{1,{len(begin[1])}}}[^\S\n]").search(text, begin.end())
    return text[begin.start() : end.start() if end else len(text)]


def _has_heading(article: Article) -> bool:
    return bool(article.passages) and article.passages[0].kind is PassageKind.HEADING and article.passages[0].level == 1
