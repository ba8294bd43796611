from __future__ import annotations

from pathlib import Path

import pytest
import shapely

from storymap.errors import StorymapError
from storymap.forge.planet.disputes import DisputedLine, read, split


def facts(tmp_path: Path, text: str) -> Path:
    path = tmp_path / "disputes.yaml"
    path.write_text(text, encoding="utf-8")
    return path


def test_without_facts_nothing_is_disputed(tmp_path: Path) -> None:
    assert read(tmp_path / "disputes.yaml") == []


def test_a_box_and_a_path_are_read_and_entries_without_lines_left_alone(tmp_path: Path) -> None:
    path = facts(
        tmp_path, "- {id: a, line: {arcs: [1, 2, 3, 4]}}\n- {id: b}\n- {id: c, line: {path: [[50, 10], [51, 11]]}}\n"
    )
    assert read(path) == [DisputedLine((1, 2, 3, 4)), DisputedLine(None, ((10, 50), (11, 51)))]


def test_there_may_be_several_of_both(tmp_path: Path) -> None:
    text = "- {id: a, line: {arcs: [[1, 2, 3, 4], [5, 6, 7, 8]], path: [[[0, 1], [0, 2]], [[3, 4], [5, 6]]]}}\n"
    lines = read(facts(tmp_path, text))
    assert [line.box for line in lines] == [(1, 2, 3, 4), (5, 6, 7, 8), None, None]
    assert lines[3].path == ((4, 3), (6, 5))


@pytest.mark.parametrize("line", ["{arcs: [1, 2]}", "{path: [1, 2]}", "{arcs: [a, b, c, d]}", "dashed"])
def test_what_is_no_line_is_refused_with_the_files_name(tmp_path: Path, line: str) -> None:
    with pytest.raises(StorymapError, match=r"disputes\.yaml"):
        read(facts(tmp_path, f"- {{id: a, line: {line}}}\n"))


def test_borders_are_cut_where_they_enter_the_box() -> None:
    border = shapely.LineString([(0, 0), (10, 0)])
    kept, disputed = split([border], [DisputedLine((4, -1, 6, 1))])
    assert sorted(line.bounds for line in kept) == [(0, 0, 4, 0), (6, 0, 10, 0)]
    assert [line.bounds for line in disputed] == [(4, 0, 6, 0)]


def test_other_borders_are_not_touched() -> None:
    border = shapely.LineString([(0, 5), (10, 5)])
    assert split([border], [DisputedLine((4, -1, 6, 1))]) == ([border], [])


def test_a_box_may_cross_the_antimeridian() -> None:
    border = shapely.LineString([(175, 0), (180, 0)])
    _, disputed = split([border], [DisputedLine((178, -1, -178, 1))])
    assert [line.bounds for line in disputed] == [(178, 0, 180, 0)]


def test_a_path_of_our_own_is_added_even_where_there_is_no_border() -> None:
    kept, disputed = split([], [DisputedLine(None, ((179, 0), (-179, 1)))])
    assert kept == []
    assert disputed[0].bounds == (179, 0, 181, 1)
