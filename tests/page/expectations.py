"""Read what an editor expects of a story's map (NAME.expected.yaml, see README.md), and find what its views miss."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import cos, log, pi, radians, tan
from pathlib import Path
from typing import Any, NamedTuple

from ruamel.yaml import YAML

from storymap.gazetteer.fold import fold
from tests.page.faults import Fault, is_visible
from tests.page.reading import Box, Reading, View

# Scale of a view -> the minimum and the maximum width in km. The minimum is half the usual width of the next smaller
# scale. The maximum is one and a half times the usual width of the scale itself. The view of a city may be 300 km wide:
# a desktop map on the equator is that wide at zoom 9, which is the highest zoom of the basemap.
SCALES = {
    "city": (0, 300),
    "region": (30, 900),
    "country": (300, 3750),
    "continent": (1250, 12000),
    "world": (4000, 1e9),
}
EARTH_PX = 40075.0 / 256  # kilometres in a pixel at zoom 0 on the equator
WIDER = 1.5  # Screens have different shapes, so the overview may be this many times as wide as the expected box.


class Missed(NamedTuple):
    """A requirement of one kind, and the fault if it is not met."""

    kind: str
    fault: Fault | None


@dataclass(frozen=True, slots=True)
class Expected:
    """The content of an expectations file; empty if there is none."""

    overview: dict[str, Any]
    heroes: tuple[str, ...]
    passages: tuple[dict[str, Any], ...]


def read_expected(article: Path) -> Expected:
    """Return the expectations of an article."""
    file = article.with_name(f"{article.stem}.expected.yaml")
    content = YAML(typ="safe").load(file.read_text(encoding="utf-8")) if file.is_file() else {}
    return Expected(content.get("overview", {}), tuple(content.get("heroes", ())), tuple(content.get("passages", ())))


def misses(expected: Expected, reading: Reading) -> Iterator[Missed]:
    """Yield each requirement of the expectations, with the fault if the views of a page do not meet it."""
    yield from _overview_misses(expected, reading.views[0])
    for scene in reading.views[1:]:
        for name in expected.heroes:
            if any(slug in scene.named for slug in slugs_of(scene, name)):
                yield _missed("heroes labelled", scene, name, has_label(scene, name) or _numbered(scene, name))
    for wanted in expected.passages:
        view = _view_of(reading, wanted["starts"])
        if view is None:
            yield _missed("passages found", reading.views[0], wanted["starts"], False)
        else:
            yield from _passage_misses(wanted, view)


def _overview_misses(expected: Expected, view: View) -> Iterator[Missed]:
    for name in expected.overview.get("shows", ()):
        yield _missed("overview shows", view, name, shows(view, name))
    for name in expected.overview.get("labels", ()):
        yield _missed("required labels", view, name, has_label(view, name))
    for name in expected.overview.get("arrows", ()):
        yield _missed("arrows", view, name, _signed(view, name) or has_label(view, name))
    for name in expected.heroes:
        yield _missed("heroes in overview", view, name, has_label(view, name) or _signed(view, name))
    if limits := expected.overview.get("not_wider_than"):
        box = tuple(limits[edge] for edge in ("west", "south", "east", "north"))
        west, south, east, north = view.bounds
        detail = f"zoom {view.zoom:.1f}, {west:.0f} to {east:.0f} E, {south:.0f} to {north:.0f} N"
        yield _missed("overview not wider", view, detail, not _wider(view.bounds, box))


def _passage_misses(wanted: dict[str, Any], view: View) -> Iterator[Missed]:
    for name in wanted.get("shows", ()):
        known = bool(slugs_of(view, name)) or has_label(view, name)
        yield _missed("recognised", view, name, known)
        if known:
            yield _missed("passage shows", view, name, shows(view, name))
    for name in wanted.get("labels", ()):
        if not slugs_of(view, name) and not has_label(view, name):
            continue  # the place was not recognised, which has been counted above
        yield _missed("passage labels", view, name, has_label(view, name) or _numbered(view, name))
    if scale := wanted.get("scale"):
        low, high = SCALES[scale]
        km = width_km(view)
        yield _missed("scale", view, f"{scale}, but {km:.0f} km", low <= km <= high)


def _missed(kind: str, view: View, detail: str, met: bool) -> Missed:
    return Missed(kind, None if met else Fault(kind, view.screen.name, view.passage, detail))


def _view_of(reading: Reading, starts: str) -> View | None:
    """Return the view of the passage that begins with these words."""
    wanted = _letters(starts)
    return next((view for view in reading.views if view.passage and _letters(view.text).startswith(wanted)), None)


def _letters(text: str) -> str:
    return "".join(c for c in text.casefold() if c.isalnum())


def slugs_of(view: View, name: str) -> list[str]:
    """Return the slugs of the story's places that have this name."""
    return [slug for slug, place in view.places.items() if _same(place.label, name)]


def shows(view: View, name: str) -> bool:
    """Return whether a place is visible, or has a label for orientation."""
    return any(is_visible(view, slug) for slug in slugs_of(view, name)) or has_label(view, name)


def has_label(view: View, name: str) -> bool:
    """Return whether the map has a label with this name inside the view."""
    width, height = view.size
    return any(
        _same(label.text, name)
        and label.box[2] > 0
        and label.box[3] > 0
        and label.box[0] < width
        and label.box[1] < height
        for label in view.labels
    )


def _signed(view: View, name: str) -> bool:
    return any(_same(edge.text, name) for edge in view.edges)


def _numbered(view: View, name: str) -> bool:
    slugs = slugs_of(view, name)
    return any(pin.text and slug in pin.slugs for pin in view.pins for slug in slugs)


def _same(text: str, name: str) -> bool:
    """Return whether a label has a name, alone or with other words: "Island of Sal" and "Sal"."""
    has, wanted = fold(text), fold(name)
    return bool(wanted) and (re.search(rf"\b{re.escape(wanted)}\b", has) is not None or _part(has, wanted))


def _part(has: str, wanted: str) -> bool:
    return len(has) > 3 and re.search(rf"\b{re.escape(has)}\b", wanted) is not None


def width_km(view: View) -> float:
    """Return the width of the map in km, at its centre."""
    lat = (view.bounds[1] + view.bounds[3]) / 2
    return float(view.size[0] * EARTH_PX * cos(radians(max(-85.0, min(85.0, lat)))) / 2.0**view.zoom)


def _wider(bounds: Box, limits: Sequence[float]) -> bool:
    """Return whether the view is larger than the limits in both directions, by a factor of more than WIDER.

    One direction is not enough: a view has the shape of the screen, so one of its sides is often longer than necessary.
    """
    west, south, east, north = limits
    wide = (east - west) % 360 or 360.0
    over = [(bounds[2] - bounds[0]) / wide, (_high(bounds[3]) - _high(bounds[1])) / (_high(north) - _high(south))]
    return min(over) > WIDER


def _high(lat: float) -> float:
    """Return a latitude on the axis of the Web Mercator map, so that heights can be compared."""
    return log(tan(pi / 4 + radians(max(-85.0, min(85.0, lat))) / 2))
