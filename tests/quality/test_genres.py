"""The scores of the genre texts, the probes (single sentences) and the expected names reach their minimum values."""

from __future__ import annotations

import tomllib

import pytest

from storymap.gazetteer import open_gazetteer
from tests.quality import gate
from tests.quality.figures import figures
from tests.quality.genres import expected_names, genres, is_known, probe_is_right, probes

FLOORS = tomllib.loads(gate.FLOORS.read_text(encoding="utf-8"))["genres"]


@pytest.mark.thorough
def test_genre_texts_reach_their_floor() -> None:
    outcomes = genres()
    by_genre = {genre: round(figures(rows)["end_to_end_f1"], 3) for genre, rows in outcomes.items()}
    measured = figures([outcome for rows in outcomes.values() for outcome in rows])["end_to_end_f1"]
    assert measured >= FLOORS["end_to_end_f1"], f"{measured:.3f} is below the floor; by genre: {by_genre}"


def test_probes_reach_their_floor() -> None:
    wrong = [text.text for _, text in probes() if not probe_is_right(gate.run([text]))]
    right = len(list(probes())) - len(wrong)
    assert right >= FLOORS["probes"], "\n".join(wrong)


def test_gazetteer_has_enough_of_the_expected_names() -> None:
    gazetteer = open_gazetteer()
    missing = [n.name for names in expected_names().values() for n in names if not is_known(n, gazetteer)]
    known = sum(len(names) for names in expected_names().values()) - len(missing)
    assert known >= FLOORS["expected_names"], "; ".join(missing)


@pytest.mark.parametrize("names", expected_names().values(), ids=expected_names())
def test_expected_names_of_a_kind_are_unique_and_at_least_100(names: list) -> None:  # type: ignore[type-arg]
    assert len({n.name for n in names}) == len(names) >= 100
