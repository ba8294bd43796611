"""The text alternative of the map: the list of places, unmapped names with reasons, and credits. All values are plain text."""

from __future__ import annotations

import unicodedata
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from storymap.model import Attribution, Figure, Mention, Passage, Place, Reason, Resolution, Role, Story, StoryPlace
from storymap.render.article import Anchor
from storymap.render.layers import described
from storymap.render.quotes import LONG, SHORT, Quote, quotes_of
from storymap.urls import safe_address
from storymap.wording.phrases import Phrases, attribution, side_names

# These reasons are left out, because most readers know that words such as "Russian" are not places.
QUIET_REASONS = frozenset({"demonym"})


@dataclass(frozen=True, slots=True)
class Row:
    """A place in the list. `quotes` are the sentences that name the place.

    `passages` contains the id and the number of each passage that names the place. The title has no number, so it is
    left out.
    """

    slug: str
    label: str
    what: str  # "island, Japan"
    position: str
    quotes: tuple[Quote, ...]
    passages: tuple[tuple[str, int], ...]
    certainty: str
    unsure: bool
    also: str = ""
    # The names of a disputed place. For each side, these are the name of the country, and the names of the place with
    # their languages.
    names: tuple[tuple[str, tuple[tuple[str, str], ...]], ...] = ()
    dispute: str = ""
    note: str = ""
    remark: str = ""  # the note from places.yaml
    distances: tuple[str, ...] = ()
    source: str = ""
    figure: Figure | None = None  # the image from places.yaml


@dataclass(frozen=True, slots=True)
class Absent:
    """A name that is not on the map, the reason, and the sentences that contain it."""

    surface: str
    reason: str
    quotes: tuple[Quote, ...]


@dataclass(frozen=True, slots=True)
class LayerRow:
    """A map layer from places.yaml, with its label, a sentence about it, and the credit of its author."""

    label: str
    sentence: str
    credit: str


@dataclass(frozen=True, slots=True)
class Credit:
    """The credit of a data source on the page. `href` is "" if the credit has no link."""

    text: str
    href: str
    note: str


