from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from storymap.basemap.levels import LEVELS, level_for
from storymap.basemap.views import DESKTOP, fit_zoom, wanted
from storymap.model import BoundingBox, Camera, Position
from storymap.render.tiles import BEYOND, WINDOW, raised, shown, tiles_and_cameras
from tests.render.stories import HOKKAIDO, KORSAKOV, SAKHALIN, camera

TILE = {"l": "x" * 79}  # with its name and marks: 100 bytes
HOKKAIDO_WIDE = BoundingBox(138.3, 39.2, 146.7, 47.6)
SALIENT, OTHER = camera(HOKKAIDO, zoom=9), camera(SAKHALIN, zoom=9)


class Even:
    """A basemap whose tiles all weigh the same."""

    def tiles(self, cameras: Iterable[Camera], keep: Iterable[Position], budget: int) -> Mapping[str, Any]:
        names = [f"{tile.level.number}/{tile.x}/{tile.y}" for tile in wanted(cameras)]
        levels = [{"level": level.number, "top": level.top, "units": level.units} for level in LEVELS]
        return {"levels": levels, "tiles": dict.fromkeys(names, TILE)}


def weigh(*cameras: Camera) -> int:
    """What whole views of some cameras cost."""
    return 100 * len({name for c in cameras for name in shown(c)})


def test_with_room_for_all_no_camera_is_changed() -> None:
    _, cameras = tiles_and_cameras(Even(), [SALIENT, OTHER], [], 1_000_000)
    assert cameras == {SALIENT: SALIENT, OTHER: OTHER}


def test_over_budget_the_dearer_camera_looks_from_farther_away() -> None:
    town = camera(KORSAKOV, zoom=9)
    room = weigh(OTHER, town)
    _, cameras = tiles_and_cameras(Even(), [OTHER, SALIENT, town], [], room)
    assert (cameras[OTHER], cameras[town]) == (OTHER, town)
    assert cameras[SALIENT].zoom < SALIENT.zoom


def test_no_camera_sees_where_tiles_are_missing() -> None:
    for budget in range(0, 6000, 500):
        tiles, cameras = tiles_and_cameras(Even(), [SALIENT, OTHER], [], budget)
        assert all(name in tiles["tiles"] for c in cameras.values() for name in shown(c))


def test_what_is_left_is_spent_on_the_margins_of_large_windows() -> None:
    tiles, _ = tiles_and_cameras(Even(), [SALIENT], [], weigh(SALIENT) + 300)
    assert 100 * len(tiles["tiles"]) == weigh(SALIENT) + 300
    assert {name[0] for name in set(tiles["tiles"]) - set(shown(SALIENT))} == {"7"}


def test_a_town_needs_few_tiles() -> None:
    town = camera(KORSAKOV, zoom=9)
    assert len(shown(town)) < len(shown(SALIENT))


def test_a_camera_is_raised_to_where_the_coarser_level_is_drawn() -> None:
    assert [raised(SALIENT).zoom, raised(raised(SALIENT)).zoom] == [6.45, 4.45]


def test_there_is_nothing_above_the_world() -> None:
    world = Camera(SALIENT.box, 1)
    assert raised(world) == world


def test_the_overview_comes_before_cheap_towns() -> None:
    town = camera(KORSAKOV, zoom=9)
    _, cameras = tiles_and_cameras(Even(), [SALIENT, town], [], weigh(SALIENT) * 2)
    assert cameras[SALIENT] == SALIENT


class Fine(Even):
    """A basemap whose finest tiles are dear."""

    def tiles(self, cameras: Iterable[Camera], keep: Iterable[Position], budget: int) -> Mapping[str, Any]:
        found = super().tiles(cameras, keep, budget)
        dear = {name: {"l": "x" * 4_000} for name in found["tiles"] if name.startswith("7/")}
        return {**found, "tiles": {**found["tiles"], **dear}}


def test_a_dear_finer_level_is_not_bought_for_half_a_zoom() -> None:
    just_finer = Camera(HOKKAIDO_WIDE, 6.6)
    tiles, cameras = tiles_and_cameras(Fine(), [just_finer], [], 1_000_000)
    assert cameras[just_finer].zoom == LEVELS[2].top + BEYOND
    assert not any(name.startswith("7/") for name in tiles["tiles"] if name in shown(cameras[just_finer]))


def test_a_large_screen_does_not_tip_a_camera_to_a_dear_level() -> None:
    just_coarser = Camera(HOKKAIDO_WIDE, 9)
    assert level_for(fit_zoom(just_coarser, WINDOW)) != level_for(fit_zoom(just_coarser, DESKTOP))
    _, cameras = tiles_and_cameras(Fine(), [just_coarser], [], 1_000_000)
    assert level_for(fit_zoom(cameras[just_coarser], DESKTOP)) == level_for(fit_zoom(just_coarser, WINDOW))
