"""Read Jupyter notebooks: Markdown cells and images. Code and other output are left out and reported as omitted."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from html import escape
from pathlib import Path
from typing import Any

from storymap.errors import ArticleError
from storymap.json_limits import parse_json
from storymap.lazy_pattern import lazy_pattern
from storymap.model import Article, PassageKind
from storymap.read.formats.documents import is_title
from storymap.read.formats.markdown import date_in_name
from storymap.read.heads import take_head
from storymap.read.html import Walk, fragment
from storymap.read.html.fragments import join_all_captions
from storymap.read.origin import Origin

NAME = "Jupyter notebook"
SUFFIXES = (".ipynb",)

_MARK = lazy_pattern(rb'"cells"\s*:|"worksheets"\s*:')
_PICTURES = ("image/png", "image/jpeg", "image/gif", "image/webp", "png", "jpeg")
_HIDDEN_TAGS = frozenset(["remove-cell", "remove_cell", "hide-cell", "hide_cell", "exclude"])
# An attached image in Markdown, or in the attribute of an HTML element
_ATTACHMENT = lazy_pattern(
    r"(?P<before>\(|\bsrc=[\"'])attachment:(?P<name>[^)\s\"'>]+)(?P<after>(?:\s+[\"'][^)]*)?\)|[\"'])"
)
_FORMULA = lazy_pattern(
    r"\$\$.+?\$\$|\\\[.+?\\\]|\\begin\{(\w+\*?)\}.+?\\end\{\1\}|(?<![\\$\w])\$(?=\S)(?=[^$\n]*[\\^_={])[^$\n]{1,200}(?<=\S)\$(?![\w$])",
    re.S,
)
# A footnote in Markdown with the indented lines that continue it, and a reference to a footnote
_NOTE = lazy_pattern(r"(?m)^\[\^(?P<name>[^\]\s]+)\]:[^\n]*(?:\n(?:[ \t]+[^\n]+|(?=\n[ \t])))*\n?")
_REFERENCE = lazy_pattern(r"\[\^([^\]\s]+)\]")
_CODE_BLOCK = lazy_pattern(r"(?m)^(?:```|~~~)")


def sniff(raw: bytes) -> bool:
    """Return whether the data is JSON that contains the cells of a notebook."""
    head = raw[:200].lstrip(b"\xef\xbb\xbf \t\r\n")
    return head.startswith(b"{") and b'"nbformat"' in raw and bool(_MARK.search(raw))


def read(raw: bytes, origin: Origin) -> Article:
    """Return the Article of a notebook. Raise ArticleError if it is damaged or has no text."""
    try:
        notebook = parse_json(raw)
        sheets = notebook.get("worksheets") or [notebook]
        cells = [cell for sheet in sheets for cell in sheet["cells"]]
        metadata = _mapping(notebook.get("metadata"))
        if not all(isinstance(cell, dict) for cell in cells):
            raise TypeError("a cell is not an object")
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise ArticleError(
            f"{origin.name} is a Jupyter notebook that is damaged: {error}. Open it in Jupyter and save it again."
        ) from error
    _join_notes(cells)
    walk = Walk()
    fields: dict[str, Any] = {}
    for number, cell in enumerate(cells):
        if _HIDDEN_TAGS.isdisjoint(map(str, _list(_mapping(cell.get("metadata")).get("tags")))):
            fields.update(_write(walk, cell, first=number == 0))
    walk.close()
    if not walk.draft.passages:
        raise ArticleError(f"{origin.name} is a Jupyter notebook without text: it has no Markdown cells.")
    article = _article(walk, fields, metadata)
    return replace(
        article, published=article.published or (date_in_name(Path(origin.name).stem) if origin.stem else "")
    )


def _join_notes(cells: Sequence[dict[str, Any]]) -> None:
    """Move each footnote to the end of the cell that refers to it, because each cell is converted alone."""
    texts = [cell for cell in cells if cell.get("cell_type") == "markdown"]
    sources = [_joined(cell.get("source", "")) for cell in texts]
    if not any("[^" in source for source in sources):
        return
    notes = {found["name"]: found[0] for source in sources for found in _NOTE.finditer(source)}
    for cell, source in zip(texts, sources, strict=True):
        own = {found["name"] for found in _NOTE.finditer(source)}
        body = _NOTE.sub("", source)
        names = [name for name in dict.fromkeys(_REFERENCE.findall(body)) if name in notes]
        if names or own:
            cell["source"] = "\n\n".join([body.rstrip(), *(notes[name].strip() for name in names)]) + "\n"


def _write(walk: Walk, cell: Mapping[str, Any], *, first: bool) -> dict[str, Any]:
    """Write a cell, and return the fields of its front matter, if it has any."""
    source, kind = _joined(cell.get("source", cell.get("input", ""))), cell.get("cell_type")
    if kind == "heading":  # notebooks from before 2015 have this kind
        level = cell.get("level")
        level = min(6, max(1, level)) if isinstance(level, int) else 1
        walk.content(fragment(f"<h{level}>{escape(source)}</h{level}>"))
    elif kind == "markdown":
        walk.content(_markdown(walk, source, _mapping(cell.get("attachments"))))
    elif kind == "raw" and first and source.lstrip().startswith("---"):
        from storymap.read.markdown.front_matter import split_front_matter

        front, _ = split_front_matter(source.strip() + "\n")
        return {key: value for key, value in front.article_fields().items() if value}
    elif kind == "code":
        _code(walk, source, [_mapping(output) for output in _list(cell.get("outputs"))])
    return {}


def _markdown(walk: Walk, source: str, attachments: Mapping[str, Mapping[str, Any]]) -> Any:
    from storymap.read.markdown.parser import markdown_html

    def attached(found: re.Match[str]) -> str:
        data = _mapping(attachments.get(found["name"]))
        kind = next((kind for kind in _PICTURES if kind in data), "")
        if not kind:
            return found[0]
        return f"{found['before']}data:{kind};base64,{_joined(data[kind]).replace(chr(10), '')}{found['after']}"

    def formula(found: re.Match[str]) -> str:
        walk.draft.omit("math", found[0])
        return ""

    if not _CODE_BLOCK.search(source):
        source = _FORMULA.sub(formula, source)
    cell = fragment(markdown_html(_ATTACHMENT.sub(attached, source)))
    join_all_captions(cell)
    return cell


def _code(walk: Walk, source: str, outputs: Sequence[Mapping[str, Any]]) -> None:
    """Write the images in the output of code. Report the code and other output as omitted."""
    if source.strip():
        walk.draft.omit("code", source.strip().split("\n")[0][:100])
    for output in outputs:
        data = _mapping(output.get("data")) or output
        picture = next((kind for kind in _PICTURES if kind in data), "")
        if picture:
            kind = picture if "/" in picture else f"image/{picture}"
            content = _joined(data[picture]).replace("\n", "")
            walk.content(fragment(f'<img src="data:{kind};base64,{escape(content)}">'))
        elif output.get("output_type") in ("display_data", "execute_result", "pyout"):
            widget = any("widget" in key for key in data)
            walk.draft.omit(
                "widget" if widget else "output",
                "" if widget else _joined(data.get("text/plain") or data.get("text") or "")[:100],
            )


def _article(walk: Walk, fields: dict[str, Any], metadata: Mapping[str, Any]) -> Article:
    authors = metadata.get("authors") or metadata.get("author") or []
    authors = [authors] if isinstance(authors, (str, dict)) else _list(authors)
    names = [str(a.get("name") or "") if isinstance(a, dict) else str(a) for a in authors]
    article = walk.article(**fields)
    tops = [p for p in article.passages if p.kind is PassageKind.HEADING and p.level == 1]
    # Jupyter does not show the title of a raw cell, so the first heading is used.
    if len(tops) == 1 and tops[0] in article.passages[:2]:
        article = replace(article, title=" ".join(article.text[tops[0].start : tops[0].end].split()))
    title = str(metadata.get("title") or "")
    if not article.title and is_title(title):
        article = replace(article, title=title)
    return take_head(article, author=", ".join(filter(None, names)))


def _mapping(value: Any) -> dict[str, Any]:
    """Return a JSON object, or {} if the value is not one."""
    return value if isinstance(value, dict) else {}


def _list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else []


def _joined(source: Any) -> str:
    """Return the text of a notebook field, which is either a string or a list of lines."""
    return "".join(map(str, source)) if isinstance(source, list) else str(source)
