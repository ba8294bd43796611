"""`storymap publish`: write the page of an article and everything that belongs to it into the folder of a website."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from storymap.cli.arguments import (
    SUFFIXES_HELP,
    CssOption,
    HomeOption,
    ImagesOption,
    LanguageOption,
    PlacesOption,
    StrictAllOption,
    StrictOption,
    ThemeOption,
    TilesCreditOption,
    TilesOption,
)
from storymap.cli.build_options import BuildOptions
from storymap.cli.several.build import build_many
from storymap.cli.sources import given


def publish(
    context: typer.Context,
    articles: Annotated[
        list[str],
        typer.Argument(
            metavar="ARTICLE",
            help=f"The article: a file ({SUFFIXES_HELP}), a URL, or - for standard input.",
            show_default=False,
        ),
    ],
    to: Annotated[
        Path,
        typer.Option(
            "--to", metavar="FOLDER", help="The folder of the website; created if missing.", show_default=False
        ),
    ],
    canonical: Annotated[
        str,
        typer.Option(
            "--canonical",
            metavar="URL",
            help="URL of the folder on the web (ends in /), also for a single article.",
            show_default=False,
        ),
    ] = "",
    places: PlacesOption = None,
    home: HomeOption = None,
    language: LanguageOption = None,
    theme: ThemeOption = "paper",
    css: CssOption = None,
    tiles: TilesOption = "",
    tiles_credit: TilesCreditOption = "",
    strict: StrictOption = False,
    strict_all: StrictAllOption = False,
    images: ImagesOption = None,
) -> None:
    """Write the pages of articles into the folder of a website.

    Writes the page, companion.js (the script for guided posts) and an index of all pages in the folder; if the packages
    of the extra `image` are installed, also the preview image; with --canonical, also the oEmbed document. Pages that
    are up to date are not changed. `storymap diff FOLDER ARTICLE` lists what has changed in
    an article since it was published.
    """
    from storymap.embed.share_image import can_write_png

    options = BuildOptions(
        places=tuple(places or ()),
        home=home,
        language=language,
        images=images,
        theme=given(context, "theme", theme),
        css=css,
        canonical=canonical,
        share_image=can_write_png(),
        tiles=tiles,
        tiles_credit=tiles_credit,
        companion=True,
        oembed=bool(canonical),
        strict=strict or strict_all,
        strict_all=strict_all,
        publishes=True,
    )
    code = build_many(articles, f"{to}/", options, None)
    if code:
        raise typer.Exit(code)
