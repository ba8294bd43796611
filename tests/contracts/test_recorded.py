"""The current output of storymap compared with recorded output."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.contracts.observe import SAME, WITHIN
from tests.contracts.run import RECORDED, missing


def recorded(name: str) -> Any:
    return json.loads((RECORDED / f"{name}.json").read_text(encoding="utf-8"))


def as_json(value: Any) -> Any:
    return json.loads(json.dumps(value))


@pytest.mark.parametrize("name", SAME)
def test_output_equals_recorded_output(name: str, tmp_path: Path) -> None:
    was, now = recorded(name), as_json(SAME[name](tmp_path))
    assert missing(was, now) == []
    assert missing(now, was) == []  # a new key is also a difference, because the schemas forbid it


@pytest.mark.parametrize("name", WITHIN)
def test_output_contains_recorded_output(name: str, tmp_path: Path) -> None:
    assert missing(recorded(name), as_json(WITHIN[name](tmp_path))) == []


def test_every_recorded_file_belongs_to_a_comparison() -> None:
    documents = {path.stem for path in RECORDED.glob("*.json")}
    assert documents - {"messages"} == {*SAME, *WITHIN}


def test_comparison_reports_changed_and_missing_values() -> None:
    was = {"a": {"b": 1, "c": [1, {"d": None}]}}
    assert missing(was, {"a": {"b": 1, "c": [1, {"d": None, "new": 1}], "new": 2}, "new": 3}) == []
    assert missing(was, {"a": {"b": 2, "c": [1]}}) == ["/a/b was 1, is 2", '/a/c was [1, {"d": null}], is [1]']
    assert missing(was, {"a": {"b": 1, "c": [1, {}]}}) == ["/a/c/1/d is missing"]
