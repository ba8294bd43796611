"""Orientation labels, placed once at build time: a label appears at the first zoom at which it collides with nothing before it."""

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
_COUNTRY_PX = 24.0  # least width of a country that is labelled
_VIEWS = 40  # a book does not get a label for every village it passes
# Kinds of the gazetteer that become labels: as what, how many are asked for in a view, how many are kept in all, from which zoom until which.
_ASKED = (
    (frozenset({"country"}), "country", 14, 40, 2.0, 6.5),
    (frozenset({"sea"}), "sea", 8, 24, 2.0, DEEPEST),
    (frozenset({"island", "land"}), "land", 6, 20, 4.0, DEEPEST),
    (frozenset({"city"}), "city", 16, 90, 3.0, DEEPEST),
)


def place_labels(
    scenes: Sequence[Scene], places: Sequence[StoryPlace], gazetteer: Gazetteer, language: str = "en"
) -> tuple[Label, ...]:
    """Labels, in the reader's language where their names in it are known, for what the cameras show, at most 174; the story's own places are left out: those are labelled by the page."""
    views = _views(scenes)
    if not views:
        return ()
    own = {p.place.id for p in places}
    own_names = {p.place.name for p in places} | {p.label for p in places}
    board = _Board()
    for p in places:
        board.put(p.place.position.lat, p.place.position.lon, 7.0 * len(p.label), 2.0)
    labels: list[Label] = []
    seen: set[int] = set()
    for entry, kind, low, high in _wanted(views, gazetteer):
        if entry.number in seen:
            continue
        seen.add(entry.number)
        place = gazetteer.place(entry)
        text = place.name if is_language(language, "en") else place.called(language)
        if place.id in own or text in own_names or len(text) > 34:
            continue
        least = max(low, _room(place)) if kind == "country" else low
        first = board.first_free(entry.lat, entry.lon, _CHARACTER_PX[kind] * len(text), least, high)
        if first is not None:
            labels.append(Label(text, place.position, first, high, kind))
    return tuple(labels)


def _views(scenes: Sequence[Scene]) -> list[BoundingBox]:
    """The distinct camera boxes, those that most scenes share first, half as large again on each side: what a wide screen shows besides."""
    boxes = Counter(s.camera.box for s in scenes if s.camera)
    return [_grown(box) for box, _ in boxes.most_common(_VIEWS)]


def _grown(box: BoundingBox) -> BoundingBox:
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


def _wanted(views: Sequence[BoundingBox], gazetteer: Gazetteer) -> list[tuple[Entry, str, float, float]]:
    """Entries that may be labelled: those that most views ask for; countries and seas before towns, the best known first."""
    wanted = []
    for kinds, kind, limit, most, low, high in _ASKED:
        seen: dict[int, tuple[int, Entry]] = {}
        for view in views:
            for entry in gazetteer.largest(view, kinds, limit):
                if entry.feature_code == "PPLX":  # a quarter of a city that is labelled itself
                    continue
                seen[entry.number] = (seen.get(entry.number, (0, entry))[0] + 1, entry)
        often = sorted(seen.values(), key=lambda s: (-s[0], -s[1].prominence, s[1].number))[:most]
        ranked = sorted((e for _, e in often), key=lambda e: (-e.prominence, e.number))
        wanted += [(e, kind, max(low, _least_zoom(kind, e)), high) for e in ranked]
    return wanted


def _least_zoom(kind: str, entry: Entry) -> float:
    """Small towns are not shown on a world map, however much room there is."""
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


def _room(country: Place) -> float:
    """The zoom from which a country is wide enough on the map to bear a name: Monaco never is."""
    km = max(2 * country.radius_km, 1.0)
    return log2(_COUNTRY_PX * EARTH_KM * 2 * pi * cos(radians(country.position.lat)) / (_WORLD_PX * km))


class _Board:
    """The boxes that are taken, in Mercator units, each from a zoom on."""

    def __init__(self) -> None:
        self.taken: list[tuple[float, float, float, float]] = []  # x, y, half width in px, from zoom

    def put(self, lat: float, lon: float, width_px: float, zoom: float) -> None:
        self.taken.append((*mercator(lat, lon), width_px / 2, zoom))

    def first_free(self, lat: float, lon: float, width_px: float, low: float, high: float) -> float | None:
        """The first whole or half zoom in low…high at which a label of this width is free from there on; it is then taken."""
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
