"""`storymap edit`: the page beside an inspector in the browser; changes are written to places.yaml."""

from __future__ import annotations

from storymap.cli.arguments import (
    ArticleArgument,
    CssOption,
    HomeOption,
    LanguageOption,
    NoBrowserOption,
    OnlineSearchOption,
    PlacesOption,
    PortOption,
    ThemeOption,
    TitleOption,
)
from storymap.cli.messages import warn
from storymap.cli.styles import read_styles


def edit(
    article: ArticleArgument,
    places: PlacesOption = None,
    home: HomeOption = None,
    title: TitleOption = None,
    language: LanguageOption = None,
    theme: ThemeOption = "paper",
    css: CssOption = None,
    online: OnlineSearchOption = None,
    port: PortOption = 0,
    no_browser: NoBrowserOption = False,
) -> None:
    """Edit places in the browser.

    Shows the page beside an inspector. Every change is written to places.yaml at once.
    """
    from storymap.cli.serve import serve
    from storymap.edit import require
    from storymap.edit.session import EditSession
    from storymap.geocode import open_nominatim
    from storymap.render.options import PageOptions
    from storymap.source import Source

    require()
    read_styles(css, theme)  # check only: the session reads the file again whenever it changes
    session = EditSession(
        Source(article, title, language, home, places),
        page=PageOptions(theme=theme),
        css=css,
        search_geocoder=open_nominatim(online, warn=warn) if online else None,
    )
    about = f"Changes are written to {session.places_path}."
    serve(session, edits=True, theme=theme, port=port, browser=not no_browser, about=about)
