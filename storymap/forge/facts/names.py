"""Read `facts/names/*.tsv`: the names that maps show in each language. Each line is about one place.

The header names the columns: `of`, `country` (settlements only) and languages. A cell that contains only `=` stands for
the display name of the place.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from storymap.forge.facts.points import table_lines
from storymap.forge.facts.reading import Fact, FactsError

_COLUMNS = ("of", "country", "ar", "de", "es", "fr", "ja", "ru", "uk")


def read_names(path: Path) -> list[Fact]:
    """Return the entries of a file, with the keys `of`, `country` and `names`.

    Raise FactsError if the header is wrong, or if a line has more cells than the header.
    """
    lines = table_lines(path)
    number, header = next(lines, (1, ["of"]))
    if wrong := _header_error(header):
        raise FactsError(f"{path.name}:{number}: {wrong}")
    facts, complaints = [], []
    for number, cells in lines:
        if len(cells) > len(header):
            complaints.append(f"{path.name}:{number}: {len(cells)} cells, but the header names {len(header)} columns")
            continue
        values = {column: cell for column, cell in zip(header, cells, strict=False) if cell}
        keys: dict[str, Any] = {key: values.pop(key) for key in ("of", "country") if key in values}
        facts.append(Fact({**keys, "names": values}, path.name, number, {}))
    if complaints:
        raise FactsError("\n".join(complaints))
    return facts


def _header_error(header: Sequence[str]) -> str:
    """Return a message about the first mistake in a header, or "" if the header is right."""
    unknown = [column for column in header if column not in _COLUMNS]
    if unknown:
        return f"{unknown[0]!r} is not a column of this file; use {', '.join(_COLUMNS)}"
    twice = [column for column in header if header.count(column) > 1]
    if twice:
        return f"column {twice[0]!r} occurs twice"
    return "" if "of" in header else "the header has no column 'of'"
