"""`storymap places --jsonl`: one answer for each line, whatever it contains."""

from __future__ import annotations

import gzip
import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from storymap.cli import json_lines, main
from storymap.cli.json_lines import answer_lines, encoded
from storymap.read import lines

GOOD = b'{"id": "ok", "text": "Rain in Sapporo."}'
ODD: list[bytes] = [
    b"not json", b"[1, 2]", b'{"id": "a"}', b"null", b"0", b'"text"', b"{}", b'{"text": null}', b'{"text": "Oslo", "id": NaN}', b'{"text": "Oslo", "id": 1e999}',
    b"[" * 100_000, b'{"id": "deep", "text": "Oslo", "x": ' + b"[" * 100_000 + b"]" * 100_000 + b"}", b'{"id": ' + b"9" * 5000 + b', "text": "Oslo"}',
    b'{"id": ' + b"[" * 900 + b"]" * 900 + b', "text": "Oslo"}', b"\xff\xfe{\x00}\x00", b"M\xfcnchen", b'{"text": "Oslo", "home": {"lat": ' + b"9" * 400 + b', "lon": 3}}',
    b'{"text": "Oslo", "home": {"lat": NaN, "lon": 3}}', b'{"text": "Oslo", "language": "' + b"a" * 3000 + b'"}', b'{"text": "Oslo", "language": "../../etc/passwd"}',
    b'{"text": "Oslo", "home": "' + b"x" * 9000 + b'"}', b'{"text": "Oslo", "published": "2024-13-45"}', b'{"text": "Oslo", "title": "\\ud800"}', b'{"id": "trunc", "text": "Tok',
]  # fmt: skip


def test_every_line_has_one_answer() -> None:
    lines = [part for line in ODD for part in (line, GOOD)]
    answers = list(answer_lines(lines))
    assert len(answers) == len(lines)
    assert all(answer["id"] == "ok" and "error" not in answer for answer in answers[1::2])
    for answer in answers:
        assert json.loads(encoded(answer)) == answer
        assert encoded(answer).count(b"\n") == 1


def test_unpaired_surrogates_are_escaped() -> None:
    (answer,) = answer_lines([b'{"id": "a\\ud800", "text": "Rain in \\ud800 Sapporo."}'])
    assert b"a\\ud800" in encoded(answer)


def test_internal_error_is_an_answer(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: Any, **__: Any) -> None:
        raise KeyError("x")

    monkeypatch.setattr("storymap.pipeline.places", fail)
    (answer,) = answer_lines([GOOD])
    assert answer == {"id": "ok", "error": "line 1: internal error (KeyError: 'x'). Please report it."}


def test_byte_order_mark_is_ignored() -> None:
    (answer,) = answer_lines([b"\xef\xbb\xbf" + GOOD])
    assert "error" not in answer


def test_text_and_line_have_limits(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(json_lines, "MAX_TEXT", 100)
    monkeypatch.setattr(lines, "MAX_LINE_BYTES", 500)
    file = tmp_path / "a.jsonl"
    file.write_bytes(b'{"text": "' + b"x" * 200 + b'"}\n' + b"x" * 5000 + b"\n" + GOOD)
    answers = list(json_lines.answers(lines.file_lines([str(file)]), {}, 2))
    assert ["more than 100 characters" in answers[0]["error"], "longer than" in answers[1]["error"]] == [True, True]
    assert "error" not in answers[2]


def run(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, list[dict[str, Any]], str]:
    code = main(["places", "--jsonl", *arguments])
    out, err = capsys.readouterr()
    return code, [json.loads(line) for line in out.splitlines()], err


def test_files_are_read_one_after_the_other(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    plain, zipped = tmp_path / "a.jsonl", tmp_path / "b.jsonl.gz"
    plain.write_bytes(GOOD + b"\n\nbroken\n")
    zipped.write_bytes(gzip.compress(GOOD))
    code, answers, err = run(capsys, str(plain), str(zipped))
    assert (code, ["error" in answer for answer in answers]) == (0, [False, True, False])
    assert answers[1]["error"].startswith(f"{plain}: line 3: it is not JSON")
    assert err.startswith("storymap: 3 lines read, 1 failed, ") and err.endswith(" per second\n")


def test_exit_code_is_3_if_all_lines_failed_or_one_with_the_option(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "a.jsonl"
    file.write_bytes(b"broken\n")
    assert run(capsys, str(file))[0] == 3
    file.write_bytes(b"broken\n" + GOOD)
    assert run(capsys, str(file))[0] == 0
    assert run(capsys, str(file), "--fail-on-error")[0] == 3
    file.write_bytes(b"")
    assert run(capsys, str(file), "--fail-on-error")[0] == 0


def test_truncated_gzip_file_ends_with_an_error(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "a.jsonl.gz"
    file.write_bytes(gzip.compress((GOOD + b"\n") * 3)[:-12])
    code, answers, _ = run(capsys, str(file))
    assert code == 0 or not any("error" not in answer for answer in answers)
    assert "cannot be read" in answers[-1]["error"]


def test_missing_file_is_an_error_before_anything_is_read(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "a.jsonl").write_bytes(GOOD)
    code, answers, err = run(capsys, str(tmp_path / "a.jsonl"), str(tmp_path / "b.jsonl"))
    assert (code, answers) == (3, [])
    assert "b.jsonl cannot be read" in err


def test_zst_file_is_read_or_the_message_names_the_package(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "a.jsonl.zst"
    file.write_bytes(b"\x28\xb5\x2f\xfd broken")
    code, _, err = run(capsys, str(file))
    assert code == 3
    assert "backports.zstd" in err or "1 failed" in err


def test_several_articles_are_refused_without_the_option(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["places", "a.txt", "b.txt"]) == 2
    assert "only one article" in capsys.readouterr().err


@pytest.mark.parametrize(
    "locale", [{"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}, {"PYTHONIOENCODING": "cp1252"}]
)
def test_output_is_utf8_in_every_locale(locale: dict[str, str]) -> None:
    code = "import sys; from storymap.cli import main; sys.exit(main())"
    line = '{"id": "é", "text": "Из Владивостока в Москву.", "language": "ru"}\n'.encode()
    done = subprocess.run(
        [sys.executable, "-c", code, "places", "--jsonl"],
        input=line,
        env={**os.environ, **locale},
        capture_output=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    answer = json.loads(done.stdout.decode("utf-8"))
    assert answer["id"] == "é" and answer["mentions"][0]["surface"] == "Владивостока"
