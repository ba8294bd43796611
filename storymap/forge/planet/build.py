"""Build the basemap, `planet.zip`: vector tiles of the world at several levels, from Natural Earth data in packages."""

from __future__ import annotations

import json
import zipfile
from pathlib import Path

from storymap import resources
from storymap.basemap.levels import GROUP, LEVELS
from storymap.forge.facts import reading
from storymap.forge.planet import disputes as planet_disputes
from storymap.forge.planet import patch as planet_patch
from storymap.forge.planet import sources as planet_sources
from storymap.forge.planet import tiles as planet_tiles

FILE = "planet.zip"
SCALES = ("50m", "50m", "10m", "10m")  # Natural Earth's scale for each level
_EPOCH = (1980, 1, 1, 0, 0, 0)  # the earliest date possible in a zip; a fixed date makes builds reproducible


def build(out: Path, facts_dir: Path | None = None) -> list[Path]:
    """Write `planet.zip` and its record to `out`.

    The disputed lines come from the facts in `facts_dir` (default: the package's facts).

    "levels.json" describes the levels. "7/3-2.json" holds the tiles of level 7 in the group with column 3 and row 2, as
    {"x/y": {layer: text}}.
    """
    facts = (facts_dir or resources.facts("")) / "disputes.yaml"
    lines = planet_disputes.read(facts)
    sources = {scale: planet_sources.load(scale, lines) for scale in sorted(set(SCALES))}
    path = out / FILE
    with zipfile.ZipFile(path, "w") as archive:
        add(archive, "levels.json", json.dumps([level._asdict() for level in LEVELS]))
        for level, scale in zip(LEVELS, SCALES, strict=True):
            groups: dict[str, dict[str, dict[str, str]]] = {}
            for x, y, tile in planet_tiles.cut(planet_tiles.draw(sources[scale], level), level):
                groups.setdefault(f"{level.number}/{x // GROUP}-{y // GROUP}.json", {})[f"{x}/{y}"] = tile
            for name, tiles in groups.items():
                add(archive, name, json.dumps(tiles, separators=(",", ":")))
    return [path, planet_patch.write_record(reading.read(facts), out / planet_patch.RECORD)]


def add(archive: zipfile.ZipFile, name: str, text: str) -> None:
    """Add a member to a zip file. The bytes of the file do not depend on the time or the operating system."""
    member = zipfile.ZipInfo(name, _EPOCH)
    member.compress_type = zipfile.ZIP_DEFLATED
    member.create_system = 3
    member.external_attr = 0o644 << 16
    archive.writestr(member, text, compresslevel=9)
