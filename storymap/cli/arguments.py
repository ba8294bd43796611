"""Arguments and options that commands share, so that one name has one help text."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

ArticleArgument = Annotated[
    str,
    typer.Argument(
        metavar="ARTICLE",
        help="The article: a file (.txt, .md, .html, .docx) or the address of a page (https://…).",
        show_default=False,
    ),
]
OptionalArticleArgument = Annotated[
    str | None,
    typer.Argument(
        help="The article: a file (.txt, .md, .html, .docx) or the address of a page; not needed with --formats.",
        show_default=False,
    ),
]

# How the article is read.
PlacesOption = Annotated[
    Path | None,
    typer.Option("--places", help="The editor's places.yaml. Default: the one beside the article.", show_default=False),
]
HomeOption = Annotated[
    str | None,
    typer.Option(help='Where the outlet is at home ("Waco, Texas"): decides between namesakes.', show_default=False),
]
TitleOption = Annotated[
    str | None, typer.Option("--title", help="The title, if not the article's own.", show_default=False)
]
LanguageOption = Annotated[
    str | None, typer.Option("--language", help="The article's language, such as en or de.", show_default=False)
]
BoilerplateOption = Annotated[
    bool,
    typer.Option("--keep-boilerplate", help="Keep what a newspaper's page says after the article (subscribe, share…)."),
]
OnlineOption = Annotated[
    str | None,
    typer.Option(
        "--online",
        metavar="E-MAIL",
        help="Ask OpenStreetMap's Nominatim for names we do not know; it wants your e-mail address.",
        show_default=False,
    ),
]
OnlineSearchOption = Annotated[
    str | None,
    typer.Option(
        "--online",
        metavar="E-MAIL",
        help="Lets you search OpenStreetMap's Nominatim, too; it wants your e-mail address.",
        show_default=False,
    ),
]

# What the page looks like and what is written beside it.
PageOption = Annotated[
    Path | None,
    typer.Option(
        "--output", "-o", help="Where the page goes. Default: beside the article, with .html.", show_default=False
    ),
]
ThemeOption = Annotated[str, typer.Option("--theme", help="The page's colours: paper, slate or contrast.")]
CssOption = Annotated[
    Path | None,
    typer.Option("--css", help="Your own styles, after the page's; they may load nothing.", show_default=False),
]
CanonicalOption = Annotated[
    str,
    typer.Option("--canonical", metavar="URL", help="The address the page will be published at.", show_default=False),
]
ShareImageOption = Annotated[
    bool, typer.Option("--share-image", help="Write the image that social networks show beside the page (PNG).")
]
TilesOption = Annotated[
    str,
    typer.Option(
        "--tiles",
        metavar="URL|osm",
        help="Online tiles for readers who zoom in (https://…/{z}/{x}/{y}.png).",
        show_default=False,
    ),
]
TilesCreditOption = Annotated[str, typer.Option("--tiles-credit", help="Whom the tiles are from.", show_default=False)]
CompanionOption = Annotated[
    bool,
    typer.Option(
        "--companion",
        help="Let the text of your own post lead the map: writes companion.js beside the page, see `storymap embed`.",
    ),
]
OembedOption = Annotated[
    bool, typer.Option("--oembed", help="Write the page's oEmbed document beside it; wants --canonical.")
]
FetchImagesOption = Annotated[
    bool, typer.Option("--fetch-images", help="Fetch the article's remote images and put them into the page.")
]

# Which pages are refused.
StrictOption = Annotated[
    bool,
    typer.Option(
        "--strict", help="Write nothing, and exit with 7, when a decision is open or unsure: for build servers."
    ),
]
MinConfidenceOption = Annotated[
    float | None,
    typer.Option(
        "--min-confidence",
        min=0,
        max=1,
        metavar="0–1",
        help="The same for decisions below this confidence.",
        show_default=False,
    ),
]

# The local server of `edit` and `build --watch`.
WatchOption = Annotated[
    bool, typer.Option("--watch", help="Show the page in the browser, and make it again whenever something changes.")
]
PortOption = Annotated[
    int,
    typer.Option("--port", min=0, max=65535, help="The port on this machine to listen at; 0: any that is free."),
]
NoBrowserOption = Annotated[bool, typer.Option("--no-browser", help="Only print the address; open no browser.")]

# Formats.
JsonOption = Annotated[bool, typer.Option("--json", help="As a JSON document.")]
FormatOption = Annotated[
    str, typer.Option("--format", "-f", metavar="FORMAT", help="The format; --formats lists them.")
]
FormatsOption = Annotated[
    bool, typer.Option("--formats", help="List the formats: what each keeps, what it drops, what opens it.")
]
ExportOption = Annotated[
    Path | None,
    typer.Option(
        "--output",
        "-o",
        help="Where the file goes; - for standard output. Default: beside the article.",
        show_default=False,
    ),
]
AreasOption = Annotated[
    bool, typer.Option("--areas/--no-areas", help="With the outlines of areas, or with points alone.")
]
