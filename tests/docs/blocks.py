"""The code blocks, headings and links of the documentation's pages."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

CHECKOUT = Path(__file__).parents[2]
DOCS = CHECKOUT / "docs"
_BLOCK = re.compile(
    r"^(?P<indent> *)```(?P<language>[\w-]*)[^\n]*\n(?P<code>.*?)^(?P=indent)```[ ]*$", re.MULTILINE | re.DOTALL
)
_MARK = re.compile(r"<!-- (?P<mark>[^>]*?) -->\s*\Z")
_LINK = re.compile(r"(?<!\\)!?\[(?:[^\[\]]|\[[^\]]*\])*\]\(([^()\s]+)(?:\s+\"[^\"]*\")?\)")


class Block(NamedTuple):
    """A fenced block. `mark` is the comment `<!-- mark -->` on the line before it; `line` counts from 1."""

    page: Path
    line: int
    language: str
    code: str
    mark: str

    @property
    def where(self) -> str:
        """Return the page and the line, for messages."""
        return f"{self.page.relative_to(CHECKOUT).as_posix()}:{self.line}"


def pages() -> list[Path]:
    """Return all pages of the documentation."""
    return sorted(DOCS.rglob("*.md"))


def blocks(page: Path) -> Iterator[Block]:
    """Return the fenced blocks of a page, in order."""
    text = page.read_text(encoding="utf-8")
    for found in _BLOCK.finditer(text):
        mark = _MARK.search(text[: found.start()])
        indent = found["indent"]
        code = "".join(line.removeprefix(indent) for line in found["code"].splitlines(keepends=True))
        yield Block(page, text.count("\n", 0, found.start()) + 1, found["language"], code, mark["mark"] if mark else "")


def prose(page: Path) -> str:
    """Return the text of a page without its code blocks and code spans."""
    return re.sub(r"`[^`\n]*`", "", _BLOCK.sub("", page.read_text(encoding="utf-8")))


def links(page: Path) -> list[str]:
    """Return the targets of the links and images of a page, outside code."""
    return _LINK.findall(prose(page))


def anchors(page: Path) -> set[str]:
    """Return the ids of the headings of a page, as Python-Markdown and GitHub make them."""
    text = re.sub(r"^( *)```.*?^\1```", "", page.read_text(encoding="utf-8"), flags=re.MULTILINE | re.DOTALL)
    ids: set[str] = set()
    for heading in re.findall(r"^#{1,6} +(.+?) *#*$", text, re.MULTILINE):
        plain = re.sub(r"\[([^\]]*)\]\([^)]*\)", r"\1", heading).replace("`", "")
        ids.add(re.sub(r"[\s-]+", "-", re.sub(r"[^\w\s-]", "", plain.lower()).strip()))
    return ids
