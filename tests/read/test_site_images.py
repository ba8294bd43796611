"""Image files of wikis, of LaTeX and of sites without a configuration file."""

from __future__ import annotations

from pathlib import Path

import pytest

from storymap.site import image_file


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
