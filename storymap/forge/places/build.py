"""Compile the gazetteer, `places.bin`, by applying the facts to the base."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from storymap.basemap.footprints import Footprints
from storymap.forge.facts.check import Facts
from storymap.forge.facts.reading import Fact
from storymap.forge.places.airports import airports
from storymap.forge.places.base import Base
from storymap.forge.places.countries import country_patches
from storymap.forge.places.everyday_names import city_patches, demonym_patches, unit_patches
from storymap.forge.places.exonyms import exonym_patches
from storymap.forge.places.features import described_disputes, feature_patches
from storymap.forge.places.localized_names import localized_patches
from storymap.forge.places.page_names import page_name_patches
from storymap.forge.places.points import point_patches
from storymap.forge.places.short_names import short_name_patches
from storymap.forge.places.units_by_area import unit_by_area_patches
from storymap.forge.places.world import World
from storymap.forge.places.write import write
from storymap.gazetteer.fold import fold
from storymap.recognize.languages import language_data
from storymap.recognize.tagger.vocabulary import WordTable
from storymap.resources import data

_LICENCES = {
    "geonames": "CC BY 4.0",
    "own": "MIT",
    "airports": "MIT",
    "us-census": "public domain",
    "is50v": "CC BY 4.0",
}


def build_places(facts: Facts, base: Base, out_dir: Path, fingerprint: str) -> Path:
    """Write `places.bin` into the folder `out_dir` and return its path. `fingerprint` is a hash of all inputs.

    Raise FactsError if the facts refer to places that are not in the base.
    """
    path = out_dir / "places.bin"
    write(patched(base, facts), path, {"facts": fingerprint, "packages": base.packages}, _LICENCES)
    return path


def patched(base: Base, facts: Facts) -> World:
    """Return the base with all facts applied.

    This function must apply the kinds of patches in a fixed order, because later patches use the results of earlier
    ones.
    """
    world = World(base)
    languages = languages_of(base)
    world.apply(unit_patches(facts.admin1, world))
    world.apply(city_patches(facts.cities, world))
    world.apply(country_patches(facts.countries, world))
    world.apply(feature_patches(facts.features, facts.disputes, world, languages))
    world.disputes = described_disputes(facts.disputes, world)
    world.apply(point_patches(facts.points, world))
    world.apply(unit_by_area_patches(world, Footprints(data("footprints.zip"))))
    world.apply(demonym_patches(facts.demonyms, world))
    world.apply(airports(world))
    world.apply(localized_patches(world))
    world.apply(exonym_patches(facts.exonyms, world, languages))
    world.apply(page_name_patches(facts.names, world))
    world.negative = negative(facts.negative)
    world.apply(short_name_patches(world, WordTable.open(data("words.npz")), language_data("en").given_names))
    return world


def languages_of(base: Base) -> dict[str, set[str]]:
    """Return a mapping from country code to the languages of the country."""
    return {
        code: {part.split("-")[0] for part in country["languages"].split(",")}
        for code, country in base.tables["countries"].items()
    }


def negative(groups: Sequence[Fact]) -> dict[str, list[str]]:
    """Return the folded names that never match on their own.

    The value of a name is a list: first the reason, then the spellings that may still match.
    """
    found: dict[str, list[str]] = {}
    for group in groups:
        for name in group["names"]:
            entry = found.setdefault(fold(name), [group["why"]])
            if group.get("as_written"):
                entry += [spelling for spelling in dict.fromkeys((name, name.upper())) if spelling not in entry]
    return found
