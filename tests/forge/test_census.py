"""Townships and small places of the US Census Bureau."""

from storymap.forge.places.census import CensusPlace, census_places
from storymap.forge.places.draft import Draft

BUTLER = Draft("geonames:1", "Butler", "city", "PPL", 40.86, -79.90, 4.1, "US", "US.PA", "US.PA.019")
COUNTIES = {"42019": "US.PA.019", "23003": "US.ME.003"}


def _names(*records: CensusPlace) -> list[str]:
    return sorted(draft.name for draft in census_places(records, [BUTLER], COUNTIES))


def test_township_has_its_full_name_and_its_county() -> None:
    (found,) = census_places([CensusPlace("4201916920", "Cranberry township", "PA", 40.71, -80.11)], [BUTLER], COUNTIES)
    assert (found.name, found.admin1, found.admin2) == ("Cranberry Township", "US.PA", "US.PA.019")
    assert set(found.names) == {"cranberry township", "cranberry twp", "township of cranberry"}


def test_town_has_its_bare_name_only_in_states_whose_towns_do() -> None:
    assert _names(CensusPlace("2300350840", "Nashville town", "ME", 46.72, -68.45)) == ["Nashville"]
    assert _names(CensusPlace("5500100275", "Adams town", "WI", 43.9, -89.8)) == ["Town of Adams"]


def test_place_with_the_name_of_a_near_settlement_is_the_same_place() -> None:
    assert _names(CensusPlace("4210464", "Butler city", "PA", 40.862, -79.896)) == []


def test_divisions_that_only_the_census_uses_are_left_out() -> None:
    assert _names(CensusPlace("0100190315", "Billingsley CCD", "AL", 32.6, -86.7)) == []
