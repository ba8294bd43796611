"""Report how well the confidence separates right places from wrong ones: `python -m tests.quality.confidence [FOLDER]`.

It prints the calibration error, the share of wrong pins that are shown as unsure (catch), the share of unsure pins that
are wrong (precision), and the share of right pins among the sure ones. The sets are the gate, the genres, the genre
texts that the confidence was not trained on ("held out") and, with FOLDER (see `measure`), the public corpora. The
second row of a set leaves out pins on words that are not annotated as a place,
because the corpora annotate different kinds of names of organisations and regions. With --kinds, the figures are also
printed for each kind of unusual name, such as a name that is only an alternate name of the place. With --failures, the
wrong pins that are shown as sure are listed.
"""

from __future__ import annotations

import importlib
import sys
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import storymap
from storymap.model.resolution import UNSURE, Resolution
from tests.quality.annotated import TEXTS, AnnotatedText, read_folder
from tests.quality.figures import share
from tests.quality.lessons import HELD_OUT, texts
from tests.quality.outcomes import Verdict, findings, judge

CORPORA = ("lgl", "gwn", "tudloc")
_BINS = 10
_PLACED = (Verdict.RIGHT, Verdict.WRONG)
_SMALL = 3_000  # maximum population of a small place, as in `storymap.resolve.certainty`
HEAD = (
    "| {} | pins | right | calibration error | catch | precision | right of the sure | right at 0.9 |\n"
    "|---|---|---|---|---|---|---|---|"
)


class Judged(NamedTuple):
    """The confidence of a name on the map, and whether its place is right."""

    confidence: float
    right: bool

    @property
    def sure(self) -> bool:
        return self.confidence >= UNSURE


class Pin(NamedTuple):
    """A name on the map: the text it is in, its resolution, and whether its place is right."""

    text: str
    resolution: Resolution
    right: bool
    annotated: bool = True  # whether the text has an annotation at this mention

    @property
    def confidence(self) -> float:
        return self.resolution.confidence

    @property
    def sure(self) -> bool:
        return self.confidence >= UNSURE


def own_pins(texts: Iterable[AnnotatedText]) -> Iterator[Pin]:
    """Yield the names on the maps of annotated texts, except names whose outcome is NEUTRAL (see `outcomes`)."""
    for text in texts:
        found = storymap.places(text.text, id=text.name, title=text.title, home=text.home or None)
        by_span = {(r.mention.start, r.mention.end, r.mention.kind.value): r for r in found}
        for o in judge(text, findings(found.to_dict())):
            if o.found is None or not o.decided or not o.found.named or o.verdict is Verdict.NEUTRAL:
                continue
            yield Pin(
                text.name,
                by_span[o.found.start, o.found.end, o.found.kind],
                o.verdict is Verdict.RIGHT,
                o.verdict in _PLACED,
            )


def corpus_pins(folder: Path, name: str) -> Iterator[Pin]:
    """Yield the names on the maps of a public corpus, except names for which the corpus gives no position."""
    sys.path.insert(0, str(folder))
    evaluate, corpora = importlib.import_module("evaluate"), importlib.import_module("corpora")
    for number, text, mentions in corpora.load(name):
        found = [r for r in storymap.places(text) if r.place and r.mention.kind in ("name", "metonym")]
        gold = [m for m in mentions if evaluate.kind(m) == "loc"]
        pairs = evaluate.pair(gold, [{"start": r.mention.start, "end": r.mention.end} for r in found])
        for i, resolution in enumerate(found):
            overlapped = any(
                min(resolution.mention.end, m["end"]) > max(resolution.mention.start, m["start"]) for m in mentions
            )
            if i in pairs and gold[pairs[i]].get("lat") is not None:
                yield Pin(str(number), resolution, _is_right(evaluate, gold[pairs[i]], resolution))
            elif not overlapped:
                yield Pin(str(number), resolution, right=False, annotated=False)


def _is_right(evaluate: Any, gold: dict[str, Any], resolution: Resolution) -> bool:
    place = resolution.place
    assert place is not None
    known = gold.get("geonames_id")
    if known and place.id == f"geonames:{int(known)}":
        return True
    km = evaluate.km(gold["lat"], gold["lon"], place.position.lat, place.position.lon)
    return bool(km <= evaluate.tolerance(gold))


