"""Place orientation labels when the page is built.

A label is shown from the lowest zoom at which it does not overlap a label placed before it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from math import cos, log2, pi, radians

from storymap.language import is_language
from storymap.model import BoundingBox, Label, Place, Scene, StoryPlace
from storymap.ports import Entry, Gazetteer
from storymap.sphere import EARTH_KM, mercator, width_deg

DEEPEST = 10.0
_CHARACTER_PX = {"country": 8.6, "sea": 6.8, "land": 6.4, "city": 6.0}
_LINE_PX = 15.0
_GAP_PX = 10.0
_WORLD_PX = 256.0
_COUNTRY_PX = 24.0  # a country that is narrower than this on the map has no label
_VIEWS = 40  # only this many distinct views get labels, which limits the number of labels for a long text
# Gazetteer entries with labels: their kinds, kind of label, maximum per view, maximum in total, lowest and highest
# zoom.
_LABELLED = (
    (frozenset({"country"}), "country", 14, 40, 2.0, 6.5),
    (frozenset({"sea"}), "sea", 8, 24, 2.0, DEEPEST),
    (frozenset({"island", "land"}), "land", 6, 20, 4.0, DEEPEST),
    (frozenset({"city"}), "city", 16, 90, 3.0, DEEPEST),
)


def place_labels(
    scenes: Sequence[Scene], places: Sequence[StoryPlace], gazetteer: Gazetteer, language: str = "en"
) -> tuple[Label, ...]:
    """Return at most 174 labels for the views of the scenes.

    They are in the article's language if the name in that language is known.

    The places of the story are left out, because the page labels them itself.
    """
    views = _views(scenes)
    if not views:
        return ()
    shown_ids = {p.place.id for p in places}
    shown_names = {p.place.name for p in places} | {p.label for p in places}
    placed = _PlacedLabels()
    for p in places:
        placed.put(p.place.position.lat, p.place.position.lon, 7.0 * len(p.label), 2.0)
    labels: list[Label] = []
    seen: set[int] = set()
    for entry, kind, low, high in _label_candidates(views, gazetteer):
        if entry.number in seen:
            continue
        seen.add(entry.number)
        place = gazetteer.place(entry)
        text = place.name if is_language(language, "en") else place.called(language)
        if place.id in shown_ids or text in shown_names or len(text) > 34:
            continue
        low_zoom = max(low, _country_zoom(place)) if kind == "country" else low
        first = placed.first_free(entry.lat, entry.lon, _CHARACTER_PX[kind] * len(text), low_zoom, high)
        if first is not None:
            labels.append(Label(text, place.position, first, high, kind))
    return tuple(labels)


def _views(scenes: Sequence[Scene]) -> list[BoundingBox]:
    """Return the distinct boxes of the cameras, most frequent first.

    They are extended by half their size on each side, because wide screens show more than the box.
    """
    boxes = Counter(s.camera.box for s in scenes if s.camera)
    return [_extended(box) for box, _ in boxes.most_common(_VIEWS)]


def _extended(box: BoundingBox) -> BoundingBox:
    width, height = max(width_deg(box), 2.0), max(box.north - box.south, 1.5)
    west, east = box.west - width / 2, box.west + width_deg(box) + width / 2
    if east - west >= 360:
        return BoundingBox(-180, max(-85, box.south - height / 2), 180, min(85, box.north + height / 2))
    return BoundingBox(
        (west + 180) % 360 - 180,
        max(-85, box.south - height / 2),
        (east + 180) % 360 - 180,
        min(85, box.north + height / 2),
    )


def _label_candidates(views: Sequence[BoundingBox], gazetteer: Gazetteer) -> list[tuple[Entry, str, float, float]]:
    """Return labels to try as (entry, kind, lowest zoom, highest zoom).

    Countries and seas come before towns, and prominent entries before others.
    """
    wanted = []
    for kinds, kind, limit, most, low, high in _LABELLED:
        seen: dict[int, tuple[int, Entry]] = {}
        for view in views:
            for entry in gazetteer.largest(view, kinds, limit):
                if entry.feature_code == "PPLX":  # a district; its city already has a label
                    continue
                seen[entry.number] = (seen.get(entry.number, (0, entry))[0] + 1, entry)
        often = sorted(seen.values(), key=lambda s: (-s[0], -s[1].prominence, s[1].number))[:most]
        ranked = sorted((e for _, e in often), key=lambda e: (-e.prominence, e.number))
        wanted += [(e, kind, max(low, _min_zoom(kind, e)), high) for e in ranked]
    return wanted


def _min_zoom(kind: str, entry: Entry) -> float:
    """Return the lowest zoom at which an entry has a label. For example, small towns have no label on a world map."""
    if kind == "city":
        return (
            3.0
            if entry.prominence >= 6.6
            else 4.0
            if entry.prominence >= 6
            else 5.0
            if entry.prominence >= 5.3
            else 6.0
            if entry.prominence >= 4.7
            else 7.0
        )
    if kind in ("sea", "land"):
        return 2.0 if entry.prominence >= 7 else 3.5 if entry.prominence >= 6 else 5.0 if entry.prominence >= 5 else 6.0
    return 2.0 if entry.prominence >= 7.5 else 3.5


def _country_zoom(country: Place) -> float:
    """Return the lowest zoom at which a country is wide enough for a label."""
    km = max(2 * country.radius_km, 1.0)
    return log2(_COUNTRY_PX * EARTH_KM * 2 * pi * cos(radians(country.position.lat)) / (_WORLD_PX * km))


class _PlacedLabels:
    """The boxes of placed labels in Mercator units, each with the lowest zoom at which the label is shown."""

    def __init__(self) -> None:
        self.taken: list[tuple[float, float, float, float]] = []  # x, y, half width in pixels, lowest zoom

    def put(self, lat: float, lon: float, width_px: float, zoom: float) -> None:
        self.taken.append((*mercator(lat, lon), width_px / 2, zoom))

    def first_free(self, lat: float, lon: float, width_px: float, low: float, high: float) -> float | None:
        """Place a label at the first whole or half zoom in low…high at which it does not overlap another label.

        Return the zoom, or None if there is no such zoom.
        """
        x, y = mercator(lat, lon)
        half = width_px / 2
        free = low
        for other_x, other_y, other_half, _ in self.taken:
            dx, dy = abs(x - other_x), abs(y - other_y)
            dx = min(dx, 1 - dx)
            while dx * _WORLD_PX * 2**free < half + other_half + _GAP_PX and dy * _WORLD_PX * 2**free < _LINE_PX + 3:
                free += 0.5
                if free >= high:
                    return None
        self.taken.append((x, y, half, free))
        return free
