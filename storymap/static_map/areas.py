"""Draw the areas of places and the courses of rivers. Disputed areas are hatched; other areas are filled."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import shapely
from shapely.geometry.base import BaseGeometry

from storymap.basemap.rivers import river_line
from storymap.kinds import OPEN_WATERS
from storymap.model import Footprint, Position, Role, Story, StoryPlace
from storymap.shapes import coarsen, to_shapely
from storymap.sphere import width_deg
from storymap.static_map import paths, svg
from storymap.static_map.view import View
from storymap.static_map.window import cut

_LEAST_PX2 = 25.0  # an area that is smaller than this is drawn as a pin
_LEAST_COURSE_PX = 30.0  # a river that is shorter than this in the view is drawn as a pin
# Distance between the lines of a hatch. Large areas, which have labels, have the larger distance.
_HATCH_PX, _BROAD_PX = 5.0, 10.0
_LARGE_PX2 = 6000.0  # areas of at least this size are large
_FINENESS_PX = 0.5  # tolerance for simplifying outlines
# Among smaller places, an area is only filled if at least this share of its extent is in the view. Otherwise the reader sees a
# coloured part of the map without its shape. The same as RECOGNISED in assets/place-marker.js.
_RECOGNISED = 0.6
_BEYOND_PX = 9.0  # outlines are clipped this far outside the window, so that the cut edges are not visible

Areas = dict[str, BaseGeometry]


def areas_of(story: Story, view: View, footprint: Callable[[str], Footprint | None]) -> Areas:
    """Return the areas of main places and disputed places, in pixels of the view.

    The keys are the slugs of the places. Parts of the sea are left out: the area would end somewhere in open water.
    """
    found = {}
    for place in story.places:
        if place.place.dispute is None and (place.role is not Role.MAIN or place.place.feature_code in OPEN_WATERS):
            continue
        known = place.place.footprint or footprint(place.place.id)
        area = _in_pixels(known, view) if known else None
        if area is not None and area.area >= _LEAST_PX2:
            found[place.slug] = area
    return found


def courses_of(story: Story, view: View, areas: Areas) -> Areas:
    """Return the courses of rivers, in pixels of the view.

    A river has a course if it has a line on the basemap, and no area.

    The keys are the slugs of the rivers.
    """
    window = shapely.box(-_BEYOND_PX, -_BEYOND_PX, view.width + _BEYOND_PX, view.height + _BEYOND_PX)
    found = {}
    for place in story.places:
        if place.role is Role.SETTING or place.slug in areas or place.place.approximate:
            continue
        if points := river_line(place.place):
            line = shapely.LineString([view.pixel(point) for point in points]).simplify(_FINENESS_PX)
            seen = shapely.intersection(line, window)
            if seen.length >= _LEAST_COURSE_PX:
                found[place.slug] = seen
    return found


def draw_courses(courses: Areas) -> Iterator[str]:
    """Yield the SVG element of the courses of rivers. Coordinates are in half pixels."""
    if courses:
        yield svg.element("path", {"class": "sm-course", "d": "".join(map(paths.lines, courses.values()))})


def draw_areas(story: Story, view: View, areas: Areas) -> Iterator[str]:
    """Yield SVG elements of the areas. The hatched union of the disputed areas comes first; then come the areas, that
    of the least salient place first. Coordinates are in half pixels.

    All disputed areas are hatched in one piece, because they may overlap (Kashmir and its parts). Of an area that the
    view cuts, only the border is drawn if the view also has smaller places, and nothing if it was drawn by hand.
    """
    disputed = [areas[p.slug] for p in story.places if p.place.dispute is not None and p.slug in areas]
    if disputed:
        whole = shapely.union_all(disputed)
        yield svg.area("sm-contested", paths.areas(whole))
        yield svg.element("path", {"class": "sm-hatch", "d": paths.lines(_hatching(whole))})
    smaller = any(place.slug not in areas and view.shows(place.place.position) for place in story.places)
    for place in reversed(story.places):
        if place.slug in areas:
            kind = _kind(place)
            shaped = kind in ("sm-area", "sm-area-rough")
            if shaped and smaller and _is_cut(place, view, areas[place.slug]):
                kind = "sm-area-cut"
                if place.place.is_drawn_by_hand:
                    continue  # the edges of such an area are not borders
            yield svg.area(kind, paths.areas(areas[place.slug]))


def _is_cut(place: StoryPlace, view: View, seen: BaseGeometry) -> bool:
    """Return whether much of the extent of an area is outside the view. `seen` is the part of the area in the view."""
    box = place.place.bbox
    if box is None:
        return False
    (_, top), (_, bottom) = (view.pixel(Position(lat, box.west)) for lat in (box.north, box.south))
    left, first, right, last = seen.bounds
    whole = width_deg(box) / 360 * view.world * (bottom - top)
    return bool((right - left) * (last - first) < _RECOGNISED * whole)


def _kind(place: StoryPlace) -> str:
    """Return the CSS class of the area of a place."""
    if place.place.dispute is not None:
        return "sm-disputed"
    if place.place.feature_class == "H":
        return "sm-area-water"
    return "sm-area-rough" if place.place.is_drawn_by_hand else "sm-area"


def _in_pixels(footprint: Footprint, view: View) -> BaseGeometry:
    """Return the part of an area that is in the view. Its coordinates are in pixels."""
    flat = to_shapely(coarsen(footprint, view.zoom), view.centre.lon)
    window = (-_BEYOND_PX, -_BEYOND_PX, view.width + _BEYOND_PX, view.height + _BEYOND_PX)
    turns = cut([shapely.transform(flat, view.projection(turn)) for turn in (-360, 0, 360)], *window)
    return shapely.union_all(turns).simplify(_FINENESS_PX)


def _hatching(area: BaseGeometry) -> BaseGeometry:
    """Return diagonal lines across an area. Lines of different areas are aligned with each other."""
    left, top, right, bottom = area.bounds
    apart = _HATCH_PX if area.area < _LARGE_PX2 else _BROAD_PX
    first, last = int((left + top) // apart), int((right + bottom) // apart) + 1
    slants = [((i * apart - top, top), (i * apart - bottom, bottom)) for i in range(first, last + 1)]
    return shapely.intersection(shapely.MultiLineString(slants), area)
