"""`storymap edit`: the page in the browser beside an inspector; every change goes into places.yaml."""

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
    """Decide in the browser.

    The page beside an inspector; every change goes into places.yaml at once.
    """
    from storymap.cli.serve import serve
    from storymap.edit import require
    from storymap.edit.session import EditSession
    from storymap.geocode import open_nominatim
    from storymap.render.options import PageOptions
    from storymap.source import Source

    require()
    read_styles(css, theme)  # a mistake ends the command; the session reads the file itself, to follow its changes
    session = EditSession(
        Source(article, title, language, home, places),
        page=PageOptions(theme=theme),
        css=css,
        search_geocoder=open_nominatim(online, warn=warn) if online else None,
    )
    about = f"Changes go into {session.places_path}."
    serve(session, edits=True, theme=theme, port=port, browser=not no_browser, about=about)
