"""Read plain text files."""

from __future__ import annotations

from storymap.model import Article
from storymap.read.files import decode
from storymap.read.heads import take_head
from storymap.read.origin import Origin
from storymap.read.plain import parse_plain

NAME = "plain text"
SUFFIXES = (".txt", ".text", "")


def sniff(raw: bytes) -> bool:
    """Return False, because plain text is only used if no other format matches."""
    del raw
    return False


def read(raw: bytes, origin: Origin) -> Article:
    """Return the Article of a plain text.

    Its offsets are the same as in the file. Raise ArticleError if it is not text.
    """
    text = decode(raw, origin.name)
    if "\r" in text and "\n" not in text:  # line ends of classic Mac OS
        text = text.replace("\r", "\n")
    return take_head(parse_plain(text))
