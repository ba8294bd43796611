"""The options --theme and --css, and the same settings of storymap.toml."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

import typer

from storymap.cli.messages import warn
from storymap.config import Config

THEME = "paper"  # without an option and a setting


class Styles(NamedTuple):
    """How the page looks."""

    theme: str
    css: str  # text of the user's style sheet, "" for none
    path: Path | None  # its file


def read_styles(path: Path | None, theme: str | None, config: Config) -> Styles:
    """The styles of the options, else of storymap.toml. Warns of colours with too little contrast.

    typer.BadParameter, or ConfigError for a setting: unknown theme, or a file that cannot be read.
    """
    from storymap.render.themes import low_contrast_in_css, themes

    if theme is None and config.theme and config.theme not in themes():
        raise config.error("theme", f"must be one of {', '.join(themes())}.")
    theme = theme or config.theme or THEME
    if theme not in themes():
        raise typer.BadParameter(f"unknown theme {theme!r}; choose one of {', '.join(themes())}.", param_hint="--theme")
    css = config.read_css() if path is None else _read(path)
    path = path or config.css
    for complaint in low_contrast_in_css(theme, css) if css else ():
        warn(f"{path.name if path else theme}: low contrast, {complaint}")
    return Styles(theme, css, path)


def _read(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise typer.BadParameter(f"{path} cannot be read: {error}", param_hint="--css") from error
