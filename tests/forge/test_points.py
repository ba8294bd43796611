"""Places in `facts/points/*.tsv`: reading, ids, the check, and adding them to the base."""

from __future__ import annotations

from pathlib import Path

import pytest

from storymap.forge.facts.check import Facts, check, load
from storymap.forge.facts.points import read_points, with_ids
from storymap.forge.facts.reading import Fact, FactsError
from storymap.forge.places.base import base_of
from storymap.forge.places.draft import Draft
from storymap.forge.places.points import point_patches, prominence
from storymap.forge.places.world import World
from storymap.forge.places.write import write
from storymap.gazetteer import EmbeddedGazetteer
from storymap.gazetteer.names import settled
from storymap.model import BoundingBox
from storymap.ports import Match

_HEADER = "name\taliases\tcode\tlat\tlon\tcountries\tkm\tyears"
_ROWS = """\
# huts
Hörnli Hut\tHörnlihütte; Hoernli Hut\tHUT\t45.982\t7.676\tCH

Galicia and Lodomeria\t\tADM1H\t49.5\t24.0\tUA PL\t150\t1772-1918
"""
_FEATURES = """\
- id: matterhorn
  name: Matterhorn
  aliases: [Monte Cervino]
  code: MT
  position: [45.976, 7.658]
  countries: [CH, IT]
  parents: []
  rank: 3
"""


def _file(folder: Path, rows: str, header: str = _HEADER) -> Path:
    path = folder / "huts.tsv"
    path.write_text(f"{header}\n{rows}", encoding="utf-8")
    return path


def _complaints(folder: Path, rows: str, header: str = _HEADER) -> list[str]:
    (folder / "features").mkdir()
    (folder / "points").mkdir()
    (folder / "features" / "some.yaml").write_text(_FEATURES, encoding="utf-8")
    _file(folder / "points", rows, header)
    return check(load(folder))


def test_row_is_read_as_fact_with_its_line(tmp_path: Path) -> None:
    hut, province = read_points(_file(tmp_path, _ROWS))
    assert hut.values == {
        "name": "Hörnli Hut",
        "aliases": ["Hörnlihütte", "Hoernli Hut"],
        "code": "HUT",
        "position": [45.982, 7.676],
        "countries": ["CH"],
        "parents": [],
    }
    assert hut.where("position") == "huts.tsv:3"
    assert (province["countries"], province["radius_km"], province["years"]) == (["UA", "PL"], 150.0, [1772, 1918])
    assert province.where() == "huts.tsv:5"


def test_columns_can_be_in_any_order_and_optional_ones_missing(tmp_path: Path) -> None:
    (fact,) = read_points(_file(tmp_path, "7.676\t45.982\tHUT\tHörnli Hut\t4", "lon\tlat\tcode\tname\trank"))
    assert (fact["name"], fact["position"], fact["rank"]) == ("Hörnli Hut", [45.982, 7.676], 4)


@pytest.mark.parametrize("years", ["1772-1918", "1772–1918", "1772 - 1918"])
def test_years_can_be_written_with_hyphen_or_dash(tmp_path: Path, years: str) -> None:
    (fact,) = read_points(_file(tmp_path, f"X\t\tRGNH\t1\t2\tPL\t50\t{years}"))
    assert fact["years"] == [1772, 1918]


@pytest.mark.parametrize(
    ("header", "rows", "complaint"),
    [
        ("name\tcode\tlat\tlng", "", r"huts\.tsv:1: 'lng' is not a column of this file"),
        ("name\tcode\tlat\tlon\tcode", "", r"huts\.tsv:1: column 'code' occurs twice"),
        ("name\tlat\tlon", "", r"huts\.tsv:1: the header has no column 'code'"),
        ("name\tcode\tlat\tlon", "A\tHUT\t1\t2\t3", r"huts\.tsv:2: 5 cells, but the header names 4 columns"),
    ],
)
def test_invalid_table_is_an_error_with_its_line(tmp_path: Path, header: str, rows: str, complaint: str) -> None:
    with pytest.raises(FactsError, match=complaint):
        read_points(_file(tmp_path, rows, header))


def _point(name: str, code: str = "PPL", position: tuple[float, float] = (43.0, 141.0), **more: object) -> Fact:
    values = {"name": name, "code": code, "position": list(position), "countries": ["JP"], "parents": [], **more}
    return Fact(values, "villages.tsv", 2, {})


def test_ids_are_made_from_names_and_stay_unique() -> None:
    points = [_point("St. Élie"), _point("St. Élie"), _point("St. Élie", "HUT"), _point("St. Élie", "HUT")]
    assert [fact["id"] for fact in with_ids(points, {"matterhorn"})] == [
        "saint-elie",
        "saint-elie-jp",
        "saint-elie-jp-hut",
        "saint-elie-jp-hut-2",
    ]
    assert with_ids([_point("Matterhorn")], {"matterhorn"})[0]["id"] == "matterhorn-jp"


def test_valid_points_have_no_mistakes(tmp_path: Path) -> None:
    assert _complaints(tmp_path, _ROWS) == []


