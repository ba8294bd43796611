"""A span that the tagger found ends where the known name in it ends."""

from __future__ import annotations

import pytest

from storymap.recognize.edges import fit
from tests.recognize.small import Names, place

WORLD = Names({"Zugdidi": place(), "Saint Kitts": place(kind="island"), "Isle of Man": place(kind="island")})


@pytest.mark.parametrize(
    ("text", "span", "name"),
    [
        ("Zugdidi the Mingrelians", "Zugdidi the Mingrelians", "Zugdidi"),
        ("Zugdidi chamber", "Zugdidi chamber", "Zugdidi"),
        ("Kutaisi the Imeretians", "Kutaisi the Imeretians", "Kutaisi the Imeretians"),
        ("Isle of Man", "Isle of Man", "Isle of Man"),
        ("Zugdidi’s streets", "Zugdidi", "Zugdidi"),
        ("Zugdidi — City", "Zugdidi —", "Zugdidi"),
        ("Kutaisi’s streets", "Kutaisi", "Kutaisi"),
        ("", "", ""),
    ],
)
def test_span_ends_with_the_known_name(text: str, span: str, name: str) -> None:
    start, end = fit(text, 0, len(span), WORLD)
    assert text[start:end] == name


def test_possessive_that_belongs_to_the_name_is_part_of_the_span() -> None:
    world = Names({"St. Kitt’s": place(kind="island")})
    assert fit("St. Kitt’s is healthy", 0, 8, world) == (0, 10)
    assert fit("St. Lucy’s is healthy", 0, 8, world) == (0, 8)
