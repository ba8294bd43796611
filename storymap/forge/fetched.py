"""`storymap data fetch`: GeoNames' dumps and Natural Earth's layers into the cache, in the form that `gazetteer.fetched` reads.

GeoNames' format: https://download.geonames.org/export/dump/readme.txt. A file's places replace those that it gave before, in
one transaction: a fetch that fails leaves what was there.
"""

from __future__ import annotations

import io
import json
import re
import sqlite3
import zipfile
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any, NamedTuple

from storymap.errors import StorymapError
from storymap.forge.download import Downloaded, Progress, download
from storymap.forge.places_cities import is_name, settled
from storymap.forge.places_scripts import ALL_SCRIPTS
from storymap.gazetteer.codes import CLASS_OF, KIND_OF
from storymap.gazetteer.fetched import VERSION, About
from storymap.gazetteer.fold import fold
from storymap.ports import Match

GEONAMES = "https://download.geonames.org/export/dump"
NATURAL_EARTH = "https://naciscdn.org/naturalearth/10m"
ALL = "allCountries"
LAYERS = {
    "marine": "physical/ne_10m_geography_marine_polys.zip",
    "regions": "physical/ne_10m_geography_regions_polys.zip",
    "admin1": "cultural/ne_10m_admin_1_states_provinces.zip",
}
# Natural Earth's word for a feature -> GeoNames' code
_CODE_OF_CLASS = {
    "ocean": "OCN", "sea": "SEA", "gulf": "GULF", "bay": "BAY", "strait": "STRT", "channel": "CHN", "sound": "SD", "fjord": "FJD",
    "inlet": "INLT", "lagoon": "LGN", "reef": "RF", "island": "ISL", "island group": "ISLS", "range/mtn": "MTS", "plateau": "PLAT",
    "pen/cape": "PEN", "peninsula": "PEN", "desert": "DSRT", "plain": "PLN", "basin": "BSN", "valley": "VAL", "delta": "DLTA",
    "geoarea": "RGN", "coast": "RGN", "wetlands": "WTLD", "isthmus": "ISTH", "tundra": "RGN", "lowland": "PLN", "foothills": "HLLS",
    "gorge": "GRGE", "continent": "CONT", "dragons-be-here": "", "river": "STM", "admin-1 states provinces": "ADM1",
}  # fmt: skip
_NO_LANGUAGE = frozenset(["post", "link", "iata", "icao", "faac", "abbr", "wkdt", "unlc", "tcid", "phon", "piny"])
_EMBEDDED = re.compile(r"PCL|ADM1$|TERR$|ZN|PPLH$|PPLCH$|PPLQ$|PPLW$")  # known already, or no place of today
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
_UNPEOPLED = {
    "admin2": 3.0,
    "region": 2.6,
    "site": 1.8,
}  # prominence of what has no people: below any town of a newspaper
_AREA_STEP_DEG = 0.02  # areas are thinned to this
_TABLES = """
CREATE TABLE IF NOT EXISTS about(source TEXT PRIMARY KEY, url TEXT, sha256 TEXT, bytes INTEGER, fetched TEXT, rows INTEGER);
CREATE TABLE IF NOT EXISTS place(number INTEGER PRIMARY KEY, id TEXT, source TEXT, part TEXT, name TEXT, kind TEXT, code TEXT, lat REAL, lon REAL,
  population INTEGER, prominence REAL, country TEXT, admin1 TEXT, west REAL, south REAL, east REAL, north REAL, names TEXT, area TEXT);
CREATE TABLE IF NOT EXISTS name(folded TEXT, number INTEGER, match INTEGER, PRIMARY KEY(folded, number)) WITHOUT ROWID;
CREATE UNIQUE INDEX IF NOT EXISTS place_id ON place(id);
CREATE INDEX IF NOT EXISTS place_part ON place(part);
"""


class Row(NamedTuple):
    """A place on its way into the file; `box` west, south, east, north."""

    id: str
    source: str
    name: str
    kind: str
    code: str
    lat: float
    lon: float
    population: int
    prominence: float
    country: str
    admin1: str
    names: Mapping[str, Match]  # folded
    labels: tuple[tuple[str, str], ...] = ()  # (name, language)
    box: tuple[float, float, float, float] | None = None
    area: str = ""


