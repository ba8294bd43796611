"""The options --theme and --css."""

from __future__ import annotations

from pathlib import Path

import typer

from storymap.cli.messages import warn


def read_styles(path: Path | None, theme: str) -> str:
    """The text of the user's style sheet, "" for none. Warns of colours with too little contrast.

    typer.BadParameter: unknown theme, or a file that cannot be read.
    """
    from storymap.render.themes import low_contrast_in_css, themes

    if theme not in themes():
        raise typer.BadParameter(f"unknown theme {theme!r}; choose one of {', '.join(themes())}.", param_hint="--theme")
    if path is None:
        return ""
    try:
        css = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise typer.BadParameter(f"{path} cannot be read: {error}", param_hint="--css") from error
    for complaint in low_contrast_in_css(theme, css):
        warn(f"{path.name}: low contrast, {complaint}")
    return css
