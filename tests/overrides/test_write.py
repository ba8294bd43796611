"""PlacesFile: changing single entries of places.yaml, without changing other text or overwriting other programs' changes."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from storymap import resources
from storymap.errors import OverrideError
from storymap.overrides import load_overrides
from storymap.overrides.write import ConflictError, PlacesFile, article_of, header

MINE = """# yaml-language-server: $schema=x
version: 1   # of the language

places:
  Chitose: {id: geonames:1, note: Cold.}   # asked the author
  Mill:
    suggested: geonames:5   # Mill, town
    # id: geonames:6   # another
    # ignore: true
  Orient: {ignore: true}
"""


def places_file(tmp_path: Path, text: str = MINE) -> PlacesFile:
    path = tmp_path / "places.yaml"
    path.write_bytes(text.encode())
    return PlacesFile.open(path, "article.md")


def test_new_file_starts_with_schema_and_version(tmp_path: Path) -> None:
    new = PlacesFile.open(tmp_path / "places.yaml", "article.md")
    new.decide("Chitose", {"id": "geonames:2130404"})
    assert new.save()
    text = (tmp_path / "places.yaml").read_text(encoding="utf-8")
    assert text == header("article.md") + "places:\n  Chitose: {id: geonames:2130404}\n"
    assert text.startswith("# yaml-language-server: $schema=.storymap/places-yaml.schema.json\n")
    copy = tmp_path / ".storymap" / "places-yaml.schema.json"
    assert copy.read_text(encoding="utf-8") == resources.schema("places-yaml.schema.json").read_text(encoding="utf-8")
    read = load_overrides(tmp_path / "places.yaml")
    assert read is not None and [e.surface for e in read.entries] == ["Chitose"]


@pytest.mark.parametrize(
    "text",
    [MINE, MINE.replace("\n", "\r\n"), "\ufeff" + MINE, MINE.rstrip("\n"), "version: 1\n"],
    ids=["lf", "crlf", "byte order mark", "no line break at the end", "no places"],
)
def test_save_without_change_does_not_write_the_file(tmp_path: Path, text: str) -> None:
    opened = places_file(tmp_path, text)
    stamp = opened.path.stat().st_mtime_ns
    assert not opened.save()
    assert (opened.path.read_bytes(), opened.path.stat().st_mtime_ns) == (text.encode(), stamp)


def test_new_file_refers_to_the_schema_of_a_folder_above(tmp_path: Path) -> None:
    PlacesFile.open(tmp_path / "places.yaml", "a.md").save()
    folder = tmp_path / "posts" / "b"
    folder.mkdir(parents=True)
    new = PlacesFile.open(folder / "places.yaml", "b.md")
    new.decide("Chitose", {"ignore": True})
    new.save()
    assert new.text.startswith("# yaml-language-server: $schema=../../.storymap/places-yaml.schema.json\n")
    assert not (folder / ".storymap").exists()


def test_schema_path_of_one_computer_is_replaced(tmp_path: Path) -> None:
    line = "# yaml-language-server: $schema=file:///home/me/storymap/schemas/places-yaml.schema.json\n"
    opened = places_file(tmp_path, f"{line}version: 1\n")
    opened.make_schema_portable()
    assert opened.text == "# yaml-language-server: $schema=.storymap/places-yaml.schema.json\nversion: 1\n"


def test_save_of_empty_file_writes_header(tmp_path: Path) -> None:
    opened = places_file(tmp_path, "")
    assert opened.save()
    assert opened.path.read_text(encoding="utf-8") == header("article.md")


@pytest.mark.parametrize(
    ("surface", "decision", "only", "line"),
    [
        ("Chitose", {"id": "geonames:2"}, None, "  Chitose: {id: geonames:2, note: Cold.}   # asked the author"),
        ("Chitose", {"ignore": True}, None, "  Chitose: {note: Cold., ignore: true}   # asked the author"),
        ("Mill", {"id": "geonames:6"}, None, "    id: geonames:6"),
        ("Orient", {"lat": 1.5, "lon": 2.5}, None, "  Orient: {lat: 1.5, lon: 2.5}"),
        ("Fuji", {"id": "geonames:9"}, None, "  Fuji: {id: geonames:9}"),
        ("Chitose", {"id": "geonames:2"}, {"quote": "at Chitose, a town"}, "  Chitose: [{id: geonames:1, note: Cold.}, {quote: 'at Chitose, a town', id: geonames:2}]   # asked the author"),
        ("Mill", {"ignore": True}, {"in": "p3"}, "    - {in: p3, ignore: true}"),
    ],
)  # fmt: skip
def test_decision_is_written_to_its_entry(
    tmp_path: Path, surface: str, decision: dict[str, Any], only: dict[str, Any] | None, line: str
) -> None:
    changed = places_file(tmp_path)
    changed.decide(surface, decision, only)
    assert changed.save()
    text = changed.path.read_text(encoding="utf-8")
    assert line in text.splitlines(), text
    kept = [row for row in MINE.splitlines() if "#" in row and surface not in row]
    assert all(row.strip() in text for row in kept)


def test_second_decision_for_the_same_occurrence_replaces_the_first(tmp_path: Path) -> None:
    changed = places_file(tmp_path)
    for number in ("geonames:2", "geonames:3"):
        changed.decide("Chitose", {"id": number}, {"in": "p3"})
    assert changed.entry("Chitose") == [{"id": "geonames:1", "note": "Cold."}, {"in": "p3", "id": "geonames:3"}]


def test_display_and_scenes_are_set_and_removed(tmp_path: Path) -> None:
    changed = places_file(tmp_path)
    changed.set_display("Chitose", {"as": "Chitose City", "note": None})
    changed.set_display("Fuji", {"note": None})
    changed.set_scene("p4", {"title": "The strait", "camera": {"box": [139, 44, 145, 48], "zoom": 7}})
    changed.set_scene("p4", {"title": None})
    assert changed.entry("Chitose") == {"id": "geonames:1", "as": "Chitose City"}
    assert changed.entry("Fuji") is None
    changed.save()
    read = load_overrides(changed.path)
    assert read is not None and read.scenes["p4"].camera is not None
    changed.set_scene("p4", {"camera": None})
    assert "scenes" not in changed.text
    assert changed.text.replace(", as: Chitose City", "") == MINE.replace(", note: Cold.", "")


def test_change_on_disk_is_not_overwritten(tmp_path: Path) -> None:
    changed = places_file(tmp_path)
    changed.decide("Chitose", {"ignore": True})
    changed.path.write_text(MINE + "  Fuji: {ignore: true}\n", encoding="utf-8")
    with pytest.raises(ConflictError, match=r"places.yaml: the file was changed by another program"):
        changed.save()
    assert changed.path.read_text(encoding="utf-8") == MINE + "  Fuji: {ignore: true}\n"


def test_file_with_mistake_is_not_opened(tmp_path: Path) -> None:
    with pytest.raises(OverrideError, match=r"places.yaml:3:3"):
        places_file(tmp_path, "version: 1\nplaces:\n  A: here\n")


def test_invalid_change_is_not_saved(tmp_path: Path) -> None:
    changed = places_file(tmp_path)
    changed.decide("Fuji", {"lat": 95, "lon": 1})
    with pytest.raises(OverrideError, match="latitude 95"):
        changed.save()
    assert changed.path.read_text(encoding="utf-8") == MINE


@pytest.mark.parametrize(
    ("text", "article"),
    [
        ("# The places of a.md. What you write here stays.\n", "a.md"),
        ("\n" * 4 + "# Overrides for a.md. They replace what storymap decided\n", "a.md"),
        ("\n" * 5 + "# Overrides for a.md. They replace what storymap decided\n", ""),
        ("version: 1\n", ""),
    ],
)
def test_article_is_named_in_the_first_five_lines(text: str, article: str) -> None:
    assert article_of(text) == article


def test_header_names_the_article_or_says_that_the_file_is_shared() -> None:
    assert article_of(header("The  rain.md")) == "The rain.md"
    assert article_of(header("")) == "" and "all articles" in header("")


def test_fields_are_those_of_the_entry_with_the_selector(tmp_path: Path) -> None:
    opened = places_file(tmp_path, "version: 1\nplaces:\n  A: {id: x}\n  B: [{in: p1, id: y}, {id: z}]\n")
    assert opened.fields("A") == {"id": "x"}
    assert opened.fields("A", {"in": "p1"}) == {}
    assert opened.fields("B") == {"id": "z"}
    assert opened.fields("B", {"in": "p1"}) == {"in": "p1", "id": "y"}
    assert opened.fields("B", {"in": "p2"}) == opened.fields("C") == {}


def test_item_is_added_at_the_end_of_a_list(tmp_path: Path) -> None:
    opened = places_file(tmp_path, "version: 1\n")
    assert opened.scene("p1") == {}
    opened.add_item(("scenes", "p1", "layers"), {"file": "a.gpx"})
    opened.add_item(("scenes", "p1", "layers"), {"file": "b.gpx"})
    opened.add_item(("layers",), {"file": "c.gpx"})
    assert opened.scene("p1") == {"layers": [{"file": "a.gpx"}, {"file": "b.gpx"}]}
    assert opened.scene("p2") == {} and opened.top("layers") == [{"file": "c.gpx"}] and opened.top("home") is None
