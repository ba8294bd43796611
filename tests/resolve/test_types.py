"""Candidates that fit a type word: streams, parts of cities, small places, units."""

from __future__ import annotations

from typing import Any

from storymap.kinds import STREAM
from storymap.model import NameContext
from storymap.ports import Entry, Match
from storymap.resolve.type_words import in_city, of_type, towns_on_stream, without_former_names
from tests.resolve.small import KM, entry
from tests.worlds import SmallWorld

Row = tuple[str, float, float, int, str, str, str, str, tuple[str, ...]]
CREEK: Row = ("Mill Creek", 50.0, 10.0, 500, "PPL", "DE", "DE.01", "city", ())
TOWN: Row = ("Red Lodge", 50.0, 10.0, 500, "PPL", "DE", "DE.01", "city", ("Rocky Fork",))
RIVER: Row = ("Wye River", 51.0, 10.0, 0, "STM", "DE", "", "water", ())
WORLD = SmallWorld((CREEK, TOWN, RIVER, ("River Dee", 52.0, 10.0, 0, "STM", "DE", "", "water", ())))


def typed(word: str, *entries: Entry, name: str = "Wye", part: str = "", sure: bool = False) -> list[int]:
    context = NameContext(type_word=word, type_is_sure=sure)
    return [e.number for e in of_type(list(entries), name, part, context, WORLD)]


def test_part_of_a_city_is_near_a_city_at_least_as_large() -> None:
    city = entry(9, 50.0, prominence=5.0)

    def is_part(**values: Any) -> bool:
        return bool(in_city([entry(1, prominence=4.0)._replace(**values)], [city]))

    assert is_part(lat=50 + 29 * KM) and not is_part(lat=50 + 31 * KM)
    assert is_part(lat=50 - 29 * KM) and not is_part(lat=50 - 31 * KM)
    assert is_part(prominence=5.0) and not is_part(prominence=5.1)
    assert is_part(kind="site") and is_part(kind="land") and not is_part(kind="water") and not is_part(kind="admin2")
    assert is_part(match=Match.ALTERNATE) and not is_part(match=Match.WEAK)
    assert is_part(lon=10.4) and not is_part(lon=10.5)  # 36 km
    assert not in_city([city], [city]) and not in_city([entry(1, prominence=4)], [city._replace(kind="admin2")])


def test_town_on_a_stream_is_near_another_place_of_the_article() -> None:
    town, other = entry(1), entry(2, 50 + 29 * KM)
    assert towns_on_stream([town], "Bull Run", [entry(3, 0.0), other]) == [town]
    assert towns_on_stream([town], "Bull Park", [other]) == []
    assert towns_on_stream([town], "Bull Run", [entry(2, 50 + 31 * KM)]) == []
    assert towns_on_stream([town], "Bull Run", [other._replace(kind="country")]) == []
    assert towns_on_stream([town], "Bull Run", [other._replace(kind="admin1")]) == []
    assert towns_on_stream([town._replace(match=Match.ALTERNATE)], "Mill Creek", [other]) == []
    assert towns_on_stream([town._replace(match=Match.OFFICIAL)], "Mill Creek", [other])
    assert towns_on_stream([town._replace(kind="site")], "Mill Creek", [other]) == []


def test_stream_is_not_a_town_that_had_its_name_in_the_past() -> None:
    creek = WORLD.find("Mill Creek")[0]._replace(match=Match.ALTERNATE)
    former = WORLD.find("Rocky Fork")[0]._replace(match=Match.ALTERNATE)
    assert without_former_names([former], "Rocky Fork", WORLD) == []
    assert without_former_names([former], "Rocky Hill", WORLD) == [former]
    assert without_former_names([creek], "Mill Creek", WORLD) == [creek]
    official, hill = former._replace(match=Match.OFFICIAL), former._replace(kind="land")
    assert without_former_names([official, hill], "Rocky Fork", WORLD) == [official, hill]


