"""Collect the data of a story for export: rows for places, mentions and unmapped names.

Passages that are not on the page have no rows. Offsets refer to `Article.text`.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import quote as percent

from storymap.anchors import Quote, quote
from storymap.errors import OutputError
from storymap.lazy_pattern import lazy_pattern
from storymap.model import Footprint, Mention, MentionKind, Passage, Place, Resolution, Story, StoryPlace
from storymap.ports import Aspect, Lookups
from storymap.wording import Wording
from storymap.wording.phrases import Phrases, considered, side_names, sources

_SURROGATE = lazy_pattern("[\ud800-\udfff]")
DECIMALS = 6  # number of decimals of degrees: about 0.1 m


@dataclass(frozen=True, slots=True)
class MentionRow:
    """A mention. `slug` is the slug of the place, or None if the place is not on the map. `reason` is a sentence."""

    mention: Mention
    quote: Quote
    passage: str  # id of the passage
    confidence: float
    unsure: bool
    reason: str
    slug: str | None
    place: Place | None

    @property
    def is_name(self) -> bool:
        """Whether the mention is a name or a metonym, and not a description or a demonym."""
        return self.mention.kind in (MentionKind.NAME, MentionKind.METONYM)


@dataclass(frozen=True, slots=True)
class PlaceRow:
    """A place of the story.

    A place can have several mentions. `confidence` and `reason` are those of the mention with the highest confidence.
    """

    story_place: StoryPlace
    mentions: tuple[MentionRow, ...]
    confidence: float
    unsure: bool  # whether all mentions of the place are unsure
    reason: str
    kind: str  # the kind of place, such as "island"
    where: str  # the region and country, such as "Hokkaido, Japan"
    dispute: str  # a sentence, such as "Disputed: administered by Russia, claimed by Japan"
    sides: Mapping[str, Mapping[str, str]]  # country code -> language -> name
    candidates: tuple[Place, ...]  # the candidates that were not chosen
    source: str  # name of the data source
    footprint: Footprint | None

    @property
    def place(self) -> Place:
        return self.story_place.place

    @property
    def slug(self) -> str:
        return self.story_place.slug

    @property
    def label(self) -> str:
        return self.story_place.label


@dataclass(frozen=True, slots=True)
class AbsentRow:
    """A name that is not on the map, and the reason.

    `is_place` is True if the name was recognised as a place but not resolved.
    """

    surface: str
    start: int
    end: int
    passage: str
    reason: str
    is_place: bool


@dataclass(frozen=True, slots=True)
class Gathered:
    """The rows of a story, in the order of the story. `words` makes sentences in the language of the article."""

    story: Story
    words: Phrases
    passages: tuple[Passage, ...]  # the shown passages
    places: tuple[PlaceRow, ...]
    # All mentions in text order, also those without a place on the map. Outer mentions come before nested ones.
    mentions: tuple[MentionRow, ...]
    absent: tuple[AbsentRow, ...]

    def text(self, passage: Passage) -> str:
        """Return the text of a passage without trailing white space."""
        return self.story.article.text[passage.start : passage.end].rstrip()

    def mapped(self, passage: Passage | None = None) -> list[MentionRow]:
        """Return the mentions whose places are on the map, of one passage or of the whole article."""
        return [m for m in self.mentions if m.slug and (passage is None or m.passage == passage.id)]


def gather(story: Story, lookups: Lookups) -> Gathered:
    """Return the rows of a story. Raise OutputError if a text of the story contains an unpaired surrogate."""
    _check_surrogates(story)
    words = Phrases(Wording(story.article.language), lookups.country)
    passages = tuple(p for p in story.article.passages if p.id not in story.left_out)

    def passage_of(start: int) -> str | None:
        return passage_at(passages, start)

    mentions: list[MentionRow] = []
    for r, slug in zip(story.resolutions, story.slugs, strict=True):
        passage = passage_of(r.mention.start)
        if passage is not None:
            mentions.append(_mention(r, slug, passage, story, words))
    mentions.sort(key=lambda m: (m.mention.start, -m.mention.end))
    of_place: dict[str, list[tuple[MentionRow, Resolution]]] = {}
    by_span = {(r.mention.start, r.mention.end): r for r in story.resolutions}
    for row in mentions:
        if row.slug:
            of_place.setdefault(row.slug, []).append((row, by_span[row.mention.start, row.mention.end]))
    places = tuple(_place(p, of_place[p.slug], words, lookups) for p in story.places if p.slug in of_place)
    rejected = [(r.surface, r.start, r.end, r.reason, False) for r in story.rejected]
    open_ones = [
        (r.mention.surface, r.mention.start, r.mention.end, r.reason, r.mention.kind is not MentionKind.DEMONYM)
        for r, slug in zip(story.resolutions, story.slugs, strict=True)
        if slug is None
    ]
    absent = [
        AbsentRow(surface, start, end, passage, words.reason(reason), is_place)
        for surface, start, end, reason, is_place in sorted([*open_ones, *rejected], key=lambda row: row[1:3])
        if (passage := passage_of(start)) is not None
    ]
    return Gathered(story, words, passages, places, tuple(mentions), tuple(absent))


def passage_at(passages: Sequence[Passage], offset: int) -> str | None:
    """Return the id of the passage that contains an offset, or None if no passage contains it."""
    at = bisect_right(passages, offset, key=lambda passage: passage.start) - 1
    return passages[at].id if at >= 0 and offset < passages[at].end else None


def _check_surrogates(story: Story) -> None:
    """Raise OutputError if a text contains an unpaired surrogate, which UTF-8 cannot encode.

    Unpaired surrogates come from incomplete escape sequences, such as "\\ud83d" in JSON.
    """
    article = story.article
    texts = [article.title, article.byline, article.source, article.text]
    texts += [text for p in story.places for text in (p.label, p.note, p.place.id, p.place.name)]
    for text in texts:
        if surrogate := _SURROGATE.search(text):
            around = text[max(0, surrogate.start() - 20) : surrogate.start()]
            raise OutputError(
                f"unpaired surrogate U+{ord(surrogate.group()):04X} after “{around}”. Fix the text and try again."
            )


def outermost(mentions: Sequence[MentionRow]) -> list[MentionRow]:
    """Return the mentions that are not inside another mention, for formats without nesting."""
    kept: list[MentionRow] = []
    for row in mentions:
        if not kept or row.mention.start >= kept[-1].mention.end:
            kept.append(row)
    return kept


def address(place_id: str) -> str:
    """Return an IRI for a place: its GeoNames URL, or its id (`storymap:crimea`)."""
    number = place_id.removeprefix("geonames:")
    if number != place_id and number.isdigit():
        return f"https://www.geonames.org/{number}/"
    return percent(place_id, safe=":/.-_~")


def as_exported(place: Place) -> str:
    """Return the id and position of a place at the time of the export.

    An import compares these with the edited values.
    """
    return f"{place.id} {rounded(place.position.lat)} {rounded(place.position.lon)}"


def web_address(source: str) -> str:
    """Return the URL of an article as an IRI, or "" if the article came from a file."""
    if not source.startswith(("https://", "http://")):
        return ""
    return percent(source, safe=":/?#[]@!$&'()*+,;=%-._~")


def rounded(degrees: float) -> float:
    """Return a coordinate rounded to DECIMALS decimals."""
    return round(degrees, DECIMALS) + 0.0  # avoid -0.0


def credits_of(story: Story) -> list[str]:
    """Return a line for each source, such as "GeoNames (CC BY 4.0), https://www.geonames.org/"."""
    lines = []
    for a in dict.fromkeys(story.attributions):
        named = f"{a.name} ({a.licence})" if a.licence else a.name
        lines.append(", ".join(part for part in (named, a.url) if part))
    return lines


def amount(aspect: Aspect, gathered: Gathered) -> int:
    """Return how many items of one aspect, such as scenes, a story has.

    `storymap export` uses this number to report what a format drops.
    """
    story, places = gathered.story, gathered.places
    mapped = gathered.mapped()
    return {
        Aspect.TEXT: int(bool(gathered.passages)),
        Aspect.MENTIONS: len(mapped),
        Aspect.DESCRIPTIONS: sum(m.mention.kind is MentionKind.DESCRIPTION for m in mapped),
        Aspect.POSITIONS: len(places),
        Aspect.AREAS: sum(p.footprint is not None for p in places),
        Aspect.DISPUTES: sum(p.place.dispute is not None for p in places),
        Aspect.CONFIDENCE: len(places),
        Aspect.REASONS: len(places),
        Aspect.CANDIDATES: sum(bool(p.candidates) for p in places),
        Aspect.ABSENT: len(gathered.absent),
        Aspect.SCENES: len(story.scenes),
        Aspect.DISTANCES: len(story.relations),
        Aspect.LAYERS: len(story.layers),
        Aspect.PICTURES: _pictures(story),
        Aspect.NOTES: sum(bool(p.story_place.note) for p in places),
        Aspect.SOURCES: len(story.attributions),
    }[aspect]


def _pictures(story: Story) -> int:
    """Return the number of pictures of the article, the places and the scenes."""
    own = len(story.article.figures) + sum(place.figure is not None for place in story.places)
    return own + sum(len(scene.figures) for scene in story.scenes)


def _mention(r: Resolution, slug: str | None, passage: str, story: Story, words: Phrases) -> MentionRow:
    place = r.place if slug else None
    context = quote(story.article.text, r.mention.start, r.mention.end)
    return MentionRow(r.mention, context, passage, r.confidence, r.unsure, words.reason(r.reason), slug, place)


def _place(
    p: StoryPlace, mentions: Sequence[tuple[MentionRow, Resolution]], words: Phrases, lookups: Lookups
) -> PlaceRow:
    best, resolution = max(mentions, key=lambda pair: pair[0].confidence)
    place = p.place
    source = sources().get(place.source, {})
    return PlaceRow(
        story_place=p,
        mentions=tuple(row for row, _ in mentions),
        confidence=best.confidence,
        unsure=all(row.unsure for row, _ in mentions),
        reason=best.reason,
        kind=words.kind(place),
        where=words.where(place),
        dispute=words.dispute(place.dispute) if place.dispute else "",
        sides=side_names(place),
        candidates=tuple(considered(resolution)),
        source=source.get("name", place.source),
        footprint=place.footprint or lookups.footprint(place.id),
    )


__all__ = [
    "AbsentRow", "Gathered", "MentionRow", "PlaceRow", "address", "amount", "as_exported", "credits_of", "gather", "outermost",
    "passage_at", "rounded", "web_address",
]  # fmt: skip
