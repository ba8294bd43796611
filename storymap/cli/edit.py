"""`storymap edit`: the page in the browser beside an inspector; every change goes into places.yaml."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from storymap.cli.arguments import (
    ArticleArgument,
    BrowserOption,
    HomeOption,
    LanguageOption,
    PlacesOption,
    PortOption,
    TitleOption,
)


def edit(
    article: ArticleArgument,
    places: PlacesOption = None,
    home: HomeOption = None,
    title: TitleOption = None,
    language: LanguageOption = None,
    theme: Annotated[str, typer.Option(help="The page's colours: paper, slate or contrast.")] = "paper",
    css: Annotated[
        Path | None, typer.Option(help="Your own styles, after the page's; they may load nothing.", show_default=False)
    ] = None,
    online: Annotated[
        str | None,
        typer.Option(
            metavar="E-MAIL",
            help="Lets you search OpenStreetMap's Nominatim, too; it wants your e-mail address.",
            show_default=False,
        ),
    ] = None,
    port: PortOption = 0,
    no_browser: BrowserOption = False,
) -> None:
    """Decide in the browser.

    The page beside an inspector; every change goes into places.yaml at once.
    """
    from storymap.cli.messages import warn
    from storymap.cli.serve import serve
    from storymap.cli.styles import read_styles
    from storymap.edit import require
    from storymap.edit.session import EditSession
    from storymap.geocode import open_nominatim
    from storymap.render.options import PageOptions
    from storymap.source import Source

    require()
    read_styles(css, theme)
    session = EditSession(
        Source(article, title, language, home, places),
        page=PageOptions(theme=theme),
        css=css,
        search_geocoder=open_nominatim(online, warn=warn) if online else None,
    )
    serve(
        session,
        edits=True,
        theme=theme,
        port=port,
        browser=not no_browser,
        about=f"Changes go into {session.places_path}.",
    )
