"""Arguments and options of the commands, defined once so that an option has the same help text everywhere."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Annotated

import typer

MAX_PORT = 65535
# The suffixes that help texts show: the first one of each format, with the most common formats first. They are written
# out here, because `--help` should not import the readers.
SUFFIXES_HELP = ".txt, .md, .html, .docx, .odt, .rtf, .pdf, .epub, .rss, .srt, .ipynb, .tex, …"


def _confidence(text: str) -> float:
    """Return the confidence that the text contains.

    If the text is not a number between 0 and 1, raise a usage error that shows the text.
    """
    try:
        value = float(text)
    except ValueError:
        value = -1.0
    if not 0 <= value <= 1:
        raise typer.BadParameter(f"{text!r} is not a number between 0 and 1, such as 0.8.")
    return value


def _relief(text: str) -> str:
    """Return the text if it is "on" or "off". Otherwise raise a usage error."""
    if text not in ("on", "off"):
        raise typer.BadParameter(f"{text!r} is neither on nor off.")
    return text


def _port(text: str | int) -> int:
    """Return the port number that the text contains.

    If the text is not a port number, raise a usage error that shows the text.
    """
    if not re.fullmatch(r"[0-9]{1,5}", str(text)) or int(text) > MAX_PORT:
        raise typer.BadParameter(f"{text!r} is not a port number, from 1 to {MAX_PORT}, or 0 for any free port.")
    return int(text)


ArticleArgument = Annotated[
    str,
    typer.Argument(
        metavar="ARTICLE",
        help=f"The article: a file ({SUFFIXES_HELP}), a URL, or - for standard input.",
        show_default=False,
    ),
]
ArticleFileArgument = Annotated[
    str,
    typer.Argument(metavar="ARTICLE", help=f"The article: a file ({SUFFIXES_HELP}) or a URL.", show_default=False),
]
ArticlesArgument = Annotated[
    list[str],
    typer.Argument(
        metavar="ARTICLE",
        help=f"The article: a file ({SUFFIXES_HELP}), a URL, or - for standard input. Several articles need -o FOLDER/.",
        show_default=False,
    ),
]

# How the article is read.
PlacesOption = Annotated[
    list[Path] | None,
    typer.Option(
        "--places",
        metavar="FILE",
        help="The places.yaml to use; may be repeated, later files win. Default: the files of storymap.toml, and "
        "ARTICLE.places.yaml or places.yaml beside the article.",
        show_default=False,
    ),
]
ImagesOption = Annotated[
    Path | None,
    typer.Option(
        "--images",
        metavar="ROOT",
        exists=True,
        file_okay=False,
        help="The folder to which image paths such as /images/a.jpg are relative. Default: the root of the article's site.",
        show_default=False,
    ),
]
ItemOption = Annotated[
    int | None,
    typer.Option(
        "--item",
        metavar="N",
        min=1,
        help="Number of the article to use, if the file has several, such as a feed.",
        show_default=False,
    ),
]
HomeOption = Annotated[
    str | None,
    typer.Option(
        "--home",
        metavar="PLACE",
        help='Where the publisher is based: "Waco, Texas" or coordinates. Helps to choose between places of the same name.',
        show_default=False,
    ),
]
TitleOption = Annotated[
    str | None,
    typer.Option(
        "--title",
        metavar="TEXT",
        help="Title of the story or, for several articles, of the index page. Default: the title of the article.",
        show_default=False,
    ),
]
LanguageOption = Annotated[
    str | None,
    typer.Option(
        "--language",
        metavar="TAG",
        help="Language of the article, such as en or de. Default: detected from the text.",
        show_default=False,
    ),
]
BoilerplateOption = Annotated[
    bool,
    typer.Option(
        "--keep-boilerplate/--no-keep-boilerplate",
        help='Keep passages about the publisher, such as "Subscribe" or "Share".',
    ),
]
OnlineOption = Annotated[
    str | None,
    typer.Option(
        "--online",
        metavar="E-MAIL",
        help="Look up unknown names in OpenStreetMap Nominatim, which requires your e-mail address.",
        show_default=False,
    ),
]
GroundOption = Annotated[
    str | None,
    typer.Option(
        "--ground",
        metavar="FILE",
        help="PMTiles archive with streets for stories of one town or valley; with --online, also a URL.",
        show_default=False,
    ),
]
OnlineSearchOption = Annotated[
    str | None,
    typer.Option(
        "--online",
        metavar="E-MAIL",
        help="Offer to search OpenStreetMap Nominatim, which requires your e-mail address.",
        show_default=False,
    ),
]

# What the page looks like and which files are written beside it.
PageOption = Annotated[
    str | None,
    typer.Option(
        "--output",
        "-o",
        metavar="FILE",
        help="HTML file to write, or a folder (FOLDER/) to write into. Default: beside the article, with the suffix .html.",
        show_default=False,
    ),
]
ThemeOption = Annotated[
    str, typer.Option("--theme", metavar="NAME", help="Colour theme of the page: paper, slate or contrast.")
]
CssOption = Annotated[
    Path | None,
    typer.Option(
        "--css",
        metavar="FILE",
        help="Style sheet to add after the styles of the page. It must not load other files.",
        show_default=False,
    ),
]
CanonicalOption = Annotated[
    str,
    typer.Option(
        "--canonical",
        metavar="URL",
        help="URL where the page will be published or, for several articles, URL of the folder (ends in /).",
        show_default=False,
    ),
]
ShareImageOption = Annotated[
    bool,
    typer.Option(
        "--share-image",
        help="Write a preview image for social networks (PNG, 1200 × 630). Default with --canonical.",
    ),
]
NoShareImageOption = Annotated[
    bool, typer.Option("--no-share-image", help="With --canonical: do not write a preview image.")
]
TilesOption = Annotated[
    str,
    typer.Option(
        "--tiles",
        metavar="URL|osm",
        help="Online map tiles for zooming in: osm, or a template such as https://example.org/{z}/{x}/{y}.png.",
        show_default=False,
    ),
]
TilesCreditOption = Annotated[
    str,
    typer.Option(
        "--tiles-credit",
        metavar="TEXT",
        help="Attribution of the map tiles. Required when --tiles is a template.",
        show_default=False,
    ),
]
ReliefOption = Annotated[
    str,
    typer.Option(
        "--relief", parser=_relief, metavar="on|off", help="Shade mountains on maps of a region. Adds up to 27 kB."
    ),
]
CompanionOption = Annotated[
    bool,
    typer.Option(
        "--companion",
        help="Let the text of a blog post drive the map (a guided post). Also writes companion.js; see `storymap embed`.",
    ),
]
OembedOption = Annotated[
    bool, typer.Option("--oembed", help="Also write the oEmbed document of the page. Requires --canonical.")
]
FetchImagesOption = Annotated[
    bool,
    typer.Option(
        "--fetch-images/--no-fetch-images",
        help="Download the remote images of the article and embed them in the page.",
    ),
]

VerboseOption = Annotated[bool, typer.Option("--verbose", help="List what was left out of the article.")]

# Checks that can stop a build.
StrictOption = Annotated[
    bool,
    typer.Option(
        "--strict",
        help="Write nothing and exit with code 7 if a place is unresolved or unsure, an entry of places.yaml "
        "matches nothing, or a name that is probably a place is not on the map. --strict=all includes names that may "
        "be places.",
    ),
]
StrictAllOption = Annotated[bool, typer.Option("--strict-all", hidden=True, help="The same as --strict=all.")]
MinConfidenceOption = Annotated[
    float | None,
    typer.Option(
        "--min-confidence",
        parser=_confidence,
        metavar="0–1",
        help="Write nothing and exit with code 7 if the confidence of a place is below this value.",
        show_default=False,
    ),
]

# The local server of `edit` and `build --watch`.
WatchOption = Annotated[
    bool, typer.Option("--watch", help="Show the page in the browser, and build it again when a file changes.")
]
PortOption = Annotated[
    int,
    typer.Option("--port", parser=_port, metavar="PORT", help="Local port of the server. 0: any free port."),
]
NoBrowserOption = Annotated[bool, typer.Option("--no-browser", help="Print the URL without opening the browser.")]

# Output formats.
JsonOption = Annotated[bool, typer.Option("--json", help="Print a JSON document.")]
FormatOption = Annotated[
    str, typer.Option("--format", "-f", metavar="FORMAT", help="Format to write; --formats lists them.")
]
FormatsOption = Annotated[
    bool, typer.Option("--formats", help="List the formats, what each keeps and drops, and programs that open them.")
]
ExportOption = Annotated[
    str | None,
    typer.Option(
        "--output",
        "-o",
        metavar="FILE",
        help="File or folder (FOLDER/) to write to; - for standard output. Default: beside the article.",
        show_default=False,
    ),
]
AreasOption = Annotated[
    bool, typer.Option("--areas/--no-areas", help="Export areas with their outlines, or only as points.")
]
