"""Find the files that a story shows (images, markers and layers), and embed images."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from storymap.model import Figure, Story
from storymap.render.options import PageOptions
from storymap.source import Source
from storymap.urls import has_scheme

Warn = Callable[[str], None]


def embed_images(story: Story, options: PageOptions, source: Source, *, warn: Warn) -> PageOptions:
    """Return the page options with the images of the story.

    If `source.remote_images` is true, images on the web are included.
    """
    figures = figures_of(story)
    files = list(dict.fromkeys(p.icon for p in story.places if p.icon))
    if files and not options.icons:
        from storymap.render.icons import embed_icons

        options = replace(options, icons=embed_icons(files, source.image_file, warn=warn, hint=source.image_hint))
    if not figures or options.pictures:
        return options
    from storymap.image_lines import ImageLines
    from storymap.render.images import embed

    pictures = embed(
        figures,
        source.image_file,
        remote=source.remote_images,
        warn=warn,
        where=ImageLines(source),
        hint=source.image_hint,
    )
    return replace(options, pictures=pictures)


def figures_of(story: Story) -> list[Figure]:
    """Return the images of the article, of its scenes and of its places."""
    scenes = [figure for scene in story.scenes for figure in scene.figures if figure.source]
    return [*story.article.figures, *scenes, *(p.figure for p in story.places if p.figure)]


def local_files(story: Story) -> list[str]:
    """Return the paths of the images, markers and layers that are local files.

    Paths are as they are written in the article or in places.yaml.
    """
    names = {f.source for f in figures_of(story) if not f.content and not has_scheme(f.source)}
    return sorted(names | {p.icon for p in story.places if p.icon} | {layer.file for layer in story.layers})
