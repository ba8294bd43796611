"""The first places.yaml of an article, and its later versions."""

from __future__ import annotations

from pathlib import Path

from storymap.model import Candidate, Mention, Place, Position, Reason, Resolution
from storymap.overrides import PlacesFile
from storymap.overrides.draft import DraftReport, draft
from storymap.pipeline import english_phrases
from storymap.read import read_string

ARTICLE = read_string(
    "Ann saw Lima. Lima is big.\n\nLima is hot, and so is Cusco. Xyz is not.\n\nLima again, not Xyz.\n"
)
LIMA = Place("x:1", "Lima", Position(0, 0), feature_class="P", feature_code="PPL")
OTHERS = tuple(Place(f"x:{i}", f"Lima {i}", Position(0, i), feature_class="P", feature_code="PPL") for i in range(2, 8))
CUSCO = Place("x:9", "Cusco", Position(5, 5))
HEAD = "version: 1\nplaces:\n"


def resolution(name: str, number: int, place: Place | None, confidence: float = 0.9) -> Resolution:
    start = -1
    for _ in range(number):
        start = ARTICLE.text.index(name, start + 1)
    rivals = (LIMA, *OTHERS) if name == "Lima" else ()
    candidates = tuple(Candidate(c, 0.1) for c in rivals)
    reason = Reason("only" if place else "absent")
    return Resolution(Mention(name, start, start + len(name)), place, confidence, reason, candidates)


def drafted(tmp_path: Path, text: str, *resolutions: Resolution) -> tuple[list[str], DraftReport]:
    path = tmp_path / "places.yaml"
    path.write_text(text, encoding="utf-8")
    opened = PlacesFile.open(path, "a.md")
    report = draft(opened, ARTICLE, resolutions, english_phrases())
    assert opened.text.startswith(HEAD)
    return opened.text.removeprefix(HEAD).splitlines(), report


def test_name_with_one_mention_gets_a_suggestion(tmp_path: Path) -> None:
    lines, report = drafted(tmp_path, HEAD, resolution("Cusco", 1, CUSCO, 0.55))
    assert lines[:2] == ["  # 1 mention, in p2: “Lima is hot, and so is Cusco.”", "  Cusco:"]
    assert lines[2].startswith("    suggested: x:9  # Cusco · ") and "55% sure · " in lines[2]
    assert lines[3:] == ["    # ignore: true"]
    assert (report.added, report.kept, report.unresolved) == (["Cusco"], 0, [])


def test_four_other_candidates_are_listed_with_their_distance(tmp_path: Path) -> None:
    lines, _ = drafted(tmp_path, HEAD, resolution("Lima", 1, LIMA), resolution("Lima", 2, LIMA))
    assert lines[0] == "  # 2 mentions, first in p1: “Ann saw Lima.”"
    assert "(" in lines[2].partition("·")[0]  # the kind of place is in brackets after the name
    others = [line for line in lines if "# id: " in line]
    assert [line.split()[2] for line in others] == ["x:2", "x:3", "x:4", "x:5"]
    assert [line.rpartition(", ")[2] for line in others] == [f"{km} km from there" for km in (222, 334, 445, 556)]


def test_most_frequent_place_comes_first_and_the_others_with_their_passages(tmp_path: Path) -> None:
    far = OTHERS[0]
    lines, _ = drafted(
        tmp_path, HEAD, resolution("Lima", 1, far), resolution("Lima", 2, LIMA), resolution("Lima", 3, LIMA)
    )
    assert lines[0].startswith("  # 3 mentions, first in p1: ")
    kept = [line.partition("  # Lima")[0] for line in lines[1:] if "# id" not in line]
    assert kept == [
        "  Lima:", "    - suggested: x:1", "      # ignore: true", "    - in: p1", "      suggested: x:2", "      # ignore: true",
    ]  # fmt: skip


def test_name_that_is_not_on_the_map_is_listed_once_as_a_comment(tmp_path: Path) -> None:
    found = [resolution("Xyz", 1, None), resolution("Xyz", 2, None)]
    lines, report = drafted(tmp_path, HEAD, *found)
    assert len(lines) == 1 and lines[0].startswith("  # Xyz: {lat: , lon: }  # p2, p3: ")
    assert (report.added, report.unresolved) == ([], ["Xyz"])
    again, _ = drafted(tmp_path, HEAD + lines[0] + "\n", *found)
    assert again == lines


def test_name_with_an_entry_is_kept(tmp_path: Path) -> None:
    text = HEAD + "  Lima: {id: x:2}\n  Xyz: {ignore: true}\n"
    lines, report = drafted(tmp_path, text, resolution("Lima", 1, LIMA, 0.3), resolution("Xyz", 1, None))
    assert lines == ["  Lima: {id: x:2}", "  Xyz: {ignore: true}"]
    assert report == DraftReport(kept=2)


def test_suggestion_is_updated_with_its_comment(tmp_path: Path) -> None:
    text = HEAD + "  Lima:\n    suggested: x:2  # Lima 2 · 90% sure · old\n    note: Mine.\n"
    lines, report = drafted(
        tmp_path, text, resolution("Lima", 1, OTHERS[0]), resolution("Lima", 2, LIMA), resolution("Lima", 3, LIMA)
    )
    assert lines[1].startswith("    suggested: x:1  # Lima") and "old" not in lines[1]
    assert lines[2] == "    note: Mine." and report.changed == ["Lima"]
    again, report = drafted(tmp_path, HEAD + "\n".join(lines) + "\n", resolution("Lima", 1, LIMA))
    assert again == lines and report.changed == []


def test_own_comment_of_a_suggestion_is_kept(tmp_path: Path) -> None:
    lines, _ = drafted(tmp_path, HEAD + "  Lima:\n    suggested: x:2  # ask Ann\n", resolution("Lima", 1, LIMA))
    assert lines == ["  Lima:", "    suggested: x:1  # ask Ann"]


def test_sentence_above_an_entry_has_at_most_90_characters(tmp_path: Path) -> None:
    path = tmp_path / "places.yaml"
    article = read_string(
        "They walked for many days through the hills " * 5 + "to Lima and on " + "and on " * 30 + "home.\n"
    )
    at = article.text.index("Lima")
    opened = PlacesFile.open(path, "a.md")
    found = Resolution(Mention("Lima", at, at + 4), LIMA, 0.9, Reason("only"), ())
    draft(opened, article, [found], english_phrases())
    sentence = opened.text.partition("“")[2].partition("”")[0]
    assert "Lima" in sentence and 70 <= len(sentence) <= 92
