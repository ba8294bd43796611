"""Compiles the facts when the project is installed or a wheel is built, and minifies the assets of a wheel.

The compiled and minified files are not in the repository.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

COMPILED = tuple(f"storymap/data/{name}" for name in ("places.bin", "footprints-patch.json", "planet-patch.json"))
# The checkout is put first in the process itself: where it is installed already, pip takes it off the path of a build.
COMPILE = "import sys; sys.path.insert(0, sys.argv.pop(1)); from storymap.forge.compile import main; sys.exit(main())"


def minified_assets(root: Path) -> Path:
    """Return a folder with the assets, of which scripts and style sheets are minified."""
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


class CompileFacts(BuildHookInterface[Any]):
    """The hook `custom` of pyproject.toml; runs before wheels and editable installs."""

    PLUGIN_NAME = "custom"

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Compiles what is stale, in a process that imports this checkout and no installed version."""
        if self.target_name != "wheel":
            return
        root = Path(self.root)
        done = subprocess.run([sys.executable, "-P", "-c", COMPILE, str(root), "--if-stale"], cwd=root, check=False)
        if done.returncode:
            raise SystemExit("The facts in storymap/facts cannot be compiled; see above.")
        if version != "editable":
            build_data["force_include"][str(minified_assets(root))] = "storymap/assets"
        build_data["artifacts"] += [f"/{name}" for name in COMPILED]
