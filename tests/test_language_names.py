"""Messages about invalid language tags. No tag may become part of a path."""

from __future__ import annotations

import json

import pytest

from storymap.cli.json_lines import answer_lines
from storymap.language_names import language_problem
from storymap.recognize.languages.data import language_data
from storymap.wording import Wording


@pytest.mark.parametrize(("name", "tag"), [("en_US", "en-US"), ("de_DE.UTF-8", "de-DE"), ("sr@latin", "sr-Latn"), ("sr_RS@latin", "sr-Latn-RS"), ("zh_Hant", "zh-Hant"), ("es_419", "es-419")])  # fmt: skip
def test_locale_of_posix_is_answered_with_the_language_tag(name: str, tag: str) -> None:
    assert f"Did you mean “{tag}”?" in language_problem(name)
    assert language_problem(tag) == ""


@pytest.mark.parametrize(
    "tag",
    [
        "../en",
        "../../storymap/wording/en",
        "/etc/passwd",
        "en.toml",
        "README",
        "a" * 3000,
        "\0",
        "\ud800",
        "en/../de",
        "..",
        "CON",
    ],
)
def test_language_never_becomes_part_of_a_path(tag: str) -> None:
    assert Wording(tag).effective_language == "en"
    assert language_data(tag).countries == frozenset()
    (answer,) = answer_lines([json.dumps({"text": "Rain in Sapporo.", "language": tag}).encode()])
    assert answer["id"] is None
