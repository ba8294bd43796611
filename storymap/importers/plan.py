"""From what a file says to what is to be written into places.yaml: changes alone, each for as few occurrences as it must."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from storymap.anchors import Quote, locate
from storymap.export.gather import Gathered, MentionRow, passage_at, rounded
from storymap.importers.values import Brought, Look, Offsets, Wanted
from storymap.model import Place
from storymap.overrides.keys import KINDS
from storymap.overrides.occurrences import occurrences

_CONTEXTS = (16, 32, 64)  # characters around a mention that a quote of it takes, as few as tell it apart
# What a place is called in places.yaml when its code has no word of its own there.
_CLASSES = {"A": "region", "H": "sea", "L": "region", "P": "town", "R": "site", "S": "site", "T": "region", "U": "sea"}


@dataclass(frozen=True, slots=True)
class Change:
    """An entry of places.yaml: `decision` says which place, `looks` how it is shown, `only` which occurrences are meant."""

    surface: str
    only: Mapping[str, Any] = field(default_factory=dict)
    decision: Mapping[str, Any] = field(default_factory=dict)
    looks: Mapping[str, Any] = field(default_factory=dict)

    def __str__(self) -> str:
        which = ", ".join(f"{key} {value!r}" for key, value in self.only.items())
        return f"{self.surface}{f' ({which})' if which else ''}: {self._told()}"

    def _told(self) -> str:
        said = {**self.decision, **self.looks}
        if said.get("ignore"):
            return "not on the map any more"
        parts = [f"at {said['lat']}, {said['lon']}"] if "lat" in said else [said["id"]] if "id" in said else []
        parts += [f"shown as “{said['as']}”"] if said.get("as") else []
        if "note" in said:
            parts.append(f"note “{said['note']}”" if said["note"] else "without its note")
        return ", ".join(parts)


def unmet(brought: Brought, gathered: Gathered) -> dict[Offsets, Wanted]:
    """What of the wishes a story does not meet."""
    now = {(m.mention.start, m.mention.end): m.place for m in gathered.mentions}
    return {span: wanted for span, wanted in brought.wanted.items() if not wanted.met_by(now.get(span))}


def plan(brought: Brought, gathered: Gathered, particular: Sequence[str] = ()) -> list[Change]:
    """The changes, in text order; `particular` are the surfaces that places.yaml already tells apart by occurrence.

    What cannot be said there is added to `brought.remarks`: words that are no whole words of the article.
    """
    text = gathered.story.article.text
    changed = unmet(brought, gathered)
    by_surface: dict[str, list[Offsets]] = {}
    for span in sorted(changed):
        surface = text[span[0] : span[1]]
        if span in occurrences(text, surface):
            by_surface.setdefault(surface, []).append(span)
        else:
            brought.remarks.append(
                f"“{surface}” (characters {span[0]}-{span[1]}) is no whole word, which places.yaml needs."
            )
    changes = []
    for surface, spans in by_surface.items():
        decisions = {span: _decision(changed[span], surface) for span in spans}
        alike = all(decisions[span] == decisions[spans[0]] for span in spans)
        if alike and surface not in particular and _all_of_them(surface, spans, changed[spans[0]], gathered):
            changes.append(Change(surface, decision=decisions[spans[0]]))
        else:
            changes += [Change(surface, _only(text, span), decisions[span]) for span in spans]
    return changes + [change for look in brought.looks for change in _look(look, gathered, particular)]


def _all_of_them(surface: str, spans: Sequence[Offsets], wanted: Wanted, gathered: Gathered) -> bool:
    """Whether a decision for every occurrence of a surface changes no more than these: what is to be no place may
    be said of words that are none."""
    places = {(m.mention.start, m.mention.end) for m in gathered.mapped()}
    shown = [s for s in occurrences(gathered.story.article.text, surface) if passage_at(gathered.passages, s[0])]
    nowhere = not wanted.id and wanted.position is None
    return all(span in spans or (nowhere and span not in places) for span in shown)


def _decision(wanted: Wanted, surface: str) -> dict[str, Any]:
    if wanted.position is not None:
        name = {"name": wanted.name} if wanted.name and wanted.name != surface else {}
        lat, lon = rounded(wanted.position.lat), rounded(wanted.position.lon)
        return {**name, "lat": lat, "lon": lon, **(kept(wanted.like) if wanted.like else {})}
    return {"id": wanted.id} if wanted.id else {"ignore": True}


def kept(place: Place) -> dict[str, Any]:
    """What a place that was moved keeps of what it was: its kind, how far it may be off, and what is disputed."""
    known = {codes: word for word, codes in reversed(KINDS.items())}  # of two words for a code the first
    kind = known.get((place.feature_class, place.feature_code)) or _CLASSES.get(place.feature_class)
    told: dict[str, Any] = {"kind": kind} if kind and kind != "town" else {}
    if place.approximate and place.radius_km:
        told["radius_km"] = place.radius_km
    if place.dispute:
        parties = {"administered_by": place.dispute.administered_by, "claimed_by": place.dispute.claimed_by}
        sides = {key: [code for code in codes if len(code) == 2] for key, codes in parties.items()}
        said = {"status": place.dispute.status, **sides, "since": place.dispute.since, "note": place.dispute.note}
        told["dispute"] = {key: value for key, value in said.items() if value}
    return told


def _look(look: Look, gathered: Gathered, particular: Sequence[str]) -> list[Change]:
    """How a place is shown is said once, at the words that most often mean it."""
    row = next(row for row in gathered.places if row.slug == look.slug)
    surface, _ = Counter(m.mention.surface for m in row.mentions).most_common(1)[0]
    others = [m for m in gathered.mapped() if m.mention.surface == surface and m.slug != row.slug]
    first = next(m for m in row.mentions if m.mention.surface == surface)
    only = _only(gathered.story.article.text, _offsets(first)) if others or surface in particular else {}
    looks = {"as": look.shown} if look.shown is not None else {}
    return [Change(surface, only, looks=looks | ({"note": look.note or None} if look.note is not None else {}))]


def _offsets(row: MentionRow) -> Offsets:
    return row.mention.start, row.mention.end


def _only(text: str, span: Offsets) -> dict[str, Any]:
    """What tells one occurrence apart: a quote of it that is found there and nowhere else, or its number."""
    surface = text[span[0] : span[1]]
    for context in _CONTEXTS:
        start, end = _words(text, span, context)
        words = text[start:end]
        inside = words.find(surface)
        quote = Quote(surface, words[:inside], words[inside + len(surface) :])
        if inside == span[0] - start and text.count(words) == 1 and locate(text, quote) == span:
            return {"quote": words}
    return {"nth": occurrences(text, surface).index(span) + 1}


def _words(text: str, span: Offsets, context: int) -> Offsets:
    """About so many characters on each side of a span, in whole words, on its own line."""
    start, end = span
    line = text.rfind("\n", 0, start) + 1, (text + "\n").find("\n", end)
    start, end = max(line[0], start - context), min(line[1], end + context)
    if start > line[0]:
        start = min(span[0], text.find(" ", start - 1, span[0]) + 1 or span[0])
    if end < line[1]:
        end = max(span[1], text.rfind(" ", span[1], end + 1))
    words = text[start:end]
    return start + len(words) - len(words.lstrip()), end - (len(words) - len(words.rstrip()))
