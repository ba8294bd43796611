"""Write small tile pyramids for tests."""

from __future__ import annotations

import json
import zipfile
from collections.abc import Mapping
from pathlib import Path

from storymap.basemap.codec import encode
from storymap.basemap.levels import GROUP, LEVELS

SQUARE = encode([[(0, 0), (100, 0), (100, 100), (0, 100)]])


def write_pyramid(path: Path, tiles: Mapping[str, Mapping[str, str]], levels: object = None) -> Path:
    """Write tiles ("level/x/y" -> layers) to a zip file in the format of planet.zip, and return its path."""
    groups: dict[str, dict[str, Mapping[str, str]]] = {}
    for key, layers in tiles.items():
        level, x, y = map(int, key.split("/"))
        groups.setdefault(f"{level}/{x // GROUP}-{y // GROUP}.json", {})[f"{x}/{y}"] = layers
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("levels.json", json.dumps(levels or [level._asdict() for level in LEVELS]))
        for name, group in groups.items():
            archive.writestr(name, json.dumps(group))
    return path
