"""Open the archive of streets of a Source, and warn about parts of the archive that are not used."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from storymap.basemap.streets.levels import has_streets
from storymap.errors import BasemapError
from storymap.model import BoundingBox, Story
from storymap.source import Source

if TYPE_CHECKING:
    from storymap.basemap.streets.reader import Streets


def open_ground(source: Source) -> Streets | None:
    """Return the streets in the archive of a Source, or None if the Source has no archive.

    Raise BasemapError if the archive cannot be used, or if it is on the web and `source.online` is false.
    """
    if source.ground is None:
        return None
    from storymap.basemap.streets.reader import is_web_archive, open_streets

    where = f"{source.config.where('ground')}: " if source.ground == source.config.ground else ""
    if is_web_archive(source.ground) and not source.online:
        raise BasemapError(
            f"{where}the archive {source.ground} is on the web. Pass --online to read it, or use a local file."
        )
    try:
        return open_streets(source.ground)
    except BasemapError as error:
        raise BasemapError(f"{where}{error}") from error


def street_remarks(story: Story, streets: Streets | None) -> Iterator[str]:
    """Yield a warning about layers that were skipped, and a warning if the story does not use the archive."""
    if streets is None:
        return
    if skipped := streets.skipped_layers():
        yield f"{streets.name} has layers that are not drawn: {', '.join(skipped)}."
    if any(map(has_streets, story.places)):
        return
    if any(streets.covers(*place.place.position) for place in story.places):
        yield (
            f"{streets.name} is not used: the story is not about a single town or valley, so the map "
            "does not zoom in far enough to show streets."
        )
    else:
        yield (
            f"{streets.name} is not used: it covers {_shown(streets.box)}, and no place of the story is there. "
            "Extract another region."
        )


def _shown(box: BoundingBox) -> str:
    return f"the area from {box.south:.2f}, {box.west:.2f} to {box.north:.2f}, {box.east:.2f}"
