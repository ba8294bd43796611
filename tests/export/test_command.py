"""`storymap export`: written files, messages and exit codes."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest

from storymap.cli import main
from storymap.export import exporter, names
from storymap.ports import Aspect

TEXT = "The ferry left Otaru for Rishiri.\n\nA storm rose off Wakkanai.\n"
DOCUMENTATION = Path(__file__).parents[2] / "docs" / "how-to" / "export.md"


@pytest.fixture
def article(tmp_path: Path) -> Path:
    path = tmp_path / "ferry.txt"
    path.write_text(TEXT, encoding="utf-8")
    return path


def test_file_is_written_next_to_article_and_dropped_content_is_reported(
    article: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["export", str(article), "--format", "gpx"]) == 0
    said = capsys.readouterr().err
    # lines about progress, which a slow machine prints, are not counted
    assert len([line for line in said.splitlines() if not line.endswith("…")]) == 1
    assert re.search(r"ferry\.gpx: 3 places, \d+ KB; dropped: the text, 3 mentions", said)
    assert "<name>Otaru</name>" in (article.parent / "ferry.gpx").read_text(encoding="utf-8")


def test_overrides_are_applied(article: Path) -> None:
    (article.parent / "places.yaml").write_text(
        "version: 1\nplaces:\n  Otaru: {lat: 1.5, lon: 2.5}\n  Rishiri: {ignore: true}\n", encoding="utf-8"
    )
    assert main(["export", str(article)]) == 0
    features = json.loads((article.parent / "ferry.geojson").read_text(encoding="utf-8"))["features"]
    points = {
        f["properties"]["name"]: f["geometry"]["coordinates"] for f in features if f["geometry"]["type"] == "Point"
    }
    assert points["Otaru"] == [2.5, 1.5] and set(points) == {"Otaru", "Wakkanai"}


def test_standard_output_contains_only_the_file(article: Path, capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    assert main(["export", str(article), "-f", "geojson", "-o", "-", "--no-areas"]) == 0
    out, err = capfdbinary.readouterr()
    assert json.loads(out)["type"] == "FeatureCollection" and err.startswith(b"standard output: 3 places")


def test_article_is_not_overwritten(article: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["export", str(article), "-o", str(article)]) == 9
    assert "is the article itself" in capsys.readouterr().err
    assert article.read_text(encoding="utf-8") == TEXT


def test_export_with_suffix_of_article_does_not_overwrite_article(tmp_path: Path) -> None:
    path = tmp_path / "ferry.csv"
    path.write_text(TEXT, encoding="utf-8")
    assert main(["export", str(path), "-f", "csv"]) == 0
    assert path.read_text(encoding="utf-8") == TEXT and (tmp_path / "ferry.story.csv").exists()


def test_unknown_format_is_a_usage_error_with_suggestion(article: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["export", str(article), "--format", "gejson"]) == 2
    assert "Did you mean geojson?" in capsys.readouterr().err


def test_formats_are_listed_with_what_they_keep_and_drop(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["export", "--formats"]) == 0
    listed = capsys.readouterr().out
    for name in names():
        about = exporter(name).ABOUT
        assert f"{about.name:<15}{about.title}" in listed
    assert listed.count("  keeps") == listed.count("  drops") == len(names())


def test_command_without_article_is_a_usage_error(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["export"]) == 2
    assert "--formats" in capsys.readouterr().err


def test_documentation_lists_what_each_format_keeps_and_drops() -> None:
    table = DOCUMENTATION.read_text(encoding="utf-8")
    for name in names():
        about = exporter(name).ABOUT
        kept = ", ".join(aspect for aspect in Aspect if aspect in about.keeps)
        row = f"| `{about.name}` | {kept} | {', '.join(about.drops) or 'nothing'} | {about.opened_by} |"
        assert row in table, row


def test_help_imports_no_exporter() -> None:
    code = "import sys; from storymap.cli import main; main(['--help']); print([m for m in sys.modules if m.startswith('storymap.export')])"
    done = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True)
    assert done.stdout.splitlines()[-1] == "[]"


def test_every_format_without_extra_can_be_written(article: Path, tmp_path: Path) -> None:
    forms = [name for name in names() if not exporter(name).ABOUT.extra]
    assert len(forms) > 1
    for name in forms:
        assert main(["export", str(article), "-f", name, "-o", str(tmp_path / name)]) == 0
        assert b"Otaru" in (tmp_path / name).read_bytes()
