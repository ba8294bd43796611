"""An article on the desk: the page that it and places.yaml make now, made again when one of them changes, and quickly.

What was found and decided is kept as long as the article and its home are the same: a change of places.yaml only applies,
composes and renders.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import lru_cache
from hashlib import sha256
from pathlib import Path
from threading import RLock
from urllib.parse import unquote, urlsplit

from storymap.errors import OverrideError, PageError, StorymapError
from storymap.model import Article, Figure, Story
from storymap.overrides import Overrides
from storymap.overrides.read import decode, load_overrides_text
from storymap.pipeline import (
    Places,
    StoryMap,
    apply_overrides,
    compose_story,
    detect_places,
    embed_images,
    with_home,
)
from storymap.ports import Geocoder
from storymap.render.options import PageOptions
from storymap.source import Source

Parts = tuple[bytes | None, ...]


@dataclass(frozen=True, slots=True)
class Draft:
    """A page that could be made, and what it was made of. `ours` is what we decided, `found` what holds with the editor's word."""

    html: str
    story_map: StoryMap
    ours: Places
    found: Places
    overrides: Overrides
    remarks: tuple[str, ...] = ()  # what is left out or found nothing to apply to, a sentence each

    @property
    def story(self) -> Story:
        return self.story_map.story


class Desk:
    """The article's draft, its `version`, and the `problem` that keeps a newer one from being made ("" for none).

    All methods may be called from any thread; `lock` is held by whoever changes places.yaml.
    """

    def __init__(
        self,
        source: Source,
        *,
        geocoder: Geocoder | None = None,
        searched: Geocoder | None = None,
        page: PageOptions | None = None,
        css: Path | None = None,
    ) -> None:
        """Reads the article and makes the first draft. A mistake in places.yaml leaves that to what we decided alone.

        `geocoder` is asked for names that we do not know, `searched` only when the editor searches.

        ArticleError: there is no article.
        """
        self.source, self.places, self.css = source, source.places_path, css
        self.searched = searched or geocoder
        self.lock = RLock()
        self.version = 1
        self.problem = ""
        self._page = page or PageOptions()
        self._parts: Parts = ()
        self._pictures: tuple[object, tuple[PageOptions, list[str]]] | None = None
        self._read = lru_cache(1)(self._read_article)
        self._decided = lru_cache(2)(lambda article: detect_places(article, geocoder=geocoder))
        parts = self._now(())
        try:
            self.draft = self._made(parts)
        except OverrideError as error:
            self.problem = str(error)
            self.draft = self._made((parts[0], None, *parts[2:]))
        self._parts = self._now(self._images(self.draft.story))

    @property
    def name(self) -> str:
        """The article's file name or address, for people."""
        return self.source.name

    @property
    def seen(self) -> str:
        """What tells this text of places.yaml from any other."""
        return digest(self._parts[1])

    @property
    def watched(self) -> set[Path]:
        """The files whose change makes another page."""
        files = [self.places, *([self.css] if self.css else []), *self._images(self.draft.story)]
        return {
            path.parent.resolve() / path.name
            for path in (files if self.source.path is None else [self.source.path, *files])
        }

    def fail(self, problem: str) -> None:
        """The page could be made, but not be used."""
        self.problem = problem

    def check(self, text: str) -> None:
        """OverrideError when a text of places.yaml would not be understood, or speaks of what is not there."""
        apply_overrides(self.draft.ours, load_overrides_text(text, self.places.name))

    def refresh(self) -> bool:
        """Makes the page again if anything that it is made of has changed; whether there is another draft or problem now."""
        with self.lock:
            parts = self._now(self._images(self.draft.story))
            if parts == self._parts:
                return False
            self._parts = parts
            try:
                self.draft, self.problem = self._made(parts), ""
            except StorymapError as error:
                self.problem = str(error)
            except Exception as error:  # the server goes on whatever happens: the next change may mend it
                self.problem = f"storymap itself failed ({type(error).__name__}: {error}). Please report it."
            self.version += 1
            return True

    # ---------- what a page is made of

    def _now(self, images: Iterable[Path]) -> Parts:
        """The content of each file, None where there is none: the article, places.yaml, the styles, the images (their dates)."""
        article = b"" if self.source.path is None else _content(self.source.path)
        dates = ",".join(f"{path}:{path.stat().st_mtime_ns}" for path in images if path.is_file())
        return article, _content(self.places), _content(self.css) if self.css else None, dates.encode()

    def _made(self, parts: Parts) -> Draft:
        """A page of these parts. StorymapError says what is wrong with one of them."""
        content, places, css = parts[:3]
        overrides = Overrides(self.places.name)
        if places is not None:
            overrides = load_overrides_text(decode(places, self.places.name), self.places.name)
        ours = self._decided(with_home(self._read(content), overrides))
        found = apply_overrides(ours, overrides)
        story = compose_story(found, keep_boilerplate=self.source.keep_boilerplate)
        options, remarks = self._illustrated(story)
        story_map = StoryMap(story, replace(options, css=self._styles(css)))
        return Draft(story_map.html(), story_map, ours, found, overrides, (*story.unused, *remarks))

    def _read_article(self, content: bytes | None) -> Article:
        """The article; `content` is there to be compared: the same is not read twice."""
        return self.source.read()

    def _illustrated(self, story: Story) -> tuple[PageOptions, list[str]]:
        """The page's options with its images, made again only when one of them has changed; and what was left out."""
        figures = (story.article.figures, tuple(p.figure for p in story.places if p.figure))
        key = (figures, [path.stat().st_mtime_ns for path in self._images(story) if path.is_file()])
        if self._pictures is None or self._pictures[0] != key:
            remarks: list[str] = []
            made = embed_images(story, self._page, self.source, warn=remarks.append)
            self._pictures = key, (made, remarks)
        return self._pictures[1]

    def _images(self, story: Story) -> list[Path]:
        """The story's images that are files beside the article."""
        if self.source.path is None:
            return []
        folder = self.source.path.parent
        figures: list[Figure] = [*story.article.figures, *(p.figure for p in story.places if p.figure)]
        local = {f.source for f in figures if not urlsplit(f.source).scheme}
        return [folder / unquote(source) for source in sorted(local)]

    def _styles(self, css: bytes | None) -> str:
        if self.css is None:
            return ""
        try:
            return (css or b"").decode()
        except UnicodeDecodeError as error:
            raise PageError(f"{self.css} is not UTF-8 text. Save it as UTF-8.") from error


def digest(content: bytes | None) -> str:
    """A short name of a file's content, another one for no file."""
    return "" if content is None else sha256(content).hexdigest()[:16]


def _content(path: Path) -> bytes | None:
    try:
        return path.read_bytes()
    except OSError:
        return None
