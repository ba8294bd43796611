"""`storymap schema`: print the JSON Schema of places.yaml, or of a document that the commands print."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

NAMES = ("places-yaml", "places", "story")


def schema(
    name: Annotated[
        str,
        typer.Argument(
            metavar="NAME",
            help="places-yaml: schema of places.yaml; places: of the output of `storymap places --json`; story: of the data in a page.",
        ),
    ] = "places-yaml",
    output: Annotated[
        Path | None,
        typer.Option(
            "--output", "-o", metavar="FILE", help="File to write. Default: standard output.", show_default=False
        ),
    ] = None,
) -> None:
    """Print the JSON Schema of places.yaml or of a JSON document.

    Text editors use the schema of places.yaml to complete and check the file. `storymap init` writes a copy into the folder
    .storymap and names this copy in the first line of places.yaml, so that editors on other computers can use it, too.
    """
    from storymap import resources
    from storymap.files import write_atomically

    if name not in NAMES:
        raise typer.BadParameter(f"unknown schema {name!r}; choose one of {', '.join(NAMES)}.", param_hint="NAME")
    text = resources.schema(f"{name}.schema.json").read_text(encoding="utf-8")
    if output is None:
        typer.echo(text, nl=not text.endswith("\n"))
        return
    write_atomically(output, text)
    typer.echo(f"{output}: written", err=True)
