"""The index page of several articles."""

from __future__ import annotations

from pathlib import Path

from storymap.cli.several.manifest import load_manifest
from storymap.render.index_page import IndexRow, index_html
from tests.cli.several.site import TRIP, build, pages, write
from tests.contracts.run import run


def test_index_lists_stories_newest_first_and_escaped() -> None:
    rows = [
        IndexRow("a.html", "Old", "2020-01-01"),
        IndexRow("b.html", '<script>alert(1)</script> & "co"', "", '<img src=x onerror="x">', "en", 3, True),
        IndexRow("c%.html", "New", "2024-05-06", "Jane", "de", 1),
    ]
    html = index_html(rows, theme="paper", title="<b>Mine</b>")
    assert html.index(">New<") < html.index(">Old<") < html.index("alert(1)")
    assert "<script" not in html and "<img" not in html and "&lt;b&gt;Mine" in html
    assert 'href="c%25.html"' in html and 'lang="de"' in html and "6 May 2024" in html
    assert html.count("Draft") == 1 and "3 places" in html and "No places on the map" in html


def test_index_is_in_the_language_of_most_stories() -> None:
    html = index_html(
        [IndexRow("a.html", "A", "2024-05-06", "", "de", 2), IndexRow("b.html", "B", "", "", "de")], theme="slate"
    )
    assert '<html lang="de"' in html and "2 Orte" in html and "6. Mai 2024" in html


def test_index_marks_drafts_and_counts_places() -> None:
    write("a.md", TRIP)
    write("b.md", "---\ntitle: Later\ndraft: true\n---\n\nRain.\n")
    assert build("a.md", "b.md", "--title", "My maps").code == 0
    html = Path("site/index.html").read_text(encoding="utf-8")
    assert (
        '<h1 dir="auto">My maps</h1>' in html and "Jane Doe" in html and "2 places" in html and html.count("Draft") == 1
    )


def test_index_keeps_old_page_of_a_failed_article() -> None:
    write("a.md")
    write("b.md", TRIP)
    build("a.md", "b.md")
    write("b.md", "")
    ran = build("a.md", "b.md")
    assert ran.code == 3 and "not in the index" not in ran.err
    assert "A trip" in Path("site/index.html").read_text(encoding="utf-8")
    assert len(load_manifest(Path("site"))) == 2


def test_index_written_by_another_program_is_not_overwritten() -> None:
    write("a.md")
    write("b.md")
    write("site/index.html", "<title>My blog</title>")
    ran = build("a.md", "b.md")
    assert ran.code == 9 and "index.html was not written by this command" in ran.err
    assert pages() == {"index.html"}
    run("build", "a.md", "-o", "site/index.html")  # an index does not replace a story map either
    assert build("a.md", "b.md").code == 9
