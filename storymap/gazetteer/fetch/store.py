"""Write fetched places into the SQLite file that `gazetteer.fetched` reads.

There is one part of the file for each country or layer that was fetched. If a part is fetched again, its places are
replaced in one transaction, so that a failed fetch changes nothing.
"""

from __future__ import annotations

import json
import os
import sqlite3
import time
from collections.abc import Iterable, Mapping
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

from storymap.errors import StorymapError
from storymap.gazetteer.fetch.download import Downloaded
from storymap.gazetteer.fetched import VERSION, About
from storymap.ports import Match

_TABLES = """
CREATE TABLE IF NOT EXISTS about(source TEXT PRIMARY KEY, url TEXT, sha256 TEXT, bytes INTEGER, fetched TEXT, rows INTEGER);
CREATE TABLE IF NOT EXISTS place(number INTEGER PRIMARY KEY, id TEXT, source TEXT, part TEXT, name TEXT, kind TEXT, code TEXT, lat REAL, lon REAL,
  population INTEGER, prominence REAL, country TEXT, admin1 TEXT, west REAL, south REAL, east REAL, north REAL, names TEXT, area TEXT);
CREATE TABLE IF NOT EXISTS name(folded TEXT, number INTEGER, match INTEGER, PRIMARY KEY(folded, number)) WITHOUT ROWID;
CREATE UNIQUE INDEX IF NOT EXISTS place_id ON place(id);
CREATE INDEX IF NOT EXISTS place_part ON place(part);
"""


_STALE_SECONDS = 24 * 3600.0  # a temporary file older than this was left by a process that was killed


class Row(NamedTuple):
    """A place to write. `box` is (west, south, east, north)."""

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


def write(target: Path, part: str, file: Downloaded, today: str, rows: Iterable[Row]) -> int:
    """Replace the places of a part, and return the number of its new places.

    If anything fails, the file is not changed.
    """
    target.parent.mkdir(parents=True, exist_ok=True)
    new = not target.exists()
    working = target.with_suffix(f".{os.getpid()}.new") if new else target
    for left in target.parent.glob(f"{target.stem}*.new"):  # processes that were killed may have left temporary files
        with suppress(OSError):
            if time.time() - left.stat().st_mtime > _STALE_SECONDS:
                left.unlink()
    connection, count = sqlite3.connect(working), None
    try:
        connection.executescript(_TABLES)
        connection.execute(f"PRAGMA user_version = {VERSION}")
        with connection:  # all changes are made in one transaction
            _forget(connection, part)
            count = _insert(connection, part, rows)
            about = About(part, file.url, file.sha256, file.bytes, today, count)
            connection.execute("INSERT INTO about VALUES (?,?,?,?,?,?)", about)
    except sqlite3.Error as error:
        raise StorymapError(f"{target} cannot be written: {error}. Remove it with `storymap data forget`.") from error
    finally:
        connection.close()
        if new and count is None:
            working.unlink(missing_ok=True)
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
        if done.rowcount:  # the number is 0 if another part of the file already has the place
            connection.executemany("INSERT INTO name VALUES (?,?,?)", ((n, number, m) for n, m in row.names.items()))
            count += 1
    return count


def forget(target: Path, part: str | None = None) -> bool:
    """Remove a part of the file, or the whole file and all downloads if `part` is None.

    Return whether anything was removed.
    """
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
    except sqlite3.Error as error:
        raise StorymapError(f"{target} is damaged: {error}. Remove it with `storymap data forget`.") from error
    finally:
        connection.close()


def _forget(connection: sqlite3.Connection, part: str) -> bool:
    connection.execute("DELETE FROM name WHERE number IN (SELECT number FROM place WHERE part = ?)", (part,))
    connection.execute("DELETE FROM place WHERE part = ?", (part,))
    return connection.execute("DELETE FROM about WHERE source = ?", (part,)).rowcount > 0
