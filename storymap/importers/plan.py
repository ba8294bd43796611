"""Convert imported changes to entries for places.yaml. Each entry applies only to occurrences that changed."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from storymap.anchors import Quote, locate
from storymap.export.gather import Gathered, MentionRow, passage_at, rounded
from storymap.importers.changes import Display, ImportedChanges, Offsets, Target
from storymap.model import Place
from storymap.overrides.keys import KINDS
from storymap.overrides.occurrences import occurrences

# A quote has this many characters before and after the mention. The first number that makes the quote unique is used.
_CONTEXTS = (16, 32, 64)
# GeoNames feature class -> `kind` in places.yaml, for feature codes without a kind of their own.
_CLASS_KINDS = {
    "A": "region", "H": "sea", "L": "region", "P": "town", "R": "site", "S": "site", "T": "region", "U": "sea",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Change:
    """An entry for places.yaml.

    `decision` sets the place, `display` sets how the place is shown, and `only` selects occurrences.
    """

    surface: str
    only: Mapping[str, Any] = field(default_factory=dict)
    decision: Mapping[str, Any] = field(default_factory=dict)
    display: Mapping[str, Any] = field(default_factory=dict)

    def __str__(self) -> str:
        selector = ", ".join(f"{key} {value!r}" for key, value in self.only.items())
        return f"{self.surface}{f' ({selector})' if selector else ''}: {self._summary()}"

    def _summary(self) -> str:
        fields = {**self.decision, **self.display}
        if fields.get("ignore"):
            return "removed from the map"
        parts = [f"at {fields['lat']}, {fields['lon']}"] if "lat" in fields else []
        parts += ["new outline"] if "area" in fields else []
        parts += [fields["id"]] if "id" in fields and not parts else []
        parts += [f"shown as “{fields['as']}”"] if fields.get("as") else []
        if "note" in fields:
            parts.append(f"note “{fields['note']}”" if fields["note"] else "note removed")
        return ", ".join(parts)


def unmet_targets(changes: ImportedChanges, gathered: Gathered) -> dict[Offsets, Target]:
    """Return the imported targets that the mentions of the story do not have yet (see `Target.is_met_by`)."""
    current = {(m.mention.start, m.mention.end): m.place for m in gathered.mentions}
    return {span: target for span, target in changes.targets.items() if not target.is_met_by(current.get(span))}


def plan(changes: ImportedChanges, gathered: Gathered, split: Sequence[str] = ()) -> list[Change]:
    """Return the entries to write, in the order of the article.

    `split` are the surfaces (texts of mentions) that have a list of entries in places.yaml.

    Add a remark to `changes.remarks` for mentions that are not whole words, because places.yaml cannot refer to them.
    """
    text = gathered.story.article.text
    targets = unmet_targets(changes, gathered)
    by_surface: dict[str, list[Offsets]] = {}
    for span in sorted(targets):
        surface = text[span[0] : span[1]]
        if span in occurrences(text, surface):
            by_surface.setdefault(surface, []).append(span)
        else:
            changes.remarks.append(
                f"“{surface}” (characters {span[0]}-{span[1]}) is not a whole word; a key in places.yaml must be whole words."
            )
    planned = []
    for surface, spans in by_surface.items():
        decisions = {span: _decision(targets[span], surface) for span in spans}
        alike = all(decisions[span] == decisions[spans[0]] for span in spans)
        if alike and surface not in split and _covers_all(surface, spans, targets[spans[0]], gathered):
            planned.append(Change(surface, decision=decisions[spans[0]]))
        else:
            planned += [Change(surface, _selector(text, span), decisions[span]) for span in spans]
    return planned + [change for display in changes.displays for change in _display_changes(display, gathered, split)]


def _covers_all(surface: str, spans: Sequence[Offsets], target: Target, gathered: Gathered) -> bool:
    """Return whether an entry for all occurrences of a surface would change only these spans.

    If the target is "not a place", the entry does not change occurrences that are not on the map.
    """
    mapped = {(m.mention.start, m.mention.end) for m in gathered.mapped()}
    shown = [s for s in occurrences(gathered.story.article.text, surface) if passage_at(gathered.passages, s[0])]
    is_no_place = not target.id and target.position is None
    return all(span in spans or (is_no_place and span not in mapped) for span in shown)


def _decision(target: Target, surface: str) -> dict[str, Any]:
    if target.position is not None:
        name = {"name": target.name} if target.name and target.name != surface else {}
        lat, lon = rounded(target.position.lat), rounded(target.position.lon)
        area = {"area": json.loads(target.area)} if target.area else {}
        return {**name, "lat": lat, "lon": lon, **(custom_fields(target.template) if target.template else {}), **area}
    return {"id": target.id} if target.id else {"ignore": True}


def custom_fields(place: Place) -> dict[str, Any]:
    """Return the fields that a custom place gets from the place that it replaces: kind, radius and dispute."""
    # If two kinds have the same code, the first of them is used.
    kinds = {codes: kind for kind, codes in reversed(KINDS.items())}
    kind = kinds.get((place.feature_class, place.feature_code)) or _CLASS_KINDS.get(place.feature_class)
    fields: dict[str, Any] = {"kind": kind} if kind and kind != "town" else {}
    if place.approximate and place.radius_km:
        fields["radius_km"] = place.radius_km
    if place.dispute:
        parties = {"administered_by": place.dispute.administered_by, "claimed_by": place.dispute.claimed_by}
        countries = {key: [code for code in codes if len(code) == 2] for key, codes in parties.items()}
        dispute = {"status": place.dispute.status, **countries}
        dispute |= {"since": place.dispute.since, "note": place.dispute.note}
        fields["dispute"] = {key: value for key, value in dispute.items() if value}
    return fields


def _display_changes(display: Display, gathered: Gathered, split: Sequence[str]) -> list[Change]:
    """Return the entry that sets how a place is shown.

    The key of the entry is the most frequent surface of the place.
    """
    row = next(row for row in gathered.places if row.slug == display.slug)
    surface, _ = Counter(m.mention.surface for m in row.mentions).most_common(1)[0]
    others = [m for m in gathered.mapped() if m.mention.surface == surface and m.slug != row.slug]
    first = next(m for m in row.mentions if m.mention.surface == surface)
    only = _selector(gathered.story.article.text, _offsets(first)) if others or surface in split else {}
    fields = {"as": display.label} if display.label is not None else {}
    return [
        Change(surface, only, display=fields | ({"note": display.note or None} if display.note is not None else {}))
    ]


def _offsets(row: MentionRow) -> Offsets:
    return row.mention.start, row.mention.end


def _selector(text: str, span: Offsets) -> dict[str, Any]:
    """Return a selector for one occurrence: a quote that occurs only once, or else the number of the occurrence."""
    surface = text[span[0] : span[1]]
    for context in _CONTEXTS:
        start, end = _quote_span(text, span, context)
        words = text[start:end]
        inside = words.find(surface)
        quote = Quote(surface, words[:inside], words[inside + len(surface) :])
        if inside == span[0] - start and text.count(words) == 1 and locate(text, quote) == span:
            return {"quote": words}
    return {"nth": occurrences(text, surface).index(span) + 1}


def _quote_span(text: str, span: Offsets, context: int) -> Offsets:
    """Return a span that is extended by about `context` characters on each side.

    The extended span contains whole words of one line.
    """
    start, end = span
    line = text.rfind("\n", 0, start) + 1, (text + "\n").find("\n", end)
    start, end = max(line[0], start - context), min(line[1], end + context)
    if start > line[0]:
        start = min(span[0], text.find(" ", start - 1, span[0]) + 1 or span[0])
    if end < line[1]:
        end = max(span[1], text.rfind(" ", span[1], end + 1))
    words = text[start:end]
    return start + len(words) - len(words.lstrip()), end - (len(words) - len(words.rstrip()))
