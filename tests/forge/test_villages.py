"""Villages from postal codes."""

from typing import Any

import pytest

from storymap.forge.places.draft import Draft
from storymap.forge.places.villages import village_name, villages


def _town(name: str, lat: float, lon: float, country: str = "GB") -> Draft:
    return Draft(
        f"geonames:{int(lat * 1000)}", name, "city", "PPL", lat, lon, 4.0, country, f"{country}.ENG", f"{country}.ENG.1"
    )


def _code(name: str, lat: float, lon: float, *, country: str = "GB", accuracy: float = 4.0) -> dict[str, Any]:
    return {"country_code": country, "city": name, "latitude": lat, "longitude": lon, "accuracy": accuracy}


ALNWICK = _town("Alnwick", 55.41, -1.70)


def test_village_takes_the_units_of_the_nearest_town() -> None:
    (found,) = villages([_code("Craster", 55.47, -1.59)], [ALNWICK])
    assert (found.name, found.kind, found.country, found.admin1, found.admin2) == (
        "Craster",
        "city",
        "GB",
        "GB.ENG",
        "GB.ENG.1",
    )
    assert found.id.startswith("geonames-postal:")
    assert found.prominence < ALNWICK.prominence


def test_name_near_a_settlement_of_that_name_is_the_same_place() -> None:
    codes = [_code("Alnwick", 55.5, -1.75), _code("Craster", 55.47, -1.59), _code("Craster", 55.48, -1.60)]
    assert [d.name for d in villages(codes, [ALNWICK])] == ["Craster"]


def test_same_name_far_away_is_another_village() -> None:
    far = _town("Truro", 50.26, -5.05)
    codes = [_code("Newbridge", 55.42, -1.6), _code("Newbridge", 50.27, -5.07)]
    assert len(villages(codes, [ALNWICK, far])) == 2


def test_more_accurate_position_is_used() -> None:
    (found,) = villages(
        [_code("Craster", 55.40, -1.62, accuracy=3), _code("Craster", 55.47, -1.59, accuracy=6)], [ALNWICK]
    )
    assert found.lat == 55.47


@pytest.mark.parametrize(
    "code",
    [
        _code("Craster", 55.47, -1.59, accuracy=1),
        _code("Craster", 0.0, 0.0),
        _code("Craster", 55.47, -1.59, country="SG"),
    ],
)
def test_estimated_positions_and_other_countries_are_left_out(code: dict[str, Any]) -> None:
    assert not villages([code], [ALNWICK])


@pytest.mark.parametrize(
    ("raw", "name"),
    [
        ("VILLA FANNY", "Villa Fanny"),
        ("Wulkaprodersdorf / Vulkaprodrštof", "Wulkaprodersdorf"),
        ("CAMPO ALEGRE (CHICOANA)", "Campo Alegre"),
        ("Lyon CEDEX 03", "Lyon"),
        ("R + V Versicherung", ""),
        ("Paris 12", ""),
        ("Nowhere University", ""),
        ("Ayr", ""),
        ("Литвинець", ""),
        ("", ""),
    ],
)
def test_only_names_of_villages_are_used(raw: str, name: str) -> None:
    assert village_name(raw) == name


def test_frequent_names_are_left_out_in_countries_of_many_namesakes() -> None:
    town = _town("Sulejów", 51.35, 19.88, "PL")
    codes = [_code("Nowa Wieś", lat, 20.0, country="PL") for lat in (50.8, 51.4, 52.0)]
    codes += [_code("Sulejów", 52.1, 20.2, country="PL"), _code("Kysak", 51.2, 20.1, country="PL")]
    assert [d.name for d in villages(codes, [town])] == ["Kysak"]
