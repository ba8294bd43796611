"""`storymap edit`: show the page beside an editor in the browser, and write changes to places.yaml."""

from __future__ import annotations

import typer

from storymap.cli.arguments import (
    ArticleFileArgument,
    CssOption,
    GroundOption,
    HomeOption,
    ImagesOption,
    ItemOption,
    LanguageOption,
    NoBrowserOption,
    OnlineSearchOption,
    PlacesOption,
    PortOption,
    ThemeOption,
    TilesCreditOption,
    TilesOption,
    TitleOption,
)
from storymap.cli.messages import warn
from storymap.cli.sources import given, open_source, with_ground
from storymap.cli.styles import read_styles


def edit(
    context: typer.Context,
    article: ArticleFileArgument,
    places: PlacesOption = None,
    home: HomeOption = None,
    title: TitleOption = None,
    language: LanguageOption = None,
    theme: ThemeOption = "paper",
    css: CssOption = None,
    online: OnlineSearchOption = None,
    tiles: TilesOption = "",
    tiles_credit: TilesCreditOption = "",
    port: PortOption = 0,
    no_browser: NoBrowserOption = False,
    images: ImagesOption = None,
    item: ItemOption = None,
    ground: GroundOption = None,
) -> None:
    """Edit places in the browser.

    Shows the page beside an editor. Every change is written to places.yaml at once.
    """
    from storymap.cli.serve import serve
    from storymap.edit import require
    from storymap.edit.session import EditSession
    from storymap.geocode import open_nominatim
    from storymap.render.options import PageOptions, tiles_of

    require()
    source = open_source(
        article, title=title, language=language, home=home, places=places, images=images, item=item, editing=True
    )
    source = with_ground(source, ground, online=bool(online))
    styles = read_styles(css, given(context, "theme", theme), source.config)
    session = EditSession(
        source,
        page=PageOptions(
            theme=styles.theme, relief=styles.relief, tiles=tiles_of(tiles, tiles_credit) if tiles else None
        ),
        css=styles.path,  # the session gets the path, because it reads the file again whenever it changes
        search_geocoder=open_nominatim(online, warn=warn) if online else None,
    )
    about = f"Changes are written to {session.places_path}."
    from storymap.edit.server import usual_port  # this import needs the packages that `require` checks

    port = port or usual_port(session.places_path)
    serve(session, edits=True, theme=styles.theme, port=port, browser=not no_browser, about=about)
