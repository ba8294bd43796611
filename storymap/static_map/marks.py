"""Draw distance lines, pins and labels. Lines are drawn first, labels last."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from math import atan2, cos, degrees, hypot, radians

import shapely
from shapely.geometry.base import BaseGeometry

from storymap import sphere
from storymap.kinds import has_extent
from storymap.model import Label, Position, Relation, Role, Story, StoryPlace
from storymap.static_map.areas import Areas
from storymap.static_map.labels import Avoid, LabelLayout, Placement, Point, Rectangle, extent
from storymap.static_map.svg import element, text, turned_text
from storymap.static_map.view import View

_PIN_PX, _SMALL_PX, _TOWN_PX = 4.5, 3.0, 1.8  # radius of pins of main places, of other pins, and of dots of towns
_ALONG = frozenset(["street", "stream"])  # kinds of labels that follow a line
_STREET_PX = 10.5  # font size of labels that follow a line
_NAME_PX, _QUIET_PX = 13.0, 11.5  # font size of the names of main places, and of other labels
_NAMED = 60  # only this many places get labels, the most salient ones, because more would not fit
_SPACED = 1.3  # factor for the width of labels whose capital letters are spaced
# If a region or range is wider than this and has no outline, its name in its middle replaces the pin.
_RANGE_PX = 40.0
_PARTS = (0.5, 0.4, 0.6, 0.25, 0.75, 0.1, 0.9)  # the name of a river may be at these shares of the river's line
_BANK_PX = 2.0  # pixels between the line of a river and its name
_OPEN_PX2 = 150.0  # an area that is at least this large does not need a pin
_ROOMY_PX2 = 2500.0  # an area that is at least this large has its label inside
_MARGIN_PX = 12.0  # labels of settings, and labels for orientation, are at least this far from the edges of the map


def draw_relations(
    relations: Sequence[Relation], view: View, layout: LabelLayout, say: Callable[[Relation], Sequence[str]]
) -> Iterator[str]:
    """Yield SVG elements of the distances that the article states.

    A distance is drawn as a line with a label; `say` returns the text of the label.
    """
    for relation in relations:
        points = _continuous([view.pixel(_normal(position)) for position in relation.line], view)
        if len(points) < 2 or hypot(points[0][0] - points[-1][0], points[0][1] - points[-1][1]) < 4 * _PIN_PX:
            continue
        yield element("polyline", {"class": "sm-line", "points": " ".join(f"{x:.1f},{y:.1f}" for x, y in points)})
        figures = say(relation)
        mark = _square(points[len(points) // 2], 1)
        spot = layout.beside(mark, figures, _QUIET_PX, above=True) or layout.with_leader(mark, figures, _QUIET_PX)
        yield from _leader(mark, spot)
        yield from _name("sm-distance", spot, figures)


def draw_places(story: Story, view: View, layout: LabelLayout, areas: Areas, courses: Areas) -> Iterator[str]:
    """Yield SVG elements of the pins, and of the labels of the most salient places.

    A label is left out if there is no space.
    """
    shown = [
        p for p in story.places if p.role is not Role.SETTING and (p.slug in courses or view.shows(p.place.position))
    ]
    marks = {place.slug: _mark(place, view, areas) for place in shown}
    for place in shown:
        if place.slug in courses or _is_range(place, view, areas):
            continue
        for taken in _covered(place, marks[place.slug], areas):
            layout.occupy(taken)
    names: list[str] = []
    unpinned = set(courses)
    for place in shown[:_NAMED]:
        lines, at = _lines(place), view.pixel(place.place.position)
        if place.slug in courses:
            names += _name("sm-range sm-water", _beside_course(courses[place.slug], layout, lines), lines)
            continue
        if _is_range(place, view, areas) and (spot := layout.centred(at, lines, _NAME_PX * _SPACED)):
            unpinned.add(place.slug)
            names += _name("sm-range sm-water" if place.place.feature_class == "H" else "sm-range", spot, lines)
            continue
        spot = _placement(place, view, layout, marks[place.slug], areas)
        yield from _leader(marks[place.slug], spot)
        names += _name("sm-name" if place.role is Role.MAIN else "sm-passing", spot, lines)
    for place in shown:
        if _pinned(place, areas) and place.slug not in unpinned:
            yield _pin(place, *view.pixel(place.place.position))
    yield from names


def draw_settings(story: Story, view: View, layout: LabelLayout) -> Iterator[str]:
    """Yield the labels, as SVG elements, of countries and oceans in which the story is set."""
    for place in story.places:
        if place.role is Role.SETTING and view.shows(place.place.position, _MARGIN_PX):
            water = place.place.feature_class == "H"
            lines = [place.label if water else place.label.upper()]
            spot = layout.centred(view.pixel(place.place.position), lines, _QUIET_PX * _SPACED)
            yield from _name("sm-range sm-water" if water else "sm-setting", spot, lines)


def draw_orientation(labels: Sequence[Label], view: View, layout: LabelLayout) -> Iterator[str]:
    """Yield SVG elements of the orientation labels for this scale.

    A label is left out if there is no space. The names of areas, streets and streams are not repeated.
    """
    named: set[str] = set()
    placed: set[tuple[str, str]] = set()
    for label in labels:
        if not (label.low <= view.zoom + 0.5 and view.zoom < label.high):
            continue
        if label.kind in _ALONG:
            yield from _along(label, view, layout, named)
            continue
        if (label.kind, label.text) in placed or not view.shows(label.position, _MARGIN_PX):
            continue
        at = view.pixel(label.position)
        if label.kind == "city":
            if spot := layout.beside(_square(at, _TOWN_PX), [label.text], _QUIET_PX):
                yield _circle("sm-town", at, _TOWN_PX)
                yield from _name("sm-city", spot, [label.text])
        else:
            lines = [label.text.upper() if label.kind in ("country", "quarter") else label.text]
            if spot := layout.centred(at, lines, _QUIET_PX * _SPACED):
                placed.add((label.kind, label.text))
                yield from _name(f"sm-{label.kind}-name", spot, lines)


def _along(label: Label, view: View, layout: LabelLayout, named: set[str]) -> Iterator[str]:
    """Yield the name of a street or stream. The name follows the part of the line that is in the view.

    A name that is already on the map is not repeated.
    """
    line = shapely.LineString([view.pixel(end) for end in label.course])
    window = shapely.box(_MARGIN_PX, _MARGIN_PX, view.width - _MARGIN_PX, view.height - _MARGIN_PX)
    seen = shapely.intersection(line, window)
    long, high = extent([label.text], _STREET_PX)
    if label.text in named or seen.geom_type != "LineString" or seen.length < long:
        return
    (ax, ay), (bx, by) = sorted(shapely.get_coordinates(seen)[[0, -1]].tolist())
    middle, turn_deg = ((ax + bx) / 2, (ay + by) / 2), degrees(atan2(by - ay, bx - ax))
    if layout.along(middle, turn_deg, long, high * 0.8):
        named.add(label.text)
        yield turned_text(f"sm-{label.kind}-name", *middle, turn_deg, label.text)


def _beside_course(course: BaseGeometry, layout: LabelLayout, lines: Sequence[str]) -> Placement | None:
    """Return a position for the name of a river, beside the longest part of the river in the view.

    The middle of this part is tried first.
    """
    line = max(shapely.get_parts(course), key=lambda part: part.length)
    points = [line.interpolate(part, normalized=True) for part in _PARTS]
    found = (layout.beside(_square((p.x, p.y), _BANK_PX), lines, _NAME_PX * _SPACED) for p in points)
    return next((spot for spot in found if spot), None)


def _lines(place: StoryPlace) -> list[str]:
    """Return the lines of the label of a place. For a disputed place, there is a line for each name."""
    return place.label.split(" / ") if place.place.dispute else [place.label]


def _pinned(place: StoryPlace, areas: Areas) -> bool:
    return place.slug not in areas or float(areas[place.slug].area) < _OPEN_PX2


def _is_range(place: StoryPlace, view: View, areas: Areas) -> bool:
    """Return whether a place is a region or range that has no outline on the map and is wide enough to have its name in
    its middle."""
    of = place.place
    if place.slug in areas or of.approximate or not has_extent(of.feature_class, of.radius_km):
        return False
    return 2 * of.radius_km * view.world / (40_075 * cos(radians(of.position.lat))) > _RANGE_PX


def _mark(place: StoryPlace, view: View, areas: Areas) -> Rectangle:
    """Return the rectangle next to which the label is placed: that of the pin, or the bounds of the area."""
    if _pinned(place, areas):
        return _square(view.pixel(place.place.position), _PIN_PX)
    return Rectangle(*areas[place.slug].bounds)


def _covered(place: StoryPlace, mark: Rectangle, areas: Areas) -> list[Rectangle]:
    """Return the rectangles that labels must not cover: that of a place's pin, or those of the parts of a small area."""
    if _pinned(place, areas):
        return [mark]
    area = areas[place.slug]
    return [Rectangle(*part.bounds) for part in shapely.get_parts(area)] if area.area < _ROOMY_PX2 else []


