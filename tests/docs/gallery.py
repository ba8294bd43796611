"""Build the stories of seeds/gallery.toml, and write the page that shows them."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from html import escape
from pathlib import Path

import storymap
from storymap.cli import main
from tests.docs.blocks import CHECKOUT

SEEDS = CHECKOUT / "seeds"
MARKER = "<!-- stories -->"  # in docs/gallery.md, the stories replace this marker


@dataclass(frozen=True)
class GalleryStory:
    """A story of the gallery. `scroll` is the passage that its picture shows; "" is the overview."""

    file: str
    kind: str
    shows: str
    title: str = ""
    scroll: str = ""
    options: tuple[str, ...] = ()

    @property
    def article(self) -> Path:
        return SEEDS / self.file

    @property
    def name(self) -> str:
        """Return the name of the page and of the picture, without a suffix."""
        return "news-report" if self.file.startswith("000_") else Path(self.file).stem


def gallery_stories() -> list[GalleryStory]:
    """Return the stories of the gallery, in order."""
    rows = tomllib.loads((SEEDS / "gallery.toml").read_text(encoding="utf-8"))["stories"]
    return [GalleryStory(**{**row, "options": tuple(row.get("options", ()))}) for row in rows]


def build_pages(folder: Path) -> Iterator[tuple[GalleryStory, Path]]:
    """Build each story with `storymap build`, and yield the story with the path of its page in `folder`.

    Raise RuntimeError if a build fails.
    """
    folder.mkdir(parents=True, exist_ok=True)
    for story in gallery_stories():
        page = folder / f"{story.name}.html"
        title = ["--title", story.title] if story.title else []
        code = main(["build", str(story.article), "-o", str(page), *title, *story.options])
        if code:
            raise RuntimeError(f"{story.file}: storymap build exited with {code}")
        yield story, page


def gallery_markdown(titles: dict[str, str]) -> str:
    """Return the stories as Markdown. `titles`: name of a story -> title of its page."""
    parts = []
    for story in gallery_stories():
        title = titles[story.name]
        parts.append(
            f"## {title}\n\n{story.kind} · [Open the story map](gallery/{story.name}.html)\n\n"
            f'<a href="gallery/{story.name}.html"><img src="gallery/{story.name}.webp" width="1200" height="750" loading="lazy" '
            f'alt="{escape(title)}: the article beside its map"></a>\n\n{story.shows}\n\n'
            f"The article is `seeds/{story.file}`.\n"
        )
    return "\n".join(parts)


def title_of(story: GalleryStory) -> str:
    """Return the title of a story, from gallery.toml or from the article."""
    return story.title or storymap.build(path=story.article).story.article.title
