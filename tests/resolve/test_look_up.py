"""The candidates of names, and the words removed to find them."""

import pytest

from storymap.gazetteer import open_gazetteer
from storymap.resolve.look_up import look_up


@pytest.mark.parametrize(
    ("name", "part", "place"),
    [
        ("Brenham Memorial Hospital", "Memorial Hospital", "Brenham"),
        ("Pickens County Detention Center", "Detention Center", "Pickens County"),
        ("Penrith railway station", "railway station", "Penrith"),
    ],
)
def test_unknown_site_named_after_a_known_place_is_looked_up_by_the_place(name: str, part: str, place: str) -> None:
    entries, removed = look_up(name, open_gazetteer())
    assert removed == part
    assert entries and any(open_gazetteer().place(e).name == place for e in entries)


def test_part_of_a_village_is_not_the_village() -> None:
    assert look_up("Old Craster", open_gazetteer()) == ([], "")
    assert look_up("northern Milan", open_gazetteer())[1] == "northern"
