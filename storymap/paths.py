"""Suggest the file or folder that a misspelled path means."""

from __future__ import annotations

import difflib
import unicodedata
from itertools import islice
from pathlib import Path

MAX_COMPARED = 2_000  # maximum number of files of a folder that are compared with a misspelled name
MIN_RATIO = 0.7  # minimum difflib ratio of a suggested name


def nearest_path(path: Path, *, folders: bool = False) -> Path | None:
    """Return the file (or folder) beside a missing path whose name is most similar to it, or None.

    A file with the same name and another suffix is similar, too. Hidden files are not suggested.
    """
    try:
        beside = islice(path.parent.iterdir(), MAX_COMPARED)
        names = [file.name for file in beside if file.is_dir() == folders and not file.name.startswith(".")]
    except OSError:
        return None
    folded = {_folded(name): name for name in names}
    near = difflib.get_close_matches(_folded(path.name), folded, 1, MIN_RATIO)
    near = near or [name for name in folded if Path(name).stem == _folded(path.name)][:1]
    return path.with_name(folded[near[0]]) if near else None


def did_you_mean(path: Path, *, folders: bool = False) -> str:
    """Return the question to add to a message about a missing file or folder, or "" if there is no suggestion."""
    near = nearest_path(path, folders=folders)
    return f" Did you mean {near}?" if near else ""


def _folded(name: str) -> str:
    return unicodedata.normalize("NFC", name).casefold()
