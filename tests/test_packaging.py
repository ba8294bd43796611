"""The wheel holds all that a story needs: assets, data, wording, schemas - and nothing that only builders need to have."""

from __future__ import annotations

import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
SEED = ROOT / "seeds" / "000_b6515417aea22efc.txt"
LARGEST_WHEEL_MB = 30


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel, built by hatchling without the network."""
    folder = tmp_path_factory.mktemp("wheel")
    command = [
        sys.executable,
        "-m",
        "pip",
        "wheel",
        "--quiet",
        "--no-deps",
        "--no-build-isolation",
        "--wheel-dir",
        str(folder),
        str(ROOT),
    ]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return next(folder.glob("storymap_leaflet-*.whl"))


def test_the_wheel_renders_a_story_outside_the_checkout(wheel: Path, tmp_path: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(tmp_path / "site")
    code = (
        "import sys; sys.path.insert(0, sys.argv.pop(1)); import storymap; from storymap.cli import main;"
        "assert 'site' in storymap.__file__, storymap.__file__; sys.exit(main())"
    )
    goal = tmp_path / "story.html"
    command = [sys.executable, "-c", code, str(tmp_path / "site"), "build", str(SEED), "-o", str(goal)]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert "Hokkaido" in goal.read_text(encoding="utf-8")


def test_the_wheel_is_small_and_holds_no_tests(wheel: Path) -> None:
    assert wheel.stat().st_size < LARGEST_WHEEL_MB * 1e6
    with zipfile.ZipFile(wheel) as archive:
        names = archive.namelist()
    assert not [n for n in names if n.startswith(("tests/", "seeds/"))]
    assert "storymap/assets/page.css" in names
    assert "storymap/schemas/places.schema.json" in names
