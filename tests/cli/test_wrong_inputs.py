"""Messages about wrong inputs say what is wrong, where and what to do; correct inputs cause no message."""

from __future__ import annotations

from pathlib import Path

import pytest

from storymap.cli import main
from tests.cli.score_messages import cases, mean, score_all
from tests.repetitions import every

MIN_MEAN = 1.95  # The mean is 2.00 for the 260 inputs. If a change lowers it, its commit must give the reason.

_FRONT_MATTERS = (
    "date: 2024-05-31\nlanguage: en-GB\nhome: Sapporo",
    "date: May 31, 2024\nlocale: en_US.UTF-8\nhome: Waco, Texas",
    "date: 2024-05-31T10:00:00+09:00\nlang: eng\nhome: 43.06, 141.35",
    "date: '{{ today }}'\nlanguage: zh-Hant",
)
_PLACES = (
    "Chitose: {quote: Troops arrived at Chitose and, id: geonames:2130404}",
    # this is far from the story, and would still be far if latitude and longitude were swapped
    "The Old Mill: {lat: -33.87, lon: 151.21}",
    "The Old Mill: {lat: 43.06, lon: 141.35}",
    "Chitose: [{id: geonames:2130404}, {in: p3, ignore: true}]",
)


@pytest.mark.slow
def test_messages_about_wrong_inputs_say_what_where_and_what_to_do() -> None:
    scored = score_all(every(4))
    assert len(scored) >= len(cases()[1]) // 4 >= 40
    assert [(case.id, case.message, case.lacks) for case in scored if case.score == 0] == []
    poor = [(case.id, case.message, case.lacks) for case in scored if case.score < 2]
    assert mean(scored) >= MIN_MEAN, poor


@pytest.mark.parametrize("front_matter", _FRONT_MATTERS)
def test_correct_front_matter_causes_no_message(
    front_matter: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "post.md"
    path.write_text(f"---\ntitle: Exercises\n{front_matter}\n---\nTroops arrived at Chitose.\n", encoding="utf-8")
    assert main(["places", str(path)]) == 0
    assert capsys.readouterr().err == ""


@pytest.mark.parametrize("entry", _PLACES)
def test_correct_places_file_causes_no_message(entry: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "article.txt").write_text(cases()[0], encoding="utf-8")
    (tmp_path / "places.yaml").write_text(f"version: 1\nplaces:\n  {entry}\n", encoding="utf-8")
    assert main(["places", str(tmp_path / "article.txt")]) == 0
    assert capsys.readouterr().err == ""
