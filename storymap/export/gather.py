"""A story laid out for tables and files: a row a place, a row a mention, a row for what is not on the map.

What stands in passages that are left out of the page is left out here as well. Offsets stay those of `Article.text`.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import quote as percent

from storymap.anchors import Quote, quote
from storymap.errors import OutputError
from storymap.model import Footprint, Mention, MentionKind, Passage, Place, Resolution, Story, StoryPlace
from storymap.ports import Aspect, Lookups
from storymap.wording import Wording
from storymap.wording.phrases import Phrases, considered, side_names, sources

_SURROGATE = re.compile("[\ud800-\udfff]")
DECIMALS = 6  # of degrees, about a decimetre


@dataclass(frozen=True, slots=True)
class MentionRow:
    """A mention. `slug` is that of its place, None where none is on the map; `reason` a sentence."""

    mention: Mention
    quote: Quote
    passage: str  # id
    confidence: float
    unsure: bool
    reason: str
    slug: str | None
    place: Place | None

    @property
    def is_name(self) -> bool:
        """Whether the text uses a name there."""
        return self.mention.kind in (MentionKind.NAME, MentionKind.METONYM)


@dataclass(frozen=True, slots=True)
class PlaceRow:
    """A place with all that the story says of it. `confidence` and `reason` are those of its surest mention."""

    story_place: StoryPlace
    mentions: tuple[MentionRow, ...]
    confidence: float
    unsure: bool  # all of its mentions are
    reason: str
    kind: str  # "island"
    where: str  # "Hokkaido, Japan"
    dispute: str  # "Disputed: administered by Russia, claimed by Japan"
    sides: Mapping[str, Mapping[str, str]]  # country code -> language -> name
    candidates: tuple[Place, ...]  # what else it may be
    source: str  # whom it is from, by name
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
    """What is not on the map, and why. `is_place`: it is held to be a place all the same."""

    surface: str
    start: int
    end: int
    passage: str
    reason: str
    is_place: bool


@dataclass(frozen=True, slots=True)
class Gathered:
    """The rows, in the story's order; `words` speaks the article's language."""

    story: Story
    words: Phrases
    passages: tuple[Passage, ...]  # those that are shown
    places: tuple[PlaceRow, ...]
    mentions: tuple[MentionRow, ...]  # of places on the map and others, in text order, outer ones first
    absent: tuple[AbsentRow, ...]

    def text(self, passage: Passage) -> str:
        """The words of a passage, without the white space after it."""
        return self.story.article.text[passage.start : passage.end].rstrip()

    def mapped(self, passage: Passage | None = None) -> list[MentionRow]:
        """The mentions of places on the map; those of one passage."""
        return [m for m in self.mentions if m.slug and (passage is None or m.passage == passage.id)]


def gather(story: Story, lookups: Lookups) -> Gathered:
    """The rows of a story. OutputError: it holds half a character, which no file can."""
    _refuse_half_characters(story)
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
    """The id of the passage that holds an offset; None where none does."""
    at = bisect_right(passages, offset, key=lambda passage: passage.start) - 1
    return passages[at].id if at >= 0 and offset < passages[at].end else None


def _refuse_half_characters(story: Story) -> None:
    """Lone surrogates are no text: they come from broken escapes, and UTF-8 has no bytes for them."""
    article = story.article
    spoken = [article.title, article.byline, article.source, article.text]
    spoken += [text for p in story.places for text in (p.label, p.note, p.place.id, p.place.name)]
    for text in spoken:
        if half := _SURROGATE.search(text):
            around = text[max(0, half.start() - 20) : half.start()]
            raise OutputError(
                f"half a character (U+{ord(half.group()):04X}) stands after “{around}”: no file can hold it. Mend it there."
            )


def outermost(mentions: Sequence[MentionRow]) -> list[MentionRow]:
    """Those that lie in no other: what a format without nesting can show."""
    kept: list[MentionRow] = []
    for row in mentions:
        if not kept or row.mention.start >= kept[-1].mention.end:
            kept.append(row)
    return kept


def address(place_id: str) -> str:
    """An IRI for a place: GeoNames' page of it, or its id, which is one (`storymap:crimea`)."""
    number = place_id.removeprefix("geonames:")
    if number != place_id and number.isdigit():
        return f"https://www.geonames.org/{number}/"
    return percent(place_id, safe=":/.-_~")


def as_exported(place: Place) -> str:
    """Which place it was and where it lay when a file was written, in one line: what shows later who changed what."""
    return f"{place.id} {rounded(place.position.lat)} {rounded(place.position.lon)}"


def web_address(source: str) -> str:
    """An article's address as an IRI; "" where it came from a file."""
    if not source.startswith(("https://", "http://")):
        return ""
    return percent(source, safe=":/?#[]@!$&'()*+,;=%-._~")


def rounded(degrees: float) -> float:
    """A coordinate as files have it."""
    return round(degrees, DECIMALS) + 0.0  # no -0.0


def credits_of(story: Story) -> list[str]:
    """A line for each source: "GeoNames (CC BY 4.0), https://www.geonames.org/"."""
    lines = []
    for a in dict.fromkeys(story.attributions):
        named = f"{a.name} ({a.licence})" if a.licence else a.name
        lines.append(", ".join(part for part in (named, a.url) if part))
    return lines


def amount(aspect: Aspect, gathered: Gathered) -> int:
    """How much of it a story has: what a format that drops it leaves behind."""
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
        Aspect.NOTES: sum(bool(p.story_place.note) for p in places),
        Aspect.SOURCES: len(story.attributions),
    }[aspect]


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
