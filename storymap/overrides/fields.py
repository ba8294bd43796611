"""Single values of places.yaml, each checked; a mistake becomes a message with file, line, column and what is allowed."""

from __future__ import annotations

import difflib
from collections.abc import Sequence
from typing import Any, NoReturn

from storymap.errors import OverrideError
from storymap.model import BoundingBox, Footprint, Position, Ring, position
from storymap.sphere import unwrap

_FEWEST = 4  # positions of a GeoJSON ring, the first said again at the end
_MOST = 20_000  # positions of an area


class Checks:
    """Takes values out of the tables of one file."""

    def __init__(self, file: str) -> None:
        self.file = file

    def words(self, table: Any, key: str, where: str) -> str:
        """Words in one line; "" when the key is not there."""
        if key not in table:
            return ""
        value = table[key]
        if value is None or isinstance(value, bool) or not isinstance(value, (str, int, float)):
            self.fail(f"{where}: `{key}` must be words.", *self.at(table, key))
        words = " ".join(str(value).split())
        if not words:
            self.fail(f"{where}: `{key}` is empty; say something or leave it out.", *self.at(table, key))
        return words

    def flag(self, table: Any, key: str, where: str) -> bool:
        value = table.get(key, False)
        if not isinstance(value, bool):
            self.fail(f"{where}: `{key}` is true or false, not {_shown(value)}.", *self.at(table, key))
        return value

    def number(self, table: Any, key: str, where: str, low: float, high: float) -> float:
        """A number of a range; 0 when the key is not there."""
        if key not in table:
            return 0.0
        try:
            value = _number(table[key])
        except TypeError as error:
            self.fail(f"{where}: `{key}`: {error}.", *self.at(table, key))
        if not low <= value <= high:
            self.fail(f"{where}: `{key}` must be between {low:g} and {high:g}, not {value:g}.", *self.at(table, key))
        return value

    def codes(self, table: Any, key: str, where: str) -> tuple[str, ...]:
        """Country codes, one or a list of them; none when the key is not there."""
        if key not in table:
            return ()
        value = table[key]
        listed = value if isinstance(value, list) else [value]
        if not listed or not all(isinstance(code, str) and len(code) == 2 and code.isalpha() for code in listed):
            self.fail(f"{where}: `{key}` lists country codes of two letters, such as [JP].", *self.at(table, key))
        return tuple(code.upper() for code in listed)

    def one_of(self, table: Any, key: str, where: str, allowed: Sequence[str]) -> str:
        value = self.words(table, key, where)
        if value and value not in allowed:
            self.fail(f"{where}: `{key}` is one of {', '.join(allowed)}.{_meant(value, allowed)}", *self.at(table, key))
        return value

    def table(self, table: Any, key: str, where: str, allowed: Sequence[str], such_as: str) -> Any:
        """A table under a key, with no keys but those allowed; None when it is not there."""
        if key not in table:
            return None
        value = table[key]
        if not isinstance(value, dict) or not value:
            self.fail(f"{where}: `{key}` is a table such as {such_as}.", *self.at(table, key))
        self.known_keys(value, allowed, f"{where}, {key}")
        return value

    def known_keys(self, table: Any, allowed: Sequence[str], where: str) -> None:
        for key in table:
            if key not in allowed:
                self.fail(
                    f"{where}: `{key}` is not known here; allowed are {', '.join(allowed)}.{_meant(str(key), allowed)}",
                    *self.at(table, key),
                )

    def position(self, where: str, table: Any) -> Position:
        """The position of a table with `lat` and `lon`."""
        try:
            return position(_number(table["lat"]), _number(table["lon"]))
        except (TypeError, ValueError) as error:
            key = "lat" if "latitude" in str(error) or _wrong(table.get("lat")) else "lon"
            self.fail(f"{where}: {error}.", *self.at(table, key))

    def box(self, where: str, table: Any) -> BoundingBox | None:
        if "box" not in table:
            return None
        try:
            edges = table["box"]
            if not isinstance(edges, list) or len(edges) != 4:
                raise TypeError("it needs four numbers")
            west, south, east, north = map(_number, edges)
            position(south, west), position(north, east)
            if south >= north:
                raise ValueError("south is not below north")
            if west == east:
                raise ValueError("west and east are the same")
        except (TypeError, ValueError) as error:
            self.fail(f"{where}: `box` is [west, south, east, north] in degrees: {error}.", *self.at(table, "box"))
        return BoundingBox(west, south, east, north)

    def area(self, where: str, table: Any) -> Footprint | None:
        """A GeoJSON Polygon or MultiPolygon; its coordinates are [lon, lat]."""
        if "area" not in table:
            return None
        value = table["area"]
        try:
            if not isinstance(value, dict) or value.get("type") not in ("Polygon", "MultiPolygon"):
                raise TypeError("it has no `type: Polygon` or `type: MultiPolygon`")
            listed = value.get("coordinates")
            if not isinstance(listed, list) or not listed:
                raise TypeError("it has no `coordinates`")
            polygons = [listed] if value["type"] == "Polygon" else listed
            footprint = Footprint(tuple(tuple(map(_ring, polygon)) for polygon in polygons))
            if sum(len(ring) for polygon in footprint.polygons for ring in polygon) > _MOST:
                raise ValueError(f"it has more than {_MOST} positions; simplify it first")
            _plane(footprint)
        except (TypeError, ValueError) as error:
            self.fail(
                f"{where}: `area` is a GeoJSON Polygon or MultiPolygon, [lon, lat] each: {error}.",
                *self.at(table, "area"),
            )
        return footprint

    def at(self, table: Any, key: Any) -> tuple[int, int]:
        """Line and column of a key, from 1; those of the table when the key is not there."""
        return self._mark(table, "key", key)

    def item_at(self, table: Any, number: int) -> tuple[int, int]:
        """Line and column of an item of a list, from 1."""
        return self._mark(table, "item", number)

    def _mark(self, table: Any, how: str, key: Any) -> tuple[int, int]:
        lines = getattr(table, "lc", None)
        try:
            line, column = getattr(lines, how)(key)
        except (KeyError, AttributeError, TypeError, IndexError):
            line, column = getattr(lines, "line", None) or 0, getattr(lines, "col", None) or 0
        return line + 1, column + 1

    def fail(self, message: str, line: int, column: int) -> NoReturn:
        raise OverrideError(message, file=self.file, line=line, column=column)


