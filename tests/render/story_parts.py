"""Build stories for tests: passages, mentions, resolutions and cameras."""

from __future__ import annotations

from dataclasses import replace

from storymap import sphere
from storymap.model import (
    Article,
    BoundingBox,
    Camera,
    Mention,
    MentionKind,
    Passage,
    PassageKind,
    Place,
    Reason,
    Resolution,
    Scene,
    Story,
    StoryPlace,
)


def spans(text: str) -> tuple[Passage, ...]:
    """Return the passages of a text with blank lines between paragraphs."""
    starts = [0]
    while (at := text.find("\n\n", starts[-1])) >= 0:
        starts.append(at + 2)
    ends = [*starts[1:], len(text)]
    return tuple(
        Passage(f"p{i}", a, b, PassageKind.PARAGRAPH) for i, (a, b) in enumerate(zip(starts, ends, strict=True), 1)
    )


def mention(text: str, surface: str, nth: int = 0, kind: MentionKind = MentionKind.NAME) -> Mention:
    """Return a mention of the nth occurrence (from 0) of a surface."""
    start = -1
    for _ in range(nth + 1):
        start = text.index(surface, start + 1)
    return Mention(surface, start, start + len(surface), kind)


def resolved(mention: Mention, place: Place | None, confidence: float = 0.95, **more: object) -> Resolution:
    reason = more.get("reason", Reason("name"))
    assert isinstance(reason, Reason)
    others = more.get("candidates", ())
    assert isinstance(others, tuple)
    return Resolution(mention, place, confidence, reason, others)


def camera(*places: Place, zoom: float = 7) -> Camera:
    boxes = [p.bbox or BoundingBox(p.position.lon, p.position.lat, p.position.lon, p.position.lat) for p in places]
    return Camera(sphere.union(boxes), zoom)


def make_story(
    article: Article,
    resolutions: list[Resolution],
    places: tuple[StoryPlace, ...],
    scenes: tuple[Scene, ...],
    **more: object,
) -> Story:
    """Return a story, with slugs, overview and meridian computed from the places."""
    slug_of = {p.place.id: p.slug for p in places}
    slugs = tuple(slug_of.get(r.place.id) if r.place else None for r in resolutions)
    positions = [p.place.position for p in places]
    overview = Camera(sphere.bounding_box(positions), 6.0)
    meridian = sphere.central_meridian(p.lon for p in positions)
    ranking = tuple(p.slug for p in places)
    story = Story(article, scenes, places, tuple(resolutions), slugs, overview, meridian=meridian, ranking=ranking)
    return replace(story, **more)  # type: ignore[arg-type]
