"""Plain text files."""

from __future__ import annotations

from storymap.model import Article
from storymap.read.files import decode
from storymap.read.origin import Origin
from storymap.read.plain import parse_plain

NAME = "plain text"
SUFFIXES = (".txt", ".text", "")


def sniff(head: bytes) -> bool:
    """Never: it is what is left."""
    del head
    return False


def read(raw: bytes, origin: Origin) -> Article:
    """The Article of a plain text, offsets as in the file. ArticleError: not a text."""
    return parse_plain(decode(raw, origin.name))
