"""Places that an entry of places.yaml changes without replacing them."""

from __future__ import annotations

from storymap.model import Dispute, Place, Position, SideName
from storymap.overrides.changed_places import names_first, with_radius

ISLES = Place(
    "x:1",
    "Southern Isles / Northern Isles",
    Position(44, 146),
    names=(SideName("Southern Isles", "en", "RU"), SideName("Northern Isles", "en", "JP")),
    dispute=Dispute("disputed", ("RU",), ("JP",)),
)


def test_names_of_a_country_come_first_at_a_disputed_place() -> None:
    changed = names_first(ISLES, "JP")
    assert changed.name == "Northern Isles / Southern Isles"
    assert [name.side for name in changed.names] == ["JP", "RU"]
    assert names_first(ISLES, "RU") == names_first(ISLES, "FR") == ISLES
    undisputed = Place("x:2", "A / B", Position(0, 0), names=ISLES.names)
    assert names_first(undisputed, "JP") == undisputed


def test_radius_makes_a_position_approximate() -> None:
    changed = with_radius(ISLES, 3.0)
    assert (changed.approximate, changed.radius_km) == (True, 3.0)
    assert with_radius(ISLES, 0.0) is ISLES
