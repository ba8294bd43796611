"""Which evidence becomes the reason of a resolution, and the names in it."""

from __future__ import annotations

from typing import Any

import numpy as np

from storymap.model import Reason
from storymap.ports import Entry
from storymap.resolve.features import FEATURES
from storymap.resolve.ranker import Ranking
from storymap.resolve.reasons import Names, explain, where
from tests.resolve.small import KM, group
from tests.worlds import ROWS, SmallWorld

# These towns are north of Paris in Texas, at increasing distances.
AROUND = tuple(
    (f"North {km}", 33.66 + km * KM, -95.55, 10, "PPL", "US", "US.TX", "city", ()) for km in (100, 300, 599, 601)
)
WORLD = SmallWorld((*ROWS, *AROUND))
FRENCH, TEXAN = WORLD.find("Paris")
ENGLISH = Names(WORLD, "en", {})


def found(name: str) -> Entry:
    return WORLD.find(name)[0]


def reason(
    *others: Entry | None,
    names: Names = ENGLISH,
    second: dict[str, float] | None = None,
    stated: bool = True,
    **first: float,
) -> Reason:
    """Return the reason for Paris in Texas, if `first` is the evidence for it and `second` that for Paris in France."""
    evidence = np.zeros((2, len(FEATURES)))
    for row, values in ((1, first), (0, second or {})):
        for name, value in values.items():
            evidence[row, FEATURES.index(name.replace("_", "-"))] = value
    ranking = Ranking(np.array([0.2, 0.8]), evidence, evidence)
    chosen = group(FRENCH, TEXAN)
    return explain(chosen, ranking, [1, 0], others, WORLD.place(TEXAN), names, home_is_stated=stated)


def test_reason_is_the_kind_with_the_largest_difference() -> None:
    assert reason(prominence=1, country=2).code == "country"
    assert reason(prominence=2, country=1).code == "largest"
    # prominence and relative prominence are added
    assert reason(prominence=0.6, relative=0.6, country=1).code == "largest"
    assert reason(country=3, second={"country": 2.5}, prominence=1).code == "largest"
    assert reason(holds=1).code == "holds" and reason(home_50=1).code == "home"
    assert reason(official=2, prominence=1).code == "largest"
    assert reason().code == reason(second={"country": 1}).code == "name"
    assert reason(country=1).params["country"] == "United States"


def test_home_that_is_not_stated_is_explained_by_neighbours() -> None:
    sherman = found("Sherman")
    assert reason(sherman, home_50=1, stated=False).params["neighbours"] == "Sherman"
    assert reason(home_50=1, stated=False).code == "name"  # there are no neighbours


def test_neighbours_are_the_two_nearest_places_within_six_hundred_kilometres() -> None:
    def neighbours(*others: Entry | None) -> str:
        return reason(*others, near_50=1).params.get("neighbours", "")

    north = [found(f"North {km}") for km in (100, 300, 599, 601)]
    assert neighbours(north[1], None, north[2], north[0]) == "North 100 and North 300"
    assert neighbours(north[2]) == "North 599" and neighbours(north[3]) == ""
    assert neighbours(TEXAN, found("United States"), found("Soviet Union")) == ""
    assert neighbours(north[0], north[0], found("Texas")) == "North 100 and Texas"


def test_names_are_those_of_the_article_in_other_languages() -> None:
    french = Names(WORLD, "fr", {found("Sherman").number: "Shermanville"})
    assert french.of(found("Sherman")) == "Shermanville" and french.of(found("Bonham")) == "Bonham"
    assert french.joined(["a", "b"]) == "a, b" and ENGLISH.joined(["a", "b"]) == "a and b"
    assert french.country("JP") == "Japan" and french.country("XX") == "XX" and french.country("") == ""
    assert ENGLISH.country("JP") == "Japan" and ENGLISH.country("") == ""
    assert Names(WORLD, "en", {found("Sherman").number: "Shermanville"}).of(found("Sherman")) == "Sherman"


def test_place_is_described_by_its_unit_and_country() -> None:
    def described(entry: Entry) -> str:
        return where(WORLD.place(entry), entry, ENGLISH)

    assert described(TEXAN) == "Texas, United States"
    assert described(found("Texas")) == "United States"
    assert described(FRENCH) == "France"  # the gazetteer has no name for its unit
    assert described(found("Japan")) == described(TEXAN._replace(country="")) == ""


def qualified(*candidates: Entry, **values: Any) -> Reason:
    table = np.zeros((len(candidates), len(FEATURES)))
    chosen = group(*candidates, **values)
    ranking = Ranking(np.ones(len(candidates)), table, table)
    place = WORLD.place(candidates[0])
    return explain(chosen, ranking, list(range(len(candidates))), [], place, ENGLISH)


def test_words_next_to_the_name_are_the_reason_if_they_exclude_other_places() -> None:
    texas, tokyo = found("Texas"), found("Tokyo")
    admin = qualified(TEXAN, holders=[texas], excluded=[FRENCH])
    assert (admin.code, admin.params["holder"], admin.params["all"]) == ("admin", "Texas", "2")
    assert qualified(TEXAN, FRENCH, holders=[texas]).code == "admin"
    assert qualified(TEXAN, holders=[texas]).code == "admin-only"
    near = qualified(TEXAN, holders=[tokyo], excluded=[FRENCH])
    assert (near.code, near.params["neighbours"]) == ("near", "Tokyo")
    assert qualified(TEXAN, type_word="city", excluded=[FRENCH]).params["word"] == "city"
    assert qualified(TEXAN, type_word="city").code == "only"
    assert qualified(TEXAN, qualifies=True).code == "holds"
    assert qualified(TEXAN, excluded=[FRENCH]).params["country"] == "United States"
    assert qualified(found("Japan"), excluded=[FRENCH]).code == "only"
    assert qualified(TEXAN, FRENCH, excluded=[tokyo]).code == "name"


def test_only_place_with_a_name() -> None:
    only = qualified(TEXAN)
    assert (only.code, only.params["all"], "part" in only.params) == ("only", "1", False)
    part = qualified(TEXAN, part="northern")
    assert (part.code, part.params["part"]) == ("part", "northern")
