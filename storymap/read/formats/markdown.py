"""Markdown files."""

from __future__ import annotations

from storymap.model import Article
from storymap.read.files import decode
from storymap.read.markdown import parse_markdown
from storymap.read.origin import Origin

NAME = "Markdown"
SUFFIXES = (".md", ".markdown", ".mdown", ".mkd", ".mkdn", ".mdx", ".qmd", ".rmd")


def sniff(head: bytes) -> bool:
    """Never: plain text can look like Markdown."""
    del head
    return False


def read(raw: bytes, origin: Origin) -> Article:
    """The Article of a Markdown file. ArticleError: not a text, or broken front matter."""
    return parse_markdown(decode(raw, origin.name), origin.suffix)
