"""The editor's decisions in place of ours."""

from __future__ import annotations

import difflib
import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import replace
from typing import NamedTuple

from storymap.anchors import Quote, locate
from storymap.errors import GazetteerError, OverrideError
from storymap.model import Article, Candidate, Edits, Figure, Mention, Place, Reason, Rejected, Resolution
from storymap.overrides.values import Override, Overrides
from storymap.ports import Gazetteer

# Thai, Lao, Khmer, Japanese, Chinese: scripts that do not part words.
_UNSPACED = re.compile(r"[\u0e00-\u0eff\u1780-\u17ff\u3005\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff]")
Span = tuple[int, int]


class Applied(NamedTuple):
    """The decisions with the editor's among them, what else the editor says of the story, and what found nothing to apply to."""

    resolutions: tuple[Resolution, ...]
    rejected: tuple[Rejected, ...]
    edits: Edits
    unused: tuple[str, ...]  # a sentence each


def apply(
    overrides: Overrides,
    article: Article,
    resolutions: Sequence[Resolution],
    rejected: Sequence[Rejected],
    gazetteer: Gazetteer,
) -> Applied:
    """Every entry applied, the particular ones (a passage, an nth, a quote) after the general. OverrideError: an unknown id or passage."""
    work = _Work(overrides, article, list(resolutions), list(rejected), gazetteer)
    for entry in sorted(overrides.entries, key=lambda e: e.where != type(e.where)()):
        work.entry(entry)
    work.scenes()
    return work.applied()


