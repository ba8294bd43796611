"""Check whether a page is up to date by comparing digests of everything that it was built from."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from storymap.cli.several.manifest import Entry, digest, file_digest, is_own_page
from storymap.version import __version__

if TYPE_CHECKING:
    from storymap.cli.build_options import BuildOptions
    from storymap.cli.styles import Styles
    from storymap.model import Story
    from storymap.source import Source


def settings_digest(options: BuildOptions, source: Source, styles: Styles) -> str:
    """Return a digest of everything that a page depends on, except the article and its images.

    The digest covers the options, storymap.toml, the places files, the version of storymap and its data.
    """
    chosen = (
        *(source.language, source.home, source.keep_boilerplate, source.remote_images),
        *(source.config.language, source.config.home, styles.theme, styles.relief),
        *(options.canonical, options.files(Path(), options.canonical).share_image, options.tiles, options.tiles_credit),
        *(options.companion, options.oembed, options.strict, options.min_confidence, options.strict_all),
        *(str(source.ground), _state(source.ground)),
    )
    layers = [(layer.path.name, layer.shared, layer.remark, file_digest(layer.path)) for layer in source.layers()]
    return digest(__version__, repr(chosen), styles.css, repr(layers), repr(_fetched()))


def _fetched() -> tuple[int, int] | None:
    """Return the size and modification time of the places that `storymap data fetch` added, or None if there are none."""
    from storymap.gazetteer.fetched import fetched_path

    return _state(fetched_path())


def _state(path: str | Path | None) -> tuple[int, int] | None:
    """Return the size and modification time of a large file.

    Return None if `path` is None, a URL, or the path of a missing file.
    """
    if not path:
        return None
    try:
        about = Path(path).stat()
    except (OSError, ValueError):
        return None
    return about.st_size, about.st_mtime_ns


def images_of(story: Story, source: Source) -> dict[str, str]:
    """Return the digests of the image files, marker files and layer files beside the article.

    The keys are the paths of the files.

    The digest of a missing file is "".
    """
    from storymap.story_files import local_files

    return {name: file_digest(source.image_file(name)) for name in local_files(story)}


def unchanged(entry: Entry, source: Source, folder: Path) -> bool:
    """Return whether the files of a page exist and its images have not changed."""
    return (
        is_own_page(folder / entry.page)
        and all((folder / name).is_file() for name in entry.files)
        and all(file_digest(source.image_file(name)) == known for name, known in entry.images.items())
    )
