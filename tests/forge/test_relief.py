"""The shading of slopes: how it is extracted from a picture, and how it is projected."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

import numpy as np
import shapely
from PIL import Image

from storymap.forge.relief.build import FLAT, encoded, mercator
from storymap.forge.relief.shading import shading

LAND = shapely.box(-90, -60, 90, 60)


def picture(tmp_path: Path) -> Path:
    """Write a picture with a slow change of brightness, a ridge along the equator, and a sea of another brightness."""
    pixels = np.full((180, 360), 200, dtype=np.uint8)
    pixels[30:150, 90:270] = np.linspace(80, 140, 180, dtype=np.uint8)
    pixels[88:90, 90:270] += 40
    pixels[90:92, 90:270] -= 40
    path = tmp_path / "world.png"
    Image.fromarray(pixels).save(path)
    return path


def test_shading_has_slopes_but_not_colours_of_land_or_sea(tmp_path: Path) -> None:
    found = shading(picture(tmp_path), [LAND], [])
    assert found[89, 150] > 15
    assert found[90, 150] < -15
    assert abs(found[60, 150]) < 3
    assert abs(found[10, 20]) < 1e-3


def test_lakes_are_not_shaded(tmp_path: Path) -> None:
    lake = shapely.box(-40, -20, 40, 20)
    assert abs(shading(picture(tmp_path), [LAND], [lake])[89, 180]) < 3


def test_flat_land_is_medium_grey_on_the_mercator_map() -> None:
    grey = mercator(np.zeros((180, 360), dtype=np.float32), 256)
    assert grey.shape == (256, 256)
    assert (grey == FLAT).all()


def test_slope_at_45_degrees_north_is_at_its_place_on_the_mercator_map() -> None:
    relief = np.zeros((1800, 3600), dtype=np.float32)
    relief[440:460] = 30  # 44 to 46 degrees north
    bright = np.flatnonzero(mercator(relief, 1024)[:, 500] > FLAT + 20)
    assert abs(bright.mean() / 1024 - 0.3597) < 0.003


def test_encoded_tile_is_a_grey_picture_of_the_same_size() -> None:
    square = np.tile(np.arange(0, 256, 2, dtype=np.uint8), (128, 1))
    read = np.asarray(Image.open(BytesIO(encoded(square))).convert("L"), dtype=float)
    assert read.shape == (128, 128)
    assert np.abs(read - square).mean() < 8
