"""Parsing of the markup of annotated texts."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from storymap.model import Position
from tests.quality.annotated import Kind, MarkupError, parse


def test_name_has_a_position_and_a_tolerance() -> None:
    read = parse("In [Chitose](42.82, 141.65) and [Honshu](36, 138 ±250).")
    assert read.text == "In Chitose and Honshu."
    first, second = read.expectations
    assert (first.surface, first.kind, first.position) == ("Chitose", Kind.NAME, Position(42.82, 141.65))
    assert (first.tolerance_km, second.tolerance_km) == (50, 250)


def test_country_is_given_by_its_code() -> None:
    (expectation,) = parse("[Japan](JP)").expectations
    assert (expectation.country, expectation.position) == ("JP", None)


@pytest.mark.parametrize("kind", ["metonym", "description", "relation"])
def test_kind_with_a_place_has_a_position_or_a_country_code(kind: str) -> None:
    read = parse(f"[one]({kind} -1.5, 2) [two]({kind} KE)")
    assert [e.kind for e in read.expectations] == [Kind(kind)] * 2
    assert (read.expectations[0].position, read.expectations[1].country) == (Position(-1.5, 2), "KE")


@pytest.mark.parametrize("kind", ["demonym", "unmapped", "not"])
def test_kind_without_a_place_has_no_position_or_country_code(kind: str) -> None:
    (expectation,) = parse(f"[Jordan]({kind})").expectations
    assert (expectation.kind, expectation.position, expectation.country) == (Kind(kind), None, "")


def test_nested_annotation_comes_after_the_one_that_contains_it() -> None:
    read = parse("[the islands off [Hokkaido](43.4, 142.8)](description 44.4, 147.0)")
    assert [e.surface for e in read.expectations] == ["the islands off Hokkaido", "Hokkaido"]
    assert all(read.text[e.start : e.end] == e.surface for e in read.expectations)


def test_escaped_brackets_are_part_of_the_text() -> None:
    assert parse(r"He said \[sic\] [Japan](JP)").text == "He said [sic] Japan"


def test_parentheses_outside_annotations_are_part_of_the_text() -> None:
    assert parse("[Japan](JP) (the country) (not)").text == "Japan (the country) (not)"


def test_front_matter_gives_title_home_and_tags() -> None:
    read = parse("---\ntitle: Rain\nhome: Waco, Texas\ntags: home, village\n---\n[Waco](31.55, -97.15)\n")
    assert (read.title, read.home, read.tags, read.text) == ("Rain", "Waco, Texas", ("home", "village"), "Waco")


def test_line_numbers_include_the_front_matter() -> None:
    (expectation,) = parse("---\ntags: home\n---\nOne.\n\n[Japan](JP)").expectations
    assert expectation.line == 6


@pytest.mark.parametrize(
    ("source", "message"),
    [
        ("One\n[Japan", "a.txt:2: this \\[ has no matching"),
        ("One]", "a.txt:1: this \\] has no matching"),
        ("[Japan] and", "has no \\(annotation\\)"),
        ("[Japan](JPN)", "is not a valid annotation"),
        ("[Japan](metonym)", "is not a valid annotation"),
        ("[Japan](91, 0)", "latitude 91.0"),
        ("[](JP)", "empty or has spaces at its edges"),
        ("[Japan ](JP)", "empty or has spaces at its edges"),
        ("---\nauthor: me\n---\n", "a.txt:2: 'author: me' is not one of"),
    ],
)
def test_markup_error_has_file_and_line(source: str, message: str) -> None:
    with pytest.raises(MarkupError, match=message):
        parse(source, "a.txt")


@given(st.lists(st.sampled_from(["x", " ", "\n", "é", "𝕏", "[Rio](BR)", "[a [b](not)](unmapped)", "\\["]), max_size=30))
def test_offsets_are_code_points_of_the_plain_text(pieces: list[str]) -> None:
    read = parse("a" + "".join(pieces) + "a")
    assert all(read.text[e.start : e.end] == e.surface for e in read.expectations)
    assert "(BR)" not in read.text
