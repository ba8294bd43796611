"""Make the scenes and their cameras, which define what the map shows for each passage."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Container, Iterable, Mapping, Sequence
from itertools import zip_longest

from storymap.compose.asides import asides
from storymap.compose.framing import (
    framed_places,
    is_distant,
    near_stops,
    scene_camera,
    setting_camera,
    with_home,
    without_asides,
    without_revisited,
)
from storymap.compose.places import affiliations, homes, qualifiers
from storymap.model import (
    Article,
    Camera,
    MentionKind,
    Passage,
    PassageKind,
    Relation,
    Resolution,
    Role,
    Scene,
    Stop,
    StoryPlace,
)


def make_scenes(
    article: Article,
    shown: Sequence[Passage],
    resolutions: Sequence[Resolution],
    slugs: Sequence[str | None],
    places: Sequence[StoryPlace],
    relations: Sequence[Relation],
    unsure: Container[str] = (),
    pointlike: Container[str] = (),
    journey: Sequence[Stop] = (),
    overview: Camera | None = None,
) -> tuple[Scene, ...]:
    """Return a scene for each passage that names a place on the map.

    A heading belongs to the scene below it. The passages before the first place form a scene without a camera, for
    which the map shows the overview. The id of a scene is the id of the passage that names its places. `unsure`
    contains the slugs of uncertain places. `pointlike` contains the slugs of places without an outline. `journey`
    contains the stops of the journey. A passage with stops shows these. If a passage names only uncertain places that
    are distant from the story, it shows `overview`, the camera of the whole story.
    """
    by_slug = {p.slug: p for p in places}
    far = {p.slug for p in places if p.role is Role.PASSING}
    far_homes = homes(article, [r for r, slug in zip(resolutions, slugs, strict=True) if slug in far])
    aside = affiliations(article, resolutions) | far_homes
    where = qualifiers(article, resolutions)
    active = _active(shown, resolutions, slugs, where, aside)
    subjects = _active(shown, resolutions, slugs, where, aside | asides(article, resolutions))
    stops = {(stop.passage, stop.slug) for stop in journey}
    wide = setting_camera(places)
    scenes: list[Scene] = []
    known: set[str] = set()  # the places of the scenes so far
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
        meant = {slug for slug in here if active[passage.id][slug]}
        subject = {slug for slug in meant if subjects[passage.id][slug] or (passage.id, slug) in stops}
        framed = framed_places([by_slug[s] for s in here], meant, unsure)
        framed = without_asides(framed, subject)
        framed = _with_ends(framed, passage, relations, by_slug)
        framed = near_stops(framed, passage.id, journey)
        framed = without_revisited(framed, known, overview)
        framed = with_home(framed, places)
        known.update(here)
        camera = scene_camera(framed, wide, pointlike) if framed else None
        if framed and overview is not None and all(p.slug in unsure and is_distant(p.place, overview) for p in framed):
            camera = overview
        scenes.append(Scene(passage.id, (*above, passage.id), tuple(here), camera, tuple(p.slug for p in framed)))
        above = ()
    return tuple(scenes)


def _active(
    shown: Iterable[Passage],
    resolutions: Sequence[Resolution],
    slugs: Sequence[str | None],
    qualifying: Container[int],
    aside: Container[int],
) -> dict[str, dict[str, bool]]:
    """Return the places that each passage names: passage id -> slug -> whether the passage is about the place itself.

    A passage is not about the place itself if each of its mentions of the place is a metonym, or locates an institution
    or a distant home. `aside` contains the start offsets of the latter mentions. Mentions that only qualify another place, whose
    start offsets are in `qualifying`, are left out.
    """
    active: dict[str, dict[str, bool]] = defaultdict(dict)
    rows = [(r, s) for r, s in zip(resolutions, slugs, strict=True) if s is not None]
    i = 0
    for passage in shown:
        while i < len(rows) and rows[i][0].mention.start < passage.end:
            resolution, slug = rows[i]
            i += 1
            start = resolution.mention.start
            if start >= passage.start and start not in qualifying:
                meant = resolution.mention.kind is not MentionKind.METONYM and start not in aside
                active[passage.id][slug] = active[passage.id].get(slug, False) or meant
    return active


def _with_ends(
    framed: Sequence[StoryPlace], passage: Passage, relations: Sequence[Relation], by_slug: Mapping[str, StoryPlace]
) -> list[StoryPlace]:
    """Return the places, and both ends of each distance that the passage states."""
    ends = [s for r in relations if passage.start <= r.start < passage.end for s in (r.origin, r.target)]
    return list(dict.fromkeys([*framed, *(by_slug[s] for s in ends)]))
