"""Passages that are searched for places, and passages that are skipped."""

from __future__ import annotations

from storymap.pipeline import detect_places
from storymap.read.boilerplate import mark_boilerplate
from storymap.read.language import language_of
from storymap.read.markdown.article import parse_markdown


def surfaces(source: str) -> list[str]:
    article = mark_boilerplate(parse_markdown(source))
    assert language_of(article.text) == "en"
    return [r.mention.surface for r in detect_places(article)]


def test_places_after_a_subscription_link_are_found() -> None:
    found = surfaces(
        "The train from Vienna was late on Monday.\n\n[Subscribe now](https://x.example/subscribe)\n\nThe ferry to Helsinki was not.\n"
    )
    assert found == ["Vienna", "Helsinki"]


def test_places_in_code_blocks_are_ignored() -> None:
    found = surfaces(
        'The train from Vienna was late on Monday.\n\n```python\nwalk("Berlin")\n```\n\nThe ferry to Helsinki was not.\n'
    )
    assert found == ["Vienna", "Helsinki"]


def test_description_that_is_a_heading_is_ignored() -> None:
    text = "---\nlang: en\n---\n# Off Japan\n\nThe ship left Hokkaido on Monday.\n\n## {}\n\nThe crew went ashore and slept.\n"
    assert surfaces(text.format("The island")) == ["Japan", "Hokkaido"]
    assert surfaces(text.format("Storms off the island")) == ["Japan", "Hokkaido", "the island"]