@pytest.mark.parametrize(
    ("row", "complaint"),
    [
        ("\t\tHUT\t45.9\t7.6\tCH", "huts.tsv:2: name is missing"),
        ("A\t\tHUTT\t45.9\t7.6\tCH", "huts.tsv:2: code: 'HUTT' is not a known feature code"),
        ("A\t\tHUT\t95.9\t7.6\tCH", "huts.tsv:2: position: 95.9 is not between -90 and 90"),
        ("A\t\tHUT\t45.9\tE 7.6\tCH", "huts.tsv:2: position: 'E 7.6' is not between -180 and 180"),
        ("A\t\tHUT\t45.9\t7.6\tch", "huts.tsv:2: countries: 'ch' is neither a country code"),
        ("A\t\tHUT\t45.9\t7.6\t", "huts.tsv:2: countries: 'A' has no country"),
        ("A\t\tRGNH\t45.9\t7.6\tCH\twide", "huts.tsv:2: radius_km: 'wide' is not between 0 and 2000"),
        ("A\t\tRGNH\t45.9\t7.6\tCH\t50\t1700s", "huts.tsv:2: years: '1700s' is not a range of years"),
        ("A\t\tRGNH\t45.9\t7.6\tCH\t50\t1918-1772", "huts.tsv:2: years: 1918 is after 1772"),
        ("A\tB; B\tHUT\t45.9\t7.6\tCH", "huts.tsv:2: aliases: 'B' occurs twice"),
    ],
)
def test_mistake_in_point_is_reported(tmp_path: Path, row: str, complaint: str) -> None:
    found = _complaints(tmp_path, row)
    assert any(told.startswith(complaint) for told in found), found


@pytest.mark.parametrize(
    ("row", "duplicates"),
    [
        ("Matterhorn\t\tHUT\t45.98\t7.66\tCH", ["Matterhorn"]),  # the name is the same, and the kind does not matter
        ("Matterhorn\t\tHUT\t46.98\t7.66\tCH", []),
        ("Cervino\tMonte Cervino\tPK\t45.98\t7.66\tCH", ["Cervino"]),  # the alias and the kind are the same
        ("Cervino\tMonte Cervino\tHUT\t45.98\t7.66\tCH", []),
    ],
)
def test_point_near_an_entry_of_the_same_name_is_a_duplicate(tmp_path: Path, row: str, duplicates: list[str]) -> None:
    expected = [f"huts.tsv:2: '{name}' is already listed at some.yaml:1, 0.5 km away" for name in duplicates]
    assert _complaints(tmp_path, row) == expected


def test_two_points_of_the_same_name_are_duplicates(tmp_path: Path) -> None:
    row = "A\t\tHUT\t45.9\t7.6\tCH\n"
    assert _complaints(tmp_path, row * 2) == ["huts.tsv:3: 'A' is already listed at huts.tsv:2, 0.0 km away"]


def test_village_is_less_prominent_than_settlements_of_geonames() -> None:
    for code in ("PPL", "HUT"):
        assert prominence(code, 5) < settled(500)
    assert prominence("PPLX", 5) < settled(5_000)
    assert prominence("PPL", 3) > settled(100_000)


def _compiled(folder: Path, *points: Fact) -> EmbeddedGazetteer:
    city = Draft(
        "geonames:9", "Otaru", "city", "PPL", 43.19, 141.0, settled(121_000), "JP", "JP.12", "JP.12.1", 121_000
    )
    city.add_name("Taruko", Match.ALTERNATE)
    box = BoundingBox(139.3, 41.3, 148.9, 45.6)
    unit = Draft("geonames-admin1:JP.12", "Hokkaido", "admin1", "ADM1", 43.5, 144.1, 5.0, "JP", "JP.12", box=box)
    world = World(base_of([city], [unit]))
    world.apply(point_patches(with_ids(points, ()), world))
    write(world, folder / "places.bin", {}, {})
    return EmbeddedGazetteer(folder / "places.bin")


def test_point_is_found_by_alias_and_has_unit_of_nearest_settlement(tmp_path: Path) -> None:
    gazetteer = _compiled(tmp_path, _point("Asari", position=(43.17, 141.06), aliases=["Asarigawa"]))
    place = gazetteer.place("storymap:asari")
    assert [entry.number for entry in gazetteer.find("Asarigawa")] == [gazetteer.entry("storymap:asari").number]
    assert (place.feature_code, place.admin1, place.country_codes) == ("PPL", "Hokkaido", ("JP",))


@pytest.mark.parametrize("code", ["PPL", "PPLX", "ARCH"])
def test_point_near_settlement_of_the_same_name_is_merged_with_it(tmp_path: Path, code: str) -> None:
    gazetteer = _compiled(tmp_path, _point("Otaru", code, (43.2, 141.05), aliases=["Old Otaru"]))
    (otaru,) = gazetteer.find("Otaru")
    assert (otaru.feature_code, otaru.population) == ("PPL", 121_000)
    assert gazetteer.find("Old Otaru")[0].number == otaru.number
    assert gazetteer.entry("storymap:otaru").number == otaru.number


def test_village_with_alternate_name_of_settlement_is_merged_and_site_is_not(tmp_path: Path) -> None:
    assert len(_compiled(tmp_path, _point("Taruko", "PPL", (43.2, 141.05))).find("Taruko")) == 1
    assert len(_compiled(tmp_path, _point("Taruko", "ARCH", (43.2, 141.05))).find("Taruko")) == 2


def test_distant_namesake_is_a_separate_place_and_comes_second(tmp_path: Path) -> None:
    found = _compiled(tmp_path, _point("Otaru", position=(34.0, 135.0))).find("Otaru")
    assert [entry.population for entry in found] == [121_000, 0]


def test_region_has_box_computed_from_its_radius(tmp_path: Path) -> None:
    ezo = _point("Ezo", "RGNH", (43.5, 142.5), radius_km=200.0, years=[1604, 1869])
    place = _compiled(tmp_path, ezo).place("storymap:ezo")
    assert (place.radius_km, place.years, place.admin1) == (200.0, (1604, 1869), "")
    assert place.bbox is not None
    assert place.bbox.north - place.bbox.south == pytest.approx(3.6, abs=0.1)


def test_facts_without_points_have_no_patches(tmp_path: Path) -> None:
    assert list(point_patches(Facts().points, World())) == []
