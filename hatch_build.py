"""Compiles the facts when the project is installed or a wheel is built.

A wheel also gets minified assets, and bills of materials that list what it consists of.

The compiled and minified files are not in the repository.
"""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface
from hatchling.metadata.plugin.interface import MetadataHookInterface

COMPILED = tuple(f"storymap/data/{name}" for name in ("places.bin", "footprints-patch.json", "planet-patch.json"))
# This code itself puts the checkout first on `sys.path`, because pip removes an installed checkout from the `sys.path`
# of a build.
COMPILE = "import sys; sys.path.insert(0, sys.argv.pop(1)); from storymap.forge.compile import main; sys.exit(main())"
# An image from a file of the repository, on a line of its own.
_IMAGE = re.compile(r"^!\[[^\]]*\]\((?!https?:)[^)]*\)\n\n", re.MULTILINE)
_FILE_LINK = re.compile(r"(?<!!)\[([^\]]*)\]\((?!https?:|#)[^)]*\)")  # [text](a file of the repository)
_REQUIREMENT = re.compile(r"([\w.-]+(?<![.-]))(?:\[[^\]]*\])?([^;]*)(?:;.*)?")  # name[extras]specifier; marker


def minified_assets(root: Path) -> Path:
    """Return a folder with copies of the assets. Scripts and style sheets in it are minified."""
    import rcssmin
    import rjsmin

    target = root / "build" / "assets"
    shutil.rmtree(target, ignore_errors=True)
    for path in sorted((root / "assets").rglob("*")):
        if path.is_dir() or path.name.startswith("."):
            continue
        goal = target / path.relative_to(root / "assets")
        goal.parent.mkdir(parents=True, exist_ok=True)
        content = path.read_bytes()
        if path.suffix not in (".js", ".css"):
            goal.write_bytes(content)
        else:
            minify = rjsmin.jsmin if path.suffix == ".js" else rcssmin.cssmin
            goal.write_bytes(str(minify(content.decode())).encode())
        goal.chmod(0o644)
    return target


def sboms(root: Path, version: str, dependencies: list[str]) -> list[str]:
    """Write two bills of materials (CycloneDX): of the wheel, and of the pages that it builds.

    Return the paths of the two files, relative to `root`. The packages on which the wheel depends have a range of
    versions instead of one version, because their versions are chosen when the wheel is installed.
    """
    sources = tomllib.loads((root / "storymap/data/SOURCES.toml").read_text(encoding="utf-8"))
    data = [
        {"type": "data", "bom-ref": f"data:{key}", "name": source["name"], "description": source["what"], "licenses": [{"license": {"name": source["licence"]}}]}
        for key, source in sorted(sources.items())
    ]  # fmt: skip
    leaflet = {"type": "library", "bom-ref": "pkg:npm/leaflet@1.9.4", "name": "leaflet", "version": "1.9.4", "purl": "pkg:npm/leaflet@1.9.4", "licenses": [{"license": {"id": "BSD-2-Clause"}}]}  # fmt: skip
    libraries = []
    for dependency in dependencies:
        name, specifier = _REQUIREMENT.fullmatch(dependency.replace(" ", "")).groups()  # type: ignore[union-attr]
        purl = f"pkg:pypi/{name.lower().replace('_', '-')}"
        libraries.append({"type": "library", "bom-ref": purl, "name": name, "purl": purl, "properties": [{"name": "python:version-specifier", "value": specifier}]})  # fmt: skip
    written = []
    for file, kind, name, components in (
        ("storymap-leaflet", "library", "storymap-leaflet", [*libraries, *data]),
        ("story-map-page", "application", "page of storymap-leaflet", [leaflet, *data]),
    ):
        purl = f"pkg:pypi/storymap-leaflet@{version}"
        document = {
            "bomFormat": "CycloneDX",
            "specVersion": "1.6",
            "version": 1,
            "metadata": {"component": {"type": kind, "bom-ref": file, "name": name, "version": version, "purl": purl, "licenses": [{"license": {"id": "MIT"}}]}},
            "components": components,
            "dependencies": [{"ref": file, "dependsOn": sorted(component["bom-ref"] for component in components)}],
        }  # fmt: skip
        path = root / "build" / "sboms" / f"{file}.cdx.json"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(json.dumps(document, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
        written.append(path.relative_to(root).as_posix())
    return written


def index_readme(text: str) -> str:
    """Return README.md for the package index, which has no files of the repository.

    Links to such files become plain words, and images from the repository are removed.
    """
    return _FILE_LINK.sub(r"\1", _IMAGE.sub("", text))


class ReadmeOfIndex(MetadataHookInterface):
    """The metadata hook `custom` of pyproject.toml, which sets the description on the package index."""

    PLUGIN_NAME = "custom"

    def update(self, metadata: dict[str, Any]) -> None:
        """Set the description."""
        text = (Path(self.root) / "README.md").read_text(encoding="utf-8")
        metadata["readme"] = {"content-type": "text/markdown", "text": index_readme(text)}


class CompileFacts(BuildHookInterface[Any]):
    """The build hook `custom` of pyproject.toml, which runs before a wheel is built and before an editable install."""

    PLUGIN_NAME = "custom"

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Compiles the stale facts, in a process that imports this checkout and no installed version."""
        if self.target_name != "wheel":
            return
        root = Path(self.root)
        done = subprocess.run([sys.executable, "-P", "-c", COMPILE, str(root), "--if-stale"], cwd=root, check=False)
        if done.returncode:
            raise SystemExit("The facts in storymap/facts cannot be compiled; see above.")
        if version != "editable":
            build_data["sbom_files"] += sboms(root, self.metadata.version, self.metadata.core.dependencies)
            build_data["force_include"][str(minified_assets(root))] = "storymap/assets"
        build_data["artifacts"] += [f"/{name}" for name in COMPILED]
