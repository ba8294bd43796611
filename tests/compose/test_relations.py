"""Distances stated in the article, and the two places between which each distance is measured."""

from __future__ import annotations

from dataclasses import replace

import pytest

from storymap.compose.relations import find_relations
from storymap.model import Distance, Footprint, Position, Relation, SpatialRelation
from storymap.pipeline import build
from storymap.read import read_string
from tests.compose.examples import mentions, story_place


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


def test_distances_are_measured_to_the_middle_and_to_the_edges_of_an_area() -> None:
    text = "Otaru is 300 km from Rishiri."
    here, there = (story_place(name, lat, 141.0) for name, lat in (("Otaru", 43.2), ("Rishiri", 45.2)))
    origin, target = mentions(text, here.place, there.place)
    stated = SpatialRelation("distance", 9, Distance(300.0, "300 km"))
    context = replace(target.mention.context, relation=stated)
    rows = [origin, replace(target, mention=replace(target.mention, context=context))]
    corners = ((45.1, 140.9), (45.1, 141.1), (45.3, 141.1), (45.3, 140.9))
    area = Footprint(((tuple(Position(*at) for at in corners),),))

    def relation(areas: dict[str, Footprint]) -> Relation:
        slugs, places = ("otaru", "rishiri"), {"otaru": here, "rishiri": there}
        (found,) = find_relations(read_string(text), rows, slugs, places, areas.get)
        return found

    plain = relation({})
    assert (plain.origin, plain.target, plain.start, plain.end) == ("otaru", "rishiri", 9, len(text) - 1)
    assert (plain.stated, plain.stated_km) == ("300 km", 300.0)
    assert plain.label_km == plain.near_km == plain.far_km == 222.2
    assert (plain.line[0], plain.line[-1]) == (here.place.position, there.place.position)
    measured = relation({"rishiri": area})
    assert (measured.near_km, measured.label_km, measured.far_km) == (211.1, 222.2, 233.5)