class _Work:
    def __init__(
        self,
        overrides: Overrides,
        article: Article,
        resolutions: list[Resolution],
        rejected: list[Rejected],
        gazetteer: Gazetteer,
    ) -> None:
        self.overrides, self.article, self.gazetteer = overrides, article, gazetteer
        self.resolutions, self.rejected = resolutions, rejected
        self.candidates = {_plain(r.mention.surface): r.candidates for r in resolutions}
        self.shown: dict[str, str] = {}
        self.notes: dict[str, str] = {}
        self.zooms: dict[str, float] = {}
        self.figures: dict[str, Figure] = {}
        self.unused: list[str] = []

    def entry(self, entry: Override) -> None:
        spans = self.spans(entry)
        if entry.says_nothing:
            return
        if not spans:
            self.unused.append(f"{self.overrides.file}:{entry.line}: “{entry.surface}” is not in the article any more.")
            return
        if not entry.decides:
            self.looks(entry, spans)
            return
        reason = Reason("override", {"file": self.overrides.file, "line": str(entry.line)})
        place = None if entry.ignore else self.changed(entry, self.place(entry))
        self.rejected = [r for r in self.rejected if (r.start, r.end) not in spans]
        self.resolutions = [r for r in self.resolutions if (r.mention.start, r.mention.end) not in spans]
        for start, end in spans:
            surface = self.article.text[start:end]
            if place is None:
                self.rejected.append(Rejected(surface, start, end, reason))
            elif not self.crosses(start, end):
                others = tuple(c for c in self.candidates.get(_plain(surface), ()) if c.place.id != place.id)
                chosen = (Candidate(place, 1.0), *others)
                self.resolutions.append(Resolution(Mention(surface, start, end), place, 1.0, reason, chosen))
        if place is not None:
            self.remember(entry, place)

    def looks(self, entry: Override, spans: Sequence[Span]) -> None:
        """Only how a place is shown changes: which one it is remains our decision."""
        for i, r in enumerate(self.resolutions):
            if (r.mention.start, r.mention.end) in spans and r.place is not None:
                self.resolutions[i] = replace(r, place=self.changed(entry, r.place))
                self.remember(entry, r.place)

    def remember(self, entry: Override, place: Place) -> None:
        for table, value in ((self.shown, entry.shown), (self.notes, entry.note)):
            if value:
                table[place.id] = value
        if entry.zoom:
            self.zooms[place.id] = entry.zoom
        if entry.figure:
            self.figures[place.id] = entry.figure

    def changed(self, entry: Override, place: Place) -> Place:
        return replace(place, approximate=True, radius_km=entry.approximate_km) if entry.approximate_km else place

    def spans(self, entry: Override) -> list[Span]:
        """The occurrences that an entry means."""
        where, text = entry.where, self.article.text
        spans = occurrences(text, entry.surface)
        if where.passage:
            passage = next((p for p in self.article.passages if p.id == where.passage), None)
            if passage is None:
                self.no_passage(where.passage, entry.line)
            spans = [s for s in spans if passage and passage.start <= s[0] < passage.end]
        if where.quote:
            surface = _plain(entry.surface)
            before, _, after = where.quote.partition(surface)
            quoted = Quote(surface, before, after)
            found = locate(text, quoted) if locate(text, Quote(where.quote)) else None
            spans = [s for s in spans if s == found]
        return spans[where.nth - 1 : where.nth] if where.nth else spans

    def crosses(self, start: int, end: int) -> bool:
        """Whether a span crosses a mention that the editor did not speak of."""
        return any(
            start < r.mention.end
            and r.mention.start < end
            and not (r.mention.start <= start and end <= r.mention.end)
            and not (start <= r.mention.start and r.mention.end <= end)
            for r in self.resolutions
        )

    def place(self, entry: Override) -> Place:
        if entry.place is not None:
            return entry.place
        try:
            return self.gazetteer.place(entry.id)
        except GazetteerError as error:
            known = [c.place.id for c in self.candidates.get(_plain(entry.surface), ())]
            near = difflib.get_close_matches(entry.id, known, 1, 0.5) or known[:1]
            hint = f" Did you mean `{near[0]}`?" if near else ""
            raise OverrideError(
                f"{entry.surface}: no place has the id `{entry.id}`.{hint}", file=self.overrides.file, line=entry.line
            ) from error

    def scenes(self) -> None:
        for name, edit in self.overrides.scenes.items():
            for wanted in (name, edit.joined):
                if wanted and all(p.id != wanted for p in self.article.passages):
                    self.no_passage(wanted, edit.line)

    def no_passage(self, name: str, line: int) -> None:
        known = [p.id for p in self.article.passages]
        raise OverrideError(
            f"the article has no passage `{name}`; its passages are {known[0]} to {known[-1]}.",
            file=self.overrides.file,
            line=line,
        )

    def applied(self) -> Applied:
        side = self.overrides.names_first
        ordered = sorted(self.resolutions, key=lambda r: (r.mention.start, -r.mention.end))
        if side:
            ordered = [replace(r, place=side_first(r.place, side)) if r.place else r for r in ordered]
        edits = Edits(self.overrides.scenes, self.shown, self.notes, self.zooms, self.figures)
        return Applied(tuple(ordered), tuple(sorted(self.rejected, key=lambda r: r.start)), edits, tuple(self.unused))


def occurrences(text: str, surface: str) -> list[Span]:
    """Every whole-word occurrence of a surface, over line ends too; scripts that do not part words have no whole words."""
    words = surface.split()
    before = "" if _UNSPACED.match(words[0][0]) else r"(?<!\w)"
    after = "" if _UNSPACED.match(words[-1][-1]) else r"(?!\w)"
    return [m.span() for m in re.finditer(before + r"\s+".join(map(re.escape, words)) + after, text)]


def _plain(surface: str) -> str:
    """A surface as keys and quotes have it: without line ends."""
    return " ".join(surface.split())


def side_first(place: Place, side: str) -> Place:
    """A disputed place with that side's names before the others', and so the parts of a name that has several."""
    if place.dispute is None:
        return place
    own = {name.name for name in place.names if name.side == side}
    name = " / ".join(sorted(place.name.split(" / "), key=lambda part: part not in own))
    return replace(place, name=name, names=tuple(sorted(place.names, key=lambda name: name.side != side)))


def passage_of(article: Article, offset: int) -> str:
    """The id of the passage that holds an offset."""
    return article.passages[bisect_right([p.start for p in article.passages], offset) - 1].id
