"""Orientation labels: names of countries, seas, towns and landforms, each with its zoom range.

The page leaves out labels that would overlap (assets/labels.js).
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import replace
from functools import lru_cache
from math import cos, pi, radians, sin
from typing import NamedTuple

import numpy as np

from storymap.basemap.views import Viewport, fit_zoom
from storymap.compose.label_courses import course
from storymap.compose.label_names import map_name
from storymap.compose.label_ranks import NEVER, anchors, can_be_named, rank, town_zoom, zoom_of_length
from storymap.kinds import is_river
from storymap.lazy_pattern import lazy_pattern
from storymap.model import BoundingBox, Camera, Label, Place, Position, Role, Scene, StoryPlace
from storymap.ports import Entry, Gazetteer
from storymap.shapes import point_in_box, positions_in
from storymap.sphere import EARTH_KM, contains, width_deg

DEEPEST = 13.0  # this is higher than the highest zoom of the map, so it means that a label has no highest zoom
_VIEWS = 40  # Only this many distinct views get labels. Otherwise, a long text would have too many labels.
_MOST = 180  # maximum number of labels of a page; they need about 12 kB
_WINDOW = Viewport(900, 850, 90)
_NEARER = 1.0  # readers are expected to zoom in from the story's views by at most this many levels
_MARGIN = 0.35  # on each side, a box is extended by this share of its width or height
_SUBURB_KM = 8.0  # a town this close to the edge of a more prominent one is treated as its suburb
_SUBURB = 2.5  # a suburb is named at a zoom that is higher by this many levels than for another town of its size
# A view names its _TOWNS largest towns if its zoom is at least _TOWNS_ZOOM. Views with a lower zoom are maps of
# continents.
_TOWNS, _TOWNS_ZOOM = 12, 2.6
_PHONE = 0.9  # on a phone, the zoom of a view is lower by about this many levels
_PART = 0.06  # a country is named in a view if it covers at least this share of the view
_SMALL_KM = 3.0  # the radius of the smallest countries is wrong by up to this much
_DEGREE_KM = 110.5  # length of a degree of latitude at the equator, where it is shortest
# At higher zooms (a town and its surroundings), the map names countries only if it shows at least two of them.
_LOCAL = 8.0
# The name of a country or an island is not shown at zooms at which the country or island is longer than this on the
# map.
_FILLS_PX = 1700.0
# Kinds of gazetteer entries, and the maximum number of entries of these kinds that are considered for a view. The
# gazetteer selects the entries with most mentions in texts, so many cities are needed to find all capitals and large
# cities.
_CONSIDERED = (
    (frozenset({"country"}), 60),
    (frozenset({"sea"}), 50),
    (frozenset({"city"}), 500),
    (frozenset({"island", "land"}), 60),
    (frozenset({"water"}), 40),
    (frozenset({"admin1"}), 60),
)
# Names of numbered districts of cities, such as "Lyon 09", "Praha 6" and "Budapest XII."
_NUMBERED = lazy_pattern(r"\d|\b[IVX]{2,}\b")
_FIRST_VIEW = 3  # In each turn, the overview adds this many names. Each other view adds one name.
# The overview names the countries of this many of the most salient places, even if the countries are small there.
_HOME = 8
_NONE: AbstractSet[str] = frozenset()
_PER_VIEW = {"country": 24, "sea": 14, "land": 12, "city": 56}


class _Candidate(NamedTuple):
    text: str
    place: Place
    low: float
    kind: str


def place_labels(
    scenes: Sequence[Scene],
    places: Sequence[StoryPlace],
    gazetteer: Gazetteer,
    language: str = "en",
    overview: Camera | None = None,
) -> tuple[Label, ...]:
    """Return at most _MOST labels for the overview and the views of the scenes, the most important first.

    Names are in the language of the article. A place without a known name in this language has no label. The places of
    the story are left out, because the page labels them itself.
    """
    cameras = Counter(s.camera for s in scenes if s.camera)
    views = [*([overview] if overview else []), *(camera for camera, _ in cameras.most_common(_VIEWS))]
    home = {code for p in places[:_HOME] if p.role is not Role.PASSING for code in p.place.country_codes[:1]}
    shown_ids = {p.place.id for p in places}
    shown_names = {p.place.name for p in places} | {p.label for p in places}
    codes: dict[str, set[str]] = defaultdict(set)  # label of a place in the story -> the countries of such places
    for p in places:
        codes[p.label].update(p.place.country_codes)
    wanted = [
        c
        for c in _candidates(list(dict.fromkeys(views)), gazetteer, language, home if overview else ())
        if c.place.id not in shown_ids and c.text not in shown_names and not _repeats(c, codes)
    ]
    kept: list[_Candidate] = []
    left = _MOST
    # In this list, the views take turns. Therefore all views keep about the same number of names.
    for candidate in wanted:
        number = len(anchors(candidate.place))
        if number <= left:
            kept.append(candidate)
            left -= number
    first = next((p.place for p in places if p.role is not Role.PASSING), None)
    labels: list[Label] = []
    for one in sorted(kept, key=_order):
        around = overview is not None and first is not None and _contains(one, first)
        inside = positions_in(gazetteer.footprint(one.place.id), overview.box) if around and overview else []
        labels += _labels(one, [*anchors(one.place), *inside], around)
    return tuple(labels)


def _order(candidate: _Candidate) -> tuple[float, float, str]:
    return candidate.low, -candidate.place.radius_km, candidate.text


def _repeats(candidate: _Candidate, codes: Mapping[str, AbstractSet[str]]) -> bool:
    """Return whether an area's name begins with the name of a place in the story that is in the same country.

    For example, "Svalbard and Jan Mayen" begins with the name of the place Svalbard. `codes` maps the names of the
    places in the story to the codes of their countries.
    """
    text, own = candidate.text, candidate.place.country_codes
    beginnings = (text[:at] for at, character in enumerate(text) if character == " ")
    return candidate.kind != "city" and any(not codes.get(name, _NONE).isdisjoint(own) for name in beginnings)


def _contains(candidate: _Candidate, place: Place) -> bool:
    """Return whether a candidate is the country of a place, or the state of the place."""
    of = candidate.place
    if of.country_codes[:1] != place.country_codes[:1]:
        return False
    return candidate.kind == "country" or (of.feature_code == "ADM1" and of.name == place.admin1)


def _labels(candidate: _Candidate, positions: Sequence[Position], home: bool) -> Iterator[Label]:
    text, place, low, kind = candidate
    large = kind in ("country", "land")
    high = min(DEEPEST, max(low + 3, zoom_of_length(place, _FILLS_PX))) if large else DEEPEST
    line = course(place) if kind == "sea" else None
    for at in positions:
        ends = tuple(line) if line and at == place.position else ()
        river = bool(ends) and is_river(place.feature_code)
        yield Label(text, at, round(low, 1), round(high, 1), kind, ends, river, home)


def _candidates(
    views: Sequence[Camera], gazetteer: Gazetteer, language: str, home: Iterable[str] = ()
) -> list[_Candidate]:
    """Return the names that are useful in the views.

    The views take turns, and in each turn a view adds its next most important name.

    The turns end when there are enough names. `home` contains the codes of the countries of the story. The first view
    always names these countries.
    """
    queues = [
        _of_view(view, gazetteer, language, frozenset(() if i else home))  # type: ignore[arg-type]  # objects are hashable by default
        for i, view in enumerate(views)
    ]
    found: dict[str, _Candidate] = {}
    for turn in range(max(map(len, queues), default=0)):
        for i, queue in enumerate(queues):
            number = 1 if i else _FIRST_VIEW
            for one in queue[turn * number : (turn + 1) * number] if len(found) < 2 * _MOST else ():
                key = f"{one.place.id} {one.place.position}"
                if key not in found or one.low < found[key].low:
                    found[key] = one
    return list(found.values())


@lru_cache(256)  # when a story map is built again, most of its views are the same
def _of_view(view: Camera, gazetteer: Gazetteer, language: str, home: frozenset[str]) -> tuple[_Candidate, ...]:
    """Return the names that a view can show at its own zoom or after zooming in by one level.

    Names that are shown from a lower zoom come first.
    """
    box, zoom = _extended(view.box), fit_zoom(view, _WINDOW)
    found = []
    for kinds, limit in _CONSIDERED:
        entries = gazetteer.largest(box, kinds, limit)
        found += _towns(entries, gazetteer, view) if "city" in kinds else _areas(entries, gazetteer)
    found = [c._replace(low=min(c.low, zoom - _PHONE)) if _is_home(c, home) else c for c in found]
    found = [c for c in found if c.low <= zoom + _NEARER] + _distant_countries(found, view, gazetteer)
    left, names = dict(_PER_VIEW), []
    for candidate in sorted(found, key=lambda c: (c.low, -c.place.population, -c.place.radius_km, c.place.name)):
        text = map_name(candidate.place, language)
        if text and len(text) <= 34 and left[candidate.kind] > 0:
            left[candidate.kind] -= 1
            names.append(candidate._replace(text=text))
    return tuple(names)


@lru_cache(4096)  # neighbouring views have most of their places in common
def _place(gazetteer: Gazetteer, entry: Entry) -> Place:
    return gazetteer.place(entry)


def _is_home(candidate: _Candidate, home: Container[str]) -> bool:
    return candidate.kind == "country" and any(code in home for code in candidate.place.country_codes[:1])


def _areas(entries: Sequence[Entry], gazetteer: Gazetteer) -> list[_Candidate]:
    found = []
    for entry in filter(can_be_named, entries):
        place = _place(gazetteer, entry)  # type: ignore[arg-type]  # objects are hashable by default
        low, kind = rank(entry, place)
        found.append(_Candidate("", place, low, kind))
    return found


def _towns(entries: Sequence[Entry], gazetteer: Gazetteer, view: Camera) -> list[_Candidate]:
    """Return the towns.

    The lowest zoom of the largest towns in the view is lowered so that the view shows them, even if they are small,
    such as Nome in Alaska.
    """
    zoom = fit_zoom(view, _WINDOW)
    ordered = sorted(entries, key=_weight, reverse=True)
    inside = [e for e in ordered if contains(view.box, e.lat, e.lon)][: 4 * _TOWNS] if zoom >= _TOWNS_ZOOM else []
    near = {e.number for e in inside}
    found: list[_Candidate] = []
    larger = _Surroundings(len(ordered))
    for entry in ordered:
        low, kind = town_zoom(entry), "city"
        if low < NEVER and (low <= zoom + _NEARER or entry.number in near):
            place = _place(gazetteer, entry)  # type: ignore[arg-type]
            if _NUMBERED.search(place.name):
                continue
            suburb = larger.contain(place.position)
            larger.add(place)
            found.append(_Candidate("", place, low + _SUBURB if suburb else low, kind))
    found.sort(key=lambda c: c.low)
    largest = (
        {c.place.id for c in [c for c in found if contains(view.box, *c.place.position)][:_TOWNS]} if near else set()
    )
    return [c._replace(low=min(c.low, zoom - _PHONE)) if c.place.id in largest else c for c in found]


def _weight(entry: Entry) -> float:
    """Return the population of a town, or twice the population if the town is a national or regional capital.

    A capital then comes before an old quarter inside it, even if the gazetteer gives the quarter more inhabitants.
    """
    return entry.population * (1.0 if entry.feature_code == "PPL" else 2.0)


class _Surroundings:
    """The surroundings of larger towns, which contain the suburbs and old quarters of these towns.

    `most` is the maximum number of towns.
    """

    def __init__(self, most: int) -> None:
        # for each town: latitude (radians), its cosine, longitude (radians), and the sine of half the radius (radians)
        self._towns = np.empty((most, 4))
        self._count = 0

    def add(self, town: Place) -> None:
        lat, lon = town.position
        reach = min((_SUBURB_KM + town.radius_km) / EARTH_KM, pi)
        self._towns[self._count] = radians(lat), cos(radians(lat)), radians(lon), sin(reach / 2)
        self._count += 1

    def contain(self, position: Position) -> bool:
        """Return whether a position is in the surroundings of one of the towns."""
        lat, narrowing, lon, reach = self._towns[: self._count].T
        y, x = map(radians, position)
        half = np.sin((lat - y) / 2) ** 2 + narrowing * cos(y) * np.sin((lon - x) / 2) ** 2
        return bool((np.sqrt(half) < reach).any())


def _distant_countries(found: Sequence[_Candidate], view: Camera, gazetteer: Gazetteer) -> list[_Candidate]:
    """Return the countries that fill much of the view although their centre is outside it.

    The returned position of such a country is inside the view.
    """
    inside = {c.place.id for c in found if c.kind == "country" and contains(view.box, *c.place.position)}
    codes = dict.fromkeys(code for c in found if c.kind == "city" for code in c.place.country_codes)
    zoom = fit_zoom(view, _WINDOW)
    if zoom > _LOCAL and len(codes) == 1:
        return []
    countries = []
    for code in codes:
        place_id = gazetteer.country_place(code)
        if not place_id or place_id in inside:
            continue
        place = gazetteer.place(place_id)
        if not _may_fill(place, view.box):
            continue
        at = point_in_box(gazetteer.footprint(place_id), view.box, _PART)
        if at is not None:
            countries.append(_Candidate("", replace(place, position=at), zoom - _PHONE, "country"))
    return countries


def _may_fill(country: Place, box: BoundingBox) -> bool:
    """Return False if a country is too small to cover the share _PART of a box, so that its outline is not needed.

    The country is taken as more than twice as large as the gazetteer says, because that area may differ from the
    area of the outline.
    """
    area = pi * (1.5 * country.radius_km + _SMALL_KM) ** 2
    square_degree = _DEGREE_KM**2 * cos(radians(max(abs(box.south), abs(box.north))))
    return area >= _PART * width_deg(box) * (box.north - box.south) * square_degree


def _extended(box: BoundingBox) -> BoundingBox:
    """Return the box with a margin, because a wide screen shows more of the map than the box."""
    width, height = max(width_deg(box), 2.0), max(box.north - box.south, 1.5)
    width, height = width * _MARGIN, height * _MARGIN
    west, east = box.west - width, box.west + width_deg(box) + width
    if east - west >= 360:
        return BoundingBox(-180, max(-85, box.south - height), 180, min(85, box.north + height))
    return BoundingBox(
        (west + 180) % 360 - 180,
        max(-85, box.south - height),
        (east + 180) % 360 - 180,
        min(85, box.north + height),
    )
