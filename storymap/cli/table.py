"""The table that `storymap places` prints. The table is as wide as the terminal, and long cells are wrapped."""

from __future__ import annotations

import shutil
import textwrap
from collections.abc import Sequence

from storymap.decisions import Decision, decisions
from storymap.export.places_json import reason_text
from storymap.gazetteer import open_gazetteer
from storymap.lazy_pattern import lazy_pattern
from storymap.model import MentionKind, Suggestion
from storymap.resolve import describe
from storymap.results import Places
from storymap.wording import Wording

_HEADS = ("mention", "passage", "place", "country", "confidence", "reason")
_WORD = lazy_pattern(r"\s*\S+\s*")  # with the spaces around it
_WIDTHS = (30, 11, 30, 18, 10)  # maximum widths; the last column gets the remaining width


def table(found: Places, width: int | None = None) -> str:
    """Return a table with a row for each decision.

    The demonyms, the suggestions and the rejected names follow the table.
    """
    wording = Wording(found.article.language)
    rows = [_HEADS, *(_row(decision, wording) for decision in decisions(found.article, found.resolutions))]
    width = width or shutil.get_terminal_size((120, 40)).columns
    text = _format(rows, max(width, 100))
    demonyms = sorted({r.mention.surface for r in found.resolutions if r.mention.kind is MentionKind.DEMONYM})
    if demonyms:
        text += "\n" + textwrap.fill(f"Demonyms, used only as evidence: {', '.join(demonyms)}.", max(width, 100))
    if found.suggestions:
        text += "\nSuggestions, possible places that are not on the map:\n" + "\n".join(
            textwrap.fill(_suggestion(s, wording), max(width, 100), initial_indent="  ", subsequent_indent="    ")
            for s in sorted(found.suggestions, key=lambda s: -s.score)
        )
    rejected = list(dict.fromkeys(f"{r.surface} – {reason_text(r.reason, wording)}" for r in found.rejected))
    if rejected:
        text += "\nRejected, not places:\n" + "\n".join(
            textwrap.fill(line, max(width, 100), initial_indent="  ", subsequent_indent="    ") for line in rejected
        )
    return text


def _suggestion(suggestion: Suggestion, wording: Wording) -> str:
    """Return a line about a suggestion, with its first candidates."""
    places = [c.place for c in suggestion.candidates[:2]]
    likely = "; ".join(f"{describe(place)}, {place.id}" for place in places) or "not in the gazetteer"
    name = " ".join(suggestion.surface.split())
    return f"{name} ({suggestion.score:.0%}) – {reason_text(suggestion.reason, wording)} {likely}"


def _row(decision: Decision, wording: Wording) -> tuple[str, ...]:
    place = decision.place
    countries = ", ".join(open_gazetteer().country_name(c) for c in place.country_codes[:2]) if place else ""
    name = place.name if place else "(unresolved)"
    confidence = f"{decision.confidence:.0%}" if place else ""
    return (
        decision.surface,
        ", ".join(decision.passages),
        name,
        countries,
        confidence,
        reason_text(decision.reason, wording),
    )


def _format(rows: Sequence[Sequence[str]], width: int) -> str:
    """Return the rows as text with aligned columns.

    Widths are in terminal cells: a Chinese or Japanese character takes two.
    """
    from rich.cells import cell_len, set_cell_size

    longest = [max(cell_len(row[i]) for row in rows) for i in range(len(_WIDTHS))]
    widths = [min(w, n) for w, n in zip(_WIDTHS, longest, strict=True)]
    widths.append(max(24, width - sum(widths) - 2 * len(widths)))
    lines = []
    for row in rows:
        cells = [_wrapped(cell, w) for cell, w in zip(row, widths, strict=True)]
        for i in range(max(map(len, cells))):
            parts = [set_cell_size(cell[i] if i < len(cell) else "", w) for cell, w in zip(cells, widths, strict=True)]
            lines.append("  ".join(parts).rstrip())
        if row is rows[0]:
            lines.append("  ".join("─" * w for w in widths))
    return "\n".join(lines)


def _wrapped(cell: str, width: int) -> list[str]:
    """Divide the text of a cell into lines of at most `width` terminal cells, at spaces or inside a word that is longer.

    `rich.cells` is imported without the rest of rich, which takes longer to import than the table takes to make.
    """
    from rich.cells import cell_len, chop_cells

    lines: list[str] = []
    for row in cell.split("\n"):
        line = ""
        for word in _WORD.findall(row):
            if cell_len(line) + cell_len(word.rstrip()) <= width:
                line += word
                continue
            *full, last = [word] if cell_len(word.rstrip()) <= width else chop_cells(word, width)
            lines += [line, *full] if line else full
            line = last
        lines.append(line)
    return [line.rstrip() for line in lines]
