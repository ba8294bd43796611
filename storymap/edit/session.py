"""An editing session: an article, its places.yaml, and the page that is built from them.

The page is built again when a file changes. Detected places are cached until the article or its home changes. After a
change of places.yaml, only the last steps are therefore repeated: overrides, compose and render.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import lru_cache
from hashlib import sha256
from pathlib import Path
from threading import RLock

from storymap.errors import OverrideError, PageError, StorymapError
from storymap.ground import open_ground, street_remarks
from storymap.model import Article, Story
from storymap.overrides import Layer, Overrides, load_layers, merge
from storymap.overrides.read import decode, load_overrides_text
from storymap.pipeline import (
    Places,
    StoryMap,
    apply_overrides,
    compose_story,
    detect_places,
    with_home,
)
from storymap.ports import Geocoder
from storymap.remarks import remarks as about_sources
from storymap.render.options import PageOptions
from storymap.source import Source
from storymap.story_files import embed_images, figures_of, local_files
from storymap.wording import Wording

# The content of the article, places.yaml and the styles, and the modification times of the images. A file that does not
# exist has None.
Inputs = tuple[bytes | None, ...]


@dataclass(frozen=True, slots=True)
class Draft:
    """One version of the page, with the data that it was built from."""

    html: str
    story_map: StoryMap
    automatic: Places  # the places without the overrides
    places: Places  # the places with the overrides
    overrides: Overrides
    remarks: tuple[str, ...] = ()  # sentences about overrides that match nothing and images that are left out

    @property
    def story(self) -> Story:
        return self.story_map.story


class EditSession:
    """Holds the newest draft of an article. `problem` says why a newer draft cannot be built, or is "".

    All methods may be called from any thread. Code that changes places.yaml must hold `lock`.
    """

    def __init__(
        self,
        source: Source,
        *,
        geocoder: Geocoder | None = None,
        search_geocoder: Geocoder | None = None,
        page: PageOptions | None = None,
        css: Path | None = None,
    ) -> None:
        """Read the article and build the first draft. If places.yaml has a mistake, the draft is built without overrides.

        `geocoder` looks up names that the gazetteer does not have; `search_geocoder` is used only for searches in the editor.

        Raise ArticleError if the article cannot be read, and BasemapError if the archive of streets cannot be used.
        """
        self.source, self.places_path, self.css = source, source.places_path, css
        self.search_geocoder = search_geocoder or geocoder
        self.lock = RLock()
        self.version = 1
        self.problem = ""
        self._page = page or PageOptions()
        self._streets = open_ground(source)
        self._inputs: Inputs = ()
        # the key of the story's images, and the page options with these images
        self._images: tuple[object, tuple[PageOptions, list[str]]] | None = None
        # The places before the overrides, the overrides, and the places with the overrides.
        self._applied: tuple[Places, Overrides, Places] | None = None
        self._read = lru_cache(1)(self._read_article)
        self._detect = lru_cache(2)(lambda article: detect_places(article, geocoder=geocoder))
        inputs = self._read_inputs(())
        try:
            self.draft = self._build_draft(inputs)
        except OverrideError as error:
            self.problem = str(error)
            self.draft = self._build_draft((inputs[0], None, *inputs[2:]), with_shared=False)
        self._inputs = self._read_inputs(self._image_files(self.draft.story))

    @property
    def name(self) -> str:
        """The file name or the URL of the article."""
        return self.source.name

    @property
    def shared_path(self) -> Path | None:
        """The shared places file with the highest precedence, or None if there is none.

        Several articles use a shared file.
        """
        layers = self.source.shared_layers()
        return layers[-1].path if layers else None

    @property
    def places_digest(self) -> str:
        """A digest of the content of places.yaml when it was last read, or "" if there was no file."""
        return digest(self._inputs[1])

    @property
    def watched_files(self) -> set[Path]:
        """The files that the page depends on."""
        shared = [layer.path for layer in self.source.shared_layers()]
        files = [self.places_path, *shared, *([self.css] if self.css else []), *self._image_files(self.draft.story)]
        return {
            path.parent.resolve() / path.name
            for path in (files if self.source.path is None else [self.source.path, *files])
        }

    def set_problem(self, problem: str) -> None:
        """Report that the page was built but cannot be used."""
        self.problem = problem

    def check_places(self, text: str) -> None:
        """Raise OverrideError if the text of a places.yaml has a mistake, or refers to an unknown id or passage."""
        self._apply(self.draft.automatic, self._with_shared(load_overrides_text(text, self.places_path.name)))

    def refresh(self) -> bool:
        """Build the page again if a file has changed. Return whether there is a new draft or problem."""
        with self.lock:
            inputs = self._read_inputs(self._image_files(self.draft.story))
            if inputs == self._inputs:
                return False
            self._inputs = inputs
            try:
                self.draft, self.problem = self._build_draft(inputs), ""
            except StorymapError as error:
                self.problem = str(error)
            except Exception as error:  # the server keeps running, because the next change may correct the mistake
                wording = Wording(self.draft.places.article.language)
                self.problem = wording.text("problem.internal", error=f"{type(error).__name__}: {error}")
            self.version += 1
            return True

    # ---------- inputs of a page

    def _read_inputs(self, images: Iterable[Path]) -> Inputs:
        article = b"" if self.source.path is None else _content(self.source.path)
        files = [*images, *(layer.path for layer in self.source.shared_layers())]
        times = ",".join(f"{path}:{path.stat().st_mtime_ns}" for path in files if path.is_file())
        return article, _content(self.places_path), _content(self.css) if self.css else None, times.encode()

    def _build_draft(self, inputs: Inputs, *, with_shared: bool = True) -> Draft:
        """Build the draft of these inputs. Raise StorymapError if one of the inputs has a mistake."""
        article, places, css = inputs[:3]
        file = self.places_path.name
        own = Overrides(file) if places is None else load_overrides_text(decode(places, file), file)
        overrides = self._with_shared(own) if with_shared else own
        read = self._read(article)
        automatic = self._detect(with_home(read, overrides, self.source.config.home))
        with_overrides = self._apply(automatic, overrides)
        story = compose_story(
            with_overrides,
            keep_boilerplate=self.source.keep_boilerplate,
            find=self.source.image_file,
            streets=self._streets,
        )
        options, remarks = self._with_images(story)
        story_map = StoryMap(story, replace(options, css=self._styles(css), streets=self._streets))
        return Draft(
            story_map.html(),
            story_map,
            automatic,
            with_overrides,
            overrides,
            (
                *about_sources(self.source, read, overrides),
                *with_overrides.remarks,
                *story.unused,
                *street_remarks(story, self._streets),
                *remarks,
            ),
        )

    def _apply(self, automatic: Places, overrides: Overrides) -> Places:
        """Return the places with the overrides.

        The last result is cached, because the same overrides are applied twice: before a change is saved, to check it,
        and afterwards.
        """
        if self._applied is None or self._applied[0] is not automatic or self._applied[1] != overrides:
            self._applied = automatic, overrides, apply_overrides(automatic, overrides)
        return self._applied[2]

    def _with_shared(self, own: Overrides) -> Overrides:
        """Return the overrides of all places files.

        `own` has the overrides of the article's own file, which take precedence.
        """
        shared = load_layers(self.source.shared_layers())
        layer = next(
            (layer for layer in self.source.layers() if layer.path == self.places_path), Layer(self.places_path)
        )
        return merge([*shared, (own, layer)]) or own

    def _read_article(self, content: bytes | None) -> Article:
        """Return the article.

        `content` is the content of the article's file. Because of the cache, the article is read again only if
        `content` changes.
        """
        return self.source.read()

    def _with_images(self, story: Story) -> tuple[PageOptions, list[str]]:
        """Return page options with the images of the story, and remarks about images that are left out.

        The result is cached until an image changes.
        """
        figures = (tuple(figures_of(story)), tuple(p.icon for p in story.places))
        key = (figures, [path.stat().st_mtime_ns for path in self._image_files(story) if path.is_file()])
        if self._images is None or self._images[0] != key:
            remarks: list[str] = []
            options = embed_images(story, self._page, self.source, warn=remarks.append)
            self._images = key, (options, remarks)
        return self._images[1]

    def _image_files(self, story: Story) -> list[Path]:
        """Return the files with the images, markers and layers of the story."""
        return [path for name in local_files(story) if (path := self.source.image_file(name)) is not None]

    def _styles(self, css: bytes | None) -> str:
        if self.css is None:
            return ""
        try:
            return (css or b"").decode()
        except UnicodeDecodeError as error:
            raise PageError(f"{self.css} is not UTF-8 text. Save it as UTF-8.") from error


def digest(content: bytes | None) -> str:
    """Return a short digest of the content of a file, or "" if there is no file."""
    return "" if content is None else sha256(content).hexdigest()[:16]


def _content(path: Path) -> bytes | None:
    try:
        return path.read_bytes()
    except OSError:
        return None
