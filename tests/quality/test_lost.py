"""Names that are missed are rejected or suggested, with few suggestions."""

from __future__ import annotations

import tomllib

import pytest

from storymap.gazetteer import open_gazetteer
from tests.quality import gate, lost
from tests.quality.annotated import TEXTS, parse, read_folder
from tests.repetitions import every

MOST = tomllib.loads(gate.FLOORS.read_text(encoding="utf-8"))["lists"]


@pytest.mark.thorough
@pytest.mark.slow
def test_few_missed_names_are_in_no_list() -> None:
    gazetteer = open_gazetteer()
    counts = {folder: lost.count(read_folder(TEXTS / folder)[:: every(4)], gazetteer) for folder in lost.FOLDERS}
    missed = sum(c.missed for c in counts.values())
    names = [name for c in counts.values() for name in c.names]
    assert len(names) <= MOST["in_no_list"] * missed, names
    suggestions, words = sum(c.suggestions for c in counts.values()), sum(c.words for c in counts.values())
    assert 1000 * suggestions <= MOST["suggestions"] * words


def test_only_missed_names_that_the_gazetteer_has_are_counted() -> None:
    text = parse(
        "---\nlanguage: de\n---\nWir haben in [Berlin](52.5, 13.4) gewohnt und gestern [Harrachov](50.77, 15.43) gesehen. "
        "Das alte [Qwzyx](50, 15) ist nicht mehr da."
    )
    found = lost.count([text], open_gazetteer())
    assert (found.missed, found.names, found.share) == (1, [], 0.0)


def test_share_and_rate_of_counts() -> None:
    counts = lost.Lost(words=500, missed=4, names=[("a", "X")], suggestions=2)
    assert (counts.share, counts.per_thousand) == (0.25, 4.0)
    assert (lost.Lost(0, 0, [], 0).share, lost.Lost(0, 0, [], 0).per_thousand) == (0.0, 0.0)
