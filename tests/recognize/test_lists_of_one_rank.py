"""The names in a list mean places of one rank (such as counties), and a type word such as "parish" excludes other
places."""

from __future__ import annotations

import pytest

from storymap.pipeline import places


def _at(text: str, name: str) -> tuple[int, int]:
    """Return the position of a name, rounded to whole degrees."""
    [place] = {r.place for r in places(text).resolutions if r.mention.surface == name and r.place is not None}
    return round(place.position.lat), round(place.position.lon)


@pytest.mark.parametrize(
    ("text", "name", "at"),
    [
        # Each name also belongs to a village in the unit that the next name of the list may mean.
        ("Snow closed every school in Devon, Cornwall, Dorset and Somerset.", "Cornwall", (50, -5)),
        ("She has cooked in Arequipa, Trujillo, Piura and Lima.", "Trujillo", (-8, -79)),
    ],
)
def test_name_in_a_list_is_not_inside_the_next_one(text: str, name: str, at: tuple[int, int]) -> None:
    assert _at(text, name) == at


@pytest.mark.parametrize(
    ("text", "name", "at"),
    [
        ("They toured Buffalo, Texas, Dallas and Waco.", "Buffalo", (31, -96)),
        ("They toured Paris, Texas, Dallas and Waco.", "Paris", (34, -96)),
        ("Flights serve Portland, Maine, Boston and Hartford.", "Portland", (44, -70)),
    ],
)
def test_state_after_a_town_in_a_list_is_its_larger_unit(text: str, name: str, at: tuple[int, int]) -> None:
    assert _at(text, name) == at


def test_parish_is_a_unit_of_any_level() -> None:
    assert _at("The parish of Manchester sent its yams to Kingston until the bridge at Porus broke.", "Manchester") == (18, -77)  # fmt: skip


@pytest.mark.parametrize(
    ("words", "radius_km"),
    [
        ("20 km upstream of Kratié", 20.0),
        ("eleven miles downstream of Vientiane", 17.7),
        ("three miles below Mandalay", 4.8),
        ("about 40 km inland from Manakara", 40.0),
        ("20 kilometres short of Gaziantep", 20.0),
        ("two leagues above Asunción", 9.7),
    ],
)
def test_distance_without_compass_direction_is_a_circle(words: str, radius_km: float) -> None:
    found = {r.mention.surface: r.place for r in places(f"The old ferry lay {words} for a year.").resolutions}
    circle = found[words]
    assert circle is not None
    assert circle.radius_km == pytest.approx(radius_km, abs=0.1)


def test_name_after_distance_and_direction_is_a_place() -> None:
    # The tagger does not find Gao here.
    assert "Gao" in {r.mention.surface for r in places("They were found 15 km south-west of Gao.").resolutions}