def _on_unrelated_area(place: StoryPlace, at: Point, areas: Areas) -> Avoid:
    """Return a function that tests whether a label would be on the area of another place, and would seem to name it."""
    here = shapely.Point(at).buffer(2 * _PIN_PX)
    others = [area for slug, area in areas.items() if slug != place.slug and not area.intersects(here)]
    return lambda wanted: any(area.intersects(shapely.box(*wanted)) for area in others)


def _placement(place: StoryPlace, view: View, layout: LabelLayout, mark: Rectangle, areas: Areas) -> Placement | None:
    lines, main, at = _lines(place), place.role is Role.MAIN, view.pixel(place.place.position)
    size = _NAME_PX if main else _QUIET_PX
    if not _pinned(place, areas) and areas[place.slug].area >= _ROOMY_PX2 and (spot := layout.centred(at, lines, size)):
        return spot
    unrelated = _on_unrelated_area(place, at, areas)
    beside = layout.beside(mark, lines, size, unrelated)
    return beside or (
        layout.with_leader(mark, lines, size, unrelated) or layout.beside(mark, lines, size) if main else None
    )


def _pin(place: StoryPlace, x: float, y: float) -> str:
    kind = "sm-pin sm-pin-disputed" if place.place.dispute else "sm-pin"
    return _circle(kind, (x, y), _PIN_PX if place.role is Role.MAIN else _SMALL_PX)


