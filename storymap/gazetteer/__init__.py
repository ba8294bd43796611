"""The gazetteer finds places by name, without a network.

The package contains a gazetteer ("embedded"), which `storymap.forge` compiles. Places that the user has fetched with
`storymap data fetch` are added to the embedded gazetteer.
"""

from functools import cache
from pathlib import Path

from storymap.gazetteer.compiled import refresh
from storymap.gazetteer.extended import ExtendedGazetteer
from storymap.gazetteer.fetched import fetched_path
from storymap.gazetteer.fold import fold
from storymap.gazetteer.store import EmbeddedGazetteer
from storymap.resources import data


@cache
def open_gazetteer(path: Path | None = None) -> EmbeddedGazetteer:
    """Return the embedded gazetteer together with the fetched places.

    If `path` is given, return the gazetteer in that file. Each gazetteer is opened only once per process. Raise
    GazetteerError if a file cannot be read.
    """
    if path is not None:
        return EmbeddedGazetteer(path)
    refresh()
    fetched = fetched_path()
    return (
        ExtendedGazetteer(data("places.bin"), fetched) if fetched.is_file() else EmbeddedGazetteer(data("places.bin"))
    )


__all__ = ["EmbeddedGazetteer", "fold", "open_gazetteer"]
