"""JSON with long numbers or deep nesting is refused with a plain message, in every kind of file."""

from __future__ import annotations

import json
from collections.abc import Callable

import pytest

from storymap.errors import ArticleError, ImportFileError, OverrideError, StorymapError
from storymap.importers.json_text import parse as parse_import
from storymap.json_limits import JsonLimitError, parse_json
from storymap.map_layers.read import read_shapes
from storymap.read.formats import feed, notebook
from storymap.read.origin import Origin

DEEP, LONG = "[" * 100_000, "9" * 5_000
READERS: dict[str, tuple[Callable[[str], object], str, type[StorymapError]]] = {
    "layer": (lambda text: read_shapes(text.encode(), "a.geojson"), '{"type": "Point", "coordinates": X}', OverrideError),
    "notebook": (lambda text: notebook.read(text.encode(), Origin("a.ipynb", ".ipynb")), '{"cells": X}', ArticleError),
    "feed": (lambda text: feed.read(text.encode(), Origin("a.json", ".json")), '{"version": "https://jsonfeed.org/version/1", "items": X}', ArticleError),
    "import": (parse_import, '{"features": X}', ImportFileError),
}  # fmt: skip


@pytest.mark.parametrize(("value", "message"), [(DEEP, "nested too deeply"), (LONG, "more than 4,300 digits")])
def test_limits_of_python_have_plain_messages(value: str, message: str) -> None:
    with pytest.raises(JsonLimitError, match=message):
        parse_json(value)
    with pytest.raises(JsonLimitError, match=message):
        parse_json(b"\xef\xbb\xbf" + value.encode())


def test_invalid_json_is_not_a_limit() -> None:
    with pytest.raises(json.JSONDecodeError):
        parse_json("{")
    with pytest.raises(UnicodeDecodeError):
        parse_json(b'"\xff"')


@pytest.mark.parametrize(("value", "message"), [(DEEP, "nested too deeply"), (LONG, "more than 4,300 digits")])
@pytest.mark.parametrize("kind", READERS)
def test_file_beyond_a_limit_is_refused(kind: str, value: str, message: str) -> None:
    read, text, expected = READERS[kind]
    with pytest.raises(StorymapError, match=message) as caught:
        read(text.replace("X", value))
    assert isinstance(caught.value, expected)
