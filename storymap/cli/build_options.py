"""The options of `storymap build` in one object, used for one article and for several."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from storymap.cli.page_files import PageFiles
from storymap.cli.sources import check_ground, check_url, open_source, with_ground
from storymap.cli.styles import Styles, read_styles

if TYPE_CHECKING:
    from storymap.config import Config
    from storymap.read.origin import Content
    from storymap.render.options import PageOptions, Tiles
    from storymap.source import Source


@dataclass(frozen=True, slots=True)
class BuildOptions:
    """Options that were given on the command line.

    An attribute is None if the command line does not contain the option. The value then comes from the article or from
    storymap.toml.
    """

    title: str | None = None
    places: tuple[Path, ...] = ()
    home: str | None = None
    language: str | None = None
    images: Path | None = None
    item: int | None = None
    keep_boilerplate: bool | None = None
    fetch_images: bool | None = None
    theme: str | None = None
    css: Path | None = None
    canonical: str = ""
    share_image: bool = False
    tiles: str = ""
    tiles_credit: str = ""
    companion: bool = False
    oembed: bool = False
    strict: bool = False
    min_confidence: float | None = None
    verbose: bool = False
    content: Content | None = None  # content of standard input
    strict_all: bool = False  # whether `strict` also counts suggestions as problems
    no_share_image: bool = False
    ground: str | None = None  # the archive of streets: a path, or a URL
    online: bool = False  # whether the archive of streets may be on the web
    # Whether the whole folder is published: the index lists all of its pages, and decisions are stored for `storymap
    # diff`.
    publishes: bool = False
    relief: str | None = None  # "on" or "off"

    def source(self, article: str) -> Source:
        """Return the Source of an article. The Source uses these options."""
        source = open_source(
            article,
            title=self.title,
            language=self.language,
            home=self.home,
            places=self.places,
            images=self.images,
            item=self.item,
            keep_boilerplate=self.keep_boilerplate,
            fetch_images=self.fetch_images,
            content=self.content,
        )
        return with_ground(source, self.ground, online=self.online)

    def files(self, page: Path, canonical: str) -> PageFiles:
        """Return the files of a page that will be published at `canonical`.

        Raise a usage error if --oembed is given without --canonical, or --canonical is not a URL.
        """
        if self.canonical:
            check_url(self.canonical, "--canonical")
        if self.oembed and not canonical:
            raise typer.BadParameter("requires --canonical URL.", param_hint="--oembed")
        if self.share_image and self.no_share_image:
            raise typer.BadParameter("cannot be used with --share-image.", param_hint="--no-share-image")
        return PageFiles(
            page,
            canonical,
            self.share_image or self._shares_image(canonical),
            self.companion,
            self.oembed,
            self.strict,
            self.min_confidence,
            self.verbose,
            self.strict_all,
        )

    def _shares_image(self, canonical: str) -> bool:
        """Return whether a page gets an image for social networks although the option for this image was not given.

        Social networks need the URL of the image, which is only known if the URL of the page is known.
        """
        if not canonical or self.no_share_image:
            return False
        from storymap.embed.share_image import can_write_png

        return can_write_png()

    def check(self) -> None:
        """Raise a usage error or PageError if an option would be invalid for every article."""
        self.files(Path("story.html"), self.canonical)
        check_ground(self.ground, online=self.online)
        self._tiles()

    def styles(self, config: Config) -> Styles:
        """Return the styles of the pages, including the settings of storymap.toml."""
        return read_styles(self.css, self.theme, config, self.relief)

    def page_options(self, files: PageFiles, styles: Styles) -> PageOptions:
        """Return the options of a page. Raise PageError if the map tiles are invalid."""
        return files.options(styles, self._tiles())

    def _tiles(self) -> Tiles | None:
        from storymap.render.options import tiles_of

        return tiles_of(self.tiles, self.tiles_credit) if self.tiles else None
