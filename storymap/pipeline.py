"""The whole way, in order: read, recognize, resolve, compose, render. The only module that knows all five stages."""

from __future__ import annotations

import warnings
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cache, partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from storymap import basemap as basemaps
from storymap.compose import compose
from storymap.export import exporter
from storymap.export.places_json import places_document
from storymap.files import write_atomically
from storymap.gazetteer import open_gazetteer
from storymap.model import Article, Edits, Home, Rejected, Resolution, Story
from storymap.overrides import Overrides, apply, load_overrides
from storymap.ports import Geocoder, Lookups
from storymap.read import is_address, read, read_string
from storymap.recognize import recognize
from storymap.recognize.tagger import Tagger
from storymap.render.options import PageOptions
from storymap.resolve import resolve
from storymap.wording import Wording
from storymap.wording.phrases import Phrases

if TYPE_CHECKING:
    import folium

    from storymap.render import Page

Progress = Callable[[str], None]
Warn = Callable[[str], None]
STAGES = ("read", "recognize", "resolve", "compose", "render")


@dataclass(frozen=True, slots=True)
class Places:
    """What was found in a text. `to_dict` is the document of `schemas/places.schema.json`, the same as the command's --json."""

    id: str
    article: Article
    resolutions: tuple[Resolution, ...]
    rejected: tuple[Rejected, ...]
    edits: Edits = field(default_factory=Edits)
    unused: tuple[str, ...] = ()  # what of places.yaml found nothing to apply to

    def to_dict(self) -> dict[str, Any]:
        return places_document(self.id, self.resolutions, self.rejected, Wording(self.article.language))

    def __iter__(self) -> Iterator[Resolution]:
        return iter(self.resolutions)

    def __len__(self) -> int:
        return len(self.resolutions)


class StoryMap:
    """A finished story: `.story` holds the values, `.map` is the folium.Map to add layers to, `.save` writes the page."""

    def __init__(self, story: Story, options: PageOptions | None = None) -> None:
        self.story = story
        self.options = options or PageOptions()
        self._page: Page | None = None

    @property
    def page(self) -> Page:
        """The page with its map, made when it is first asked for: folium takes a while to come."""
        if self._page is None:
            from storymap.render import render

            wording = Wording(self.story.article.language)
            gazetteer = open_gazetteer()
            options = replace(
                self.options,
                footprint=gazetteer.footprint,
                country=partial(gazetteer.country_name, language=wording.spoken),
            )
            self._page = render(self.story, basemap=basemaps.open_basemap(), wording=wording, options=options)
        return self._page

    @property
    def map(self) -> folium.Map:
        """The folium.Map of the page: add layers to it before saving."""
        return self.page.map

    def html(self) -> str:
        """The whole page as text. PageError when it broke one of its promises."""
        return self.page.html()

    def save(self, path: str | Path) -> Path:
        """Writes the page atomically and returns its path. OutputError when that cannot be done."""
        return write_atomically(Path(path), self.html())

    def export(self, name: str) -> bytes:
        """The story as a file of a format (`storymap export --formats` lists them). OutputError: there is no such format."""
        return exporter(name).write(self.story, lookups(self.story))

    def share_image(self, suffix: str = ".png") -> bytes:
        """The image that social networks show, 1200 × 630: `.svg` or `.png`. PageError: PNG without resvg."""
        from storymap.embed.share_image import share_png, share_svg

        wording = Wording(self.story.article.language)
        svg = share_svg(self.story, basemaps.open_basemap(), wording=wording, theme=self.options.theme)
        return svg.encode() if suffix == ".svg" else share_png(svg)

    def _repr_html_(self) -> str:
        """The page in a sandboxed frame, for notebooks."""
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
    places: str | Path | None = None,
    keep_boilerplate: bool = False,
    geocoder: Geocoder | None = None,
    page: PageOptions | None = None,
    remote_images: bool = False,
    warn: Warn = warnings.warn,
    progress: Progress | None = None,
) -> StoryMap:
    """The StoryMap of an article: a path, an address, a text with line breaks, or an Article.

    `places` names the editor's places.yaml; without it the one beside the article is taken, if there is one. `home` is where
    the outlet is at home ("Waco, Texas"). `page` is what may be chosen of the page: theme, styles, address, tiles. Images beside
    the article become part of the page, remote ones with `remote_images`; `warn` is told of those that cannot. `progress` is called with the name of each stage as it begins.
    """
    story = tell(
        source,
        title=title,
        language=language,
        home=home,
        places=places,
        keep_boilerplate=keep_boilerplate,
        geocoder=geocoder,
        warn=warn,
        progress=progress,
    )
    if progress:
        progress("render")
    folder = None if isinstance(source, Article) or is_address(source) or "\n" in str(source) else Path(source).parent
    return StoryMap(story, illustrated(story, page or PageOptions(), folder, remote=remote_images, warn=warn))


def illustrated(story: Story, options: PageOptions, folder: Path | None, *, remote: bool, warn: Warn) -> PageOptions:
    """The options with the story's images, those beside the article (`folder`) and with `remote` those elsewhere."""
    figures = [*story.article.figures, *(p.figure for p in story.places if p.figure)]
    if not figures or options.pictures:
        return options
    from storymap.render.images import embed

    return replace(options, pictures=embed(figures, folder, remote=remote, warn=warn))


