"""The packaged tiles of shaded relief."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from storymap import resources
from storymap.basemap.relief import RELIEF_LEVELS, SIDE_PX, Relief, open_relief
from storymap.errors import BasemapError
from storymap.sphere import mercator


def grey_at(lat: float, lon: float, level: int) -> np.ndarray | None:
    """Return the pixels of the tile at a position, or None if there is no tile."""
    x, y = (int(part * (1 << level)) for part in mercator(lat, lon))
    tile = open_relief().tile(level, x, y)
    return None if tile is None else np.asarray(Image.open(BytesIO(tile)).convert("L"))


@pytest.mark.parametrize("level", RELIEF_LEVELS)
def test_mountains_are_shaded_around_medium_grey(level: int) -> None:
    alps = grey_at(46.5, 9.5, level)
    assert alps is not None
    assert alps.shape == (SIDE_PX, SIDE_PX)
    assert abs(float(alps.mean()) - 128) < 6
    assert alps.std() > 10


def test_open_sea_has_no_tiles() -> None:
    assert grey_at(0.0, -140.0, 6) is None


def test_tile_is_the_same_at_each_reading() -> None:
    assert open_relief().tile(5, 16, 11) == Relief(resources.data("relief.zip")).tile(5, 16, 11)


def test_relief_fits_in_wheel() -> None:
    assert resources.data("relief.zip").stat().st_size < 6_000_000


def test_damaged_file_is_an_error_that_names_it(tmp_path: Path) -> None:
    (tmp_path / "relief.zip").write_bytes(b"PK")
    with pytest.raises(BasemapError, match=r"relief\.zip.*reinstall"):
        Relief(tmp_path / "relief.zip")
