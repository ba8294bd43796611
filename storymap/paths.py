"""Suggest the file or folder that a misspelled path probably means, and recognise names that Windows does not allow."""

from __future__ import annotations

from itertools import islice
from pathlib import Path

from storymap import nearest

MAX_COMPARED = 2_000  # maximum number of files of a folder that are compared with a misspelled name
# Names that Windows reserves for devices, with any suffix.
_DEVICES = frozenset(
    ["con", "prn", "aux", "nul", *(f"{port}{number}" for port in ("com", "lpt") for number in range(1, 10))]
)


def is_device_name(name: str) -> bool:
    """Return whether Windows treats a file name as a device. Examples are "CON", "nul.txt" and "com1.tar.gz"."""
    return name.casefold().partition(".")[0].rstrip() in _DEVICES


def nearest_path(path: Path, *, folders: bool = False) -> Path | None:
    """Return the file with the name most similar to a missing path, in the same folder, or None.

    If `folders` is true, return a folder instead of a file. A file whose name without its suffix is the missing name is
    also similar.
    Hidden files are not suggested.
    """
    try:
        beside = islice(path.parent.iterdir(), MAX_COMPARED)
        names = [file.name for file in beside if file.is_dir() == folders and not file.name.startswith(".")]
    except OSError:
        return None
    near = nearest.nearest(path.name, names)
    near = near or next((name for name in names if nearest.fold(Path(name).stem) == nearest.fold(path.name)), "")
    return path.with_name(near) if near else None


def did_you_mean(path: Path, *, folders: bool = False) -> str:
    """Return a question to add to a message about a missing file or folder, or "" if there is no suggestion."""
    return nearest.did_you_mean(nearest_path(path, folders=folders), quotes="")
