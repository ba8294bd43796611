"""Scenes and cameras: what the map shows while a passage is read."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence

from storymap.kinds import is_setting
from storymap.model import Article, BoundingBox, Camera, MentionKind, Passage, Place, Relation, Resolution, Role, Scene, StoryPlace
from storymap.sphere import around, contains, union, width_deg

TOWN_KM = 45.0  # what is shown round a town that is alone in its scene
SETTING_KM = 700.0  # how much of a country must be seen for it to count as shown
SETTING_ZOOM = 4.0


def make_scenes(
    article: Article,
    shown: Sequence[Passage],
    resolutions: Sequence[Resolution],
    slugs: Sequence[str | None],
    places: Sequence[StoryPlace],
    relations: Sequence[Relation],
) -> tuple[Scene, ...]:
    """A scene for every passage that names a place of the map; the passages after it that name none join it.

    Passages before the first place make a scene of their own, without a camera: the overview stays.
    """
    by_slug = {p.slug: p for p in places}
    active = _active(shown, resolutions, slugs)
    scenes: list[Scene] = []
    camera: Camera | None = None
    for passage in shown:
        here = sorted(active.get(passage.id, {}), key=lambda s: (by_slug[s].role is not Role.MAIN, -by_slug[s].salience, s))
        if not here and scenes:
            last = scenes[-1]
            scenes[-1] = Scene(last.id, (*last.passages, passage.id), last.places, last.camera, last.framed)
            continue
        framed = _framed([by_slug[s] for s in here], active.get(passage.id, {}), camera)
        framed += [s for r in relations if passage.start <= r.start < passage.end for s in (r.origin, r.target) if s not in framed]
        new = camera_for([by_slug[s] for s in framed]) if framed else None
        scenes.append(Scene(passage.id, (passage.id,), tuple(here), new, tuple(framed)))
        camera = new or camera
    return tuple(scenes)


def overview(places: Sequence[StoryPlace]) -> Camera:
    """What is seen before the reader scrolls: the main places; the setting where there are none; the world where nothing is."""
    main = [p for p in places if p.role is Role.MAIN] or [p for p in places if p.role is Role.SETTING] or list(places)
    return camera_for(main) if main else Camera(BoundingBox(-170, -55, 190 - 360, 72), 2.0)


def camera_for(places: Sequence[StoryPlace]) -> Camera:
    """The camera that fits all of `places` (at least one), no deeper than the deepest zoom that makes sense for one of them."""
    box = union([frame(p.place) for p in places])
    return Camera(box, max(p.zoom for p in places) if len(places) > 1 else places[0].zoom)


def frame(place: Place) -> BoundingBox:
    """The box that must be seen for a place to be shown: its own for an area, some surroundings for a town, a country's middle."""
    if is_setting(place.feature_code):
        box = around(*place.position, min(SETTING_KM, max(150.0, place.radius_km)))
        return place.bbox if place.bbox and width_deg(place.bbox) < width_deg(box) else box
    if place.bbox is not None and (width_deg(place.bbox) > 0.6 or place.bbox.north - place.bbox.south > 0.4):
        return place.bbox
    return around(*place.position, max(TOWN_KM, place.radius_km))


def _active(shown: Iterable[Passage], resolutions: Sequence[Resolution], slugs: Sequence[str | None]) -> dict[str, dict[str, bool]]:
    """Passage id -> slug -> whether the place itself is meant there (False: it only speaks for a government)."""
    active: dict[str, dict[str, bool]] = defaultdict(dict)
    rows = [(r, s) for r, s in zip(resolutions, slugs, strict=True) if s is not None]
    i = 0
    for passage in shown:
        while i < len(rows) and rows[i][0].mention.start < passage.end:
            resolution, slug = rows[i]
            i += 1
            if resolution.mention.start >= passage.start:
                meant = resolution.mention.kind is not MentionKind.METONYM
                active[passage.id][slug] = active[passage.id].get(slug, False) or meant
    return active


def _framed(here: Sequence[StoryPlace], meant: dict[str, bool], camera: Camera | None) -> list[str]:
    """The finest places of a passage: countries step back when anything finer is there, passing places when a main one is.

    A passage with nothing but countries (or speaking capitals) moves the camera only when it does not show them already.
    """
    fine = [p for p in here if meant[p.slug] and not is_setting(p.place.feature_code)]
    main = [p for p in fine if p.role is Role.MAIN] or fine
    if main:
        return [p.slug for p in main]
    countries = [p for p in here if is_setting(p.place.feature_code)]
    if camera is not None and all(contains(camera.box, *p.place.position) for p in countries):
        return []
    return [p.slug for p in countries]
