"""Names of which only the first word is written: "the North Thompson meets the South"."""

from __future__ import annotations

import pytest

from storymap.pipeline import places
from storymap.recognize.elliptic_names import find_elliptic
from tests.recognize.small import Names, place

GAZETTEER = Names(
    {
        "North Esk": place(3.0, "water"),
        "South Esk": place(3.0, "water"),
        "White Elz River": place(3.0, "water"),
        "Black Elz River": place(3.0, "water"),
        "North Ulm": place(5.0),
        "South Ulm": place(5.0),
    }
)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("the North Esk meets the South at noon", [("North Esk", "North Esk"), ("South", "South Esk")]),
        ("The South Esk is longer than the North.", [("South Esk", "South Esk"), ("North", "North Esk")]),
        ("the White Elz River joins the Black", [("White Elz", "White Elz"), ("Black", "Black Elz")]),
        ("the North Esk meets the South Downs", []),
        ("the North Esk meets the North", []),
        ("the North Esk is dry. It rained in the South", []),
        ("the North Ulm team beat the South", []),
        ("the North Don meets the South", []),
    ],
)
def test_rest_of_the_name_is_that_of_the_name_before(text: str, found: list[tuple[str, str]]) -> None:
    assert [(m.surface, m.name) for m in find_elliptic(text, GAZETTEER)] == found


def test_shortened_name_has_its_own_place() -> None:
    found = {r.mention.surface: r.place for r in places("The White Nile joins the Blue at Khartoum.").resolutions}
    assert found["Blue"] is not None and found["Blue"].name == "Blue Nile"
    assert found["White Nile"] is not None and found["White Nile"].name == "White Nile"


def test_demonym_in_the_name_of_a_person_is_not_a_demonym() -> None:
    found = places("Norman Lewis, who wrote about Naples, met a Norman farmer near Caen.")
    assert [r.mention.surface for r in found.resolutions if r.mention.kind == "demonym"] == ["Norman"]
    assert next(r.mention.start for r in found.resolutions if r.mention.kind == "demonym") > 30
