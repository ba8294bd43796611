"""The manifest of a folder: the pages that storymap wrote, and the digests of their inputs.

With the manifest, a later build only builds articles that changed.
"""

from __future__ import annotations

import json
import os
from dataclasses import asdict, dataclass, field
from hashlib import sha256
from pathlib import Path
from typing import Any

from storymap.files import write_atomically
from storymap.lazy_pattern import lazy_pattern
from storymap.model import Article

FILE = ".storymap.json"
SCHEMA = "storymap-manifest/1"
_FILE_NAME = lazy_pattern(r"[^/\\\0]+\.(?:html|png|json)")
_GENERATOR = lazy_pattern(rb'<meta name="generator" content="storymap[ "]')
_INDEX = b'<meta name="storymap-view" content="index">'
# Only this many bytes at the start of a page are searched for the name of the program that made the page.
_HEAD_BYTES = 16_384


@dataclass(frozen=True, slots=True)
class Entry:
    """A page and the digests of its inputs. A digest is hexadecimal. The digest of a missing file is "".

    The manifest is published with the pages, so it contains no paths outside of the folder.
    """

    page: str  # file name
    article: str = ""  # file name or URL of the article
    input: str = ""  # digest of the article's path relative to the folder
    item: str = ""  # key of the article in its input; "" if the input has only one article
    of: int = 1  # number of articles in the input
    content: str = ""  # digest of the input's bytes; "" for a URL
    text: str = ""  # digest of the article after reading
    settings: str = ""  # digest of options, places files and version
    images: dict[str, str] = field(default_factory=dict)  # source of the image -> digest
    files: list[str] = field(default_factory=list)  # other files of the page
    title: str = ""
    published: str = ""
    byline: str = ""
    language: str = ""
    places: int = 0
    draft: bool = False


def load_manifest(folder: Path) -> list[Entry]:
    """Return the entries of a folder's manifest.

    Entries that are missing, invalid or from another version are left out.
    """
    try:
        data: Any = json.loads((folder / FILE).read_text(encoding="utf-8"))
    except (OSError, ValueError, RecursionError):
        return []
    if not isinstance(data, dict) or data.get("schema") != SCHEMA or not isinstance(data.get("pages"), list):
        return []
    return [entry for value in data["pages"] if (entry := _entry(value)) is not None]


def _entry(value: Any) -> Entry | None:
    defaults = asdict(Entry("a.html"))
    if not isinstance(value, dict) or set(value) != set(defaults):
        return None
    if any(type(value[key]) is not type(default) for key, default in defaults.items()):
        return None
    names = [value["page"], *value["files"]]
    if not all(isinstance(name, str) and _FILE_NAME.fullmatch(name) for name in names):
        return None  # the name is not a plain file name, so it could lead out of the folder
    if not all(isinstance(d, str) for d in value["images"].values()):
        return None
    return Entry(**value)


def save_manifest(folder: Path, entries: list[Entry]) -> None:
    """Write the manifest. Raise OutputError if the manifest cannot be written."""
    pages = [asdict(entry) for entry in sorted(entries, key=lambda entry: entry.page)]
    text = json.dumps({"schema": SCHEMA, "pages": pages}, ensure_ascii=False, indent=1, sort_keys=True)
    path = folder / FILE
    if _bytes(path) != (text + "\n").encode():
        write_atomically(path, text + "\n")


def digest(*parts: str | bytes) -> str:
    """Return a digest of several parts. The length of each part is digested before the part."""
    whole = sha256()
    for part in parts:
        content = part.encode("utf-8", "surrogatepass") if isinstance(part, str) else part
        whole.update(f"{len(content)}:".encode() + content)
    return whole.hexdigest()[:32]


def file_digest(path: Path | None) -> str:
    """Return a digest of a file's content, or "" if the file does not exist or cannot be read."""
    content = _bytes(path) if path is not None else None
    return "" if content is None else digest(content)


def article_digest(article: Article) -> str:
    """Return a digest of an article and its embedded images."""
    return digest(repr(article), *(figure.content for figure in article.figures))


def is_own_page(path: Path, *, index: bool = False) -> bool:
    """Return whether a file is a story map (or, if `index` is true, an index page) that storymap wrote."""
    try:
        if not path.is_file():
            return False
        with path.open("rb") as file:
            head = file.read(_HEAD_BYTES)
    except OSError:
        return False
    return _GENERATOR.search(head) is not None and (_INDEX in head) is index


def _bytes(path: Path) -> bytes | None:
    try:
        return path.read_bytes() if path.is_file() else None
    except OSError:
        return None


def seen_from(folder: Path, path: Path) -> str:
    """Return the path of an article relative to a folder.

    The relative path stays the same if article and folder are moved together.
    """
    try:
        return Path(os.path.relpath(os.path.realpath(path), os.path.realpath(folder))).as_posix()
    except ValueError:  # the path is on another drive
        return os.path.realpath(path)


def item_id(source: str, title: str, path: Path | None, used: set[str]) -> str:
    """Return a stable key for an article in a file with several articles: a digest of its URL or title.

    The key does not depend on the position of the article in the file, because this position can change in a feed.
    """
    own = source if source and (path is None or source != path.name) else title
    item, number = digest(own), 1
    while item in used:
        number += 1
        item = digest(own, str(number))
    used.add(item)
    return item
