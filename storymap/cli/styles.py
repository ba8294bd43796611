"""Read the options --theme, --css and --relief, and the settings of the same names in storymap.toml."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

import typer

from storymap.cli.messages import warn
from storymap.config import Config
from storymap.errors import PageError
from storymap.paths import did_you_mean

THEME = "paper"  # used if neither the option nor the setting is given


class Styles(NamedTuple):
    """The look of a page: its theme, the user's style sheet, and whether regional views are shaded."""

    theme: str
    css: str  # content of the user's style sheet; "" if there is none
    path: Path | None  # file of the user's style sheet
    relief: bool = True  # whether regional views are shaded


def read_styles(path: Path | None, theme: str | None, config: Config, relief: str | None = None) -> Styles:
    """Return the styles from the options or, for options that are None, from storymap.toml.

    `relief` is "on" or "off". The function warns about colours with too little contrast.

    Raise PageError if the style sheet loads a file.
    Raise typer.BadParameter (for an option) or ConfigError (for a setting) if the theme is unknown or the file cannot be read.
    """
    from storymap.render.themes import low_contrast_in_css, themes

    if theme is None and config.theme and config.theme not in themes():
        raise config.error("theme", f"must be one of {', '.join(themes())}.")
    theme = theme or config.theme or THEME
    if theme not in themes():
        raise typer.BadParameter(f"unknown theme {theme!r}; choose one of {', '.join(themes())}.", param_hint="--theme")
    css = config.read_css() if path is None else _read(path)
    path = path or config.css
    _check_loads(css, path)
    for complaint in low_contrast_in_css(theme, css) if css else ():
        warn(f"{path.name if path else theme}: low contrast, {complaint}")
    return Styles(theme, css, path, config.relief if relief is None else relief == "on")


def _check_loads(css: str, path: Path | None) -> None:
    """Raise PageError with the number of the line if a style sheet loads a file. Pages must be self-contained."""
    from storymap.render.own_styles import loaded_by_style

    for url, line in loaded_by_style(css):
        raise PageError(
            f"{path}:{line}: the style sheet loads {url}, but a page must not load other files. Remove the rule, or embed the file "
            "as a data: URL."
        )


def _read(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except FileNotFoundError as error:
        raise typer.BadParameter(f"{path}: no such file.{did_you_mean(path)}", param_hint="--css") from error
    except UnicodeDecodeError as error:
        raise typer.BadParameter(f"{path} is not UTF-8 text. Save it as UTF-8.", param_hint="--css") from error
    except OSError as error:
        raise typer.BadParameter(f"{path} cannot be read: {error.strerror or error}.", param_hint="--css") from error
