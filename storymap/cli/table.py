"""The table of `storymap places`, for people: as wide as the terminal, wrapped, never cut."""

from __future__ import annotations

import shutil
import textwrap
from bisect import bisect_right
from collections.abc import Sequence

from storymap.export.places_json import reason_text
from storymap.gazetteer import open_gazetteer
from storymap.model import MentionKind, Resolution
from storymap.story import Places
from storymap.wording import Wording

_HEADS = ("mention", "par.", "place", "country", "sure", "why")
_WIDTHS = (30, 9, 30, 18, 4)  # the last column takes what is left


def table(found: Places, width: int | None = None) -> str:
    """A row for each thing that was decided, mentions of the same words together; then what was held not to be a place."""
    wording = Wording(found.article.language)
    starts = [p.start for p in found.article.passages]
    groups: dict[tuple[str, str, str, str], list[Resolution]] = {}
    for r in found.resolutions:
        if r.mention.kind is not MentionKind.DEMONYM:
            surface = " ".join(r.mention.surface.split())
            groups.setdefault((surface, r.place.id if r.place else "", r.reason.code, r.mention.kind), []).append(r)
    rows: list[tuple[str, ...]] = [_HEADS]
    for (surface, *_), group in groups.items():
        rows.append(_row(surface, group, starts, wording))
    width = width or shutil.get_terminal_size((120, 40)).columns
    text = _format(rows, max(width, 100))
    demonyms = sorted({r.mention.surface for r in found.resolutions if r.mention.kind is MentionKind.DEMONYM})
    if demonyms:
        text += "\n" + textwrap.fill(f"Evidence, not places: {', '.join(demonyms)}.", max(width, 100))
    refused = list(dict.fromkeys(f"{r.surface} – {reason_text(r.reason, wording)}" for r in found.rejected))
    if refused:
        text += "\nHeld not to be places:\n" + "\n".join(
            textwrap.fill(line, max(width, 100), initial_indent="  ", subsequent_indent="    ") for line in refused
        )
    return text


def _row(surface: str, group: Sequence[Resolution], starts: Sequence[int], wording: Wording) -> tuple[str, ...]:
    first = group[0]
    paragraphs = dict.fromkeys(str(bisect_right(starts, r.mention.start)) for r in group)
    place = first.place
    countries = ", ".join(open_gazetteer().country_name(c) for c in place.country_codes[:2]) if place else ""
    confidence = max(r.confidence for r in group)
    name = place.name if place else "– not on the map"
    sure = f"{confidence:.0%}" if place else ""
    return (surface, ", ".join(paragraphs), name, countries, sure, reason_text(first.reason, wording))


def _format(rows: Sequence[Sequence[str]], width: int) -> str:
    longest = [max(len(row[i]) for row in rows) for i in range(len(_WIDTHS))]
    widths = [min(w, n) for w, n in zip(_WIDTHS, longest, strict=True)]
    widths.append(max(24, width - sum(widths) - 2 * len(widths)))
    lines = []
    for row in rows:
        cells = [textwrap.wrap(cell, w) or [""] for cell, w in zip(row, widths, strict=True)]
        for i in range(max(map(len, cells))):
            line = "  ".join((cell[i] if i < len(cell) else "").ljust(w) for cell, w in zip(cells, widths, strict=True))
            lines.append(line.rstrip())
        if row is rows[0]:
            lines.append("  ".join("─" * w for w in widths))
    return "\n".join(lines)
