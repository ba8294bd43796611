"""A run over an archive is complete, can be resumed, and loses nothing when a document or a process fails."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest

from storymap.archive.partitions import Document, Options, read_documents
from storymap.archive.run import Run, clear
from storymap.archive.schedulers import Processes
from storymap.cli import main
from storymap.errors import OutputError
from tests.archive.texts import DEADLY, read_or_die, write_lines
from tests.export.needs import reader


@pytest.fixture(autouse=True)
def _arrow() -> None:
    reader("pyarrow")


def rows(out: Path, table: str) -> list[dict[str, Any]]:
    parquet = reader("pyarrow.parquet")
    files = sorted((out / table).glob("*.parquet"))
    return [row for file in files for row in parquet.read_table(file).to_pylist()]


def command(out: Path, *arguments: str | Path) -> int:
    return main(["archive", "run", *map(str, arguments), "-o", str(out), "--workers", "1"])


def test_each_document_has_a_row_and_failures_are_recorded(tmp_path: Path) -> None:
    extra = [{"id": "empty", "text": ""}, {"id": "number", "text": 5}, [1]]
    file = write_lines(tmp_path / "a.jsonl", 12, extra)
    file.write_text(file.read_text(encoding="utf-8") + "not json\n\n", encoding="utf-8")
    assert command(tmp_path / "out", file, "--partition", "5") == 0
    documents = rows(tmp_path / "out", "documents")
    assert [row["document"] for row in documents[:12]] == [f"d{n}" for n in range(12)]
    assert [row["document"] for row in documents[12:]] == ["empty", "number", "a.jsonl:15", "a.jsonl:16"]
    assert all(row["error"] for row in documents[12:]) and not any(row["error"] for row in documents[:12])
    assert documents[0]["year"] == 1990 and documents[0]["mentions"] == 3
    mentions = rows(tmp_path / "out", "mentions")
    assert [(m["surface"], m["name"]) for m in mentions if m["document"] == "d0"] == [
        ("Otaru", "Otaru"), ("Nairobi", "Nairobi"), ("Nairobi", "Nairobi"),
    ]  # fmt: skip
    about = json.loads((tmp_path / "out" / "archive.json").read_text(encoding="utf-8"))
    assert about["complete"] and about["documents"] == 16 and about["partitions"] == 4


def test_second_run_does_nothing_and_deleted_partition_is_read_again(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file, out = write_lines(tmp_path / "a.jsonl", 12), tmp_path / "out"
    assert command(out, file, "--partition", "4") == 0
    parts = sorted(out.rglob("*.parquet"))
    before = {part: (part.read_bytes(), part.stat().st_mtime_ns) for part in parts}
    assert command(out, file, "--partition", "4") == 0
    assert "nothing to do: all 12 documents are done" in capsys.readouterr().err
    assert {part: (part.read_bytes(), part.stat().st_mtime_ns) for part in parts} == before
    (out / "mentions" / "part-00001.parquet").unlink()
    assert command(out, file, "--partition", "4") == 0
    assert "4 documents read, 8 done before" in capsys.readouterr().err
    assert {part: part.read_bytes() for part in parts} == {part: content for part, (content, _) in before.items()}


def test_document_that_ends_its_process_is_a_record(tmp_path: Path) -> None:
    file = write_lines(tmp_path / "a.jsonl", 8, [{"id": "deadly", "text": DEADLY}])
    file.write_text(
        file.read_text(encoding="utf-8") + json.dumps({"id": "last", "text": "Rain in Riga."}) + "\n", encoding="utf-8"
    )
    count = Run([str(file)], tmp_path / "out", Options(), partition_documents=4).run(Processes(1, read_or_die))
    documents = {row["document"]: row for row in rows(tmp_path / "out", "documents")}
    assert len(documents) == 10 and count.failed == 1
    assert documents["deadly"]["error"] == "the process ended while it read this document"
    assert documents["last"]["mentions"] == 1


@pytest.mark.slow
@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="needs SIGKILL")
def test_killed_run_continues_without_loss_or_duplicates(tmp_path: Path) -> None:
    file, out = write_lines(tmp_path / "a.jsonl", 40), tmp_path / "out"
    arguments = [
        sys.executable,
        "-m",
        "storymap",
        "archive",
        "run",
        str(file),
        "-o",
        str(out),
        "--partition",
        "5",
        "--workers",
        "1",
    ]
    killed = subprocess.Popen(arguments, stderr=subprocess.DEVNULL, start_new_session=True)
    until = time.monotonic() + 60
    while not list(out.glob("mentions/*.parquet")) and time.monotonic() < until:
        time.sleep(0.02)
    os.killpg(killed.pid, signal.SIGKILL)
    killed.wait()
    assert command(out, file, "--partition", "5") == 0
    assert [row["document"] for row in rows(out, "documents")] == [f"d{n}" for n in range(40)]
    found = [(row["document"], row["start"], row["end"]) for row in rows(out, "mentions")]
    assert len(found) == len(set(found)) == 120


@pytest.mark.parametrize("damaged", ["[" * 100_000, "[1]", "{", '{"schema": ' + "9" * 5000 + "}"])
def test_damaged_provenance_is_named(tmp_path: Path, capsys: pytest.CaptureFixture[str], damaged: str) -> None:
    file, out = write_lines(tmp_path / "a.jsonl", 2), tmp_path / "out"
    assert command(out, file) == 0
    (out / "archive.json").write_text(damaged, encoding="utf-8")
    assert command(out, file) == 9
    assert "archive.json cannot be read" in capsys.readouterr().err


def test_skipped_files_are_counted_by_kind(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder, out = tmp_path / "in", tmp_path / "out"
    folder.mkdir()
    write_lines(folder / "a.jsonl", 2)
    for name in ("a.jpg", "b.JPG", "c.exe", "Makefile", ".hidden.txt"):
        (folder / name).write_text("x", encoding="utf-8")
    for _ in range(2):  # the second command has nothing to do
        assert command(out, folder) == 0
        assert (
            "; skipped: 2 files .jpg, 1 files .exe, 1 files without a suffix, 1 hidden files" in capsys.readouterr().err
        )
    about = json.loads((out / "archive.json").read_text(encoding="utf-8"))
    assert about["skipped"] == {"files .exe": 1, "files .jpg": 2, "files without a suffix": 1, "hidden files": 1}


def test_other_input_or_options_are_refused(tmp_path: Path) -> None:
    file, out = write_lines(tmp_path / "a.jsonl", 2), tmp_path / "out"
    assert command(out, file) == 0
    with pytest.raises(OutputError, match="different value of: options"):
        Run([str(file)], out, Options(sentences=True)).run(Processes(1))
    write_lines(file, 3)
    with pytest.raises(OutputError, match="different value of: input"):
        Run([str(file)], out, Options()).run(Processes(1))
    clear(out)
    assert Run([str(file)], out, Options()).run(Processes(1)).read == 3


def test_folder_with_other_files_is_not_used(tmp_path: Path) -> None:
    file = write_lines(tmp_path / "a.jsonl", 1)
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "thesis.txt").write_text("mine", encoding="utf-8")
    with pytest.raises(OutputError, match="is not empty"):
        Run([str(file)], tmp_path / "out", Options()).run(Processes(1))
    assert (tmp_path / "out" / "thesis.txt").read_text(encoding="utf-8") == "mine"


def test_shared_places_files_are_applied(tmp_path: Path) -> None:
    file = write_lines(tmp_path / "a.jsonl", 2)
    places = tmp_path / "shared.yaml"
    places.write_text(
        "version: 1\nplaces:\n  Otaru: {ignore: true}\n  Nairobi: {lat: 1.5, lon: 2.5}\n", encoding="utf-8"
    )
    assert command(tmp_path / "out", file, "--places", places) == 0
    mentions = [row for row in rows(tmp_path / "out", "mentions") if row["document"] == "d0"]
    assert {(m["surface"], m["lat"], m["lon"]) for m in mentions} == {("Nairobi", 1.5, 2.5)}


def test_dry_run_writes_nothing(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = write_lines(tmp_path / "a.jsonl", 30)
    assert command(tmp_path / "out", file, "--dry-run") == 0
    said = capsys.readouterr().out
    assert "sample: 30 documents (0 failed)" in said and "estimate: 30 documents, " in said
    assert not (tmp_path / "out").exists()


def test_sentences_are_stored_on_request(tmp_path: Path) -> None:
    file = write_lines(tmp_path / "a.jsonl", 1)
    assert command(tmp_path / "out", file, "--sentences") == 0
    assert rows(tmp_path / "out", "mentions")[0]["sentence"] == "The bus from Otaru was late."


def test_exit_code_is_3_if_no_document_can_be_read(tmp_path: Path) -> None:
    file = tmp_path / "a.jsonl"
    file.write_text("[]\n{}\n", encoding="utf-8")
    assert command(tmp_path / "out", file) == 3
    assert len(rows(tmp_path / "out", "documents")) == 2


def test_text_that_is_too_long_is_a_record(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "long.txt").write_text("Rain in Riga. " * 20, encoding="utf-8")
    monkeypatch.setattr("storymap.archive.partitions.MAX_TEXT", 100)
    found = read_documents([Document("long", raw=(tmp_path / "long.txt").read_bytes(), name="long.txt")], Options())
    assert [row["error"] for row in found.documents] == ["the text has more than 100 characters. Split it."]
