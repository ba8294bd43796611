"""Find what is wrong with the views of a page: places outside the view, overlapping labels and pins, needless world views."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import combinations
from math import hypot, log, log2, pi, radians, tan
from typing import NamedTuple

from tests.page.reading import Box, LabelSeen, PlaceSeen, Reading, View

LEGIBLE_PX = 12.0  # an area must be shown with at least this width or height
WORLD_ZOOM = 3.5  # a view at a lower zoom shows a continent or more
# A view of the world is needless if its places fit into a view whose zoom is higher by this many levels.
NEEDLESS = 1.5
TOWN_ZOOM = 7.0  # single towns need no higher zoom than this
TOUCH_PX = 2.0  # boxes may overlap by this much, because there is some space around the letters of a text
FAST_MOVES = 2


class Fault(NamedTuple):
    """A fault of one view. `kind` is a key of the table of figures."""

    kind: str
    screen: str
    passage: str  # id of a passage; "" for the overview
    detail: str


def faults_of(reading: Reading) -> Iterator[Fault]:
    """Yield the faults of all views that can be found without expectations."""
    for view in reading.views:
        for kind, detail in _faults_of_view(view):
            yield Fault(kind, view.screen.name, view.passage, detail)
    if reading.fast_moves > FAST_MOVES:
        yield Fault("fast scroll", reading.screen.name, "", f"{reading.fast_moves} movements")
    for complaint in reading.complaints:
        yield Fault("errors", reading.screen.name, "", complaint)


def _faults_of_view(view: View) -> Iterator[tuple[str, str]]:
    if view.back:
        yield "unasked button", "Back to the story"
    yield from _places_outside(view)
    if needless := needless_zoom(view):
        yield "world view", f"zoom {view.zoom:.1f}, {needless:.1f} would do"
    yield from _overlaps(view)


def _places_outside(view: View) -> Iterator[tuple[str, str]]:
    named = [slug for slug in view.named if slug in view.places and not _is_everywhere(view.places[slug])]
    if named and not any(is_visible(view, slug) for slug in named):
        yield "nothing read is shown", ", ".join(view.places[slug].label for slug in named)
    signs = {edge.slug for edge in view.edges}
    for slug in named:
        if not is_visible(view, slug) and slug not in signs and not _is_marked(view, slug):
            yield "outside", view.places[slug].label


def _is_marked(view: View, slug: str) -> bool:
    """Return whether the map shows a pin or the name of a place. The name of a river can be far from its position."""
    pins = (pin.box for pin in view.pins if slug in pin.slugs)
    names = (label.box for label in view.labels if label.own and label.text == view.places[slug].label)
    return any(is_free(view, ((box[0] + box[2]) / 2, (box[1] + box[3]) / 2)) for box in (*pins, *names))


def _is_everywhere(place: PlaceSeen) -> bool:
    """Return whether a place is a continent or an ocean: its position says nothing about what the map must show."""
    return place.role == "setting" and all(left == right and top == bottom for left, top, right, bottom in place.parts)


def is_visible(view: View, slug: str) -> bool:
    """Return whether a place is inside the view and not under a control. For an area, a part of LEGIBLE_PX is enough."""
    place = view.places[slug]
    if all(right - left < 1 and bottom - top < 1 for left, top, right, bottom in place.parts):
        return is_free(view, place.at)
    return any(_legible(view, part) for part in place.parts)


def is_free(view: View, point: tuple[float, float]) -> bool:
    """Return whether a point is inside the view and not under a control."""
    (x, y), (width, height) = point, view.size
    inside = 2 <= x <= width - 2 and 2 <= y <= height - 2
    return inside and not any(left < x < right and top < y < bottom for left, top, right, bottom in view.covers)


def _legible(view: View, part: Box) -> bool:
    width, height = view.size
    left, top, right, bottom = max(0, part[0]), max(0, part[1]), min(width, part[2]), min(height, part[3])
    if right < left or bottom < top:
        return False
    if part[2] - part[0] < LEGIBLE_PX and part[3] - part[1] < LEGIBLE_PX:  # the map shows a small area as a pin
        return is_free(view, ((part[0] + part[2]) / 2, (part[1] + part[3]) / 2))
    large = max(right - left, bottom - top) >= LEGIBLE_PX
    return large and not any(_within((left, top, right, bottom), cover) for cover in view.covers)


def _within(box: Box, cover: Box) -> bool:
    return box[0] >= cover[0] and box[1] >= cover[1] and box[2] <= cover[2] and box[3] <= cover[3]


def needless_zoom(view: View) -> float | None:
    """Return the zoom that shows the named places, if the view shows much more than necessary; otherwise None."""
    shown = [view.places[slug] for slug in view.named if slug in view.places and is_visible(view, slug)]
    if not shown or not view.passage or view.zoom >= WORLD_ZOOM or any(map(_is_everywhere, shown)):
        return None
    needed = fitting_zoom(shown, view.size)
    return needed if needed >= view.zoom + NEEDLESS else None


def fitting_zoom(places: Sequence[PlaceSeen], size: tuple[float, float]) -> float:
    """Return the zoom at which the places fill half of the width or height of a map, at most TOWN_ZOOM."""
    boxes = [_largest(place.degrees) for place in places]
    west, first = boxes[0][0], boxes[0]
    spans = []
    for box in boxes:
        start = (box[0] - west + 180) % 360 - 180
        spans.append((start, start + box[2] - box[0]))
    width = max(end for _, end in spans) - min(start for start, _ in spans)
    north, south = max(b[3] for b in boxes), min(b[1] for b in boxes)
    height = (_mercator(north) - _mercator(south)) * 360
    zooms = [log2(pixels / 2 * 360 / (256 * d)) for pixels, d in zip(size, (width, height), strict=True) if d > 0]
    return min([TOWN_ZOOM, *zooms]) if first else TOWN_ZOOM


def _largest(parts: Sequence[Box]) -> Box:
    return max(parts, key=lambda part: (part[2] - part[0]) * (part[3] - part[1]))


def _mercator(lat: float) -> float:
    return log(tan(pi / 4 + radians(max(-85.0, min(85.0, lat))) / 2)) / (2 * pi)


def _overlaps(view: View) -> Iterator[tuple[str, str]]:
    labels = [label for label in view.labels if _overlap((0, 0, *view.size), label.box)]
    for a, b in combinations(labels, 2):
        if any(_overlap(one, other) for one in a.boxes for other in b.boxes):
            yield "overlapping labels", f"{a.text} × {b.text}"
    pins = [pin for pin in view.pins if _overlap((0, 0, *view.size), pin.box)]
    for pin, other in combinations(pins, 2):
        if _overlapping_circles(pin.box, other.box):
            yield "overlapping pins", f"at {pin.box[0]:.0f}, {pin.box[1]:.0f}"
    for label in labels:
        for pin in pins:
            if any(_overlap(box, pin.box) for box in label.boxes):
                yield "labels on pins", label.text
    yield from _crossings(view, labels)
    for label in labels:
        if any(_overlap(box, cover) for box in label.boxes for cover in view.covers):
            yield "labels covered", label.text
        if label.own and not _within(label.box, (-3, -3, view.size[0] + 3, view.size[1] + 3)):
            yield "labels cut off", label.text


def _crossings(view: View, labels: Sequence[LabelSeen]) -> Iterator[tuple[str, str]]:
    """Yield the lines to labels that cross each other, another label or the pin of another place."""
    for one, other in combinations(view.leaders, 2):
        if _crosses(one.line, other.line):
            yield "crossing leaders", f"{one.text} × {other.text}"
    for leader in view.leaders:
        pieces = _pieces(leader.line)
        for label in labels:
            if label.text != leader.text and any(_overlap(piece, box) for piece in pieces for box in label.boxes):
                yield "crossing leaders", f"{leader.text} × label {label.text}"


def _pieces(line: Box) -> list[Box]:
    x, y, to_x, to_y = line
    number = max(1, int(hypot(to_x - x, to_y - y) / 4))
    points = [(x + i / number * (to_x - x), y + i / number * (to_y - y)) for i in range(number + 1)]
    return [(u - TOUCH_PX, v - TOUCH_PX, u + TOUCH_PX, v + TOUCH_PX) for u, v in points]


def _crosses(a: Box, b: Box) -> bool:
    def side(line: Box, x: float, y: float) -> bool:
        return (line[2] - line[0]) * (y - line[1]) > (line[3] - line[1]) * (x - line[0])

    return side(a, b[0], b[1]) != side(a, b[2], b[3]) and side(b, a[0], a[1]) != side(b, a[2], a[3])


def _overlap(a: Box, b: Box) -> bool:
    across, down = min(a[2], b[2]) - max(a[0], b[0]), min(a[3], b[3]) - max(a[1], b[1])
    return across > TOUCH_PX and down > TOUCH_PX


def _overlapping_circles(a: Box, b: Box) -> bool:
    """Return whether two pins overlap.

    Pins are circles. If one of them is wider than high, because its number is long, both are compared as boxes.
    """
    sizes = [(box[2] - box[0], box[3] - box[1]) for box in (a, b)]
    if any(width > height + 1 for width, height in sizes):
        return _overlap(a, b)
    apart = hypot((a[0] + a[2] - b[0] - b[2]) / 2, (a[1] + a[3] - b[1] - b[3]) / 2)
    return apart < (sizes[0][0] + sizes[1][0]) / 2 - TOUCH_PX
