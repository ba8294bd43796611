"""Labels of streets, water, quarters and villages from a street archive, for the views that show streets."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace

from storymap.basemap.levels import CLOSEST
from storymap.basemap.views import Viewport, fit_zoom, wider_box
from storymap.model import Camera, Label, Position, Scene, StoryPlace
from storymap.ports import StreetMap
from storymap.sphere import centre, distance_km

_VIEWS = 30  # Only this many distinct views get labels. Otherwise, a long text would have too many labels.
_MOST = 150  # maximum number of labels of a page; they need about 15 kB
_PER_VIEW = {"street": 22, "quarter": 6, "city": 6, "sea": 4, "stream": 5, "land": 5}
_ALONG = frozenset(["street", "stream"])
_PER_OTHER_ZOOM = {"street": 12, "quarter": 4, "city": 4, "sea": 2, "stream": 3, "land": 3}
_MINOR = 14.0  # zoom from which minor streets are named
_WINDOW = Viewport(900, 850, 60)
# Towns are named up to zoom _HIGH. Countries and provinces are named up to zoom _COUNTRY_HIGH.
_HIGH, _COUNTRY_HIGH = 17.0, 11.0
_SAME_KM = 4.0  # a name in the archive is the same as an equal label that is this close to it
_TOWN_KM = 0.7  # a village or quarter is treated as a part of a town whose label is this close to it


def street_labels(
    scenes: Sequence[Scene],
    places: Sequence[StoryPlace],
    streets: StreetMap,
    language: str,
    overview: Camera,
    others: Sequence[Label],
) -> tuple[Label, ...]:
    """Return at most _MOST labels from the street archive.

    The labels are for the overview and for the views of the scenes, if these show streets.

    `others` are the labels from the gazetteer. A place is left out if one of these labels or the story already names
    it.
    """
    cameras = Counter(scene.camera for scene in scenes if scene.camera)
    views = list(dict.fromkeys([overview, *(camera for camera, _ in cameras.most_common(_VIEWS))]))
    queues = [_of_view(view, streets, language) for view in views if view.zoom > CLOSEST]
    known = [(label.text, label.position) for label in others]
    known += [(name, p.place.position) for p in places for name in {p.label, p.place.name}]
    towns = [label.position for label in others if label.kind == "city"]
    found: dict[tuple[str, Position, float], Label] = {}
    # the views take turns, so that all of them get about the same number of labels
    for turn in range(max(map(len, queues), default=0)):
        for queue in queues:
            if turn < len(queue) and len(found) < _MOST:
                label = queue[turn]
                if not _is_known(label, known, towns) and not any(_is_on(label, other) for other in found.values()):
                    found.setdefault((label.text, label.position, label.low), label)
                    # in the tiles of another zoom, the same place has its name at another position
                    known += [(label.text, label.position)] if label.kind not in _ALONG else []
    return tuple(
        sorted(
            found.values(),
            key=lambda label: (label.kind in _ALONG, label.kind == "street", label.low, label.text, label.position),
        )
    )


def shown_with_streets(labels: Sequence[Label]) -> tuple[Label, ...]:
    """Return gazetteer labels with the highest zoom at which a map with streets shows them.

    The highest zoom is _COUNTRY_HIGH for countries and other areas, and _HIGH for other labels.
    """
    return tuple(
        replace(label, high=min(label.high, _COUNTRY_HIGH) if label.kind in ("country", "land") else _HIGH)
        for label in labels
    )


def _of_view(view: Camera, streets: StreetMap, language: str) -> list[Label]:
    """Return the names that a view can show.

    The names for the zoom of the view come first; the names for lower and higher zooms follow.
    """
    zoom, box = fit_zoom(view, _WINDOW), wider_box(view, _WINDOW)
    middle = centre(box)
    found = streets.labels(box, zoom, language)
    now = [label for label in found if label.low <= zoom < label.high]
    # Main streets come first. Minor streets follow, in the order of their distance from the middle of the view.
    now.sort(key=lambda label: (label.low > _MINOR and distance_km(*label.position, *middle), label.low))
    other = [label for label in found if not label.low <= zoom < label.high]
    return [*_limited(now, dict(_PER_VIEW)), *_limited(other, dict(_PER_OTHER_ZOOM))]


def _limited(labels: Sequence[Label], left: dict[str, int]) -> Iterator[Label]:
    for label in labels:
        if left.get(label.kind, 0) > 0:
            left[label.kind] -= 1
            yield label


def _is_on(label: Label, other: Label) -> bool:
    """Return whether another label names the same part of a street at the same zooms.

    Such a label comes, for example, from another tile.
    """
    if label.text != other.text or not other.course or label.kind != other.kind:
        return False
    if not (other.low <= label.low and label.high <= other.high):
        return False
    half = distance_km(*other.course[0], *other.course[1]) / 2
    return distance_km(*label.position, *other.position) < half


def _is_known(label: Label, known: Sequence[tuple[str, Position]], towns: Sequence[Position]) -> bool:
    if label.kind in _ALONG:
        return False
    near = (at for text, at in known if text.casefold() == label.text.casefold())
    if any(distance_km(*label.position, *at) < _SAME_KM for at in near):
        return True
    return label.kind == "city" and any(distance_km(*label.position, *at) < _TOWN_KM for at in towns)
