"""Words that were not recognised as a place, in `review ARTICLE WORDS` and `explain`.

This file also tests `share` and `--home` with wrong values.
"""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from storymap.cli.review import _order, missed
from storymap.cli.review_session import Review
from storymap.gazetteer import open_gazetteer
from storymap.pipeline import english_phrases, find_places
from storymap.source import Source
from tests.contracts.run import done, run

ARTICLE = """Council delays vote

Residents packed the community hall in Ashford on Tuesday. The route would leave near Godmersham.

The Old Pumping Station at Brabourne, where the works would begin, stays closed.
"""


@pytest.fixture(autouse=True)
def article(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    path = tmp_path / "bypass.txt"
    path.write_text(ARTICLE, encoding="utf-8")
    return path


def answered(words: str, *keys: str) -> tuple[str, str]:
    """Review words with these answers. Return what was printed and the text of places.yaml."""
    source = Source("bypass.txt")
    found = find_places(source)
    printed: list[str] = []
    answers = iter(keys)
    Review(
        found.article,
        [missed(words, found)],
        source.places_path,
        source.name,
        open_gazetteer(),
        english_phrases(),
        lambda prompt: next(answers, "q"),
        printed.append,
        resolutions=found.resolutions,
    ).run()
    path = source.places_path
    return "\n".join(printed), path.read_text(encoding="utf-8") if path.exists() else ""


def test_missed_words_are_mapped_by_coordinates() -> None:
    printed, text = answered("old pumping station", "c", "151.1, 0.9", "51,1461; 0,9473", "")
    assert "Old Pumping Station · 1 mention in p3 · not recognised as a place" in printed
    assert "Latitude 151.1 is not between -90 and 90" in printed
    assert "  Old Pumping Station: {lat: 51.1461, lon: 0.9473}\n" in text
    assert "Old Pumping Station  p3" in done("places", "bypass.txt").out.decode()


def test_missed_words_are_mapped_by_search_near_the_story() -> None:
    printed, text = answered("Old Pumping Station", "s", "Chilham", "1")
    assert "km from " in printed
    assert "Old Pumping Station: {id: geonames" in text


def test_search_takes_an_address_of_a_map() -> None:
    _, text = answered("Old Pumping Station", "s", "https://www.openstreetmap.org/#map=15/51.1/0.9", "Pump House")
    assert "Old Pumping Station: {name: Pump House, lat: 51.1, lon: 0.9}" in text


def test_words_that_overlap_a_name_are_refused() -> None:
    result = run("review", "bypass.txt", "Station at Brab")
    assert result.code == 3 and "does not occur in the article" in result.err
    assert run("review", "bypass.txt", "Old Pumpin Station").err.count("Did you mean") == 1


def test_explain_lists_places_for_missed_words() -> None:
    result = run("explain", "bypass.txt", "hall")
    assert result.code == 3
    assert "neither recognised as a place nor suggested" in result.out.decode()
    assert 'storymap review bypass.txt "hall"' in " ".join(result.out.decode().split())


def test_decision_is_moved_to_the_shared_file() -> None:
    Path("storymap.toml").write_text('places = ["shared.yaml"]\n', encoding="utf-8")
    Path("shared.yaml").write_text("version: 1\n", encoding="utf-8")
    Path("bypass.places.yaml").write_text(
        "version: 1\nplaces:\n  Ashford: {lat: 51.1, lon: 0.9, note: A town.}  # checked\n  Godmersham:\n    - {nth: 1, ignore: true}\n",
        encoding="utf-8",
    )
    assert "Ashford: moved from bypass.places.yaml to" in run("share", "bypass.txt", "ashford").err
    assert "Ashford: {lat: 51.1, lon: 0.9, note: A town.}" in Path("shared.yaml").read_text(encoding="utf-8")
    assert "Ashford" not in Path("bypass.places.yaml").read_text(encoding="utf-8")
    assert "Set in shared.yaml" in done("places", "bypass.txt").out.decode()
    result = run("share", "bypass.txt", "Godmersham")
    assert result.code == 4 and "single mentions of this article" in result.err
    result = run("share", "bypass.txt", "Godmershan")
    assert result.code == 4 and "Did you mean “Godmersham”?" in result.err


def test_share_needs_a_shared_file_and_keeps_its_entries() -> None:
    Path("bypass.places.yaml").write_text("version: 1\nplaces:\n  Ashford: {ignore: true}\n", encoding="utf-8")
    result = run("share", "bypass.txt", "Ashford")
    assert result.code == 2 and "storymap.toml" in result.err
    Path("ours.yaml").write_text("version: 1\nplaces:\n  Ashford: {lat: 1, lon: 2}\n", encoding="utf-8")
    result = run("share", "bypass.txt", "Ashford", "--to", "ours.yaml")
    assert result.code == 4 and "ours.yaml:3: Ashford has a different entry here" in result.err
    assert run("share", "bypass.txt", "Ashford", "--to", "ours.yaml", "--replace").code == 0
    assert "Ashford: {ignore: true}" in Path("ours.yaml").read_text(encoding="utf-8")


def test_share_makes_its_article_use_the_shared_file() -> None:
    own, settings = Path("bypass.places.yaml"), Path("storymap.toml")
    own.write_text("version: 1\nplaces:\n  Ashford: {ignore: true}\n  Wye: {ignore: true}\n", encoding="utf-8")
    result = run("share", "bypass.txt", "Ashford", "--to", "all.yaml")
    assert result.code == 0 and result.err.count("added to `places`") == 1
    assert settings.read_text(encoding="utf-8") == 'places = ["all.yaml"]\n'
    result = run("share", "bypass.txt", "Wye", "--to", "more/names.yaml")
    assert settings.read_text(encoding="utf-8") == 'places = ["all.yaml", "more/names.yaml"]\n'
    settings.write_text('places = "all.yaml"\n', encoding="utf-8")
    own.write_text("version: 1\nplaces:\n  Dover: {ignore: true}\n", encoding="utf-8")
    before = own.read_text(encoding="utf-8")
    result = run("share", "bypass.txt", "Dover", "--to", "third.yaml")
    assert result.code == 2 and 'Add "third.yaml" to the list' in " ".join(result.err.split())
    assert own.read_text(encoding="utf-8") == before and not Path("third.yaml").exists()


def test_home_may_be_a_position_and_unknown_homes_are_reported() -> None:
    assert done("places", "bypass.txt", "--home", "51.15, 0.87").err == ""
    assert "no place called “Nowhereville” is known" in run("places", "bypass.txt", "--home", "Nowhereville").err
    result = run("places", "bypass.txt", "--home", "151.15, 0.87")
    assert result.code == 2 and "did you mean 0.87, 151.15?" in result.err


def test_unresolved_names_and_suggestions_are_asked_first() -> None:
    found = find_places(Source("bypass.txt"))
    decision = missed("hall", found)
    assert _order(decision)[0] == 3  # if the user names words, only the questions about these words are asked


def test_schema_is_printed_and_written() -> None:
    assert json.loads(done("schema").out)["title"].startswith("places.yaml")
    assert done("schema", "story", "-o", "story.json").out == b""
    assert json.loads(Path("story.json").read_text(encoding="utf-8"))["$id"] == "urn:storymap:story:1"
    assert run("schema", "nonsense").code == 2
