"""Recognition of bylines, which can look like sentences, headings and routes, in several languages."""

from __future__ import annotations

import pytest

from storymap.model import PassageKind
from storymap.pipeline import build
from storymap.read import read_string
from storymap.read.byline import author_in


@pytest.mark.parametrize(
    ("line", "author"),
    [
        ("By Jane Doe", "Jane Doe"),
        ("BY MARIA HERNANDEZ, Tribune staff writer", "MARIA HERNANDEZ, Tribune staff writer"),
        ("Text und Fotos: Karl von der Heide", "Karl von der Heide"),
        ("Por Ana y Luis", "Ana y Luis"),
        ("Автор: Иван Петров", "Иван Петров"),
        ("بقلم ليلى حداد", "ليلى حداد"),
        ("文・写真　佐藤健一", "佐藤健一"),
        ("Von Hamburg nach Helsinki", ""),
        ("De Porto à Lisbonne", ""),
        ("By the time we got there", ""),
        ("By Jane Doe. It was raining.", ""),
        ("By 1945", ""),
    ],
)
def test_byline_is_recognized_and_similar_lines_are_not(line: str, author: str) -> None:
    assert author_in(line) == author


def test_byline_is_not_in_text_and_has_no_places() -> None:
    story = build("The long way\n\nBy Jane London\n\nThe train left Paris, France, at noon.\n").story
    assert story.article.byline == "Jane London"
    assert [r.mention.surface for r in story.resolutions] == ["Paris", "France"]
    assert (story.left_out, story.boilerplate, story.hidden) == (("p2",), (), ())


def test_line_far_below_title_is_not_a_byline() -> None:
    article = read_string("One\n\nIt rained.\n\nIt rained on.\n\nBy Jane Doe\n\nIt stopped.\n")
    assert article.byline == "" and PassageKind.BYLINE not in {p.kind for p in article.passages}
