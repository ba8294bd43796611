"""The manifest records what was built, so that only changed articles are built again."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

import pytest
from PIL import Image

from storymap.cli.several.manifest import load_manifest
from tests.cli.several.site import TRIP, build, pages, write


def test_only_changed_articles_are_built_again() -> None:
    write("a.md", TRIP)
    write("b.md", TRIP + "\n![Red](red.jpg)\n")
    Image.new("RGB", (80, 60), "red").save("red.jpg")
    arguments = ("a.md", "b.md")
    assert "2 built" in build(*arguments).err
    times = {name: (Path("site") / name).stat().st_mtime_ns for name in (*pages(), ".storymap.json")}
    ran = build(*arguments)
    assert "2 articles: 0 built, 2 unchanged" in ran.err and "site/a.html: unchanged" in ran.err
    assert times == {name: (Path("site") / name).stat().st_mtime_ns for name in times}
    changes: Sequence[tuple[str, object]] = (
        ("article", lambda: write("a.md", TRIP + "\nAnd to Sapporo.\n")),
        ("image", lambda: Image.new("RGB", (80, 60), "blue").save("red.jpg")),
        ("image gone", lambda: Path("red.jpg").unlink()),
        ("places file", lambda: write("a.places.yaml", "version: 1\nplaces:\n  Otaru: {ignore: true}\n")),
        ("page gone", lambda: Path("site/b.html").unlink()),
        ("page replaced", lambda: write("site/b.html", "")),
    )
    for what, change in changes:
        change()  # type: ignore[operator]
        if what == "page replaced":  # another program wrote this page, so it is not overwritten
            ran = build(*arguments)
            assert Path("site/b.html").read_text(encoding="utf-8") == "" and "1 failed" in ran.err and ran.code == 9
            Path("site/b.html").unlink()
            continue
        assert "2 articles: 1 built, 1 unchanged" in build(*arguments).err, what
    assert "2 articles: 1 built, 1 unchanged" in build(*arguments).err  # b.html was deleted
    write("storymap.toml", 'theme = "slate"\n')
    assert "2 articles: 2 built" in build(*arguments).err
    assert "2 articles: 2 built" in build(*arguments, "--theme", "contrast").err


def test_two_builds_are_identical() -> None:
    write("a.md", TRIP)
    write("b.md")
    build("a.md", "b.md")
    before = {p.name: p.read_bytes() for p in Path("site").iterdir()}
    for path in Path("site").iterdir():
        path.unlink()
    build("b.md", "a.md")
    now = {p.name: p.read_bytes() for p in Path("site").iterdir()}
    assert before == now


def test_manifest_contains_no_paths_outside_of_the_folder(here: Path) -> None:
    write("secret-folder/a.md", TRIP)
    write("b.md")
    build("secret-folder/a.md", "b.md")
    text = Path("site/.storymap.json").read_text(encoding="utf-8")
    assert "secret-folder" not in text and str(here) not in text


@pytest.mark.parametrize(
    "text",
    [
        "", "[]", "{", '{"schema": "storymap-manifest/1", "pages": 7}', "[" * 100_000,
        '{"schema": "storymap-manifest/1", "pages": [{"page": "../x.html"}]}',
    ],
)  # fmt: skip
def test_all_pages_are_built_if_the_manifest_is_damaged(text: str) -> None:
    write("a.md")
    write("b.md")
    build("a.md", "b.md")
    write("site/.storymap.json", text)
    ran = build("a.md", "b.md")
    assert ran.code == 0 and "2 built" in ran.err and pages() == {"a.html", "b.html", "index.html"}


def test_manifest_entry_outside_of_the_folder_is_ignored() -> None:
    write("a.md")
    write("b.md")
    build("a.md", "b.md")
    path = Path("site/.storymap.json")
    data = json.loads(path.read_text(encoding="utf-8"))
    data["pages"][0]["page"] = "../a.html"
    data["pages"][1]["files"] = ["../a.md"]
    path.write_text(json.dumps(data), encoding="utf-8")
    assert load_manifest(Path("site")) == []
    assert build("a.md", "b.md").code == 0 and not Path("a.html").exists()
