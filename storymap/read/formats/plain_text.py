"""Plain text files."""

from __future__ import annotations

from storymap.model import Article
from storymap.read.files import decode
from storymap.read.heads import take_head
from storymap.read.origin import Origin
from storymap.read.plain import parse_plain

NAME = "plain text"
SUFFIXES = (".txt", ".text", "")


def sniff(raw: bytes) -> bool:
    """Never: it is what is left."""
    del raw
    return False


def read(raw: bytes, origin: Origin) -> Article:
    """The Article of a plain text, offsets as in the file. ArticleError: not a text."""
    text = decode(raw, origin.name)
    if "\r" in text and "\n" not in text:  # line ends of old Macintoshes
        text = text.replace("\r", "\n")
    return take_head(parse_plain(text))
