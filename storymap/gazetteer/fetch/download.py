"""Download a file into the cache. An interrupted download is resumed, and the file is checked before it is used."""

from __future__ import annotations

import hashlib
import json
import lzma
import struct
import time
import zipfile
import zlib
from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple

from storymap.errors import StorymapError
from storymap.files import locked, write_atomically
from storymap.version import __version__

SECONDS = 30.0  # time limit for each response of the server
TOTAL_SECONDS = 4 * 3600.0  # Total time limit for a file. The next call resumes the download.
_CHUNK = 1 << 18  # number of bytes that are read at a time
# `zipfile` raises these exceptions for damaged files.
ZIP_ERRORS = (zipfile.BadZipFile, zlib.error, lzma.LZMAError, EOFError, OSError, ValueError, NotImplementedError, RuntimeError, struct.error)  # fmt: skip
Progress = Callable[[str, int, int], None]  # name, bytes so far, total bytes (0 if the server does not send the size)


class Downloaded(NamedTuple):
    """A complete, checked zip file, with its URL and hash."""

    path: Path
    url: str
    sha256: str
    bytes: int


def download(url: str, folder: Path, progress: Progress) -> Downloaded:
    """Download a zip file, or resume an earlier download, and verify the checksum of every member.

    An incomplete file is kept as NAME.part, with its ETag, so that the next call resumes the download. Raise
    StorymapError if the file is not available, incomplete or damaged.
    """
    name = url.rsplit("/", 1)[-1]
    path, part = folder / name, folder / f"{name}.part"
    folder.mkdir(parents=True, exist_ok=True)
    with locked(path):  # another process may download the same file at this time
        return _download(url, path, part, progress)


def _download(url: str, path: Path, part: Path, progress: Progress) -> Downloaded:
    _fill(url, part, progress)
    try:
        with zipfile.ZipFile(part) as archive:
            broken = archive.testzip()
    except ZIP_ERRORS:
        broken = path.name
    if broken:
        part.unlink()
        raise StorymapError(
            f"{url}: the downloaded file is damaged ({broken}). Run the command again to repeat the download."
        )
    part.replace(path)
    _note(part).unlink(missing_ok=True)
    with path.open("rb") as file:
        return Downloaded(path, url, hashlib.file_digest(file, "sha256").hexdigest(), path.stat().st_size)


def _fill(url: str, part: Path, progress: Progress) -> None:
    """Download the bytes that are missing from NAME.part."""
    import requests

    end = time.monotonic() + TOTAL_SECONDS
    have, mark = (part.stat().st_size, _read(_note(part))) if part.is_file() else (0, {})
    headers = {"User-Agent": f"storymap/{__version__}", "Accept-Encoding": "identity"}
    if (
        have
        and isinstance(mark.get("etag"), str)
        and mark["etag"].isascii()
        and mark["etag"].isprintable()
        and mark["etag"]
    ):
        headers |= {"Range": f"bytes={have}-", "If-Range": mark["etag"]}
    try:
        with requests.get(url, headers=headers, timeout=SECONDS, stream=True) as answer:
            if answer.status_code == 416 and have:
                return  # this status means that the file is already complete
            if not answer.ok:
                raise StorymapError(
                    f"{url} returned HTTP {answer.status_code} {answer.reason}. Check the name, or --base."
                )
            going_on = answer.status_code == 206
            have = have if going_on else 0
            announced = str(answer.headers.get("Content-Length") or "0")
            total = have + (
                int(announced) if announced.isascii() and announced.isdigit() and len(announced) < 16 else 0
            )
            write_atomically(_note(part), json.dumps({"etag": answer.headers.get("ETag", "")}))
            with part.open("ab" if going_on else "wb") as file:
                for chunk in answer.iter_content(_CHUNK):
                    file.write(chunk)
                    if time.monotonic() > end:
                        raise TimeoutError(f"more than {TOTAL_SECONDS:g} seconds")
                    have += len(chunk)
                    progress(part.stem, have, total)
    except (requests.RequestException, OSError) as error:
        raise StorymapError(
            f"{url} cannot be fetched ({type(error).__name__}). Check your connection and run the command again: "
            "the download will continue."
        ) from error
    if total and have != total:
        raise StorymapError(
            f"{url}: the download stopped after {have:,} of {total:,} bytes. Check your connection and run the command again: the download will continue."
        )


def _note(part: Path) -> Path:
    return part.with_suffix(".etag")


def _read(path: Path) -> dict[str, Any]:
    try:
        found = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError, RecursionError):
        return {}
    return found if isinstance(found, dict) else {}
