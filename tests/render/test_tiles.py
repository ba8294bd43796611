from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from storymap.basemap.levels import LEVELS, level_for
from storymap.basemap.views import DESKTOP, fit_zoom, wanted
from storymap.model import BoundingBox, Camera, Position
from storymap.render.tiles import BEYOND, WINDOW, raised, shown, tiles_and_cameras
from tests.render.ferry import HOKKAIDO, KORSAKOV, SAKHALIN, TOKYO
from tests.render.story_parts import camera

TILE = {"l": "x" * 79}  # with its name and punctuation, the tile has 100 bytes in the document
HOKKAIDO_WIDE = BoundingBox(138.3, 39.2, 146.7, 47.6)
SALIENT, OTHER = camera(HOKKAIDO, zoom=9), camera(SAKHALIN, zoom=9)


class EqualTiles:
    """A basemap whose tiles all have the same size."""

    def tiles(self, cameras: Iterable[Camera], keep: Iterable[Position], budget: int) -> Mapping[str, Any]:
        names = [f"{tile.level.number}/{tile.x}/{tile.y}" for tile in wanted(cameras)]
        levels = [{"level": level.number, "top": level.top, "units": level.units} for level in LEVELS]
        return {"levels": levels, "tiles": dict.fromkeys(names, TILE)}


def bytes_of_views(*cameras: Camera) -> int:
    """Return the total size in bytes of all tiles that these cameras need."""
    return 100 * len({name for c in cameras for name in shown(c)})


def test_cameras_are_unchanged_within_budget() -> None:
    _, cameras = tiles_and_cameras(EqualTiles(), [SALIENT, OTHER], [], 1_000_000)
    assert cameras == {SALIENT: SALIENT, OTHER: OTHER}


def test_largest_view_is_zoomed_out_over_budget() -> None:
    town = camera(KORSAKOV, zoom=9)
    budget = bytes_of_views(OTHER, town, *(raised(raised(c)) for c in (SALIENT, OTHER, town)))
    _, cameras = tiles_and_cameras(EqualTiles(), [OTHER, SALIENT, town], [], budget)
    assert (cameras[OTHER], cameras[town]) == (OTHER, town)
    assert cameras[SALIENT].zoom < SALIENT.zoom


def test_every_view_has_tiles_of_countries_before_others_are_deepened() -> None:
    town = camera(KORSAKOV, zoom=9)
    coarse = [raised(raised(c)) for c in (SALIENT, OTHER, town)]
    tiles, cameras = tiles_and_cameras(EqualTiles(), [SALIENT, OTHER, town], [], bytes_of_views(*coarse))
    assert {name for name in tiles["tiles"] if name.startswith("3/")} >= {
        n for c in coarse for n in shown(c) if n[0] == "3"
    }
    assert min(fit_zoom(c, WINDOW) for c in cameras.values()) > 4


def test_passage_that_is_read_for_longer_gets_its_tiles_first() -> None:
    near, far = camera(KORSAKOV, zoom=9), camera(TOKYO, zoom=9)
    coarse = [raised(raised(c)) for c in (SALIENT, near, far)]
    for longer in (near, far):
        budget = bytes_of_views(*coarse, longer)
        _, cameras = tiles_and_cameras(EqualTiles(), [coarse[0], near, far], [], budget, {longer: 900, SALIENT: 1})
        assert cameras[longer] == longer


def test_every_view_has_all_its_tiles() -> None:
    for budget in range(0, 6000, 500):
        tiles, cameras = tiles_and_cameras(EqualTiles(), [SALIENT, OTHER], [], budget)
        assert all(name in tiles["tiles"] for c in cameras.values() for name in shown(c))


def test_rest_of_budget_adds_tiles_around_the_view() -> None:
    tiles, _ = tiles_and_cameras(EqualTiles(), [SALIENT], [], bytes_of_views(SALIENT) + 300)
    assert 100 * len(tiles["tiles"]) == bytes_of_views(SALIENT) + 300
    assert {name[0] for name in set(tiles["tiles"]) - set(shown(SALIENT))} == {"7"}


def test_view_of_town_needs_fewer_tiles_than_view_of_island() -> None:
    town = camera(KORSAKOV, zoom=9)
    assert len(shown(town)) < len(shown(SALIENT))


def test_raised_camera_uses_next_coarser_level() -> None:
    assert [raised(SALIENT).zoom, raised(raised(SALIENT)).zoom] == [6.45, 4.45]


def test_raised_camera_is_unchanged_at_coarsest_level() -> None:
    world = Camera(SALIENT.box, 1)
    assert raised(world) == world


def test_first_camera_gets_its_tiles_before_later_ones() -> None:
    town = camera(KORSAKOV, zoom=9)
    _, cameras = tiles_and_cameras(EqualTiles(), [SALIENT, town], [], bytes_of_views(SALIENT) * 2)
    assert cameras[SALIENT] == SALIENT


class LargeFineTiles(EqualTiles):
    """A basemap whose finest tiles are large."""

    def tiles(self, cameras: Iterable[Camera], keep: Iterable[Position], budget: int) -> Mapping[str, Any]:
        found = super().tiles(cameras, keep, budget)
        large = {name: {"l": "x" * 4_000} for name in found["tiles"] if name.startswith("7/")}
        return {**found, "tiles": {**found["tiles"], **large}}


def test_large_finer_level_is_not_used_to_gain_half_a_zoom_level() -> None:
    just_finer = Camera(HOKKAIDO_WIDE, 6.6)
    tiles, cameras = tiles_and_cameras(LargeFineTiles(), [just_finer], [], 1_000_000)
    assert cameras[just_finer].zoom == LEVELS[2].top + BEYOND
    assert not any(name.startswith("7/") for name in tiles["tiles"] if name in shown(cameras[just_finer]))


def test_large_screen_does_not_switch_camera_to_finer_level_with_large_tiles() -> None:
    just_coarser = Camera(HOKKAIDO_WIDE, 9)
    assert level_for(fit_zoom(just_coarser, WINDOW)) != level_for(fit_zoom(just_coarser, DESKTOP))
    _, cameras = tiles_and_cameras(LargeFineTiles(), [just_coarser], [], 1_000_000)
    assert level_for(fit_zoom(cameras[just_coarser], DESKTOP)) == level_for(fit_zoom(just_coarser, WINDOW))


class LargeCoarseTiles(EqualTiles):
    """A basemap whose tiles of level 3 are large."""

    def tiles(self, cameras: Iterable[Camera], keep: Iterable[Position], budget: int) -> Mapping[str, Any]:
        found = super().tiles(cameras, keep, budget)
        large = {name: {"l": "x" * 6_000} for name in found["tiles"] if name.startswith("3/")}
        return {**found, "tiles": {**found["tiles"], **large}}


def test_view_of_two_continents_does_not_take_the_tiles_of_towns() -> None:
    start, continents, town = Camera(HOKKAIDO_WIDE, 2), Camera(BoundingBox(0, 10, 90, 60), 9), camera(KORSAKOV, zoom=9)
    _, cameras = tiles_and_cameras(LargeCoarseTiles(), [start, continents, town], [], bytes_of_views(start, town))
    assert cameras[town] == town
    assert fit_zoom(cameras[continents], WINDOW) < 3


def test_budget_is_larger_if_towns_would_be_shown_on_maps_of_countries() -> None:
    start, towns = Camera(HOKKAIDO_WIDE, 2), [camera(KORSAKOV, zoom=9), camera(TOKYO, zoom=9)]
    _, cameras = tiles_and_cameras(LargeCoarseTiles(), [start, *towns], [], 100)
    assert [cameras[town] for town in towns] == towns
