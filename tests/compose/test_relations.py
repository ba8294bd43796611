"""Distances stated in the article, and the two places between which each distance is measured."""

from __future__ import annotations

import pytest

from storymap.pipeline import build


@pytest.mark.parametrize(
    ("text", "between"),
    [
        ("The ferry sank off Otaru, 300 km from Wakkanai.\n", [("otaru", "wakkanai")]),
        # Otaru is in another sentence, so there is no distance from it.
        (
            "The ferry left Otaru. It sank 300 km from Wakkanai.\n",
            [],
        ),
        # The distance determines the position of the point, so it is not shown as a measured distance.
        (
            "The plane left Dallas and crashed 30 miles north of Waco, Texas.\n",
            [],
        ),
        ("Otaru, said Mr. Sato, is 300 km from Wakkanai.\n", [("otaru", "wakkanai")]),
        # The country is not an end of a distance.
        ("In Otaru, Japan, a ferry sank 300 km from Wakkanai.\n", [("otaru", "wakkanai")]),
        ("Otaru is in Japan, and Rishiri is 300 km from Wakkanai.\n", [("rishiri-island", "wakkanai")]),
        ("Japan is wet. It is 300 km from Wakkanai.\n", []),
        ("Tefé lies 520 km west of Manaus, Brazil.\n", [("tefe", "manaus")]),
    ],
)
def test_stated_distance_is_measured_between_its_two_places(text: str, between: list[tuple[str, str]]) -> None:
    assert [(r.origin, r.target) for r in build(text).story.relations] == between
