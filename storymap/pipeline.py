"""Run the five stages in order: read, recognize, resolve, compose, render."""

from __future__ import annotations

import warnings
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cache, partial
from pathlib import Path
from typing import TYPE_CHECKING

from storymap.config import Config
from storymap.frames import texts as pairs
from storymap.gazetteer import open_gazetteer
from storymap.ground import open_ground, street_remarks
from storymap.locations import apply_locations
from storymap.map_layers import add_layers
from storymap.model import Article, Home, Story
from storymap.overrides import Overrides, apply
from storymap.places_argument import PlacesFiles, places_files
from storymap.ports import Geocoder
from storymap.read import read_string
from storymap.recognize import recognize
from storymap.recognize.tagger import Tagger
from storymap.remarks import remarks
from storymap.render.options import PageOptions
from storymap.resolve import resolve_with_suggestions
from storymap.results import Places, StoryMap
from storymap.source import Source
from storymap.story_files import Warn, embed_images
from storymap.wording import Wording
from storymap.wording.phrases import Phrases

if TYPE_CHECKING:
    from storymap.basemap.streets.reader import Streets

Progress = Callable[[str], None]


def build(
    source: str | Path | Article | None = None,
    *,
    text: str | None = None,
    path: str | Path | None = None,
    title: str | None = None,
    language: str | None = None,
    home: str | None = None,
    places: PlacesFiles | Sequence[str | Path] | None = None,
    keep_boilerplate: bool = False,
    geocoder: Geocoder | None = None,
    page: PageOptions | None = None,
    remote_images: bool = False,
    images: str | Path | None = None,
    item: int | None = None,
    ground: str | Path | None = None,
    online: bool = False,
    warn: Warn = warnings.warn,
    progress: Progress | None = None,
) -> StoryMap:
    """Build the StoryMap of an article. `source` is a path, a URL, a text with line breaks, or an Article.

    Instead of `source`, you can pass `path=` for a file, or `text=` for a text, which then needs no line breaks.

    `places` is one or more places.yaml files; later files take precedence. Instead of files, `places` can also be an
    open file, or a mapping of names to entries, as under `places` in the file: {"Paris": {"id": "geonames:4717560"}}.
    By default, the file in the article's folder is used, if there is one. `home` is the place where the publisher is
    based ("Waco, Texas"). `page` has the options of the page, such as the theme, styles, canonical URL and tiles.

    Images in the article's folder or site are embedded in the page. With `remote_images`, images on the web are
    embedded too. `images` is the root folder for paths such as /images/a.jpg. If a file has several articles, `item` is
    the number of the article, counted from 1. Settings that are neither in the arguments nor in the article are read
    from storymap.toml.

    `ground` is the path of a PMTiles archive with streets; if `online` is true, it can also be a URL. `warn` is called
    with a sentence for each image that is left out, and for each entry of places.yaml that matches nothing. `progress`
    is called with the name of each stage when the stage begins.

    Raise StorymapError; see `storymap.errors` for its subclasses.
    """
    with places_files(places) as files:
        given = Source(
            _article(source, text, path),
            title,
            language,
            home,
            files,
            keep_boilerplate,
            remote_images,
            Path(images) if images is not None else None,
            item,
            ground=ground,
            online=online,
        ).configured()
        options = page or _page_options(given.config)
        return build_map(given, geocoder=geocoder, page=options, warn=warn, progress=progress)


def _article(source: str | Path | Article | None, text: str | None, path: str | Path | None) -> str | Path | Article:
    """Return the given argument: `text` as an Article, `path` as a Path. Raise TypeError if none or several of the
    arguments were given."""
    given = [value for value in (source, text, path) if value is not None]
    if len(given) != 1:
        raise TypeError("build() takes exactly one of: an article, text=… and path=…")
    if text is not None:
        return read_string(text)
    return Path(path) if path is not None else given[0]


def _page_options(config: Config) -> PageOptions:
    """Return the page options that the settings give.

    Raise ConfigError if the theme is unknown, or if the styles cannot be read.
    """
    from storymap.render.themes import themes

    theme = config.theme or PageOptions().theme
    if theme not in themes():
        raise config.error("theme", f"must be one of {', '.join(themes())}.")
    return PageOptions(theme=theme, css=config.read_css(), relief=config.relief)


def build_map(
    source: Source,
    *,
    geocoder: Geocoder | None = None,
    page: PageOptions | None = None,
    warn: Warn = warnings.warn,
    progress: Progress | None = None,
) -> StoryMap:
    """Build the StoryMap of a Source. `build` does the same, but takes separate arguments."""
    streets = open_ground(source)
    story = build_story(source, geocoder=geocoder, streets=streets, warn=warn, progress=progress)
    if progress:
        progress("render")
    for remark in street_remarks(story, streets):
        warn(remark)
    options = embed_images(story, page or PageOptions(), source, warn=warn)
    return StoryMap(story, replace(options, streets=streets))


