"""A small gazetteer that is written from facts and from places in memory, and opened again."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from storymap.forge.facts.reading import Fact
from storymap.forge.places.build import negative
from storymap.forge.places.draft import Draft
from storymap.forge.places.features import described_disputes, feature_patches
from storymap.forge.places.world import World
from storymap.forge.places.write import write
from storymap.gazetteer import EmbeddedGazetteer
from storymap.gazetteer.names import settled
from storymap.model import BoundingBox, SideName
from storymap.ports import Match


def _fact(**values: Any) -> Fact:
    common = {"position": [43.4, 142.8], "countries": ["JP"], "parents": [], "rank": 1}
    return Fact(common | values, "some.yaml", 1, {})


def _city(number: int, name: str, lat: float, lon: float, population: int, admin1: str, country: str) -> Draft:
    return Draft(
        f"geonames:{number}", name, "city", "PPL", lat, lon, settled(population), country, admin1, population=population
    )


def _unit(code: str, name: str, lat: float, lon: float, country: str) -> Draft:
    box = BoundingBox(lon - 2, lat - 2, lon + 2, lat + 2)
    return Draft(f"geonames-admin1:{code}", name, "admin1", "ADM1", lat, lon, 5.0, country, code, box=box)


def _world() -> World:
    japan = Draft(
        "geonames:1861060", "Japan", "country", "PCLI", 36.0, 138.0, 9.1, "JP", other_ids=["geonames-country:JP"]
    )
    drafts = [
        japan,
        _unit("JP.12", "Hokkaido", 43.5, 142.9, "JP"),
        _unit("IN.23", "Punjab", 31.0, 75.0, "IN"),
        _city(2130452, "Chitose", 42.82, 141.65, 97_950, "JP.12", "JP"),
        _city(99, "Hokkaido", 10.0, 10.0, 900, "", "NG"),
        _city(7, "Suva", -18.14, 178.44, 77_000, "", "FJ"),
    ]
    world = World(added=drafts)
    world.country_ids = {"JP": "geonames:1861060"}
    return world


def _open(world: World, folder: Path) -> EmbeddedGazetteer:
    write(world, folder / "places.bin", {"counts": {}}, {"geonames": "CC BY 4.0", "own": "MIT"})
    return EmbeddedGazetteer(folder / "places.bin")


_ISLAND = _fact(
    id="hokkaido",
    name="Hokkaido",
    code="ISL",
    box=[139.3, 41.3, 148.9, 45.6],
    names={"ja": "北海道"},
    weak=["the north"],
)
_KURILS = _fact(
    id="kurils",
    name="Kurils / Territories",
    code="ISLS",
    position=[44.0, 146.0],
    countries=["RU", "JP"],
    sides={"RU": {"en": "South Kurils"}, "JP": {"en": "Northern Territories"}},
    status="disputed",
    administered_by=["RU"],
    claimed_by=["JP"],
    since=1945,
    note="Held by one, claimed by the other.",
    heads=["island"],
    words=["Russian-held"],
    anchors=["JP", "hokkaido"],
    members=["iturup"],
)
_LANGUAGES = {"JP": {"ja"}, "RU": {"ru"}}
_ITURUP = _fact(id="iturup", name="Iturup", code="ISL", position=[45.0, 147.9], countries=["RU"])


@pytest.fixture
def gazetteer(tmp_path: Path) -> EmbeddedGazetteer:
    world = _world()
    world.apply(feature_patches([_ISLAND, _ITURUP], [_KURILS], world, _LANGUAGES))
    world.disputes = described_disputes([_KURILS], world)
    world.demonyms = {"japanese": ["JP"]}
    world.negative = {"of": ["an English word"]}
    return _open(world, tmp_path)


def test_written_places_are_found(gazetteer: EmbeddedGazetteer) -> None:
    (entry,) = gazetteer.find("CHITOSE")
    assert (entry.lat, entry.lon, entry.population) == (42.82, 141.65, 97_950)
    assert (entry.kind, entry.country, entry.admin1, entry.match) == ("city", "JP", "JP.12", Match.NAME)
    assert gazetteer.place(entry).admin1 == "Hokkaido"
    assert gazetteer.place(entry).licence == "CC BY 4.0"


def test_island_that_is_a_unit_is_merged_with_it(gazetteer: EmbeddedGazetteer) -> None:
    unit, village = gazetteer.find("Hokkaido")
    place = gazetteer.place(unit)
    assert place.id == "geonames-admin1:JP.12"
    assert (place.feature_code, place.position, place.bbox) == ("ISL", (43.4, 142.8), (139.3, 41.3, 148.9, 45.6))
    assert place.names == (SideName("北海道", "ja"),)
    assert village.country == "NG"
    assert gazetteer.find("the North")[0].match == Match.WEAK


def test_region_in_several_countries_is_not_merged_with_unit_of_same_name(tmp_path: Path) -> None:
    world = _world()
    punjab = _fact(
        id="punjab", name="Punjab", code="RGN", position=[31.0, 74.0], box=[69, 28, 77, 34], countries=["PK", "IN"]
    )
    world.apply(feature_patches([punjab], [], world, _LANGUAGES))
    found = _open(world, tmp_path).find("Punjab")
    assert [entry.kind for entry in found] == ["region", "admin1"]


def test_key_same_merges_feature_with_unit(tmp_path: Path) -> None:
    world = _world()
    world.apply(feature_patches([_fact(id="ezo", name="Ezo", code="ISL", same="JP.12")], [], world, _LANGUAGES))
    gazetteer = _open(world, tmp_path)
    assert gazetteer.find("Ezo")[0].number == gazetteer.find("Hokkaido")[0].number


def test_quarter_is_merged_with_settlement_of_same_name(tmp_path: Path) -> None:
    world = _world()
    quarter = _fact(
        id="chitose-town", name="Chitose", code="PPLX", position=[42.8, 141.6], aliases=["Chitose Town"], rank=5
    )
    world.apply(feature_patches([quarter], [], world, _LANGUAGES))
    gazetteer = _open(world, tmp_path)
    (entry,) = gazetteer.find("Chitose Town")
    assert (entry.kind, entry.feature_code, entry.population) == ("city", "PPL", 97_950)
    assert gazetteer.place("storymap:chitose-town").id == "geonames:2130452"


def test_names_in_other_languages_than_those_of_the_country_are_alternates(tmp_path: Path) -> None:
    world = _world()
    names = {"ja": "北方", "de": "Nordinsel"}
    world.apply(feature_patches([_fact(id="north", name="North Isle", code="ISL", names=names)], [], world, _LANGUAGES))
    gazetteer = _open(world, tmp_path)
    assert gazetteer.find("北方")[0].match == Match.OFFICIAL
    assert gazetteer.find("Nordinsel")[0].match == Match.ALTERNATE


def test_dispute_has_names_by_side_and_marks_members(gazetteer: EmbeddedGazetteer) -> None:
    area = gazetteer.place("storymap:kurils")
    assert area.dispute is not None
    assert (area.dispute.claimed_by, area.dispute.since) == (("JP",), "1945")
    assert SideName("Northern Territories", "en", "JP") in area.names
    assert gazetteer.place("storymap:iturup").dispute == area.dispute
    assert gazetteer.find("South Kurils")[0].match == Match.OFFICIAL


def test_dispute_has_words_and_anchors(gazetteer: EmbeddedGazetteer) -> None:
    (area,) = gazetteer.disputes()
    assert area.words == {"russian-held"}
    assert area.countries == {"RU", "JP"}
    assert area.anchors == {"geonames:1861060", "geonames-admin1:JP.12"}


def test_demonyms_and_negative_names_are_stored(gazetteer: EmbeddedGazetteer) -> None:
    assert gazetteer.demonym("Japanese") == ("JP",)
    assert gazetteer.negative("Of") == "an English word"
    assert gazetteer.negative("Chitose") is None


def test_settlement_is_found_by_id(gazetteer: EmbeddedGazetteer) -> None:
    assert gazetteer.place("geonames:7").name == "Suva"


def test_output_is_reproducible(tmp_path: Path) -> None:
    files = []
    for name in ("a", "b"):
        (tmp_path / name).mkdir()
        drafts = sorted(_world().added(), key=lambda draft: draft.name, reverse=name == "b")
        world = World(added=drafts)
        _open(world, tmp_path / name)
        files.append((tmp_path / name / "places.bin").read_bytes())
    assert files[0] == files[1]


def test_spelling_with_as_written_is_exception_to_negative_name() -> None:
    words = Fact({"why": "a word", "names": ["Or", "Nice"]}, "negative.yaml", 1, {})
    allowed = Fact({"why": "a state", "names": ["OR", "Nice"], "as_written": True}, "negative.yaml", 5, {})
    assert negative([words, allowed]) == {"or": ["a word", "OR"], "nice": ["a word", "Nice", "NICE"]}
