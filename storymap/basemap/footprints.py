"""Read the areas of places by gazetteer id.

The file stores areas in groups; a group is unpacked when it is first needed.
"""

from __future__ import annotations

import json
import threading
import zipfile
import zlib
from collections.abc import Sequence
from functools import cache
from itertools import accumulate
from pathlib import Path
from typing import Any

import numpy as np

from storymap import resources
from storymap.basemap.codec import decode_points
from storymap.basemap.patch import read_patch
from storymap.errors import BasemapError
from storymap.model import Footprint
from storymap.stored_area import StoredArea


class Footprints:
    """A mapping from place id to area.

    Examples of ids are "geonames:1861060", "geonames-admin1:US.AK" and "storymap:sakhalin".
    """

    def __init__(self, path: Path, patch: Path | None = None) -> None:
        """Open a file of areas. `patch` is a file with areas that replace some of these areas.

        The patch file may be missing.

        Raise BasemapError if a file is damaged.
        """
        try:
            self._archive = zipfile.ZipFile(path)
        except (OSError, zipfile.BadZipFile) as error:
            raise BasemapError(f"cannot open the place outlines in {path}: {error}; reinstall the package") from error
        self._lock = threading.Lock()  # `zipfile` is not thread-safe
        self._index: dict[str, tuple[int, str]] = self._read("index.json")
        self._groups: dict[int, dict[str, Any]] = {}
        changes = read_patch(patch)
        self._changed: dict[str, Any] = changes.get("areas", {})
        self._names = {name: own for name, (_, own) in self._index.items()} | changes.get("names", {})
        self._names |= {name: name for name in self._changed}
        self._unpacked: dict[str, StoredArea] = {}

    def __contains__(self, place_id: object) -> bool:
        name = self._names.get(str(place_id))
        return name is not None and self._changed.get(name, True) is not None

    def __len__(self) -> int:
        """Return the number of ids with an area."""
        return sum(name in self for name in self._names)

    def get(self, place_id: str) -> Footprint | None:
        """Return the area of a place, or None if the area is unknown.

        Outlines are accurate to 1 km; small islands are more accurate.
        """
        if place_id not in self:
            return None
        name = self._names[place_id]
        if name not in self._unpacked:
            area = self._changed[name] if name in self._changed else self._packed(name)
            self._unpacked[name] = _area(area["polygons"], area["scale"])
        return self._unpacked[name]

    def _packed(self, name: str) -> Any:
        group = self._index[name][0]
        if group not in self._groups:
            self._groups[group] = self._read(f"{group}.json")
        return self._groups[group][name]

    def _read(self, name: str) -> Any:
        try:
            with self._lock:
                content = self._archive.read(name)
            return json.loads(content)
        except (KeyError, OSError, ValueError, zipfile.BadZipFile, zlib.error) as error:
            raise BasemapError(
                f"the place outlines in {self._archive.filename} are damaged at {name}: {error}; reinstall the package"
            ) from error


@cache
def open_footprints() -> Footprints:
    """Open the file of areas in the package. Raise BasemapError if the file cannot be opened."""
    return Footprints(resources.data("footprints.zip"), resources.data("footprints-patch.json"))


def footprint(place_id: str) -> Footprint | None:
    """Return the area of a place from the file in the package, or None if the area is unknown."""
    return open_footprints().get(place_id)


def _area(texts: Sequence[str], scale: int) -> StoredArea:
    """Return an area. `texts` has an encoded text for each polygon.

    All texts are decoded in one call to save time.
    """
    points, ends = decode_points(" ".join(texts))
    firsts = [0, *accumulate(text.count(" ") + 1 for text in texts)]  # for each polygon, the index of its first ring
    starts = [0, *ends[:-1]]
    begins = np.array([starts[first] for first in firsts[:-1]])
    before = np.vstack([[(0, 0)], points])[begins]  # for each polygon, the last point of the polygon before it
    degrees = (points - np.repeat(before, np.diff([*begins, len(points)]), axis=0)) / scale
    x = degrees[:, 0]
    degrees[:, 0] = np.where((x >= -180) & (x < 180), x, (x + 180) % 360 - 180)
    degrees.flags.writeable = False
    return StoredArea(degrees, ends, firsts)
