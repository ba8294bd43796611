"""Read the header, the directories, the metadata and the tiles of a PMTiles archive (version 3) of vector tiles.

Specification: https://github.com/protomaps/PMTiles/blob/main/spec/v3/spec.md
"""

from __future__ import annotations

import gzip
import json
import zlib
from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Any

from storymap.basemap.streets.sources import ReadBytes
from storymap.errors import BasemapError
from storymap.extras import install
from storymap.model import BoundingBox

HEADER_BYTES = 127
_FIRST_BYTES = 16_384  # the header and the root directory are within this many bytes, according to the specification
_DEPTH = 4  # maximum number of nested directories
# Maximum sizes after decompression. Tiles should be at most 500 kB; directories need about 20 bytes per tile.
MAX_TILE_BYTES, MAX_DIRECTORY_BYTES, MAX_METADATA_BYTES = 8_000_000, 16_000_000, 4_000_000
_IMAGES = {"PNG", "JPEG", "WEBP", "AVIF"}


class Archive:
    """An open archive. `name` is the file name or URL to show in messages.

    All methods raise BasemapError if the archive is damaged.
    """

    def __init__(self, name: str, read: ReadBytes) -> None:
        """Read and check the header. Raise BasemapError if the file is not an archive of vector tiles."""
        self.name, self._read = name, read
        self._first = read(0, _FIRST_BYTES)
        self._header = self._checked_header()
        self.min_zoom, self.max_zoom = int(self._header["min_zoom"]), int(self._header["max_zoom"])
        self._directory = lru_cache(64)(self._read_directory)
        if not self._directory(self._header["root_offset"], self._header["root_length"]):
            raise self._error("has no tiles. Extract the region of the story again.")

    @property
    def box(self) -> BoundingBox:
        """The area for which the archive has tiles, according to its header."""
        west, south, east, north = (
            self._header[f"{key}_e7"] / 1e7 for key in ("min_lon", "min_lat", "max_lon", "max_lat")
        )
        return BoundingBox(west, max(-90.0, south), east, min(90.0, north))

    def metadata(self) -> Mapping[str, Any]:
        """Return the metadata, such as {"attribution": …, "vector_layers": […]}. Return {} if the archive has no metadata."""
        length = self._header["metadata_length"]
        if not length:
            return {}
        raw = self._bytes(self._header["metadata_offset"], length, MAX_METADATA_BYTES)
        raw = self._decompressed(raw, self._header["internal_compression"].name, MAX_METADATA_BYTES, "the metadata")
        try:
            found = json.loads(raw)
        except (ValueError, RecursionError) as error:
            raise self._damaged("the metadata") from error
        return found if isinstance(found, dict) else {}

    def tile(self, zoom: int, x: int, y: int) -> bytes | None:
        """Return the decompressed content of a tile, or None if the archive does not have the tile."""
        from pmtiles.tile import find_tile, zxy_to_tileid

        wanted = zxy_to_tileid(zoom, x, y)
        offset, length = self._header["root_offset"], self._header["root_length"]
        for _ in range(_DEPTH):
            entry = find_tile(self._directory(offset, length), wanted)
            if entry is None:
                return None
            if entry.run_length:
                where = f"tile {zoom}/{x}/{y}"
                raw = self._bytes(self._header["tile_data_offset"] + entry.offset, entry.length, MAX_TILE_BYTES)
                return self._decompressed(raw, self._header["tile_compression"].name, MAX_TILE_BYTES, where)
            offset, length = self._header["leaf_directory_offset"] + entry.offset, entry.length
        raise self._damaged("the directories")

    def damaged_tile(self, zoom: int, x: int, y: int) -> BasemapError:
        """Return the error for a tile whose content cannot be decoded."""
        return self._damaged(f"tile {zoom}/{x}/{y}")

    def _checked_header(self) -> Mapping[str, Any]:
        from pmtiles.tile import MagicNumberNotFound, SpecVersionUnsupported, deserialize_header

        if self._first[:7] != b"PMTiles":
            raise self._error("is not a PMTiles archive. Pass a file with the suffix .pmtiles.")
        if len(self._first) < HEADER_BYTES:
            raise self._truncated(len(self._first))
        try:
            header: Mapping[str, Any] = deserialize_header(self._first[:HEADER_BYTES])
        except SpecVersionUnsupported as error:
            raise self._error(
                f"is a PMTiles archive of version {self._first[7]}; version 3 is needed. Convert it with `pmtiles convert`."
            ) from error
        except (MagicNumberNotFound, ValueError, IndexError) as error:
            raise self._error(
                "has an unknown tile type or compression. Pass an archive of vector tiles (MVT)."
            ) from error
        kind, packed = header["tile_type"].name, header["tile_compression"].name
        if kind in _IMAGES:
            raise self._error(f"has images ({kind}). Pass an archive of vector tiles (MVT).")
        if kind != "MVT":
            raise self._error(f"has tiles of the type {kind}. Pass an archive of vector tiles (MVT).")
        for name in (packed, header["internal_compression"].name):
            if name not in ("NONE", "GZIP", "BROTLI"):
                raise self._error(f"is compressed with {name}. Pass an archive that is compressed with gzip.")
        if header["min_zoom"] > header["max_zoom"] or header["max_zoom"] > 24:
            raise self._damaged("the header")
        return header

    def _read_directory(self, offset: int, length: int) -> Sequence[Any]:
        from pmtiles.tile import deserialize_directory

        raw = self._bytes(offset, length, MAX_DIRECTORY_BYTES)
        raw = self._decompressed(raw, self._header["internal_compression"].name, MAX_DIRECTORY_BYTES, "a directory")
        try:  # pmtiles reads only compressed directories, so the directory is compressed again
            entries: Sequence[Any] = deserialize_directory(gzip.compress(raw, 0))
        except (EOFError, IndexError, ValueError) as error:
            raise self._damaged("a directory") from error
        return entries

    def _bytes(self, offset: int, length: int, most: int) -> bytes:
        """Return a byte range of the file. Bytes that were read with the header are not read again."""
        if length > most or offset < 0:
            raise self._error(f"is damaged: one of its parts has {length:,} bytes. Extract it again.")
        if offset + length <= len(self._first):
            return self._first[offset : offset + length]
        found = self._read(offset, length)
        if len(found) < length:
            raise self._truncated(offset + len(found))
        return found

    def _decompressed(self, raw: bytes, compression: str, most: int, where: str) -> bytes:
        """Return decompressed bytes.

        Raise BasemapError if `raw` is damaged or has more than `most` bytes when decompressed.
        """
        if compression == "GZIP":
            unpacker = zlib.decompressobj(wbits=31)
            try:
                plain = unpacker.decompress(raw, most + 1)
            except zlib.error as error:
                raise self._damaged(where) from error
            complete = unpacker.eof
        elif compression == "BROTLI":
            plain, complete = self._from_brotli(raw, most, where)
        else:
            plain, complete = raw, True
        if len(plain) > most:
            raise self._error(f"has more than {most // 1_000_000} MB in {where}, which exceeds the limit.")
        if not complete:
            raise self._damaged(where)
        return plain

    def _from_brotli(self, raw: bytes, most: int, where: str) -> tuple[bytes, bool]:
        try:
            import brotli
        except ImportError as error:
            raise self._error(f"is compressed with brotli, which is not installed: {install('ground')}") from error
        unpacker = brotli.Decompressor()
        try:
            plain = bytes(unpacker.process(raw, output_buffer_limit=most + 1))
            while len(plain) <= most and not unpacker.is_finished() and not unpacker.can_accept_more_data():
                plain += unpacker.process(b"", output_buffer_limit=most + 1)
        except brotli.error as error:
            raise self._damaged(where) from error
        return plain, unpacker.is_finished()

    def _error(self, problem: str) -> BasemapError:
        return BasemapError(f"{self.name} {problem}")

    def _damaged(self, where: str) -> BasemapError:
        return self._error(f"is damaged at {where}. Download or extract it again.")

    def _truncated(self, size: int) -> BasemapError:
        return self._error(f"is incomplete: it ends after {size:,} bytes. Download or extract it again.")
