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


def test_missing_file_has_no_disputed_lines(tmp_path: Path) -> None:
    assert read(tmp_path / "disputes.yaml") == []


def test_boxes_and_paths_are_read_and_entries_without_lines_are_skipped(tmp_path: Path) -> None:
    path = facts(
        tmp_path, "- {id: a, line: {arcs: [1, 2, 3, 4]}}\n- {id: b}\n- {id: c, line: {path: [[50, 10], [51, 11]]}}\n"
    )
    assert read(path) == [DisputedLine((1, 2, 3, 4)), DisputedLine(None, ((10, 50), (11, 51)))]


def test_several_boxes_and_paths_of_an_entry_are_read(tmp_path: Path) -> None:
    text = "- {id: a, line: {arcs: [[1, 2, 3, 4], [5, 6, 7, 8]], path: [[[0, 1], [0, 2]], [[3, 4], [5, 6]]]}}\n"
    lines = read(facts(tmp_path, text))
    assert [line.box for line in lines] == [(1, 2, 3, 4), (5, 6, 7, 8), None, None]
    assert lines[3].path == ((4, 3), (6, 5))


@pytest.mark.parametrize("line", ["{arcs: [1, 2]}", "{path: [1, 2]}", "{arcs: [a, b, c, d]}", "dashed"])
def test_invalid_line_is_an_error_with_file_name(tmp_path: Path, line: str) -> None:
    with pytest.raises(StorymapError, match=r"disputes\.yaml"):
        read(facts(tmp_path, f"- {{id: a, line: {line}}}\n"))


def test_border_inside_box_is_disputed() -> None:
    border = shapely.LineString([(0, 0), (10, 0)])
    kept, disputed = split([border], [DisputedLine((4, -1, 6, 1))])
    assert sorted(line.bounds for line in kept) == [(0, 0, 4, 0), (6, 0, 10, 0)]
    assert [line.bounds for line in disputed] == [(4, 0, 6, 0)]


def test_border_outside_boxes_is_unchanged() -> None:
    border = shapely.LineString([(0, 5), (10, 5)])
    assert split([border], [DisputedLine((4, -1, 6, 1))]) == ([border], [])


def test_box_of_disputed_border_can_cross_antimeridian() -> None:
    border = shapely.LineString([(175, 0), (180, 0)])
    _, disputed = split([border], [DisputedLine((178, -1, -178, 1))])
    assert [line.bounds for line in disputed] == [(178, 0, 180, 0)]


def test_path_is_added_where_there_is_no_border() -> None:
    kept, disputed = split([], [DisputedLine(None, ((179, 0), (-179, 1)))])
    assert kept == []
    assert disputed[0].bounds == (179, 0, 181, 1)
