"""Bytes to text, with a message an editor can act on."""

from __future__ import annotations

import codecs
import re
from pathlib import Path

from storymap.errors import ArticleError

LARGEST_BYTES = 20_000_000
_CHARSET = re.compile(rb"<meta[^>]{1,200}?charset\s*=\s*[\"']?\s*([\w.:-]{2,40})", re.I)
_BOMS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))


def read_text(path: Path) -> str:
    """The text of a file, line ends as they are (offsets stay those of the file); a byte order mark is dropped.

    ArticleError: no such file, a folder, too large, empty, binary, or in another encoding than UTF-8 or UTF-16.
    """
    text = decode(read_bytes(path), str(path))
    if not text.strip():
        raise ArticleError(f"{path} is empty: there is nothing to map.")
    return text


def read_bytes(path: Path) -> bytes:
    """What is in a file. ArticleError: no such file, a folder, too large, or not to be read."""
    try:
        size = path.stat().st_size
        if path.is_dir():
            raise ArticleError(f"{path} is a folder. Name the article's file.")
        if size > LARGEST_BYTES:
            raise ArticleError(f"{path} has {size / 1e6:.0f} MB; an article of more than 20 MB is not read.")
        return path.read_bytes()
    except FileNotFoundError as error:
        raise ArticleError(
            f"{path}: there is no such file. Check the name, or drag the file into the terminal."
        ) from error
    except OSError as error:
        raise ArticleError(f"{path} cannot be read: {error.strerror or error}.") from error


def decode(raw: bytes, name: str) -> str:
    """The text of bytes in UTF-8, or UTF-16 with a byte order mark. ArticleError says which line is not."""
    for mark, encoding in _BOMS:
        if raw.startswith(mark):
            return raw[len(mark) :].decode(encoding, errors="replace")
    if b"\0" in raw[:65536]:
        raise ArticleError(
            f"{name} is not a text file. storymap reads plain text (.txt), Markdown (.md), web pages (.html) and Word documents (.docx)."
        )
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        raise ArticleError(
            f"{name}:{line}: this is not UTF-8 text. Save the file with the encoding UTF-8 and try again."
        ) from error


def decode_page(raw: bytes, declared: str | None = None) -> str:
    """The text of a web page: in the encoding its server or it itself declares, in UTF-8, or as browsers guess (Windows-1252)."""
    said = _CHARSET.search(raw[:4096])
    if any(raw.startswith(mark) for mark, _ in _BOMS):
        return decode(raw, "the page")
    for encoding in (declared, said[1].decode("ascii") if said else None, "utf-8"):
        try:
            if encoding:
                return raw.decode(encoding)
        except (LookupError, UnicodeDecodeError):
            continue
    return raw.decode("cp1252", errors="replace")
