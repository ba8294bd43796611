"""In a checkout, facts are compiled again if their files, the base (the data of the packages) or the code changed, or
if an output is missing."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from storymap.errors import GazetteerError
from storymap.gazetteer import compiled


@pytest.fixture
def package(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a package folder with one fact, a base and compiled files that are up to date."""
    package = tmp_path / "storymap"
    for folder in ("facts/features", "data/base", "forge/facts", "forge/planet"):
        (package / folder).mkdir(parents=True)
    (package / "facts" / "features" / "islands.yaml").write_text("- id: iturup\n", encoding="utf-8")
    (package / "data" / "base" / "places.xz").write_bytes(b"base")
    for name in compiled.OUTPUTS:
        (package / "data" / name).write_bytes(b"compiled")
    monkeypatch.setattr(compiled, "PACKAGE", package)
    monkeypatch.setattr(compiled, "data", lambda name: package / "data" / name)
    monkeypatch.setattr(compiled, "facts", lambda name: package / "facts" / name)
    compiled.write_stamp()
    return package


def test_nothing_is_stale_after_compiling(package: Path) -> None:
    assert package.is_dir()
    assert not compiled.is_stale()


def test_changed_fact_makes_compiled_data_stale(package: Path) -> None:
    (package / "facts" / "features" / "islands.yaml").write_text("- id: etorofu\n", encoding="utf-8")
    assert compiled.is_stale()


def test_new_file_of_facts_makes_compiled_data_stale(package: Path) -> None:
    (package / "facts" / "exonyms.yaml").write_text("", encoding="utf-8")
    assert compiled.is_stale()


@pytest.mark.parametrize(
    "name", ["base/places.xz", "base/footprints.json", "footprints.zip", "planet.zip", "../forge/planet/patch.py"]
)
def test_changed_base_or_code_makes_compiled_data_stale(package: Path, name: str) -> None:
    (package / "data" / name).write_bytes(b"another")
    assert compiled.is_stale()


@pytest.mark.parametrize("name", compiled.OUTPUTS)
def test_missing_output_makes_compiled_data_stale(package: Path, name: str) -> None:
    (package / "data" / name).unlink()
    assert compiled.is_stale()


def test_file_with_new_time_and_same_content_is_not_stale(package: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    os.utime(package / "facts" / "features" / "islands.yaml", (1, 1))
    assert not compiled.is_stale()
    monkeypatch.setattr(compiled, "fingerprint", lambda: pytest.fail("the new time was not recorded"))
    assert not compiled.is_stale()


def test_installed_package_is_never_compiled(package: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A wheel contains no facts, so its data cannot be stale."""
    monkeypatch.setattr(compiled, "facts", lambda name: package / "none" / name)
    monkeypatch.setattr(compiled, "_compile", lambda: pytest.fail("compiled"))
    (package / "data" / compiled.OUTPUTS[0]).unlink()
    compiled.refresh()


def test_changed_facts_with_mistake_are_an_error(package: Path, capfd: pytest.CaptureFixture[str]) -> None:
    for name in ("__init__", "forge/__init__"):
        (package / f"{name}.py").touch()
    (package / "forge" / "compile.py").write_text(
        "raise SystemExit('islands.yaml:1: id: is not text')", encoding="utf-8"
    )
    (package / "facts" / "features" / "islands.yaml").write_text("- id: [\n", encoding="utf-8")
    with pytest.raises(GazetteerError, match=r"The facts cannot be compiled(.|\n)*islands\.yaml:1: id"):
        compiled.refresh()
    assert "being compiled" in capfd.readouterr().err
