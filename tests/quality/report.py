"""Format outcomes as tables: scores, verdicts by kind, scores by difficulty, and lists of failures."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

from tests.quality.annotated import NAMED, Kind
from tests.quality.figures import resolution
from tests.quality.outcomes import Outcome, Verdict

_BAD = (Verdict.WRONG, Verdict.MISSED, Verdict.ABSTAINED, Verdict.MAPPED, Verdict.SPURIOUS)


def whole(outcomes: Sequence[Outcome], figures: Mapping[str, float], pinned: Mapping[str, float]) -> str:
    """Return all tables, and the failures by verdict."""
    parts = (figure_table(figures, pinned), kind_table(outcomes), tag_table(outcomes), failure_list(outcomes))
    return "\n\n".join(parts)


def figure_table(figures: Mapping[str, float], floors: Mapping[str, float]) -> str:
    """Return a table with a row per score: the measured value and its floor (for the calibration error, its ceiling)."""
    rows = ((name, f"{value:.3f}", f"{floors[name]:.3f}" if name in floors else "-") for name, value in figures.items())
    return _table(("figure", "measured", "floor"), rows)


def kind_table(outcomes: Sequence[Outcome]) -> str:
    """Return counts of verdicts by expected kind; the last row counts findings without an expectation."""
    verdicts = [v for v in Verdict if v is not Verdict.NEUTRAL]
    rows = []
    for kind in [*Kind, None]:
        counts = Counter(o.verdict for o in outcomes if (o.expected.kind if o.expected else None) is kind)
        rows.append((kind.value if kind else "(nothing)", *(str(counts[v] or "") for v in verdicts)))
    return _table(("expected", *(v.value for v in verdicts)), rows)


def tag_table(outcomes: Sequence[Outcome]) -> str:
    """Return a table with the end-to-end F1 and the share of resolved names with the right place for each tag, the
    lowest F1 first."""
    by_tag: dict[str, list[Outcome]] = defaultdict(list)
    for outcome in outcomes:
        for tag in outcome.text.tags:
            by_tag[tag].append(outcome)
    measured = {tag: resolution(rows) for tag, rows in by_tag.items()}
    order = sorted(measured, key=lambda tag: measured[tag]["end_to_end_f1"])
    rows = (
        (tag, str(len({o.text.name for o in by_tag[tag]})), str(_names(by_tag[tag])), *_percent(measured[tag]))
        for tag in order
        if _names(by_tag[tag])
    )
    return _table(("difficulty", "texts", "names", "end-to-end F1", "resolved correctly"), rows)


def failure_list(outcomes: Sequence[Outcome], limit: int = 40) -> str:
    """Return the failures by verdict, as `surface [kind] in text -> place`."""
    lines: list[str] = []
    for verdict in _BAD:
        bad = [o for o in outcomes if o.verdict is verdict]
        lines.append(f"{verdict.value}: {len(bad)}")
        lines += [f"    {line}" for line in _grouped(bad)[:limit]]
    return "\n".join(lines)


def _grouped(outcomes: Iterable[Outcome]) -> list[str]:
    counts = Counter(_failure(o) for o in outcomes)
    return [f"{text} ×{n}" if n > 1 else text for text, n in counts.most_common()]


def _failure(o: Outcome) -> str:
    span = o.expected or o.found
    kind = o.expected.kind.value if o.expected else o.found.kind if o.found else ""
    place = o.found.place if o.found else None
    given = f" -> {place['name']} {place['id']}" if place else ""
    return f"{span.surface if span else ''!r} [{kind}] in {o.text.name}{given}"


def _names(outcomes: Iterable[Outcome]) -> int:
    return sum(o.expected is not None and o.expected.kind in NAMED for o in outcomes)


def _percent(values: Mapping[str, float]) -> Iterator[str]:
    return (f"{100 * values[name]:.1f}" for name in ("end_to_end_f1", "right_of_resolved"))


def _table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    cells = [tuple(head), *(tuple(row) for row in rows)]
    widths = [max(map(len, column)) for column in zip(*cells, strict=True)]
    return "\n".join(
        "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip() for row in cells
    )
