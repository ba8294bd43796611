"""Read a CSV table as GeoJSON: a point or an area for each row.

A row has its position in columns for latitude and longitude, in a column of well-known text (WKT), or in the columns X
and Y. GIS programs write WKT, or X and Y, beside the columns of the layer.
"""

from __future__ import annotations

import csv
import io
import json
import math
import re
from collections.abc import Iterator, Mapping
from typing import Any

from storymap.errors import ImportFileError
from storymap.importers.changes import parse_exported_as, point_position, same_position
from storymap.importers.collection import Collection, Geometry, collection, feature, is_absent, is_area, point
from storymap.importers.columns import columns_for
from storymap.importers.reference_systems import transformation
from storymap.lazy_pattern import lazy_pattern
from storymap.positions import PositionError, parse_position

_SEPARATORS = ",;\t|"
_QUOTED = lazy_pattern(r'"[^"]*"')
_SEPARATOR_LINE = lazy_pattern(r"sep=(.)\r?\n", re.IGNORECASE)  # Excel reads the separator from such a first line
_EWKT = lazy_pattern(r"\s*SRID=(\d+);", re.IGNORECASE)


def is_table(text: str) -> bool:
    """Return whether the first line of a text is the header of a table."""
    return bool(_SEPARATOR_LINE.match(text)) or any(separator in text.partition("\n")[0] for separator in _SEPARATORS)


def read_table(text: str) -> Collection:
    """Return the rows of a table as points, and as areas if WKT gives one.

    The separator may be a comma, a semicolon, a tab or a vertical bar. Raise ImportFileError if the table has no columns
    for the position.
    """
    headers, rows, first_line = _rows(text)
    pairs = _pairs(headers)
    shapes, names = columns_for("shape", headers), columns_for("name", headers)
    if not pairs and not shapes:
        raise ImportFileError(
            "the table has no columns named lat and lon (or latitude and longitude, x and y, or WKT); "
            f"its columns are {', '.join(headers[:12]) or 'missing'}"
        )
    if not names and not columns_for("id", headers):
        raise ImportFileError(
            f"the table has no column for the names (such as name); its columns are {', '.join(headers[:12])}"
        )
    found, remarks = [], []
    for number, row in enumerate(rows, first_line + 1):
        # the value is None if the row is too short, and a list if it is too long
        cells = {key: value for key, value in row.items() if key and isinstance(value, str)}
        values = {key.strip(): value for key, value in cells.items()}
        values |= {"name": next((cells[n] for n in names if cells.get(n)), ""), "id": values.get("slug", "")}
        if is_absent(values):
            continue
        geometry = _geometry(cells, values, pairs, shapes)
        if geometry is None and not values.get("area_of") and not values.get("layer_style"):
            remarks.append(f"line {number} has no latitude and longitude in degrees.")
        elif geometry is not None:
            found.append(feature(values, geometry))
    return collection(found, remarks)


def _rows(text: str) -> tuple[list[str], list[dict[str | None, Any]], int]:
    """Return the headers, the rows, and the number of the line with the headers."""
    text = text.lstrip("\ufeff")
    line = _SEPARATOR_LINE.match(text)
    text = text[line.end() :] if line else text
    head = _QUOTED.sub("", text.partition("\n")[0])
    separator = line[1] if line else max(_SEPARATORS, key=head.count)
    try:
        reader = csv.DictReader(io.StringIO(text, newline=""), delimiter=separator)
        headers = [header for header in reader.fieldnames or () if header]
        return headers, list(reader), 2 if line else 1
    except (csv.Error, TypeError) as error:
        raise ImportFileError(f"the table is invalid: {error}. Keep only the columns of the places") from error


def _pairs(headers: list[str]) -> list[tuple[str, str]]:
    """Return the pairs of columns (latitude, longitude) that a table has: X and Y first, because GIS programs write them."""
    pairs = [
        (columns_for(lat, headers), columns_for(lon, headers)) for lat, lon in (("y", "x"), ("latitude", "longitude"))
    ]
    return [(lat[0], lon[0]) for lat, lon in pairs if lat and lon]


def _geometry(
    cells: Mapping[str, str], values: Mapping[str, str], pairs: list[tuple[str, str]], shapes: list[str]
) -> Geometry | None:
    """Return the geometry of a row, or None if the row has none.

    If several columns give a position, the one that was changed after the export is used, otherwise the first of them.
    """
    drawn = [shape for column in shapes if (shape := _shape(cells.get(column, "")))]
    area = next((shape for shape in drawn if is_area(shape)), None)
    if area:
        return area
    given = [*drawn, *_points(cells, pairs)]
    points = [(shape, at) for shape in given if (at := point_position(shape))]
    exported = parse_exported_as(values.get("exported_as"))
    changed = [shape for shape, at in points if exported and not same_position(at, exported[1])]
    return next(iter([*changed, *(shape for shape, _ in points), *given]), None)


def _points(cells: Mapping[str, str], pairs: list[tuple[str, str]]) -> Iterator[Geometry]:
    for lat, lon in pairs:
        one, other = cells.get(lat, "").strip(), cells.get(lon, "").strip()
        try:
            yield point(_number(other), _number(one))
        except ValueError:
            try:
                at = parse_position(f"{one}; {other}")  # such as 45°25'N
            except PositionError:
                continue
            yield point(at.lon, at.lat)


def _number(text: str) -> float:
    """Return the number in a text. It may have a decimal point or a decimal comma."""
    number = float(text.replace(",", ".") if text.count(",") == 1 and "." not in text else text)
    if not math.isfinite(number):
        raise ValueError(text)
    return number


def _shape(text: str) -> Geometry | None:
    """Return well-known text as GeoJSON in longitude and latitude, or None if the text is something else."""
    import shapely

    srid = _EWKT.match(text)
    try:
        shape: Geometry = json.loads(shapely.to_geojson(shapely.from_wkt(text[srid.end() :] if srid else text)))
    except (shapely.errors.ShapelyError, TypeError, ValueError):
        return None
    return transformation(f"EPSG:{srid[1]}")(shape) if srid else shape
