"""Read LaTeX, reStructuredText, AsciiDoc and Org with pandoc."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from storymap.lazy_pattern import lazy_pattern
from storymap.model import Article, Omitted
from storymap.read.files import decode
from storymap.read.formats.documents import read_document
from storymap.read.formats.markdown import with_names
from storymap.read.html import document, fragment
from storymap.read.html.tree import body, words_of
from storymap.read.origin import Origin
from storymap.read.pandoc import to_html

if TYPE_CHECKING:
    from storymap.read.markdown.front_matter import FrontMatter

NAME = "LaTeX, reStructuredText, AsciiDoc or Org"
_FORMATS = {
    ".tex": "latex", ".latex": "latex", ".ltx": "latex", ".rst": "rst", ".rest": "rst", ".adoc": "asciidoc", ".asciidoc": "asciidoc", ".asc": "asciidoc",
    ".org": "org",
}  # fmt: skip
SUFFIXES = tuple(_FORMATS)

_FRONT = lazy_pattern(r"\A\ufeff?(?:---|\+\+\+)[^\S\n]*\n")
_COMMENT = lazy_pattern(r"(?ms)^////[^\S\n]*\n.*?^////[^\S\n]*(?:\n|\Z)")
_CLOSED_HEADING = lazy_pattern(r"(?m)^(={1,6})([^\S\n]+\S[^\n]*?)[^\S\n]+\1[^\S\n]*$")
_RAW = lazy_pattern(r"(?ms)^\+{4}[^\S\n]*\n(.*?)^\+{4}[^\S\n]*$")
# Matches code of Org in a line, such as src_sh{ls -l}. pandoc cannot read LaTeX in such code.
_ORG_CODE = lazy_pattern(r"\bsrc_[\w-]+(?:\[[^\]\n]*\])?\{((?:[^{}\n~]|\{[^{}\n~]*\})*)\}")
_LATEX = lazy_pattern(rb"\A\s*(?:%[^\n]*\n\s*)*\\documentclass\b")
# References to included files. They are reported, because pandoc has no access to these files.
_INCLUDES = lazy_pattern(
    r"(?m)^[^\S\n]*(?:\\(?:input|include|subfile)\{([^}\n]+)\}|\.\. include:: (\S+)|include::([^\[\n]+)\[|#\+INCLUDE: (\S+))"
)
# Sphinx directives that show nothing on the page, with their indented lines. pandoc would write these lines as text.
_SPHINX = lazy_pattern(
    r"(?m)^(?P<indent>[^\S\n]*)\.\. (?:index|toctree|only|todo|meta|tags|tabularcolumns|highlight|currentmodule|sectionauthor|codeauthor|post|update)::[^\n]*\n(?:(?:[^\S\n]*\n)*(?P=indent)[^\S\n]{1,8}\S[^\n]*\n)*"
)
# Matches fields, substitutions, targets and comments before the title.
_BEFORE_TITLE = lazy_pattern(
    r"\A(?:[^\S\n]*\n|:[\w-]+:[^\n]*\n|\.\.(?:[^\S\n][^\n]*)?\n(?:(?:[^\S\n]*\n)*[^\S\n]+\S[^\n]*\n)*)+"
)
_SPHINX_FIELD = lazy_pattern(r"(?m)^:(?:orphan|no-?comments|tocdepth|no-?search|hide-toc|html_theme[\w.]*):[^\n]*\n")
_AUTHORS = lazy_pattern(r"(?mi)^:author:[^\S\n]+[^\n]+\n(?::author:[^\S\n]+[^\n]+\n)+")
_RST_TITLE = lazy_pattern(r"(?:([=~*#^\-]){3,}[^\S\n]*\n)?[^\S\n]*\S[^\n]*\n([=~*#^\-])\2{2,}[^\S\n]*(?:\n|\Z)")
_INCLUDE_LINE = lazy_pattern(_INCLUDES.pattern + r"[^\n]*", re.M)
# Conditions of AsciiDoc. They apply to one line, or to a block that ends with `endif`.
_CONDITION = lazy_pattern(
    r"(?ms)^(?P<kind>ifn?def)::(?P<names>[\w,+-]+)\[(?:\][^\S\n]*\n(?P<inside>.*?)^endif::[^\[\n]*\[\][^\S\n]*(?:\n|\Z)|(?P<line>[^\]\n]+)\][^\S\n]*$)"
)
# pandoc adds these words as labels of boxes.
_ADMONITIONS = frozenset(["note", "tip", "warning", "caution", "important"])
_DOTLESS = {"ı\u0301": "í", "ı\u0300": "ì", "ı\u0302": "î", "ı\u0308": "ï"}


def sniff(raw: bytes) -> bool:
    """Return whether the data begins like a LaTeX document. The other formats are recognized by their suffix."""
    return bool(_LATEX.match(raw[:8192]))


def read(raw: bytes, origin: Origin) -> Article:
    """Return the Article of a text with markup. Raise ArticleError if pandoc is not installed or cannot read it."""
    source = decode(raw, origin.name).replace("\r\n", "\n")
    written = _FORMATS.get(origin.suffix, "latex")
    front = None
    if written != "latex" and _FRONT.match(source):  # Hugo, Jekyll and Roq read front matter in these formats too
        from storymap.read.markdown.front_matter import split_front_matter

        front, source = split_front_matter(source)
    raw_parts: list[str] = []
    if written == "asciidoc":
        source = _RAW.sub(lambda found: _marker(found[1], raw_parts), _asciidoc(source))
    if written == "org":
        source = _ORG_CODE.sub(r"~\1~", source)
    if written == "rst":
        source = _title_first(_SPHINX.sub("", source))
    html = to_html(_INCLUDE_LINE.sub("", source).encode(), written, origin.name)
    for dotless, letter in _DOTLESS.items():
        html = html.replace(dotless, letter)
    for number, part in enumerate(raw_parts):
        html = html.replace(f"<p>{_mark(number)}</p>", part)
    page = document(html)
    for label in [e for e in page.iter("div") if e.get("class") == "title" and words_of(e).lower() in _ADMONITIONS]:
        label.drop_tree()
    article = read_document(body(page), languages=(str(page.get("lang") or ""), *_languages(source, written)))
    included = tuple(Omitted("include", next(filter(None, found))) for found in _INCLUDES.findall(source))
    article = replace(article, omitted=(*article.omitted, *included))
    return article if front is None else _with_front_matter(article, front, origin)


def _with_front_matter(article: Article, front: FrontMatter, origin: Origin) -> Article:
    """Return an article with the fields and the main image that its front matter gives."""
    given = {name: value for name, value in front.article_fields().items() if value}
    hero = front.hero()
    figures = (hero, *article.figures) if hero and front.shows_hero else article.figures
    return with_names(replace(article, **given, figures=figures), Path(origin.name))


def _marker(part: str, parts: list[str]) -> str:
    """Store the raw HTML of a block of AsciiDoc, which pandoc would drop, and return a paragraph that marks its place."""
    from lxml.html import tostring

    whole = fragment(part)  # all its elements are closed, and it closes no other elements
    parts.append((whole.text or "") + "".join(tostring(child, encoding="unicode") for child in whole))
    return f"\n{_mark(len(parts) - 1)}\n\n"


def _mark(number: int) -> str:
    return f"\ue000{number}\ue000"


def _title_first(source: str) -> str:
    """Move what is before the title of a reStructuredText document to the end of the document.

    Otherwise pandoc would not read the title and the fields below it. Sphinx fields such as `:orphan:` are removed.
    """
    source = _AUTHORS.sub(_joined_authors, source)
    before = _BEFORE_TITLE.match(source)
    if before is None or not before[0].strip() or not _RST_TITLE.match(source, before.end()):
        return source
    moved = _SPHINX_FIELD.sub("", before[0])
    if re.search(r"(?m)^:[\w-]+:", moved):  # these fields are the author and the date, which can be before the title
        return source
    return f"{source[before.end() :].rstrip()}\n\n{moved}"


def _joined_authors(found: re.Match[str]) -> str:
    """Return several `:Author:` fields as one field, because pandoc reads only the first."""
    names = re.findall(r":[^:]+:([^\n]+)", found[0])
    return f":Authors: {'; '.join(name.strip() for name in names)}\n"


def _asciidoc(source: str) -> str:
    """Replace what pandoc does not support in AsciiDoc: comments, the images folder and pass-through attributes."""
    source = _COMMENT.sub("", source)
    source = _CLOSED_HEADING.sub(r"\1\2", source)
    source = re.sub(r"(?m)^\[(\d+)\][^\S\n]*$", r"{empty}[\1]", source)  # a reference; pandoc expects a block after it
    source = _CONDITION.sub(lambda found: _conditional(found, source), source)
    folder = re.search(r"(?m)^:imagesdir:[^\S\n]*(\S+)", source)
    if folder:
        source = re.sub(r"(image::?)(?![/\s]|\w+://)([^\[\n]+\[)", rf"\g<1>{folder[1].rstrip('/')}/\g<2>", source)
    return re.sub(r"(?m)^(:[\w-]+:[^\S\n]+)pass:\w*\[(.*)\][^\S\n]*$", r"\1\2", source)


def _conditional(found: re.Match[str], source: str) -> str:
    """Return the lines inside a conditional block, or "" if its condition does not hold.

    `ifdef::name[]` holds if the document sets the attribute, `ifndef::name[]` if it does not.
    """
    names = re.split(r"[,+]", found["names"])
    is_set = any(re.search(rf"(?m)^:{re.escape(name.strip())}:", source) for name in names)
    return (found["inside"] or found["line"] or "") if is_set == (found["kind"] == "ifdef") else ""


def _languages(source: str, written: str) -> list[str]:
    """Return the languages that a document declares. pandoc does not report these."""
    if written == "latex":
        found = re.search(r"\\usepackage\[(?:[^\]]*,)?(\w+)\]\{babel\}", source)
        names = {
            "english": "en",
            "british": "en-GB",
            "american": "en-US",
            "german": "de",
            "ngerman": "de",
            "french": "fr",
            "spanish": "es",
            "italian": "it",
            "polish": "pl",
            "russian": "ru",
            "dutch": "nl",
            "portuguese": "pt",
        }
        return [names[found[1]]] if found and found[1] in names else []
    return []
