"""Choose the file to which a command writes its result."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import unquote

import typer

from storymap.errors import OutputError
from storymap.urls import split_url

if TYPE_CHECKING:
    from storymap.source import Source

# Suffix that a page must not have -> what the user can do instead. Programs would open such a page as another format.
_PRINT = "For a PDF, print the page from a browser."
_EXPORT = "`storymap export` writes map formats."
_OTHER_SUFFIXES = {
    ".pdf": _PRINT,
    **dict.fromkeys((".kml", ".kmz", ".gpx", ".geojson", ".csv", ".json", ".parquet"), _EXPORT),
    **dict.fromkeys((".png", ".jpg", ".jpeg", ".webp"), "--share-image also writes a PNG."),
    **dict.fromkeys(
        (".svg", ".gif", ".zip", ".doc", ".docx", ".odt", ".rtf", ".epub", ".md", ".yaml", ".toml", ".js", ".css"), ""
    ),
}
_SETTINGS = frozenset(["places.yaml", "storymap.toml", "pyproject.toml"])
STDIN = "-"  # the user writes this instead of the name of an article


def output_path(article: str, output: str | None, suffix: str) -> Path:
    """Return the file to write. This is `output` or, if `output` is a folder, a file with the default name in it.

    Raise OutputError if the result is a folder or the article itself.
    """
    from storymap.read import is_address

    default = default_output(article, suffix)
    path = default if output is None else Path(output)
    if output is not None and is_folder(output):
        path = path / _name_in_folder(article, default)
    if _is(Path.is_dir, path):
        raise OutputError(f"{path} is a folder. Choose another file with --output.")
    if article != STDIN and not is_address(article) and same_file(path, Path(article)):
        raise OutputError(f"{path} is the article itself and would be overwritten. Choose another file with --output.")
    return path


def check_outputs(outputs: Iterable[Path], inputs: Iterable[str | Path | None]) -> None:
    """Raise OutputError if a file to write is one of the files that are read, or has the name of a settings file."""
    read = [Path(name) for name in inputs if name]
    for path in outputs:
        if path.name in _SETTINGS:
            raise OutputError(f"{path} has the name of a file that storymap reads. Choose another file with --output.")
        if found := next((other for other in read if same_file(path, other)), None):
            raise OutputError(
                f"{path} is an input ({found}) and would be overwritten. Choose another file with --output."
            )


def inputs_of(source: Source) -> list[Path | None]:
    """Return the files from which a source is read: the article and its places files."""
    return [source.path, *(layer.path for layer in source.layers())]


def check_page_suffix(output: str | None) -> None:
    """Raise a usage error if --output has the suffix of a format that `storymap build` does not write."""
    suffix = "" if output is None or is_folder(output) else Path(output).suffix.lower()
    if output is None or suffix not in _OTHER_SUFFIXES:
        return
    instead = f" {_OTHER_SUFFIXES[suffix]}" if _OTHER_SUFFIXES[suffix] else ""
    raise typer.BadParameter(
        f"{output}: a story map is an HTML file, and {suffix} is the suffix of another format. Write {Path(output).with_suffix('.html')}.{instead}",
        param_hint="--output",
    )


def _name_in_folder(article: str, default: Path) -> str:
    """Return the name that a build of several articles would give the page.

    A page made from index.md must not be named index.html, which is the name of the index page.
    """
    from storymap.cli.several.names import wanted_name
    from storymap.read import is_address

    if article == STDIN or is_address(article):
        return default.name
    stem = wanted_name(Path(article), "").name
    return (
        f"{stem}.story{default.suffix}"
        if default.name.endswith(f".story{default.suffix}")
        else f"{stem}{default.suffix}"
    )


def is_folder(output: str) -> bool:
    """Return whether --output is a folder: an existing one, or a name that ends in a slash."""
    return output.endswith(("/", os.sep)) or _is(Path.is_dir, Path(output))


def same_file(one: Path, other: Path) -> bool:
    """Return whether both paths exist and are the same file."""
    try:
        return one.samefile(other)
    except (OSError, ValueError):
        return False


def _is(test: Callable[[Path], bool], path: Path) -> bool:
    """Return the result of `test(path)`, or False if the name of the file is invalid or access to the file is denied."""
    try:
        return test(path)
    except (OSError, ValueError):
        return False


def default_output(article: str, suffix: str) -> Path:
    """Return the default path of a result: beside the article, but never the article itself ("a.html" -> "a.story.html").

    For a URL, the file is in the current folder and named after the last part of the URL's path. For standard input, it is
    named "story".
    """
    from storymap.read import is_address

    if article == STDIN:
        return Path(f"story{suffix}")
    if not is_address(article):
        path = Path(article)
        # "." has no file name. The command fails later, when it reads the article.
        path = path.with_suffix(suffix) if path.name else Path(f"story{suffix}")
        return path if path != Path(article) else path.with_suffix(f".story{suffix}")
    last = unquote(split_url(article).path).rstrip("/").rpartition("/")[2]
    stem = re.sub(r"[^\w-]+", "-", re.sub(r"\.(?:html?|php|aspx?)$", "", last)).strip("-")
    return Path(f"{stem or 'story'}{suffix}")
