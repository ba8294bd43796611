"""Commands for correcting places: init, review, explain, diff and `build --strict`."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from storymap.cli import main
from storymap.overrides import load_overrides
from storymap.pipeline import build

TEXT = """# A visit

Snow fell on Chitose, Hokkaido, as the minister left for Milan.

In Milan he met nobody from Qwyxville. The committee kept quiet, and so did the mayor.

He flew on from Milan to Tokyo.
"""
Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def article(tmp_path: Path) -> Path:
    path = tmp_path / "visit.md"
    path.write_text(TEXT, encoding="utf-8")
    return path


@pytest.fixture
def run(article: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Run:
    """Return a function that runs a command on the article; `keys` are lines of input, separated by "|"."""

    def command(name: str, *options: str, keys: str = "") -> tuple[int, str, str]:
        lines = iter(keys.split("|")) if keys else iter(())
        monkeypatch.setattr("builtins.input", lambda prompt: next(lines, "q"))
        code = main([name, *([] if name == "diff" else [str(article)]), *options])
        out, err = capsys.readouterr()
        return code, out, err

    return command


def places_text(article: Path) -> str:
    return article.with_name("places.yaml").read_text(encoding="utf-8")


def decided(article: Path) -> dict[str, str]:
    """Return surface -> place id for all mentions with a place."""
    return {r.mention.surface: r.place.id for r in build(article).story.resolutions if r.place}


# ---------- init


def test_init_writes_places_with_other_candidates(article: Path, run: Run) -> None:
    code, _, said = run("init")
    text = places_text(article)
    assert code == 0 and "places.yaml: " in said and "1 unresolved (Qwyxville)" in said
    assert "# 3 mentions, first in p2: “" in text and "suggested: geonames:3173435  # Milan, Lombardy, Italy" in text
    assert "    # id: geonames:4641630  # Milan, Tennessee, United States" in text and "km from there" in text
    assert "  # Qwyxville: {lat: , lon: }  # p3: “Qwyxville” is not in the gazetteer" in text
    overrides = load_overrides(article.with_name("places.yaml"))
    assert overrides is not None and all(e.has_no_effect for e in overrides.entries)


def test_init_file_changes_nothing_until_a_line_is_uncommented(article: Path, run: Run) -> None:
    before = decided(article)
    run("init")
    assert decided(article) == before
    text = places_text(article).replace("# id: geonames:4641630", "id: geonames:4641630")
    article.with_name("places.yaml").write_text(text, encoding="utf-8")
    assert decided(article) == before | {"Milan": "geonames:4641630"}


def test_second_init_changes_nothing(article: Path, run: Run) -> None:
    run("init")
    before = places_text(article)
    _, _, said = run("init")
    assert places_text(article) == before and "0 places added" in said and "4 existing entries kept" in said


def test_init_after_edit_of_article_keeps_existing_lines(article: Path, run: Run) -> None:
    run("init")
    mine = (
        places_text(article)
        .replace("  Chitose:", "  # asked the author\n  Chitose:   # !")
        .replace("# id: geonames:4641630", "id:   geonames:4641630")
    )
    article.with_name("places.yaml").write_text(mine, encoding="utf-8")
    article.write_text(TEXT.replace("Milan", "Rome"), encoding="utf-8")
    _, _, said = run("init")
    merged = places_text(article)
    assert "1 place added (Rome)" in said and "marked with a comment: Milan" in said
    assert "  # “Milan” does not occur in the article.\n  Milan:" in merged
    rest = iter(merged.splitlines())
    assert all(line in rest for line in mine.splitlines())  # all lines from before are there, in the same order
    run("init")
    assert places_text(article) == merged
    article.write_text(TEXT, encoding="utf-8")
    _, _, said = run("init")
    assert "comment removed: Milan" in said and "“Milan” does not occur" not in places_text(article)


def test_init_updates_suggestions_only_without_decision(article: Path, run: Run) -> None:
    run("init")
    old = places_text(article)
    stale = old.replace("suggested: geonames:3173435", "suggested: geonames:1").replace(
        "suggested: geonames:2130452", "id: geonames:2130452"
    )
    article.with_name("places.yaml").write_text(stale, encoding="utf-8")
    _, _, said = run("init")
    assert "suggestion changed: Milan" in said
    assert places_text(article) == old.replace("suggested: geonames:2130452", "id: geonames:2130452")


def test_init_does_not_change_file_with_mistake(article: Path, run: Run) -> None:
    article.with_name("places.yaml").write_text("version: 1\nplaces:\n  A: here\n", encoding="utf-8")
    code, _, said = run("init")
    assert code == 4 and "places.yaml:3:3: A: expected" in said
    assert places_text(article).endswith("A: here\n")


# ---------- review


def test_review_saves_each_answer(article: Path, run: Run) -> None:
    code, out, _ = run("review", "Milan", keys="2")
    assert code == 0 and "· 3 mentions in p2, p3, p4 ·" in out and "[Milan]" in out and "km away" in out
    assert decided(article)["Milan"] == "geonames:4641630"


def test_review_asks_open_decisions_first_and_shows_count(article: Path, run: Run) -> None:
    _, out, _ = run("review", keys="c|43.06 N, 141.35 E|Old Town|q")
    assert (
        "unresolved or unsure" in out
        and "(first)" not in out
        and "── 1 of 5 · Qwyxville" in out
        and "1 answered, 4 unchanged" in out
    )
    assert "  Qwyxville: {name: Old Town, lat: 43.06, lon: 141.35}\n" in places_text(article)


def test_review_decides_single_mention(article: Path, run: Run) -> None:
    run("review", "Milan", keys="a|i")
    assert "quote: " in places_text(article)
    found = [r for r in build(article).story.resolutions if r.mention.surface == "Milan"]
    assert len(found) == 2


def test_review_undoes_answer(article: Path, run: Run) -> None:
    run("review", "Milan", keys="1")
    before = places_text(article)
    _, out, _ = run("review", keys="n|i|u|q")
    assert "undone" in out and "Nothing was changed" in out
    assert places_text(article) == before


def test_review_undoes_changes_that_were_made_before_it_started(article: Path, run: Run) -> None:
    run("review", "Milan", keys="1")
    _, out, _ = run("review", "Milan", keys="u|u|q")
    assert "the last change before this review undone" in out and "Nothing to undo" in out
    assert not article.with_name("places.yaml").exists()


def test_review_does_not_undo_over_the_change_of_another_program(article: Path, run: Run) -> None:
    run("review", "Milan", keys="1")
    path = article.with_name("places.yaml")
    path.write_text(places_text(article) + "  Sapporo: {ignore: true}\n", encoding="utf-8")
    _, out, _ = run("review", "Milan", keys="u|q")
    assert "was changed by another program" in out and "Sapporo" in places_text(article)


def test_review_searches_and_shows_help(article: Path, run: Run) -> None:
    _, out, _ = run("review", "Chitose", keys="?|x|9|s|Nowhere at all|Sapporo|1")
    assert "undo the last answer" in out and "Unknown key “x”" in out and "No places found for" in out
    assert decided(article)["Chitose"] == "geonames:2128295"


def test_review_without_places_or_with_unknown_name_gives_message(article: Path, run: Run) -> None:
    article.write_text("It rained.\n", encoding="utf-8")
    assert "No places to review" in run("review")[1]
    assert run("review", "Paris")[0] == 3


# ---------- explain


def test_explain_shows_candidates_and_evidence(run: Run) -> None:
    code, out, _ = run("explain", "Chitose")
    assert code == 0
    for part in (
        "[Chitose]",
        "read as",
        "“Hokkaido” is named beside it",
        "confidence",
        "geonames:2130452",
        "the article names the area that contains it",
    ):
        assert part in " ".join(out.split())
    _, out, _ = run("explain", "milan", "--nth", "2")
    assert "mention 2 of 3" in out and "Milan, Tennessee" in out


def test_explain_json_has_evidence(run: Run) -> None:
    found = json.loads(run("explain", "Milan", "--json")[1])
    best, second = found["mentions"][0]["candidates"][:2]
    assert best["id"] == "geonames:3173435" and second["evidence"]


@pytest.mark.parametrize(
    ("words", "says"),
    [
        ("Milam", "Did you mean “Milan”"),
        ("committee", "neither recognised it as a place"),
        ("Atlantis", "does not occur in the article"),
    ],
)
def test_explain_reports_name_that_was_not_recognized(run: Run, words: str, says: str) -> None:
    code, _, said = run("explain", words)
    assert code == 3 and says in said


# ---------- diff


def test_diff_lists_changes_between_two_articles(tmp_path: Path, article: Path, run: Run) -> None:
    newer = tmp_path / "newer.md"
    newer.write_text(TEXT.replace("Tokyo", "Sapporo").replace("In Milan he", "He"), encoding="utf-8")
    code, out, _ = run("diff", str(article), str(newer))
    assert code == 0
    assert (
        "+ Sapporo, Hokkaido, Japan: Sapporo" in out
        and "− Tokyo, Japan: Tokyo" in out
        and "“Milan”: 3 mentions → 2" in out
    )
    assert "No changes" in run("diff", str(article), str(article))[1]


def test_diff_lists_changes_between_two_places_files(tmp_path: Path, article: Path, run: Run) -> None:
    old, new = tmp_path / "old.yaml", tmp_path / "new.yaml"
    old.write_text("version: 1\n", encoding="utf-8")
    new.write_text("version: 1\nplaces:\n  Milan: {id: geonames:4641630}\n  Tokyo: {ignore: true}\n", encoding="utf-8")
    _, out, _ = run("diff", str(old), str(new), "--article", str(article), "--json")
    found = json.loads(out)
    changed = {row["words"]: row for row in found["decisions_changed"]}
    assert changed["Milan"]["after"] == ["geonames:4641630"] and changed["Milan"]["reason"].endswith("new.yaml:3.")
    assert changed["Tokyo"]["after"] == [None]
    assert run("diff", str(old), str(new))[0] == 2
    assert run("diff", str(old), str(article))[0] == 2


# ---------- strict builds


def test_strict_build_lists_open_decisions_and_writes_nothing(article: Path, run: Run) -> None:
    code, _, said = run("build", "--strict")
    assert code == 7 and "“Qwyxville” (p3): unresolved" in said
    assert not article.with_suffix(".html").exists()
    article.with_name("places.yaml").write_text(
        "version: 1\nplaces:\n  Qwyxville: {ignore: true}\n  Paris: {ignore: true}\n", encoding="utf-8"
    )
    code, _, said = run("build", "--strict")
    assert code == 7 and "“Paris” does not occur in the article." in said
    article.with_name("places.yaml").write_text("version: 1\nplaces:\n  Qwyxville: {ignore: true}\n", encoding="utf-8")
    assert run("build", "--strict")[0] == 0


def test_build_fails_if_a_confidence_is_below_min_confidence(article: Path, run: Run) -> None:
    code, _, said = run("build", "--min-confidence", "0.999")
    assert code == 7 and "confidence " in said
    assert run("build", "--min-confidence", "0.1")[0] == 0
    assert run("build", "--min-confidence", "2")[0] == 2
