"""Apply overrides to resolutions, rejections and the story."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import cached_property
from typing import NamedTuple

from storymap.anchors import normalized
from storymap.decisions import plain
from storymap.errors import GazetteerError, OverrideError
from storymap.model import (
    Article,
    Candidate,
    Edits,
    Figure,
    Mention,
    OverrideEntry,
    Place,
    Reason,
    Rejected,
    Resolution,
    SceneEdit,
    Suggestion,
)
from storymap.nearest import did_you_mean
from storymap.overlaps import Overlaps
from storymap.overrides.changed_places import names_first, with_radius
from storymap.overrides.ids import nearest_id
from storymap.overrides.occurrences import Span, occurrences
from storymap.overrides.plausible import OtherPlaces
from storymap.overrides.unmatched import Unmatched, find_quoted, missing_passage
from storymap.overrides.values import Override, Overrides
from storymap.ports import Gazetteer

# If at least this many names of a file do not occur in the article, the file is probably for another article
MIN_NAMES_OF_ANOTHER = 2


class Applied(NamedTuple):
    """The result of applying overrides. `unused` has messages about overrides that match nothing."""

    resolutions: tuple[Resolution, ...]
    rejected: tuple[Rejected, ...]
    edits: Edits
    unused: tuple[str, ...]  # one sentence each, with file and line
    remarks: tuple[str, ...] = ()  # sentences about overrides that are applied, but probably have a mistake

    def undecided(self, suggestions: Sequence[Suggestion]) -> tuple[Suggestion, ...]:
        """Return the suggestions. Occurrences about which an override has decided are left out."""
        spans = [(r.mention.start, r.mention.end) for r in self.resolutions if r.reason.override]
        spans += [(r.start, r.end) for r in self.rejected if r.reason.override]
        decided = Overlaps(spans, lambda span: span)
        left = [(s, tuple(m for m in s.mentions if not decided.of(m.start, m.end))) for s in suggestions]
        return tuple(replace(s, mentions=mentions) for s, mentions in left if mentions)


def apply(
    overrides: Overrides,
    article: Article,
    resolutions: Sequence[Resolution],
    rejected: Sequence[Rejected],
    gazetteer: Gazetteer,
) -> Applied:
    """Apply all overrides to the resolutions and rejections of an article.

    Overrides that select some occurrences (`in`, `nth`, `quote`) take precedence over overrides for all occurrences.
    Raise OverrideError if an override has an unknown place id or passage.
    """
    applier = _Applier(overrides, article, list(resolutions), list(rejected), gazetteer)
    # Longer names come first, because an entry does not change the longer names that contain its name.
    order = sorted(overrides.entries, key=lambda e: (e.selector.is_specific, -len(plain(e.surface))))
    for override in order:
        applier.apply(override)
    applier.check_scenes()
    return applier.result()


def override_reason(file: str, line: int) -> Reason:
    """Return the reason for a decision that was made by an override."""
    return Reason("override", {"file": file, "line": str(line)}, OverrideEntry(file, line))


class _Applier:
    """Applies overrides one by one to resolutions and rejections."""

    def __init__(
        self,
        overrides: Overrides,
        article: Article,
        resolutions: list[Resolution],
        rejected: list[Rejected],
        gazetteer: Gazetteer,
    ) -> None:
        self.overrides, self.article, self.gazetteer = overrides, article, gazetteer
        self.resolutions = Overlaps(resolutions, lambda r: (r.mention.start, r.mention.end))
        self.rejected: dict[Span, list[Rejected]] = {}
        for one in rejected:
            self.rejected.setdefault((one.start, one.end), []).append(one)
        self._found: dict[str, tuple[list[Span], frozenset[Span]]] = {}
        self.passages = {passage.id: passage for passage in reversed(article.passages)}
        self.surfaces = {plain(entry.surface) for entry in overrides.entries if not entry.has_no_effect}
        self.candidates = {plain(r.mention.surface): r.candidates for r in resolutions}
        self.labels: dict[str, str] = {}  # the keys of this table and of the next four are place ids
        self.notes: dict[str, str] = {}
        self.zooms: dict[str, float] = {}
        self.figures: dict[str, Figure] = {}
        self.icons: dict[str, str] = {}
        self.scenes: dict[str, SceneEdit] = {}  # the keys of this table are passage ids
        self.unused: list[str] = []
        self.remarks: list[str] = []
        surfaces = [*(r.mention.surface for r in resolutions), *(r.surface for r in rejected)]
        self.unmatched = Unmatched(article, surfaces)

    def apply(self, override: Override) -> None:
        """Apply one override."""
        spans = self._selected(override)
        if override.has_no_effect:
            return
        if not spans and not self._is_moved(override):
            self._report(override, self.unmatched.explain(override))
            return
        if not spans:
            spans = occurrences(self.article.text, override.surface)
            self._report(override, self.unmatched.moved(override, spans[0]))
        elif override.selector.quote and not override.shared and not self._is_verbatim(override.selector.quote):
            self._remark(override, self.unmatched.edited(override, spans[0]))
        if override.decides:
            self._decide(override, spans)
        else:
            self._change_display(override, spans)

    def _report(self, override: Override, problem: str) -> None:
        """Record why an override is not applied as it is written.

        Nothing is recorded for shared files, because their entries need not match.
        """
        if not override.shared:
            self.unused.append(f"{self._file(override)}:{override.line}: {problem}")

    def _remark(self, override: Override, sentence: str) -> None:
        self.remarks.append(f"{self._file(override)}:{override.line}: {sentence}")

    def _is_verbatim(self, quote: str) -> bool:
        """Return whether a quote occurs in the article.

        Differences in white space, quotation marks and dashes are ignored.
        """
        return normalized(plain(quote)) in self._normalized_text

    @cached_property
    def _normalized_text(self) -> str:
        return normalized(plain(self.article.text))

    def _is_moved(self, override: Override) -> bool:
        """Return whether an override still applies although its quote was not found.

        The override applies if its name occurs only once.
        """
        selector = override.selector
        return bool(selector.quote and not selector.nth) and len(occurrences(self.article.text, override.surface)) == 1

    def _decide(self, override: Override, spans: Sequence[Span]) -> None:
        """Replace the decisions about the spans.

        Remove decisions about shorter names inside the spans, unless these names have entries.
        """
        reason = override_reason(self._file(override), override.line)
        place = None if override.ignore else with_radius(self._place(override), override.approximate_km)
        spans = self._usable(override, spans)
        decided = Overlaps(spans, lambda span: span)
        for span in spans:
            self.rejected.pop(span, None)
        for resolution in {id(r): r for span in spans for r in self.resolutions.of(*span)}.values():
            if self._is_covered(resolution.mention, decided):
                self.resolutions.remove(resolution)
        for start, end in spans:
            surface = self.article.text[start:end]
            if place is None:
                self.rejected.setdefault((start, end), []).append(Rejected(surface, start, end, reason))
            else:
                others = tuple(c for c in self.candidates.get(plain(surface), ()) if c.place.id != place.id)
                candidates = (Candidate(place, 1.0), *others)
                self.resolutions.add(Resolution(Mention(surface, start, end), place, 1.0, reason, candidates))
        if place is not None:
            self._record_display(override, place)

    def _usable(self, override: Override, spans: Sequence[Span]) -> list[Span]:
        """Return the spans that an override may decide, and report the others.

        Spans that partly overlap a mention are left out, unless the override is `ignore`. If the override is for all
        occurrences, spans inside a longer
        name on the map are also left out: an entry for “Siret” does not change “Siret river”.
        """
        usable = []
        inside: dict[Span, Mention] = {}
        for span in spans:
            overlapping = self.resolutions.of(*span)
            crossed = None if override.ignore else _crossed_mention(span, overlapping)
            longer = None if override.selector.is_specific else _longer_name(span, overlapping)
            if crossed:
                self._report(override, self.unmatched.overlap(override, crossed))
            elif longer:
                inside[span] = longer
            else:
                usable.append(span)
        if inside and len(inside) == len(spans):
            self._report(override, self.unmatched.inside(override, inside[spans[0]]))
        return usable

    def _change_display(self, override: Override, spans: Sequence[Span]) -> None:
        """Change how the places of the spans are shown. The places themselves do not change."""
        for span in spans:
            for r in self.resolutions.of(*span):
                if (r.mention.start, r.mention.end) == span and r.place is not None:
                    if override.approximate_km:
                        self.resolutions.remove(r)
                        self.resolutions.add(replace(r, place=with_radius(r.place, override.approximate_km)))
                    self._record_display(override, r.place)

    def _record_display(self, override: Override, place: Place) -> None:
        if override.label:
            self.labels[place.id] = override.label
        if override.note:
            self.notes[place.id] = override.note
        if override.zoom:
            self.zooms[place.id] = override.zoom
        if override.icon:
            self.icons[place.id] = override.icon
        if override.figure:
            self.figures[place.id] = replace(override.figure, where=f"{self._file(override)}:{override.line}")

    def _selected(self, override: Override) -> list[Span]:
        """Return the occurrences that an override selects."""
        selector, text = override.selector, self.article.text
        spans, known = self._occurrences(override.surface)
        if selector.passage:
            passage = self.passages.get(selector.passage)
            if passage is None:
                if override.shared:
                    return []
                raise self._missing_passage(selector.passage, self._file(override), override.line)
            spans = [s for s in spans if passage.start <= s[0] < passage.end]
        if selector.quote:
            quoted = find_quoted(text, plain(override.surface), selector.quote)
            spans = [quoted] if quoted in known and (not selector.passage or quoted in spans) else []
        return spans[selector.nth - 1 : selector.nth] if selector.nth else spans

    def _occurrences(self, surface: str) -> tuple[list[Span], frozenset[Span]]:
        """Return the occurrences of a name, in order and as a set. They are cached, because many entries with a quote can have the same name."""
        if surface not in self._found:
            spans = occurrences(self.article.text, surface)
            self._found[surface] = spans, frozenset(spans)
        return self._found[surface]

    def _is_covered(self, mention: Mention, spans: Overlaps[Span]) -> bool:
        """Return whether a mention is one of the spans, or is inside one of them and has no entry in places.yaml."""
        around = spans.of(mention.start, mention.end)
        if (mention.start, mention.end) in around:
            return True
        if plain(mention.surface) in self.surfaces:
            return False
        return any(start <= mention.start and mention.end <= end for start, end in around)

    def _place(self, override: Override) -> Place:
        if override.place is not None:
            return override.place
        try:
            return self.gazetteer.place(override.id)
        except GazetteerError as error:
            known = [c.place.id for c in self.candidates.get(plain(override.surface), ())]
            meant = did_you_mean(nearest_id(override.id, known, self.gazetteer), "``")
            raise OverrideError(
                f"{override.surface}: no place has the id `{override.id}`.{meant}",
                file=self._file(override),
                line=override.line,
            ) from error

    def check_scenes(self) -> None:
        """Raise OverrideError if an entry under `scenes` names a missing passage.

        Scenes of shared files are not checked.
        """
        for passage, edit in self.overrides.scenes.items():
            missing = [name for name in (passage, edit.joined) if name and name not in self.passages]
            if not missing:
                self.scenes[passage] = edit
            elif passage not in self.overrides.shared_scenes:
                raise self._missing_passage(missing[0], self.overrides.file, edit.line)

    def _file(self, override: Override) -> str:
        return override.file or self.overrides.file

    def _missing_passage(self, name: str, file: str, line: int) -> OverrideError:
        return OverrideError(missing_passage(name, self.article), file=file, line=line)

    def result(self) -> Applied:
        """Return the result. Resolutions and rejections are in text order."""
        country = self.overrides.names_first
        resolutions = sorted(self.resolutions, key=lambda r: (r.mention.start, -r.mention.end))
        if country:
            resolutions = [replace(r, place=names_first(r.place, country)) if r.place else r for r in resolutions]
        rejected = sorted((one for found in self.rejected.values() for one in found), key=lambda r: r.start)
        edits = Edits(
            self.scenes,
            self.labels,
            self.notes,
            self.zooms,
            self.figures,
            self.icons,
            self.overrides.icons,
            self.overrides.layers,
            self.overrides.journey,
            self.overrides.journey_at,
        )
        self._check_positions(resolutions)
        return Applied(tuple(resolutions), tuple(rejected), edits, tuple(self.unused), tuple(self.remarks))

    def _check_positions(self, resolutions: Sequence[Resolution]) -> None:
        others = OtherPlaces(resolutions)
        for override in self.overrides.entries:
            if not override.shared and (sentence := others.mistaken(override)):
                self._remark(override, sentence)
        own = [o for o in self.overrides.entries if not o.shared and not o.has_no_effect]
        names = {plain(o.surface) for o in own}
        if len(names) >= MIN_NAMES_OF_ANOTHER and not any(occurrences(self.article.text, name) for name in names):
            self.remarks.append(
                f"{self.overrides.file}: no name in this file occurs in the article. If the file is for another article, rename it to "
                "ARTICLE.places.yaml, or choose a file with --places."
            )


def _longer_name(span: Span, overlapping: Sequence[Resolution]) -> Mention | None:
    """Return a mention on the map that contains a span and further words, or None."""
    start, end = span
    mentions = (r.mention for r in overlapping if r.place is not None)
    return next((m for m in mentions if m.start <= start and end <= m.end and (m.start, m.end) != span), None)


def _crossed_mention(span: Span, overlapping: Sequence[Resolution]) -> Mention | None:
    """Return a mention that partly overlaps a span (neither contains the other), or None."""
    start, end = span
    mentions = (r.mention for r in overlapping)
    return next((m for m in mentions if m.start < start < m.end < end or start < m.start < end < m.end), None)
