"""The `Source` of a story map: an article, its places files, and the options for reading them."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path, PureWindowsPath
from typing import TYPE_CHECKING, Any

from storymap.config import Config, find_config
from storymap.model import Article, Home
from storymap.nearest import did_you_mean
from storymap.paths import nearest_path
from storymap.read import is_address, read
from storymap.read.origin import Content
from storymap.site import image_file

if TYPE_CHECKING:
    from storymap.overrides import Layer, Overrides

PLACES_FILE = "places.yaml"


@dataclass(frozen=True, slots=True)
class Source:
    """An article, its places files, and what the caller knows about the article.

    `article` is a path, a URL (http:// or https://), a text (a string with a line break), Content or an Article. If
    `title`, `language` or `home` is None or "", the value in the article is used. Call `configured` to apply
    storymap.toml.
    """

    article: str | Path | Content | Article
    title: str | None = None
    language: str | None = None  # a language tag: en, de, zh-Hant
    # The country or place where the publisher is based. It is used to decide between places with the same name.
    home: str | Home | None = None
    # Places files, of which later ones take precedence. None: the files that storymap.toml names and the file of the
    # article.
    places: Path | Sequence[Path] | None = None
    keep_boilerplate: bool = False  # whether to keep passages about the publisher, such as "subscribe" and "share"
    remote_images: bool = False  # whether to download the article's remote images into the page
    # root folder for paths such as /images/a.jpg; if it is None, the root of the article's site is used
    images: Path | None = None
    item: int | None = None  # number of the article, from 1, if the file has several articles
    # Settings. They are used for values that are set neither in the fields above nor in the article.
    config: Config = field(default_factory=Config)
    # Whether `places` are used for several articles. If so, entries without a match are not reported.
    places_shared: bool = False
    ground: str | Path | None = None  # a PMTiles archive with streets: a path, or a URL, which requires `online`
    online: bool = False  # whether the archive of streets may be on the web
    loaded: Article | None = field(default=None, repr=False)  # the Article, if it has already been read
    # Whether the command writes the places file. If so, the places file of another article is not used.
    editing: bool = False

    def configured(self) -> Source:
        """Return the source with the settings of storymap.toml. Raise ConfigError if that file has a mistake.

        A text and an Article have no folder, so no settings are applied to them.
        """
        folder = self.folder
        if folder is None:
            return self
        return self.with_config(find_config(folder))

    def with_config(self, config: Config) -> Source:
        """Return the source with the given settings applied."""
        return replace(
            self,
            config=config,
            keep_boilerplate=self.keep_boilerplate or config.keep_boilerplate,
            remote_images=self.remote_images or config.fetch_images,
            images=self.images or config.images,
            ground=self.ground or config.ground,
        )

    @property
    def path(self) -> Path | None:
        """The file of the article. A URL, a text, Content and an Article have no file (None)."""
        if isinstance(self.article, Path):
            return self.article
        if isinstance(self.article, Article | Content) or is_address(self.article) or "\n" in self.article:
            return None
        return Path(self.article)

    @property
    def folder(self) -> Path | None:
        """The folder of the article.

        A URL and Content have the current folder; a text and an Article have no folder (None).
        """
        if self.path is not None:
            return self.path.parent
        return Path() if isinstance(self.article, Content) or is_address(self.article) else None

    @property
    def name(self) -> str:
        """The name of the article in messages: its file name or URL, the title of an Article, or "" for a text."""
        if isinstance(self.article, Article):
            return self.article.title
        if isinstance(self.article, Content):
            return self.article.name
        if self.path is not None:
            return self.path.name
        return str(self.article) if is_address(self.article) else ""

    # ---------- places files

    @property
    def places_path(self) -> Path:
        """The article's own places file. This file is read if it exists, and commands that save decisions write it.

        The article's own places file is the first of these files that applies:

        1. The last file in `places`.
        2. ARTICLE.places.yaml, if it exists.
        3. ARTICLE.places.yaml, if `editing` is set and places.yaml belongs to another article.
        4. places.yaml in the article's folder, or in the current folder if the article is not a file.
        """
        if given := self._given_places:
            return given[-1]
        path = self.path
        if path is None:
            return Path(PLACES_FILE)
        own, common = path.with_name(f"{path.stem}.{PLACES_FILE}"), path.with_name(PLACES_FILE)
        return own if _is_file(own) or (self.editing and self._owner_of(common)) else common

    def layers(self) -> tuple[Layer, ...]:
        """Return the places files that apply to the article. Later files take precedence."""
        from storymap.overrides import Layer

        own = self.places_path
        if given := self._given_places:
            shared = [Layer(path, shared=True) for path in given[:-1]]
            last = [] if self.editing and not _is_file(own) else [Layer(own, shared=self.places_shared)]
            return (*shared, *last)
        layers = list(self.shared_layers())
        if self.path is not None and _is_file(own):
            owner = "" if own.name != PLACES_FILE else self._owner_of(own)
            remark, sibling = self._foreign(own, owner) if owner else "", self._sibling(own)
            layers.append(Layer(own, shared=bool(owner), remark=remark, sibling=sibling))
        return tuple(layers)

    def shared_layers(self) -> tuple[Layer, ...]:
        """Return the shared places files. The article's own places file takes precedence over the shared files."""
        from storymap.overrides import Layer

        if given := self._given_places:
            return tuple(Layer(path, shared=True) for path in given[:-1])
        config = self.config

        def missing(path: Path) -> Any:
            return lambda: config.error(
                "places",
                f"names {path}, but there is no such file. Check the path; it is relative to the folder of the settings file.",
            )

        return tuple(Layer(path, shared=True, missing=missing(path)) for path in config.places)

    @property
    def _given_places(self) -> tuple[Path, ...]:
        if self.places is None:
            return ()
        return (self.places,) if isinstance(self.places, Path) else tuple(self.places)

    def _owner_of(self, places_file: Path) -> str:
        """Return the article that a places file names in its first lines, or "" if it names this article or none."""
        from storymap.overrides import article_of

        owner = article_of(_head(places_file))
        return owner if owner and self.path is not None and _stem(owner) != _stem(self.path.name) else ""

    def _sibling(self, places_file: Path) -> str:
        """Return another article to which a places.yaml also applies, or "" if there is none.

        If the places.yaml names its article, it applies to no other article.
        """
        from storymap.overrides import article_of

        if self.path is None or not self.path.suffix or places_file.name != PLACES_FILE:
            return ""
        others = sorted(path for path in self.path.parent.glob(f"*{self.path.suffix}") if path.name != self.path.name)
        if not others or article_of(_head(places_file)):
            return ""
        return next((p.name for p in others if not _is_file(p.with_name(f"{p.stem}.{PLACES_FILE}"))), "")

    def _foreign(self, places_file: Path, owner: str) -> str:
        own = f"{self.path.stem if self.path else 'story'}.{PLACES_FILE}"
        return (
            f"{places_file.name} was written for {owner} and is also applied to {self.name}. If it is for this article only, "
            f"rename it to {own}; if it is for all articles, remove the name of the article from its header."
        )

    # ---------- reading

    def read(self) -> Article:
        """Return the Article with the `title`, `language` and `home` of this source.

        Raise ArticleError if the article cannot be read.
        """
        article = self.loaded or (self.article if isinstance(self.article, Article) else self._read_file())
        home = Home(name=self.home) if isinstance(self.home, str) and self.home else self.home
        changes: dict[str, Any] = {
            **({"title": self.title, "untitled": False} if self.title else {}),
            **({"language": self.language} if self.language else {}),
            **({"home": home} if home else {}),
        }
        return replace(article, **changes)

    def _read_file(self) -> Article:
        assert not isinstance(self.article, Article)
        return read(self.article, self.item, self.config.language)

    def overrides(self) -> Overrides | None:
        """Return the merged overrides of all places files, or None if there are none.

        Raise OverrideError if one of the files has a mistake.
        """
        from storymap.overrides import load_layers, merge

        return merge(load_layers(self.layers()))

    def image_file(self, source: str) -> Path | None:
        """Return the file of an image, or None if it is missing or not in the article's folder or site.

        `source` is the path of the image as the article has it.
        """
        if isinstance(self.article, Content):
            return image_file(source, Path("article"), self.images)
        return image_file(source, self.path, self.images) if self.path is not None else None

    def image_hint(self, source: str) -> str:
        """Return advice about the path of a missing image, or "" if there is no advice."""
        if PureWindowsPath(source).drive:
            name = PureWindowsPath(source).name
            return f" Copy the file into the folder of the article, and write its name: {name}."
        if "\\" in source:
            return f" Write / between folders: {PureWindowsPath(source).as_posix()}."
        near = nearest_path(self.folder / source) if self.folder else None
        return did_you_mean(near.relative_to(self.folder).as_posix() if near and self.folder else "", "")


def _head(path: Path) -> str:
    """Return the first characters of a text file, or "" if the file cannot be read."""
    try:
        with path.open(encoding="utf-8", errors="replace") as file:
            return file.read(4096)
    except OSError:
        return ""


def _stem(name: str) -> str:
    """Return a file name without its suffix.

    The name is normalized, because file systems may use different characters for the same name.
    """
    return unicodedata.normalize("NFC", " ".join(Path(name).stem.split())).casefold()


def _is_file(path: Path) -> bool:
    """Return whether the file exists. Return False for names that the file system does not allow."""
    try:
        return path.is_file()
    except (OSError, ValueError):
        return False
