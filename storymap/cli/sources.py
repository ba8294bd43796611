"""Create a `Source` from the arguments of a command and the settings of storymap.toml."""

from __future__ import annotations

import re
import sys
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

import typer

from storymap.cli.messages import warn
from storymap.cli.output import STDIN
from storymap.errors import ArticleError

if TYPE_CHECKING:
    from storymap.read.origin import Content
    from storymap.source import Source

Value = TypeVar("Value")
_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{1,8})*")


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

    `content`: the content of standard input, if it has already been read. `editing`: whether the command writes the
    article's places file, which requires a file or a URL.

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
    if language and not _LANGUAGE.fullmatch(language):
        raise typer.BadParameter(
            f"{language!r} is not a language tag. Use a tag such as en, de or zh-Hant.", param_hint="--language"
        )
    if keep_boilerplate is not None:
        source = replace(source, keep_boilerplate=keep_boilerplate)
    return source if fetch_images is None else replace(source, remote_images=fetch_images)


def _check_home(home: str) -> None:
    """Warn if no place has the name given to --home. Raise a usage error if it is an invalid position."""
    from storymap.gazetteer import open_gazetteer
    from storymap.positions import PositionError, looks_like_position, parse_position

    if looks_like_position(home):
        try:
            parse_position(home)
        except PositionError as error:
            raise typer.BadParameter(str(error), param_hint="--home") from error
    elif not open_gazetteer().find(home.partition(",")[0].strip()):
        warn(
            f"--home: no place called “{home}” is known, so the option has no effect. "
            "Use a larger place nearby, such as “Waco, Texas”, or coordinates."
        )


def read_stdin() -> Content:
    """Read the article from standard input. Raise ArticleError if it is empty or too large."""
    from storymap.read.files import LARGEST_BYTES
    from storymap.read.origin import Content

    if sys.stdin.isatty():
        typer.echo("Reading the article from standard input; Ctrl-D ends it.", err=True)
    raw = sys.stdin.buffer.read(LARGEST_BYTES + 1)
    if len(raw) > LARGEST_BYTES:
        raise ArticleError(f"standard input is larger than {LARGEST_BYTES // 1_000_000} MB, the limit for an article.")
    if not raw.strip():
        raise ArticleError("standard input is empty: there is nothing to map.")
    return Content(raw)
