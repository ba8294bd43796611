"""Draw the user's layers on the static map: lines, fronts (lines with teeth), areas and points.

Coordinates are in half pixels.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence
from math import hypot

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from storymap import sphere
from storymap.model import Position, Story
from storymap.shapes import to_shapely
from storymap.static_map import paths, svg
from storymap.static_map.view import View
from storymap.static_map.window import cut

_FINENESS_PX = 0.7  # tolerance for simplifying lines and outlines
_BEYOND_PX = 9.0  # shapes are clipped this far outside the window, so that the cut edges are not visible
_TOOTH_PX, _DEEP_PX = 16.0, 5.0  # distance between the teeth of a front, and their depth


def draw_layer_areas(story: Story, view: View) -> Iterator[str]:
    """Yield the SVG elements of the areas, in half pixels."""
    for layer in story.layers:
        if layer.area is None:
            continue
        shape = to_shapely(layer.area, view.centre.lon)
        turned = [shapely.transform(shape, view.projection(turn)) for turn in (-360, 0, 360)]
        drawn = shapely.union_all(cut(turned, *_window(view))).simplify(_FINENESS_PX)
        if path := paths.areas(drawn):
            yield svg.area(f"sm-layer-{layer.style}-area", path)


def draw_layer_lines(story: Story, view: View) -> Iterator[str]:
    """Yield the SVG elements of the lines and points, in half pixels."""
    for layer in story.layers:
        lines = _lines(layer.lines, view)
        if path := paths.lines(shapely.MultiLineString(lines)):
            yield svg.element("path", {"class": "sm-layer-casing", "d": path})
            yield svg.element("path", {"class": f"sm-layer-{layer.style}", "d": path})
        if layer.style == "front" and lines:
            teeth = [shapely.Polygon(tooth) for line in lines for tooth in _teeth(line.coords)]
            yield svg.area("sm-layer-tooth", paths.areas(shapely.MultiPolygon(teeth)))
        if dots := [view.pixel(at) for at in layer.points if view.shows(at)]:
            yield svg.element("path", {"class": "sm-layer-dots", "d": paths.dots(dots)})


def draw_journey(story: Story, view: View) -> Iterator[str]:
    """Yield the SVG elements of the journey, which is drawn as great circles between its stops.

    Coordinates are in half pixels.
    """
    at = {p.slug: p.place.position for p in story.places}
    stops = [at[stop.slug] for stop in story.journey if stop.slug in at]
    legs = tuple(sphere.course(a, b) for a, b in itertools.pairwise(stops))
    if path := paths.lines(shapely.MultiLineString(_lines(legs, view))):
        yield svg.element("path", {"class": "sm-layer-casing", "d": path})
        yield svg.element("path", {"class": "sm-route", "d": path})


def _window(view: View) -> tuple[float, float, float, float]:
    return -_BEYOND_PX, -_BEYOND_PX, view.width + _BEYOND_PX, view.height + _BEYOND_PX


def _lines(lines: Sequence[Sequence[Position]], view: View) -> list[BaseGeometry]:
    """Return the parts of lines that are in the view. Their coordinates are in pixels."""
    window = shapely.box(*_window(view))
    found: list[BaseGeometry] = []
    for line in lines:
        degrees = np.array([(at.lon, at.lat) for at in line])
        for turn in (-360, 0, 360):
            pixels = shapely.LineString(view.projection(turn)(degrees))
            inside = shapely.intersection(pixels, window).simplify(_FINENESS_PX)
            found += [part for part in shapely.get_parts(inside) if part.geom_type == "LineString"]
    return [line for line in found if line.length > 1]


def _teeth(line: Sequence[tuple[float, float]]) -> Iterator[list[tuple[float, float]]]:
    """Yield triangles on the left side of a line, at equal distances from each other."""
    left = _TOOTH_PX / 2
    for (x, y), (u, v) in itertools.pairwise(line):
        length = hypot(u - x, v - y)
        dx, dy = (u - x) / length, (v - y) / length
        while left < length:
            a, b, half = x + dx * left, y + dy * left, _DEEP_PX * 0.8
            yield [
                (a - dx * half, b - dy * half),
                (a + dy * _DEEP_PX, b - dx * _DEEP_PX),
                (a + dx * half, b + dy * half),
            ]
            left += _TOOTH_PX
        left -= length
