"""The wheel contains all files needed to build a story map (assets, data, wording, schemas), but not `storymap.forge`."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import tarfile
import zipfile
from pathlib import Path

import pytest

from storymap.gazetteer.compiled import OUTPUTS

ROOT = Path(__file__).parents[1]
SEED = ROOT / "seeds" / "000_b6515417aea22efc.txt"
LARGEST_WHEEL_MB = 32
pytestmark = pytest.mark.skipif(
    os.environ.get("STORYMAP_WHEEL", "") in ("", "0"),
    reason="building the wheel takes half a minute: .ci/run does it, with STORYMAP_WHEEL=1",
)
COMPILED = tuple(f"storymap/data/{name}" for name in OUTPUTS)


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build the wheel with hatchling, without network access, and return its path."""
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


def test_wheel_builds_story_map_outside_checkout(wheel: Path, tmp_path: Path) -> None:
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


def test_description_on_index_has_no_links_to_files(wheel: Path) -> None:
    """The package index does not have the files of the repository."""
    with zipfile.ZipFile(wheel) as archive:
        name = next(name for name in archive.namelist() if name.endswith(".dist-info/METADATA"))
        description = archive.read(name).decode().partition("\n\n")[2]
    assert description.startswith("# storymap") and "Correct places" in description
    assert [link for link in re.findall(r"\]\(([^)]*)\)", description) if not link.startswith("https:")] == []


def test_wheel_is_small_and_contains_no_tests(wheel: Path) -> None:
    assert wheel.stat().st_size < LARGEST_WHEEL_MB * 1e6
    with zipfile.ZipFile(wheel) as archive:
        names = archive.namelist()
    assert not [n for n in names if n.startswith(("tests/", "seeds/"))]
    assert "storymap/assets/page.css" in names
    assert "storymap/schemas/places.schema.json" in names


def test_wheel_contains_compiled_data_but_no_yaml_and_no_builders(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        names = archive.namelist()
    assert set(COMPILED) <= set(names)
    inside = ("storymap/forge/", "storymap/facts/", "storymap/data/base/", "storymap/data/.")
    assert not [name for name in names if name.startswith(inside) or name.endswith(".yaml")]


def test_wheel_installs_script_with_the_name_of_the_package(wheel: Path) -> None:
    """`uvx NAME` and `pipx run NAME` run the script that has the name of the package."""
    with zipfile.ZipFile(wheel) as archive:
        scripts = archive.read(next(n for n in archive.namelist() if n.endswith("/entry_points.txt"))).decode()
    assert {"storymap = storymap.cli:main", "storymap-leaflet = storymap.cli:main"} <= set(scripts.splitlines())


def test_wheel_has_a_file_for_each_data_licence(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        metadata = next(name for name in archive.namelist() if name.endswith("/METADATA"))
        text = archive.read(metadata).decode()
        files = [name for name in archive.namelist() if ".dist-info/licenses/" in name]
    expression = next(line for line in text.splitlines() if line.startswith("License-Expression: "))
    for licence in expression.removeprefix("License-Expression: ").split(" AND ")[1:]:
        assert any(name.endswith(f"/{licence}.txt") for name in files), licence
    assert any(name.endswith("/LICENSE") for name in files)


def test_wheel_lists_its_materials_and_those_of_a_page(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        found = {Path(n).name: json.loads(archive.read(n)) for n in archive.namelist() if ".dist-info/sboms/" in n}
    assert set(found) == {"storymap-leaflet.cdx.json", "story-map-page.cdx.json"}
    for document in found.values():
        assert (document["bomFormat"], document["specVersion"]) == ("CycloneDX", "1.6")
        references = [component["bom-ref"] for component in document["components"]]
        assert len(set(references)) == len(references)
        assert document["dependencies"][0]["dependsOn"] == sorted(references)
    names = {component["name"] for component in found["storymap-leaflet.cdx.json"]["components"]}
    assert {"folium", "shapely", "GeoNames"} <= names
    assert "pkg:npm/leaflet@1.9.4" in {c["bom-ref"] for c in found["story-map-page.cdx.json"]["components"]}


@pytest.mark.slow
def test_wheel_is_reproducible(wheel: Path, tmp_path: Path) -> None:
    """The same files give the same wheel, whatever the time zone, the order of sets and the date of the build."""
    environment = {**os.environ, "TZ": "Asia/Tokyo", "LC_ALL": "C", "PYTHONHASHSEED": "7"}
    command = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(tmp_path)]
    subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, check=True)
    assert next(tmp_path.glob("*.whl")).read_bytes() == wheel.read_bytes()


def test_data_commands_that_need_a_checkout_say_so_in_wheel(wheel: Path, tmp_path: Path) -> None:
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


def test_source_distribution_contains_inputs_of_wheel(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "hatchling", "build", "-t", "sdist", "-d", str(tmp_path)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    with tarfile.open(next(tmp_path.glob("*.tar.gz"))) as archive:
        names = {name.partition("/")[2] for name in archive.getnames()}
    assert {"hatch_build.py", "storymap/forge/compile.py", "storymap/facts/disputes.yaml"} <= names
    assert {"storymap/data/base/places.xz", "storymap/data/licenses/ISC.txt"} <= names
    assert not set(COMPILED) & names


def test_build_works_if_pip_removes_checkout_from_path(tmp_path: Path) -> None:
    """The facts are compiled although the checkout is not on `sys.path`.

    In isolated builds, pip writes a `sitecustomize` that removes the checkout.
    """
    (tmp_path / "sitecustomize.py").write_text(
        f"import sys; sys.path[:] = [p for p in sys.path if p != {str(ROOT)!r}]", encoding="utf-8"
    )
    code = (
        "import sys; sys.path.insert(0, sys.argv[1]); from hatch_build import CompileFacts; data = {'artifacts': []};"
        "sys.path.pop(0); CompileFacts(sys.argv[1], {}, None, None, '', 'wheel').initialize('editable', data);"
        "print(*data['artifacts'])"
    )
    environment = {**os.environ, "PYTHONPATH": str(tmp_path)}
    command = [sys.executable, "-P", "-c", code, str(ROOT)]
    done = subprocess.run(command, cwd=tmp_path, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert done.stdout.split() == [f"/{name}" for name in COMPILED]
