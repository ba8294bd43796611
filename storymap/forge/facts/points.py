"""Read `facts/points/*.tsv`: one place per line, with a name, a position, a feature code and some optional columns.

The header names the columns, which may be in any order. Each line becomes an entry like those of `features/*.yaml`,
with an id derived from the name.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from storymap.forge.facts.reading import Fact, FactsError
from storymap.gazetteer.fold import fold
from storymap.nearest import did_you_mean, nearest

COLUMNS = ("name", "aliases", "code", "lat", "lon", "countries", "km", "rank", "years", "parents")
NEEDED = ("name", "code", "lat", "lon")

_INTEGER = re.compile(r"[-+]?\d+")
_YEARS = re.compile(r"(-?\d{1,4})[-–](-?\d{1,4})")  # a negative year is BC
_NO_SLUG = re.compile(r"[^a-z0-9]+")


def read_points(path: Path) -> list[Fact]:
    """Return the entries of a file, without ids. Raise FactsError if the header or the number of cells is wrong."""
    lines = table_lines(path)
    number, header = next(lines, (1, []))
    if wrong := _header_error(header):
        raise FactsError(f"{path.name}:{number}: {wrong}")
    facts, complaints = [], []
    for number, cells in lines:
        if len(cells) > len(header):
            complaints.append(f"{path.name}:{number}: {len(cells)} cells, but the header names {len(header)} columns")
        else:
            facts.append(Fact(_values(dict(zip(header, cells, strict=False))), path.name, number, {}))
    if complaints:
        raise FactsError("\n".join(complaints))
    return facts


def with_ids(points: Sequence[Fact], taken: Collection[str]) -> list[Fact]:
    """Return the entries with ids that differ from each other and from `taken`, the ids of other entries.

    The id is the name as a slug. If another entry already uses this id, the country is added to it. If the longer id is
    also used, the feature code is added, and then a number. Therefore the first of several entries with the same name
    has the shortest id.
    """
    used, found = set(taken), []
    for fact in points:
        fresh = next(slug for slug in _slugs(fact) if slug not in used)
        used.add(fresh)
        found.append(Fact({"id": fresh, **fact.values}, fact.file, fact.line, fact.lines))
    return found


def table_lines(path: Path) -> Iterator[tuple[int, list[str]]]:
    """Yield the number and cells of each line that is neither empty nor a comment."""
    for number, line in enumerate(path.read_text(encoding="utf-8-sig").splitlines(), 1):
        if line.strip() and not line.startswith("#"):
            yield number, [cell.strip() for cell in line.split("\t")]


def _header_error(header: Sequence[str]) -> str:
    """Return a message about the first mistake in a header, or "" if the header is right."""
    for column in header:
        if column not in COLUMNS:
            return f"{column!r} is not a column of this file.{did_you_mean(nearest(column, COLUMNS))}"
        if header.count(column) > 1:
            return f"column {column!r} occurs twice"
    missing = [column for column in NEEDED if column not in header]
    return f"the header has no column {', '.join(map(repr, missing))}" if missing else ""


def _values(cells: Mapping[str, str]) -> dict[str, Any]:
    """Return the values of an entry. A cell that cannot be converted is kept as text, so that `check` reports it."""
    values: dict[str, Any] = {key: cells[key] for key in ("name", "code") if cells.get(key)}
    if "lat" in cells and "lon" in cells:
        values["position"] = [_number(cells["lat"]), _number(cells["lon"])]
    for key, convert in _CONVERTED.items():
        if cells.get(key):
            values[_RENAMED.get(key, key)] = convert(cells[key])
    return {"countries": [], "parents": [], **values}


def _number(text: str) -> float | str:
    try:
        return float(text)
    except ValueError:
        return text


def _integer(text: str) -> int | str:
    return int(text) if _INTEGER.fullmatch(text) else text


def _years(text: str) -> list[int] | str:
    found = _YEARS.fullmatch(text.replace(" ", ""))
    return [int(found[1]), int(found[2])] if found else text


def _names(text: str) -> list[str]:
    return [name.strip() for name in text.split(";") if name.strip()]


_CONVERTED: dict[str, Callable[[str], Any]] = {
    "aliases": _names,
    "countries": str.split,
    "km": _number,
    "rank": _integer,
    "years": _years,
    "parents": str.split,
}
_RENAMED = {"km": "radius_km"}


def _slugs(fact: Fact) -> Iterator[str]:
    """Yield an infinite sequence of possible ids, shortest first."""
    slug = _NO_SLUG.sub("-", fold(str(fact.get("name", "")))).strip("-") or "place"
    yield slug
    for part in (*fact["countries"][:1], fact.get("code", "")):
        slug = f"{slug}-{part.lower()}"
        yield slug
    number = 2
    while True:
        yield f"{slug}-{number}"
        number += 1
