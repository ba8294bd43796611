"""Write the first places.yaml of an article, and update it after the article has changed.

An update changes only lines of the form `suggested: …  # …`, and comments about missing names. Everything else belongs
to the user.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from storymap.decisions import Decision, context, counts, decisions, plain
from storymap.lazy_pattern import lazy_pattern
from storymap.model import Article, Place, Resolution
from storymap.overrides import patch
from storymap.overrides.flow_style import to_flow, to_key
from storymap.overrides.occurrences import occurrences
from storymap.overrides.unmatched import Unmatched
from storymap.overrides.write import PlacesFile
from storymap.sphere import distance_km
from storymap.wording.phrases import Phrases

MAX_ALTERNATIVES = 4  # maximum number of other candidates that are listed as comments
_CONTEXT = 90  # maximum number of characters in the sentence above an entry
_SUGGESTION_COMMENT = lazy_pattern(r"  # .* · .*$")
# The comment above an entry whose name does not occur in the article. The second form was written by storymap 0.1.
_MISSING_COMMENT = lazy_pattern(r"# “.*” does not occur in the article\..*|# not in the article any more")


@dataclass
class DraftReport:
    """What was changed in the file. The lists contain the names of the changed entries, as the article writes them."""

    added: list[str] = field(default_factory=list)
    unsure: list[str] = field(default_factory=list)  # names without an entry that are on the map with a low confidence
    # names without an entry that were recognized as places, but are not on the map
    unresolved: list[str] = field(default_factory=list)
    # names that do not occur in the article; a comment was added to their entries
    missing: list[str] = field(default_factory=list)
    # names that occur in the article again; the comment was removed from their entries
    restored: list[str] = field(default_factory=list)
    changed: list[str] = field(default_factory=list)  # names for which storymap now suggests another place
    kept: int = 0


def draft(
    places_file: PlacesFile, article: Article, resolutions: Sequence[Resolution], phrases: Phrases
) -> DraftReport:
    """Add an entry for each name on the map that has none, list the unresolved names, and add a comment to entries
    whose name is not in the article.

    Return what was changed. Lines that the user wrote are neither changed nor removed.
    """
    report = DraftReport()
    by_surface: dict[str, list[Decision]] = {}
    listed = decisions(article, resolutions)
    for decision in listed:
        by_surface.setdefault(decision.surface, []).append(decision)
    known = {plain(str(surface)): surface for surface in (patch.load(places_file.text) or {}).get("places") or {}}
    report.kept = len(known)
    open_ones = counts(listed)
    report.unsure = [surface for surface in open_ones.unsure if surface not in known]
    report.unresolved = [surface for surface in open_ones.unresolved if surface not in known]
    rows: list[str] = []
    for surface, group in by_surface.items():
        if surface in known:
            _update_suggestion(places_file, known[surface], group, phrases, report)
        elif any(d.place for d in group):
            rows += _entry(article, surface, group, phrases)
            report.added.append(surface)
    if rows:
        places_file.extend("places", rows)
    unmatched = Unmatched(article, [r.mention.surface for r in resolutions])
    for surface, key in known.items():
        _mark_missing(places_file, unmatched, surface, key, report)
    unresolved = [
        group[0] for surface, group in by_surface.items() if surface not in known and not any(d.place for d in group)
    ]
    _list_unresolved(places_file, unresolved, phrases)
    return report


def _entry(article: Article, surface: str, group: Sequence[Decision], phrases: Phrases) -> list[str]:
    """Return the lines for one name.

    The most frequent place of the name comes first; the other places follow, with their passages.
    """
    ranked = sorted((d for d in group if d.place), key=lambda d: -len(d.resolutions))
    number = sum(len(d.resolutions) for d in group)
    sentence = _comment(str(context(article, group[0].first.mention, _CONTEXT)))
    counted = "1 mention, in" if number == 1 else f"{number} mentions, first in"
    lines = [f"# {counted} {group[0].passages[0]}: “{sentence}”"]
    lines.append(f"{to_key(surface)}:")
    if len(ranked) == 1:
        return lines + ["  " + line for line in _alternatives(ranked[0], phrases)]
    for decision in ranked:
        for passage in [""] if decision is ranked[0] else decision.passages:
            first, *rest = ([f"in: {passage}"] if passage else []) + _alternatives(decision, phrases)
            lines += [f"  - {first}", *(f"    {line}" for line in rest)]
    return lines


def _alternatives(decision: Decision, phrases: Phrases) -> list[str]:
    """Return the lines with the suggested place, and with the other candidates as comments."""
    place = decision.place
    assert place is not None  # an entry is made only for a decision with a place
    lines = [_suggestion(decision, phrases)]
    for other in decision.others[:MAX_ALTERNATIVES]:
        km = distance_km(*place.position, *other.position)
        lines.append(f"# id: {other.id}  # {_describe(other, phrases)}, {phrases.number(round(km))} km from there")
    return [*lines, "# ignore: true"]


def _suggestion(decision: Decision, phrases: Phrases) -> str:
    assert decision.place is not None
    sure = f"{'only ' if decision.needs_a_look() else ''}{decision.confidence:.0%} sure"
    reason = _comment(phrases.reason(decision.reason))
    return f"suggested: {to_flow(decision.place.id)}  # {_describe(decision.place, phrases)} · {sure} · {reason}"


def _describe(place: Place, phrases: Phrases) -> str:
    kind = phrases.kind(place)
    return _comment(phrases.full_name(place) + (f" ({kind})" if kind else ""))


def _comment(text: str) -> str:
    """Return text for a comment, which must be on one line and without control characters."""
    return "".join(c for c in plain(text) if c.isprintable())


def _update_suggestion(
    places_file: PlacesFile, key: Any, group: Sequence[Decision], phrases: Phrases, report: DraftReport
) -> None:
    """If storymap now suggests another place for an entry without a decision, replace the suggestion."""
    entry = places_file.entry(key)
    best = max((d for d in group if d.place), key=lambda d: len(d.resolutions), default=None)
    if best is None or best.place is None or not isinstance(entry, dict) or "suggested" not in entry:
        return
    if entry["suggested"] == best.place.id or best.reason.code == "override":
        return
    before = places_file.text
    places_file.set_suggestion(key, best.place.id)
    new = [line for line in places_file.text.splitlines() if line not in before.splitlines()]
    if len(new) == 1 and _SUGGESTION_COMMENT.search(new[0]):
        line = re.match(r"\s*", new[0])[0] + _suggestion(best, phrases)  # type: ignore[index]
        places_file.text = places_file.text.replace(new[0], line, 1)
    report.changed.append(str(key))


def _mark_missing(places_file: PlacesFile, unmatched: Unmatched, surface: str, key: Any, report: DraftReport) -> None:
    """Add a comment above an entry whose name does not occur, or remove the comment if the name occurs again."""
    path = ("places", key)
    occurs = bool(occurrences(unmatched.article.text, surface))
    comment = "" if occurs else f"# {_comment(unmatched.surface(surface))}"
    current = places_file.comment_above(path)
    was_marked = bool(_MISSING_COMMENT.fullmatch(current))
    if comment == (current if was_marked else ""):
        return
    if was_marked:
        places_file.drop_comment_above(path)
    if comment:
        places_file.add_comment_above(path, comment)
    if occurs or not was_marked:
        (report.restored if occurs else report.missing).append(surface)


def _list_unresolved(places_file: PlacesFile, unresolved: Sequence[Decision], phrases: Phrases) -> None:
    """Add a commented-out entry for each name that was recognized as a place but is not on the map."""
    lines = []
    for decision in unresolved:
        start = f"# {to_key(decision.surface)}: {{lat: , lon: }}"
        if f"  {start}" not in places_file.text:
            reason = _comment(phrases.reason(decision.reason))
            lines.append(f"{start}  # {', '.join(decision.passages[:3])}: {reason}")
    if lines:
        places_file.add_comments("places", lines)
