"""The base of the gazetteer: the data of the pinned packages in a compact file (`data/base/places.xz`).

The file consists of a JSON header and sections. Each section is compressed with LZMA. A row is a place. The first rows
are settlements in the order of their ids; administrative units in the order of their codes follow. Most numbers are
stored as `packed` describes.
"""

from __future__ import annotations

import json
import lzma
from collections.abc import Container, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from struct import error as struct_error
from typing import Any

import numpy as np
from numpy.typing import NDArray

from storymap.errors import StorymapError
from storymap.forge.places.draft import Draft
from storymap.forge.places.packed import Integers, joined, packed, planes, unpacked
from storymap.forge.places.shown_names import shown_names
from storymap.gazetteer.fold import fold
from storymap.gazetteer.layout import DEGREE, START
from storymap.gazetteer.names import settled
from storymap.gazetteer.settlement_ids import settlement_id, settlement_number
from storymap.model import BoundingBox
from storymap.ports import Match

MAGIC = b"STORYBS1"
_BOX_STEPS = 10_000  # boxes are rounded to 1e-4 degrees, both when they are written and when they are read
# These amounts are needed because the population of a unit is spread over its area. Texts mention a unit less often
# than a city of the same size.
LESS_FAME = {1: 0.7, 2: 1.0}  # admin level -> amount subtracted from the prominence of a unit
_MATCHES = tuple(Match)


