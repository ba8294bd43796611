"""Compiles the gazetteer: settlements, units, countries and the facts kept by hand, into `places.bin`."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from hashlib import sha256
from pathlib import Path

from storymap.forge.facts.check import Facts, load, verify
from storymap.forge.facts.reading import Fact
from storymap.forge.places.airports import airports
from storymap.forge.places.cities import cities
from storymap.forge.places.countries import countries
from storymap.forge.places.demote_names import demote_names
from storymap.forge.places.draft import World
from storymap.forge.places.everyday_names import name_cities, name_peoples, name_units
from storymap.forge.places.exonyms import add_exonyms
from storymap.forge.places.features import features
from storymap.forge.places.localized_names import localize_names
from storymap.forge.places.sources import PINS, Sources
from storymap.forge.places.units import units
from storymap.forge.places.write import write
from storymap.gazetteer.fold import fold
from storymap.resources import facts as facts_path

_LICENCES = {"geonames": "CC BY 4.0", "own": "MIT", "airports": "MIT"}


def build(out_dir: Path) -> Path:
    """Writes `places.bin` into a folder and returns its path. Raises StorymapError: wrong facts, no packages."""
    sources = Sources()
    facts = load(facts_path(""))
    verify(facts, sources.units)
    path = out_dir / "places.bin"
    world = compile_world(facts, sources)
    counts = Counter(draft.kind for draft in world.drafts)
    about = {
        "counts": dict(sorted(counts.items())),
        "names": len({name for draft in world.drafts for name in draft.names}),
        "facts": fingerprint(facts_path("")),
        "packages": {pin.name: pin.version for pin in PINS},
    }
    write(world, path, about, _LICENCES)
    return path


def fingerprint(folder: Path) -> str:
    """A hash of all facts: what is embedded was made from just these."""
    files = sorted(folder.rglob("*.yaml"))
    content = (part for path in files for part in (path.relative_to(folder).as_posix().encode(), path.read_bytes()))
    return sha256(b"\0".join(content)).hexdigest()


def compile_world(facts: Facts, sources: Sources) -> World:
    """Everything the gazetteer will know."""
    world = World(cities(sources))
    world.drafts += units(world.drafts, sources)
    name_units(facts.admin1, world)
    name_cities(facts.cities, world)
    world.drafts += countries(facts.countries, world, sources)
    world.drafts += features(facts.features, facts.disputes, world, languages(sources))
    name_peoples(facts.demonyms, world)
    world.drafts += airports(sources, world.drafts, world.country_ids)
    localize_names(world.drafts, sources)
    add_exonyms(facts.exonyms, world, languages(sources))
    demote_names(world.drafts)
    world.negative = negative(facts.negative)
    return world


def languages(sources: Sources) -> dict[str, set[str]]:
    """The languages of every country."""
    return {
        code: {part.split("-")[0] for part in country["languages"].split(",")}
        for code, country in sources.countries.items()
    }


def negative(groups: Sequence[Fact]) -> dict[str, list[str]]:
    """Folded name -> why it never matches on its own, and the spellings in which it may all the same."""
    found: dict[str, list[str]] = {}
    for group in groups:
        for name in group["names"]:
            entry = found.setdefault(fold(name), [group["why"]])
            if group.get("as_written"):
                entry += [spelling for spelling in dict.fromkeys((name, name.upper())) if spelling not in entry]
    return found
