"""`storymap init`: the first places.yaml of an article, and what is new in it after the article has changed."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from storymap.cli.arguments import ArticleArgument, HomeOption, PlacesOption

if TYPE_CHECKING:
    from storymap.overrides.draft import DraftReport

_NAMED = 6


def init(article: ArticleArgument, places: PlacesOption = None, home: HomeOption = None) -> None:
    """Write a first places.yaml, or add what is new.

    Each place with our choice, and the runners-up as comments ready to be chosen; what stands there is kept to the letter.
    """
    from storymap.overrides import PlacesFile
    from storymap.overrides.draft import draft
    from storymap.pipeline import english_phrases, find_places
    from storymap.read import is_address
    from storymap.source import Source

    path = Source(article, places=places).places_path
    source = Source(article, places=path if path.exists() else None, home=home)
    found = find_places(source)
    sheet = PlacesFile.open(path, source.name)
    is_new = not path.exists()
    drafted = draft(sheet, found.article, found.resolutions, english_phrases())
    sheet.save()
    typer.echo(told(path, drafted, is_new=is_new), err=True)
    if is_address(article) and places is None:
        typer.echo(f"  the article is an address: name this file to the other commands with --places {path}", err=True)


def told(path: Path, drafted: DraftReport, *, is_new: bool) -> str:
    """What was done, and what to do next."""
    parts = [_named(len(drafted.added), "place", "added" if not is_new else "written", () if is_new else drafted.added)]
    if drafted.unsure:
        parts.append(_named(len(drafted.unsure), "", "unsure", drafted.unsure))
    if drafted.unresolved:
        parts.append(_named(len(drafted.unresolved), "", "not on the map", drafted.unresolved))
    lines = [f"{path}: {', '.join(parts)}"]
    if not is_new:
        lines.append(f"  all that stood there is kept ({drafted.kept} {'entry' if drafted.kept == 1 else 'entries'})")
    for names, what in (
        (drafted.missing, "not in the article any more: marked"),
        (drafted.restored, "back in the article: the mark is gone"),
        (drafted.changed, "we suggest another place now"),
    ):
        if names:
            lines.append(f"  {what}: {', '.join(names)}")
    if is_new:
        lines.append("  take away the # of a line to choose it; `storymap review` asks one by one")
    return "\n".join(lines)


def _named(number: int, noun: str, what: str, names: Sequence[str]) -> str:
    shown = ", ".join(names[:_NAMED]) + (", …" if len(names) > _NAMED else "")
    counted = f"{number} {noun}{'s' if noun and number != 1 else ''}".strip()
    return f"{counted} {what}" + (f" ({shown})" if names else "")
