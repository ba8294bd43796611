"""The language of descriptions and reasons in the editor."""

from __future__ import annotations

from pathlib import Path

from storymap.edit import payloads
from storymap.edit.session import EditSession
from storymap.positions import PositionError
from storymap.source import Source
from storymap.wording import Wording
from tests.edit.conftest import Browser


def test_descriptions_and_reasons_are_in_the_language_of_the_article(tmp_path: Path) -> None:
    article = tmp_path / "reise.txt"
    article.write_text("Die Reise\n\nDer Zug fuhr von Hamburg nach Berlin und dann nach Qwyxstadt.\n", encoding="utf-8")
    draft = EditSession(Source(str(article), language="de")).draft
    mention = next(r.mention for r in draft.places.resolutions if r.mention.surface == "Hamburg")
    detail = payloads.mention(draft, mention.start, mention.end, None)
    assert "Deutschland" in detail["place"]["where"] and "Germany" not in str(detail["candidates"][0]["where"])
    says = {reason["text"] for candidate in detail["candidates"] for reason in candidate["says"]}
    assert says and says <= set(Wording("de").section("evidence").values())
    assert not says & set(Wording("en").section("evidence").values())
    found = payloads.search("Berlin", draft, None, None, None)["found"]
    assert "Deutschland" in found[0]["where"] and "." in found[0]["people"]
    assert all(row["why"] for row in payloads.story(draft)["decisions"])


def test_rejected_changes_are_explained_in_the_language_of_the_article(browser: Browser) -> None:
    path = browser.session.source.path
    assert path is not None
    path.write_text("Die Reise\n\nDer Zug fuhr von Hamburg nach Berlin, und dann weiter.\n", encoding="utf-8")
    browser.session.refresh()
    start = path.read_text(encoding="utf-8").index("Hamburg")
    for change, problem in (
        (
            {"do": "own", "start": start, "end": start + 7, "at": "43.06"},
            "„43.06“ ist keine Position: Die Länge fehlt.",
        ),
        ({"do": "own", "start": start, "end": start + 3, "at": "43, 141"}, "„Ham“ ist ein Teil eines Wortes;"),
        ({"do": "scene", "passage": "p99", "hide": True}, "Der Artikel hat keinen Abschnitt p99 mehr."),
    ):
        answer = browser.change(**change)
        assert answer.status_code == 400 and answer.json()["problem"].startswith(problem)
    assert browser.send("/api/undo").json()["problem"] == "Es gibt nichts rückgängig zu machen."
    found = payloads.search("10, 200", browser.session.draft, None, None, None)
    assert found["problem"] == "Die Länge 200 liegt nicht zwischen -180 und 180."


def test_a_problem_in_an_unknown_language_is_english() -> None:
    problem = PositionError("position-latitude", lat="91")
    assert problem.in_language("xx") == "Latitude 91 is not between -90 and 90."
    assert str(problem) == "latitude 91 is not between -90 and 90."
