"""`storymap check`: list what to look at before an article is published."""

from __future__ import annotations

from typing import TYPE_CHECKING

import typer

from storymap.cli.arguments import ArticleArgument, HomeOption, ImagesOption, ItemOption, LanguageOption, PlacesOption
from storymap.cli.messages import warn
from storymap.cli.sources import open_source
from storymap.urls import has_scheme

if TYPE_CHECKING:
    from storymap.pipeline import Places
    from storymap.source import Source

FOUND = 7  # the exit code if there is something to look at, as with `build --strict`


def check(
    article: ArticleArgument,
    places: PlacesOption = None,
    home: HomeOption = None,
    language: LanguageOption = None,
    images: ImagesOption = None,
    item: ItemOption = None,
) -> None:
    """List what to look at before publishing.

    Lists unresolved places, suggestions, unsure places, entries of places.yaml that match nothing, images that are missing and images
    without alternative text. The exit code is 7 if there are any.
    """
    from storymap.pipeline import find_places

    source = open_source(article, places=places, home=home, language=language, images=images, item=item)
    found = find_places(source, warn=warn)
    groups = {title: lines for title, lines in problems(found, source).items() if lines}
    for title, lines in groups.items():
        typer.echo(f"{title}:")
        for line in lines:
            typer.echo(f"  {line}")
    if not groups:
        typer.echo("Nothing to check.")
        return
    typer.echo("Decide about places with `storymap review` or `storymap edit`.", err=True)
    raise typer.Exit(FOUND)


def problems(found: Places, source: Source) -> dict[str, list[str]]:
    """Return title -> lines for each group of problems; a group may be empty."""
    from storymap.decisions import decisions, suggested

    listed = decisions(found.article, found.resolutions)
    figures = found.article.figures
    return {
        "Unresolved places": [f"{d.surface} ({', '.join(d.passages[:3])})" for d in listed if d.is_open],
        "Suggestions, possible places that are not on the map": [
            f"{d.surface} ({', '.join(d.passages[:3])}), score {d.confidence:.0%}"
            for d in suggested(found.article, found.suggestions)
        ],
        "Unsure places": [
            f"{d.surface} ({', '.join(d.passages[:3])}): {d.place.name}, confidence {d.confidence:.0%}"
            for d in listed
            if d.place is not None and d.needs_a_look()
        ],
        "Entries of places.yaml": list(found.unused),
        "Missing images": [
            f.source
            for f in figures
            if not f.content and not has_scheme(f.source) and source.image_file(f.source) is None
        ],
        "Images without alternative text": [f.source for f in figures if not f.alt.strip()],
    }
