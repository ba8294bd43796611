"""`storymap init`: create places.yaml for an article, or update it after the article changed."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from storymap.cli.arguments import (
    ArticleFileArgument,
    HomeOption,
    ImagesOption,
    ItemOption,
    LanguageOption,
    PlacesOption,
)
from storymap.cli.messages import warn
from storymap.cli.sources import open_source
from storymap.wording.english import counted

if TYPE_CHECKING:
    from storymap.overrides.draft import DraftReport

MAX_NAMES = 6  # maximum number of names that a line of the summary lists


def init(
    article: ArticleFileArgument,
    places: PlacesOption = None,
    home: HomeOption = None,
    language: LanguageOption = None,
    images: ImagesOption = None,
    item: ItemOption = None,
) -> None:
    """Create places.yaml, or add new places to it.

    Writes an entry for each place, with the other candidates as comments. Existing lines are kept.
    """
    from storymap.overrides import PlacesFile
    from storymap.overrides.draft import draft
    from storymap.pipeline import english_phrases, find_places
    from storymap.read import is_address

    source = open_source(article, places=places, home=home, language=language, images=images, item=item, editing=True)
    path = source.places_path
    is_new = not path.exists()
    found = find_places(source, warn=warn)
    places_file = PlacesFile.open(path, source.name)
    places_file.make_schema_portable()
    shared = {layer.path.name for layer in source.shared_layers()} | {
        str(layer.path) for layer in source.shared_layers()
    }
    own = [r for r in found.resolutions if r.reason.code != "override" or r.reason.params.get("file") not in shared]
    report = draft(places_file, found.article, own, english_phrases())
    places_file.save()
    typer.echo(summary(path, report, is_new=is_new), err=True)
    if is_address(article) and places is None:
        typer.echo(f"  the article is a URL: pass --places {path} to the other commands", err=True)


def summary(path: Path, report: DraftReport, *, is_new: bool) -> str:
    """Return lines that say what was written and what to do next."""
    number = counted(len(report.added), "place")
    parts = [f"{number} written" if is_new else f"{number} added{_listed(report.added)}"]
    parts += [f"{len(report.unsure)} unsure{_listed(report.unsure)}"] if report.unsure else []
    parts += [f"{len(report.unresolved)} unresolved{_listed(report.unresolved)}"] if report.unresolved else []
    lines = [f"{path}: {', '.join(parts)}"]
    if not is_new:
        lines.append(f"  {counted(report.kept, 'existing entry', 'existing entries')} kept")
    for names, what in (
        (report.missing, "not in the article, marked with a comment"),
        (report.restored, "in the article again, comment removed"),
        (report.changed, "suggestion changed"),
    ):
        if names:
            lines.append(f"  {what}: {', '.join(names)}")
    if is_new:
        lines.append("  to choose another candidate, remove the # before its id, or use `storymap review`")
    return "\n".join(lines)


def _listed(names: Sequence[str]) -> str:
    """Return names in parentheses, such as " (Milan, Tokyo)", or "" if there are no names."""
    shown = ", ".join(names[:MAX_NAMES]) + (", …" if len(names) > MAX_NAMES else "")
    return f" ({shown})" if names else ""
