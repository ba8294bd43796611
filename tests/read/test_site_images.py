"""Image files for articles in wikis, in LaTeX and in sites without a configuration file."""

from __future__ import annotations

from pathlib import Path

import pytest

from storymap.read import read
from storymap.site import image_file, image_files


def made(root: Path, *names: str) -> None:
    for name in names:
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_bytes(b"x")


@pytest.mark.parametrize(
    ("article", "source", "file"),
    [
        ("wiki/trips/deep/elbe.md", "uploads/1a/weir.png", "wiki/uploads/1a/weir.png"),
        ("wiki/trips/elbe.md", "img/weir", "wiki/trips/img/weir.jpg"),
        ("site/posts/2020/elbe.md", "/images/weir.png", "site/files/images/weir.png"),
        ("site/content/2020/elbe.md", "/images/weir.png", "site/content/images/weir.png"),
        ("wiki/sites/one/content/posts/elbe.md", "/img/weir.png", "wiki/sites/one/public/img/weir.png"),
        ("wiki/content/elbe.rst", "{static}/img/weir.png", "wiki/content/img/weir.png"),
        ("wiki/content/rivers/elbe.md", "|filename|/img/weir.png", "wiki/content/img/weir.png"),
    ],
)
def test_images_are_found_above_the_article(tmp_path: Path, article: str, source: str, file: str) -> None:
    made(tmp_path, article, file, "wiki/.git/HEAD", "images/weir.png", "uploads/1a/weir.png")
    assert image_file(source, tmp_path / article) == tmp_path / file


def test_images_outside_the_site_are_not_found(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    made(tmp_path, "images/weir.png", "wiki/.git/HEAD", "wiki/elbe.md", "docs/elbe.md", "site/posts/elbe.md")
    monkeypatch.setattr(Path, "home", lambda: tmp_path)
    assert image_file("images/weir.png", tmp_path / "wiki/elbe.md") is None
    assert image_file("/images/weir.png", tmp_path / "site/posts/elbe.md") is None
    assert image_file("/images/weir.png", tmp_path / "docs/elbe.md") is None
    assert image_file("images/weir.txt", tmp_path / "images/elbe.md") is None


def test_patterns_match_images_of_the_article_and_of_its_site_only(tmp_path: Path) -> None:
    article = tmp_path / "site/content/elbe/index.md"
    made(tmp_path, "site/hugo.toml", "site/content/elbe/photos/b.png", "site/content/elbe/photos/a.JPG")
    made(tmp_path, "site/content/elbe/photos/notes.txt", "site/static/dams/c.png", "secret/d.png")
    assert image_files("photos/*", article) == ["photos/a.JPG", "photos/b.png"]
    assert image_files("photos/b*", article) == ["photos/b.png"]
    assert image_files("/dams/*", article) == ["/dams/c.png"]
    for outside in ("../../../secret/*", f"{tmp_path}/secret/*", "*/b.png", "nowhere/*", "\0/*"):
        assert image_files(outside, article) == []


def test_gallery_of_a_folder_has_its_images(tmp_path: Path) -> None:
    article = tmp_path / "site/content/elbe/index.pt.md"
    made(tmp_path, "site/hugo.toml", "site/content/elbe/p/a.png", "site/content/elbe/p/b.png")
    made(tmp_path, "site/content/elbe/featured.png", "site/static/dams/c.png")
    text = """# The Elbe

The weir is closed at Geesthacht.

{{< gallery match="p/*" sortOrder="desc" >}}

{{< gallery dir="/dams/" caption="A dam" />}}

{{< gallery match="gone/*" >}}

The boats wait.
"""
    article.write_text(text, encoding="utf-8")
    found = read(article)
    assert [(f.source, f.caption) for f in found.figures] == [
        ("featured.png", ""),
        ("p/a.png", ""),
        ("p/b.png", ""),
        ("/dams/c.png", "A dam"),
    ]
    assert [omitted.what for omitted in found.omitted if omitted.kind == "shortcode"] == ["gallery gone/*"]


def test_image_may_be_in_a_subfolder_that_the_template_adds(tmp_path: Path) -> None:
    made(tmp_path, "_config.yml", "_posts/elbe.md", "assets/images/elbe/j1/weir.jpg", "assets/images/elbe/lock.jpg")
    article = tmp_path / "_posts/elbe.md"
    assert image_file("elbe/j1/weir.jpg", article) == tmp_path / "assets/images/elbe/j1/weir.jpg"
    assert image_files("elbe/*", article) == ["elbe/lock.jpg"]
    made(tmp_path, "static/photos/elbe/j1/weir.jpg")
    assert image_file("elbe/j1/weir.jpg", article) is None  # two files have this path
