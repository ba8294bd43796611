"""The measuring script says what it did not measure."""

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
    one = gate.run(read_folder(TEXTS / "languages")[:1])  # the floors are tested with all of them
    monkeypatch.setattr(gate, "languages", lambda: {"de": one})
    monkeypatch.setattr(sys, "path", [*sys.path])
    yield
    for module in ("evaluate", "corpora"):
        sys.modules.pop(module, None)


def test_without_a_folder_it_says_that_only_our_texts_were_measured(capsys: pytest.CaptureFixture[str]) -> None:
    assert measure.main([]) == 0
    assert "only our own texts" in capsys.readouterr().out


def test_a_folder_without_a_scorer_is_named_and_fails(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert measure.main([str(tmp_path)]) == 1
    assert f"{tmp_path} has no evaluate.py" in capsys.readouterr().out


def test_a_corpus_that_is_absent_has_a_row_that_says_so(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for module in ("evaluate", "corpora"):
        (tmp_path / f"{module}.py").write_text("")
    assert measure.main([str(tmp_path)]) == 0
    assert "| gwn | absent |" in capsys.readouterr().out
