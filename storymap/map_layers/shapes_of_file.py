"""Collect the shapes in a file of a map layer, and check their coordinates."""

from __future__ import annotations

from dataclasses import dataclass, field
from math import isfinite

from storymap.errors import OverrideError
from storymap.model import Position

MAX_BYTES = 20_000_000
MAX_POINTS = 300_000  # maximum number of positions; a track of 83 hours with one point per second has as many
Line = list[Position]


@dataclass(slots=True)
class Shapes:
    """The lines, polygons and points of a file. A polygon is an outer ring and its holes.

    `name` is the name of the file in messages.
    """

    name: str
    lines: list[Line] = field(default_factory=list)
    polygons: list[list[Line]] = field(default_factory=list)
    points: Line = field(default_factory=list)
    number: int = 0  # number of positions read so far

    def position(self, lat: object, lon: object, where: str = "", line: int | None = None) -> Position:
        """Check a position and return it.

        Raise OverrideError if the position is not in degrees, or if the file has too many positions. `where` names the
        part of the file in messages.
        """
        self.number += 1
        if self.number > MAX_POINTS:
            raise self.error(
                f"the file has more than {MAX_POINTS:,} points. Simplify it, for example with QGIS or GPSBabel.", line
            )
        part = f"{where}: " if where else ""
        try:
            y, x = float(str(lat)), float(str(lon))
        except ValueError as error:
            raise self.error(f"{part}“{lat}, {lon}” is not a latitude and longitude in degrees.", line) from error
        if not (isfinite(y) and isfinite(x)):
            raise self.error(f"{part}“{lat}, {lon}” is not a latitude and longitude in degrees.", line)
        if not -90 <= y <= 90:
            hint = (
                " Are the coordinates in metres? Save the file in longitude and latitude in degrees (EPSG:4326)."
                if abs(y) > 360
                else " Is the order longitude, latitude?"
            )
            raise self.error(f"{part}latitude {y:.10g} is not between -90 and 90.{hint}", line)
        if not -180 <= x <= 180:
            raise self.error(f"{part}longitude {x:.10g} is not between -180 and 180.", line)
        return Position(y, x)

    def error(self, problem: str, line: int | None = None) -> OverrideError:
        """Return the error for a mistake in the file."""
        return OverrideError(problem, file=self.name, line=line)

    @property
    def is_empty(self) -> bool:
        return not (self.lines or self.polygons or self.points)