@dataclass(frozen=True)
class Base:
    """The data from the packages.

    The base has columns, which have a value for each row, and tables (countries, airports, localized names).
    """

    labels: Sequence[str] = ()  # the name of each row
    other_names: Sequence[Sequence[str]] = ()  # further names of each row, folded, without the folded label
    other_matches: bytes = b""  # the `Match` of each name in `other_names`, in the same order
    # Numbers of the settlements (see `settlement_ids`), in ascending order.
    city_ids: Integers = field(default_factory=lambda: np.zeros(0, np.int64))
    unit_codes: Sequence[str] = ()  # "JP.12", "US.NY.001", ascending
    lat: Integers = field(default_factory=lambda: np.zeros(0, np.int64))  # 1e-5 degrees
    lon: Integers = field(default_factory=lambda: np.zeros(0, np.int64))
    # Population of each row. For units, it is the total of their settlements.
    people: Integers = field(default_factory=lambda: np.zeros(0, np.int64))
    areas: Sequence[tuple[str, str, str]] = ()  # distinct (country, admin-1 code, admin-2 code)
    area_of: Integers = field(default_factory=lambda: np.zeros(0, np.int64))  # row -> index into `areas`
    boxes: Integers = field(default_factory=lambda: np.zeros((0, 4), np.int64))  # boxes of units in 1e-4 degrees
    script_names: Mapping[int, Mapping[str, str]] = field(default_factory=dict)  # row -> language -> name
    # The tables are: countries, territories, zone_cities, zone_countries, airports, empty_units.
    tables: Mapping[str, Any] = field(default_factory=dict)
    packages: Mapping[str, str] = field(default_factory=dict)  # name -> version

    def __len__(self) -> int:
        return len(self.labels)

    @property
    def cities(self) -> int:
        """Return the number of settlements, which are the first rows."""
        return len(self.city_ids)

    @cached_property
    def prominence(self) -> NDArray[np.float64]:
        """Return the prominence of each row."""
        # Python's log10 is applied to each distinct value, because NumPy's result can differ in the last bit.
        distinct, index = np.unique(self.people, return_inverse=True)
        found = np.array([settled(int(people)) for people in distinct], np.float64)[index]
        less = [LESS_FAME[code.count(".")] for code in self.unit_codes]
        found[self.cities :] -= np.array(less, np.float64)
        return found

    @property
    def names(self) -> dict[str, int]:
        """Return the number of each folded name. The names are numbered in order of first use."""
        return self._numbered[0]

    @property
    def name_of(self) -> Integers:
        """Return the numbers of the names of all rows, one row after another.

        `first` contains the index where each row starts.
        """
        return self._numbered[1]

    @cached_property
    def _numbered(self) -> tuple[dict[str, int], Integers]:
        flat = self._flat[0]
        distinct = dict.fromkeys(flat)
        names = dict(zip(distinct, range(len(distinct)), strict=True))
        return names, np.fromiter(map(names.__getitem__, flat), np.int64, len(flat))

    @cached_property
    def match_of(self) -> NDArray[np.uint8]:
        """Return the `Match` of each name in `name_of`."""
        found = np.zeros(self.first[-1], np.uint8)
        others = np.ones(len(found), bool)
        others[self.first[:-1]] = False
        found[others] = np.frombuffer(self.other_matches, np.uint8)
        return found

    @cached_property
    def row_of(self) -> Integers:
        """Return the row to which each name in `name_of` belongs."""
        return np.repeat(np.arange(len(self)), np.diff(self.first))

    @property
    def first(self) -> Integers:
        """Return the index in `name_of` of the first name of each row, followed by the length of `name_of`."""
        return self._flat[1]

    @cached_property
    def _flat(self) -> tuple[list[str], Integers]:
        flat: list[str] = []
        starts = [0]
        for label, others in zip(self.labels, self.other_names, strict=True):
            flat.append(fold(label))
            flat += others
            starts.append(len(flat))
        return flat, np.array(starts, np.int64)

    @cached_property
    def _by_name(self) -> tuple[Integers, Integers]:
        """Return the rows of all names as an array that is sorted by the number of the name.

        Also return the index in this array where the rows of each number start.
        """
        order = np.argsort(self.name_of, kind="stable")
        starts = np.concatenate([[0], np.cumsum(np.bincount(self.name_of, minlength=len(self.names)))])
        return self.row_of[order], starts

    def bearers(self, name: str) -> list[int]:
        """Return the rows of the places that have a name, in ascending order. `name` must be folded."""
        number = self.names.get(name)
        if number is None:
            return []
        rows, starts = self._by_name
        found: list[int] = rows[starts[number] : starts[number + 1]].tolist()
        return found

    def settlements(self, name: str, area: str) -> list[int]:
        """Return the rows of the settlements in an area that have a name, in ascending order.

        `name` must be folded. `area` is the code of a country or of an admin-1 unit.
        """
        return [row for row in self.bearers(name) if row < self.cities and area in self.areas[self.area_of[row]][:2]]

    @cached_property
    def units(self) -> dict[str, int]:
        """Return a mapping from the code of a unit to its row."""
        return {code: self.cities + number for number, code in enumerate(self.unit_codes)}

    def row(self, place_id: str) -> int | None:
        """Return the row of a place id, or None if the base lacks the id.

        Examples of ids are "geonames:2128295" and "geonames-admin1:JP.12".
        """
        if (number := settlement_number(place_id)) is not None:
            at = int(np.searchsorted(self.city_ids, number))
            return at if at < self.cities and self.city_ids[at] == number else None
        scheme, _, key = place_id.partition(":")
        row = self.units.get(key)
        return row if row is not None and scheme == f"geonames-admin{key.count('.')}" else None

    def draft(self, row: int) -> Draft:
        """Return a new draft with the values of a row."""
        start, end = self.first[row], self.first[row + 1]
        matches = (_MATCHES[match] for match in self.match_of[start:end].tolist())
        country, admin1, admin2 = self.areas[self.area_of[row]]
        unit = self.unit_codes[row - self.cities] if row >= self.cities else ""
        level = unit.count(".")
        return Draft(
            id=f"geonames-admin{level}:{unit}" if unit else settlement_id(int(self.city_ids[row])),
            name=self.labels[row],
            kind=f"admin{level}" if unit else "city",
            code=f"ADM{level}" if unit else "PPL",
            lat=int(self.lat[row]) / DEGREE,
            lon=int(self.lon[row]) / DEGREE,
            prominence=float(self.prominence[row]),
            country=country,
            admin1=admin1,
            admin2=admin2,
            population=0 if unit else int(self.people[row]),
            box=BoundingBox(*(self.boxes[row - self.cities] / _BOX_STEPS).tolist()) if unit else None,
            names=dict(zip(self._flat[0][start:end], matches, strict=True)),
            details={"names": names} if (names := self.shown_names(row)) else {},
            row=row,
        )

    def shown_names(self, row: int) -> list[list[str]]:
        """Return the localized names that are shown for a row, as [name, language, side]."""
        return shown_names(self.labels[row], self.script_names.get(row, {}), self.areas[self.area_of[row]][0])

    def box_degrees(self) -> NDArray[np.float64]:
        """Return the box of each unit as an array with the columns west, south, east and north."""
        return self.boxes / _BOX_STEPS


def base_of(cities: Sequence[Draft], units: Sequence[Draft], **rest: Any) -> Base:
    """Build the base from settlements sorted by id and units sorted by code.

    `rest` contains the fields that are not columns.
    """
    drafts = [*cities, *units]
    areas = sorted({(d.country, d.admin1, d.admin2) for d in drafts})
    number = {area: i for i, area in enumerate(areas)}
    boxes = [[_edge(edge) for edge in d.box] for d in units if d.box]
    return Base(
        labels=[d.name for d in drafts],
        other_names=[list(d.names)[1:] for d in drafts],
        other_matches=bytes(match for d in drafts for match in list(d.names.values())[1:]),
        city_ids=np.array([int(d.id.partition(":")[2]) for d in cities], np.int64),
        unit_codes=[d.id.partition(":")[2] for d in units],
        lat=np.array([round(d.lat * DEGREE) for d in drafts], np.int64),
        lon=np.array([round(d.lon * DEGREE) for d in drafts], np.int64),
        people=np.array([d.population for d in drafts], np.int64),
        areas=areas,
        area_of=np.array([number[d.country, d.admin1, d.admin2] for d in drafts], np.int64),
        boxes=np.array(boxes, np.int64).reshape(-1, 4),
        **rest,
    )


