"""Mistakes that other programs leave in text files are recognised, and correct texts are not."""

from __future__ import annotations

import pytest

from storymap.text_mistakes import (
    comment_with_slashes,
    curly_quotes,
    merge_conflict,
    missing_colon,
    plain_minus,
    unusual_space,
    wide_colon,
)


@pytest.mark.parametrize(
    ("text", "line"), [("a: 1\n<<<<<<< HEAD\nb: 2\n", 2), ("a\n=======\nb\n>>>>>>> x\n", 4), ("note: 3 <<<<<<< 4\n", 0)]
)
def test_merge_conflict_is_found_at_the_start_of_a_line(text: str, line: int) -> None:
    found = merge_conflict(text)
    assert (found.line if found else 0) == line


@pytest.mark.parametrize(
    ("text", "line"), [("a: 1\nb: 2 // ours\n", 2), ("// ours\n", 1), ("a: https://example.org\n", 0)]
)
def test_comment_with_slashes_is_not_an_address(text: str, line: int) -> None:
    found = comment_with_slashes(text)
    assert (found.line if found else 0) == line


def test_unusual_space_is_named() -> None:
    assert "no-break space (U+00A0)" in unusual_space("\u00a0Chitose")
    assert "ideographic space (U+3000)" in unusual_space("Chitose\u3000")
    assert unusual_space(" Chitose ") == unusual_space("a\u00a0b") == unusual_space("") == ""


def test_advice_is_only_given_for_the_mistake() -> None:
    assert wide_colon("Chitose： {id") and not wide_colon("Chitose: x")
    assert "`Udine: {`" in missing_colon("Udine {note") and not missing_colon("Udine")
    assert curly_quotes("“Chitose”") and not curly_quotes("the “Orient” Express") and not curly_quotes("“”")
    assert plain_minus("−20.4–1") == "-20.4-1"
