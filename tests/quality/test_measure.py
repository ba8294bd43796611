"""`tests.quality.measure` reports what it does not measure."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.quality import gate, measure
from tests.quality.annotated import TEXTS, read_folder


@pytest.fixture(autouse=True)
def _without_our_own_texts(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setattr(measure, "own", lambda name, failures=False: name)
    # here, one text is enough, because test_floors.py uses all of them
    one = gate.run(read_folder(TEXTS / "languages")[:1])
    monkeypatch.setattr(gate, "languages", lambda folder="languages": {"de": one})
    monkeypatch.setattr(sys, "path", [*sys.path])
    yield
    for module in ("evaluate", "corpora"):
        sys.modules.pop(module, None)


def test_without_folder_it_reports_that_only_own_texts_were_measured(capsys: pytest.CaptureFixture[str]) -> None:
    assert measure.main([]) == 0
    assert "only the texts in this repository" in capsys.readouterr().out


def test_folder_without_evaluate_py_is_an_error(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert measure.main([str(tmp_path)]) == 1
    assert f"{tmp_path} does not contain evaluate.py" in capsys.readouterr().out


def test_missing_corpus_has_a_row_marked_absent(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for module in ("evaluate", "corpora"):
        (tmp_path / f"{module}.py").write_text("", encoding="utf-8")
    assert measure.main([str(tmp_path)]) == 0
    assert "| gwn | absent |" in capsys.readouterr().out
