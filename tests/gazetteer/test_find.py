"""`find`: the first result is the most common meaning of a name, and all other places with the name follow."""

from __future__ import annotations

from itertools import pairwise

import pytest

from storymap.gazetteer import open_gazetteer
from storymap.gazetteer.layout import HANDICAP
from storymap.ports import Entry, Match
from storymap.sphere import distance_km

# The columns are: name, kind, latitude, longitude (degrees), maximum distance from this position (km).
_FIRST = """
Hokkaido                 admin1      43.4   142.8   60
Chitose                  city        42.8   141.7   20
Vladivostok              city        43.1   131.9   20
Sakhalin Island          island      50.3   142.9  200
Sakhalin                 island      50.3   142.9  200
Crimea                   admin1      45.3    34.4   80
Japan                    country     36.0   138.0  200
Russia                   country     60.0   100.0  300
United States            country     39.8   -98.5  300
U.S.                     country     39.8   -98.5  300
America                  country     39.8   -98.5  300
China                    country     35.0   105.0  300
Ukraine                  country     49.0    32.0  200
Tokyo                    city        35.7   139.7   20
Beijing                  city        39.9   116.4   20
Milan                    city        45.5     9.2   20
Washington               city        38.9   -77.0   20
Washington, D.C.         city        38.9   -77.0   20
Washington state         admin1      47.3  -120.8  100
Soviet Union             historical  60.0    90.0 1000
Southern Kuril Islands   dispute     44.4   147.0  100
Northern Territories     dispute     44.4   147.0  100
Siberia                  region      60.0   105.0 1000
Middle East              region      29.0    44.0  600
Sinai                    land        29.5    33.8  100
Kashmir                  dispute     34.5    76.0  200
Golan                    dispute     33.0    35.8   40
Golan Heights            dispute     33.0    35.8   40
Africa                   region       5.0    20.0 1200
Oklahoma                 admin1      35.4   -98.0  150
Albany                   city        42.65  -73.75  20
Albania                  country     41.0    20.0  100
Columbia                 city        34.0   -81.0   20
British Columbia         admin1      54.0  -125.0  200
Colombia                 country      4.0   -72.0  300
Georgia                  country     42.0    43.5  100
Jordan                   country     31.0    36.0  100
Lebanon                  country     33.8    35.8   50
Palestine                country     31.9    35.2   60
New York                 city        40.7   -74.0   20
New York state           admin1      42.8   -75.8  120
Texas                    admin1      31.2  -100.1  150
Calif.                   admin1      37.3  -119.3  150
Paris                    city        48.9     2.35  20
London                   city        51.5    -0.1   20
Moscow                   city        55.75   37.6   20
Kyiv                     city        50.45   30.5   20
Kiev                     city        50.45   30.5   20
Bombay                   city        19.1    72.9   20
Saigon                   city        10.8   106.6   20
Peking                   city        39.9   116.4   20
Constantinople           city        41.0    28.95  20
Leningrad                city        59.9    30.3   20
Calcutta                 city        22.55   88.35  20
Rangoon                  city        16.8    96.15  20
Burma                    country     22.0    96.0  200
Swaziland                country    -26.5    31.5   60
Zaire                    country     -2.5    23.5  300
Ceylon                   country      7.0    81.0  100
Persia                   country     32.0    53.0  300
Holland                  country     52.2     5.75 100
Britain                  country     54.0    -2.0  200
UAE                      country     23.75   54.5  100
DPRK                     country     40.0   127.0  100
England                  admin1      52.7    -1.5  100
Scotland                 admin1      56.8    -4.2  120
Guangdong                admin1      23.3   113.5  100
Guangdong province       admin1      23.3   113.5  100
Donetsk region           admin1      48.0    37.6   80
Bavaria                  admin1      48.9    11.4  100
N.Y.                     admin1      42.8   -75.8  120
Rio                      city       -22.9   -43.2   30
Etorofu                  island      45.0   147.9   60
Iturup                   island      45.0   147.9   60
Senkaku Islands          dispute     25.8   123.5   60
Diaoyu Islands           dispute     25.8   123.5   60
Donbas                   region      48.3    38.4  120
Balkans                  region      43.0    22.0  400
Sahel                    region      15.0    10.0 1200
Falklands                country    -51.8   -59.0   80
Taiwan                   country     23.7   121.0   60
Kosovo                   country     42.6    20.9   50
West Bank                admin1      32.0    35.25  40
Gaza                     admin1      31.4    34.4   30
Kremlin                  site        55.75   37.6    5
Pentagon                 site        38.87  -77.06   5
White House              site        38.9   -77.04   5
Владивосток              city        43.1   131.9   20
北海道                   admin1      43.4   142.8   60
東京                     city        35.7   139.7   20
Київ                     city        50.45   30.5   20
القاهرة                  city        30.05   31.25  20
"""


