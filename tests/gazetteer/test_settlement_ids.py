"""Ids of settlements."""

import pytest

from storymap.gazetteer.settlement_ids import FIRST_POSTAL, postal_number, settlement_id, settlement_number


def test_number_of_geonames_gives_its_id() -> None:
    assert settlement_id(2128295) == "geonames:2128295"
    assert settlement_number("geonames:2128295") == 2128295


def test_village_has_an_id_of_its_own_scheme_that_moves_only_with_the_village() -> None:
    number = postal_number("GB", "craster", 55.4721, -1.5928)
    assert number >= FIRST_POSTAL
    assert settlement_id(number) == f"geonames-postal:{number}"
    assert settlement_number(settlement_id(number)) == number
    assert postal_number("GB", "craster", 55.4741, -1.5908) == number
    assert postal_number("GB", "craster", 55.8, -1.5928) != number


@pytest.mark.parametrize(
    "other",
    [
        "geonames-admin1:JP.12",
        "storymap:crimea",
        "geonames:",
        "geonames:x",
        "geonames:²",
        "geonames-postal:2128295",
        f"geonames:{FIRST_POSTAL}",
        "2128295",
    ],
)
def test_other_ids_have_no_settlement_number(other: str) -> None:
    assert settlement_number(other) is None
