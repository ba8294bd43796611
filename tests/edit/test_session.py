"""The desk: what changes makes another page, what does not costs nothing, and a mistake leaves the last good page."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from storymap.edit import session as desks
from storymap.edit.session import Desk
from storymap.errors import ArticleError
from storymap.model import Article
from storymap.pipeline import Places, detect_places
from storymap.source import Source


def write(desk: Desk, text: str) -> None:
    desk.places.write_text(f"version: 1\n{text}", encoding="utf-8")


def test_places_yaml_is_applied_without_finding_the_places_again(
    desk: Desk, article: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    decided: list[str] = []

    def counted(article: Article, **more: Any) -> Places:
        decided.append(article.text)
        return detect_places(article, **more)

    monkeypatch.setattr(desks, "detect_places", counted)
    assert not desk.refresh() and desk.version == 1
    write(desk, "places:\n  Chitose: {note: Loud.}\n")
    assert desk.refresh() and desk.version == 2 and "Loud." in desk.draft.html and decided == []
    write(desk, "home: Atlanta\n")
    assert desk.refresh() and "Loud." not in desk.draft.html and len(decided) == 1
    article.write_text(article.read_text(encoding="utf-8") + "\nAnd in Tokyo.\n", encoding="utf-8")
    assert desk.refresh() and "Tokyo" in desk.draft.html and len(decided) == 2


def test_the_page_is_that_of_build_after_any_change(desk: Desk, article: Path) -> None:
    from storymap import build

    for text in ("places:\n  Chitose: {lat: 42.9, lon: 141.5}\n", "scenes:\n  p2: {title: Jets}\n", "names: JP\n", ""):
        write(desk, text)
        assert desk.refresh() and desk.draft.html == build(article).html()


def test_a_mistake_at_the_start_is_told_beside_a_page_of_our_own(article: Path) -> None:
    places = article.with_name("places.yaml")
    places.write_text("version: 1\nplaces:\n  Chitose: {idd: 1}\n", encoding="utf-8")
    desk = Desk(Source(str(article)))
    assert desk.problem.startswith("places.yaml:3:") and "Chitose" in desk.draft.html
    write(desk, "")
    assert desk.refresh() and desk.problem == ""


def test_an_article_that_goes_away_for_a_moment_is_waited_for(desk: Desk, article: Path) -> None:
    text, good = article.read_text(encoding="utf-8"), desk.draft.html
    article.unlink()
    assert desk.refresh() and "there is no such file" in desk.problem and desk.draft.html == good
    article.write_text(text, encoding="utf-8")
    assert desk.refresh() and desk.problem == "" and desk.draft.html == good


def test_no_article_no_desk(tmp_path: Path) -> None:
    with pytest.raises(ArticleError, match="no such file"):
        Desk(Source(str(tmp_path / "none.txt")))


def test_styles_and_images_are_watched_and_made_again(tmp_path: Path) -> None:
    from PIL import Image

    article, css, image = tmp_path / "a.md", tmp_path / "own.css", tmp_path / "mill.png"
    article.write_text("# The mill\n\nThe mill stands in Chitose.\n\n![A mill](mill.png)\n", encoding="utf-8")
    css.write_text("h1 { color: #123456; }", encoding="utf-8")
    Image.new("RGB", (40, 30), "red").save(image)
    desk = Desk(Source(str(article)), css=css)
    assert {path.name for path in desk.watched} == {"a.md", "places.yaml", "own.css", "mill.png"}
    assert "#123456" in desk.draft.html and "<img" in desk.draft.html and not desk.refresh()
    before = desk.draft.html
    Image.new("RGB", (40, 30), "blue").save(image)
    assert desk.refresh() and desk.draft.html != before
    css.write_bytes(b"\xff")
    assert desk.refresh() and "UTF-8" in desk.problem
    css.write_text("@import 'x.css';", encoding="utf-8")
    assert desk.refresh() and "imports another" in desk.problem
