"""Ids of settlements."""

import pytest

from storymap.gazetteer.settlement_ids import (
    CENSUS,
    POSTAL,
    computed_number,
    settlement_id,
    settlement_number,
    source_of,
)


def test_number_of_geonames_gives_its_id() -> None:
    assert settlement_id(2128295) == "geonames:2128295"
    assert settlement_number("geonames:2128295") == 2128295


def test_village_has_an_id_of_its_own_scheme_that_moves_only_with_the_village() -> None:
    number = computed_number(POSTAL, "GB", "craster", 55.4721, -1.5928)
    assert settlement_id(number) == f"geonames-postal:{number}"
    assert settlement_number(settlement_id(number)) == number
    assert computed_number(POSTAL, "GB", "craster", 55.4741, -1.5908) == number
    assert computed_number(POSTAL, "GB", "craster", 55.8, -1.5928) != number


def test_township_has_the_census_as_source() -> None:
    place_id = settlement_id(computed_number(CENSUS, "US", "cranberry township", 40.71, -80.11))
    assert place_id.startswith("us-census:")
    assert settlement_number(place_id) is not None
    assert source_of(place_id) == "us-census"
    assert source_of("geonames:2128295") == source_of("geonames-postal:1512345678") == "geonames"


@pytest.mark.parametrize(
    "other",
    [
        "geonames-admin1:JP.12",
        "storymap:crimea",
        "geonames:",
        "geonames:x",
        "geonames:²",
        "geonames-postal:2128295",
        f"geonames:{1 << 30}",
        "2128295",
    ],
)
def test_other_ids_have_no_settlement_number(other: str) -> None:
    assert settlement_number(other) is None