def row(label: str, pins: Sequence[Pin | Judged]) -> str:
    """Return a row of the table."""
    wrong, unsure = [p for p in pins if not p.right], [p for p in pins if not p.sure]
    sure, surest = [p for p in pins if p.sure], [p for p in pins if p.confidence >= 0.9]
    caught = sum(not p.sure for p in wrong)
    scores = (
        share(len(pins) - len(wrong), len(pins)),
        calibration_error(pins),
        share(caught, len(wrong)),
        share(caught, len(unsure)),
        share(sum(p.right for p in sure), len(sure)),
        share(sum(p.right for p in surest), len(surest)),
    )
    return f"| {label} | {len(pins)} | " + " | ".join(f"{score:.3f}" for score in scores) + " |"


def calibration_error(pins: Sequence[Pin | Judged]) -> float:
    """Return the expected calibration error in ten bins."""
    error = 0.0
    for number in range(_BINS):
        group = [p for p in pins if min(_BINS - 1, int(p.confidence * _BINS)) == number]
        error += abs(sum(p.confidence for p in group) - sum(p.right for p in group))
    return share(error, len(pins))


def kinds(pin: Pin) -> list[str]:
    """Return the kinds of a name that may matter for its confidence, such as "in a list" or "single candidate"."""
    mention, candidates = pin.resolution.mention, pin.resolution.candidates
    context, evidence, place = mention.context, candidates[0].evidence, pin.resolution.place
    assert place is not None
    named = {
        "unread qualifier": context.unread,
        "larger unit read": bool(context.admin),
        "alternate name": evidence.get("alternate", 0) != 0 or evidence.get("weak", 0) != 0,
        "first name": context.given_name,
        "in a list": bool(context.siblings),
        "type word": bool(context.type_word),
        "single candidate": len(candidates) == 1,
        "small place": place.population < _SMALL and place.feature_class == "P",
        "unit or country": place.feature_class == "A",
        "feature": place.feature_class not in ("A", "P"),
        "weakly recognised": mention.confidence < 0.8,
        "one of several": sum(c.score >= 0.15 for c in candidates) > 1,
        "no support": not any(n in evidence for n in ("near-50", "near-150", "admin1", "could-60", "country", "cue")),
    }
    return [name for name, holds in named.items() if holds] or ["none of these"]


def kind_table(pins: Sequence[Pin]) -> str:
    """Return a table with a row for each kind of name (see `kinds`). A name may have several kinds."""
    groups: dict[str, list[Pin]] = defaultdict(list)
    for pin in pins:
        for kind in kinds(pin):
            groups[kind].append(pin)
    return "\n".join([HEAD.format("kind"), *(row(kind, groups[kind]) for kind in sorted(groups))])


def sets(folder: Path | None) -> Iterator[tuple[str, list[Pin]]]:
    """Yield (name of the set, its pins) for the texts of this repository and for the public corpora in `folder`."""
    yield "gate", list(own_pins(read_folder(TEXTS / "gate")))
    yield "genres", list(own_pins(texts(["genres"])))
    yield "held out", list(own_pins(t for t in read_folder(TEXTS / "genres") if HELD_OUT.intersection(t.tags)))
    for name in CORPORA if folder is not None else ():
        yield name, list(corpus_pins(folder, name))  # type: ignore[arg-type]


def main(arguments: Sequence[str]) -> int:
    folders = [Path(a) for a in arguments if not a.startswith("-")]
    everything = dict(sets(folders[0] if folders else None))
    print(HEAD.format("texts"))
    for name, pins in everything.items():
        print(row(name, pins))
        print(row(f"{name}, annotated names", [pin for pin in pins if pin.annotated]))
    for name, pins in everything.items() if "--kinds" in arguments else ():
        print(f"\n{name}\n\n{kind_table(pins)}")
    for name, pins in everything.items() if "--failures" in arguments else ():
        for pin in pins:
            if pin.sure and not pin.right:
                place = pin.resolution.place
                print(
                    f"{name} {pin.text}: {pin.resolution.mention.surface!r} -> {place and place.name} {pin.confidence:.2f} {', '.join(kinds(pin))}"
                )
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
