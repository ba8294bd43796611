"""Distances stated in the article, and the places between which they are measured."""

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
        ),  # Otaru is in another sentence, so the distance is not measured from it
        (
            "The plane left Dallas and crashed 30 miles north of Waco, Texas.\n",
            [],
        ),  # the point is located by the distance, so there is nothing to measure
        ("Otaru, said Mr. Sato, is 300 km from Wakkanai.\n", [("otaru", "wakkanai")]),
        ("Tefé lies 520 km west of Manaus, Brazil.\n", [("tefe", "manaus")]),
    ],
)
def test_stated_distance_is_measured_between_its_two_places(text: str, between: list[tuple[str, str]]) -> None:
    assert [(r.origin, r.target) for r in build(text).story.relations] == between
