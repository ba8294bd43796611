"""Decisions about names in a whole archive.

The review writes the decisions. The option `--redo` reads only those partitions again in which such names occur.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest

from storymap.archive.pairs import least_sure
from storymap.archive.partitions import Document, Options, Part, read_partition
from storymap.archive.run import Count, Run
from storymap.archive.tables import Rows
from storymap.cli import main
from storymap.errors import OutputError
from storymap.gazetteer import open_gazetteer
from storymap.overrides import Layer, load_layers, merge
from tests.archive.synthetic import document, mention, write_archive, write_partition
from tests.archive.test_run import rows
from tests.archive.texts import write_lines
from tests.export.needs import reader


@pytest.fixture(autouse=True)
def _arrow() -> None:
    reader("pyarrow")


class InProcess:
    """A scheduler that reads partitions in this process, because starting processes takes seconds."""

    def map(
        self, partitions: Iterable[tuple[int, list[Document]]], options: Options
    ) -> Iterator[tuple[int, list[Document], Part]]:
        for number, part in partitions:
            yield number, part, read_partition(part, options)


def places_file(folder: Path, *entries: str) -> Path:
    file = folder / "shared.yaml"
    lines = "".join(f"  {entry}\n" for entry in entries)
    file.write_text(f"version: 1\nplaces:\n{lines}" if entries else "version: 1\n", encoding="utf-8")
    return file


def read(out: Path, file: Path, places: Path | None = None, *, redo: bool = False) -> Count:
    """Read an archive with two documents in each partition."""
    files = [places] if places else []
    overrides = merge(load_layers([Layer(path, shared=True) for path in files])) if files else None
    job = Run([str(file)], out, Options(overrides=overrides), partition_documents=2, places=files, redo=redo)
    return job.run(InProcess())


def test_only_partitions_with_changed_names_are_read_again(tmp_path: Path) -> None:
    # Cusco occurs in d1 and d4, which are in 2 of the 5 partitions.
    file, out = (
        write_lines(tmp_path / "a.jsonl", 10),
        tmp_path / "out",
    )
    assert read(out, file).read == 10
    places = places_file(tmp_path, "Cusco: {lat: 1.5, lon: 2.5}")
    with pytest.raises(OutputError, match="With --redo"):
        read(out, file, places)
    count = read(out, file, places, redo=True)
    assert (count.read, count.before) == (4, 6)
    assert {(m["lat"], m["lon"]) for m in rows(out, "mentions") if m["surface"] == "Cusco"} == {(1.5, 2.5)}
    assert read(out, file, places, redo=True).read == 0

    # ignored names occur only in the texts, not in the table of mentions
    assert read(out, file, places_file(tmp_path, "Cusco: {ignore: true}"), redo=True).read == 4
    assert not [m for m in rows(out, "mentions") if m["surface"] == "Cusco"]
    count = read(out, file, places_file(tmp_path), redo=True)
    assert (count.read, count.before) == (4, 6)
    assert [m["name"] for m in rows(out, "mentions") if m["surface"] == "Cusco"]
    assert json.loads((out / "archive.json").read_text(encoding="utf-8"))["complete"]


def test_result_is_that_of_a_new_run(tmp_path: Path) -> None:
    file = write_lines(tmp_path / "a.jsonl", 10)
    read(tmp_path / "redone", file, places_file(tmp_path, "Riga: {ignore: true}"))
    places = places_file(tmp_path, "Riga: {lat: 1.5, lon: 2.5}", "Oslo: {ignore: true}")
    read(tmp_path / "redone", file, places, redo=True)
    read(tmp_path / "new", file, places)
    for path in (path for path in (tmp_path / "new").rglob("*") if path.is_file()):
        assert (tmp_path / "redone" / path.relative_to(tmp_path / "new")).read_bytes() == path.read_bytes()


def test_interrupted_redo_finds_the_changes_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file, out = write_lines(tmp_path / "a.jsonl", 10), tmp_path / "out"
    read(out, file)
    places = places_file(tmp_path, "Cusco: {ignore: true}")
    with monkeypatch.context() as patch:
        patch.setattr(Run, "_finish", lambda self, about: (_ for _ in ()).throw(KeyboardInterrupt))
        with pytest.raises(KeyboardInterrupt):
            read(out, file, places, redo=True)
    with pytest.raises(OutputError, match="With --redo"):
        read(out, file, places)
    assert read(out, file, places, redo=True).read == 4
    assert read(out, file, places).read == 0


def test_change_of_home_needs_restart(tmp_path: Path) -> None:
    file, places = write_lines(tmp_path / "a.jsonl", 2), places_file(tmp_path)
    read(tmp_path / "out", file, places)
    places.write_text("version: 1\nhome: Riga\n", encoding="utf-8")
    with pytest.raises(OutputError, match="use --restart"):
        read(tmp_path / "out", file, places, redo=True)


# ---------- review


@pytest.fixture
def archive(tmp_path: Path) -> Path:
    """An archive with four mentions of London, of which most have a low confidence, and with an unresolved name."""
    out = write_archive(tmp_path / "archive", 4, 5)
    london = open_gazetteer().place("geonames:2643743")
    found = Rows([document(f"u{n}", 2000) for n in range(4)], [])
    found.mentions.extend(
        mention(f"u{n}", 0, london, f"Fog over London on day {n}.", confidence=0.5 if n else 0.9) for n in range(4)
    )
    nowhere = {"place": None, "lat": None, "lon": None, "geometry": None, "surface": "Xanduvia", "confidence": 0.0}
    found.mentions.append(mention("u0", 50, london, "Then Xanduvia.", reason="unknown"))
    found.mentions[-1].update(nowhere)
    write_partition(out, 1, found)
    return out


def test_frequent_and_unsure_names_come_first(archive: Path) -> None:
    london, nowhere = [pair for pair in least_sure(archive) if pair.surface in ("London", "Xanduvia")]
    assert (london.surface, london.mentions, round(london.confidence, 2)) == ("London", 4, 0.6)
    assert len(london.sentences) == 3 and nowhere.doubt == 1


def test_review_writes_a_places_file(
    archive: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    places = tmp_path / "shared.yaml"
    answers = {"London": "1", "Xanduvia": "i"}

    def answer(prompt: str) -> str:
        asked = capsys.readouterr().out
        shown.append(asked)
        return next((key for name, key in answers.items() if f"· {name} ·" in asked), "n")

    shown: list[str] = []
    monkeypatch.setattr("storymap.cli.review.read_line", answer)
    assert main(["archive", "review", str(archive), "--places", str(places)]) == 0
    [london] = [text for text in shown if "· London · 4 mentions · mean confidence 60%" in text]
    assert "Fog over [London] on day 0." in london and "day 2." in london and "day 3." not in london
    text = places.read_text(encoding="utf-8")
    assert "London: {id: geonames:2643743}" in text and "Xanduvia: {ignore: true}" in text
    shown.clear()
    assert main(["archive", "review", str(archive), "--places", str(places)]) == 0
    assert not [text for text in shown if "London ·" in text or "Xanduvia ·" in text]


def test_review_needs_sentences(tmp_path: Path) -> None:
    archive = write_archive(tmp_path / "archive", 2, 2, sentences=False)
    with pytest.raises(OutputError, match="has no sentences"):
        least_sure(archive)
