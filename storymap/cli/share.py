"""`storymap share`: move a decision from an article's places file to the file that all articles use."""

from __future__ import annotations

import json
import os
import re
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from storymap.cli.arguments import ArticleFileArgument, PlacesOption
from storymap.cli.sources import open_source
from storymap.config import FILE
from storymap.lazy_pattern import lazy_pattern

if TYPE_CHECKING:
    from storymap.source import Source

# The list of `places` on one line of storymap.toml. Group 1 ends before the closing bracket.
_PLACES = lazy_pattern(r"^(places[ \t]*=[ \t]*\[[^\[\]\n#]*)\]", re.M)


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
    replace: Annotated[
        bool,
        typer.Option("--replace", help="If the shared file already has a different entry for the name, replace it."),
    ] = False,
    places: PlacesOption = None,
) -> None:
    """Move a decision to the places file that all articles share.

    The command removes the entry from the article's own places file, so that the shared entry applies.
    """
    from storymap.errors import OverrideError
    from storymap.files import write_atomically
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
        raise OverrideError(
            f"there is no such file, so there is no decision to share. Decide about the name first, with `storymap review {article}`.",
            file=str(own_path),
        )
    is_used = any(layer.path.resolve() == target.resolve() for layer in layers)
    settings = None if is_used else settings_with(source, target)
    own, shared = PlacesFile.open(own_path, source.name), PlacesFile.open(target, "")
    key = move(own, shared, name, replace=replace)
    # The shared file is saved first, so that the decision is not lost if one of the other files cannot be written.
    shared.save()
    if settings is not None:
        write_atomically(*settings)
    own.save()
    typer.echo(f"{key}: moved from {own_path} to {target}", err=True)
    if settings is not None:
        typer.echo(f"  {settings[0]}: {target} added to `places`, so that it applies to all articles there", err=True)


def settings_with(source: Source, target: Path) -> tuple[Path, str]:
    """Return the settings file and its text with a shared places file added.

    Raise a usage error if the user has to edit the settings by hand.
    """
    if source.places is not None:
        raise typer.BadParameter(
            f"with --places, only the given files apply, and {target} is not one of them. Pass --places {target} first.",
            param_hint="--to",
        )
    config = source.config
    path = config.file or (source.folder or Path()) / FILE
    name = json.dumps(Path(os.path.relpath(target, path.parent)).as_posix(), ensure_ascii=False)
    text = path.read_text(encoding="utf-8") if path.exists() else ""
    listed = _PLACES.search(text)
    if path.name == FILE and not config.places:
        return path, f"places = [{name}]\n{text}"
    if path.name == FILE and listed:
        return path, f"{text[: listed.end(1)].rstrip().rstrip(',')}, {name}{text[listed.end(1) :]}"
    raise typer.BadParameter(
        f"the article does not use {target} yet. Add {name} to the list `places` in {path}.", param_hint="--to"
    )
