"""Fetch GeoNames dumps.

The format of the dumps is described in https://download.geonames.org/export/dump/readme.txt.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections import defaultdict
from collections.abc import Iterator, Mapping
from pathlib import Path

from storymap.errors import StorymapError
from storymap.gazetteer.codes import CLASS_OF, KIND_OF
from storymap.gazetteer.fetch.download import ZIP_ERRORS, Progress, download
from storymap.gazetteer.fetch.store import Row, write
from storymap.gazetteer.fold import fold
from storymap.gazetteer.names import is_name, settled
from storymap.gazetteer.scripts import ALL_SCRIPTS
from storymap.lazy_pattern import lazy_pattern
from storymap.model import position
from storymap.ports import Match

GEONAMES = "https://download.geonames.org/export/dump"
ALL = "allCountries"
MAX_POPULATION = 20_000_000_000  # this is more than the population of the Earth, which is also an entry in GeoNames
_NO_LANGUAGE = frozenset(["post", "link", "iata", "icao", "faac", "abbr", "wkdt", "unlc", "tcid", "phon", "piny"])
# Places with these feature codes are left out, because the embedded gazetteer has them or because they are historical.
_EMBEDDED = lazy_pattern(r"PCL|ADM1$|TERR$|ZN|PPLH$|PPLCH$|PPLQ$|PPLW$|ADM\wH$")
_BY_CLASS = {
    "P": "city",
    "A": "admin2",
    "H": "water",
    "T": "land",
    "V": "land",
    "L": "region",
    "S": "site",
    "R": "site",
    "U": "sea",
}
# Kind -> prominence of a place without population. This prominence is lower than that of towns that are likely to be in
# the news.
_UNPEOPLED = {
    "admin2": 3.0,
    "region": 2.6,
    "site": 1.8,
}


def fetch_geonames(what: str, target: Path, *, base: str, today: str, alternates: bool, progress: Progress) -> int:
    """Fetch the dump of a country ("JP") or of the world ("allCountries"), and return its number of places.

    If `alternates` is true, also fetch the alternate names with their languages.
    """
    folder = target.parent / "downloads"
    dump = download(f"{base}/{what}.zip", folder, progress)
    named: Mapping[int, list[tuple[str, str]]] = {}
    if alternates:
        url = f"{base}/alternateNamesV2.zip" if what == ALL else f"{base}/alternatenames/{what}.zip"
        named = _alternate_names(download(url, folder / "alternatenames", progress).path)
    return write(target, f"geonames:{what}", dump, today, geonames_rows(dump.path, named))


def geonames_rows(path: Path, named: Mapping[int, list[tuple[str, str]]]) -> Iterator[Row]:
    """Yield the places of a dump. `named` maps GeoNames ids to alternate names and their languages.

    Raise StorymapError if the zip file has no table, or if a line is not in the format of GeoNames.
    """
    table = re.compile(r"(?!readme)[\w-]+\.txt", re.I)
    for number, line in enumerate(_lines(path, table), 1):
        cells = line.rstrip("\n").split("\t")
        if len(cells) != 19:
            raise StorymapError(f"{path.name}: line {number} has {len(cells)} columns; GeoNames' tables have 19.")
        try:
            row = _geonames_row(cells, named.get(int(cells[0]), []))
        except ValueError as error:
            raise StorymapError(f"{path.name}: line {number} is not in GeoNames' format: {error}.") from error
        if row is not None:
            yield row


def _geonames_row(cells: list[str], labels: list[tuple[str, str]]) -> Row | None:
    number, name, plain, more, lat, lon, letter, code, country = cells[:9]
    kind = KIND_OF.get(code) or _BY_CLASS.get(letter, "")
    if not kind or _EMBEDDED.match(code):
        return None
    population = int(cells[14] or 0)
    at = position(float(lat), float(lon))
    if not 0 <= population < MAX_POPULATION:
        raise ValueError(f"the population is {population}")
    names = {fold(name): Match.NAME}
    for other in (plain, *more.split(","), *(label for label, _ in labels)):
        if other and is_name(other, ALL_SCRIPTS, population):
            names.setdefault(fold(other), Match.ALTERNATE)
    names.pop("", None)
    prominence = settled(population) if kind == "city" or population else _UNPEOPLED.get(kind, 2.3)
    admin1 = f"{country}.{cells[10]}" if country and cells[10] else ""
    kept = tuple((label, language) for label, language in labels if language)
    return Row(
        f"geonames:{number}", "geonames", name, kind, _code(code, kind), at.lat, at.lon, population, prominence, country, admin1, names, kept
    )  # fmt: skip


def _code(code: str, kind: str) -> str:
    """Return the feature code if the gazetteer knows it, otherwise the most general code for the kind."""
    plain = {
        "city": "PPL",
        "admin2": "ADM2",
        "water": "STM",
        "land": "MT",
        "region": "RGN",
        "site": "BLDG",
        "sea": "BAY",
    }
    return code if code in CLASS_OF else plain.get(kind, "")


def _alternate_names(path: Path) -> dict[int, list[tuple[str, str]]]:
    """Return [(name, language)] for each GeoNames id. Codes, links and postcodes are left out."""
    found: dict[int, list[tuple[str, str]]] = defaultdict(list)
    for line in _lines(path, re.compile(r"(?!readme|iso)[\w-]+\.txt", re.I)):
        cells = line.rstrip("\n").split("\t")
        if len(cells) >= 4 and cells[1].isdecimal() and cells[2] not in _NO_LANGUAGE:
            found[int(cells[1])].append((cells[3], cells[2]))
    return found


def _lines(path: Path, member: re.Pattern[str]) -> Iterator[str]:
    """Yield the lines of the first file in a zip archive whose name matches `member`."""
    try:
        with zipfile.ZipFile(path) as archive:
            name = next((n for n in sorted(archive.namelist()) if member.fullmatch(n)), None)
            if name is None:
                raise StorymapError(f"{path.name} contains no GeoNames table.")
            with archive.open(name) as file:
                yield from io.TextIOWrapper(file, encoding="utf-8", newline="\n")
    except ZIP_ERRORS as error:
        raise StorymapError(f"{path.name} is damaged ({type(error).__name__}). Fetch it again.") from error
