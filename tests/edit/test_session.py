"""EditSession: a changed file gives a new page, unchanged steps are cached, an invalid file leaves the page as it is."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from storymap.edit import session as session_module
from storymap.edit.session import EditSession
from storymap.errors import ArticleError
from storymap.model import Article
from storymap.pipeline import Places, detect_places
from storymap.source import Source


def write(session: EditSession, text: str) -> None:
    session.places_path.write_text(f"version: 1\n{text}", encoding="utf-8")


def test_change_of_overrides_does_not_detect_places_again(
    session: EditSession, article: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    detected: list[str] = []

    def count_and_detect(article: Article, **more: Any) -> Places:
        detected.append(article.text)
        return detect_places(article, **more)

    monkeypatch.setattr(session_module, "detect_places", count_and_detect)
    assert not session.refresh() and session.version == 1
    write(session, "places:\n  Chitose: {note: Loud.}\n")
    assert session.refresh() and session.version == 2 and "Loud." in session.draft.html and detected == []
    write(session, "home: Atlanta\n")
    assert session.refresh() and "Loud." not in session.draft.html and len(detected) == 1
    article.write_text(article.read_text(encoding="utf-8") + "\nAnd in Tokyo.\n", encoding="utf-8")
    assert session.refresh() and "Tokyo" in session.draft.html and len(detected) == 2


def test_page_equals_page_of_build_after_each_change(session: EditSession, article: Path) -> None:
    from storymap import build

    for text in ("places:\n  Chitose: {lat: 42.9, lon: 141.5}\n", "scenes:\n  p2: {title: Jets}\n", "names: JP\n", ""):
        write(session, text)
        assert session.refresh() and session.draft.html == build(article).html()


def test_invalid_places_yaml_at_start_gives_page_without_overrides(article: Path) -> None:
    places = article.with_name("places.yaml")
    places.write_text("version: 1\nplaces:\n  Chitose: {idd: 1}\n", encoding="utf-8")
    session = EditSession(Source(str(article)))
    assert session.problem.startswith("places.yaml:3:") and "Chitose" in session.draft.html
    write(session, "")
    assert session.refresh() and session.problem == ""


def test_missing_article_keeps_last_page_until_it_is_back(session: EditSession, article: Path) -> None:
    text, good = article.read_text(encoding="utf-8"), session.draft.html
    article.unlink()
    assert session.refresh() and "there is no such file" in session.problem and session.draft.html == good
    article.write_text(text, encoding="utf-8")
    assert session.refresh() and session.problem == "" and session.draft.html == good


def test_session_without_article_raises_error(tmp_path: Path) -> None:
    with pytest.raises(ArticleError, match="no such file"):
        EditSession(Source(str(tmp_path / "none.txt")))


def test_changed_styles_and_images_give_new_page(tmp_path: Path) -> None:
    from PIL import Image

    article, css, image = tmp_path / "a.md", tmp_path / "own.css", tmp_path / "mill.png"
    article.write_text("# The mill\n\nThe mill stands in Chitose.\n\n![A mill](mill.png)\n", encoding="utf-8")
    css.write_text("h1 { color: #123456; }", encoding="utf-8")
    Image.new("RGB", (40, 30), "red").save(image)
    session = EditSession(Source(str(article)), css=css)
    assert {path.name for path in session.watched_files} == {"a.md", "places.yaml", "own.css", "mill.png"}
    assert "#123456" in session.draft.html and "<img" in session.draft.html and not session.refresh()
    before = session.draft.html
    Image.new("RGB", (40, 30), "blue").save(image)
    assert session.refresh() and session.draft.html != before
    css.write_bytes(b"\xff")
    assert session.refresh() and "UTF-8" in session.problem
    css.write_text("@import 'x.css';", encoding="utf-8")
    assert session.refresh() and "must not load other files" in session.problem