class TextAlternative:
    """The text alternative of the map of a story.

    `passages` are the passages that the page shows. `title` is the one that becomes the title of the page, if any.
    """

    def __init__(self, story: Story, passages: Sequence[Passage], words: Phrases, title: Passage | None = None) -> None:
        self._story = story
        # the same numbers as those of the passages in print, see `article_html`
        self._numbers = {p.id: number for number, p in enumerate((p for p in passages if p is not title), 1)}
        self._words = words
        self._starts = [p.start for p in passages]
        self._passages = passages
        self._labels = {p.slug: p.label for p in story.places}
        self._decisions: dict[str, list[Resolution]] = {}
        for resolution, slug in zip(story.resolutions, story.slugs, strict=True):
            if slug is not None and self._index(resolution.mention) is not None:
                self._decisions.setdefault(slug, []).append(resolution)

    def anchors(self) -> list[Anchor]:
        """Return the mentions that become links, in text order.

        Uncertain mentions and unimportant mentions have a CSS class.
        """
        roles = {p.slug: p.role for p in self._story.places}
        anchors = []
        for resolution, slug in zip(self._story.resolutions, self._story.slugs, strict=True):
            if slug is None or resolution.place is None:
                continue
            mention, doubtful = resolution.mention, resolution.unsure
            quiet = mention.kind.value == "metonym" or roles[slug] is not Role.MAIN
            classes = " ".join(name for name, on in (("unsure", doubtful), ("quiet", quiet)) if on)
            title = self._words.certainty([resolution], resolution.place) if doubtful else ""
            anchors.append(Anchor(mention.start, mention.end, slug, title, classes))
        return sorted(anchors, key=lambda a: (a.start, -a.end))

    @cached_property
    def _rows(self) -> list[Row]:
        return [self._row(p) for p in self._story.places if p.slug in self._decisions]

    def rows(self) -> list[Row]:
        """Return the rows of the places, in the order of the story."""
        return self._rows

    def unsure_slugs(self) -> frozenset[str]:
        """Return the slugs of mapped places whose mentions are all uncertain."""
        return frozenset(slug for slug, rs in self._decisions.items() if all(r.unsure for r in rs))

    def absent(self) -> tuple[list[Absent], list[Absent]]:
        """Return two lists: unresolved places, and words that look like places but are not places.

        Unresolved names with a reason in QUIET_REASONS are in the second list.
        """
        open_ones = [
            (r.mention, r.reason)
            for r, slug in zip(self._story.resolutions, self._story.slugs, strict=True)
            if slug is None
        ]
        loud = [row for row in open_ones if row[1].code not in QUIET_REASONS]
        quiet = [row for row in open_ones if row[1].code in QUIET_REASONS]
        rejected = [(Mention(r.surface, r.start, r.end), r.reason) for r in self._story.rejected]
        return self._grouped(loud), self._grouped([*quiet, *rejected])

    def journey(self) -> str:
        """Return the sentence about the journey, or "" if the story has no journey."""
        return self._words.journey(self._story.journey, self._labels) if self._story.journey else ""

    def layers(self) -> list[LayerRow]:
        """Return the layers that places.yaml adds to the map."""
        words = self._words
        return [LayerRow(one.label, described(one, words.text, words.number), one.credit) for one in self._story.layers]

    def credits(self, *, relief: bool = False) -> list[Credit]:
        """Return the credits of the distinct data sources. `relief` is whether the map has shaded relief."""
        found = [*self._story.attributions, *([attribution("shadedrelief")] if relief else [])]
        return [self._credit(a) for a in dict.fromkeys(found)]

    def _row(self, story_place: StoryPlace) -> Row:
        place, words = story_place.place, self._words
        decisions = self._decisions[story_place.slug]
        what = [words.kind(place), words.where(place), words.text("approximate") if place.approximate else ""]
        other = place.name if _letters(place.name) != _letters(story_place.label) else ""
        return Row(
            slug=story_place.slug,
            label=story_place.label,
            what=words.text("comma").join(part for part in what if part),
            position=words.coordinates(place.position),
            quotes=self._quotes([r.mention for r in decisions]),
            passages=self._where([r.mention for r in decisions]),
            certainty=words.certainty(decisions, place),
            unsure=all(r.unsure for r in decisions),
            also=words.text("also_called", names=other) if other else "",
            names=self._names(place),
            dispute=words.dispute(place.dispute) if place.dispute else "",
            note=self._note(place),
            remark=story_place.note,
            distances=self._distances(story_place.slug),
            source=words.source(place.source),
            figure=story_place.figure,
        )

    def _names(self, place: Place) -> tuple[tuple[str, tuple[tuple[str, str], ...]], ...]:
        """Return the names that each side of a dispute uses, with one name for each language."""
        return tuple(
            (self._words.sides([side]), tuple((name, language) for language, name in names.items()))
            for side, names in side_names(place).items()
        )

    def _note(self, place: Place) -> str:
        """Return the note on a dispute, or "" if the page already shows the note or the note is in another language.

        A note from the data of the package is in English. A note from places.yaml is in the language of the article.
        """
        if place.dispute is None or self._words.uses_note(place.dispute):
            return ""
        return place.dispute.note if place.source == "editor" or self._words.language == "en" else ""

    def _distances(self, slug: str) -> tuple[str, ...]:
        return tuple(
            self._words.text(
                "distance.between",
                origin=self._labels[relation.origin],
                target=self._labels[relation.target],
                figures=self._words.distance(relation, with_km=True),
            )
            for relation in self._story.relations
            if slug in (relation.origin, relation.target)
        )

    def _grouped(self, rows: Sequence[tuple[Mention, Reason]]) -> list[Absent]:
        groups: dict[tuple[str, str], list[Mention]] = {}
        for mention, reason in rows:
            if self._index(mention) is not None:
                sentence = self._words.reason(reason)
                groups.setdefault((" ".join(mention.surface.split()), sentence), []).append(mention)
        return [
            Absent(surface, reason, self._quotes(mentions, long=SHORT))
            for (surface, reason), mentions in groups.items()
        ]

    def _quotes(self, mentions: Sequence[Mention], *, long: int = LONG) -> tuple[Quote, ...]:
        return tuple(quotes_of(self._story.article.text, self._passages, mentions, long=long))

    def _where(self, mentions: Sequence[Mention]) -> tuple[tuple[str, int], ...]:
        ids = dict.fromkeys(self._passages[n].id for m in mentions if (n := self._index(m)) is not None)
        return tuple((name, self._numbers[name]) for name in ids if name in self._numbers)

    def _index(self, mention: Mention) -> int | None:
        """Return the index of the shown passage that contains a mention, or None if this passage is not shown."""
        at = bisect_right(self._starts, mention.start) - 1
        return at if at >= 0 and mention.start < self._passages[at].end else None

    def _credit(self, attribution: Attribution) -> Credit:
        licence = attribution.licence
        text = self._words.text("licence", name=attribution.name, licence=licence) if licence else attribution.name
        return Credit(text, safe_address(attribution.url), attribution.note)


def _letters(name: str) -> str:
    """Return a name in lower case without accents and apostrophes, so that Savai\u2019i and Savai\u02bbi are the same name."""
    return "".join(c for c in unicodedata.normalize("NFKD", name).casefold() if c.isalnum())
