"""Stations of a journey: places on the way between its stops, and places that are named in the order of a way."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from storymap.compose.journeys.stations import Named, in_order, stations
from storymap.model import Position

Map = Mapping[str, tuple[float, float]]  # name -> latitude and longitude in degrees; a degree is 111 km


def found(text: str, at: Map) -> str:
    """Return the stations of a text. In the text, an exclamation mark follows the name of each stop."""
    named = [Named(name.rstrip("!"), name.endswith("!")) for name in text.split()]
    positions = {name: Position(*where) for name, where in at.items()}
    return " ".join(f"{named[i].slug}" for i in stations(named, positions))


def line(names: str) -> dict[str, tuple[float, float]]:
    """Return positions on the equator for the names, one degree apart."""
    return {name: (0.0, float(i)) for i, name in enumerate(names.split())}


@pytest.mark.parametrize(("lat", "stations"), [(0, "x"), (4.5, "x"), (5.3, "")])
def test_station_makes_the_way_at_most_two_fifths_longer(lat: float, stations: str) -> None:
    assert found("a! x b!", {"a": (0, 0), "x": (lat, 5), "b": (0, 10)}) == stations


@pytest.mark.parametrize(("lat", "stations"), [(3.5, "x y"), (6, "")])
def test_stations_together_make_the_way_at_most_three_fifths_longer(lat: float, stations: str) -> None:
    assert found("a! x y b!", {"a": (0, 0), "x": (lat, 1), "y": (lat, 9), "b": (0, 10)}) == stations


def test_text_without_stops_has_no_stations() -> None:
    assert found("a b c", line("a b c")) == ""


def test_place_off_the_way_is_no_station() -> None:
    at = line("a x y b") | {"far": (30, 2)}
    assert found("a! x far y b!", at) == "x y"
    assert found("a! far b!", at) == ""


def test_place_that_is_named_twice_in_a_row_is_one_station() -> None:
    assert found("a! x x b!", line("a x b")) == "x"


def test_places_that_are_named_against_the_direction_are_no_stations() -> None:
    assert found("a! y x b!", line("a x y b")) in ("x", "y")


@pytest.mark.parametrize(("text", "stations"), [("a! x y b! c!", ""), ("a! x y z b! c!", "x y z")])
def test_text_may_leave_out_the_stations_of_the_way_back(text: str, stations: str) -> None:
    at = {"a": (0, 0), "x": (0, 3), "y": (0, 6), "z": (0, 9), "b": (0, -1), "c": (0, -9)}
    assert found(text, at) == stations


def test_two_places_before_the_first_stop_or_after_the_last_one_continue_the_way() -> None:
    at = line("x y a b c d")
    assert found("x y a! b!", at) == "x y"
    assert found("y a! b!", at) == ""
    assert found("a! b! c d", at) == "c d"
    assert found("a! b! c", at) == ""
    assert found("x y a! b! c d", at) == "x y c d"
    assert found("a! b c d", at) == "b c d"


@pytest.mark.parametrize(("lon", "stations"), [(4.9, "x y"), (5.1, "")])
def test_way_is_continued_by_legs_of_at_most_twice_the_length_of_those_between_stops(lon: float, stations: str) -> None:
    at = {"a": (0, 0), "b": (0, 1), "c": (0, 2), "x": (0, 3), "y": (0, lon)}
    assert found("a! b! c! x y", at) == stations
    west = {name: (0.0, -lon) for name, (_, lon) in at.items()}
    assert sorted(found("y x c! b! a!", west).split()) == stations.split()


def test_leg_that_is_too_long_ends_the_way() -> None:
    at = line("a b c d") | {"far": (0, 9), "beyond": (0, 10)}
    assert found("a! b! c d far beyond", at) == "c d"


def test_longest_leg_between_stops_limits_the_other_legs() -> None:
    at = {"a": (0, 0), "b": (0, 1), "c": (0, 6), "x": (0, 14), "y": (0, 15)}
    assert found("a! b! c! x y", at) == "x y"


def test_at_most_24_places_between_two_stops_are_considered() -> None:
    names = " ".join(f"p{i:02}" for i in range(30))
    assert found(f"a! {names} b!", line(f"a {names} b")) == names[: 24 * 4 - 1]


# --- order of a way ---------------------------------------------------------------------------------------------------


def ordered(lons: list[float], firm: str = "") -> str:
    """Return which of the places with these longitudes are in order. Their names are letters in text order."""
    names = [chr(97 + i) for i in range(len(lons))]
    at = {name: Position(0, lon) for name, lon in zip(names, lons, strict=True)}
    return "".join(sorted(in_order(names, firm, at)))


@pytest.mark.parametrize(("lon", "in_order"), [(8.2, "abc"), (7, "")])
def test_way_in_order_is_at_most_a_fifth_longer_than_the_shortest(lon: float, in_order: str) -> None:
    assert ordered([0, 10, lon]) == in_order


def test_fewer_than_three_places_are_in_order() -> None:
    assert ordered([0, 5]) == "ab"
    assert ordered([]) == ""


def test_quarter_of_the_places_may_be_out_of_order() -> None:
    assert ordered([0, 20, 1, 2, 3, 4, 5, 6]) == "acdefgh"
    assert ordered([0, 20, 1, 2, 3, -15, 4, 5]) == "acdegh"
    assert ordered([0, 20, 1, 2, -12, 3, 25, 4]) == ""
    assert ordered([0, 20, 1, 2]) == "acd"
    assert ordered([0, 20, 1]) == ""


def test_first_or_last_place_may_be_out_of_order() -> None:
    assert ordered([9, 0, 1, 2, 3, 4]) == "bcdef"
    assert ordered([0, 1, 2, 3, 4, -5]) == "abcde"


def test_firm_places_are_not_left_out_of_the_order() -> None:
    assert ordered([0, 20, 1, 2, 3, 4, 5, 6], "b") == ""
    assert ordered([9, 0, 1, 2, 3, 4], "a") == ""
    assert ordered([0, 1, 2, 3, 4, -5], "f") == ""
    assert ordered([0, 20, 1, 2, 3, 4, 5, 6], "acdefgh") == "acdefgh"
    assert ordered([0, 20, 1, 2, 3, 4, 5, 6], "abcdefgh") == ""


def test_place_that_is_named_again_counts_once() -> None:
    at = {name: Position(0, lon) for lon, name in enumerate("abcd")}
    assert in_order(list("abacabd"), "", at) == set("abcd")


@pytest.mark.parametrize(("number", "is_in_order"), [(60, False), (62, True)])
def test_order_of_more_than_60_places_is_judged_by_a_sample(number: int, is_in_order: bool) -> None:
    # every second place is out of order, and the sample of more than 60 places contains the others
    at = {f"p{i}": Position(0, i / 10 if i % 2 == 0 else (i * 37 % number) / 10) for i in range(number)}
    assert in_order(list(at), "", at) == (set(at) if is_in_order else set())


def test_round_trip_is_the_order_of_a_way() -> None:
    at = {name: Position(lat, lon) for name, lat, lon in (("a", 0, 0), ("b", 0, 3), ("c", 3, 3), ("d", 3, 0))}
    assert in_order(list("abcd"), "", at) == set("abcd")
    assert in_order(list("acbd"), "", at) == set()