def build_story(
    source: Source,
    *,
    geocoder: Geocoder | None = None,
    streets: Streets | None = None,
    warn: Warn = warnings.warn,
    progress: Progress | None = None,
) -> Story:
    """Run the first four stages (read to compose). Return the Story; no page is made."""
    found = find_places(source, geocoder=geocoder, warn=warn, progress=progress)
    if progress:
        progress("compose")
    story = compose_story(found, keep_boilerplate=source.keep_boilerplate, find=source.image_file, streets=streets)
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
    """Run the first three stages (read, recognize, resolve) and apply places.yaml, as `storymap places ARTICLE` does.

    `warn` is called with a sentence about each mistake that does not stop the command.
    """
    if progress:
        progress("read")
    article = source.read()
    overrides = source.overrides()
    if warn:
        for remark in remarks(source, article, overrides):
            warn(remark)
    detected = detect_places(with_home(article, overrides, source.config.home), geocoder=geocoder, progress=progress)
    found = replace(apply_overrides(detected, overrides), id=article.source)
    if warn:
        for remark in found.remarks:
            warn(remark)
    return found


def with_home(article: Article, overrides: Overrides | None, fallback: str = "") -> Article:
    """Return the article with a home.

    If the article itself has no home, use `home` of places.yaml, or else `fallback`.
    """
    name = (overrides.home if overrides else "") or fallback
    return article if article.home is not None or not name else replace(article, home=Home(name=name))


def detect_places(article: Article, *, geocoder: Geocoder | None = None, progress: Progress | None = None) -> Places:
    """Recognize and resolve the places of an article, without overrides.

    Recognizing and resolving are the slow stages.
    """
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
        weak=recognition.weak,
        geocoder=geocoder,
    )
    kept = {m.start for s in suggestions for m in s.mentions} | {r.mention.start for r in resolutions}
    rejected = tuple(r for r in recognition.rejected if r.start not in kept)
    resolutions, unused = apply_locations(article, resolutions)
    return Places("", article, resolutions, rejected, unused=unused, suggestions=suggestions)


def apply_overrides(found: Places, overrides: Overrides | None) -> Places:
    """Return the places with the overrides applied. Raise OverrideError for an unknown place id or passage."""
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
        applied.remarks,
    )


def compose_story(
    found: Places,
    *,
    keep_boilerplate: bool = False,
    find: Callable[[str], Path | None] | None = None,
    streets: Streets | None = None,
) -> Story:
    """Run the fourth stage (compose), and return the Story.

    `find` returns the file of a path in the article's folder or site. The layers in places.yaml need `find`; if it is
    None, the story has no layers. Raise OverrideError if the file of a layer is missing or has a mistake.
    """
    from storymap.compose import compose  # this import needs shapely, which the first three stages do not need

    gazetteer = open_gazetteer()
    story = compose(
        found.article,
        found.resolutions,
        found.rejected,
        gazetteer,
        footprint=gazetteer.footprint,
        keep_boilerplate=keep_boilerplate,
        edits=found.edits,
        streets=streets,
    )
    if find is not None:
        story = add_layers(story, found.edits, find, gazetteer)
    return replace(story, unused=(*found.unused, *story.unused), suggestions=found.suggestions)


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
    """Find the places in a text, as `storymap places --json` does. `home` is the name of a place, or Home(position=…).

    Raise ArticleError if the text is empty.
    """
    source = Source(read_string(text, published=published), title=title, language=language, home=home)
    return replace(detect_places(source.read(), geocoder=geocoder), id=id)


def places_many(
    texts: Iterable[str | tuple[str, str]] | Mapping[str, str],
    *,
    language: str = "",
    home: str | Home | None = None,
    geocoder: Geocoder | None = None,
) -> Iterator[Places]:
    """Yield the places in each of many texts, as `places` finds them, in the order of the texts.

    `texts` are strings, (id, text) pairs, or a mapping of ids to texts, such as a pandas.Series. Strings without ids
    are numbered from 1.
    """
    for text_id, text in pairs(texts):
        yield places(text, id=text_id, language=language, home=home, geocoder=geocoder)


def english_phrases() -> Phrases:
    """Return English sentences about places, for the terminal, the editor and places.yaml."""
    wording = Wording("en")
    return Phrases(wording, partial(open_gazetteer().country_name, language=wording.effective_language))


@cache
def _tagger() -> Tagger:
    """Return the tagger. The tagger is loaded once per process."""
    return Tagger.open(open_gazetteer())


__all__ = ["Places", "StoryMap", "build", "places", "places_many"]