def fetch_geonames(what: str, target: Path, *, base: str, today: str, alternates: bool, progress: Progress) -> int:
    """Fetches a country's dump ("JP") or all ("allCountries"), with its alternate names by language; the number of places."""
    folder = target.parent / "downloads"
    dump = download(f"{base}/{what}.zip", folder, progress)
    named: Mapping[int, list[tuple[str, str]]] = {}
    if alternates:
        url = f"{base}/alternateNamesV2.zip" if what == ALL else f"{base}/alternatenames/{what}.zip"
        named = _alternate_names(download(url, folder / "alternatenames", progress).path)
    return _write(target, f"geonames:{what}", dump, today, geonames_rows(dump.path, named))


def fetch_natural_earth(layer: str, target: Path, *, base: str, today: str, progress: Progress) -> int:
    """Fetches a layer of Natural Earth (a key of LAYERS); the number of places."""
    file = download(f"{base}/{LAYERS[layer]}", target.parent / "downloads", progress)
    return _write(target, f"naturalearth:{layer}", file, today, natural_earth_rows(file.path))


def geonames_rows(path: Path, named: Mapping[int, list[tuple[str, str]]]) -> Iterator[Row]:
    """The places of a dump. StorymapError: the zip holds no table, or a line of it is none of GeoNames'."""
    table = re.compile(r"(?!readme)[\w-]+\.txt", re.I)
    for number, line in enumerate(_lines(path, table), 1):
        cells = line.rstrip("\n").split("\t")
        if len(cells) != 19:
            raise StorymapError(f"{path.name}: line {number} has {len(cells)} columns, GeoNames' tables have 19.")
        row = _geonames_row(cells, named.get(int(cells[0]), []))
        if row is not None:
            yield row


def _geonames_row(cells: list[str], labels: list[tuple[str, str]]) -> Row | None:
    number, name, plain, more, lat, lon, letter, code, country = cells[:9]
    kind = KIND_OF.get(code) or _BY_CLASS.get(letter, "")
    if not kind or _EMBEDDED.match(code):
        return None
    population = int(cells[14] or 0)
    names = {fold(name): Match.NAME}
    for other in (plain, *more.split(","), *(label for label, _ in labels)):
        if other and is_name(other, ALL_SCRIPTS, population):
            names.setdefault(fold(other), Match.ALTERNATE)
    names.pop("", None)
    prominence = settled(population) if kind == "city" or population else _UNPEOPLED.get(kind, 2.3)
    admin1 = f"{country}.{cells[10]}" if country and cells[10] else ""
    kept = tuple((label, language) for label, language in labels if language)
    return Row(
        f"geonames:{number}", "geonames", name, kind, _code(code, kind), float(lat), float(lon), population, prominence, country, admin1, names, kept
    )  # fmt: skip


def _code(code: str, kind: str) -> str:
    """The feature code if the house knows it, else the plainest one of its kind."""
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
    """GeoNames id -> (name, language) of what people say today; codes, links and postcodes left out."""
    found: dict[int, list[tuple[str, str]]] = defaultdict(list)
    for line in _lines(path, re.compile(r"(?!readme|iso)[\w-]+\.txt", re.I)):
        cells = line.rstrip("\n").split("\t")
        if len(cells) >= 4 and cells[1].isdecimal() and cells[2] not in _NO_LANGUAGE:
            found[int(cells[1])].append((cells[3], cells[2]))
    return found


def _lines(path: Path, member: re.Pattern[str]) -> Iterator[str]:
    """The lines of the first member of a zip whose name fits."""
    with zipfile.ZipFile(path) as archive:
        name = next((n for n in sorted(archive.namelist()) if member.fullmatch(n)), None)
        if name is None:
            raise StorymapError(f"{path.name} holds no table of GeoNames.")
        with archive.open(name) as file:
            yield from io.TextIOWrapper(file, encoding="utf-8", newline="\n")


def natural_earth_rows(path: Path) -> Iterator[Row]:
    """The named areas of a layer. StorymapError: pyshp is missing, or the zip holds no shapefile."""
    try:
        import shapefile
    except ImportError as error:
        raise StorymapError("Natural Earth needs pyshp: python -m pip install 'storymap-leaflet[fetch]'") from error
    try:
        reader = shapefile.Reader(str(path), encoding="utf-8")
    except (shapefile.ShapefileException, OSError, ValueError) as error:
        raise StorymapError(f"{path.name} holds no shapefile: {error}") from error
    with reader:
        for found in reader.iterShapeRecords():
            row = _natural_earth_row(
                {k.lower(): v for k, v in found.record.as_dict().items()}, found.shape.__geo_interface__
            )
            if row is not None:
                yield row


