"""Run the five stages in order: read, recognize, resolve, compose, render."""

from __future__ import annotations

import warnings
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import cache, partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from storymap import basemap as basemaps
from storymap.compose import compose
from storymap.config import Config
from storymap.export import exporter
from storymap.export.places_json import LATEST, places_document
from storymap.files import write_atomically
from storymap.gazetteer import open_gazetteer
from storymap.locations import apply_locations
from storymap.model import Article, Edits, Home, Rejected, Resolution, Story, Suggestion
from storymap.overrides import Overrides, apply
from storymap.ports import Geocoder, Lookups
from storymap.read import read_string
from storymap.read.titles import shorten
from storymap.recognize import recognize
from storymap.recognize.tagger import Tagger
from storymap.render.options import PageOptions
from storymap.resolve import resolve_with_suggestions
from storymap.source import Source
from storymap.wording import Wording
from storymap.wording.phrases import Phrases

if TYPE_CHECKING:
    import folium

    from storymap.render import Page

Progress = Callable[[str], None]
Warn = Callable[[str], None]


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

    def to_dict(self, *, schema: int = LATEST) -> dict[str, Any]:
        """Return the JSON document; `schema` 1 gives the older form, without suggestions."""
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

    def __repr__(self) -> str:
        places = {r.place.id for r in self.resolutions if r.place}
        return f"<Places {shorten(self.article.title)!r}: {len(self.resolutions)} mentions, {len(places)} places>"

    def __iter__(self) -> Iterator[Resolution]:
        return iter(self.resolutions)

    def __len__(self) -> int:
        return len(self.resolutions)


class StoryMap:
    """A story map. `.story` has its data, and `.save` writes its page. Layers can be added to `.map`, a folium.Map."""

    def __init__(self, story: Story, options: PageOptions | None = None) -> None:
        self.story = story
        self.options = options or PageOptions()
        self._page: Page | None = None

    def __repr__(self) -> str:
        title = shorten(self.story.article.title)
        return f"<StoryMap {title!r}: {len(self.story.places)} places, {len(self.story.scenes)} scenes>"

    @property
    def page(self) -> Page:
        """The page with its map. It is created on first use, because importing folium is slow."""
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

    def html(self) -> str:
        """Return the page as HTML. PageError: the page is invalid."""
        return self.page.html()

    def save(self, path: str | Path) -> Path:
        """Write the page atomically and return its path. OutputError: it cannot be written."""
        return write_atomically(Path(path), self.html())

    def export(self, name: str) -> bytes:
        """Return the story in an export format (see `storymap export --formats`).

        OutputError: the format is unknown.
        """
        return exporter(name).write(self.story, lookups(self.story))

    def share_image(self, suffix: str = ".png") -> bytes:
        """Return the share image, 1200 × 630 pixels, as SVG or PNG.

        PageError: PNG is requested and resvg is missing.
        """
        from storymap.embed.share_image import share_png, share_svg

        wording = Wording(self.story.article.language)
        svg = share_svg(self.story, basemaps.open_basemap(), wording=wording, theme=self.options.theme)
        return svg.encode() if suffix == ".svg" else share_png(svg)

    def _repr_html_(self) -> str:
        """Return the page in a sandboxed frame, for notebooks."""
        from html import escape

        return (
            f'<iframe srcdoc="{escape(self.html(), quote=True)}" sandbox="allow-scripts allow-popups" title="{escape(self.story.article.title)}"'
            ' style="width:100%;height:640px;border:0"></iframe>'
        )


def build(
    source: str | Path | Article,
    *,
    title: str | None = None,
    language: str | None = None,
    home: str | None = None,
    places: str | Path | Sequence[str | Path] | None = None,
    keep_boilerplate: bool = False,
    geocoder: Geocoder | None = None,
    page: PageOptions | None = None,
    remote_images: bool = False,
    images: str | Path | None = None,
    item: int | None = None,
    warn: Warn = warnings.warn,
    progress: Progress | None = None,
) -> StoryMap:
    """Build the StoryMap of an article: a path, a URL, text with line breaks, or an Article.

    `places` is one or more places.yaml files; later files take precedence. By default, the file in the article's folder
    is used, if there is one. `home` is where the publisher is based ("Waco, Texas"). `page` has the options of the
    page: theme, styles, canonical URL, tiles.

    Images in the article's folder or site are embedded in the page, and with `remote_images` those on the web as well.
    `images` is the folder in which paths such as /images/a.jpg begin. If a file has several articles, `item` is the
    number of the article, counted from 1. Settings that neither the arguments nor the article give are read from
    storymap.toml.

    `warn` is called with a sentence for each image that is left out, and for each entry of places.yaml that matches
    nothing. `progress` is called with the name of each stage when it begins.

    StorymapError: see `storymap.errors` for its subclasses.
    """
    given = Source(
        source,
        title,
        language,
        home,
        [Path(places)] if isinstance(places, str | Path) else None if places is None else [Path(p) for p in places],
        keep_boilerplate,
        remote_images,
        Path(images) if images is not None else None,
        item,
    ).configured()
    return build_map(given, geocoder=geocoder, page=page or _page_options(given.config), warn=warn, progress=progress)


def _page_options(config: Config) -> PageOptions:
    """Return the default page options. ConfigError: the theme is unknown, or the styles cannot be read."""
    from storymap.render.themes import themes

    theme = config.theme or PageOptions().theme
    if theme not in themes():
        raise config.error("theme", f"must be one of {', '.join(themes())}.")
    return PageOptions(theme=theme, css=config.read_css())


