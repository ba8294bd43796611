"""Compute the scores of outcomes. The scores are between 0 and 1 and have the names that floors.toml uses.

The main scores are for names and metonyms. Descriptions, demonyms and spans that should not be on the map have their
own scores.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence

from tests.quality.annotated import NAMED, Kind
from tests.quality.outcomes import Outcome, Verdict, overlapped


def f1(precision: float, recall: float) -> float:
    return 2 * precision * recall / (precision + recall) if precision + recall else 0.0


def share(part: float, whole: float) -> float:
    """Return part / whole, or 0 if whole is 0."""
    return part / whole if whole else 0.0


def figures(outcomes: Iterable[Outcome]) -> dict[str, float]:
    """Return all scores by name."""
    rows = list(outcomes)
    return {**tagging(rows), **resolution(rows), **descriptions(rows), **traps(rows), **calibration(rows)}


def tagging(rows: Sequence[Outcome]) -> dict[str, float]:
    """Return precision, recall and F1 of found names and metonyms, whether their places are right or not.

    A finding that overlaps a demonym, a description or an unmapped place is not counted. `exact`: only findings with the
    expected span count as right.
    """
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
    """Return whether a name was found where no place is annotated, or only something that looks like a place (`not`)."""
    if o.found is None or not o.found.named:
        return False
    if o.expected is not None:
        return o.expected.kind is Kind.NOT
    return all(e.kind is Kind.NOT for e in overlapped(o.text, o.found))


def resolution(rows: Sequence[Outcome]) -> dict[str, float]:
    """Return how many names have the right place, as four shares.

    `resolved_right` is their share of the names found, and `right_of_resolved` of the names found and put on the map.
    `end_to_end_recall` is their share of all annotated names, and `end_to_end_precision` of everything put on the map.
    """
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
    """Return precision (right / all descriptions put on the map) and recall (right / all annotated descriptions)."""
    wanted = [o for o in rows if _is(o, {Kind.DESCRIPTION})]
    right = _count(wanted, lambda o: o.verdict is Verdict.RIGHT)
    wrong = _count(wanted, lambda o: o.verdict is Verdict.WRONG)
    false = _count(rows, lambda o: o.decided and o.found is not None and not o.found.named and _out_of_place(o))
    return {
        "description_precision": share(right, right + wrong + false),
        "description_recall": share(right, len(wanted)),
    }


def traps(rows: Sequence[Outcome]) -> dict[str, float]:
    """For demonyms, unmapped places and `not` spans, return the share that was left off the map."""
    table = {"demonyms_left": Kind.DEMONYM, "unmapped_left": Kind.UNMAPPED, "traps_left": Kind.NOT}
    return {name: _share_of(rows, kind, Verdict.LEFT) for name, kind in table.items()}


def calibration(rows: Sequence[Outcome], bins: int = 10) -> dict[str, float]:
    """Return the calibration error of everything put on the map, and the accuracy of its most confident part.

    The error is the expected calibration error with `bins` bins. The accuracy is the share of right places among the
    90 % with the highest confidence.
    """
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