def test_stream_is_a_river_before_a_town_or_a_unit() -> None:
    town, water = entry(11), entry(12, kind="water")
    assert typed("stream", town, name="Wye") == [2]  # Wye River
    assert typed("stream", town, name="Dee") == [3]  # River Dee
    assert typed("stream", town, water, name="Ure") == [12]
    # the town is left out, because the river has only a weak match
    assert typed("stream", town, water._replace(match=Match.WEAK), name="Ure") == [12]
    # if the first entry is a river, only the town is left out
    assert typed("stream", water, town, name="Wye") == [2, 12]
    assert typed("stream", entry(12, kind="land"), town, name="Wye") == [12, 11]  # the first entry is not a town
    assert typed("stream", water._replace(match=Match.ALTERNATE), town, name="Wye") == [2, 12]
    assert typed("stream", town, name="Ure") == typed("stream", name="Ure") == []
    unit = entry(13, kind="admin1", country="IN")
    # in India, the name of a unit may have an article: "the Punjab"
    assert typed("stream", unit, town, name="Ure") == [13, 11]
    assert typed("stream", unit._replace(country="US"), entry(14, kind="site"), name="Ure") == [14]
    assert typed("stream", entry(15, kind="admin2"), name="Ure") == []


def test_small_place_has_a_kind_and_a_size_that_the_noun_allows() -> None:
    assert typed("hamlet", entry(1, prominence=4.0), entry(2, prominence=4.1), entry(3, kind="site", prominence=6)) == [
        1,
        3,
    ]
    assert typed("hamlet", entry(1, prominence=3, kind="water")) == []
    assert typed("village", entry(1, prominence=5.0)) == [1]  # "village" is not sure, because it is also used for towns
    assert typed("village", entry(1, prominence=5.0), entry(2, prominence=5.1), sure=True) == [1]
    assert typed("lake", entry(1), entry(2, kind="water"), sure=True) == [2]


def test_unit_word_selects_the_first_kind_that_exists() -> None:
    town, county, unit = entry(1), entry(2, kind="admin2"), entry(3, kind="admin1")
    assert typed("province", town, county, unit) == [3]
    assert typed("province", town, county) == [2]
    assert typed("province", town) == typed("province", town, sure=True) == [1]
    assert typed("county", town, sure=True) == [] and typed("county", town) == [1]
    assert typed("", town, county) == [1, 2]


def test_name_with_its_type_word_is_looked_up_too() -> None:
    town = entry(11)
    assert typed("river", town, name="Wye") == [2]
    assert typed("river", town, name="Wye", part="Upper") == [11]
    river = WORLD.find("Wye River")[0]
    assert typed("river", river, name="Wye") == [2]


def test_type_word_that_was_removed_from_the_name_selects_candidates() -> None:
    town, unit = entry(1), entry(3, kind="admin1")
    assert typed("", town, unit, part="Northern Province") == [3]
    assert typed("", town, part="Province") == [1]
    assert typed("", town, part="River") == []
    assert typed("", town, part="northern") == [1]


def test_city_of_a_country_is_in_that_country() -> None:
    country, own = entry(1, kind="country"), entry(2)
    foreign = entry(3, country="FR")
    assert typed("city", country, foreign, own) == [2]
    assert typed("city", country, foreign) == [1, 3]
    assert typed("city", country._replace(match=Match.ALTERNATE), foreign) == [3]
    assert typed("city", foreign, country) == [3]


def test_river_that_is_found_by_two_names_is_one_candidate() -> None:
    river = WORLD.find("Wye River")[0]
    assert typed(STREAM, entry(9, 50.0), river._replace(match=Match.OFFICIAL)) == [river.number]
    assert typed("river", river._replace(match=Match.OFFICIAL), sure=True) == [river.number]


def test_edge_selects_the_area_of_a_town() -> None:
    town, county = entry(1, country="IE"), entry(2, kind="admin2", country="IE", match=Match.ALTERNATE)
    assert typed("edge", town, county) == [2]
    assert typed("edge", town) == [1]
    assert typed("edge", county, town) == [2]
    far = county._replace(lat=town.lat + 3)
    assert typed("edge", town, far) == typed("edge", town, county._replace(country="CA")) == [1, 2]
    state = entry(3, kind="admin1", admin1="MX.30", lat=town.lat + 3)
    assert typed("edge", town._replace(admin1="MX.30"), state) == [3]
