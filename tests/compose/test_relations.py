"""Distances that the article states: between which places, and when there is nothing to measure."""

from __future__ import annotations

import pytest

from storymap.pipeline import build


@pytest.mark.parametrize(
    ("text", "between"),
    [
        ("The ferry sank off Otaru, 300 km from Wakkanai.\n", [("otaru", "wakkanai")]),
        (
            "The ferry left Otaru. It sank 300 km from Wakkanai.\n",
            [],
        ),  # another sentence: nobody says that Otaru is meant
        (
            "The plane left Dallas and crashed 30 miles north of Waco, Texas.\n",
            [],
        ),  # the words make the point themselves
        ("Tefé lies 520 km west of Manaus, Brazil.\n", [("tefe", "manaus")]),
    ],
)
def test_a_distance_is_measured_between_the_places_that_it_is_said_of(
    text: str, between: list[tuple[str, str]]
) -> None:
    assert [(r.origin, r.target) for r in build(text).story.relations] == between
