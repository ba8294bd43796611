"""Reading PMTiles archives: compression, limits, and messages for archives that cannot be used."""

from __future__ import annotations

import gzip
import zlib
from collections.abc import Callable
from pathlib import Path

import pytest

from storymap.basemap.streets.archive import MAX_TILE_BYTES
from storymap.basemap.streets.reader import open_streets
from storymap.errors import BasemapError
from storymap.sphere import mercator
from tests.streets.archives import town, write_archive
from tests.streets.conftest import CENTRE

Pack = Callable[[bytes], bytes]


def brotli_pack(raw: bytes) -> bytes:
    return bytes(pytest.importorskip("brotli").compress(raw))


def first_tile(path: Path) -> object:
    """Return the features of the tile with the centre of the town."""
    x, y = mercator(*CENTRE)
    return open_streets(path)._features(14, int(x * 2**14), int(y * 2**14))


@pytest.mark.parametrize(("name", "pack"), [("NONE", bytes), ("GZIP", gzip.compress), ("BROTLI", brotli_pack)])
def test_tiles_are_read_in_each_compression(tmp_path: Path, name: str, pack: Pack) -> None:
    assert first_tile(write_archive(tmp_path / "a.pmtiles", town(), CENTRE, pack=pack, compression=name))


def test_leaf_directories_are_read(archive: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    from pmtiles import writer

    monkeypatch.setattr(writer, "optimize_directories", lambda entries, _: writer.build_roots_leaves(entries, 20))
    assert first_tile(write_archive(tmp_path / "leaves.pmtiles", town(), CENTRE))


@pytest.mark.parametrize(("name", "pack"), [("GZIP", gzip.compress), ("BROTLI", brotli_pack), ("NONE", bytes)])
def test_tile_that_expands_beyond_the_limit_is_refused(tmp_path: Path, name: str, pack: Pack) -> None:
    bomb = pack(b"\0" * (MAX_TILE_BYTES + 1))
    path = write_archive(tmp_path / "bomb.pmtiles", town(), CENTRE, pack=lambda raw: bomb, compression=name, zooms=[14])
    with pytest.raises(
        BasemapError, match=r"bomb\.pmtiles (has more than 8 MB in tile 14/|is damaged: one of its parts has)"
    ):
        first_tile(path)


@pytest.mark.parametrize("raw", [b"\xff\xff\xff", b"\x1a\x05\x0a\x03ab", zlib.compress(b"x")])
def test_damaged_tile_is_named(tmp_path: Path, raw: bytes) -> None:
    path = write_archive(tmp_path / "a.pmtiles", town(), CENTRE, pack=lambda _: gzip.compress(raw), zooms=[14])
    with pytest.raises(
        BasemapError, match=r"a\.pmtiles is damaged at tile 14/\d+/\d+\. Download or extract it again\."
    ):
        first_tile(path)


@pytest.mark.parametrize("size", [8, 100, 127, 300])
def test_truncated_archive_says_where_it_ends(archive: Path, tmp_path: Path, size: int) -> None:
    path = tmp_path / "short.pmtiles"
    path.write_bytes(archive.read_bytes()[:size])
    with pytest.raises(BasemapError, match=r"short\.pmtiles (is incomplete: it ends after|is damaged at)"):
        first_tile(path)


def test_any_truncation_is_an_error_of_the_basemap(archive: Path, tmp_path: Path) -> None:
    content = archive.read_bytes()
    for size in range(0, len(content), 977):
        path = tmp_path / f"{size}.pmtiles"
        path.write_bytes(content[:size])
        try:
            first_tile(path)
        except BasemapError:
            continue


@pytest.mark.parametrize(
    ("change", "problem"),
    [
        ((7, 2), "version 2; version 3 is needed"),
        ((99, 2), r"has images \(PNG\)"),
        ((99, 3), r"has images \(JPEG\)"),
        ((99, 0), "has tiles of the type UNKNOWN"),
        ((99, 77), "has an unknown tile type"),
        ((98, 4), "is compressed with ZSTD"),
        ((101, 3), "is damaged at the header"),
        ((0, 0x50 + 1), "is not a PMTiles archive"),
    ],
)
def test_other_kinds_of_archives_are_named(
    archive: Path, tmp_path: Path, change: tuple[int, int], problem: str
) -> None:
    content = bytearray(archive.read_bytes())
    content[change[0]] = change[1]
    path = tmp_path / "other.pmtiles"
    path.write_bytes(bytes(content))
    with pytest.raises(BasemapError, match=rf"other\.pmtiles .*{problem}"):
        open_streets(path)


def test_archive_without_tiles(tmp_path: Path) -> None:
    path = write_archive(tmp_path / "empty.pmtiles", town(), CENTRE, zooms=[14])
    content = bytearray(path.read_bytes())
    root = gzip.compress(b"\0")
    content[127 : 127 + len(root)] = root
    content[16:24] = len(root).to_bytes(8, "little")
    path.write_bytes(bytes(content))
    with pytest.raises(BasemapError, match=r"empty\.pmtiles has no tiles\."):
        open_streets(path)


@pytest.mark.parametrize("zooms", [[9], [16], [17]])
def test_archive_with_too_little_or_too_much_detail_says_its_zooms(tmp_path: Path, zooms: list[int]) -> None:
    path = write_archive(tmp_path / "a.pmtiles", town(), CENTRE, zooms=zooms)
    if max(zooms) == 16:
        assert [level.number for level in open_streets(path).levels] == [14]
        return
    with pytest.raises(BasemapError, match=r"a\.pmtiles has tiles for zooms .* --maxzoom=14"):
        open_streets(path)


def test_archive_of_low_zoom_limits_the_camera(tmp_path: Path) -> None:
    streets = open_streets(write_archive(tmp_path / "a.pmtiles", town(), CENTRE, zooms=range(9, 13)))
    assert [level.number for level in streets.levels] == [10, 12]
    assert streets.max_zoom == 13.45


def test_missing_archive_and_folder(tmp_path: Path) -> None:
    with pytest.raises(BasemapError, match="there is no archive"):
        open_streets(tmp_path / "none.pmtiles")
    pytest.importorskip("pmtiles")
    with pytest.raises(BasemapError, match="cannot read"):
        open_streets(tmp_path)


def test_missing_libraries_name_the_extra(archive: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import sys

    from storymap.basemap.streets import reader as streets

    streets._opened.cache_clear()
    monkeypatch.setitem(sys.modules, "pmtiles.tile", None)
    with pytest.raises(BasemapError, match=r"streets need pmtiles .*pip install 'storymap-leaflet\[ground\]'"):
        open_streets(archive)


@pytest.mark.parametrize(
    ("text", "credit"),
    [
        ('<a href="x">Protomaps</a> © <a>OpenStreetMap</a>', "Protomaps © OpenStreetMap"),
        (None, "© OpenStreetMap contributors"),
        ("&lt;script&gt;alert(1)&lt;/script&gt; City of Graz\n", "<script>alert(1)</script> City of Graz"),
    ],
)
def test_attribution_is_plain_text(tmp_path: Path, text: str | None, credit: str) -> None:
    path = write_archive(tmp_path / "a.pmtiles", town()[:3], CENTRE, zooms=[14], attribution=text)
    attribution = open_streets(path).attribution
    assert attribution.note == credit
    assert attribution.name == ("OpenStreetMap" if "OpenStreetMap" in credit else "a.pmtiles")


def test_layers_of_other_schemas_are_reported_once(tmp_path: Path) -> None:
    path = write_archive(tmp_path / "a.pmtiles", town(), CENTRE, zooms=[14], extra_layers=["hydrants", "\x1b[31mred"])
    streets = open_streets(path)
    assert streets.covers(*CENTRE)
    assert streets.skipped_layers() == ["?[31mred", "hydrants"]
    assert streets.skipped_layers() == []
