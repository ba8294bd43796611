"""Positions typed into the editor, searches near the story, shared places files, and undo after a restart."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from starlette.testclient import TestClient

from storymap.edit.access import AccessControl
from storymap.edit.app import EditorApp
from storymap.edit.session import EditSession
from storymap.source import Source
from tests.edit.conftest import KEY, ORIGIN, PORT, Browser

MILL = "The old mill"


def test_position_can_be_the_address_of_a_map(browser: Browser) -> None:
    answer = browser.change(do="own", **browser.span(MILL), at="https://www.openstreetmap.org/#map=15/41.7/44.8")
    assert answer.status_code == 200
    assert "The old mill: {lat: 41.7, lon: 44.8}" in browser.text


def test_wrong_position_is_explained(reading: Browser) -> None:
    answer = reading.change(do="own", **reading.span(MILL), at="141.35, 43.06")
    assert answer.status_code == 400
    assert "did you mean 43.06, 141.35?" in answer.json()["problem"]


def test_place_is_moved_to_a_short_plus_code_near_it(browser: Browser) -> None:
    place = browser.place("Tbilisi")
    assert browser.change(do="move", place=place, at="PQXX+XX").status_code == 200
    moved = next(r.place for r in browser.session.draft.places.resolutions if r.mention.surface == "Tbilisi")
    assert moved and abs(moved.position.lat - 41.7) < 0.6 and abs(moved.position.lon - 44.8) < 0.6


def test_search_finds_a_position(reading: Browser) -> None:
    found = reading.client.get("/api/search", params={"q": "41,7; 44,8", "start": 0}).json()
    assert found == {"found": [], "problem": "", "at": {"lat": 41.7, "lon": 44.8}}
    found = reading.client.get("/api/search", params={"q": "33UXP0448", "start": 0}).json()
    assert found["found"] == [] and found["at"] is None


def test_search_says_why_a_place_was_found(browser: Browser) -> None:
    start = browser.span("Atlanta")["start"]
    found = browser.client.get("/api/search", params={"q": "Athens Georgia", "start": start}).json()["found"]
    assert found[0]["name"] == "Athens" and found[0]["match"] == "in Georgia"  # and not "98 km from Georgia"
    nearby = browser.client.get("/api/search", params={"q": "Athens", "start": start}).json()["found"]
    assert " km from " in nearby[0]["match"]
    assert found[0]["link"].startswith("https://www.geonames.org/")


def serve_folder(article: Path) -> Browser:
    (article.parent / "shared.yaml").write_text(
        "version: 1\nplaces:\n  Chitose: {id: geonames:2130452}\n", encoding="utf-8"
    )
    (article.parent / "storymap.toml").write_text('places = ["shared.yaml"]\n', encoding="utf-8")
    session = EditSession(Source(str(article), editing=True).configured())
    app = EditorApp(session, edits=True, on_change=lambda session: None)
    client = TestClient(AccessControl(app.asgi(), KEY, PORT), base_url=ORIGIN, follow_redirects=False)
    client.get(f"/?key={KEY}")
    return Browser(client, session)


def origin(browser: Browser, words: str) -> dict[str, object]:
    found: dict[str, object] = browser.client.get("/api/mention", params=browser.span(words)).json()["origin"]
    return found


def test_origin_of_a_decision_is_shown(article: Path) -> None:
    browser = serve_folder(article)
    assert origin(browser, "Chitose") == {"file": "shared.yaml", "line": 3, "shared": True}
    assert browser.state()["shared"] == "shared.yaml"
    browser.change(do="ignore", **browser.span("Chitose"))
    assert origin(browser, "Chitose") == {"file": "places.yaml", "line": 5, "shared": False}
    assert "Chitose: {id: geonames:2130452}" in (article.parent / "shared.yaml").read_text(encoding="utf-8")


def test_shared_decision_moves_to_the_shared_file_and_back(article: Path) -> None:
    browser, shared = serve_folder(article), article.parent / "shared.yaml"
    browser.change(do="choose", **browser.span("Atlanta"), place="geonames:4180439")
    assert browser.change(do="share", **browser.span("Atlanta")).status_code == 200
    assert "Atlanta: {id: geonames:4180439}" in shared.read_text(encoding="utf-8")
    assert "Atlanta" not in browser.text
    assert origin(browser, "Atlanta")["shared"]
    assert browser.send("/api/undo").status_code == 200
    assert "Atlanta" not in shared.read_text(encoding="utf-8") and "Atlanta" in browser.text


def test_shared_entry_stays_when_one_mention_is_decided(article: Path) -> None:
    browser = serve_folder(article)
    shared = article.parent / "shared.yaml"
    shared.write_text("version: 1\nplaces:\n  Georgia: {id: geonames:614540}\n", encoding="utf-8")
    browser.session.refresh()
    span = browser.span("Georgia", 2)
    browser.change(do="choose", start=span["start"], end=span["end"], only=True, place="geonames-admin1:US.GA")
    assert browser.place("Georgia", 2) == "geonames-admin1:US.GA"
    assert browser.place("Georgia", 3) == "geonames:614540"


def test_change_is_undone_after_a_restart(article: Path, tmp_path: Path) -> None:
    store = tmp_path / "state" / "history.json"

    def start() -> Browser:
        session = EditSession(Source(str(article)))
        app = EditorApp(session, edits=True, on_change=lambda session: None, history=store)
        client = TestClient(AccessControl(app.asgi(), KEY, PORT), base_url=ORIGIN, follow_redirects=False)
        client.get(f"/?key={KEY}")
        return Browser(client, session)

    first = start()
    first.change(do="ignore", **first.span("Chitose"))
    first.change(do="ignore", **first.span("Atlanta"))
    second = start()
    assert second.state()["undo"]
    second.send("/api/undo")
    assert "Atlanta" not in second.text and "Chitose" in second.text
    third = start()
    third.send("/api/redo")
    assert "Atlanta" in third.text


def test_file_changed_by_another_program_is_restored_as_a_new_change(browser: Browser) -> None:
    path = browser.session.places_path
    browser.change(do="ignore", **browser.span("Chitose"))
    theirs = path.read_text(encoding="utf-8") + "  Atlanta: {ignore: true}\n"
    path.write_text(theirs, encoding="utf-8")
    assert browser.send("/api/undo").status_code == 409
    assert browser.send("/api/restore").status_code == 200
    assert not path.exists()
    assert browser.send("/api/undo").status_code == 200
    assert path.read_text(encoding="utf-8") == theirs


def test_history_with_an_invalid_file_is_empty(article: Path, tmp_path: Path, serve: Callable[..., Browser]) -> None:
    store = tmp_path / "history.json"
    store.write_text('{"version": 1, "done": 5}', encoding="utf-8")
    app = EditorApp(EditSession(Source(str(article))), edits=True, on_change=lambda session: None, history=store)
    assert not app.history.can_undo
