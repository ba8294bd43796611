"""CSV: read by csv, pandas and GDAL; safe in spreadsheets."""

from __future__ import annotations

import csv
import io
import os
import shutil
import subprocess
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from storymap.export.csv import safe, unsafe
from storymap.export.gather import gather
from tests.export.needs import reader
from tests.export.stories import STORIES, looked_up, written


def rows(story: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(written(story, "csv").decode("utf-8-sig"), newline="")))


@pytest.mark.parametrize("story", STORIES)
def test_offsets_of_rows_select_the_mention(story: str) -> None:
    text = STORIES[story]().article.text
    gathered = gather(STORIES[story](), looked_up(story))
    assert len(rows(story)) == len(gathered.mapped()) + len(gathered.absent)
    for row in rows(story):
        assert safe(text[int(row["start"]) : int(row["end"])]) == row["mention"]


def test_unmapped_name_has_row_without_place() -> None:
    status = {row["mention"]: (row["status"], row["lat"]) for row in rows("hostile")}
    assert status["Nowhereville"] == ("not mapped", "") and status["May"] == ("not a place", "")


def test_disputed_place_has_both_names() -> None:
    row = next(r for r in rows("hostile") if r["mention"] == "Łeft Ísle")
    assert row["side_names"] == "XA: Łeft Ísle; XB: 'Right' Isle, الجزيرة" and row["claimed_by"] == "XB XA"


def test_no_cell_of_hostile_story_is_a_formula() -> None:
    assert any(r["mention"].startswith("'=cmd|") for r in rows("hostile"))
    for row in rows("hostile"):
        assert not any(value.startswith(("=", "+", "@", "\t")) for value in row.values())


def test_excel_and_other_programs_recognize_the_encoding_and_the_columns() -> None:
    content = written("hostile", "csv")
    assert content.startswith(b"\xef\xbb\xbfmention,start,end,") and content.count(b"\xef\xbb\xbf") == 1
    assert "القدس 🏙️".encode() in content and b"\r\n" in content


def test_libreoffice_shows_every_character_and_runs_no_formula(tmp_path: Path) -> None:
    soffice = shutil.which("soffice") or pytest.skip("LibreOffice is not installed")
    path = tmp_path / "story.csv"
    path.write_bytes(written("hostile", "csv"))
    command = [soffice, f"-env:UserInstallation=file://{tmp_path}/profile", "--headless", "--convert-to", "fods"]
    command += ["--infilter=Text - txt - csv (StarCalc):44,34,76,1", "--outdir", str(tmp_path), str(path)]
    environment = {**os.environ, "HOME": str(tmp_path)}
    subprocess.run(command, capture_output=True, timeout=180, check=True, env=environment)
    sheet = path.with_suffix(".fods").read_text(encoding="utf-8")
    assert all(word in sheet for word in ("Łeft Ísle", "القدس 🏙️", "=cmd|"))
    assert "table:formula" not in sheet


@given(st.text())
def test_unsafe_returns_the_text_that_safe_changed(text: str) -> None:
    assert unsafe(safe(text)) == text


@given(st.text())
def test_cell_of_any_text_is_not_a_formula(text: str) -> None:
    assert not str(safe(text)).startswith(("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠"))


def test_numbers_keep_their_sign() -> None:
    assert safe(-40.5) == -40.5
    assert next(r for r in rows("hostile") if r["mention"] == "Łeft Ísle")["lon"] == "-40.5"


@pytest.mark.parametrize("story", ["seed", "hostile"])
def test_pandas_reads_all_rows(story: str) -> None:
    pandas = reader("pandas")
    table = pandas.read_csv(io.BytesIO(written(story, "csv")))
    assert list(table.columns)[:3] == ["mention", "start", "end"]
    assert len(table) == len(rows(story)) and table["lat"].dtype == "float64"


def test_gdal_reads_all_rows(tmp_path: Path) -> None:
    pyogrio = reader("pyogrio")
    path = tmp_path / "story.csv"
    path.write_bytes(written("seed", "csv"))
    _, table = pyogrio.read_arrow(path, X_POSSIBLE_NAMES="lon", Y_POSSIBLE_NAMES="lat")
    assert len(table) == len(rows("seed"))
