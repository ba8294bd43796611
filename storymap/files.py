"""Files that are whole or not there."""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path

from storymap.errors import OutputError


def write_atomically(path: Path, content: str | bytes) -> Path:
    """Writes a text (or bytes) beside its goal and moves it there: a reader never sees half a file. OutputError when it cannot."""
    part = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        part.write_bytes(content.encode() if isinstance(content, str) else content)
        part.replace(path)
    except OSError as error:
        with suppress(OSError):
            part.unlink(missing_ok=True)
        raise OutputError(
            f"{path} cannot be written: {error.strerror or error}. Check that the folder is there and may be written to, or choose another place."
        ) from error
    return path
