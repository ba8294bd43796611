"""Building several articles in one call: page names, index, manifest and failures."""

from __future__ import annotations

import json
import os
from collections.abc import Sequence
from pathlib import Path
from types import SimpleNamespace

import pytest
from PIL import Image

from storymap.cli.several.manifest import load_manifest
from storymap.cli.several.names import Wanted, assign_names, slug, wanted_name
from storymap.model import Article
from storymap.read.plain import parse_plain
from storymap.render.index_page import IndexRow, index_html
from tests.contracts.run import Ran, run

TRIP = "---\ntitle: A trip\ndate: 2024-03-01\nauthor: Jane Doe\n---\n\nThe ferry left Otaru for Rishiri.\n"


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def write(name: str, text: str = "Rain in Otaru.\n") -> Path:
    path = Path(name)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


def build(*arguments: str) -> Ran:
    return run("build", *arguments, "-o", "site/")


def pages() -> set[str]:
    return {p.name for p in Path("site").iterdir()} - {".storymap.json"}


# ---------- names


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


def test_same_file_is_built_once() -> None:
    write("a.md")
    Path("b.md").symlink_to("a.md")
    ran = build("a.md", "./a.md", "b.md")
    assert ran.code == 0 and pages() == {"a.html", "index.html"} and ran.err.count("is built once") == 2


# ---------- only changed articles


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


# ---------- failures


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


def test_index_keeps_old_page_of_a_failed_article() -> None:
    write("a.md")
    write("b.md", TRIP)
    build("a.md", "b.md")
    write("b.md", "")
    ran = build("a.md", "b.md")
    assert ran.code == 3 and "not in the index" not in ran.err
    assert "A trip" in Path("site/index.html").read_text(encoding="utf-8")
    assert len(load_manifest(Path("site"))) == 2


def test_strict_build_does_not_write_pages_with_open_decisions() -> None:
    write("a.md", "The ferry left Otaru for Rishiri.\n")
    write("b.md", "In Milan he met nobody from Qwyxville.\n")
    ran = build("a.md", "b.md", "--strict")
    assert ran.code == 7 and "failed: b.md: nothing was written" in ran.err and pages() == {"a.html", "index.html"}


def test_places_given_for_all_articles_are_shared(here: Path) -> None:
    write("a.md")
    write("b.md", "Rain in Sapporo.\n")
    write("x.yaml", "version: 1\nplaces:\n  Otaru: {ignore: true}\n")
    ran = build("a.md", "b.md", "--places", "x.yaml", "--strict")
    assert ran.code == 0 and "does not occur" not in ran.err


def test_index_written_by_another_program_is_not_overwritten() -> None:
    write("a.md")
    write("b.md")
    write("site/index.html", "<title>My blog</title>")
    ran = build("a.md", "b.md")
    assert ran.code == 9 and "index.html was not written by this command" in ran.err
    assert pages() == {"index.html"}
    run("build", "a.md", "-o", "site/index.html")  # a story map is not overwritten by an index either
    assert build("a.md", "b.md").code == 9


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


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["a.md", "b.md"], "need a folder"),
        (["a.md", "b.md", "-o", "a.md"], "is not a folder"),
        (["a.md", "b.md", "-o", "new.html"], "is not a folder"),
        (["a.md", "b.md", "-o", "x/", "--watch"], "--watch"),
        (["a.md", "b.md", "-o", "x/", "--item", "1"], "--item"),
        (["a.md", "b.md", "-o", "x/", "--canonical", "https://example.org/a.html"], "ends in a slash"),
        (["a.md", "-", "-o", "x/"], "standard input"),
        (["a.md", "b.md", "-o", "x/", "--theme", "neon"], "unknown theme"),
        (["a.md", "b.md", "-o", "x/", "--oembed"], "--canonical"),
    ],
)
def test_options_for_a_single_article_are_rejected(arguments: list[str], says: str) -> None:
    write("a.md")
    write("b.md")
    ran = run("build", *arguments)
    assert ran.code == 2 and says in " ".join(ran.err.replace("│", " ").split())
    assert not Path("x").exists() or not any(Path("x").iterdir())


def test_pattern_is_expanded_and_must_match_a_file() -> None:
    write("posts/a.md")
    write("posts/b [1].md")
    assert build("posts/*.md").code == 0 and pages() == {"a.html", "b-1.html", "index.html"}
    ran = build("posts/*.markdown")
    assert ran.code == 3 and "no file matches" in ran.err
    assert run("build", "posts/b [1].md", "-o", "one.html").code == 0  # a file with a name that looks like a pattern


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


def test_symlink_to_a_page_is_replaced_and_its_target_is_unchanged() -> None:
    write("a.md")
    write("b.md")
    build("a.md", "b.md")
    kept = write("kept.html", Path("site/a.html").read_text(encoding="utf-8"))
    Path("site/a.html").unlink()
    Path("site/a.html").symlink_to("../kept.html")
    write("a.md", "Rain in Sapporo.\n")
    before = kept.read_bytes()
    assert build("a.md", "b.md").code == 0
    assert kept.read_bytes() == before and not Path("site/a.html").is_symlink()


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


# ---------- files with several articles


class FeedReader:
    """An input format for tests: each line is an article."""

    NAME = "lines"
    SUFFIXES = (".lines",)

    def sniff(self, head: bytes) -> bool:
        return head.startswith(b"LINES\n")

    def read(self, raw: bytes, origin: object) -> list[Article]:
        lines = raw.decode().splitlines()[1:]
        return [
            Article(
                line[:12].strip(),
                (a := parse_plain(line)).text,
                a.passages,
                language="en",
                source=f"https://e.org/{line[:5]}",
            )
            for line in lines
        ]


@pytest.fixture
def feed(monkeypatch: pytest.MonkeyPatch) -> Path:
    point = SimpleNamespace(name="lines", value="x", load=FeedReader)
    monkeypatch.setattr("storymap.read.formats.entry_points", lambda group: [point])
    return write("feed.lines", "LINES\nfirst: rain in Otaru.\nsecond: rain in Sapporo.\n")


def test_articles_of_a_file_are_built_into_a_folder(feed: Path) -> None:
    ran = run("build", "feed.lines")
    assert ran.code == 3 and "--item NUMBER" in ran.err and "-o FOLDER/" in ran.err
    assert run("build", "feed.lines", "--item", "2", "-o", "two.html").code == 0
    assert run("build", "feed.lines", "--item", "3").code == 3
    assert build("feed.lines").code == 0
    assert pages() == {"first-rain.html", "second-rain.html", "index.html"}
    assert "2 unchanged" in build("feed.lines").err
    ran = run("build", "-", "-o", "piped/", stdin=feed.read_bytes())
    assert ran.code == 0 and Path("piped/second-rain.html").exists()
    feed.write_text("LINES\nthird: snow in Tokyo.\nfirst: rain in Otaru.\nsecond: rain in Rishiri.\n", encoding="utf-8")
    ran = build("feed.lines")
    assert "3 articles: 2 built, 1 unchanged" in ran.err  # identified by their URLs, not by their numbers
    assert pages() == {"third-snow.html", "first-rain.html", "second-rain.html", "index.html"}


# ---------- index


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
