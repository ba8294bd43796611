"""Plain text: passages cover the whole text, and offsets refer to the file."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from storymap.errors import ArticleError
from storymap.model import PassageKind
from storymap.read import read, read_string
from storymap.read.plain import parse_plain

PARAGRAPHS = "The first paragraph ends here.\n\nA second one, longer, follows it.\n\n- an item\n"


@given(st.text(alphabet=st.sampled_from("ab .\n\r\tÄ日\u2028"), max_size=200))
def test_passages_cover_any_text_without_gaps(text: str) -> None:
    passages = parse_plain(text).passages
    if not text.strip():
        assert passages == ()
        return
    assert passages[0].start == 0
    assert passages[-1].end == len(text)
    assert all(a.end == b.start for a, b in itertools.pairwise(passages))
    assert all(text[p.start : p.end].strip() for p in passages)
    assert len({p.id for p in passages}) == len(passages)


def test_blank_lines_separate_paragraphs() -> None:
    kinds = [p.kind for p in parse_plain(PARAGRAPHS).passages]
    assert kinds == [PassageKind.PARAGRAPH, PassageKind.PARAGRAPH, PassageKind.LIST_ITEM]


def test_long_unwrapped_lines_are_paragraphs() -> None:
    text = "\n".join(["word " * 60 + "end."] * 3)
    assert len(parse_plain(text).passages) == 3


def test_hard_wrapped_lines_are_one_paragraph() -> None:
    assert len(parse_plain("A line that was wrapped\nby hand, as one does.\n\nAnother.\n").passages) == 2


def test_short_first_line_without_full_stop_is_heading_and_title() -> None:
    article = read_string("Winter in Sapporo\n\nIt snowed again today.\n")
    assert article.passages[0].kind is PassageKind.HEADING
    assert (article.title, article.untitled) == ("Winter in Sapporo", False)


def test_windows_line_ends_are_kept_in_text_and_offsets(tmp_path) -> None:  # type: ignore[no-untyped-def]
    path = tmp_path / "article.txt"
    path.write_bytes(b"One here.\r\n\r\nTwo there.\r\n")
    article = read(path)
    assert article.text == "One here.\r\n\r\nTwo there.\r\n"
    assert [article.text[p.start : p.end].strip() for p in article.passages] == ["One here.", "Two there."]


def test_text_of_white_space_raises_error() -> None:
    with pytest.raises(ArticleError, match="empty"):
        read_string(" \n \n")
