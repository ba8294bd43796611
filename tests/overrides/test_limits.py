"""Limits of places.yaml: aliases, surrogates, numbers."""

from __future__ import annotations

from pathlib import Path

import pytest

from storymap.errors import OverrideError
from storymap.overrides.read import load_overrides_text
from storymap.overrides.write import PlacesFile

HEAD = "version: 1\nplaces:\n  Sapporo: {ignore: true}\n"
BOMB = (
    HEAD
    + "x: &a0 [x,x,x,x,x,x,x,x,x]\n"
    + "".join(f"x{i}: &a{i} [{','.join([f'*a{i - 1}'] * 9)}]\n" for i in range(1, 9))
)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (BOMB, r"places.yaml:\d+: the file has more than 100,000 values"),
        (HEAD + "x: &a [*a]\n", r"places.yaml:4: \*a contains itself"),
        (HEAD + '  Otaru: {note: "\\ud800"}\n', r"places.yaml:4: \\ud8… is an unpaired surrogate"),
        (HEAD + f"  Otaru: {{lat: {'9' * 400}, lon: 1}}\n", "308 digits"),
        (HEAD + f"  Otaru: {{lat: {'9' * 5000}, lon: 1}}\n", "invalid YAML"),
        (HEAD + "  ? [a, b]\n  : 1\n", "places.yaml:"),
        (HEAD + "x: !!set {a, b}\n", "places.yaml:"),
        (HEAD + "x: 2024-13-45\n", "places.yaml:"),
        (HEAD + "x: !!set\n", "does not fit its tag"),
        (HEAD + "x: !!omap y\n", "does not fit its tag"),
        ("!!int", "does not fit its tag"),
        ("!!bool maybe", "does not fit its tag"),
        ("[" * 5000, "places.yaml:1: brackets are nested more than 1,000 levels deep"),
        (HEAD + "x: " + "[{a: " * 100_000, "places.yaml:4: brackets are nested more than 1,000 levels deep"),
        ("[" * 900, "invalid YAML"),
        ("a: " + "x" * 5_000_001, "5,000,000 characters"),
    ],
)
def test_odd_file_is_refused_when_it_is_read_and_written(text: str, message: str, tmp_path: Path) -> None:
    with pytest.raises(OverrideError, match=message):
        load_overrides_text(text, "places.yaml")
    file = tmp_path / "places.yaml"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(OverrideError, match=message):
        PlacesFile.open(file, "a.txt")


def test_few_aliases_are_allowed() -> None:
    read = load_overrides_text(
        "version: 1\nplaces:\n  Sapporo: &a {ignore: true}\n  Otaru: *a\n  Paris: {note: 'a \\ud800 b'}\n",
        "places.yaml",
    )
    assert read is not None


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("version: 1\nhome: a\x07b\n", 2),
        ("a\x07b\n", 1),
        ("version: 1\n\n\nx: 2024-13-45\n", 1),
        ("version: 1\nhome: 'x\n", 3),
    ],
)
def test_invalid_yaml_is_reported_with_its_line(text: str, line: int) -> None:
    with pytest.raises(OverrideError) as raised:
        load_overrides_text(text, "places.yaml")
    assert (raised.value.line, raised.value.column) == (line, 1)
