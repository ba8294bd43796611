"""The wheel holds all that a story needs: assets, data, wording, schemas - and nothing that only builders need to have."""

from __future__ import annotations

import os
import subprocess
import sys
import tarfile
import zipfile
from pathlib import Path

import pytest

from storymap.gazetteer.compiled import OUTPUTS

ROOT = Path(__file__).parents[1]
SEED = ROOT / "seeds" / "000_b6515417aea22efc.txt"
LARGEST_WHEEL_MB = 30
COMPILED = tuple(f"storymap/data/{name}" for name in OUTPUTS)


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


def test_wheel_holds_compiled_facts_but_neither_yaml_nor_builders(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        names = archive.namelist()
    assert set(COMPILED) <= set(names)
    inside = ("storymap/forge/", "storymap/facts/", "storymap/data/base/", "storymap/data/.")
    assert not [name for name in names if name.startswith(inside) or name.endswith(".yaml")]


def test_wheel_names_licences_of_its_data_with_a_file_each(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        metadata = next(name for name in archive.namelist() if name.endswith("/METADATA"))
        text = archive.read(metadata).decode()
        files = [name for name in archive.namelist() if ".dist-info/licenses/" in name]
    expression = next(line for line in text.splitlines() if line.startswith("License-Expression: "))
    for licence in expression.removeprefix("License-Expression: ").split(" AND ")[1:]:
        assert any(name.endswith(f"/{licence}.txt") for name in files), licence
    assert any(name.endswith("/LICENSE") for name in files)


def test_builders_in_an_installed_package_ask_for_a_checkout(wheel: Path, tmp_path: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(tmp_path / "site")
    code = "import sys; sys.path.insert(0, sys.argv.pop(1)); from storymap.cli import main; sys.exit(main())"
    for command in (["build"], ["check"]):
        done = subprocess.run(
            [sys.executable, "-c", code, str(tmp_path / "site"), "data", *command],
            cwd=tmp_path,
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 1
        assert "needs a checkout" in done.stderr


def test_source_distribution_holds_what_the_wheel_is_compiled_from(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "hatchling", "build", "-t", "sdist", "-d", str(tmp_path)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    with tarfile.open(next(tmp_path.glob("*.tar.gz"))) as archive:
        names = {name.partition("/")[2] for name in archive.getnames()}
    assert {"hatch_build.py", "storymap/forge/compile.py", "storymap/facts/disputes.yaml"} <= names
    assert {"storymap/data/base/places.xz", "storymap/data/licenses/ISC.txt"} <= names
    assert not set(COMPILED) & names


def test_compiles_where_pip_has_taken_the_checkout_off_the_path(tmp_path: Path) -> None:
    """What pip does to a build in an environment that has the checkout installed: `build_env.py`, `sitecustomize`."""
    (tmp_path / "sitecustomize.py").write_text(f"import sys; sys.path[:] = [p for p in sys.path if p != {str(ROOT)!r}]")
    code = (
        "import sys; sys.path.insert(0, sys.argv[1]); from hatch_build import CompileFacts; data = {'artifacts': []};"
        "sys.path.pop(0); CompileFacts(sys.argv[1], {}, None, None, '', 'wheel').initialize('standard', data);"
        "print(*data['artifacts'])"
    )
    environment = {**os.environ, "PYTHONPATH": str(tmp_path)}
    command = [sys.executable, "-P", "-c", code, str(ROOT)]
    done = subprocess.run(command, cwd=tmp_path, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert done.stdout.split() == [f"/{name}" for name in COMPILED]
