"""Expand patterns in the list of articles, and remove repeated files."""

from __future__ import annotations

import glob
import os
from pathlib import Path

import typer

from storymap.cli.messages import warn
from storymap.cli.output import STDIN
from storymap.cli.several.manifest import is_own_page
from storymap.errors import ArticleError


def is_pattern(article: str) -> bool:
    """Return whether an argument is a pattern such as posts/*.md. Shells on Windows do not expand patterns."""
    from storymap.read import is_address

    return not is_address(article) and glob.has_magic(article) and not os.path.lexists(article)


def expand(articles: list[str]) -> list[str]:
    """Return the articles in the given order and without repetitions. Files that storymap wrote are left out.

    Raise ArticleError if a pattern matches nothing, and a usage error if standard input is one of several articles.
    """
    from storymap.read import is_address

    names: list[str] = []
    for article in articles:
        if not is_pattern(article):
            names.append(article)
            continue
        found = sorted(name for name in glob.glob(article, recursive=True) if os.path.isfile(name))
        if not found:
            raise ArticleError(f"{article}: no file matches this pattern.")
        names += found
    if STDIN in names and len(names) > 1:
        raise typer.BadParameter("standard input cannot be combined with other articles.", param_hint="ARTICLE")
    seen: dict[str, str] = {}
    for name in names:
        key = name if is_address(name) or name == STDIN else os.path.realpath(name)
        if key in seen:
            if seen[key] != name:
                warn(f"{name} is the same file as {seen[key]} and is built once")
        elif not (is_own_page(Path(name)) or is_own_page(Path(name), index=True)):
            seen[key] = name
        else:
            warn(f"{name} is a story map, not an article; left out")
    return list(seen.values())
