"""The example exporter in docs/contributing/add-a-format.md works if it is installed as an entry point."""

from __future__ import annotations

import re
import sys
from importlib.metadata import EntryPoint
from pathlib import Path
from types import ModuleType

import pytest

import storymap.export as exports
from storymap.cli import main
from storymap.ports import Aspect, Exporter

DOCUMENTATION = Path(__file__).parents[2] / "docs" / "contributing" / "add-a-format.md"
TEXT = "The ferry left Otaru for Rishiri.\n"


@pytest.fixture
def installed(monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    """Add the example to the installed exporters and return its module."""
    page = DOCUMENTATION.read_text(encoding="utf-8")
    code = re.search(r"<!-- exporter -->\n<!-- file: [^>]*-->\n```python\n(.*?)```", page, re.S)
    entry = re.search(r'\[project\.entry-points\."storymap\.exporters"\]\n(\w+) = "([\w.]+)"', page)
    assert code and entry
    module = ModuleType(entry[2])
    exec(code[1], module.__dict__)
    package = ModuleType("my_package")
    monkeypatch.setitem(sys.modules, "my_package", package)
    monkeypatch.setitem(sys.modules, entry[2], module)
    monkeypatch.setattr(exports, "entry_points", lambda group: [EntryPoint(entry[1], entry[2], group)])
    return module


def test_example_writes_a_line_for_each_place(installed: ModuleType, tmp_path: Path) -> None:
    article = tmp_path / "article.txt"
    article.write_text(TEXT, encoding="utf-8")
    assert main(["export", str(article), "--format", "lines"]) == 0
    rows = [line.split("\t") for line in (tmp_path / "article.places.txt").read_text(encoding="utf-8").splitlines()]
    assert {row[0] for row in rows} == {"Otaru", "Rishiri"}
    assert all(len(row) == 5 and row[3] == "Japan" for row in rows)


def test_example_is_listed_with_the_aspects_it_keeps(installed: ModuleType, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["export", "--formats"]) == 0
    assert "Text, one place per line (.places.txt)" in capsys.readouterr().out
    example: Exporter = exports.exporter("lines")
    assert example.ABOUT.keeps == {Aspect.POSITIONS, Aspect.NOTES}
