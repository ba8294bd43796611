"""Build the base of the gazetteer from the pinned packages: `storymap data build base`."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from storymap.forge.places.airports import airport_rows
from storymap.forge.places.base import Base, base_of, dump
from storymap.forge.places.census import census_places
from storymap.forge.places.cities import cities
from storymap.forge.places.countries import LANGUAGES as COUNTRY_LANGUAGES
from storymap.forge.places.draft import Draft
from storymap.forge.places.localized_names import LANGUAGES as CITY_LANGUAGES
from storymap.forge.places.localized_names import LEAST_PEOPLE, names_by_script
from storymap.forge.places.sources import PINS, Sources
from storymap.forge.places.units import units
from storymap.forge.places.villages import villages

_COUNTRY_KEYS = ("geonameid", "name", "capital", "population", "areakm2", "languages", "isonumeric")


def build_base(path: Path) -> Path:
    """Write the base and return its path.

    Raise StorymapError if a package cannot be downloaded or differs from the pinned release.
    """
    dump(base_from(Sources()), path)
    return path


def base_from(sources: Sources) -> Base:
    """Return the base.

    The base contains all settlements and units with their names, and the tables that are needed to compile the facts.
    """
    settlements = cities(sources)
    areas = units(settlements, sources)
    postal = villages(sources.postal_codes(), settlements)
    american = census_places(sources.census_places(), [*settlements, *postal], sources.us_counties)
    return base_of(
        [*settlements, *postal, *american],
        areas,
        script_names=_script_names(settlements, sources),
        tables=_tables(sources, areas),
        packages={pin.name: pin.version for pin in PINS},
    )


def _script_names(settlements: Sequence[Draft], sources: Sources) -> dict[int, Mapping[str, str]]:
    """Return the alternate names of larger settlements, if the script of the name identifies its language: row ->
    language -> name."""
    found: dict[int, Mapping[str, str]] = {}
    for row, (city, known) in enumerate(zip(settlements, sources.cities, strict=True)):
        if city.population >= LEAST_PEOPLE:
            names = names_by_script(city, known["alternatenames"], known["name"])
            if spoken := {language: name for language, name in names.items() if name}:
                found[row] = spoken
    return found


def _tables(sources: Sources, areas: Sequence[Draft]) -> dict[str, Any]:
    rows = {area.id.partition(":")[2] for area in areas}
    countries = {code: {key: about[key] for key in _COUNTRY_KEYS} for code, about in sources.countries.items()}
    territories = {language: sources.territories(language) for language in COUNTRY_LANGUAGES.split()}
    return {
        "countries": countries,
        "territories": {
            language: {code: name for code, name in names.items() if code in countries}
            for language, names in territories.items()
        },
        "zone_cities": {language: sources.zone_cities(language) for language in CITY_LANGUAGES},
        "zone_countries": sources.zone_countries,
        "airports": airport_rows(sources),
        "empty_units": [code for code in sources.units if code.count(".") == 1 and code not in rows],
    }
