"""Compose a story from the resolutions: its places, scenes, cameras, labels and distances.

This is the fourth stage of the pipeline.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Container, Sequence

from storymap.basemap.streets.levels import has_streets
from storymap.compose.attributions import attributions
from storymap.compose.close_up import with_close_zooms
from storymap.compose.edits import edited_places, edited_scenes
from storymap.compose.framing import is_distant
from storymap.compose.journeys import find_journey
from storymap.compose.labels import place_labels
from storymap.compose.overview import overview_camera
from storymap.compose.places import story_places
from storymap.compose.ranking import label_ranking
from storymap.compose.relations import find_relations
from storymap.compose.scenes import make_scenes
from storymap.compose.street_labels import shown_with_streets, street_labels
from storymap.model import Article, Edits, Footprint, Passage, PassageKind, Rejected, Resolution, Story
from storymap.model.resolution import UNSURE
from storymap.ports import Gazetteer, StreetMap
from storymap.sphere import centre

# if a place is named within this many characters of the start of a passage, the passage begins with this place
OPENING = 60
INTRODUCED = 5  # a section with at least this many new places has a subject of its own, which the overview introduces
DATELINES = 3  # if at least this many passages begin with a place, each of them has a subject of its own
DOUBTFUL = 0.5  # places with a lower confidence do not widen the view of a passage


def compose(
    article: Article,
    resolutions: Sequence[Resolution],
    rejected: Sequence[Rejected],
    gazetteer: Gazetteer,
    *,
    footprint: Callable[[str], Footprint | None],
    keep_boilerplate: bool = False,
    edits: Edits | None = None,
    streets: StreetMap | None = None,
) -> Story:
    """Return the Story of an article, with the edits from places.yaml in `edits`.

    `footprint` is a function that takes the id of a place and returns the area of the place, or None. The distance to a
    place with an area is measured to the area. If `streets` is given, the cameras come closer to neighbouring places,
    and the map names the streets around these places.
    """
    edits = edits or Edits()
    shown, left_out = _shown(article, keep_boilerplate, {name for name, edit in edits.scenes.items() if edit.hidden})
    places, slugs = story_places(article, resolutions, left_out)
    places = edited_places(with_close_zooms(places, streets), edits)
    relations = find_relations(article, resolutions, slugs, {p.slug: p for p in places}, footprint)
    unsure = _unsure(resolutions, slugs, DOUBTFUL)
    pointlike = frozenset(p.slug for p in places if not (p.place.footprint or footprint(p.place.id)))
    journey, unused = find_journey(article, shown, resolutions, slugs, places, edits)
    uncertain = _unsure(resolutions, slugs, UNSURE)
    start = overview_camera(places, uncertain, _sections(shown, resolutions, slugs))
    distant = {p.slug for p in places if p.slug in uncertain and is_distant(p.place, start)}
    scenes = make_scenes(
        article, shown, resolutions, slugs, places, relations, unsure | distant, pointlike, journey, start
    )
    scenes = edited_scenes(scenes, edits)
    labels = place_labels(scenes, places, gazetteer, article.language, start)
    if streets is not None and any(map(has_streets, places)):
        labels = shown_with_streets(labels)
        labels += street_labels(scenes, places, streets, article.language, start, labels)
    return Story(
        article=article,
        scenes=scenes,
        places=places,
        resolutions=tuple(resolutions),
        slugs=slugs,
        overview=start,
        rejected=tuple(rejected),
        relations=relations,
        labels=labels,
        ranking=label_ranking(places, slugs, unsure, _openers(shown, resolutions, slugs), start),
        attributions=attributions(places, streets),
        left_out=left_out,
        meridian=centre(start.box).lon,
        unused=unused,
        journey=journey,
    )


def _openers(
    shown: Sequence[Passage], resolutions: Sequence[Resolution], slugs: Sequence[str | None]
) -> frozenset[str]:
    """Return the slugs of the places that are named in the first words of a passage."""
    starts = [p.start for p in shown]
    found: dict[int, str] = {}
    for resolution, slug in zip(resolutions, slugs, strict=True):
        at = bisect_right(starts, resolution.mention.start) - 1
        if slug and at >= 0 and resolution.mention.start < starts[at] + OPENING:
            found.setdefault(at, slug)
    return frozenset(found.values())


def _sections(
    shown: Sequence[Passage], resolutions: Sequence[Resolution], slugs: Sequence[str | None]
) -> list[set[str]]:
    """Return for each section the slugs of the places that it introduces.

    These are the places that the section is the first to name if there are at least INTRODUCED of them, otherwise all
    places that it names. A section begins with a heading below the title. If the article has no such headings, each
    passage that begins with a place ("CARLISLE — A man who") is a section, if at least DATELINES passages do.
    """
    starts = [p.start for p in shown if p.kind is PassageKind.HEADING and p.start > shown[0].start]
    if not starts:
        named = {r.mention.start for r, slug in zip(resolutions, slugs, strict=True) if slug}
        datelined = [p.start for p in shown if p.kind is not PassageKind.HEADING and p.start in named]
        starts = datelined if len(datelined) >= DATELINES else []
    every: list[set[str]] = [set() for _ in starts]
    new: list[set[str]] = [set() for _ in starts]
    known: set[str] = set()
    for resolution, slug in zip(resolutions, slugs, strict=True):
        at = bisect_right(starts, resolution.mention.start) - 1
        if slug and at >= 0:
            every[at].add(slug)
            if slug not in known:
                new[at].add(slug)
        if slug:
            known.add(slug)
    return [first if len(first) >= INTRODUCED else named for first, named in zip(new, every, strict=True)]


def _unsure(resolutions: Sequence[Resolution], slugs: Sequence[str | None], confidence: float) -> frozenset[str]:
    """Return the slugs of the places whose mentions all have a confidence below `confidence`."""
    best: dict[str, float] = {}
    for resolution, slug in zip(resolutions, slugs, strict=True):
        if slug:
            best[slug] = max(best.get(slug, 0.0), resolution.confidence)
    return frozenset(slug for slug, value in best.items() if value < confidence)


def _shown(article: Article, keep_boilerplate: bool, hidden: Container[str]) -> tuple[list[Passage], tuple[str, ...]]:
    shown = [
        p
        for p in article.passages
        if p.id not in hidden
        and p.kind is not PassageKind.BYLINE
        and (keep_boilerplate or p.kind is not PassageKind.BOILERPLATE)
    ]
    kept = {p.id for p in shown}
    return shown, tuple(p.id for p in article.passages if p.id not in kept)
