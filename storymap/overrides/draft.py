"""The first places.yaml of an article, and what is new in it after the article has changed.

What is ours in the file are the lines `suggested: …  # …` and the remark that words are gone; all else is the editor's.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from storymap.decisions import Decision, context, decisions, plain
from storymap.model import Article, Place, Resolution
from storymap.overrides import patch
from storymap.overrides.apply import occurrences
from storymap.overrides.write import PlacesFile
from storymap.sphere import distance_km
from storymap.wording.phrases import Phrases

GONE = "# not in the article any more"
RUNNERS_UP = 4
_QUOTED = 90  # characters of a sentence that stand above an entry
_OURS = re.compile(r"  # .* · .*$")  # the remark after a suggestion


@dataclass
class Drafted:
    """What was done to the file: the words of each entry."""

    added: list[str] = field(default_factory=list)
    unsure: list[str] = field(default_factory=list)
    off: list[str] = field(default_factory=list)  # held to be a place, not on the map
    gone: list[str] = field(default_factory=list)
    back: list[str] = field(default_factory=list)
    changed: list[str] = field(default_factory=list)  # we suggest another place now
    kept: int = 0


def draft(sheet: PlacesFile, article: Article, resolutions: Sequence[Resolution], words: Phrases) -> Drafted:
    """Adds to the sheet an entry for each name that it does not speak of, and marks those that the article lost.

    Nothing that stands there is changed or removed but what is ours.
    """
    done = Drafted()
    by_surface: dict[str, list[Decision]] = {}
    for decision in decisions(article, resolutions):
        by_surface.setdefault(decision.surface, []).append(decision)
    known = {plain(str(surface)): surface for surface in (patch.load(sheet.text) or {}).get("places") or {}}
    done.kept = len(known)
    rows: list[str] = []
    for surface, group in by_surface.items():
        if surface in known:
            _suggest_again(sheet, known[surface], group, words, done)
        elif any(d.place for d in group):
            rows += _entry(article, surface, group, words)
            done.added.append(surface)
            done.unsure += [surface] if any(d.place and d.needs_a_look() for d in group) else []
    if rows:
        sheet.extend("places", rows)
    for surface, key in known.items():
        _mark(sheet, article, surface, key, done)
    off = [
        group[0] for surface, group in by_surface.items() if surface not in known and not any(d.place for d in group)
    ]
    _list_off(sheet, off, words, done)
    return done


def _entry(article: Article, surface: str, group: Sequence[Decision], words: Phrases) -> list[str]:
    """The lines of one name: the most frequent choice for all, the others passage by passage."""
    ranked = sorted((d for d in group if d.place), key=lambda d: -len(d.resolutions))
    number = sum(len(d.resolutions) for d in group)
    told = _comment(str(context(article, group[0].first.mention, _QUOTED)))
    counted = "1 mention, in" if number == 1 else f"{number} mentions, first in"
    lines = [f"# {counted} {group[0].passages[0]}: “{told}”"]
    lines.append(f"{patch.key(surface)}:")
    if len(ranked) == 1:
        return lines + ["  " + line for line in _choice(ranked[0], words)]
    for decision in ranked:
        for passage in [""] if decision is ranked[0] else decision.passages:
            first, *rest = ([f"in: {passage}"] if passage else []) + _choice(decision, words)
            lines += [f"  - {first}", *(f"    {line}" for line in rest)]
    return lines


def _choice(decision: Decision, words: Phrases) -> list[str]:
    place = decision.place
    assert place is not None  # only those on the map
    lines = [_suggestion(decision, words)]
    for other in decision.others[:RUNNERS_UP]:
        apart = distance_km(*place.position, *other.position)
        lines.append(f"# id: {other.id}  # {_told(other, words)}, {words.number(round(apart))} km from there")
    return [*lines, "# ignore: true"]


def _suggestion(decision: Decision, words: Phrases) -> str:
    assert decision.place is not None
    sure = f"{'only ' if decision.needs_a_look() else ''}{decision.confidence:.0%} sure"
    why = _comment(words.reason(decision.reason))
    return f"suggested: {patch.flow(decision.place.id)}  # {_told(decision.place, words)} · {sure} · {why}"


def _told(place: Place, words: Phrases) -> str:
    kind = words.kind(place)
    return _comment(words.full_name(place) + (f" ({kind})" if kind else ""))


def _comment(text: str) -> str:
    """Phrases that end no comment: in one line, without control characters."""
    return "".join(c for c in plain(text) if c.isprintable())


def _suggest_again(sheet: PlacesFile, key: Any, group: Sequence[Decision], words: Phrases, done: Drafted) -> None:
    """Where only our suggestion stands and we would choose another place now, it says so."""
    said = sheet.entry(key)
    best = max((d for d in group if d.place), key=lambda d: len(d.resolutions), default=None)
    if best is None or best.place is None or not isinstance(said, dict) or "suggested" not in said:
        return
    if said["suggested"] == best.place.id or best.reason.code == "override":
        return
    before = sheet.text
    sheet.suggest(key, best.place.id)
    new = [line for line in sheet.text.splitlines() if line not in before.splitlines()]
    if len(new) == 1 and _OURS.search(new[0]):
        line = re.match(r"\s*", new[0])[0] + _suggestion(best, words)  # type: ignore[index]
        sheet.text = sheet.text.replace(new[0], line, 1)
    done.changed.append(str(key))


def _mark(sheet: PlacesFile, article: Article, surface: str, key: Any, done: Drafted) -> None:
    """The remark above an entry whose words are gone; taken away when they are back."""
    is_there = bool(occurrences(article.text, surface))
    was_marked = sheet.remark(("places", key)) == GONE
    if is_there == was_marked:
        sheet.set_remark(("places", key), GONE, wanted=not is_there)
        (done.back if is_there else done.gone).append(surface)


def _list_off(sheet: PlacesFile, off: Sequence[Decision], words: Phrases, done: Drafted) -> None:
    """What is held to be a place and is not on the map, as comments that can be completed."""
    lines = []
    for decision in off:
        start = f"# {patch.key(decision.surface)}: {{lat: , lon: }}"
        if f"  {start}" not in sheet.text:
            lines.append(f"{start}  # {', '.join(decision.passages[:3])}: {_comment(words.reason(decision.reason))}")
            done.off.append(decision.surface)
    if lines:
        sheet.comment("places", lines)
