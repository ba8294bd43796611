"""`storymap share`: move a decision from an article's places file to the file that all articles use."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from storymap.cli.arguments import ArticleFileArgument, PlacesOption
from storymap.cli.sources import open_source


def share(
    article: ArticleFileArgument,
    name: Annotated[
        str,
        typer.Argument(
            metavar="NAME", help="A name that has an entry in the article's places.yaml.", show_default=False
        ),
    ],
    to: Annotated[
        Path | None,
        typer.Option(
            "--to",
            metavar="FILE",
            help="The shared file; created if missing. Default: the last of `places` in storymap.toml.",
            show_default=False,
        ),
    ] = None,
    replace: Annotated[bool, typer.Option("--replace", help="Replace a different entry of the shared file.")] = False,
    places: PlacesOption = None,
) -> None:
    """Move a decision to the places file that all articles share.

    The entry is removed from the article's own places file, so that the shared entry applies.
    """
    from storymap.errors import OverrideError
    from storymap.overrides import PlacesFile
    from storymap.overrides.share import share as move

    source = open_source(article, places=places, editing=True)
    layers = source.shared_layers()
    target = to or (layers[-1].path if layers else None)
    if target is None:
        raise typer.BadParameter(
            'there is no shared file. Pass --to FILE, or write `places = ["shared.yaml"]` into storymap.toml.',
            param_hint="--to",
        )
    own_path = source.places_path
    if target.resolve() == own_path.resolve():
        raise typer.BadParameter(f"{target} is the article's own places file. Pass another file.", param_hint="--to")
    if not own_path.exists():
        raise OverrideError("there is no such file, so there is no decision to share.", file=str(own_path))
    own, shared = PlacesFile.open(own_path, source.name), PlacesFile.open(target, "")
    key = move(own, shared, name, replace=replace)
    shared.save()  # first, so that the decision is in both files if the second cannot be written
    own.save()
    typer.echo(f"{key}: moved from {own_path} to {target}", err=True)
    if all(layer.path.resolve() != target.resolve() for layer in layers):
        typer.echo(f'  to use it for all articles, add to storymap.toml: places = ["{target}"]', err=True)
