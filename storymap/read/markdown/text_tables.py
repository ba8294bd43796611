"""Convert line blocks, and tables that are drawn with characters, to Markdown that the parser can read."""

from __future__ import annotations

import re
from html import escape
from itertools import pairwise

from storymap.lazy_pattern import lazy_pattern
from storymap.read.markdown.fences import change_outside_code

# Matches a grid table: lines of "+---+", and rows of "| … |" between them.
_GRID = lazy_pattern(r"^(?P<indent>[ ]{0,3})\+(?:[-=:]+\+)+[^\S\n]*\n(?:[ ]{0,3}[|+][^\n]*(?:\n|\Z)){1,500}", re.M)
_RULE = lazy_pattern(r"[ ]{0,3}\+(?:[-=:]+\+)+\s*")
# Matches a simple table of pandoc: an optional header, a line with two or more groups of dashes, and rows up to an
# empty line.
_SIMPLE = lazy_pattern(
    r"^(?P<header>(?=[^\S\n]*\S)[^\n]+\n)?(?P<dashes>[ ]{0,3}-{2,}(?:[ ]+-{2,})+)[^\S\n]*\n(?P<rows>(?:[^\S\n]*(?!-{3,}(?:[ ]+-{3,})*[^\S\n]*$)[^\s][^\n]*\n){1,500})(?:[^\S\n]*-{3,}(?:[ ]+-{3,})*[^\S\n]*(?:\n|\Z))?",
    re.M,
)
_LINE_BLOCK = lazy_pattern(r"(?:(?<=\n\n)|\A)(?:\|[ ][^\n|]*(?:\n[ ]+[^\s|][^\n|]*)*(?:\n|\Z)){2,200}(?=\s*(?:\n|\Z))")
# Matches the caption below or above a table: "Table: words" or ": words".
_CAPTION = lazy_pattern(r"(?m)(?<=\n\n)(?:Table)?:[^\S\n]+(?P<words>[^\n]+?)[^\S\n]*(?:\{\#[^}\n]*\})?$")


def drawn_tables(source: str) -> str:
    """Return Markdown in which grid tables are replaced with HTML tables. Code is not changed."""
    return change_outside_code(source, lambda text: _GRID.sub(_grid, text)) if "+-" in source else source


def pandoc_blocks(source: str) -> str:
    """Return pandoc Markdown with simple tables and line blocks replaced. Code is not changed."""
    return change_outside_code(source.lstrip("\n"), _pandoc)


def _pandoc(text: str) -> str:
    if "-- --" in text or "--  -" in text:
        text = _SIMPLE.sub(_simple, text)
    text = _CAPTION.sub(lambda found: found["words"], text) if "\n\nTable:" in text else text
    return _LINE_BLOCK.sub(_lines, text) if "| " in text else text


def _grid(found: re.Match[str]) -> str:
    """Return a grid table as a GitHub Markdown table. The lines between two horizontal lines such as `+---+` form one
    row."""
    lines = found[0].rstrip("\n").split("\n")
    if not _RULE.fullmatch(lines[-1]):
        return found[0]
    rows: list[list[list[str]]] = []
    open_row = False
    for line in lines:
        if line.lstrip().startswith("+"):
            open_row = False
            continue
        cells = re.split(r"(?<!\\)\|", line.strip().strip("|"))
        if open_row and len(cells) == len(rows[-1]):
            for cell, words in zip(rows[-1], cells, strict=True):
                cell.append(words.strip())
        else:
            rows.append([[words.strip()] for words in cells])
            open_row = True
    return _table([[" ".join(filter(None, cell)) for cell in row] for row in rows]) if rows else found[0]


def _simple(found: re.Match[str]) -> str:
    """Return a simple table as a GitHub Markdown table. The groups of dashes show where its columns begin."""
    groups = [(m.start(), m.end()) for m in re.finditer(r"-+", found["dashes"])]
    edges = [0, *(start for start, _ in groups[1:]), None]
    lines = [*([found["header"]] if found["header"] else []), *found["rows"].splitlines()]
    rows = [[line.rstrip("\n")[a:b].strip() for a, b in pairwise(edges)] for line in lines]
    cut = sum(len(line[at - 1 : at + 1].strip()) == 2 for line in lines for _, at in groups[:-1])
    if cut > len(lines) // 2:  # words cross the gaps between the columns, so this is not a table
        return found[0]
    return _table(rows)


def _table(rows: list[list[str]]) -> str:
    """Return a GitHub Markdown table, so that Markdown in its cells is read."""
    width = max(map(len, rows))
    written = [
        "| " + " | ".join([*(c.replace("|", "\\|") for c in row), *[""] * (width - len(row))]) + " |" for row in rows
    ]
    return "\n" + "\n".join([written[0], "|" + " --- |" * width, *written[1:]]) + "\n\n"


def _lines(found: re.Match[str]) -> str:
    """Return a line block as a paragraph with its line breaks."""
    text = re.sub(r"\n[ ]+", " ", found[0].rstrip("\n"))
    return "<br>\n".join(escape(line[1:].strip(), quote=False) for line in text.split("\n")) + "\n"
