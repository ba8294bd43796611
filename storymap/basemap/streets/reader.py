"""Read streets from the user's PMTiles archive: tiles, names and attribution.

Stories about one town or valley use streets.
"""

from __future__ import annotations

import html
import re
from collections.abc import Sequence
from functools import lru_cache
from math import floor
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from storymap import sphere
from storymap.basemap.levels import Level
from storymap.basemap.pyramid import Tile
from storymap.basemap.streets.archive import Archive
from storymap.basemap.streets.cut import cut
from storymap.basemap.streets.levels import highest_zoom, source_zoom, usable_levels
from storymap.basemap.streets.mvt import DamagedTileError, Feature, decode_tile
from storymap.basemap.streets.names import labels_of, placed_names
from storymap.basemap.streets.schema import DRAWN_LAYERS, KNOWN_LAYERS
from storymap.basemap.streets.sources import WebSource, file_source
from storymap.basemap.views import TileAddress
from storymap.errors import BasemapError
from storymap.extras import install
from storymap.model import Attribution, BoundingBox, Label
from storymap.urls import split_url

_CACHED = 128  # maximum number of decoded tiles in memory; a dense tile needs about 5 MB
# Maximum number of archive tiles that are read for the names of one view. More would be needed only at low zooms.
_MAX_NAME_TILES = 64
_MAX_ATTRIBUTION = 300  # characters
_OSM_CREDIT = "© OpenStreetMap"
_OSM = Attribution(
    "OpenStreetMap", "ODbL 1.0", "https://www.openstreetmap.org/copyright", "© OpenStreetMap contributors"
)


class Streets:
    """The streets of an archive, as tiles in the format of the basemap ("our tiles") and as labels."""

    def __init__(self, archive: Archive) -> None:
        """Raise BasemapError if the archive has too little detail."""
        self._archive = archive
        self.name = archive.name
        self.levels: Sequence[Level] = usable_levels(archive.min_zoom, archive.max_zoom)
        if not self.levels:
            raise BasemapError(
                f"{archive.name} has tiles for zooms {archive.min_zoom} to {archive.max_zoom}; streets need 10 to 14. "
                "Extract the region of the story with --maxzoom=14."
            )
        self.max_zoom = highest_zoom(self.levels[-1])
        metadata = archive.metadata()
        self.attribution = _attribution(metadata.get("attribution"), archive.name)
        # The map has little space, so its attribution may be shorter than the one in the credits of the page.
        self.credit = _OSM_CREDIT if self.attribution.url == _OSM.url else self.attribution.note
        self._unknown: set[str] = set()  # unknown layers in the tiles that were read
        self._known: set[str] = set()
        self._reported: set[str] = set()
        self._features = lru_cache(_CACHED)(self._read)
        self._tile = lru_cache(None)(self._cut)

    def covers(self, lat: float, lon: float) -> bool:
        """Return whether the archive has streets at this position."""
        level = self.levels[-1]
        zoom = self._source(level)
        x, y = sphere.mercator(lat, lon)
        box = self._archive.box
        if not (box.west <= lon <= box.east and box.south <= lat <= box.north) and not sphere.contains(box, lat, lon):
            return False
        return bool(self._features(zoom, floor(x * 2**zoom) % 2**zoom, floor(y * 2**zoom)))

    @property
    def box(self) -> BoundingBox:
        """The area for which the archive has tiles, according to its header."""
        return self._archive.box

    def tile(self, address: TileAddress) -> Tile:
        """Return the layers of one of our tiles (see `schema.Drawn`), or {} if the archive has no data for the tile."""
        return self._tile(address)

    def labels(self, box: BoundingBox, zoom: float, language: str) -> list[Label]:
        """Return the labels in a box that are shown between the zooms `zoom` - 1 and `zoom` + 1.

        The most important labels come first.
        """
        sources = self._tiles_of(box, zoom)
        return [
            label
            for label in labels_of(placed_names(sources, language))
            if label.low <= zoom + 1 and label.high > zoom - 1
        ]

    def _tiles_of(self, box: BoundingBox, zoom: float) -> list[tuple[NDArray[np.float64], float, Sequence[Feature]]]:
        """Return the archive tiles that contain the names in a box. The tiles for `zoom` + 1 are returned.

        If these tiles are too many, tiles for a lower zoom are returned.
        """
        for level in reversed([one for one in self.levels if one.number <= round(zoom + 1)]):
            source = self._source(level)
            addresses = _addresses(box, source)
            if len(addresses) <= _MAX_NAME_TILES:
                side = 1 / 2**source
                return [(np.array([x, y]) * side, side, self._features(source, x, y) or ()) for x, y in addresses]
        return []

    def skipped_layers(self) -> list[str]:
        """Return the names of unknown layers that were skipped and that an earlier call did not return.

        Raise BasemapError if all layers are unknown.
        """
        if self._unknown and not self._known:
            raise BasemapError(
                f"{self.name} has no layers that can be drawn; it has {', '.join(map(_shown, sorted(self._unknown)[:10]))}. Pass an archive "
                "with the layers of Protomaps (version 4) or OpenMapTiles."
            )
        new = sorted(self._unknown - self._reported)
        self._reported |= self._unknown
        return [_shown(name) for name in new]

    def _source(self, level: Level) -> int:
        zoom = source_zoom(level, self._archive.min_zoom, self._archive.max_zoom)
        assert zoom is not None, "only usable levels have tiles"
        return zoom

    def _cut(self, address: TileAddress) -> Tile:
        level, x, y = address
        zoom = self._source(level)
        across = 1 << (zoom - level.number)
        sources = []
        for i in range(across):
            for j in range(across):
                features = self._features(zoom, x * across + i, y * across + j)
                if features is not None:
                    sources.append((np.array([i, j]) / across, 1 / across, features))
        return cut(level, sources)

    def _read(self, zoom: int, x: int, y: int) -> Sequence[Feature] | None:
        """Return the features of an archive tile, or None if the archive does not have the tile."""
        raw = self._archive.tile(zoom, x, y)
        if raw is None:
            return None
        try:
            features, layers = decode_tile(raw, DRAWN_LAYERS)
        except DamagedTileError as error:
            raise self._archive.damaged_tile(zoom, x, y) from error
        self._known |= KNOWN_LAYERS & set(layers)
        self._unknown |= set(layers) - KNOWN_LAYERS
        return features


