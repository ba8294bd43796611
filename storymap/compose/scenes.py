"""Scenes and cameras: what the map shows while a passage is read."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Container, Iterable, Sequence
from itertools import zip_longest

from storymap.compose.places import whereabouts
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

TOWN_KM = 45.0  # what is shown round a town that is alone in its scene
SETTING_KM = 700.0  # how much of a country must be seen for it to count as shown
MINOR = 0.5  # a place with less than this share of the leading place's salience…
FAR_KM = 2500.0  # …does not widen the view when it is farther off than this


def make_scenes(
    article: Article,
    shown: Sequence[Passage],
    resolutions: Sequence[Resolution],
    slugs: Sequence[str | None],
    places: Sequence[StoryPlace],
    relations: Sequence[Relation],
) -> tuple[Scene, ...]:
    """A scene for every passage that names a place of the map; the passages after it that name none join it.

    A heading joins what it stands above. Passages before the first place make a scene of their own, without a camera:
    the overview stays. A scene has the id of the passage that names its places.
    """
    by_slug = {p.slug: p for p in places}
    active = _active(shown, resolutions, slugs, whereabouts(article, resolutions))
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
    """What is seen before the reader scrolls: where the story is at home, far places that carry little of it left out.

    The setting where there is nothing finer; the world where there is nothing at all.
    """
    main = [p for p in places if p.role is Role.MAIN] or list(places)
    if not main:
        return Camera(BoundingBox(-170, -55, -170 + 359, 72), 2.0)
    if all(is_setting(p.place.feature_code) for p in main):
        return setting_camera(main) or camera_for(main)
    return camera_for(near_the_leader(_on_the_banks(main)))


def _on_the_banks(places: Sequence[StoryPlace]) -> list[StoryPlace]:
    """Without the rivers, which run through half a country, where anything else is named."""
    return [p for p in places if not is_river(p.place.feature_code)] or list(places)


def near_the_leader(places: Sequence[StoryPlace]) -> list[StoryPlace]:
    """The most salient place and those that are near it or carry nearly as much."""
    leader = max(places, key=lambda p: p.salience)
    at = leader.place.position
    return [p for p in places if p.salience >= MINOR * leader.salience or distance_km(*at, *p.place.position) <= FAR_KM]


def setting_camera(places: Sequence[StoryPlace]) -> Camera | None:
    """One wide view for all passages that name nothing finer than countries, so that the map does not jump between them.

    It shows the countries that carry nine tenths of the setting; a very large one counts as shown when it reaches into the
    view of the others. None for a story without countries.
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


def _active(
    shown: Iterable[Passage],
    resolutions: Sequence[Resolution],
    slugs: Sequence[str | None],
    where: Container[int],
) -> dict[str, dict[str, bool]]:
    """Passage id -> slug -> whether the place itself is meant there (False: it only speaks for a government, or says

    where another place is; the mentions that do start at `where`).
    """
    active: dict[str, dict[str, bool]] = defaultdict(dict)
    rows = [(r, s) for r, s in zip(resolutions, slugs, strict=True) if s is not None]
    i = 0
    for passage in shown:
        while i < len(rows) and rows[i][0].mention.start < passage.end:
            resolution, slug = rows[i]
            i += 1
            if resolution.mention.start >= passage.start:
                meant = resolution.mention.kind is not MentionKind.METONYM and resolution.mention.start not in where
                active[passage.id][slug] = active[passage.id].get(slug, False) or meant
    return active


def _framed(meant: Sequence[StoryPlace]) -> list[str]:
    """The finest places of a passage: countries step back when anything finer is there, and rivers; passing places when a
    main one is, and far ones that carry little of the story when one that carries more is.
    """
    fine = _on_the_banks([p for p in meant if not is_setting(p.place.feature_code)])
    main = [p for p in fine if p.role is Role.MAIN] or fine
    return [p.slug for p in (near_the_leader(main) if main else meant)]


def _camera(framed: Sequence[StoryPlace], wide: Camera | None) -> Camera | None:
    """Fits what is framed. Countries alone get the story's one wide view unless none of them is in it.

    None (the map stays as it is) where nothing is meant, or only what the story passes.
    """
    if all(p.role is Role.PASSING for p in framed):
        return None
    if wide is not None and all(is_setting(p.place.feature_code) for p in framed):
        seen = [p for p in framed if overlaps(p.place.bbox or frame(p.place), wide.box)]
        return wide if seen else camera_for(framed)
    return camera_for(framed)
