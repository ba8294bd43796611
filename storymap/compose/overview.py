"""Choose the camera for the start of the story."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Container, Iterator, Sequence
from dataclasses import replace

import numpy as np

from storymap.compose.extents import Extents, Indices
from storymap.compose.framing import TOWN_KM, camera_for, finest, frame, setting_camera, without_towns
from storymap.kinds import is_country, is_setting
from storymap.model import BoundingBox, Camera, Role, StoryPlace
from storymap.sphere import central_meridian, contains, distance_km, gaps_between, normal, outside, unwrap, width_deg

# The places that the overview shows have at least this share of the salience (importance) of all main places.
SHARE = 0.8
# The overview may show less than SHARE, but at least LEAST_SHARE, if this gains WORTH zoom levels. An example is a story
# with a distant second setting, which is left out.
LEAST_SHARE, WORTH = 0.7, 1.0
# The same share if an ordinary window shows all places at their maximum zoom, so that only small screens come closer.
LEAST_SHARE_SMALL = 0.9
# Width of the margin around a group of towns, as a share of the size of the group. The margin is at least NEAREST_KM
# and at most TOWN_KM wide.
SURROUNDINGS = 0.12
NEAREST_KM = 8.0  # minimum margin around a group of towns
MIN_GAIN = 0.2  # places are only left out if this gains at least this many zoom levels
# Places are only left out if the gain in zoom levels is at least this number times the share of the salience that is
# lost. If a tenth of the salience is lost, 0.4 levels must be gained.
GAIN_PER_SHARE = 4.0
# A section about distant places, a flashback, is left out of the overview if the overview is then closer by this many zoom
# levels, no other section is distant, and the article has at least LEAST_SECTIONS sections with places.
FLASHBACK, LEAST_SECTIONS = 3.0, 3
# The overview introduces all sections of the article: of each section, it shows at least this share of the places.
OF_SECTION = 0.4
WORLD_DEG, USUAL_DEG = 200.0, 30.0  # degrees of longitude, see `_usual_world`
PACIFIC, PACIFIC_DEG = -160.0, 40.0  # the middle of the Pacific Ocean, and how far the middle of a gap may be from it


def overview_camera(
    places: Sequence[StoryPlace], unsure: Container[str] = (), sections: Sequence[Collection[str]] = ()
) -> Camera:
    """Return the camera for the start of the story.

    `unsure` contains the slugs of uncertain places. `sections` contains for each section of the article the slugs of
    the places that the section names. The camera shows main places that together have at least the share SHARE of the
    salience, or LEAST_SHARE if this raises the zoom by WORTH levels. The camera also shows at least the share
    OF_SECTION of the places of each section. Places at the edges are
    left out if the other places can then be shown at a much higher zoom. If there are no places smaller than countries,
    the camera shows the countries. If there are no places, it shows the world.
    """
    main = [p for p in places if p.role is Role.MAIN and p.slug not in unsure]
    main = main or [p for p in places if p.role is Role.MAIN] or list(places)
    if not main:
        return Camera(BoundingBox(-170, -55, -170 + 359, 72), 2.0)
    if all(is_setting(p.place.feature_code) for p in main):
        return setting_camera(main) or camera_for(main)
    shown = _without_surroundings(without_towns(finest(main)))
    flashback = _flashback(shown, sections)
    shown = [p for p in shown if p.slug not in flashback]
    return _camera(_most_salient(shown, _subject(places), sections))


def _camera(places: Sequence[StoryPlace]) -> Camera:
    """Return the camera for some places.

    The margin around each town is smaller for a group of places than for a single place.
    """
    box = camera_for(places, 0.1).box
    size = distance_km(box.south, box.west, box.north, box.east)
    camera = camera_for(places, max(NEAREST_KM, min(TOWN_KM, SURROUNDINGS * size)) if len(places) > 1 else TOWN_KM)
    return _usual_world(camera, places) if width_deg(camera.box) > WORLD_DEG else camera


def _usual_world(camera: Camera, places: Sequence[StoryPlace]) -> Camera:
    """Return the camera of a story on many continents, with the edges of the map in the Pacific Ocean if possible.

    Readers know the map in this form, and the Pacific is the widest part of the world without land. Another gap between
    the places must be wider by more than USUAL_DEG to be used instead.
    """
    gaps = gaps_between([frame(p.place, 0.1) for p in places])
    pacific = [gap for gap in gaps if abs(normal((gap.west + gap.east) / 2 - PACIFIC)) <= PACIFIC_DEG]
    if not pacific or max(pacific).width < max(gaps).width - USUAL_DEG:
        return camera
    return replace(camera, box=outside(max(pacific), camera.box.south, camera.box.north))


def _without_surroundings(places: Sequence[StoryPlace]) -> list[StoryPlace]:
    """Leave out an area if the places inside it together are more salient than the area itself.

    Such an area is only the surroundings of these places.
    """

    def surrounds(area: StoryPlace) -> bool:
        box = area.place.bbox
        if box is None:
            return False
        return area.salience < sum(p.salience for p in places if p is not area and contains(box, *p.place.position))

    return [p for p in places if not surrounds(p)] or list(places)


def _subject(places: Sequence[StoryPlace]) -> frozenset[str]:
    """Return the codes of the country that the story is about, or an empty set.

    A story is about a country if the country is the most salient place.
    """
    first = max(places, key=lambda p: p.salience, default=None)
    return frozenset(first.place.country_codes) if first and is_country(first.place.feature_code) else frozenset()


def _most_salient(
    places: Sequence[StoryPlace], subject: Container[str], sections: Sequence[Collection[str]] = ()
) -> list[StoryPlace]:
    """Leave out places at the edges if this raises the zoom a lot and loses little salience.

    `subject` contains the codes of the country that the story is about. Places in this country are never left out. At
    least the share OF_SECTION of the places of each section is kept.
    """
    slugs = {p.slug for p in places}
    parts = [named for section in sections if (named := slugs.intersection(section))]
    kept = list(places)
    total = sum(p.salience for p in kept)
    lost = 0.0
    extents, index = Extents(kept), {p.slug: i for i, p in enumerate(kept)}
    while len(kept) > 1:
        everything = np.array([index[p.slug] for p in kept])
        zoom = extents.zoom(everything, NEAREST_KM, SURROUNDINGS)

        least_share = LEAST_SHARE_SMALL if zoom >= max(p.zoom for p in kept) else LEAST_SHARE

        def least_gain(more: float, lost: float = lost) -> float:
            return max(WORTH if lost + more > (1 - SHARE) * total else MIN_GAIN, GAIN_PER_SHARE * more / total)

        options = []
        for order, counts in _trimmed(kept, (1 - least_share) * total - lost, subject, parts):
            numbers = np.array([index[p.slug] for p in order])
            for i, more in _worthwhile(counts, numbers, extents, zoom, least_gain):
                gain = extents.zoom(numbers[i:], NEAREST_KM, SURROUNDINGS) - zoom
                if gain >= least_gain(more):
                    options.append((gain / more, -more, order[i:]))
        if not options:
            break
        _, less, kept = max(options, key=lambda option: option[:2])
        lost -= less
    return kept


def _flashback(places: Sequence[StoryPlace], sections: Sequence[Collection[str]]) -> Collection[str]:
    """Return the slugs of the single section that is about distant places, or an empty collection.

    The overview without these places must be closer by FLASHBACK zoom levels, and they must have less than the share
    1 - LEAST_SHARE of the salience. Places that belong to no section stay.
    """
    slugs = [p.slug for p in places]
    parts = [named for section in sections if (named := set(slugs).intersection(section))]
    if len(parts) < LEAST_SECTIONS:
        return ()
    extents, salience = Extents(places), {p.slug: p.salience for p in places}

    def zoom_without(section: Container[str]) -> float:
        others = np.array([i for i, slug in enumerate(slugs) if slug not in section])
        return extents.zoom(others, NEAREST_KM, SURROUNDINGS) if len(others) else 0.0

    whole = zoom_without(())
    distant = [part for part in parts if zoom_without(part) - whole >= FLASHBACK]
    share = sum(salience[slug] for slug in distant[0]) / sum(salience.values()) if len(distant) == 1 else 1.0
    return distant[0] if share < 1 - LEAST_SHARE else ()


def _worthwhile(
    counts: Sequence[tuple[int, float]],
    numbers: Indices,
    extents: Extents,
    zoom: float,
    least_gain: Callable[[float], float],
) -> Iterator[tuple[int, float]]:
    """Yield the items of `counts` that may raise the zoom enough.

    An item is a number of places to leave out, and the salience that is lost without these places.

    If more places are left out, the box around the remaining places never becomes larger, but `least_gain` requires a higher zoom, because more salience is lost. Therefore a whole range of items is skipped if the last item does not raise the zoom as much as the first
    item requires.
    """
    if not counts:
        return
    highest = extents.zoom_at_most(numbers[counts[-1][0] :], numbers, NEAREST_KM)
    if highest - zoom < least_gain(counts[0][1]):
        return
    if len(counts) == 1:
        yield counts[0]
        return
    half = len(counts) // 2
    for part in (counts[:half], counts[half:]):
        yield from _worthwhile(part, numbers, extents, zoom, least_gain)


def _trimmed(
    places: Sequence[StoryPlace], spare: float, subject: Container[str], sections: Sequence[Collection[str]]
) -> Iterator[tuple[list[StoryPlace], list[tuple[int, float]]]]:
    """Yield two lists for each side of the view.

    The first list contains the places in order of their distance from that side.

    The second list says how many places at the beginning of the first list can be left out. An item of the second list
    is a number of places, and the salience that is lost without these places (at most `spare`). The most salient place
    and places in a country with a code in `subject` are never left out. At least the share OF_SECTION of the places of
    each section is kept. `sections` contains the slugs of the places of each section, including places that have
    already been left out.
    """
    first = max(places, key=lambda p: p.salience)
    meridian = central_meridian(p.place.position.lon for p in places)
    boxes = {p.slug: frame(p.place) for p in places}

    def west(p: StoryPlace) -> float:
        box = boxes[p.slug]
        return unwrap(box.west + width_deg(box) / 2, meridian) - width_deg(box) / 2

    def east(p: StoryPlace) -> float:
        return west(p) + width_deg(boxes[p.slug])

    for edge in (west, lambda p: -east(p), lambda p: boxes[p.slug].south, lambda p: -boxes[p.slug].north):
        order = sorted(places, key=edge)
        lost, counts = 0.0, []
        shown = Counter(i for p in places for i, section in enumerate(sections) if p.slug in section)
        for i, p in enumerate(order[:-1], 1):
            lost += p.salience
            own = [j for j, section in enumerate(sections) if p.slug in section]
            shown.subtract(own)
            if lost > spare or p is first or any(code in subject for code in p.place.country_codes):
                break
            if any(shown[j] < OF_SECTION * len(sections[j]) for j in own):
                break
            counts.append((i, lost))
        yield order, counts
