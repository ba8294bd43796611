"""Create a `Source` from the arguments of a command and the settings of storymap.toml."""

from __future__ import annotations

import os
import re
import shlex
import sys
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

import typer

from storymap.cli.messages import warn
from storymap.cli.output import STDIN
from storymap.errors import ArticleError
from storymap.language_names import language_problem
from storymap.paths import did_you_mean
from storymap.urls import split_url

if TYPE_CHECKING:
    from storymap.read.origin import Content
    from storymap.source import Source

Value = TypeVar("Value")


def given(context: typer.Context, name: str, value: Value) -> Value | None:
    """Return the value of an option, or None if it is not on the command line, so that storymap.toml can set it."""
    source = context.get_parameter_source(name)
    return value if source is not None and source.name != "DEFAULT" else None


def open_source(
    article: str,
    *,
    title: str | None = None,
    language: str | None = None,
    home: str | None = None,
    places: Sequence[Path] | None = None,
    images: Path | None = None,
    item: int | None = None,
    keep_boilerplate: bool | None = None,
    fetch_images: bool | None = None,
    content: Content | None = None,
    editing: bool = False,
) -> Source:
    """Return the Source of an article. Arguments that are None are taken from the article or storymap.toml.

    `content` is the content of standard input, if it has already been read. `editing` is whether the command writes the
    article's places file; the article must then be a file or a URL.

    Raise ArticleError if standard input is empty, ConfigError if storymap.toml has a mistake, and a usage error for
    standard input with `editing`.
    """
    from storymap.source import Source

    if article == STDIN and editing:
        raise typer.BadParameter("this command does not read standard input; pass a file.", param_hint="ARTICLE")
    source = Source(
        (content or read_stdin()) if article == STDIN else article,
        title,
        language,
        home,
        tuple(places) if places else None,
        images=images,
        item=item,
        editing=editing,
    ).configured()
    if home:
        _check_home(home)
    if language and (problem := language_problem(language)):
        raise typer.BadParameter(problem, param_hint="--language")
    if keep_boilerplate is not None:
        source = replace(source, keep_boilerplate=keep_boilerplate)
    return source if fetch_images is None else replace(source, remote_images=fetch_images)


def with_ground(source: Source, ground: str | None, *, online: bool) -> Source:
    """Return a Source with the archive of streets given to --ground, if there is one. See `check_ground` for errors."""
    check_ground(ground, online=online)
    return replace(source, ground=ground or source.ground, online=online)


def check_ground(ground: str | None, *, online: bool) -> None:
    """Raise a usage error if the archive of streets is a missing file.

    Also raise it if the archive is a URL and --online was not given.
    """
    from storymap.basemap.streets.reader import is_web_archive

    if ground is None:
        return
    if is_web_archive(ground):
        if not online:
            raise typer.BadParameter("a URL requires --online E-MAIL.", param_hint="--ground")
    elif not Path(ground).is_file():
        raise typer.BadParameter(f"there is no file {ground}.{did_you_mean(Path(ground))}", param_hint="--ground")


def _check_home(home: str) -> None:
    """Warn if no place has the name given to --home.

    Raise a usage error if the value of --home is an invalid position.
    """
    from storymap.positions import PositionError, looks_like_position, parse_position
    from storymap.remarks import home_problem

    if looks_like_position(home):
        try:
            parse_position(home)
        except PositionError as error:
            raise typer.BadParameter(str(error), param_hint="--home") from error
    elif problem := home_problem(home):
        warn(f"--home: {problem}")


def check_url(url: str, option: str) -> None:
    """Raise a usage error if the value of an option is not a URL with a scheme and a host.

    The scheme itself is checked later, when the page is written.
    """
    if "://" in url and split_url(url).netloc and not re.search(r"[\s\x00-\x1f\x7f\"<>]", url):
        return
    scheme, colon, rest = url.partition("://")
    instead = f"https://{(rest if colon else scheme).lstrip('/').replace(' ', '%20')}"
    raise typer.BadParameter(
        f"{url!r} is not a complete URL. Write it with its scheme, such as {instead}", param_hint=option
    )


def check_order(article: str, words: str | None, command: str) -> None:
    """Raise a usage error if ARTICLE and WORDS are in the wrong order: ARTICLE is not a file, but WORDS is one."""
    if words and article != STDIN and not os.path.lexists(article) and os.path.isfile(words):
        shown = shlex.quote(article)
        raise typer.BadParameter(
            f"there is no such file as {article}. The article comes first: storymap {command} {words} {shown}",
            param_hint="ARTICLE",
        )


def read_stdin() -> Content:
    """Read the article from standard input. Raise ArticleError if standard input is empty or too large."""
    from storymap.read.files import LARGEST_BYTES
    from storymap.read.origin import Content

    if sys.stdin.isatty():
        typer.echo("Reading the article from standard input; Ctrl-D ends it.", err=True)
    raw = sys.stdin.buffer.read(LARGEST_BYTES + 1)
    if len(raw) > LARGEST_BYTES:
        raise ArticleError(
            f"standard input is larger than {LARGEST_BYTES // 1_000_000} MB, the limit for an article. Split it."
        )
    if not raw.strip():
        raise ArticleError("standard input is empty: there is nothing to map. Check the command before the pipe.")
    return Content(raw)
