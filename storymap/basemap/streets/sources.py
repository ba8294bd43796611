"""Read byte ranges of an archive, which is a local file or a file on the web."""

from __future__ import annotations

import threading
from collections.abc import Callable
from pathlib import Path

from storymap import web
from storymap.errors import BasemapError

# Takes an offset and a length. Returns that many bytes, or fewer at the end of the file.
ReadBytes = Callable[[int, int], bytes]
MAX_REQUESTS = 500  # maximum number of requests to one archive on the web; a story needs a few dozen
BLOCK = 32_768  # a file on the web is read in blocks of this many bytes, which contain several tiles


def file_source(path: Path) -> ReadBytes:
    """Return a function that reads byte ranges of a file.

    The function raises BasemapError if the file cannot be read.
    """

    def read(offset: int, length: int) -> bytes:
        try:
            with path.open("rb") as file:
                file.seek(offset)
                return file.read(length)
        except OSError as error:
            raise BasemapError(f"cannot read {path}: {error.strerror or error}. Check the path in --ground.") from error

    return read


class WebSource:
    """Reads byte ranges of a file on the web.

    Whole blocks are fetched, because neighbouring tiles are often next to each other in the file. BasemapError is
    raised if the file changes between two requests.
    """

    def __init__(self, url: str) -> None:
        self._url = url
        self._total: int | None = None  # size of the file in bytes
        self._requests = 0
        self._blocks: dict[int, bytes] = {}
        self._lock = threading.Lock()

    def __call__(self, offset: int, length: int) -> bytes:
        """Return `length` bytes from `offset`, or fewer at the end of the file.

        Raise BasemapError if the bytes cannot be fetched.
        """
        if length <= 0:
            return b""
        first, last = offset // BLOCK, (offset + length - 1) // BLOCK
        with self._lock:
            missing = [number for number in range(first, last + 1) if number not in self._blocks]
            if missing:
                self._fetch(missing[0], missing[-1])
            content = b"".join(self._blocks.get(number, b"") for number in range(first, last + 1))
        return content[offset - first * BLOCK :][:length]

    def _fetch(self, first: int, last: int) -> None:
        """Fetch the blocks from `first` to `last` in one request. The file may end before the last block."""
        self._requests += 1
        if self._requests > MAX_REQUESTS:
            raise BasemapError(
                f"{self._url} needs more than {MAX_REQUESTS:,} requests. Extract the region of the story to a file first."
            )
        offset, length = first * BLOCK, (last - first + 1) * BLOCK
        if self._total is not None and offset >= self._total:
            return
        try:
            part = web.fetch_range(self._url, offset, length, private=True)
        except web.WebError as error:
            raise BasemapError(f"cannot read {self._url}: {error}. Check the URL in --ground.") from error
        if self._total not in (None, part.total):
            raise BasemapError(f"{self._url} changed while it was read. Run the command again.")
        self._total = part.total
        for number in range(first, last + 1):
            self._blocks[number] = part.content[(number - first) * BLOCK :][:BLOCK]
