"""`storymap build`."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated
from urllib.parse import quote, urljoin

import typer

from storymap.cli.arguments import (
    ArticleArgument,
    BoilerplateOption,
    BrowserOption,
    HomeOption,
    LanguageOption,
    PlacesOption,
    PortOption,
    TitleOption,
    beside,
    spare,
)
from storymap.cli.messages import warn
from storymap.cli.progress import Stages
from storymap.cli.styles import read_styles

if TYPE_CHECKING:
    from storymap.pipeline import StoryMap
    from storymap.render.options import PageOptions

OEMBED = ".oembed.json"  # suffix of the oEmbed document, beside the page


@dataclass(frozen=True, slots=True)
class Delivery:
    """What `build` writes, and the checks that come before."""

    goal: Path
    strict: bool
    min_confidence: float | None
    canonical: str
    share_image: bool
    companion: bool
    oembed: bool

    @property
    def image(self) -> Path:
        """The file of the share image."""
        return self.goal.with_suffix(".png")

    def options(self, *, theme: str, css: str, tiles: str, tiles_credit: str) -> PageOptions:
        """The options of the page, with the addresses of the files beside it."""
        from storymap.render.options import PageOptions, tiles_of

        return PageOptions(
            theme=theme,
            css=css,
            canonical=self.canonical,
            tiles=tiles_of(tiles, tiles_credit) if tiles else None,
            share_image=urljoin(self.canonical, quote(self.image.name)) if self.share_image and self.canonical else "",
            companion=self.companion,
            oembed=urljoin(self.canonical, quote(self.goal.with_suffix(OEMBED).name)) if self.oembed else "",
        )

    def write(self, story_map: StoryMap, html: str, stages: Stages, *, brief: bool = False) -> None:
        """Write the page and the files beside it and print a summary, with `brief` in one line.

        UnresolvedError: a place is unresolved or uncertain, and the user asked for strict checks; nothing is written.
        """
        from storymap.cli.strict import check
        from storymap.cli.summary import summary
        from storymap.files import write_atomically

        if self.strict or self.min_confidence is not None:
            check(story_map.story, strict=self.strict, least=self.min_confidence)
        path = write_atomically(self.goal, html)
        if self.share_image:
            write_atomically(self.image, story_map.share_image())
        lines = _write_beside(path, story_map.story.article.byline, companion=self.companion, oembed=self.oembed)
        if self.share_image:
            hint = "" if self.canonical else "; pass --canonical URL to reference it in the page"
            lines.append(f"{self.image}: image for social networks{hint}")
        stages.done()
        report = summary(story_map.story, path)
        typer.echo(report.partition("\n")[0] if brief else report, err=True)
        for line in lines:
            typer.echo(f"  {line}", err=True)


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
    from storymap.geocode import open_nominatim
    from storymap.pipeline import build_map
    from storymap.source import Source

    stages = Stages()
    goal = output or beside(article, ".html")
    if goal.is_dir():
        goal = goal / beside(article, ".html").name
    spare(article, goal)
    if oembed and not canonical:
        raise typer.BadParameter("requires --canonical URL.", param_hint="--oembed")
    delivery = Delivery(goal, strict, min_confidence, canonical, share_image, companion, oembed)
    options = delivery.options(theme=theme, css=read_styles(css, theme), tiles=tiles, tiles_credit=tiles_credit)
    geocoder = open_nominatim(online, warn=warn) if online else None
    source = Source(article, title, language, home, places, keep_boilerplate, fetch_images)
    if watch:
        from storymap.cli.watch import watch as watch_article

        def deliver(story_map: StoryMap, html: str, again: bool = False) -> None:
            delivery.write(story_map, html, stages, brief=again)

        watch_article(
            source, deliver, theme=theme, port=port, browser=not no_browser, geocoder=geocoder, page=options, css=css,
        )  # fmt: skip
        return
    story_map = build_map(source, geocoder=geocoder, page=options, warn=warn, progress=stages)
    delivery.write(story_map, story_map.html(), stages)


def _write_beside(page: Path, byline: str, *, companion: bool, oembed: bool) -> list[str]:
    """Write the files that embedding needs; returns a line for each."""
    from storymap.embed.loader import FILE, loader
    from storymap.embed.oembed import oembed_json
    from storymap.embed.page_info import finished
    from storymap.files import write_atomically

    lines = []
    if companion:
        script = write_atomically(page.with_name(FILE), loader())
        lines.append(f"{script}: script for a guided post; `storymap embed {page}` prints the code for your post")
    if oembed:
        document = write_atomically(page.with_suffix(OEMBED), oembed_json(finished(page), author=byline))
        lines.append(f"{document}: oEmbed document; publish it beside the page")
    return lines
