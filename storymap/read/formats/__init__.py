"""The formats that articles are read from: one module each. Content decides, then the suffix.

Further formats are found by the entry point group `storymap.readers`; a reader is a `storymap.ports.Reader`.
"""

from __future__ import annotations

from importlib import import_module
from importlib.metadata import entry_points
from typing import cast

from storymap.errors import ArticleError
from storymap.ports import Reader
from storymap.read.origin import Origin

GROUP = "storymap.readers"
# Module of each built-in format. The first whose content fits is taken, then the first whose suffix fits.
BUILT_IN = ("docx", "web_page", "markdown", "plain_text")


def reader_for(raw: bytes, origin: Origin) -> Reader:
    """The reader of a file. ArticleError: no reader knows it."""
    readers = [*_plugins(), *map(_built_in, BUILT_IN)]
    head = raw[:4096]
    for reader in readers:
        if reader.sniff(head):
            return reader
    for reader in readers:
        if origin.suffix in reader.SUFFIXES:
            return reader
    return _built_in("plain_text")


def _built_in(name: str) -> Reader:
    return cast(Reader, import_module(f"storymap.read.formats.{name}"))


def _plugins() -> list[Reader]:
    found = []
    for point in entry_points(group=GROUP):
        try:
            found.append(cast(Reader, point.load()))
        except Exception as error:  # whatever the module of somebody else raises while it is loaded
            raise ArticleError(f"the reader {point.name} ({point.value}) cannot be loaded: {error}.") from error
    return found
