"""Choose the camera for the start of the story."""

from __future__ import annotations

from collections.abc import Container, Iterator, Sequence

from storymap.compose.framing import camera_for, finest, frame, setting_camera, zoom_of
from storymap.kinds import is_setting
from storymap.model import BoundingBox, Camera, Role, StoryPlace
from storymap.sphere import central_meridian, unwrap, width_deg

SHARE = 0.8  # of the salience of the main places: the overview shows at least this much
MIN_GAIN = 0.2  # zoom levels; places are not left out for less
GAIN_PER_SHARE = 4.0  # zoom levels that leaving out all the salience would have to gain: a tenth of it has to gain 0.4


def overview_camera(places: Sequence[StoryPlace], unsure: Container[str] = ()) -> Camera:
    """Return the camera for the start of the story. `unsure` contains the slugs of places that are unsure.

    It shows the main places with at least SHARE of the salience. Places at the edges are left out if the others can be shown
    much closer. If there are no smaller places, it shows the countries. If there are no places, it shows the world.
    """
    main = [p for p in places if p.role is Role.MAIN and p.slug not in unsure]
    main = main or [p for p in places if p.role is Role.MAIN] or list(places)
    if not main:
        return Camera(BoundingBox(-170, -55, -170 + 359, 72), 2.0)
    if all(is_setting(p.place.feature_code) for p in main):
        return setting_camera(main) or camera_for(main)
    return camera_for(_most_salient(finest(main)))


def _most_salient(places: Sequence[StoryPlace]) -> list[StoryPlace]:
    """Return the places without those whose absence gains the most zoom for the least salience."""
    kept = list(places)
    total = sum(p.salience for p in kept)
    spare = (1 - SHARE) * total
    while len(kept) > 1:
        zoom = zoom_of(kept)
        options = [
            ((zoom_of(rest) - zoom) / lost, lost, rest)
            for rest, lost in _trimmed(kept, spare)
            if zoom_of(rest) - zoom >= max(MIN_GAIN, GAIN_PER_SHARE * lost / total)
        ]
        if not options:
            break
        _, lost, kept = max(options, key=lambda option: (option[0], -option[1]))
        spare -= lost
    return kept


def _trimmed(places: Sequence[StoryPlace], spare: float) -> Iterator[tuple[list[StoryPlace], float]]:
    """Yield the places without the outermost ones of each side, and the salience that is lost: at most `spare`."""
    meridian = central_meridian(p.place.position.lon for p in places)
    boxes = {p.slug: frame(p.place) for p in places}

    def west(p: StoryPlace) -> float:
        box = boxes[p.slug]
        return unwrap(box.west + width_deg(box) / 2, meridian) - width_deg(box) / 2

    def east(p: StoryPlace) -> float:
        return west(p) + width_deg(boxes[p.slug])

    for edge in (west, lambda p: -east(p), lambda p: boxes[p.slug].south, lambda p: -boxes[p.slug].north):
        order = sorted(places, key=edge)
        lost = 0.0
        for i, p in enumerate(order[:-1], 1):
            lost += p.salience
            if lost > spare:
                break
            yield order[i:], lost
