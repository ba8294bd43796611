"""Read archive.json, which says how an archive was made."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from storymap.archive.tables import SCHEMA
from storymap.errors import OutputError
from storymap.json_limits import parse_json


def read_provenance(archive: Path) -> dict[str, Any]:
    """Return the provenance of an archive.

    Raise OutputError if the folder is not an archive, or if its schema belongs to another version of storymap.
    """
    file = archive / "archive.json"
    try:
        about = parse_json(file.read_text(encoding="utf-8"))
    except FileNotFoundError as error:
        raise OutputError(
            f"{archive} is not an archive: it has no archive.json. Make one with `storymap archive run`."
        ) from error
    except (OSError, ValueError) as error:
        raise OutputError(f"{file} cannot be read: {error}") from error
    if not isinstance(about, dict) or about.get("schema") != SCHEMA:
        raise OutputError(f"{file} does not have the schema {SCHEMA}. Create the archive again with this version.")
    return about
