"""Targets for files beside the article: layers, markers, streets, settings of site generators and snapshots."""

from __future__ import annotations

import json
import tempfile
from pathlib import Path

from storymap.model import BoundingBox
from tests.fuzz import seeds
from tests.fuzz.target import Target, encoded

SVG = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><g fill="red"><path d="M0 0L9 9z" transform="rotate(3)"/></g></svg>',
    '<svg xmlns="http://www.w3.org/2000/svg" width="9px" height="9"><circle cx="1" cy="2" r="3" style="fill:blue"/><script>a</script></svg>',
)
SITE = (
    "title: A\ndefaults:\n  - scope: {path: posts, type: posts}\n    values: {author: anna, lang: de}\nauthors:\n  anna: {name: Anna}\n",
    '{"title": "A", "eleventy": {"layout": "post"}, "author": {"name": "Anna"}, "tags": ["a"]}',
    "---\ntitle: Anna\nlang: de\n---\n\nOtaru.\n",
)


def layer(content: bytes) -> None:
    """Read the lines and areas of a file that places.yaml names."""
    from storymap.map_layers.read import read_shapes

    read_shapes(content, "a.geojson")


def marker(content: bytes) -> None:
    """Read an image for a marker."""
    from storymap.render.icons import icon_address

    try:
        address = icon_address(content)
    except ValueError:  # the caller makes a warning of it
        return
    if "<script" in address or "%3Cscript" in address:
        raise AssertionError("a marker contains a script")


def streets(content: bytes) -> None:
    """Open an archive of streets, and read a tile and names."""
    from storymap.basemap.streets.reader import open_streets

    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "a.pmtiles"
        path.write_bytes(content)
        opened = open_streets(path)
        opened.labels(BoundingBox(15.39, 46.99, 15.41, 47.01), 14.0, "en")
        opened.covers(47.0, 15.4)


def site(content: bytes) -> None:
    """Read the settings of a site generator, and the data beside an article, with the article."""
    from storymap.read import read

    with tempfile.TemporaryDirectory() as folder:
        posts = Path(folder) / "_posts"
        posts.mkdir()
        for name in ("_config.yml", "hugo.toml", "mkdocs.yml", "_posts/_posts.json", "_posts/_metadata.yml"):
            (Path(folder) / name).write_bytes(content)
        (posts / "2024-05-01-a.md").write_text("---\nauthor: anna\n---\n\nWe left Otaru.\n", encoding="utf-8")
        read(posts / "2024-05-01-a.md")


def records(content: bytes) -> None:
    """Read the manifest and a snapshot, which `storymap build` of several articles and `storymap publish` write for themselves."""
    from storymap.cli.several.manifest import FILE, load_manifest
    from storymap.cli.snapshot import Snapshot

    with tempfile.TemporaryDirectory() as folder:
        for name in (FILE, "snapshot.json"):
            (Path(folder) / name).write_bytes(content)
        load_manifest(Path(folder))
        Snapshot.load(Path(folder) / "snapshot.json")


def _archive() -> bytes:
    from tests.streets.archives import town, write_archive

    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "a.pmtiles"
        return write_archive(path, town(), (47.0, 15.4), zooms=range(12, 15)).read_bytes()


def _snapshot() -> bytes:
    document = {
        "schema": "storymap-published/1",
        "places": {"a": ["A", 1, 2]},
        "meanings": {"A": [[["a", 1]], "x"]},
        "words": {"a": ["A"]},
    }
    return json.dumps(document).encode()


def targets() -> dict[str, Target]:
    """Return the targets by name."""
    return {
        "layer": Target(layer, encoded((*seeds.GEOJSON, *seeds.KML, *seeds.GPX))),
        "marker": Target(marker, encoded(SVG)),
        "streets": Target(streets, lambda: [_archive()], share=0.1),
        "site": Target(site, encoded(SITE)),
        "records": Target(records, lambda: [_snapshot()]),
    }
