"""Measure three things: texts of many genres, one-sentence probes, and how many expected names the gazetteer has.

    python -m tests.quality.genres [--failures]

The texts (`texts/genres`), the probes (`texts/probes.txt`) and the lists (`expected/*.tsv`) were written by people who had
not seen the code or the gazetteer. Later, the code and the gazetteer were improved with their help. Texts with a tag in
`LATER_SETS` were added afterwards; the scores of each set are also printed alone.
"""

from __future__ import annotations

import csv
import sys
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from storymap.gazetteer import open_gazetteer
from storymap.ports import Gazetteer
from storymap.sphere import distance_km
from tests.quality import gate, report
from tests.quality.annotated import NAMED, TEXTS, AnnotatedText, parse, read_folder
from tests.quality.figures import figures
from tests.quality.outcomes import Outcome, Verdict

PROBES = TEXTS / "probes.txt"
EXPECTED = Path(__file__).with_name("expected")
LATER_SETS = ("second", "third", "fourth", "fifth", "sixth", "seventh", "eighth")  # tags of texts that were added later

GOOD = frozenset({Verdict.RIGHT, Verdict.LEFT, Verdict.NEUTRAL})


class ExpectedName(NamedTuple):
    name: str
    lat: float
    lon: float
    km: float  # a place with this name is the expected one if it is at most this far away


def genres() -> dict[str, list[Outcome]]:
    """Return the outcomes of the genre texts by genre, which is the first tag of a text."""
    found: dict[str, list[Outcome]] = defaultdict(list)
    for text in read_folder(TEXTS / "genres"):
        found[text.tags[0]] += gate.run([text])
    return dict(sorted(found.items()))


def probes() -> Iterator[tuple[str, AnnotatedText]]:
    """Yield (kind, annotated text) for each probe."""
    for number, line in enumerate(PROBES.read_text(encoding="utf-8").splitlines(), 1):
        if line and not line.startswith("#"):
            kind, _, markup = line.partition("\t")
            yield kind, parse(markup, f"probes.txt:{number}")


def probe_is_right(outcomes: Sequence[Outcome]) -> bool:
    """Return whether every annotated place is found and resolved correctly, and nothing else is on the map."""
    return all(outcome.verdict in GOOD for outcome in outcomes)


def expected_names() -> dict[str, list[ExpectedName]]:
    """Return the expected names by kind, which is the name of the file."""
    lists = {}
    for path in sorted(EXPECTED.glob("*.tsv")):
        with path.open(encoding="utf-8", newline="") as lines:
            rows = csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE)
            lists[path.stem] = [
                ExpectedName(r["name"], float(r["lat"]), float(r["lon"]), float(r["±km"])) for r in rows
            ]
    return lists


def is_known(expected: ExpectedName, gazetteer: Gazetteer) -> bool:
    """Return whether the gazetteer has a place with this name at this position.

    3 km are added to the distance because the points of the two sources differ.
    """
    reach = expected.km + 3
    return any(distance_km(e.lat, e.lon, expected.lat, expected.lon) <= reach for e in gazetteer.find(expected.name))


def main(arguments: Sequence[str]) -> int:
    failures = "--failures" in arguments
    found = genres()
    _print_genres(found)
    for tag in LATER_SETS:
        print(f"\nThe {tag} set:\n")
        _print_genres({genre: [o for o in rows if tag in o.text.tags] for genre, rows in found.items()})
    if failures:
        print(report.failure_list([o for rows in found.values() for o in rows], limit=400))
    _print_probes(failures)
    _print_coverage(failures)
    return 0


def _print_genres(found: Mapping[str, list[Outcome]]) -> None:
    print("| genre | names | tagging F1 | resolved correctly | end-to-end F1 |\n|---|---|---|---|---|")
    for genre, outcomes in (*found.items(), ("all", [o for rows in found.values() for o in rows])):
        if outcomes:
            scores, expected = figures(outcomes), [o.expected for o in outcomes if o.expected is not None]
            names = sum(e.kind in NAMED for e in expected)
            shown = (scores[key] for key in ("tagging_f1", "resolved_right", "end_to_end_f1"))
            print(f"| {genre} | {names} | " + " | ".join(f"{score:.3f}" for score in shown) + " |")


def _print_probes(failures: bool) -> None:
    judged = [(kind, text, gate.run([text])) for kind, text in probes()]
    print("\n| kind of probe | correct | total |\n|---|---|---|")
    for kind in dict.fromkeys(kind for kind, _, _ in judged):
        rows = [probe_is_right(outcomes) for k, _, outcomes in judged if k == kind]
        print(f"| {kind} | {sum(rows)} | {len(rows)} |")
    print(f"| all | {sum(probe_is_right(o) for _, _, o in judged)} | {len(judged)} |")
    for kind, text, outcomes in judged if failures else ():
        if not probe_is_right(outcomes):
            wrong = [o for o in outcomes if o.verdict not in GOOD]
            print(f"    {kind}: {text.text}\n        " + "; ".join(_shown(o) for o in wrong))


def _shown(outcome: Outcome) -> str:
    span = outcome.expected or outcome.found
    place = outcome.found.place if outcome.found is not None else None
    where = f" -> {place['name']} {place.get('admin1', '')} {place.get('id')}" if place else ""
    return f"{span.surface if span else ''!r} {outcome.verdict}{where}"


def _print_coverage(failures: bool) -> None:
    gazetteer = open_gazetteer()
    print("\n| expected names | known | total |\n|---|---|---|")
    missing = {}
    for kind, names in expected_names().items():
        missing[kind] = [n.name for n in names if not is_known(n, gazetteer)]
        print(f"| {kind} | {len(names) - len(missing[kind])} | {len(names)} |")
    for kind, absent in missing.items() if failures else ():
        print(f"    {kind}: " + "; ".join(absent))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
