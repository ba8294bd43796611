"""`storymap build`."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from storymap.cli.arguments import ArticleArgument, beside, spare
from storymap.cli.progress import Stages


def build(
    article: ArticleArgument,
    output: Annotated[
        Path | None,
        typer.Option(
            "--output", "-o", help="Where the page goes. Default: beside the article, with .html.", show_default=False
        ),
    ] = None,
    title: Annotated[str | None, typer.Option(help="The title, if not the article's own.", show_default=False)] = None,
    places: Annotated[
        Path | None,
        typer.Option(help="The editor's places.yaml. Default: the one beside the article.", show_default=False),
    ] = None,
    home: Annotated[
        str | None,
        typer.Option(
            help='Where the outlet is at home ("Waco, Texas"): decides between namesakes.', show_default=False
        ),
    ] = None,
    language: Annotated[
        str | None, typer.Option(help="The article's language, such as en or de.", show_default=False)
    ] = None,
    keep_boilerplate: Annotated[
        bool,
        typer.Option(
            "--keep-boilerplate", help="Keep what a newspaper's page says after the article (subscribe, share…)."
        ),
    ] = False,
    online: Annotated[
        str | None,
        typer.Option(
            metavar="E-MAIL",
            help="Ask OpenStreetMap's Nominatim for names we do not know; it wants your e-mail address.",
            show_default=False,
        ),
    ] = None,
) -> None:
    """Make the story map of an article: one HTML file that needs no network."""
    from storymap.cli.summary import summary
    from storymap.geocode import nominatim
    from storymap.story import build as build_story

    stages = Stages()
    goal = output or beside(article, ".html")
    if goal.is_dir():
        goal = goal / beside(article, ".html").name
    spare(article, goal)
    story_map = build_story(
        article,
        title=title,
        language=language,
        home=home,
        places=places,
        keep_boilerplate=keep_boilerplate,
        geocoder=nominatim(online, warn=lambda message: typer.echo(f"storymap: {message}", err=True))
        if online
        else None,
        progress=stages,
    )
    path = story_map.save(goal)
    stages.done()
    typer.echo(summary(story_map.story, path), err=True)