def _edge(degrees: float) -> int:
    # The value is rounded in the same way as in `Rows.box`: to single precision, then to four decimals.
    return round(round(float(np.float32(degrees)), 4) * _BOX_STEPS)


def dump(base: Base, path: Path) -> None:
    """Write a base to a file. The output is reproducible: the same base gives the same bytes."""
    text = "\n".join("\t".join((label, *others)) for label, others in zip(base.labels, base.other_names, strict=True))
    sections = {
        "names": text.encode(),
        "matches": base.other_matches,
        "areas": "\n".join("\t".join(area) for area in base.areas).encode(),
        "units": "\n".join(base.unit_codes).encode(),
        "script_names": _json([[row, dict(sorted(names.items()))] for row, names in sorted(base.script_names.items())]),
        "tables": _json(base.tables),
        "people": planes(base.people),
        "area_of": planes(base.area_of),
        **{key: packed(value) for key, value in _numbers(base).items()},
    }
    compressed = {name: _compress(content) for name, content in sections.items()}
    head = _json(
        {"packages": base.packages, "sections": [[name, len(content)] for name, content in compressed.items()]}
    )
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(START.pack(MAGIC, len(head)) + head + b"".join(compressed.values()))


def load(path: Path) -> Base:
    """Return the base that a file contains. Raise StorymapError if the file is missing or has another version."""
    sections, head = _sections(path)
    lines = [line.split("\t") for line in sections["names"].decode().split("\n")]
    script_names = json.loads(sections["script_names"])
    return Base(
        labels=[line[0] for line in lines],
        other_names=[line[1:] for line in lines],
        other_matches=sections["matches"],
        unit_codes=sections["units"].decode().split("\n"),
        areas=[_area(line) for line in sections["areas"].decode().split("\n")],
        city_ids=unpacked(sections["city_ids"]),
        lat=unpacked(sections["lat"]),
        lon=unpacked(sections["lon"]),
        people=joined(sections["people"]),
        area_of=joined(sections["area_of"]),
        boxes=_boxes(sections),
        script_names=dict(script_names),
        tables=json.loads(sections["tables"]),
        packages=head["packages"],
    )


def _numbers(base: Base) -> dict[str, Integers]:
    """Return the numeric columns as they are stored in the file.

    An edge of a box is stored as its distance from the position of the unit.
    """
    lat, lon = (column[base.cities :] // (DEGREE // _BOX_STEPS) for column in (base.lat, base.lon))
    west, south, east, north = base.boxes.T
    return {
        "city_ids": base.city_ids,
        "lat": base.lat,
        "lon": base.lon,
        "west": lon - west,
        "south": lat - south,
        "width": east + west - 2 * lon,
        "height": north + south - 2 * lat,
    }


def _boxes(sections: Mapping[str, bytes]) -> Integers:
    cities = len(unpacked(sections["city_ids"]))
    lat, lon = (unpacked(sections[name])[cities:] // (DEGREE // _BOX_STEPS) for name in ("lat", "lon"))
    west, south = lon - unpacked(sections["west"]), lat - unpacked(sections["south"])
    east, north = unpacked(sections["width"]) - west + 2 * lon, unpacked(sections["height"]) - south + 2 * lat
    return np.stack([west, south, east, north], axis=1)


def _area(line: str) -> tuple[str, str, str]:
    country, admin1, admin2 = line.split("\t")
    return country, admin1, admin2


def load_tables(path: Path) -> Mapping[str, Any]:
    """Return only the tables of the base that a file contains, in a tenth of the time of `load`.

    Raise StorymapError if the file is missing or has another version.
    """
    found: Mapping[str, Any] = json.loads(_sections(path, {"tables"})[0]["tables"])
    return found


def _sections(path: Path, wanted: Container[str] | None = None) -> tuple[dict[str, bytes], dict[str, Any]]:
    try:
        content = path.read_bytes()
        magic, length = START.unpack_from(content)
        if magic != MAGIC:
            raise ValueError("it has another version")
        at = START.size + length
        head: dict[str, Any] = json.loads(content[START.size : at])
        sections = {}
        for name, size in head["sections"]:
            if wanted is None or name in wanted:
                sections[name] = lzma.decompress(content[at : at + size])
            at += size
    except (OSError, ValueError, struct_error, lzma.LZMAError) as error:
        raise StorymapError(f"Cannot read {path}: {error}. Create it with `storymap data build base`.") from error
    return sections, head


def _compress(content: bytes) -> bytes:
    return lzma.compress(content, preset=9 | lzma.PRESET_EXTREME)


def _json(value: object) -> bytes:
    # The keys are not sorted: they stay in the order of the packages.
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()
