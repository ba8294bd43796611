"""Read the patch files, which change the basemap and the areas of places.

The patch files, `planet-patch.json` and `footprints-patch.json`, are compiled from the facts (the YAML files of the
project).
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from storymap.errors import BasemapError


def read_patch(path: Path | None) -> dict[str, Any]:
    """Return the content of a patch file, or {} if the file does not exist.

    Raise BasemapError if the file is damaged.
    """
    try:
        found: dict[str, Any] = json.loads(path.read_text(encoding="utf-8")) if path and path.is_file() else {}
    except (OSError, ValueError) as error:
        raise BasemapError(f"cannot read the basemap patch {path}: {error}; reinstall the package") from error
    return found
