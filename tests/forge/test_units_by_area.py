"""Places that have no settlement near them get the admin-1 unit whose area contains them."""

from __future__ import annotations

import pytest

from storymap.basemap.footprints import Footprints
from storymap.forge.places.base import base_of
from storymap.forge.places.draft import Draft
from storymap.forge.places.units_by_area import unit_by_area_patches
from storymap.forge.places.world import World
from storymap.model import BoundingBox
from storymap.resources import data

AREAS = Footprints(data("footprints.zip"))
BOXES = {"US.NV": (-119.9, 35.2, -114.1, 41.9), "US.CA": (-124.3, 32.6, -114.2, 42.0), "CA.11": (-141, 60, -124, 69.6)}


def unit_of(lat: float, lon: float, country: str = "US", kind: str = "city", **details: object) -> str:
    """Return the code of the unit that a place without unit gets."""
    units = [
        Draft(f"geonames-admin1:{code}", code, "admin1", "ADM1", 0, 0, 5, code[:2], code, box=BoundingBox(*box))
        for code, box in sorted(BOXES.items())
    ]
    place = Draft("storymap:ione", "Ione", kind, "PPL", lat, lon, 2.6, country, details={"names": [], **details})
    world = World(base_of([], units), [place])
    world.apply(unit_by_area_patches(world, AREAS))
    return place.admin1


@pytest.mark.parametrize(
    ("lat", "lon", "country", "unit"),
    [
        (38.95, -117.58, "US", "US.NV"),
        (35.27, -115.58, "US", "US.CA"),  # in the box of Nevada
        (36.0, -150.0, "US", ""),
        (38.95, -117.58, "CA", ""),  # the place is not in the country of the unit
    ],
)
def test_unit_is_the_one_whose_area_contains_the_place(lat: float, lon: float, country: str, unit: str) -> None:
    assert unit_of(lat, lon, country) == unit


def test_place_that_may_be_in_several_units_has_none() -> None:
    assert unit_of(38.95, -117.58, radius_km=20.0) == ""
    assert unit_of(38.95, -117.58, countries=["US", "MX"]) == ""
    assert unit_of(38.95, -117.58, kind="region") == ""
    assert unit_of(38.95, -117.58, radius_km=10.0, countries=["US"]) == "US.NV"
