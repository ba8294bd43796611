"""Make scenes and cameras, which define what the map shows for each passage."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Container, Iterable, Sequence
from itertools import zip_longest

from storymap.compose.places import qualifiers
from storymap.kinds import is_river, is_setting
from storymap.model import (
    Article,
    BoundingBox,
    Camera,
    MentionKind,
    Passage,
    PassageKind,
    Place,
    Relation,
    Resolution,
    Role,
    Scene,
    StoryPlace,
)
from storymap.sphere import around, distance_km, overlaps, union, width_deg

TOWN_KM = 45.0  # radius shown around a town if no other place is in the scene
SETTING_KM = 700.0  # maximum radius of the view of a country
MINOR = 0.5  # a place is minor if its salience is less than this share of the highest salience
FAR_KM = 2500.0  # a minor place does not extend the view if it is farther away than this


def make_scenes(
    article: Article,
    shown: Sequence[Passage],
    resolutions: Sequence[Resolution],
    slugs: Sequence[str | None],
    places: Sequence[StoryPlace],
    relations: Sequence[Relation],
) -> tuple[Scene, ...]:
    """Return a scene for each passage that names a place on the map.

    Passages without a place belong to the scene before them, headings to the scene after them. The passages before the
    first place form a scene without a camera, for which the map shows the overview. The id of a scene is the id of the
    passage that names its places.
    """
    by_slug = {p.slug: p for p in places}
    active = _active(shown, resolutions, slugs, qualifiers(article, resolutions))
    wide = setting_camera(places)
    scenes: list[Scene] = []
    above: tuple[str, ...] = ()
    for passage, below in zip_longest(shown, shown[1:]):
        here = sorted(
            active.get(passage.id, {}), key=lambda s: (by_slug[s].role is not Role.MAIN, -by_slug[s].salience, s)
        )
        if not here and passage.kind is PassageKind.HEADING and scenes and below and (above or active.get(below.id)):
            above = (*above, passage.id)
            continue
        if not here and scenes:
            last = scenes[-1]
            scenes[-1] = Scene(last.id, (*last.passages, passage.id), last.places, last.camera, last.framed)
            continue
        framed = _framed([by_slug[s] for s in here if active[passage.id][s]])
        framed += [
            s
            for r in relations
            if passage.start <= r.start < passage.end
            for s in (r.origin, r.target)
            if s not in framed
        ]
        camera = _camera([by_slug[s] for s in framed], wide)
        scenes.append(Scene(passage.id, (*above, passage.id), tuple(here), camera, tuple(framed)))
        above = ()
    return tuple(scenes)


def overview(places: Sequence[StoryPlace]) -> Camera:
    """Return the camera for the start of the story, which shows the main places without minor places that are far away.

    If all places are countries, it shows these. If there are no places, it shows the world.
    """
    main = [p for p in places if p.role is Role.MAIN] or list(places)
    if not main:
        return Camera(BoundingBox(-170, -55, -170 + 359, 72), 2.0)
    if all(is_setting(p.place.feature_code) for p in main):
        return setting_camera(main) or camera_for(main)
    return camera_for(near_most_salient(_without_rivers(main)))


def _without_rivers(places: Sequence[StoryPlace]) -> list[StoryPlace]:
    """Return the places without rivers, which would make the view too large. If there are only rivers, return these."""
    return [p for p in places if not is_river(p.place.feature_code)] or list(places)


def near_most_salient(places: Sequence[StoryPlace]) -> list[StoryPlace]:
    """Return the most salient place, and the places that are near it or almost as salient."""
    leader = max(places, key=lambda p: p.salience)
    at = leader.place.position
    return [p for p in places if p.salience >= MINOR * leader.salience or distance_km(*at, *p.place.position) <= FAR_KM]


def setting_camera(places: Sequence[StoryPlace]) -> Camera | None:
    """Return one camera for all passages that name only countries, so that the map does not jump between countries.

    It shows the most salient countries, which together have nine tenths of the salience. A country that overlaps the
    view of smaller ones does not extend it. Return None for a story without countries.
    """
    countries = sorted((p for p in places if is_setting(p.place.feature_code)), key=lambda p: -p.salience)
    if not countries:
        return None
    total, carried, kept = sum(p.salience for p in countries), 0.0, []
    for p in countries:
        if carried >= 0.9 * total:
            break
        carried += p.salience
        kept.append(p)
    kept.sort(key=lambda p: p.place.radius_km)
    box = frame(kept[0].place)
    for p in kept[1:]:
        if not overlaps(p.place.bbox or frame(p.place), box):
            box = union([box, frame(p.place)])
    return Camera(box, max(p.zoom for p in kept))


def camera_for(places: Sequence[StoryPlace]) -> Camera:
    """Return the camera that fits all `places` (at least one). Its zoom is the highest of their maximum zooms."""
    box = union([frame(p.place) for p in places])
    return Camera(box, max(p.zoom for p in places) if len(places) > 1 else places[0].zoom)


def frame(place: Place) -> BoundingBox:
    """Return the box that shows a place: the box of an area, the surroundings of a town, or the centre of a large country."""
    if is_setting(place.feature_code):
        box = around(*place.position, min(SETTING_KM, max(150.0, place.radius_km)))
        return place.bbox if place.bbox and width_deg(place.bbox) < width_deg(box) else box
    if place.bbox is not None and (width_deg(place.bbox) > 0.6 or place.bbox.north - place.bbox.south > 0.4):
        return place.bbox
    return around(*place.position, max(TOWN_KM, place.radius_km))


def _active(
    shown: Iterable[Passage],
    resolutions: Sequence[Resolution],
    slugs: Sequence[str | None],
    qualifying: Container[int],
) -> dict[str, dict[str, bool]]:
    """Return the places that each passage names: passage id -> slug -> boolean.

    The boolean is False if all mentions of the place in the passage are metonyms or only qualify another place.
    `qualifying` contains the start offsets of mentions that do.
    """
    active: dict[str, dict[str, bool]] = defaultdict(dict)
    rows = [(r, s) for r, s in zip(resolutions, slugs, strict=True) if s is not None]
    i = 0
    for passage in shown:
        while i < len(rows) and rows[i][0].mention.start < passage.end:
            resolution, slug = rows[i]
            i += 1
            if resolution.mention.start >= passage.start:
                meant = (
                    resolution.mention.kind is not MentionKind.METONYM and resolution.mention.start not in qualifying
                )
                active[passage.id][slug] = active[passage.id].get(slug, False) or meant
    return active


def _framed(meant: Sequence[StoryPlace]) -> list[str]:
    """Return the slugs of the places that the camera fits.

    Countries and rivers are left out if there are smaller places, places mentioned in passing if there is a main place.
    Minor places are left out if they are far from the most salient place.
    """
    fine = _without_rivers([p for p in meant if not is_setting(p.place.feature_code)])
    main = [p for p in fine if p.role is Role.MAIN] or fine
    return [p.slug for p in (near_most_salient(main) if main else meant)]


def _camera(framed: Sequence[StoryPlace], wide: Camera | None) -> Camera | None:
    """Return the camera that fits the places of a scene.

    If they are all countries and `wide` shows one of them, return `wide`. Return None, so that the map does not move,
    if there are no places or all are mentioned in passing.
    """
    if all(p.role is Role.PASSING for p in framed):
        return None
    if wide is not None and all(is_setting(p.place.feature_code) for p in framed):
        seen = [p for p in framed if overlaps(p.place.bbox or frame(p.place), wide.box)]
        return wide if seen else camera_for(framed)
    return camera_for(framed)