def _meant(word: str, allowed: Sequence[str]) -> str:
    near = difflib.get_close_matches(word, allowed, 1) or [a for a in allowed if word.startswith(a)]
    return f" Did you mean `{near[0]}`?" if near else ""


def _ring(positions: Any) -> tuple[Position, ...]:
    """A closed GeoJSON ring as we keep rings: without the first position said again."""
    if not isinstance(positions, list) or len(positions) < _FEWEST:
        raise ValueError(f"a ring has at least {_FEWEST} positions")
    ring = []
    for pair in positions:
        if not isinstance(pair, list) or len(pair) < 2:
            raise ValueError("a position is [lon, lat]")
        ring.append(position(_number(pair[1]), _number(pair[0])))
    if ring[0] != ring[-1]:
        raise ValueError("a ring ends where it begins")
    return tuple(ring[:-1])


def _plane(footprint: Footprint) -> None:
    """ValueError when the rings of a polygon cross themselves or each other."""
    import shapely

    for outer, *holes in footprint.polygons:
        flat = shapely.Polygon(_flat(outer), [_flat(hole) for hole in holes])
        if not flat.is_valid:
            raise ValueError(shapely.is_valid_reason(flat))


def _flat(ring: Ring) -> list[tuple[float, float]]:
    """The ring as (x, y), on across the antimeridian."""
    return [(unwrap(lon, ring[0].lon), lat) for lat, lon in ring]


def _number(value: Any) -> float:
    if _wrong(value):
        raise TypeError(f"{_shown(value)} is not a number")
    return float(value)


def _wrong(value: Any) -> bool:
    return isinstance(value, bool) or not isinstance(value, (int, float))


def _shown(value: Any) -> str:
    """A value as a message shows it: short, and without the library's own words."""
    if isinstance(value, dict):
        return "a table"
    if isinstance(value, list):
        return "a list"
    if value is None or isinstance(value, bool):
        return "nothing" if value is None else str(value).lower()
    return f"the words “{value[:40]}”" if isinstance(value, str) else str(value)
