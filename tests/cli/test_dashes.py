"""Options with a wrong dash are reported; names, files and short options are not."""

from __future__ import annotations

from pathlib import Path

import pytest

from storymap.cli import main
from storymap.cli.dashes import wrong_dash


@pytest.mark.parametrize(
    ("argument", "right"),
    [
        ("—title", "--title"),
        ("–output", "--output"),
        ("−o", "-o"),
        ("-title", "--title"),
        ("––no-browser", "--no-browser"),
    ],
)
def test_wrong_dash_is_reported(argument: str, right: str) -> None:
    assert wrong_dash(["build", "a.txt", argument]).endswith(f" Write {right}.")


@pytest.mark.parametrize("argument", ["--title", "-o", "-osite", "-fkml", "-20.4", "-", "–Ein Titel", "a—b"])
def test_right_arguments_are_accepted(argument: str) -> None:
    assert wrong_dash(["build", argument]) == ""


def test_files_and_arguments_after_two_hyphens_are_not_options(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("-title").touch()
    assert wrong_dash(["build", "-title"]) == wrong_dash(["build", "--", "—title"]) == ""


def test_command_is_not_run(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["build", "a.txt", "—title", "x"]) == 2
    assert "Write --title." in capsys.readouterr().err
