"""Write files atomically."""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path

from storymap.errors import OutputError


def write_atomically(path: Path, content: str | bytes) -> Path:
    """Write text (as UTF-8) or bytes to a file. Readers never see an incomplete file.

    The content is written to a temporary file in the same folder, which is then renamed to `path`.

    Missing folders are created. Raise OutputError if the file cannot be written.
    """
    part = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        part.write_bytes(content.encode() if isinstance(content, str) else content)
        part.replace(path)
    except OSError as error:
        with suppress(OSError):
            part.unlink(missing_ok=True)
        raise OutputError(
            f"{path} cannot be written: {error.strerror or error}. Check the permissions of the folder, or choose another file."
        ) from error
    return path
