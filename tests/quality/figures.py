"""The figures that are counted from outcomes, 0–1, by the names that floors.toml uses.

Names and metonyms make the headline figures; descriptions, demonyms and the kinds that belong on no map have their own.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence

from tests.quality.annotated import NAMED, Kind
from tests.quality.outcomes import Outcome, Verdict, overlapped


def f1(precision: float, recall: float) -> float:
    return 2 * precision * recall / (precision + recall) if precision + recall else 0.0


def share(part: float, whole: float) -> float:
    """part / whole; 0 of nothing is 0."""
    return part / whole if whole else 0.0


def figures(outcomes: Iterable[Outcome]) -> dict[str, float]:
    """The headline figures, 0–1, by the names that floors.toml uses."""
    rows = list(outcomes)
    return {**tagging(rows), **resolution(rows), **descriptions(rows), **traps(rows), **calibration(rows)}


def tagging(rows: Sequence[Outcome]) -> dict[str, float]:
    """Names and metonyms that were found, whatever place they were given. What overlaps a demonym, a description or an
    unmapped place neither helps nor hurts."""
    wanted = _count(rows, lambda o: _is(o, NAMED))
    hits = [o for o in rows if _is(o, NAMED) and o.found]
    false = _count(rows, _false_name)
    exact = sum(o.exact for o in hits)
    precision, recall = share(len(hits), len(hits) + false), share(len(hits), wanted)
    exactly = f1(share(exact, len(hits) + false), share(exact, wanted))
    return {
        "tagging_precision": precision,
        "tagging_recall": recall,
        "tagging_f1": f1(precision, recall),
        "tagging_exact_f1": exactly,
    }


def _false_name(o: Outcome) -> bool:
    """A name was found that is none: nothing is expected there, or something that only looks like a place."""
    if o.found is None or not o.found.named:
        return False
    if o.expected is not None:
        return o.expected.kind is Kind.NOT
    return all(e.kind is Kind.NOT for e in overlapped(o.text, o.found))


def resolution(rows: Sequence[Outcome]) -> dict[str, float]:
    """Of the names that were found: put right. End to end: right of all names, and of all that was put on the map."""
    verdicts = Counter(o.verdict for o in rows if _is(o, NAMED))
    right, wrong, abstained = (verdicts[v] for v in (Verdict.RIGHT, Verdict.WRONG, Verdict.ABSTAINED))
    false = _count(rows, lambda o: o.decided and o.found is not None and o.found.named and _out_of_place(o))
    precision = share(right, right + wrong + false)
    recall = share(right, sum(verdicts.values()))
    return {
        "resolved_right": share(right, right + wrong + abstained),
        "right_of_resolved": share(right, right + wrong),
        "end_to_end_precision": precision,
        "end_to_end_recall": recall,
        "end_to_end_f1": f1(precision, recall),
    }


def descriptions(rows: Sequence[Outcome]) -> dict[str, float]:
    """Descriptions that were put in the right place, of all there are and of all that were put anywhere."""
    wanted = [o for o in rows if _is(o, {Kind.DESCRIPTION})]
    right = _count(wanted, lambda o: o.verdict is Verdict.RIGHT)
    wrong = _count(wanted, lambda o: o.verdict is Verdict.WRONG)
    false = _count(rows, lambda o: o.decided and o.found is not None and not o.found.named and _out_of_place(o))
    return {
        "description_precision": share(right, right + wrong + false),
        "description_recall": share(right, len(wanted)),
    }


def traps(rows: Sequence[Outcome]) -> dict[str, float]:
    """Of the demonyms, of the unmapped and of what is no place: how many were rightly left off the map."""
    table = {"demonyms_left": Kind.DEMONYM, "unmapped_left": Kind.UNMAPPED, "traps_left": Kind.NOT}
    return {name: _share_of(rows, kind, Verdict.LEFT) for name, kind in table.items()}


def calibration(rows: Sequence[Outcome], bins: int = 10) -> dict[str, float]:
    """Expected calibration error over everything put on the map, and how many of the surest 90 % are right."""
    decided = sorted((o for o in rows if o.decided and o.verdict is not Verdict.NEUTRAL), key=_confidence, reverse=True)
    surest = decided[: round(0.9 * len(decided))]
    error = 0.0
    for number in range(bins):
        group = [o for o in decided if min(bins - 1, int(_confidence(o) * bins)) == number]
        error += abs(sum(map(_confidence, group)) - _count(group, _is_right))
    return {
        "calibration_error": share(error, len(decided)),
        "right_of_surest": share(_count(surest, _is_right), len(surest)),
    }


def _confidence(o: Outcome) -> float:
    return o.found.confidence if o.found else 0.0


def _is_right(o: Outcome) -> bool:
    return o.verdict is Verdict.RIGHT


def _is(o: Outcome, kinds: Iterable[Kind]) -> bool:
    return o.expected is not None and o.expected.kind in kinds


def _out_of_place(o: Outcome) -> bool:
    return o.verdict in (Verdict.MAPPED, Verdict.SPURIOUS)


def _share_of(rows: Sequence[Outcome], kind: Kind, verdict: Verdict) -> float:
    of_kind = [o for o in rows if _is(o, {kind})]
    return share(_count(of_kind, lambda o: o.verdict is verdict), len(of_kind))


def _count(rows: Iterable[Outcome], holds: Callable[[Outcome], bool]) -> int:
    return sum(map(holds, rows))
