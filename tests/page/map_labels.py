"""Measure the orientation labels of maps against map_labels.yaml: the names that a map of a region must have.

    python -m tests.page.map_labels [--failures]

The layout of assets/labels.js is repeated with estimated widths of texts, so no browser is needed.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator, Mapping, Sequence
from math import log2
from pathlib import Path
from typing import Any, NamedTuple

from ruamel.yaml import YAML

from storymap.compose.labels import place_labels
from storymap.gazetteer import open_gazetteer
from storymap.gazetteer.fold import fold
from storymap.model import BoundingBox, Camera, Label, Scene
from storymap.sphere import mercator, unwrap, width_deg

VIEWS = Path(__file__).with_name("map_labels.yaml")
CHARACTER_PX = {"country": 8.2, "sea": 6.2, "land": 5.6, "city": 5.8}
LINE_PX, GAP_PX, BESIDE_PX, ABOVE_PX = 14.0, 4.0, 11.0, 10.0
SIDES = ((1, 0), (-1, 0), (0, -1), (0, 1), (1, -1), (-1, -1), (1, 1), (-1, 1))

AREA_SIDES = ((0, 0), (0, 1), (0, -1), (0.6, 0), (-0.6, 0), (0, 2.4), (0, -2.4))
DOTS = 30  # other labels may not cover the dots of this many cities


class Judged(NamedTuple):
    """The labels of one view. `too_early`: labels that are shown although more important labels are missing."""

    view: str
    required: int
    missing: tuple[str, ...]
    too_early: tuple[str, ...]
    shown: tuple[str, ...]


def judge(view: Mapping[str, Any]) -> Judged:
    """Lay out the labels of a view and compare them with the labels that it must have."""
    box = BoundingBox(*(view["box"][edge] for edge in ("west", "south", "east", "north")))
    zoom = zoom_of(box, view["width"])
    scene = Scene("p1", ("p1",), (), Camera(box, zoom))
    shown = list(layout(place_labels([scene], [], open_gazetteer()), box, zoom, view["width"]))
    names = {fold(text) for text in shown}
    missing = [m["name"] for m in view["must"] if not names & {fold(n) for n in (m["name"], *m.get("also", ()))}]
    early = [n["name"] for n in view.get("not_before", ()) if missing and fold(n["name"]) in names]
    return Judged(view["view"], len(view["must"]), tuple(missing), tuple(early), tuple(shown))


def zoom_of(box: BoundingBox, width_px: float) -> float:
    """Return the zoom at which a box is as wide as the map."""
    return log2(width_px * 360 / (256 * (width_deg(box) or 360)))


def layout(labels: Sequence[Label], box: BoundingBox, zoom: float, width_px: float) -> Iterator[str]:
    """Yield the texts of the labels that fit in the view, as assets/labels.js places them."""
    world = 256 * 2**zoom
    middle = box.west + width_deg(box) / 2
    left, top = (box.west + 180) / 360 * world, mercator(box.north, 0)[1] * world
    height = mercator(box.south, 0)[1] * world - top
    shown = []
    for label in labels:
        x = (unwrap(label.position.lon, middle) + 180) / 360 * world - left
        y = mercator(label.position.lat, 0)[1] * world - top
        if label.low <= zoom < label.high and -60 < x < width_px + 60 and -60 < y < height + 60:
            shown.append((label, x, y))
    dots = [(x - 3, y - 3, x + 3, y + 3) for label, x, y in shown if label.kind == "city"][:DOTS]
    taken: list[tuple[float, float, float, float]] = []
    texts: set[str] = set()
    for label, x, y in shown:
        own = (x - 3, y - 3, x + 3, y + 3)
        city = label.kind == "city"
        if label.text in texts or (city and any(_hits(own, other, 0) for other in taken)):
            continue
        for place in _boxes(label, x, y):
            inside = place[0] >= 2 and place[1] >= 2 and place[2] <= width_px - 2 and place[3] <= height - 2
            others = [dot for dot in dots if dot != own]
            if inside and not any(_hits(place, o) for o in taken) and not any(_hits(place, o, 1) for o in others):
                taken += [place, own] if city else [place]
                texts.add(label.text)
                yield label.text
                break


def _boxes(label: Label, x: float, y: float) -> Iterator[tuple[float, float, float, float]]:
    wide, high = CHARACTER_PX[label.kind] * len(label.text), LINE_PX
    if label.kind == "sea" and wide > 144:  # names of seas are written in two lines
        wide, high = wide / 2 + 20, 2 * LINE_PX
    for across, down in SIDES if label.kind == "city" else AREA_SIDES:
        beside = 0.0 if label.kind != "city" else BESIDE_PX if not down else BESIDE_PX - 4
        above = 4.0 if label.kind != "city" else ABOVE_PX if not across else ABOVE_PX - 6
        left = x - wide / 2 + across * (wide / 2 + beside)
        top = y - high / 2 + down * (high / 2 + above)
        yield left, top, left + wide, top + high


def _hits(a: tuple[float, float, float, float], b: tuple[float, float, float, float], gap: float = GAP_PX) -> bool:
    return a[0] < b[2] + gap and a[2] + gap > b[0] and a[1] < b[3] + gap and a[3] + gap > b[1]


def read_views() -> list[Mapping[str, Any]]:
    """Return the views of map_labels.yaml."""
    views: list[Mapping[str, Any]] = YAML(typ="safe").load(VIEWS.read_text(encoding="utf-8"))
    return views


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command and return 0."""
    parser = argparse.ArgumentParser(prog="tests.page.map_labels", description=__doc__)
    parser.add_argument("--failures", action="store_true")
    options = parser.parse_args(argv)
    judged = [judge(view) for view in read_views()]
    for one in judged:
        if options.failures and (one.missing or one.too_early):
            print(f"{one.view}: missing {', '.join(one.missing)}; shown before them {', '.join(one.too_early) or '-'}")
            print(f"    shown: {', '.join(one.shown)}")
    required = sum(one.required for one in judged)
    met = required - sum(len(one.missing) for one in judged)
    early = sum(len(one.too_early) for one in judged)
    print(
        f"{len(judged)} views: {met} of {required} required names ({100 * met / required:.1f} %), {early} names shown before required ones"
    )
    return 0


if __name__ == "__main__":
    sys.exit(main())
