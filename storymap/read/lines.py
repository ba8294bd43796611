"""Read line-based files such as JSON Lines. The files may be compressed with gzip or Zstandard."""

from __future__ import annotations

import gzip
import sys
import zlib
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from pathlib import Path
from typing import IO, NamedTuple

from storymap.errors import ArticleError
from storymap.paths import did_you_mean

MAX_LINE_BYTES = 16_000_000  # a book has about 1 MB of text
STDIN = "-"


class Line(NamedTuple):
    """A line of a file, or a description of a problem with this line or with the rest of the file."""

    content: bytes
    at: str  # "line 3"; if there are several files, "FILE: line 3"
    problem: str = ""


def file_lines(names: Sequence[str]) -> Iterator[Line]:
    """Yield the lines of files. The name `-` is standard input. Files whose names end in .gz or .zst are decompressed.

    Raise ArticleError if one of the files cannot be opened. If a file turns out to be damaged while it is read, the
    last Line of the file has a `problem`.
    """
    with ExitStack() as stack:
        files = [_opened(name, stack) for name in names]
        for name, file in zip(names, files, strict=True):
            yield from lines(file, f"{name}: " if len(names) > 1 else "")


def _opened(name: str, stack: ExitStack) -> IO[bytes]:
    if name == STDIN:
        return sys.stdin.buffer
    path = Path(name)
    try:
        file = stack.enter_context(path.open("rb"))
    except (OSError, ValueError) as error:
        why = getattr(error, "strerror", None) or error
        hint = did_you_mean(path) if isinstance(error, FileNotFoundError) else ""
        raise ArticleError(f"{name} cannot be read: {why}.{hint}") from error
    return decompressed(file, name, stack)


def decompressed(file: IO[bytes], name: str, stack: ExitStack) -> IO[bytes]:
    """Return a reader that decompresses a file whose name ends in .gz or .zst. Other files are returned unchanged."""
    suffix = Path(name).suffix.lower()
    if suffix == ".gz":
        opened: IO[bytes] = gzip.open(file)  # type: ignore[assignment]  # noqa: SIM115  it is closed by the stack
        return stack.enter_context(opened)
    return stack.enter_context(_zstd(file, name)) if suffix in (".zst", ".zstd") else file


def _zstd(file: IO[bytes], name: str) -> IO[bytes]:
    """Return a reader of a Zstandard file. It needs Python 3.14 or the package backports.zstd."""
    try:
        from compression import zstd
    except ImportError:
        try:
            from backports import zstd
        except ImportError as error:
            raise ArticleError(
                f"{name}: reading .zst needs Python 3.14 or the package backports.zstd: "
                "python -m pip install backports.zstd. Or decompress it: zstdcat FILE | storymap places --jsonl"
            ) from error
    opened: IO[bytes] = zstd.open(file)
    return opened


def lines(file: IO[bytes], prefix: str = "") -> Iterator[Line]:
    """Yield the lines of a file. If the file is damaged, the last Line describes the problem.

    `prefix` is written before the line number in `at`.
    """
    number = 0
    while True:
        number += 1
        at = f"{prefix}line {number}"
        try:
            content = file.readline(MAX_LINE_BYTES + 1)
            is_long = len(content) > MAX_LINE_BYTES
            while content and is_long and not content.endswith(b"\n"):  # the rest of a line that is too long is skipped
                content = file.readline(MAX_LINE_BYTES)
        except (OSError, EOFError, zlib.error, ValueError, RuntimeError, _zstd_error()) as error:
            yield Line(b"", at, f"the rest of the file cannot be read: {error}")
            return
        if is_long:
            yield Line(b"", at, f"the line is longer than {MAX_LINE_BYTES // 1_000_000} MB")
        elif not content:
            return
        else:
            yield Line(content, at)


def _zstd_error() -> type[Exception]:
    """Return the class of the errors that the Zstandard library raises, or OSError if this library is not in use."""
    module = sys.modules.get("compression.zstd") or sys.modules.get("backports.zstd")
    found: type[Exception] = getattr(module, "ZstdError", OSError)
    return found
