"""The tiles of shaded relief in a page."""

from __future__ import annotations

import base64

from storymap.basemap import open_basemap
from storymap.basemap.relief import open_relief
from storymap.model import BoundingBox, Camera
from storymap.render.relief import RELIEF_BYTES, relief_tiles
from tests.render import stories
from tests.render.pages import document_in, page_of

ALPS = Camera(BoundingBox(6.0, 44.0, 13.0, 48.0), 9.0)
EUROPE = Camera(BoundingBox(-5.0, 38.0, 25.0, 52.0), 9.0)
WORLD = Camera(BoundingBox(-170.0, -60.0, 170.0, 75.0), 9.0)
CHAMONIX = Camera(BoundingBox(6.8, 45.85, 6.95, 45.97), 12.0)


def test_tiles_are_copied_from_the_package() -> None:
    found = relief_tiles([ALPS])
    assert found
    for name, text in found.items():
        level, x, y = map(int, name.split("/"))
        assert base64.b64decode(text) == open_relief().tile(level, x, y)


def test_views_of_the_world_and_of_a_town_are_not_shaded() -> None:
    assert relief_tiles([WORLD]) == {}
    assert relief_tiles([CHAMONIX]) == {}


def test_view_of_a_valley_is_shaded() -> None:
    assert relief_tiles([Camera(BoundingBox(6.2, 45.4, 7.4, 46.2), 9.0)])


def test_view_with_little_space_gets_coarser_tiles_or_none() -> None:
    fine, coarse = (max(name[0] for name in relief_tiles([EUROPE], budget)) for budget in (200_000, 20_000))
    assert fine > coarse
    assert relief_tiles([EUROPE], 100) == {}


def test_tiles_of_many_views_fit_the_budget() -> None:
    views = [Camera(BoundingBox(w, 30.0, w + 8.0, 36.0), 9.0) for w in range(60, 110, 8)]
    assert sum(len(name) + len(text) + 6 for name, text in relief_tiles(views).items()) <= RELIEF_BYTES


def test_page_has_relief_and_its_credit_unless_it_is_off() -> None:
    shaded = page_of(stories.ferry(), basemap=open_basemap()).html()
    plain = page_of(stories.ferry(), basemap=open_basemap(), relief=False).html()
    assert document_in(shaded)["basemap"]["relief"]
    assert "relief" not in document_in(plain)["basemap"]
    assert "shadedrelief.com" in shaded
    assert "shadedrelief.com" not in plain
    assert "storymap.Relief=function" in shaded.replace(" ", "")
    assert "storymap.Relief=function" not in plain.replace(" ", "")


def test_page_with_relief_is_reproducible() -> None:
    one, other = (page_of(stories.ferry(), basemap=open_basemap()).html() for _ in range(2))
    assert one == other
