"""Failures of single articles, and files that are not overwritten."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from PIL import Image

from tests.cli.several.site import build, pages, write
from tests.contracts.run import run


def test_failed_article_does_not_stop_the_others() -> None:
    write("a.md")
    write("empty.md", "")
    write("bad/c.md")
    write("bad/places.yaml", "version: 1\nplaces: 7\n")
    ran = build("a.md", "empty.md", "none.md", "bad/c.md")
    assert ran.code == 3 and "Traceback" not in ran.err
    assert "4 articles: 1 built, 3 failed" in ran.err and pages() == {"a.html", "index.html"}
    assert "failed: bad/c.md: places.yaml:2:" in ran.err and "none.md: there is no such file" in ran.err
    assert build("a.md", "bad/c.md").code == 4


def test_strict_build_does_not_write_pages_with_open_decisions() -> None:
    write("a.md", "The ferry left Otaru for Rishiri.\n")
    write("b.md", "In Milan he met nobody from Qwyxville.\n")
    ran = build("a.md", "b.md", "--strict")
    assert ran.code == 7 and "failed: b.md: nothing was written" in ran.err and pages() == {"a.html", "index.html"}


def test_articles_are_never_overwritten() -> None:
    text = "<html><body><article><p>The ferry left Otaru for Rishiri.</p></article></body></html>"
    write("site/a.html", text)
    write("site/b.html", text)
    ran = build("site/a.html", "site/b.html")
    assert ran.code == 0 and Path("site/a.html").read_text(encoding="utf-8") == text
    assert pages() == {"a.html", "b.html", "site-a.html", "site-b.html", "index.html"}
    ran = build("site/*.html")
    assert ran.code == 0 and "2 unchanged" in ran.err and ran.err.count("left out") == 3


def test_own_image_is_not_overwritten_by_a_share_image() -> None:
    write("a.md")
    write("b.md")
    Path("site").mkdir()
    Image.new("RGB", (80, 60), "red").save("site/a.png")
    before = Path("site/a.png").read_bytes()
    assert build("a.md", "b.md", "--share-image").code == 0
    assert Path("site/a.png").read_bytes() == before and "b.png" in pages() and len(pages()) == 6
    assert "2 unchanged" in build("a.md", "b.md", "--share-image").err


@pytest.mark.skipif(not hasattr(os, "getuid") or os.getuid() == 0, reason="root writes everywhere")
def test_folder_without_permission_gives_message() -> None:  # pragma: no cover
    write("a.md")
    write("b.md")
    Path("site").mkdir(mode=0o500)
    assert build("a.md", "b.md").code == 9


def test_folder_below_a_file_gives_message() -> None:
    write("a.md")
    write("b.md")
    ran = run("build", "a.md", "b.md", "-o", "a.md/site/")
    assert ran.code == 9 and "cannot be created" in ran.err


def test_symlink_to_a_page_is_kept_and_its_target_is_written() -> None:
    write("a.md")
    write("b.md")
    build("a.md", "b.md")
    kept = write("kept.html", Path("site/a.html").read_text(encoding="utf-8"))
    Path("site/a.html").unlink()
    Path("site/a.html").symlink_to("../kept.html")
    write("a.md", "Rain in Sapporo.\n")
    assert build("a.md", "b.md").code == 0
    assert Path("site/a.html").is_symlink() and b"Sapporo" in kept.read_bytes()
