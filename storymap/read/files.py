"""Decode files, and report errors together with what to do about them."""

from __future__ import annotations

import re
from pathlib import Path

from storymap.errors import ArticleError
from storymap.lazy_pattern import lazy_pattern
from storymap.paths import nearest_path
from storymap.read.encodings import MARKS, encoding_of, mend

LARGEST_BYTES = 20_000_000
_HOST = lazy_pattern(r"(?:[a-z0-9-]+\.)+[a-z]{2,}(?::\d+)?\Z", re.I)
_CHARSET = lazy_pattern(rb"<meta[^>]{1,200}?charset\s*=\s*[\"']?\s*([\w.:-]{2,40})", re.I)


def read_text(path: Path) -> str:
    """Return the text of a file without its byte order mark. Line ends are kept, so that offsets match the file.

    Raise ArticleError if the file is missing, a folder, too large, empty or binary, or if its encoding is not detected.
    """
    text = decode(read_bytes(path), str(path))
    if not text.strip():
        raise ArticleError(f"{path} is empty: there is nothing to map. Add text, or choose another file.")
    return text


def read_bytes(path: Path) -> bytes:
    """Return the bytes of a file. Raise ArticleError if it is missing, a folder, too large or unreadable."""
    try:
        size = path.stat().st_size
        if path.is_dir():
            raise ArticleError(f"{path} is a folder. Give the path of the article's file.")
        if size > LARGEST_BYTES:
            raise ArticleError(
                f"{path} is larger than {LARGEST_BYTES // 1_000_000} MB, the limit for an article. Split it, or remove large images."
            )
        return path.read_bytes()
    except FileNotFoundError as error:
        raise ArticleError(f"{path}: there is no such file. {_instead_of(path)}") from error
    except PermissionError as error:
        raise ArticleError(
            f"{path} cannot be read: {error.strerror}. Check the permissions of the file and its folder."
        ) from error
    except OSError as error:
        raise ArticleError(f"{path} cannot be read: {error.strerror or error}.") from error


def _instead_of(path: Path) -> str:
    """Return a sentence that helps with the path of a missing file, such as one with an address or the most similar
    file name."""
    if (
        not path.is_absolute()
        and not path.parent.is_dir()
        and _HOST.match(path.parts[0] if path.parts else "")
        and (len(path.parts) > 1 or str(path).startswith("www."))
    ):
        return f"For a web page, write https://{path.as_posix()}."
    try:
        if not path.parent.is_dir():
            return f"The folder {path.parent} does not exist. Check the path, or drag the file into the terminal."
    except OSError:
        pass
    if near := nearest_path(path):
        return f"Did you mean {near}?"
    return "Check the name, or drag the file into the terminal."


def decode(raw: bytes, name: str) -> str:
    """Decode UTF-8, UTF-16, UTF-32, or an older encoding if it is detected with certainty.

    Raise ArticleError if no encoding fits.

    `name`: the name of the file, for the error message.
    """
    for mark, encoding in MARKS:
        if raw.startswith(mark):
            return raw[len(mark) :].decode(encoding, errors="replace")
    try:
        if b"\0" not in raw and b"\x1b$" not in raw[:65536]:  # ISO-2022-JP has only ASCII bytes, which are valid UTF-8
            return raw.decode("utf-8")
        found, line = encoding_of(raw), 0
    except UnicodeDecodeError as error:
        mended = mend(raw)
        if mended is not None:
            return mended
        found, line = encoding_of(raw), raw.count(b"\n", 0, error.start) + 1
    if found:
        return raw.decode(found, errors="replace")
    if is_binary(raw):
        raise ArticleError(
            f"{name} is not a text file but binary data. Export the article as text (.txt) or .docx and try again."
        )
    raise ArticleError(
        f"{name}:{line}: this is not UTF-8 text, and its encoding could not be detected. "
        "Save the file with the encoding UTF-8 and try again."
    )


def is_binary(raw: bytes) -> bool:
    """Return whether the first 64 KiB contain control characters that do not occur in text, except as bytes of UTF-16
    or UTF-32."""
    sample = raw[:65536]
    return any(byte < 32 and byte not in b"\t\n\v\f\r\x1a\x1b" for byte in sample)


def decode_page(raw: bytes, declared: str | None = None) -> str:
    """Decode a web page with its declared encoding, else as UTF-8, else as Windows-1252, as browsers do."""
    said = _CHARSET.search(raw[:4096])
    if any(raw.startswith(mark) for mark, _ in MARKS):
        return decode(raw, "the page")
    for encoding in (declared, said[1].decode("ascii") if said else None, "utf-8"):
        try:
            if encoding:
                return raw.decode(encoding)
        except (LookupError, UnicodeDecodeError):
            continue
    return raw.decode("cp1252", errors="replace")
