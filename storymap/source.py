"""`Source`: an article and the choices that decide how it is read, passed as one value."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from storymap.model import Article, Home
from storymap.read import is_address, read
from storymap.site import image_file

if TYPE_CHECKING:
    from storymap.overrides import Overrides

PLACES_FILE = "places.yaml"


@dataclass(frozen=True, slots=True)
class Source:
    """An article, where its overrides are, and what the caller knows better than the article.

    `article` is a path, a URL (http:// or https://), a text (a string with a line break) or an Article. None and "" mean
    "as in the article" for `title`, `language` and `home`.
    """

    article: str | Path | Article
    title: str | None = None
    language: str | None = None  # a language tag: en, de, zh-Hant
    home: str | Home | None = None  # where the publisher is based; decides between places of one name
    places: Path | None = None  # the places.yaml to use; None: the one beside the article, if there is one
    keep_boilerplate: bool = False  # keep passages about the publisher (subscribe, share …)
    remote_images: bool = False  # download the article's remote images into the page
    images: Path | None = (
        None  # the folder in which paths such as /images/a.jpg begin; None: the root of the article's site
    )
    item: int | None = None  # which article of a file that has several, from 1

    @property
    def path(self) -> Path | None:
        """The article's file; None for a URL, a text or an Article."""
        if isinstance(self.article, Path):
            return self.article
        if isinstance(self.article, Article) or is_address(self.article) or "\n" in self.article:
            return None
        return Path(self.article)

    @property
    def name(self) -> str:
        """The article's file name or URL, for messages; the title of an Article, "" for a text."""
        if isinstance(self.article, Article):
            return self.article.title
        if self.path is not None:
            return self.path.name
        return str(self.article) if is_address(self.article) else ""

    @property
    def places_path(self) -> Path:
        """Where overrides are written: `places`, or places.yaml beside the article; in the current folder without a file."""
        return self.places or (self.path.with_name(PLACES_FILE) if self.path is not None else Path(PLACES_FILE))

    def read(self) -> Article:
        """The Article, with `title`, `language` and `home` applied. ArticleError: it cannot be read."""
        article = self.article if isinstance(self.article, Article) else read(self.article, self.item)
        home = Home(name=self.home) if isinstance(self.home, str) and self.home else self.home
        changes: dict[str, Any] = {
            **({"title": self.title, "untitled": False} if self.title else {}),
            **({"language": self.language} if self.language else {}),
            **({"home": home} if home else {}),
        }
        return replace(article, **changes)

    def overrides(self) -> Overrides | None:
        """The overrides in `places`, or in places.yaml beside the article; None without either. OverrideError: a mistake in it."""
        from storymap.overrides import load_overrides

        if self.places is not None:
            return load_overrides(self.places)
        beside = None if self.path is None else self.path.with_name(PLACES_FILE)
        return load_overrides(beside) if beside is not None and beside.is_file() else None

    def image_file(self, source: str) -> Path | None:
        """The local file of an image's source; None: there is none, or it lies outside the article's folder and site."""
        return image_file(source, self.path, self.images) if self.path is not None else None
