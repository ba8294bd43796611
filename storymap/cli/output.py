"""Where a command writes its result."""

from __future__ import annotations

import re
from pathlib import Path
from urllib.parse import unquote, urlsplit

from storymap.errors import OutputError


def output_path(article: str, output: Path | None, suffix: str) -> Path:
    """The file to write: `output`, or the default name in it if it is a folder. OutputError: this is the article."""
    from storymap.read import is_address

    default = default_output(article, suffix)
    path = output or default
    if path.is_dir():
        path = path / default.name
    if not is_address(article) and path.exists() and path.samefile(article):
        raise OutputError(f"{path} is the article itself and would be overwritten. Choose another file with --output.")
    return path


def default_output(article: str, suffix: str) -> Path:
    """The default name of a result: beside the article's file, and never the file itself ("a.html" -> "a.story.html").

    For a URL it is named after the last part of the path, in the current folder.
    """
    from storymap.read import is_address

    if not is_address(article):
        path = Path(article)
        path = (
            path.with_suffix(suffix) if path.name else Path(f"story{suffix}")
        )  # "." has no name; reading it fails later
        return path if path != Path(article) else path.with_suffix(f".story{suffix}")
    last = unquote(urlsplit(article).path).rstrip("/").rpartition("/")[2]
    stem = re.sub(r"[^\w-]+", "-", re.sub(r"\.(?:html?|php|aspx?)$", "", last)).strip("-")
    return Path(f"{stem or 'story'}{suffix}")