def open_streets(ground: str | Path) -> Streets:
    """Open the archive at a path or an http(s) URL. From a URL, only the byte ranges that are needed are read.

    The two archives that were used last stay open, and their tiles stay in memory. Raise BasemapError if the libraries
    are missing, or if `ground` is not an archive of vector tiles with enough detail.
    """
    if is_web_archive(ground):
        return _opened(str(ground), ())
    try:
        about = Path(ground).stat()
    except (OSError, ValueError) as error:
        raise BasemapError(f"there is no archive {ground}. Check the path in --ground.") from error
    return _opened(str(ground), (about.st_mtime_ns, about.st_size))


@lru_cache(2)
def _opened(ground: str, _state: tuple[int, ...]) -> Streets:
    """Return the streets of an archive.

    `_state` is different for a changed file, so that the cache does not return its old content.
    """
    try:
        import mapbox_vector_tile  # noqa: F401
        import pmtiles.tile  # noqa: F401
    except ImportError as error:
        raise BasemapError(
            f"streets need pmtiles and mapbox-vector-tile, which are not installed: {install('ground')}"
        ) from error
    if is_web_archive(ground):
        return Streets(Archive(ground, WebSource(ground)))
    return Streets(Archive(Path(ground).name, file_source(Path(ground))))


def is_web_archive(ground: str | Path) -> bool:
    """Return whether `ground` is a URL rather than a path."""
    return isinstance(ground, str) and split_url(ground).scheme in ("http", "https")


def _addresses(box: BoundingBox, zoom: int) -> list[tuple[int, int]]:
    """Return (column, row) of each tile at a zoom that overlaps a box."""
    tiles = 2**zoom
    west, north = sphere.mercator(box.north, box.west)
    east, south = west + sphere.width_deg(box) / 360, sphere.mercator(box.south, box.west)[1]
    rows = range(max(0, floor(north * tiles)), min(tiles - 1, floor(south * tiles)) + 1)
    return [(x % tiles, y) for x in range(floor(west * tiles), floor(east * tiles) + 1) for y in rows]


def _shown(name: str) -> str:
    """Return the name of a layer, shortened and printable, to show it in a message."""
    return "".join(c if c.isprintable() else "?" for c in name)[:40]


def _attribution(text: object, name: str) -> Attribution:
    """Return the attribution of an archive.

    An archive that names no source gets the attribution of OpenStreetMap, because all known archives with these layers
    are made from OpenStreetMap.
    """
    plain = html.unescape(re.sub(r"<[^>]*>", " ", text)) if isinstance(text, str) else ""
    plain = " ".join("".join(c if c.isprintable() else " " for c in plain).split())[:_MAX_ATTRIBUTION]
    if not plain:
        return _OSM
    if "openstreetmap" in plain.lower().replace(" ", ""):
        return Attribution(_OSM.name, _OSM.licence, _OSM.url, plain)
    return Attribution(name.rpartition("/")[2], "", "", plain)
