"""`storymap build`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated
from urllib.parse import quote, urljoin

import typer

from storymap.cli.arguments import (
    ArticleArgument,
    BoilerplateOption,
    HomeOption,
    LanguageOption,
    PlacesOption,
    TitleOption,
    beside,
    spare,
)
from storymap.cli.edit import BrowserOption, PortOption
from storymap.cli.progress import Stages
from storymap.render.themes import own_colours, themes

if TYPE_CHECKING:
    from storymap.pipeline import StoryMap

OEMBED = ".oembed.json"  # beside the page, under its name


def build(
    article: ArticleArgument,
    output: Annotated[
        Path | None,
        typer.Option(
            "--output", "-o", help="Where the page goes. Default: beside the article, with .html.", show_default=False
        ),
    ] = None,
    title: TitleOption = None,
    places: PlacesOption = None,
    home: HomeOption = None,
    language: LanguageOption = None,
    keep_boilerplate: BoilerplateOption = False,
    online: Annotated[
        str | None,
        typer.Option(
            metavar="E-MAIL",
            help="Ask OpenStreetMap's Nominatim for names we do not know; it wants your e-mail address.",
            show_default=False,
        ),
    ] = None,
    strict: Annotated[
        bool,
        typer.Option(
            "--strict", help="Write nothing, and exit with 7, when a decision is open or unsure: for build servers."
        ),
    ] = False,
    min_confidence: Annotated[
        float | None,
        typer.Option(
            min=0, max=1, metavar="0–1", help="The same for decisions below this confidence.", show_default=False
        ),
    ] = None,
    theme: Annotated[str, typer.Option(help="The page's colours: paper, slate or contrast.")] = "paper",
    css: Annotated[
        Path | None, typer.Option(help="Your own styles, after the page's; they may load nothing.", show_default=False)
    ] = None,
    canonical: Annotated[
        str, typer.Option(metavar="URL", help="The address the page will be published at.", show_default=False)
    ] = "",
    share_image: Annotated[
        bool, typer.Option("--share-image", help="Write the image that social networks show beside the page (PNG).")
    ] = False,
    tiles: Annotated[
        str,
        typer.Option(
            metavar="URL|osm",
            help="Online tiles for readers who zoom in (https://…/{z}/{x}/{y}.png).",
            show_default=False,
        ),
    ] = "",
    tiles_credit: Annotated[str, typer.Option(help="Whom the tiles are from.", show_default=False)] = "",
    companion: Annotated[
        bool,
        typer.Option(
            "--companion",
            help="Let the text of your own post lead the map: writes companion.js beside the page, see `storymap embed`.",
        ),
    ] = False,
    oembed: Annotated[
        bool, typer.Option("--oembed", help="Write the page's oEmbed document beside it; wants --canonical.")
    ] = False,
    fetch_images: Annotated[
        bool, typer.Option("--fetch-images", help="Fetch the article's remote images and put them into the page.")
    ] = False,
    watch: Annotated[
        bool,
        typer.Option("--watch", help="Show the page in the browser, and make it again whenever something changes."),
    ] = False,
    port: PortOption = 0,
    no_browser: BrowserOption = False,
) -> None:
    """Make the story map of an article.

    One HTML file that needs no network.
    """
    from storymap.cli.strict import check
    from storymap.cli.summary import summary
    from storymap.files import write_atomically
    from storymap.geocode import nominatim
    from storymap.pipeline import build_map
    from storymap.render.options import PageOptions, tiles_of
    from storymap.source import Source

    stages = Stages()
    goal = output or beside(article, ".html")
    if goal.is_dir():
        goal = goal / beside(article, ".html").name
    spare(article, goal)
    card = goal.with_suffix(".png")
    if oembed and not canonical:
        raise typer.BadParameter("tell with --canonical where the page will be", param_hint="--oembed")
    options = PageOptions(
        theme=theme,
        css=styles(css, theme),
        canonical=canonical,
        tiles=tiles_of(tiles, tiles_credit) if tiles else None,
        share_image=urljoin(canonical, quote(card.name)) if share_image and canonical else "",
        companion=companion,
        oembed=urljoin(canonical, quote(goal.with_suffix(OEMBED).name)) if oembed else "",
    )
    geocoder = nominatim(online, warn=warn) if online else None

    def deliver(story_map: StoryMap, html: str, again: bool = False) -> None:
        """Writes all that was asked for, and says what came of it; `again`: in few words."""
        if strict or min_confidence is not None:
            check(story_map.story, strict=strict, least=min_confidence)
        path = write_atomically(goal, html)
        if share_image:
            write_atomically(card, story_map.share_image())
        beside_it = _beside(path, story_map.story.article.byline, companion=companion, oembed=oembed)
        stages.done()
        told = summary(story_map.story, path)
        typer.echo(told.partition("\n")[0] if again else told, err=True)
        for line in beside_it:
            typer.echo(f"  {line}", err=True)
        if share_image:
            needs = "" if canonical else "; the page names it once --canonical says where the page will be"
            typer.echo(f"  {card}: the image for social networks{needs}", err=True)

    source = Source(article, title, language, home, places, keep_boilerplate, fetch_images)
    if watch:
        from storymap.cli.watch import watch as watch_article

        watch_article(
            source, deliver, theme=theme, port=port, browser=not no_browser, geocoder=geocoder, page=options, css=css,
        )  # fmt: skip
        return
    story_map = build_map(source, geocoder=geocoder, page=options, warn=warn, progress=stages)
    deliver(story_map, story_map.html())


def _beside(page: Path, byline: str, *, companion: bool, oembed: bool) -> list[str]:
    """Writes what belongs beside the page for those who embed it, and says so."""
    from storymap.embed.loader import FILE, loader
    from storymap.embed.oembed import oembed_json
    from storymap.embed.page_info import finished
    from storymap.files import write_atomically

    lines = []
    if companion:
        script = write_atomically(page.with_name(FILE), loader())
        lines.append(f"{script}: lets a post lead the map; `storymap embed {page}` prints what goes into the post")
    if oembed:
        document = write_atomically(page.with_suffix(OEMBED), oembed_json(finished(page), author=byline))
        lines.append(f"{document}: publish it beside the page, and its address alone embeds it")
    return lines


def warn(message: object) -> None:
    """Something that the editor should know, and that ends nothing."""
    typer.echo(f"storymap: {message}", err=True)


def styles(path: Path | None, theme: str) -> str:
    """The editor's styles; wrong usage: no such file, or no such theme. What becomes hard to read is warned of."""
    if theme not in themes():
        raise typer.BadParameter(f"{theme} is none of {', '.join(themes())}", param_hint="--theme")
    if path is None:
        return ""
    try:
        css = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise typer.BadParameter(f"{path} cannot be read: {error}", param_hint="--css") from error
    for complaint in own_colours(theme, css):
        warn(f"{path.name}: hard to read, {complaint}")
    return css
