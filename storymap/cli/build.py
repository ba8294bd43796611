"""`storymap build`: build the story map of one article or of several."""

from __future__ import annotations

from typing import TYPE_CHECKING

import typer

from storymap.cli.arguments import (
    ArticlesArgument,
    BoilerplateOption,
    CanonicalOption,
    CompanionOption,
    CssOption,
    FetchImagesOption,
    GroundOption,
    HomeOption,
    ImagesOption,
    ItemOption,
    LanguageOption,
    MinConfidenceOption,
    NoBrowserOption,
    NoShareImageOption,
    OembedOption,
    OnlineOption,
    PageOption,
    PlacesOption,
    PortOption,
    ReliefOption,
    ShareImageOption,
    StrictAllOption,
    StrictOption,
    ThemeOption,
    TilesCreditOption,
    TilesOption,
    TitleOption,
    VerboseOption,
    WatchOption,
)
from storymap.cli.build_options import BuildOptions
from storymap.cli.messages import warn
from storymap.cli.output import STDIN, check_outputs, check_page_suffix, inputs_of, is_folder, output_path
from storymap.cli.progress import Stages
from storymap.cli.sources import given, read_stdin
from storymap.errors import SeveralArticlesError

if TYPE_CHECKING:
    from storymap.ports import Geocoder


def build(
    context: typer.Context,
    articles: ArticlesArgument,
    output: PageOption = None,
    title: TitleOption = None,
    places: PlacesOption = None,
    home: HomeOption = None,
    language: LanguageOption = None,
    keep_boilerplate: BoilerplateOption = False,
    online: OnlineOption = None,
    strict: StrictOption = False,
    strict_all: StrictAllOption = False,
    min_confidence: MinConfidenceOption = None,
    theme: ThemeOption = "paper",
    css: CssOption = None,
    canonical: CanonicalOption = "",
    share_image: ShareImageOption = False,
    no_share_image: NoShareImageOption = False,
    tiles: TilesOption = "",
    tiles_credit: TilesCreditOption = "",
    relief: ReliefOption = "on",
    companion: CompanionOption = False,
    oembed: OembedOption = False,
    fetch_images: FetchImagesOption = False,
    ground: GroundOption = None,
    watch: WatchOption = False,
    port: PortOption = 0,
    no_browser: NoBrowserOption = False,
    images: ImagesOption = None,
    item: ItemOption = None,
    verbose: VerboseOption = False,
) -> None:
    """Build the story map of an article, or of several.

    Writes one HTML file that works offline; for several articles, one file each and an index page.
    """
    options = BuildOptions(
        title,
        tuple(places or ()),
        home,
        language,
        images,
        item,
        given(context, "keep_boilerplate", keep_boilerplate),
        given(context, "fetch_images", fetch_images),
        given(context, "theme", theme),
        css,
        canonical,
        share_image,
        tiles,
        tiles_credit,
        companion,
        oembed,
        strict or strict_all,
        min_confidence,
        verbose,
        read_stdin() if articles == [STDIN] and not watch else None,
        strict_all,
        no_share_image,
        ground=ground,
        online=online is not None,
        relief=given(context, "relief", relief),
    )
    _dispatch(articles, output, options, online, watch=(port, not no_browser) if watch else None)


def _dispatch(
    articles: list[str],
    output: str | None,
    options: BuildOptions,
    online: str | None,
    *,
    watch: tuple[int, bool] | None,
) -> None:
    """Build one article or several. A single input file can also contain several articles.

    `online` is the e-mail address for the online geocoder. `watch` contains the port of the server and whether to open
    the browser.
    """
    from storymap.cli.several.inputs import is_pattern

    geocoder = None
    if online:
        from storymap.geocode import open_nominatim

        geocoder = open_nominatim(online, warn=warn)
    if len(articles) == 1 and not is_pattern(articles[0]):
        try:
            return _build_one(articles[0], output, options, geocoder, watch=watch)
        except SeveralArticlesError as error:
            if watch or output is None or not is_folder(output):
                raise type(error)(f"{error} Or build all of them with -o FOLDER/.") from error
    if watch:
        raise typer.BadParameter("requires a single article.", param_hint="--watch")
    from storymap.cli.several.build import build_many

    code = build_many(articles, output, options, geocoder)
    if code:
        raise typer.Exit(code)
    return None


def _build_one(
    article: str,
    output: str | None,
    options: BuildOptions,
    geocoder: Geocoder | None,
    *,
    watch: tuple[int, bool] | None,
) -> None:
    """Build one article. `watch` contains the port of the server and whether to open the browser.

    Raise SeveralArticlesError if the file has several articles and no option chooses one.
    """
    from storymap.pipeline import build_map

    stages = Stages()
    check_page_suffix(output)
    page = output_path(article, output, ".html")
    files = options.files(page, options.canonical)
    if watch and article == STDIN:
        raise typer.BadParameter("requires a file or a URL, not standard input.", param_hint="--watch")
    source = options.source(article)
    styles = options.styles(source.config)
    page_options = options.page_options(files, styles)
    check_outputs(files.all, [*inputs_of(source), styles.path])
    if watch:
        from storymap.cli.watch import watch as watch_article

        port, browser = watch
        css = styles.path
        watch_article(source, files, page_options, stages, css=css, geocoder=geocoder, port=port, browser=browser)
        return
    story_map = build_map(source, geocoder=geocoder, page=page_options, warn=warn, progress=stages)
    files.write(story_map, story_map.html(), stages)