def tell(
    source: str | Path | Article,
    *,
    title: str | None = None,
    language: str | None = None,
    home: str | None = None,
    places: str | Path | None = None,
    keep_boilerplate: bool = False,
    geocoder: Geocoder | None = None,
    warn: Warn = warnings.warn,
    progress: Progress | None = None,
) -> Story:
    """The Story of an article, the first four stages: what `build` draws and `export` writes. Its options are `build`'s."""
    say = progress or (lambda stage: None)
    say("read")
    article = read_article(source, title=title, language=language, home=home)
    overrides = load_overrides(_places_file(source, places))
    found = find_places(article, overrides=overrides, geocoder=geocoder, progress=say)
    say("compose")
    story = composed(found, keep_boilerplate=keep_boilerplate)
    for message in story.unused:
        warn(message)
    return story


def composed(found: Places, *, keep_boilerplate: bool = False) -> Story:
    """The fourth stage: the Story of what was found."""
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
    return replace(story, unused=found.unused)


def lookups(story: Story, *, areas: bool = True) -> Lookups:
    """What exporters look up for a story. `areas`: whether they get the areas of places."""
    gazetteer = open_gazetteer()
    footprint = gazetteer.footprint if areas else lambda place_id: None
    return Lookups(footprint, partial(gazetteer.country_name, language=Wording(story.article.language).spoken))


def places(
    text: str,
    *,
    id: str = "",  # noqa: A002  the contract's own word
    title: str = "",
    language: str = "",
    published: str = "",
    home: str | Home | None = None,
    geocoder: Geocoder | None = None,
) -> Places:
    """The places of a text, as `storymap places --json` gives them. `home`: a name, or Home(position=…)."""
    at_home = Home(name=home) if isinstance(home, str) and home else home if isinstance(home, Home) else None
    article = read_string(text, title=title, language=language, published=published, home=at_home)
    return replace(find_places(article, geocoder=geocoder), id=id)


def find_places(
    article: Article,
    *,
    overrides: Overrides | None = None,
    geocoder: Geocoder | None = None,
    progress: Progress | None = None,
) -> Places:
    """The second and third stage for an Article, the editor's word applied."""
    return revised(decide(at_home(article, overrides), geocoder=geocoder, progress=progress), overrides)


def at_home(article: Article, overrides: Overrides | None) -> Article:
    """The article with the home that places.yaml gives it, if it has none of its own."""
    if overrides is None or not overrides.home or article.home is not None:
        return article
    return replace(article, home=Home(name=overrides.home))


def decide(article: Article, *, geocoder: Geocoder | None = None, progress: Progress | None = None) -> Places:
    """What we find and decide alone: the costly part, which no word of the editor's but `home` changes."""
    say = progress or (lambda stage: None)
    gazetteer = open_gazetteer()
    say("recognize")
    recognition = recognize(article, gazetteer, _tagger())
    say("resolve")
    resolutions = resolve(article, recognition.mentions, gazetteer, geocoder=geocoder)
    return Places("", article, resolutions, recognition.rejected)


def revised(found: Places, overrides: Overrides | None) -> Places:
    """What we decided, with the editor's word over it. OverrideError: an unknown id or passage."""
    if overrides is None:
        return found
    applied = apply(overrides, found.article, found.resolutions, found.rejected, open_gazetteer())
    return Places(found.id, found.article, *applied)


def find_in_file(source: str | Path, *, places: Path | None = None, home: str | None = None) -> Places:
    """The places of an article's file or address, with the editor's places.yaml: what `storymap places ARTICLE` shows."""
    article = read_article(source, home=home)
    return replace(find_places(article, overrides=load_overrides(_places_file(source, places))), id=article.source)


def editors_words() -> Phrases:
    """Speaks about places to editors, in the terminal and in places.yaml: in English, as the commands do."""
    wording = Wording("en")
    return Phrases(wording, partial(open_gazetteer().country_name, language=wording.spoken))


@cache
def _tagger() -> Tagger:
    """The tagger, opened once: it remembers the words that it has met."""
    return Tagger.open(open_gazetteer())


def read_article(
    source: str | Path | Article, *, title: str | None = None, language: str | None = None, home: str | None = None
) -> Article:
    """The first stage, with what the caller knows better."""
    article = source if isinstance(source, Article) else read(source)
    changes: Mapping[str, Any] = {
        **({"title": title, "untitled": False} if title else {}),
        **({"language": language} if language else {}),
        **({"home": Home(name=home)} if home else {}),
    }
    return replace(article, **changes)


def _places_file(source: str | Path | Article, places: str | Path | None) -> Path | None:
    """The editor's file: the one that was named, or `places.yaml` beside the article."""
    if places is not None:
        return Path(places)
    if isinstance(source, Article) or (isinstance(source, str) and ("\n" in source or is_address(source))):
        return None
    beside = Path(source).with_name("places.yaml")
    return beside if beside.is_file() else None


__all__ = ["Places", "StoryMap", "build", "find_places", "lookups", "places", "tell"]
