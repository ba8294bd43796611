"""`storymap build`."""

from __future__ import annotations

import typer

from storymap.cli.arguments import (
    ArticleArgument,
    BoilerplateOption,
    CanonicalOption,
    CompanionOption,
    CssOption,
    FetchImagesOption,
    HomeOption,
    LanguageOption,
    MinConfidenceOption,
    NoBrowserOption,
    OembedOption,
    OnlineOption,
    PageOption,
    PlacesOption,
    PortOption,
    ShareImageOption,
    StrictOption,
    ThemeOption,
    TilesCreditOption,
    TilesOption,
    TitleOption,
    WatchOption,
)
from storymap.cli.messages import warn
from storymap.cli.output import output_path
from storymap.cli.page_files import PageFiles
from storymap.cli.progress import Stages
from storymap.cli.styles import read_styles


def build(
    article: ArticleArgument,
    output: PageOption = None,
    title: TitleOption = None,
    places: PlacesOption = None,
    home: HomeOption = None,
    language: LanguageOption = None,
    keep_boilerplate: BoilerplateOption = False,
    online: OnlineOption = None,
    strict: StrictOption = False,
    min_confidence: MinConfidenceOption = None,
    theme: ThemeOption = "paper",
    css: CssOption = None,
    canonical: CanonicalOption = "",
    share_image: ShareImageOption = False,
    tiles: TilesOption = "",
    tiles_credit: TilesCreditOption = "",
    companion: CompanionOption = False,
    oembed: OembedOption = False,
    fetch_images: FetchImagesOption = False,
    watch: WatchOption = False,
    port: PortOption = 0,
    no_browser: NoBrowserOption = False,
) -> None:
    """Build the story map of an article.

    Writes one HTML file that works offline.
    """
    from storymap.geocode import open_nominatim
    from storymap.pipeline import build_map
    from storymap.render.options import tiles_of
    from storymap.source import Source

    stages = Stages()
    page = output_path(article, output, ".html")
    if oembed and not canonical:
        raise typer.BadParameter("requires --canonical URL.", param_hint="--oembed")
    files = PageFiles(page, canonical, share_image, companion, oembed, strict, min_confidence)
    options = files.options(theme, read_styles(css, theme), tiles_of(tiles, tiles_credit) if tiles else None)
    source = Source(article, title, language, home, places, keep_boilerplate, fetch_images)
    geocoder = open_nominatim(online, warn=warn) if online else None
    if watch:
        from storymap.cli.watch import watch as watch_article

        watch_article(source, files, options, stages, css=css, geocoder=geocoder, port=port, browser=not no_browser)
        return
    story_map = build_map(source, geocoder=geocoder, page=options, warn=warn, progress=stages)
    files.write(story_map, story_map.html(), stages)
