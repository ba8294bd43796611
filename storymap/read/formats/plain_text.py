"""Read plain text files."""

from __future__ import annotations

import re

from storymap.model import Article
from storymap.read.files import decode
from storymap.read.heads import take_head
from storymap.read.origin import Origin
from storymap.read.plain import parse_plain

NAME = "plain text"
_UNDERLINE = re.compile(r"(?m)^(?=\S)([^\r\n]{1,100})\r?\n(?:={3,}|-{3,}|~{3,})[^\S\n]*$\n?")
SUFFIXES = (".txt", ".text", "")


def sniff(raw: bytes) -> bool:
    """Return False, because plain text is only used if no other format matches."""
    del raw
    return False


def read(raw: bytes, origin: Origin) -> Article:
    """Return the Article of a plain text, without the lines under its headings. Raise ArticleError if it is not text."""
    text = decode(raw, origin.name)
    if "\r" in text and "\n" not in text:  # line ends of classic Mac OS
        text = text.replace("\r", "\n")
    return take_head(parse_plain(_UNDERLINE.sub(r"\1\n", text)))
