"""Run commands on copies of the inputs. Only public interfaces are used: the command, `storymap.__all__` and files."""

from __future__ import annotations

import contextlib
import io
import json
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

from storymap.cli import main

HERE = Path(__file__).parent
INPUTS, RECORDED = HERE / "inputs", HERE / "recorded"


class Ran(NamedTuple):
    """The result of a command: exit code, standard output, standard error."""

    code: int
    out: bytes
    err: str

    @property
    def json(self) -> Any:
        return json.loads(self.out)


def run(*argv: str, stdin: bytes = b"") -> Ran:
    """Run a command in this process, in the current folder."""
    out, err = io.TextIOWrapper(io.BytesIO(), "utf-8", newline=""), io.StringIO()
    before, sys.stdin = sys.stdin, io.TextIOWrapper(io.BytesIO(stdin), "utf-8")
    try:
        with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
            code = main(argv)
    finally:
        sys.stdin = before
    out.flush()
    assert isinstance(out.buffer, io.BytesIO)
    return Ran(code, out.buffer.getvalue(), err.getvalue())


def done(*argv: str, stdin: bytes = b"") -> Ran:
    """Run a command like `run`, and assert that its exit code is 0."""
    ran = run(*argv, stdin=stdin)
    assert ran.code == 0, f"storymap {' '.join(argv)} returned {ran.code}: {ran.err}"
    return ran


@contextlib.contextmanager
def folder(path: Path, *names: str, **renamed: str) -> Iterator[Path]:
    """Work in a folder with copies of some inputs; `places="kinds.yaml"` copies kinds.yaml to places.yaml."""
    path.mkdir(parents=True, exist_ok=True)
    for name in names:
        shutil.copy(INPUTS / name, path / name)
    if renamed:
        shutil.copy(INPUTS / renamed["places"], path / "places.yaml")
    with contextlib.chdir(path):
        yield path


def without_sentences(value: Any, keys: frozenset[str] = frozenset(("text", "error", "reason"))) -> Any:
    """Replace the sentences under these keys by "…", because their wording may change. They must not be removed."""
    if isinstance(value, list):
        return [without_sentences(item, keys) for item in value]
    if not isinstance(value, dict):
        return value
    return {
        key: "…" if key in keys and isinstance(item, str) and item else without_sentences(item, keys)
        for key, item in value.items()
    }


def missing(recorded: Any, present: Any, at: str = "") -> list[str]:
    """Return differences from recorded JSON. Dicts may have more keys; lists and other values must be equal."""
    if isinstance(recorded, dict) and isinstance(present, dict):
        gone = [f"{at}/{key} is missing" for key in recorded if key not in present]
        return gone + [
            m for key in recorded if key in present for m in missing(recorded[key], present[key], f"{at}/{key}")
        ]
    if isinstance(recorded, list) and isinstance(present, list) and len(recorded) == len(present):
        return [m for i, (a, b) in enumerate(zip(recorded, present, strict=True)) for m in missing(a, b, f"{at}/{i}")]
    return [] if recorded == present else [f"{at} was {json.dumps(recorded)[:300]}, is {json.dumps(present)[:300]}"]