def _natural_earth_row(about: Mapping[str, Any], geometry: Any) -> Row | None:
    from shapely import Polygon
    from shapely.geometry import shape

    code = _CODE_OF_CLASS.get(str(about.get("featurecla", "")).lower(), "")
    name = str(about.get("name_en") or about.get("name") or "").strip()
    if not code or not name or not about.get("ne_id"):
        return None
    labels = [
        (str(value).strip(), key[5:])
        for key, value in about.items()
        if key.startswith("name_") and len(key) == 7 and value
    ]
    whole = shape(geometry)
    thin = whole.simplify(_AREA_STEP_DEG)
    at = whole.representative_point()
    polygons = [thin] if isinstance(thin, Polygon) else list(getattr(thin, "geoms", ()))
    area = [
        [[[round(y, 4), round(x, 4)] for x, y in ring.coords[:-1]] for ring in (p.exterior, *p.interiors)]
        for p in polygons
    ]
    names = {fold(name): Match.NAME}
    for other in (str(about.get("name") or ""), *(label for label, _ in labels)):
        if fold(other):
            names.setdefault(fold(other), Match.OFFICIAL)
    rank = float(about.get("scalerank") or 5)
    country = str(about.get("iso_a2") or "")
    return Row(
        f"naturalearth:{about['ne_id']}", "naturalearth", name, KIND_OF[code], code, at.y, at.x, 0, max(2.5, 6.0 - rank / 2),
        country if len(country) == 2 and country.isalpha() else "", "", names, tuple(labels), whole.bounds, json.dumps(area),
    )  # fmt: skip


def _write(target: Path, part: str, file: Downloaded, today: str, rows: Iterable[Row]) -> int:
    """Puts the places of a part in the place of those it had. The file appears, or changes, only when all went well."""
    target.parent.mkdir(parents=True, exist_ok=True)
    new = not target.exists()
    working = target.with_suffix(".new") if new else target
    connection = sqlite3.connect(working)
    try:
        connection.executescript(_TABLES)
        connection.execute(f"PRAGMA user_version = {VERSION}")
        with connection:  # one transaction
            _forget(connection, part)
            count = _insert(connection, part, rows)
            about = About(part, file.url, file.sha256, file.bytes, today, count)
            connection.execute("INSERT INTO about VALUES (?,?,?,?,?,?)", about)
    except sqlite3.Error as error:
        raise StorymapError(f"{target} cannot be written: {error}; `storymap data forget` removes it.") from error
    finally:
        connection.close()
    if new:
        working.replace(target)
    return count


def _insert(connection: sqlite3.Connection, part: str, rows: Iterable[Row]) -> int:
    first = connection.execute("SELECT coalesce(max(number), -1) + 1 FROM place").fetchone()[0]
    count = 0
    for row in rows:
        number = first + count
        names = json.dumps(row.labels, ensure_ascii=False, separators=(",", ":"))
        done = connection.execute(
            f"INSERT OR IGNORE INTO place VALUES ({','.join('?' * 19)})",
            (number, row.id, row.source, part, row.name, row.kind, row.code, row.lat, row.lon, row.population, row.prominence,
             row.country, row.admin1, *(row.box or (None,) * 4), names, row.area),
        )  # fmt: skip
        if done.rowcount:  # another part may have the place already
            connection.executemany("INSERT INTO name VALUES (?,?,?)", ((n, number, m) for n, m in row.names.items()))
            count += 1
    return count


def forget(target: Path, part: str | None = None) -> bool:
    """Removes a part, or the whole file with its downloads; whether there was anything to remove."""
    if not target.exists():
        return False
    if part is None:
        import shutil

        target.unlink()
        shutil.rmtree(target.parent / "downloads", ignore_errors=True)
        return True
    connection = sqlite3.connect(target)
    try:
        with connection:
            return _forget(connection, part)
    finally:
        connection.close()


def _forget(connection: sqlite3.Connection, part: str) -> bool:
    connection.execute("DELETE FROM name WHERE number IN (SELECT number FROM place WHERE part = ?)", (part,))
    connection.execute("DELETE FROM place WHERE part = ?", (part,))
    return connection.execute("DELETE FROM about WHERE source = ?", (part,)).rowcount > 0
