"""Adding lines to the text of places.yaml: entries at the end of a mapping, and comments."""

from __future__ import annotations

import pytest

from storymap.overrides.nodes import CannotPatchError
from storymap.overrides.patch import (
    add_comment_above,
    add_comments,
    append,
    comment_above,
    drop,
    drop_line_above,
    extend,
    put,
    wrap_in_list,
)

ROWS = ["# 1 mention", "B:", "  id: b"]


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("places:\n  A: {id: a}\n  # of A\nhome: X\n", "places:\n  A: {id: a}\n  # 1 mention\n  B:\n    id: b\n  # of A\nhome: X\n"),
        ("places:\n    A: {id: a}\n", "places:\n    A: {id: a}\n    # 1 mention\n    B:\n      id: b\n"),
        ("places:\nhome: X\n", "places:\n  # 1 mention\n  B:\n    id: b\nhome: X\n"),
        ("places: ~\nhome: X\n", "places:\n  # 1 mention\n  B:\n    id: b\nhome: X\n"),
        ("places: {}", "places:\n  # 1 mention\n  B:\n    id: b\n"),
        ("home: X", "home: X\nplaces:\n  # 1 mention\n  B:\n    id: b\n"),
        ("places: {A: {id: a}}\n", "places: {A: {id: a}, B: {id: b}}\n"),
        ("places:\r\n  A: {id: a}\r\n", "places:\r\n  A: {id: a}\r\n  # 1 mention\r\n  B:\r\n    id: b\r\n"),
    ],
)  # fmt: skip
def test_entries_are_added_at_the_end_of_their_mapping(before: str, after: str) -> None:
    assert extend(before, ("places",), ROWS) == after


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("places:\n    A: {id: a}\n    # of A\nhome: X\n", "places:\n    A: {id: a}\n    # of A\n    # new\nhome: X\n"),
        ("places:\nhome: X\n", "places:\n  # new\nhome: X\n"),
        ("places: {A: {id: a}}\nhome: X\n", "places: {A: {id: a}}\n  # new\nhome: X\n"),
        ("home: X", "home: X\n  # new\n"),
    ],
)
def test_comments_are_added_at_the_end_of_their_mapping(before: str, after: str) -> None:
    assert add_comments(before, "places", ["# new"]) == after


def test_comment_above_an_entry_is_read_added_and_dropped() -> None:
    text = "# head\nplaces:\n  # first\n  A: {id: a}\n  B: {id: b}\n"
    assert comment_above(text, ("places", "A")) == "# first"
    assert comment_above(text, ("places", "B")) == ""
    assert comment_above(text, ("places",)) == "# head"
    assert comment_above("places: {}\n", ("places",)) == ""
    commented = add_comment_above(text, ("places", "B"), "# second")
    assert commented == text.replace("  B:", "  # second\n  B:")
    assert drop_line_above(commented, ("places", "B")) == text
    assert drop_line_above(text, ("places",)) == text.removeprefix("# head\n")


def test_last_field_of_an_entry_is_dropped_with_the_entry() -> None:
    text = "places:\n  A: {id: a}\n  B:\n    - note: n\n      id: b\n    - id: c\n"
    assert drop(text, ("places", "A", "id")) == text.replace("  A: {id: a}\n", "")
    assert drop(text, ("places", "B", 0, "note")) == text.replace("note: n\n      ", "")
    assert drop(text, ("places", "B", 1, "id")) == text.replace("    - id: c\n", "")
    assert drop("home: X\nplaces: {A: {id: a}}\n", ("places", "A", "id")) == "home: X\n"


def test_field_of_a_mapping_in_braces_is_dropped_with_its_comma() -> None:
    text = "A: {id: a, note: n, zoom: 5}\n"
    assert drop(text, ("A", "id")) == "A: {note: n, zoom: 5}\n"
    assert drop(text, ("A", "note")) == "A: {id: a, zoom: 5}\n"
    assert drop(text, ("A", "zoom")) == "A: {id: a, note: n}\n"


def test_first_entry_is_written_below_its_key() -> None:
    assert put("", ("places", "A", "id"), "a") == "places: {A: {id: a}}\n"
    assert put("places: {}\nhome: X\n", ("places", "A"), {"id": "a"}) == "places: {A: {id: a}}\nhome: X\n"
    assert put("places:\nhome: X\n", ("places", "A"), {"id": "a"}) == "places:\n  A: {id: a}\nhome: X\n"
    assert put("home: X\n", ("places", "A", "id"), "a") == "home: X\nplaces:\n  A: {id: a}\n"


def test_list_gets_one_more_item() -> None:
    assert append("A: []\n", ("A",), {"id": "b"}) == "A: [{id: b}]\n"
    assert append("A: [{id: a}]\n", ("A",), {"id": "b"}) == "A: [{id: a}, {id: b}]\n"
    assert append("A:\n  - id: a\n    # of a\nB: 1\n", ("A",), 2) == "A:\n  - id: a\n    # of a\n  - 2\nB: 1\n"
    assert wrap_in_list("A: {id: a}  # x\n", ("A",)) == "A: [{id: a}]  # x\n"


def test_path_that_does_not_exist_is_refused() -> None:
    with pytest.raises(CannotPatchError):
        comment_above("places: {}\n", ("places", "A"))
