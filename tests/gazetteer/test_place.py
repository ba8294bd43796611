"""Places that the gazetteer returns for an id or an entry, and the values of these places."""

from __future__ import annotations

import pytest

from storymap.errors import GazetteerError
from storymap.gazetteer import open_gazetteer
from storymap.model import SideName
from storymap.sphere import contains, width_deg


def test_hokkaido_island_and_prefecture_are_one_place() -> None:
    gazetteer = open_gazetteer()
    assert gazetteer.place("storymap:hokkaido") == gazetteer.place("geonames-admin1:JP.12")
    assert gazetteer.ids("storymap:hokkaido") == ["geonames-admin1:JP.12", "storymap:hokkaido"]
    assert len(gazetteer.find("Hokkaido")) == 1


def test_japan_has_its_geonames_id() -> None:
    place = open_gazetteer().place("geonames:1861060")
    assert place.name == "Japan"
    assert place.country_codes == ("JP",)
    assert SideName("日本", "ja") in place.names


def test_disputed_area_has_holders_and_claimants() -> None:
    place = open_gazetteer().place("storymap:south-kuril-islands")
    assert place.dispute is not None
    assert place.dispute.administered_by == ("RU",)
    assert place.dispute.claimed_by == ("JP",)
    assert SideName("北方領土", "ja", "JP") in place.names
    assert SideName("Южные Курилы", "ru", "RU") in place.names


@pytest.mark.parametrize("member", ["iturup", "kunashir", "shikotan", "habomai-islands"])
def test_members_share_dispute_of_area(member: str) -> None:
    place = open_gazetteer().place(f"storymap:{member}")
    assert place.dispute is not None
    assert place.dispute.claimed_by == ("JP",)


def test_crimea_in_facts_and_geonames_is_one_place() -> None:
    place = open_gazetteer().place("storymap:crimea")
    assert place.dispute is not None
    assert place.dispute.status == "annexed"
    assert place.feature_code == "PEN"
    assert place.bbox is not None
    assert len([e for e in open_gazetteer().find("Crimea") if e.lat > 44]) == 1


def test_box_of_tokyo_excludes_ogasawara() -> None:
    box = open_gazetteer().place("geonames-admin1:JP.40").bbox
    assert box is not None
    assert box.south > 35


def test_box_of_alaska_crosses_antimeridian() -> None:
    box = open_gazetteer().place("geonames-admin1:US.AK").bbox
    assert box is not None
    assert box.west > box.east
    assert width_deg(box) < 60


def test_box_of_county_contains_its_settlements() -> None:
    box = open_gazetteer().place("geonames-admin2:US.CA.037").bbox  # Los Angeles County
    assert box is not None
    assert contains(box, 34.05, -118.24)
    assert contains(box, 34.69, -118.14)  # Lancaster, which is far from the coast


def test_settlement_has_name_of_its_unit() -> None:
    gazetteer = open_gazetteer()
    chitose = gazetteer.place(gazetteer.find("Chitose")[0])
    assert chitose.admin1 == "Hokkaido"
    assert chitose.bbox is None
    assert 1 < chitose.radius_km < 10
    assert chitose.population > 90_000


def test_unit_is_not_its_own_admin1() -> None:
    assert open_gazetteer().place("geonames-admin1:US.TX").admin1 == ""


def test_capitals_and_seats_are_marked() -> None:
    gazetteer = open_gazetteer()
    assert gazetteer.find("Tokyo")[0].feature_code == "PPLC"
    assert gazetteer.find("Sacramento")[0].feature_code == "PPLA"


def test_historical_country_has_years() -> None:
    assert open_gazetteer().place("storymap:soviet-union").years == (1922, 1991)


@pytest.mark.parametrize(
    "place_id", ["geonames:1861060", "geonames:2013348", "storymap:crimea", "geonames-admin2:US.NY.001"]
)
def test_every_place_has_source_and_licence(place_id: str) -> None:
    place = open_gazetteer().place(place_id)
    assert place.id in open_gazetteer().ids(place_id)
    assert place.source
    assert place.licence


@pytest.mark.parametrize("place_id", ["geonames:1", "geonames:x", "storymap:nowhere", "", "geonames-admin1:"])
def test_unknown_id_is_an_error(place_id: str) -> None:
    with pytest.raises(GazetteerError, match="no place"):
        open_gazetteer().place(place_id)


def test_entry_by_id_equals_entry_by_name() -> None:
    gazetteer = open_gazetteer()
    assert gazetteer.entry("geonames:2013348") == gazetteer.find("Vladivostok")[0]


def test_countries_and_units_have_names_and_ids() -> None:
    gazetteer = open_gazetteer()
    assert gazetteer.country_name("RU") == "Russia"
    assert gazetteer.country_name("ZZ") == "ZZ"
    assert gazetteer.country_place("JP") == "geonames:1861060"
    assert gazetteer.country_place("ZZ") == ""
    assert gazetteer.admin1_name("JP.12") == "Hokkaido"
    assert gazetteer.admin1_name("JP.99") == ""


def test_settlement_has_its_county() -> None:
    gazetteer = open_gazetteer()
    oakland = next(e for e in gazetteer.find("Oakland") if e.admin1 == "US.CA")
    assert gazetteer.place(gazetteer.admin2(oakland)).name == "Alameda County"


@pytest.mark.parametrize(
    ("name", "language", "called"),
    [
        ("Harbin", "ja", "ハルビン"),  # the name is in katakana, which only Japanese uses
        ("Yokkaichi", "ja", "四日市"),  # the last character of 四日市市 means town, and is left out
        ("Cairo", "fr", "Le Caire"),  # CLDR has names of the main cities of time zones
        ("Perm", "ru", "Пермь"),
        ("Khabarovsk", "ru", "Хабаровск"),  # the name is not Хабаровськ, which is Ukrainian
        ("Odesa", "uk", "Одеса"),
        ("Harbin", "de", "Harbin"),
        ("Sea of Japan", "ja", "日本海"),  # only one side of the dispute has a Japanese name
        ("Sea of Japan", "ko", "동해 / 조선동해"),  # two sides of the dispute have a Korean name
        ("Southern Kuril Islands", "ja", "南クリル諸島 / 北方領土"),
    ],
)
def test_name_is_returned_in_requested_language(name: str, language: str, called: str) -> None:
    gazetteer = open_gazetteer()
    assert gazetteer.place(gazetteer.find(name)[0]).called(language) == called


def test_side_has_its_own_name_for_disputed_area() -> None:
    names = open_gazetteer().place("storymap:kashmir").names
    assert [n.name for n in names if n.side == "CN" and n.language == "en"] == ["Kashmir"]


def test_place_has_the_names_of_its_first_order_unit() -> None:
    gazetteer = open_gazetteer()
    innsbruck = gazetteer.place("geonames:2775220")
    assert (innsbruck.name, innsbruck.admin1) == ("Innsbruck", "Tyrol")
    assert (innsbruck.admin1_called("de"), innsbruck.admin1_called("en")) == ("Tirol", "Tyrol")
    assert gazetteer.place("geonames:1861060").admin1_names == ()
