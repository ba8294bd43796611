"""Read the changes that facts make to the basemap: `planet-patch.json` and `footprints-patch.json`, compiled from YAML."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from storymap.errors import BasemapError


def read_patch(path: Path | None) -> dict[str, Any]:
    """Return the changes in a file; empty if the file does not exist. BasemapError: it is damaged."""
    try:
        found: dict[str, Any] = json.loads(path.read_text(encoding="utf-8")) if path and path.is_file() else {}
    except (OSError, ValueError) as error:
        raise BasemapError(f"cannot read the changes of facts {path}: {error}; reinstall the package") from error
    return found
