"""Builds the basemap, `planet.zip`: a vector pyramid of the world from packages with Natural Earth data."""

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
_EPOCH = (1980, 1, 1, 0, 0, 0)  # the earliest date in a zip: the file must not depend on when it was built


def build(out: Path, facts_dir: Path | None = None) -> list[Path]:
    """Writes `planet.zip` and its record into the folder `out`, disputed lines from the facts (default: the package's).

    "levels.json" says how the levels are made; "7/3-2.json" holds the tiles of level 7 in the group 3, 2, as
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
    """Adds a member that does not depend on the time and the system."""
    member = zipfile.ZipInfo(name, _EPOCH)
    member.compress_type = zipfile.ZIP_DEFLATED
    member.create_system = 3
    member.external_attr = 0o644 << 16
    archive.writestr(member, text, compresslevel=9)
