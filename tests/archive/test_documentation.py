"""The queries and programs in docs/how-to/archive.md run without errors."""

from __future__ import annotations

import contextlib
import os
import re
from pathlib import Path
from typing import Any

import pytest

import storymap
from storymap.archive.partitions import Options
from storymap.archive.run import Run
from storymap.archive.schedulers import Dask, Processes
from tests.archive.texts import write_lines
from tests.export.needs import reader

PAGE = (Path(__file__).parents[2] / "docs" / "how-to" / "archive.md").read_text(encoding="utf-8")
QUESTIONS = dict(re.findall(r"<!-- question: (\w+) -->\n```sql\n(.*?)```", PAGE, re.S))
MORE = [
    {"id": "s1", "text": "A storm reached Sakhalin. Nogliki had no power.", "published": "2001-02-03"},
    {"id": "s2", "text": "Fishermen from Crimea sailed to Sevastopol. They met in Xanduvia.", "published": "2002"},
]


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Path:
    reader("pyarrow")
    folder = tmp_path_factory.mktemp("archive")
    file = write_lines(folder / "a.jsonl", 10, MORE)
    Run([str(file)], folder / "archive", Options()).run(Processes(1))
    return folder


def answer(question: str, folder: Path) -> list[tuple[Any, ...]]:
    with contextlib.chdir(folder):
        found: list[tuple[Any, ...]] = reader("duckdb").sql(QUESTIONS[question]).fetchall()
    return found


def test_articles_near_a_position_by_year(archive: Path) -> None:
    assert answer("near", archive) == [(2001, 1)]


def test_disputed_places_by_name(archive: Path) -> None:
    assert ("Crimea", "Crimea", 1, 1) in answer("disputed", archive)


def test_places_in_the_same_articles(archive: Path) -> None:
    assert len(QUESTIONS) == 5
    pairs = answer("together", archive)
    assert pairs and all(articles == 1 for _, _, articles in pairs)
    assert {"Otaru", "Nairobi"} in [{first, second} for first, second, _ in pairs]


def test_unsure_and_unknown_names(archive: Path) -> None:
    assert all(0 <= row[4] <= 1 for row in answer("unsure", archive))
    assert ("Xanduvia", 1) in answer("unknown", archive)


def test_function_for_duckdb(capsys: pytest.CaptureFixture[str]) -> None:
    reader("duckdb")
    [code] = re.findall(r"<!-- recipe: duckdb -->\n```python\n(.*?)```", PAGE, re.S)
    exec(code, {})
    assert "[Quito, Riga]" in capsys.readouterr().out


def test_tables_are_those_of_a_run(archive: Path) -> None:
    parquet = reader("pyarrow.parquet")
    texts = {"s1": MORE[0]["text"], "empty": ""}
    documents, mentions = storymap.tables(texts)
    assert documents["document"].to_pylist() == ["s1", "empty"] and documents["error"].to_pylist()[1]
    stored = parquet.read_table(archive / "archive" / "mentions" / "part-00000.parquet").to_pylist()
    assert mentions.to_pylist() == [row for row in stored if row["document"] == "s1"]
    assert mentions.schema.metadata[b"storymap"] == b"storymap-archive/1"


def test_geometries_are_geoparquet(archive: Path) -> None:
    frame = reader("geopandas").read_parquet(archive / "archive" / "mentions" / "part-00000.parquet")
    assert frame.crs.to_string() == "OGC:CRS84"
    placed = frame[frame["place"].notna()]
    assert list(placed.geometry.x) == list(placed["lon"]) and list(placed.geometry.y) == list(placed["lat"])


def test_files_conform_to_geoparquet(archive: Path) -> None:
    validator = reader("geoparquet_validator")
    file = archive / "archive" / "mentions" / "part-00000.parquet"
    report = validator.check_bytes(file.name, file.read_bytes())
    assert report["version"] == "1.1.0"
    assert not validator.failed(report, "core") and not validator.failed(report, "covering")


@pytest.mark.enable_socket  # workers and scheduler communicate over a local connection
def test_dask_gives_the_same_files(archive: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    distributed = reader("distributed")
    monkeypatch.setenv(
        "PYTHONPATH", os.pathsep.join([str(Path(__file__).parents[2]), os.environ.get("PYTHONPATH", "")])
    )
    with distributed.LocalCluster(n_workers=1, threads_per_worker=1, dashboard_address=None) as cluster:
        job = Run([str(archive / "a.jsonl")], tmp_path / "archive", Options())
        assert job.run(Dask(cluster.scheduler_address)).read == 12
    for table in ("documents", "mentions"):
        name = Path("archive") / table / "part-00000.parquet"
        assert (tmp_path / name).read_bytes() == (archive / name).read_bytes()
