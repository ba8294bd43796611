"""Read the places that a user has fetched with `storymap data fetch`.

These places are in a SQLite file in the cache with the following tables:

    about   source, url, sha256, bytes, fetched (ISO date), rows     a row for each fetched file
    place   number, id, source, name, kind, code, lat, lon, population, prominence, country, admin1, west…north, names, area
    name    folded, number, match

The columns `names` ([[name, language], …]) and `area` (polygons) contain JSON. `storymap.gazetteer.fetch` writes the
file. This module only reads the file, with one connection.
"""

from __future__ import annotations

import json
import sqlite3
import threading
from collections.abc import Sequence
from pathlib import Path
from typing import Any, NamedTuple

from platformdirs import user_cache_path

from storymap.errors import GazetteerError
from storymap.gazetteer.codes import CLASS_OF
from storymap.gazetteer.describe import box_radius_km, city_radius_km
from storymap.model import BoundingBox, Footprint, Place, SideName, position
from storymap.ports import Entry, Match

VERSION = 1  # PRAGMA user_version
LICENCES = {"geonames": "CC BY 4.0", "naturalearth": "public domain"}


class About(NamedTuple):
    """What was fetched as one part of the file, from where and when."""

    source: str
    url: str
    sha256: str
    bytes: int
    fetched: str
    rows: int


def fetched_path() -> Path:
    """Return the path of the file of fetched places. The file may not exist."""
    return user_cache_path("storymap") / "fetched.sqlite"


class Fetched:
    """The fetched places.

    `first` is added to the numbers of places in the file, so that they differ from the numbers of embedded places.
    """

    def __init__(self, path: Path, first: int) -> None:
        """Open the file.

        Raise GazetteerError if the file cannot be read, or if it has another format version.
        """
        self.first, self._path = first, path
        self._lock = threading.Lock()  # Without a lock, sqlite3 may give two threads the same prepared statement.
        try:
            self._file = sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True, check_same_thread=False)
            self._file.row_factory = sqlite3.Row
            version = self._file.execute("PRAGMA user_version").fetchone()[0]
        except sqlite3.Error as error:
            raise GazetteerError(f"{path} cannot be read: {error}. Remove it with `storymap data forget`.") from error
        if version != VERSION:
            raise GazetteerError(f"{path} has another version. Run `storymap data forget`, then fetch again.")

    @property
    def about(self) -> list[About]:
        """Return the source of each part of the file."""
        return [About(*row) for row in self._select("SELECT * FROM about ORDER BY source")]

    def find(self, folded: str) -> list[tuple[str, Entry]]:
        """Return (id, entry) for all places with a folded name. The order is arbitrary."""
        rows = self._select(
            "SELECT p.id, p.number, n.match, p.lat, p.lon, p.population, p.prominence, p.code, p.country, p.admin1, p.kind"
            " FROM name n JOIN place p USING (number) WHERE n.folded = ?",
            folded,
        )
        try:
            return [(row[0], Entry(row[1] + self.first, Match(row[2]), *_values(row[3:]))) for row in rows]
        except (TypeError, ValueError) as error:
            raise self._damaged(error) from error

    def entry(self, place_id: str) -> Entry | None:
        """Return the entry with an id, or None if there is no such place. The `match` of the entry is `Match.NAME`."""
        rows = self._select(
            "SELECT number, lat, lon, population, prominence, code, country, admin1, kind FROM place WHERE id = ?",
            place_id,
        )
        try:
            return next((Entry(row[0] + self.first, Match.NAME, *_values(row[1:])) for row in rows), None)
        except (TypeError, ValueError) as error:
            raise self._damaged(error) from error

    def place(self, number: int, admin1: str) -> Place:
        """Return the Place with the number of an entry. `admin1` is the name of the place's admin-1 unit."""
        rows = self._select("SELECT * FROM place WHERE number = ?", number - self.first)
        try:
            return _place(rows[0], admin1)
        except (TypeError, ValueError, LookupError, AttributeError, RecursionError) as error:
            raise self._damaged(error) from error

    def area(self, place_id: str) -> Footprint | None:
        """Return the area of a place, or None if the file has no area of it."""
        rows = self._select("SELECT area FROM place WHERE id = ?", place_id)
        try:
            polygons: Sequence[Any] = json.loads(rows[0]["area"]) if rows and rows[0]["area"] else ()
            rings = tuple(tuple(tuple(position(*at) for at in ring) for ring in polygon) for polygon in polygons)
        except (TypeError, ValueError, RecursionError) as error:
            raise self._damaged(error) from error
        return Footprint(rings) if rings else None

    def _select(self, query: str, *parameters: str | int) -> list[Any]:
        """Run a query and return all its rows, which are `sqlite3.Row`. Raise GazetteerError if the file is damaged."""
        try:
            with self._lock:
                return self._file.execute(query, parameters).fetchall()
        except (sqlite3.Error, UnicodeError, OverflowError) as error:
            raise self._damaged(error) from error

    def _damaged(self, error: Exception) -> GazetteerError:
        return GazetteerError(
            f"{self._path} is damaged ({error}). Remove it with `storymap data forget`, then fetch again."
        )


def _values(row: Sequence[Any]) -> tuple[Any, ...]:
    """Check the values of a row that come after `match` in an entry, and return them.

    Raise ValueError or TypeError if the position or a text is invalid.
    """
    position(*row[:2])
    if not all(isinstance(text, str) for text in row[4:]) or not all(isinstance(n, int | float) for n in row[2:4]):
        raise TypeError("a value has the wrong type")
    return tuple(row)


def _place(row: sqlite3.Row, admin1: str) -> Place:
    """Return the Place that a row of the table `place` describes."""
    box = BoundingBox(*(row[edge] for edge in ("west", "south", "east", "north"))) if row["west"] is not None else None
    return Place(
        id=row["id"],
        name=row["name"],
        position=position(row["lat"], row["lon"]),
        feature_class=CLASS_OF.get(row["code"], ""),
        feature_code=row["code"],
        names=tuple(SideName(*name) for name in json.loads(row["names"])),
        country_codes=(row["country"],) if row["country"] else (),
        admin1=admin1,
        radius_km=box_radius_km(box) if box else city_radius_km(row["population"]) if row["kind"] == "city" else 0.0,
        bbox=box,
        population=row["population"],
        source=row["source"],
        licence=LICENCES.get(row["source"], ""),
    )