def _rows() -> list[tuple[str, str, float, float, float]]:
    rows = []
    for line in _FIRST.strip().splitlines():
        name, kind, lat, lon, km = line.rsplit(maxsplit=4)
        rows.append((name.strip(), kind, float(lat), float(lon), float(km)))
    return rows


def first(name: str) -> Entry:
    return open_gazetteer().find(name)[0]


@pytest.mark.parametrize(("name", "kind", "lat", "lon", "km"), _rows())
def test_most_common_meaning_comes_first(name: str, kind: str, lat: float, lon: float, km: float) -> None:
    entry = first(name)
    assert entry.kind == kind
    assert distance_km(entry.lat, entry.lon, lat, lon) <= km


@pytest.mark.parametrize("name", ["Georgia", "Congo", "Victoria", "Springfield", "Cordoba"])
def test_all_places_with_same_name_are_found(name: str) -> None:
    assert len(open_gazetteer().find(name)) > 1


def test_both_georgias_are_found() -> None:
    kinds = {e.kind: e.country for e in open_gazetteer().find("Georgia") if e.match == Match.NAME}
    assert kinds["country"] == "GE"
    assert kinds["admin1"] == "US"


def test_both_congos_are_found() -> None:
    assert {e.country for e in open_gazetteer().find("Congo") if e.kind == "country"} == {"CD", "CG"}


@pytest.mark.parametrize("name", ["ABE", "qian sui shi", "hkwaydw", "Xyzzyville", "", "...", "TXL"])
def test_codes_and_machine_transliterations_are_not_names(name: str) -> None:
    codes = [e for e in open_gazetteer().find(name) if e.country in ("US", "JP", "DE")]
    assert codes == []


@pytest.mark.parametrize(
    ("name", "alien"),
    [
        ("Moscow", "Sulligent"),
        ("Columbia", "Colombia"),
        ("Africa", "Mahdia"),
        ("Sinai", "Cantón Sinaí"),
        ("Kashmir", "Cashmere"),
    ],
)
def test_alternate_name_that_is_main_name_of_larger_place_is_weak(name: str, alien: str) -> None:
    gazetteer = open_gazetteer()
    matches = {gazetteer.place(e).name: e.match for e in gazetteer.find(name)}
    assert matches[alien] == Match.WEAK


@pytest.mark.parametrize(
    ("name", "seat"), [("Kherson", "city"), ("Luhansk", "city"), ("Moscow", "city"), ("Kaliningrad", "city")]
)
def test_city_comes_before_region_named_after_it(name: str, seat: str) -> None:
    assert first(name).kind == seat


@pytest.mark.parametrize(
    ("name", "admin1"),
    [
        ("Orange County", "US.CA"),
        ("Cook County", "US.IL"),
        ("Kings County", "US.NY"),
        ("Kent", "GB.ENG"),
        ("Loudon Co.", "US.TN"),
        ("County Kerry", "IE.M"),
        ("Ceredigion", "GB.WLS"),
    ],
)
def test_county_is_the_first_admin2_result(name: str, admin1: str) -> None:
    found = [e for e in open_gazetteer().find(name) if e.kind == "admin2"]
    assert found[0].admin1 == admin1


def test_the_before_name_is_ignored_unless_it_is_part_of_the_name() -> None:
    gazetteer = open_gazetteer()
    assert gazetteer.find("the Balkans") == gazetteer.find("Balkans")
    assert gazetteer.find("The Hague")[0].country == "NL"


@pytest.mark.parametrize("name", ["Hokkaido", "Washington", "U.S.", "Springfield", "the Balkans", "北海道"])
def test_best_agrees_with_first_of_find(name: str) -> None:
    gazetteer = open_gazetteer()
    entry = gazetteer.find(name)[0]
    assert gazetteer.best(name) == (entry.kind, entry.prominence)


def test_best_of_an_unknown_name_is_none() -> None:
    assert open_gazetteer().best("Xyzzyville") is None


def test_entries_are_best_first() -> None:
    """Entries are sorted by prominence minus the penalty for weaker matches."""
    for name in ("Springfield", "Washington", "Columbia", "Santiago"):
        worth = [entry.prominence - HANDICAP[entry.match] for entry in open_gazetteer().find(name)]
        # the tolerance is needed, because prominence is stored in steps of 0.04
        assert all(b <= a + 0.05 for a, b in pairwise(worth))