def build_map(
    source: Source,
    *,
    geocoder: Geocoder | None = None,
    page: PageOptions | None = None,
    warn: Warn = warnings.warn,
    progress: Progress | None = None,
) -> StoryMap:
    """Build the StoryMap of a Source. `build` does the same for separate arguments."""
    story = build_story(source, geocoder=geocoder, warn=warn, progress=progress)
    if progress:
        progress("render")
    return StoryMap(story, embed_images(story, page or PageOptions(), source, warn=warn))


def build_story(
    source: Source,
    *,
    geocoder: Geocoder | None = None,
    warn: Warn = warnings.warn,
    progress: Progress | None = None,
) -> Story:
    """Run the first four stages, and return the Story, without its page."""
    found = find_places(source, geocoder=geocoder, warn=warn, progress=progress)
    if progress:
        progress("compose")
    story = compose_story(found, keep_boilerplate=source.keep_boilerplate)
    for message in story.unused:
        warn(message)
    return story


def find_places(
    source: Source,
    *,
    geocoder: Geocoder | None = None,
    warn: Warn | None = None,
    progress: Progress | None = None,
) -> Places:
    """Run the first three stages and apply places.yaml, as `storymap places ARTICLE` does.

    `warn` is called with a sentence about each places file that was written for another article.
    """
    if progress:
        progress("read")
    article = source.read()
    overrides = source.overrides()
    if overrides and warn:
        for remark in overrides.remarks:
            warn(remark)
    detected = detect_places(with_home(article, overrides, source.config.home), geocoder=geocoder, progress=progress)
    return replace(apply_overrides(detected, overrides), id=article.source)


def with_home(article: Article, overrides: Overrides | None, fallback: str = "") -> Article:
    """Return the article with a home: its own, or else the `home` of places.yaml, or else `fallback`."""
    name = (overrides.home if overrides else "") or fallback
    return article if article.home is not None or not name else replace(article, home=Home(name=name))


def detect_places(article: Article, *, geocoder: Geocoder | None = None, progress: Progress | None = None) -> Places:
    """Recognize and resolve the places of an article, without overrides. This is the slow part."""
    gazetteer = open_gazetteer()
    if progress:
        progress("recognize")
    recognition = recognize(article, gazetteer, _tagger())
    if progress:
        progress("resolve")
    resolutions, suggestions = resolve_with_suggestions(
        article,
        recognition.mentions,
        recognition.suggestions,
        gazetteer,
        rejected=recognition.rejected,
        geocoder=geocoder,
    )
    resolutions, unused = apply_locations(article, resolutions)
    return Places("", article, resolutions, recognition.rejected, unused=unused, suggestions=suggestions)


def apply_overrides(found: Places, overrides: Overrides | None) -> Places:
    """Return the places with the overrides applied. OverrideError: an unknown place id or passage."""
    if overrides is None:
        return found
    applied = apply(overrides, found.article, found.resolutions, found.rejected, open_gazetteer())
    return Places(
        found.id,
        found.article,
        applied.resolutions,
        applied.rejected,
        applied.edits,
        (*found.unused, *applied.unused),
        applied.undecided(found.suggestions),
    )


def compose_story(found: Places, *, keep_boilerplate: bool = False) -> Story:
    """Run the fourth stage, and return the Story."""
    gazetteer = open_gazetteer()
    story = compose(
        found.article,
        found.resolutions,
        found.rejected,
        gazetteer,
        footprint=gazetteer.footprint,
        keep_boilerplate=keep_boilerplate,
        edits=found.edits,
    )
    return replace(story, unused=found.unused, suggestions=found.suggestions)


def embed_images(story: Story, options: PageOptions, source: Source, *, warn: Warn) -> PageOptions:
    """Return the page options with the story's images: local images and, with `remote_images`, those on the web."""
    figures = [*story.article.figures, *(p.figure for p in story.places if p.figure)]
    if not figures or options.pictures:
        return options
    from storymap.render.images import embed

    return replace(options, pictures=embed(figures, source.image_file, remote=source.remote_images, warn=warn))


def lookups(story: Story, *, areas: bool = True) -> Lookups:
    """Return the lookups that exporters need for a story: footprints (none if not `areas`) and country names."""
    gazetteer = open_gazetteer()
    footprint = gazetteer.footprint if areas else lambda place_id: None
    return Lookups(
        footprint, partial(gazetteer.country_name, language=Wording(story.article.language).effective_language)
    )


def places(
    text: str,
    *,
    id: str = "",  # noqa: A002  the name is part of the public API
    title: str = "",
    language: str = "",
    published: str = "",
    home: str | Home | None = None,
    geocoder: Geocoder | None = None,
) -> Places:
    """Find the places in a text, as `storymap places --json` does. `home` is a name, or Home(position=…).

    ArticleError: the text is empty.
    """
    source = Source(read_string(text, published=published), title=title, language=language, home=home)
    return replace(detect_places(source.read(), geocoder=geocoder), id=id)


def english_phrases() -> Phrases:
    """Return English sentences about places, for the terminal, the editor and places.yaml."""
    wording = Wording("en")
    return Phrases(wording, partial(open_gazetteer().country_name, language=wording.effective_language))


@cache
def _tagger() -> Tagger:
    """Return the tagger. It is loaded once per process."""
    return Tagger.open(open_gazetteer())


__all__ = ["Places", "StoryMap", "build", "places"]
