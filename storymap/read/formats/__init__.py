"""Select the reader of a file by its content, or else by its suffix. Each format has its own module.

Other packages add formats with the entry point group `storymap.readers`. A reader implements `storymap.ports.Reader`.
"""

from __future__ import annotations

from collections.abc import Sequence
from importlib import import_module
from importlib.metadata import entry_points
from typing import cast

from storymap.errors import ArticleError, StorymapError
from storymap.model import Article
from storymap.ports import Reader
from storymap.read.encodings import without_control_characters
from storymap.read.libraries import MissingLibraryError
from storymap.read.origin import Origin

GROUP = "storymap.readers"
# The modules of the built-in formats. The first one that recognises the content is used. If there is none, the first
# one for the suffix is used.
BUILT_IN = (
    *("docx", "open_document", "epub", "pdf", "rich_text", "notebook", "feed", "subtitles", "web_page"),
    *("light_markup", "markdown", "plain_text"),
)


def formats() -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Return the name and the suffixes of every built-in format."""
    readers = map(_built_in, BUILT_IN)
    return tuple((reader.NAME, tuple(filter(None, reader.SUFFIXES))) for reader in readers)


def read_bytes_as_articles(raw: bytes, origin: Origin) -> list[Article]:
    """Return the articles of a file.

    Raise ArticleError if no reader supports the file, or if it is damaged or has no text.
    """
    raw = without_control_characters(raw)
    reader = reader_for(raw, origin)
    try:
        found = reader.read(raw, origin)
        articles = [found] if isinstance(found, Article) else list(found)
        if not all(isinstance(article, Article) for article in articles):
            raise TypeError(f"the reader returned {type(found).__name__}, not Article")
    except MissingLibraryError as error:
        raise ArticleError(f"{origin.name}: {error}") from error
    except StorymapError:
        raise
    except RecursionError as error:
        raise ArticleError(
            f"{origin.name} cannot be read: its elements are nested too deeply. Save its text as .txt and build that file."
        ) from error
    except Exception as error:  # if a file is damaged, libraries and plugins may raise any exception
        reason = f"{type(error).__name__}: {error}" if str(error) else type(error).__name__
        raise ArticleError(
            f"{origin.name} cannot be read as {reader.NAME}; it may be damaged ({reason}). "
            "Open it in the program that made it, save it again, and try again."
        ) from error
    return articles


def reader_for(raw: bytes, origin: Origin) -> Reader:
    """Return the reader of a file. Raise ArticleError if no reader supports it."""
    from storymap.read.formats.unknown import refuse_binary, refuse_data

    if not raw.strip(b" \t\r\n\0"):
        raise ArticleError(f"{origin.name} is empty: there is nothing to map. Add text, or choose another file.")
    plugins, broken = _plugins()
    readers = [*plugins, *map(_built_in, BUILT_IN)]
    for reader in readers:
        if _fits(reader, raw):
            return reader
    note = f" The reader {broken}." if broken else ""
    refuse_binary(raw, origin.name, note)
    plain = _built_in("plain_text")
    reader = next((reader for reader in readers if origin.suffix in reader.SUFFIXES), plain)
    if reader is plain:
        refuse_data(raw, origin, note)
    return reader


def _fits(reader: Reader, raw: bytes) -> bool:
    try:
        return bool(reader.sniff(raw))
    except Exception:  # an error in a plugin must not prevent reading other formats
        return False


def _built_in(name: str) -> Reader:
    return cast(Reader, import_module(f"storymap.read.formats.{name}"))


def _plugins() -> tuple[Sequence[Reader], str]:
    """Return the readers of other packages, and a message about those that cannot be loaded."""
    found, broken = [], []
    for point in entry_points(group=GROUP):
        try:
            reader = cast(Reader, point.load())
            if not callable(reader.read) or not callable(reader.sniff) or isinstance(reader.SUFFIXES, str):
                raise TypeError("`sniff` and `read` must be functions, and SUFFIXES must not be a single text")
            found.append(reader)
        except Exception as error:  # a plugin's module may raise any exception while it is loaded
            broken.append(f"{point.name} ({point.value}) cannot be loaded: {error}")
    return found, "; ".join(broken)
