"""County councils of Britain and Ireland, and kinds of places that are the last words of longer names."""

from __future__ import annotations

import pytest

import storymap


def places(text: str) -> dict[str, str]:
    found = [r for r in storymap.places(text) if r.place is not None]
    return {r.mention.surface: r.place.id for r in found if r.place is not None}


@pytest.mark.parametrize(
    ("text", "county"),
    [
        ("Norfolk County Council will mend the road from West Dereham to Downham Market.", "Norfolk County"),
        ("Durham County Council closed the bridge at Barnard Castle.", "Durham County"),
        ("Essex County Council will close the tip at Witham.", "Essex County"),
    ],
)
def test_county_council_in_britain_is_that_of_the_county(text: str, county: str) -> None:
    assert places(text)[county].startswith("geonames-admin2:GB.")


@pytest.mark.parametrize(
    ("text", "county"),
    [
        ("Marion County Council met in Indianapolis.", "Marion County"),
        ("Durham County voted on Tuesday. Raleigh did not.", "Durham County"),
        ("Sussex County Council met in Georgetown, Delaware.", "Sussex County"),
    ],
)
def test_county_in_the_united_states_stays_there(text: str, county: str) -> None:
    assert places(text)[county].startswith("geonames-admin2:US.")


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("Notes from the Borough Council briefing were read at West Dereham.", "Borough"),
        ("They camped in Big Basin Redwoods State Park near Santa Cruz.", "State Park"),
    ],
)
def test_kind_of_a_place_alone_is_no_name(text: str, word: str) -> None:
    assert word not in places(text)


def test_town_called_like_a_kind_of_place_is_found() -> None:
    assert "State Park" in places("The train stops at State Park, South Carolina.")
