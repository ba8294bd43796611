"""The files that `storymap build` writes: the page, its share image, and on request companion.js and the oEmbed document."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import quote, urljoin

import typer

from storymap.cli.progress import Stages

if TYPE_CHECKING:
    from storymap.cli.styles import Styles
    from storymap.render.options import PageOptions, Tiles
    from storymap.results import StoryMap

OEMBED_SUFFIX = ".oembed.json"


@dataclass(frozen=True, slots=True)
class PageFiles:
    """The files of one page. Before they are written, the story is checked as `strict` and `min_confidence` require."""

    page: Path
    canonical: str = ""  # the page's URL
    share_image: bool = False
    companion: bool = False
    oembed: bool = False
    strict: bool = False
    min_confidence: float | None = None
    verbose: bool = False  # whether to list what was left out of the article
    strict_all: bool = False  # whether `strict` also counts suggestions as problems

    @property
    def image_path(self) -> Path:
        return self.page.with_suffix(".png")

    @property
    def oembed_path(self) -> Path:
        return self.page.with_suffix(OEMBED_SUFFIX)

    @property
    def others(self) -> tuple[Path, ...]:
        """The share image and the oEmbed document, if the page has them. No other page uses these files."""
        image = (self.image_path,) if self.share_image else ()
        return (*image, *((self.oembed_path,) if self.oembed else ()))

    @property
    def all(self) -> tuple[Path, ...]:
        """All files of the page."""
        from storymap.embed.loader import FILE

        return (self.page, *self.others, *((self.page.with_name(FILE),) if self.companion else ()))

    def options(self, styles: Styles, tiles: Tiles | None) -> PageOptions:
        """Return the options of the page, with the URLs of the files that are published beside it."""
        from storymap.render.options import PageOptions

        return PageOptions(
            theme=styles.theme,
            css=styles.css,
            relief=styles.relief,
            canonical=self.canonical,
            tiles=tiles,
            share_image=self._url(self.image_path) if self.share_image and self.canonical else "",
            companion=self.companion,
            oembed=self._url(self.oembed_path) if self.oembed else "",
        )

    def write(self, story_map: StoryMap, html: str, stages: Stages, *, brief: bool = False) -> None:
        """Check the story, write the files and print a summary.

        If `brief` is true, print only the first line of the summary.

        If the story fails the check of `strict` or `min_confidence`, write nothing and raise UnresolvedError. Raises
        OutputError if a file cannot be written.
        """
        report, lines = self.save(story_map, html)
        stages.done()
        typer.echo(report.partition("\n")[0] if brief else report, err=True)
        for line in lines:
            typer.echo(f"  {line}", err=True)

    def save(self, story_map: StoryMap, html: str) -> tuple[str, list[str]]:
        """Check the story and write the files.

        Return the summary of the page, and a line about each of the other files.
        """
        from storymap.cli.strict import check
        from storymap.cli.summary import summary
        from storymap.files import write_atomically

        if self.strict or self.min_confidence is not None:
            check(story_map.story, strict=self.strict, least=self.min_confidence, everything=self.strict_all)
        path = write_atomically(self.page, html)
        if self.share_image:
            write_atomically(self.image_path, story_map.share_image())
        lines = self._write_embed_files(story_map.story.article.byline)
        if self.share_image:
            hint = (
                "; publish it beside the page"
                if self.canonical
                else "; pass --canonical URL to reference it in the page"
            )
            lines.append(f"{self.image_path}: image for social networks{hint}")
        return summary(story_map.story, path, verbose=self.verbose), lines

    def _write_embed_files(self, byline: str) -> list[str]:
        """Write companion.js and the oEmbed document if they were requested. Return a line about each written file."""
        from storymap.embed.loader import FILE, loader
        from storymap.embed.oembed import oembed_json
        from storymap.embed.page_info import read_page_info
        from storymap.files import write_atomically

        lines = []
        if self.companion:
            script = write_atomically(self.page.with_name(FILE), loader())
            lines.append(
                f"{script}: script for a guided post; `storymap embed {self.page}` prints the code for your post"
            )
        if self.oembed:
            document = write_atomically(self.oembed_path, oembed_json(read_page_info(self.page), author=byline))
            lines.append(
                f"{document}: oEmbed document; publish it beside the page. Hosts that use it show the story as a slideshow"
            )
        return lines

    def _url(self, path: Path) -> str:
        """Return the URL of a file that is published beside the page."""
        return urljoin(self.canonical, quote(path.name))
