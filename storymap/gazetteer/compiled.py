"""Keep the compiled facts of a source checkout up to date.

Facts are YAML files and tables (TSV) in which the project records places, names and disputes. A wheel does not contain
these files, so
an installed package never compiles them.

`data/.facts.json` records the size and the modification time of every input file, and a hash of the content of all
input files. The hash is computed again only if a size or a time has changed.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from threading import Lock

from storymap.errors import GazetteerError
from storymap.resources import PACKAGE, data, facts

OUTPUTS = ("places.bin", "footprints-patch.json", "planet-patch.json")
_STAMP = ".facts.json"
# The inputs are the facts, the committed files to which the facts are applied, and the code that compiles them.
_INPUTS = (
    "facts/*.yaml",
    "facts/features/*.yaml",
    "facts/points/*.tsv",
    "facts/names/*.tsv",
    "data/base/*.*",
    "data/footprints.zip",
    "data/planet.zip",
    "forge/facts/*.py",
    "forge/footprints/*.py",
    "forge/places/*.py",
    "forge/planet/*.py",
)
_lock = Lock()


def refresh() -> None:
    """Compile the facts if an input has changed.

    Inputs are the facts, the files to which they are applied, and the code that compiles them. The call takes about 0.1
    ms if nothing has changed, otherwise some seconds. Raise GazetteerError if the facts have mistakes.
    """
    if not facts("").is_dir():
        return
    with _lock:
        if is_stale():
            _compile()


def is_stale() -> bool:
    """Return whether the compiled facts are missing or older than their inputs."""
    if not all(data(name).is_file() for name in OUTPUTS):
        return True
    try:
        stamp = json.loads(data(_STAMP).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return True
    found = _stats()
    if stamp.get("files") == found:
        return False
    if stamp.get("fingerprint") != fingerprint():
        return True
    write_stamp()
    return False


def fingerprint() -> str:
    """Return a hash of the content of all input files."""
    from hashlib import sha256

    content = (part for path in _inputs() for part in (path.name.encode(), path.read_bytes()))
    return sha256(b"\0".join(content)).hexdigest()


def write_stamp() -> None:
    """Record that the compiled facts are up to date. Do nothing if the folder is read-only."""
    try:
        stamp = {"files": _stats(), "fingerprint": fingerprint()}
        fresh = data(f"{_STAMP}.{os.getpid()}")
        fresh.write_text(json.dumps(stamp), encoding="utf-8", newline="\n")
        fresh.replace(data(_STAMP))
    except OSError:
        pass


def _compile() -> None:
    """Compile the facts in a separate process, so that this process neither imports `forge` nor keeps its memory."""
    print("storymap: the facts have changed and are being compiled …", file=sys.stderr)
    root = str(PACKAGE.parent)
    path = os.pathsep.join(filter(None, (root, os.environ.get("PYTHONPATH"))))
    done = subprocess.run(
        [sys.executable, "-P", "-m", "storymap.forge.compile"],
        env={**os.environ, "PYTHONPATH": path},
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
    if done.returncode:
        raise GazetteerError(
            f"The facts cannot be compiled; correct them and try again.\n{done.stderr.strip()[-4000:]}"
        )


def _stats() -> dict[str, list[int]]:
    """Return the size (bytes) and the modification time (ns) of every input file."""
    stats = ((path, path.stat()) for path in _inputs())
    return {path.relative_to(PACKAGE).as_posix(): [stat.st_size, stat.st_mtime_ns] for path, stat in stats}


def _inputs() -> Iterator[Path]:
    for pattern in _INPUTS:
        yield from sorted(PACKAGE.glob(pattern))
