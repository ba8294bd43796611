"""Where a command writes its result."""

from __future__ import annotations

import re
from pathlib import Path
from urllib.parse import unquote, urlsplit

from storymap.errors import OutputError


def output_path(article: str, output: Path | None, suffix: str) -> Path:
    """The file to write: `output`, in it if it is a folder, or the default name. OutputError: this is the article itself."""
    from storymap.read import is_address

    default = default_output(article, suffix)
    path = output or default
    if path.is_dir():
        path = path / default.name
    if not is_address(article) and path.exists() and path.samefile(article):
        raise OutputError(f"{path} is the article itself, and would be lost. Choose another name with -o.")
    return path


def default_output(article: str, suffix: str) -> Path:
    """The default name of a result: beside the article's file, which it never replaces ("a.html" -> "a.story.html");
    in the current folder, named after the page, for a URL."""
    from storymap.read import is_address

    if not is_address(article):
        path = Path(article)
        path = path.with_suffix(suffix) if path.name else Path(f"story{suffix}")  # "." has no name, and is no article
        return path if path != Path(article) else path.with_suffix(f".story{suffix}")
    last = unquote(urlsplit(article).path).rstrip("/").rpartition("/")[2]
    stem = re.sub(r"[^\w-]+", "-", re.sub(r"\.(?:html?|php|aspx?)$", "", last)).strip("-")
    return Path(f"{stem or 'story'}{suffix}")
