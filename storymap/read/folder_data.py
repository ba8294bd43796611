"""Read the values that a site generator gives to all articles of a folder, such as their author and language."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from storymap.lazy_pattern import lazy_pattern
from storymap.site import read_yaml, site_root

_MOST_LEVELS = 6  # number of folders above an article whose data apply to it
_LARGEST = 200_000  # maximum size of a file with data, in bytes
_FRONT = lazy_pattern(r"\A\ufeff?---[^\S\n]*\n(.*?)^---[^\S\n]*$", re.S | re.M)


def folder_value(article: Path, keys: tuple[str, ...]) -> Any:
    """Search the data of the folders around an article for the keys, and return a value in the nearest folder, or None.

    Only folders up to the root of the site are read. The data are in the files of Eleventy (`blog/blog.json`), Quarto
    (`_metadata.yml`), Lume (`_data.yml`), Bridgetown (`_defaults.yml`), Hugo (`cascade` in `_index.md`) and Jekyll
    (`defaults` in `_config.yml`).
    """
    article = article.resolve()
    root = site_root(article)
    for folder in list(article.parents)[:_MOST_LEVELS]:
        for data in _data_of(folder, article):
            if found := next((data[key] for key in keys if data.get(key)), None):
                return found
        if folder == root:
            break
    return None


def _data_of(folder: Path, article: Path) -> Iterator[Mapping[str, Any]]:
    """Yield the data that a folder gives to an article in or below it."""
    name = folder.name
    for file in (article.with_suffix(".json"), article.with_suffix(".11tydata.json")):
        if file.parent == folder:
            yield _json(file)
    for file in (folder / f"{name}.json", folder / f"{name}.11tydata.json", folder / "_data.json"):
        yield _json(file)
    for own in (
        f"{name}.yaml",
        f"{name}.yml",
        "_metadata.yml",
        "_metadata.yaml",
        "_data.yml",
        "_data.yaml",
        "_defaults.yml",
    ):
        yield read_yaml(folder / own)
    cascade = _front_matter(folder / "_index.md").get("cascade")
    for values in cascade if isinstance(cascade, list) else [cascade]:
        if isinstance(values, Mapping) and not (values.get("_target") or values.get("target")):
            yield values
            yield values["params"] if isinstance(values.get("params"), Mapping) else {}
    yield from _jekyll_defaults(folder, article)


def _jekyll_defaults(folder: Path, article: Path) -> Iterator[Mapping[str, Any]]:
    """Yield the values whose `scope` contains an article. The values whose scope has the longest path come first."""
    defaults = read_yaml(folder / "_config.yml").get("defaults")
    path = article.relative_to(folder).as_posix()
    found: list[tuple[int, Mapping[str, Any]]] = []
    for entry in defaults if isinstance(defaults, list) else ():
        scope, values = (entry.get("scope"), entry.get("values")) if isinstance(entry, Mapping) else (None, None)
        if not isinstance(scope, Mapping) or not isinstance(values, Mapping):
            continue
        where, kind = str(scope.get("path") or "").strip("/"), str(scope.get("type") or "")
        if (not where or path.startswith(f"{where}/")) and (not kind or f"_{kind}/" in f"/{path}"):
            found.append((len(where), values))
    yield from (values for _, values in sorted(found, key=lambda pair: -pair[0]))


def _json(path: Path) -> Mapping[str, Any]:
    try:
        if not path.is_file() or path.stat().st_size > _LARGEST:
            return {}
        data = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError, RecursionError):
        return {}
    return data if isinstance(data, dict) else {}


def _front_matter(path: Path) -> Mapping[str, Any]:
    try:
        text = path.read_text(encoding="utf-8")[:_LARGEST] if path.is_file() else ""
    except (OSError, ValueError):
        return {}
    found = _FRONT.match(text)
    return read_yaml(path, found[1]) if found else {}
