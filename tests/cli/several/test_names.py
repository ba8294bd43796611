"""Names of the pages of several articles."""

from __future__ import annotations

from pathlib import Path

import pytest

from storymap.cli.several.manifest import load_manifest
from storymap.cli.several.names import Wanted, assign_names, slug, wanted_name
from tests.cli.several.site import TRIP, build, pages, write


def test_page_names_are_readable_and_unique() -> None:
    for name in (
        "a/trip.md",
        "b/trip.md",
        "a/Zwei Ä & 100%.md",
        "a/ferry.md",
        "b/Ferry.txt",
        "c/index.md",
        "c/../../index.md",
    ):
        write(name)
    ran = build("a/trip.md", "b/trip.md", "a/Zwei Ä & 100%.md", "a/ferry.md", "b/Ferry.txt", "c/index.md")
    assert ran.code == 0
    names = {"a-trip.html", "b-trip.html", "Zwei-Ä-100.html", "a-ferry.html", "b-Ferry.html", "c.html"}
    assert pages() == {*names, "index.html"}
    assert 'href="Zwei-%C3%84-100.html"' in Path("site/index.html").read_text(encoding="utf-8")


def test_page_names_do_not_change_when_other_articles_are_added_or_removed() -> None:
    write("a/trip.md")
    write("b/trip.md")
    write("c/other.md")
    assert build("a/trip.md", "c/other.md").code == 0
    assert pages() == {"trip.html", "other.html", "index.html"}
    ran = build("b/trip.md", "a/trip.md")
    assert ran.code == 0 and pages() == {"trip.html", "b-trip.html", "other.html", "index.html"}
    assert "not in the index, from earlier builds: other.html" in ran.err
    index = Path("site/index.html").read_text(encoding="utf-8")
    assert "b-trip.html" in index and "other.html" not in index
    assert {e.page: e.article for e in load_manifest(Path("site"))} == {
        "trip.html": "trip.md", "b-trip.html": "trip.md", "other.html": "other.md",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("a b", "a-b"), ("../../etc/passwd", "etc-passwd"), ("100 %", "100"), ("  .hidden", "hidden"), ("日本語 の旅", "日本語-の旅"),
        ("हिन्दी", "हिन्दी"), ("con", "con-"), ("a\u202eb\0c", "a-b-c"), ("…", ""), ("x" * 300, "x" * 60), ("A\u0308", "Ä"),
    ],
)  # fmt: skip
def test_slug_keeps_letters_of_any_script(text: str, name: str) -> None:
    assert slug(text) == name


def test_equal_page_names_get_folder_prefix_or_story_suffix_or_number() -> None:
    same = [Wanted("trip", "a"), Wanted("TRIP", "a"), Wanted("trip", "a")]
    assert assign_names(same, lambda name: True) == ["a-trip.html", "TRIP.story.html", "trip-2.html"]
    assert assign_names([Wanted("index")], lambda name: True) == ["index.story.html"]
    assert wanted_name(Path("/x/posts/trip/index.md"), "T").name == "trip"
    assert wanted_name(None, "A title!").name == "A-title"


@pytest.mark.parametrize(
    ("article", "page"),
    [("my-trip/index.md", "my-trip.html"), ("Two days.md", "Two-days.html"), ("ferry.md", "ferry.html")],
)
def test_page_of_single_article_has_the_same_name_as_with_several_articles(article: str, page: str) -> None:
    write("site/index.html", "<p>of somebody else</p>")
    write(article, TRIP)
    assert build(article).code == 0
    assert pages() == {"index.html", page}
    assert Path("site/index.html").read_text(encoding="utf-8") == "<p>of somebody else</p>"


def test_canonical_url_of_page_is_below_canonical_url_of_folder() -> None:
    write("a b.md")
    write("c.md")
    assert build("a b.md", "c.md", "--canonical", "https://example.org/maps/", "--oembed", "--companion").code == 0
    written = {
        "a-b.html",
        "c.html",
        "a-b.png",
        "c.png",
        "a-b.oembed.json",
        "c.oembed.json",
        "companion.js",
        "index.html",
    }
    assert pages() == written
    page = Path("site/a-b.html").read_text(encoding="utf-8")
    assert '<link rel="canonical" href="https://example.org/maps/a-b.html">' in page
