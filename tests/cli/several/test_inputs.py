"""Which articles are built: patterns, several paths of one file, files with several articles, and excluded options."""

from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace

import pytest

from storymap.model import Article
from storymap.read.plain import parse_plain
from tests.cli.several.site import build, pages, write
from tests.contracts.run import run


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
    # articles of a feed are identified by their URLs, not by their numbers
    assert "3 articles: 2 built, 1 unchanged" in ran.err
    assert pages() == {"third-snow.html", "first-rain.html", "second-rain.html", "index.html"}


def test_same_file_is_built_once() -> None:
    write("a.md")
    Path("b.md").symlink_to("a.md")
    ran = build("a.md", "./a.md", "b.md")
    assert ran.code == 0 and pages() == {"a.html", "index.html"} and ran.err.count("is built once") == 2


def test_pattern_is_expanded_and_must_match_a_file() -> None:
    write("posts/a.md")
    write("posts/b [1].md")
    assert build("posts/*.md").code == 0 and pages() == {"a.html", "b-1.html", "index.html"}
    ran = build("posts/*.markdown")
    assert ran.code == 3 and "no file matches" in ran.err
    assert run("build", "posts/b [1].md", "-o", "one.html").code == 0  # the name of this file looks like a pattern


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


def test_places_given_for_all_articles_are_shared(here: Path) -> None:
    write("a.md")
    write("b.md", "Rain in Sapporo.\n")
    write("x.yaml", "version: 1\nplaces:\n  Otaru: {ignore: true}\n")
    ran = build("a.md", "b.md", "--places", "x.yaml", "--strict")
    assert ran.code == 0 and "does not occur" not in ran.err