def _circle(kind: str, at: Point, radius_px: float) -> str:
    return element("circle", {"class": kind, "cx": f"{at[0]:.1f}", "cy": f"{at[1]:.1f}", "r": f"{radius_px:g}"})


def _leader(mark: Rectangle, spot: Placement | None) -> Iterator[str]:
    if spot is not None and spot.leader is not None:
        (x, y), *_ = mark.centre_and_half_size()
        path = f"M{x:.1f} {y:.1f}L{spot.leader[0]:.1f} {spot.leader[1]:.1f}"
        yield element("path", {"class": "sm-leader", "d": path})


def _name(kind: str, spot: Placement | None, lines: Sequence[str]) -> Iterator[str]:
    if spot is not None:
        yield text(kind, spot.x, spot.y, lines)


def _square(middle: Point, half_px: float) -> Rectangle:
    x, y = middle
    return Rectangle(x - half_px, y - half_px, x + half_px, y + half_px)


def _normal(position: Position) -> Position:
    return Position(position.lat, sphere.normal(position.lon))


def _continuous(points: list[Point], view: View) -> list[Point]:
    """Return the points of a line without jumps at the antimeridian."""
    found = points[:1]
    for x, y in points[1:]:
        found.append((x - round((x - found[-1][0]) / view.world) * view.world, y))
    return found
