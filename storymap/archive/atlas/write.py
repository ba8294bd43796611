"""Write the files of an atlas. Files whose content has not changed are left as they are."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

from storymap.archive.atlas.exports import Described, linked_places, places_csv
from storymap.archive.atlas.map_tiles import tile_scripts, world
from storymap.archive.atlas.page import details, page, summary
from storymap.archive.atlas.rows import Atlas, AtlasPlace, read_archive
from storymap.archive.atlas.shards import passage_shards, script, word_shards
from storymap.errors import GazetteerError, OutputError
from storymap.files import write_atomically
from storymap.lazy_pattern import lazy_pattern
from storymap.model import Place, Position

_PAGE = "index.html"
_MARK = '<meta name="storymap-view" content="atlas">'
# Files that `write_atlas` may delete, because an earlier atlas wrote them.
_OURS = lazy_pattern(r"(?:passages-\d+|words-\d+|map-\d+-\d+-\d+|details)\.js")


class Written(NamedTuple):
    """The result of `write_atlas`. `changed` is the number of files that were written or deleted."""

    summary: str
    files: int
    changed: int
    complete: bool  # whether the archive was read to the end


def write_atlas(archive: Path, site: Path, *, title: str = "", theme: str = "paper") -> Written:
    """Write the atlas of an archive into a folder.

    Raise OutputError if `archive` is not an archive, or if `site` has an index.html that is not an atlas.
    """
    _check(site)
    atlas = read_archive(archive)
    if not atlas.places:
        raise OutputError(f"{archive} has no places on the map, so there is nothing to show.")
    names: set[str] = set()
    changed = 0
    for name, content in _files(atlas, title or f"Places in {len(atlas.documents):,} articles", theme):
        names.add(name)
        changed += _write(site / name, content)
    for path in sorted(site.iterdir()):
        if path.name not in names and _OURS.fullmatch(path.name):
            path.unlink()
            changed += 1
    return Written(summary(atlas), len(names), changed, atlas.complete)


def _check(site: Path) -> None:
    """Raise OutputError if the folder has an index.html that is not an atlas."""
    page_file = site / _PAGE
    if page_file.is_file() and _MARK not in page_file.read_text(encoding="utf-8", errors="replace")[:4000]:
        raise OutputError(f"{page_file} is not an atlas and would be replaced. Choose another folder.")


def _files(atlas: Atlas, title: str, theme: str) -> Iterator[tuple[str, bytes]]:
    """Yield (name, content) of each file of the site. The page comes last, because it refers to the other files."""
    described = _described(atlas.places)
    about = [{"id": d.row.id, "kind": d.kind, "where": d.where, "mentions": d.row.mentions} for d in described]
    passages: list[int] = []
    for number, shard in enumerate(passage_shards(atlas, about.__getitem__)):
        passages.append(shard.first)
        yield f"passages-{number}.js", shard.script(f"passages-{number}")
    index = word_shards(atlas)
    for number, content in enumerate(index.scripts):
        yield f"words-{number}.js", script(f"words-{number}", content)
    tiles: list[str] = []
    for name, tile_script in tile_scripts(Position(row.lat, row.lon) for row in atlas.places):
        tiles.append(name)
        yield f"{name}.js", tile_script
    yield "details.js", script("details", details(atlas))
    yield "places.csv", places_csv(described)
    yield "places.lpf.json", linked_places(described, title)
    data: dict[str, Any] = {
        "first": passages,
        "words": index.first,
        "common": index.common,
        "maps": tiles,
        "basemap": world(),
    }
    yield _PAGE, page(atlas, described, data, title=title, theme=theme).encode()


def _described(rows: list[AtlasPlace]) -> list[Described]:
    from storymap.gazetteer import open_gazetteer
    from storymap.wording import Wording
    from storymap.wording.phrases import Phrases

    gazetteer = open_gazetteer()
    phrases = Phrases(Wording("en"), gazetteer.country_name)
    described = []
    for row in rows:
        try:
            place = gazetteer.place(row.id)
        except GazetteerError:  # the place is a custom place of a places file
            codes = (row.country,) if row.country else ()
            place = Place(
                row.id, row.name, Position(row.lat, row.lon), feature_code=row.feature_code, country_codes=codes
            )
        described.append(Described(row, place, phrases.kind(place), phrases.where(place)))
    return described


def _write(path: Path, content: bytes) -> bool:
    """Write a file if its content differs. Return whether the file was written."""
    try:
        if path.read_bytes() == content:
            return False
    except OSError:
        pass
    write_atomically(path, content)
    return True
