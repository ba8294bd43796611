"""Messages of the command line that several commands print."""

from __future__ import annotations

import typer


def warn(message: object) -> None:
    """Print a warning to standard error. The command continues."""
    typer.echo(f"storymap: {message}", err=True)
