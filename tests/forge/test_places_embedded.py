"""The gazetteer in the package and the facts in the package belong together."""

from __future__ import annotations

from storymap.forge.places.build import fingerprint
from storymap.forge.places.sources import PINS
from storymap.gazetteer import open_gazetteer
from storymap.resources import facts


def test_places_bin_was_built_from_the_facts_as_they_are() -> None:
    """Fails after a change of facts until `storymap data build places` was run, which also checks them."""
    assert open_gazetteer().about["facts"] == fingerprint(facts(""))


def test_places_bin_was_built_from_the_pinned_packages() -> None:
    assert open_gazetteer().about["packages"] == {pin.name: pin.version for pin in PINS}
