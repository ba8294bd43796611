"""The results of the pipeline: the places in a text, and a story map."""

from __future__ import annotations

import warnings
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from functools import partial
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING, Any

from storymap import basemap as basemaps
from storymap.export import exporter
from storymap.export.places_json import LATEST, places_document
from storymap.files import write_atomically
from storymap.frames import dataframe, geodataframe, html_table
from storymap.gazetteer import open_gazetteer
from storymap.model import Article, Edits, Rejected, Resolution, Story, Suggestion
from storymap.ports import Lookups
from storymap.read.titles import shorten
from storymap.render.options import PageOptions
from storymap.wording import Wording
from storymap.wording.english import counted

if TYPE_CHECKING:
    import folium
    import geopandas
    import pandas

    from storymap.render import Page


MAX_NOTEBOOK_BYTES = 150_000  # notebooks with outputs that are larger than this are slow to open and to compare


@dataclass(frozen=True, slots=True, repr=False)
class Places:
    """The places in a text. `to_dict` returns the JSON document of `schemas/places.schema.json`."""

    id: str
    article: Article
    resolutions: tuple[Resolution, ...]
    rejected: tuple[Rejected, ...]
    edits: Edits = field(default_factory=Edits)
    unused: tuple[str, ...] = ()  # messages about overrides that matched nothing
    suggestions: tuple[Suggestion, ...] = ()  # names that may be places, in order of their first occurrence
    remarks: tuple[str, ...] = ()  # messages about overrides that are applied, but probably have a mistake

    def to_dict(self, *, schema: int = LATEST) -> dict[str, Any]:
        """Return the JSON document. If `schema` is 1, the document has the older format, without suggestions."""
        words = Wording(self.article.language)
        return places_document(
            self.id,
            self.resolutions,
            self.rejected,
            words,
            self.article.omitted,
            self.suggestions,
            schema=schema,
        )

    def to_dataframe(self) -> pandas.DataFrame:
        """Return a pandas.DataFrame with one row per mention, in the order of the text.

        If a mention has no place, `place_id` and the columns after it are empty. `lat` and `lon` are in degrees (WGS
        84).
        """
        return dataframe(self)

    def to_geodataframe(self) -> geopandas.GeoDataFrame:
        """Return a geopandas.GeoDataFrame (EPSG:4326) with one row per mention that has a place."""
        return geodataframe(self)

    def _repr_html_(self) -> str:
        """Return a short table of the places, for notebooks."""
        return html_table(self)

    def __repr__(self) -> str:
        places = {r.place.id for r in self.resolutions if r.place}
        return f"<Places {shorten(self.article.title)!r}: {counted(len(self.resolutions), 'mention')}, {counted(len(places), 'place')}>"

    def __iter__(self) -> Iterator[Resolution]:
        return iter(self.resolutions)

    def __len__(self) -> int:
        return len(self.resolutions)


class StoryMap:
    """A story map. `.story` has its data, and `.save` writes its page.

    You can add layers to `.map`, which is a folium.Map.
    """

    def __init__(self, story: Story, options: PageOptions | None = None) -> None:
        self.story = story
        self.options = options or PageOptions()
        self._page: Page | None = None

    def __repr__(self) -> str:
        title = shorten(self.story.article.title)
        return f"<StoryMap {title!r}: {counted(len(self.story.places), 'place')}, {counted(len(self.story.scenes), 'scene')}>"

    @property
    def page(self) -> Page:
        """The page with its map. The page is created on first use, because importing folium is slow."""
        if self._page is None:
            from storymap.render import render

            wording = Wording(self.story.article.language)
            gazetteer = open_gazetteer()
            options = replace(
                self.options,
                footprint=gazetteer.footprint,
                country=partial(gazetteer.country_name, language=wording.effective_language),
            )
            self._page = render(self.story, basemap=basemaps.open_basemap(), wording=wording, options=options)
        return self._page

    @property
    def map(self) -> folium.Map:
        """The folium.Map of the page. Layers must be added before the page is saved."""
        return self.page.map

    def html(self, *, online: bool | None = None, plugins: str | Path | None = None) -> str:
        """Return the page as HTML. Raise PageError if the page is invalid.

        `plugins` is a folder, such as `node_modules`, with the files that the added folium layers need. Files from this
        folder are put into the page. With `online`, the page loads files and images that are not in this folder from
        the web.
        """
        return self.page.html(online=online, plugins=None if plugins is None else Path(plugins))

    def save(self, path: str | Path, *, online: bool | None = None, plugins: str | Path | None = None) -> Path:
        """Write the page atomically and return its path. Raise OutputError if the page cannot be written.

        For `online` and `plugins`, see `html`. Warn if the browsers of readers will contact other hosts.
        """
        html = self.html(online=online, plugins=plugins)
        if self.page.layer_hosts:
            hosts = ", ".join(self.page.layer_hosts)
            warnings.warn(f"{Path(path).name}: the added layers load files from {hosts}.", stacklevel=2)
        return write_atomically(Path(path), html)

    def export(self, name: str) -> bytes:
        """Return the story in an export format (see `storymap export --formats`).

        Raise OutputError if the format is unknown.
        """
        return exporter(name).write(self.story, lookups(self.story))

    def share_image(self, suffix: str = ".png") -> bytes:
        """Return the share image (1200 × 630 pixels) as SVG or PNG.

        Raise PageError if PNG is requested and resvg is missing.
        """
        from storymap.embed.share_image import share_png, share_svg

        wording = Wording(self.story.article.language)
        svg = share_svg(
            self.story, basemaps.open_basemap(), wording=wording, theme=self.options.theme, streets=self.options.streets
        )
        return svg.encode() if suffix == ".svg" else share_png(svg)

    def to_dataframe(self) -> pandas.DataFrame:
        """Return a pandas.DataFrame with one row per mention, in the order of the text (see `Places.to_dataframe`)."""
        return self._places.to_dataframe()

    def to_geodataframe(self) -> geopandas.GeoDataFrame:
        """Return a geopandas.GeoDataFrame with one row per mention that has a place (see `Places.to_geodataframe`)."""
        return self._places.to_geodataframe()

    @property
    def _places(self) -> Places:
        return Places(self.story.article.source, self.story.article, self.story.resolutions, self.story.rejected)

    def _repr_html_(self) -> str:
        """Return the page in a sandboxed frame, for notebooks. If the page is large, return a table of the places.

        A notebook stores what it shows, so it should not contain a page of more than MAX_NOTEBOOK_BYTES.
        """
        title = escape(self.story.article.title)
        page = escape(self.html(), quote=True)
        if len(page.encode()) > MAX_NOTEBOOK_BYTES:
            size = f"{len(self.html().encode()) / 1000:.0f} KB"
            hint = f"<p>The page has {size}. Save it to see it: <code>story.save(&quot;story.html&quot;)</code></p>"
            return f"<p><strong>{title}</strong></p>{hint}{html_table(self._places)}"
        return (
            f'<iframe srcdoc="{page}" sandbox="allow-scripts allow-popups" title="{title}"'
            ' style="width:100%;height:640px;border:0"></iframe>'
        )


def lookups(story: Story, *, areas: bool = True) -> Lookups:
    """Return the lookups that exporters need for a story. If `areas` is false, no place has an area."""
    gazetteer = open_gazetteer()
    footprint = gazetteer.footprint if areas else lambda place_id: None
    return Lookups(
        footprint, partial(gazetteer.country_name, language=Wording(story.article.language).effective_language)
    )
