"""Output that several commands share: warnings, JSON documents, and the encoding of the output streams."""

from __future__ import annotations

import codecs
import io
import json
import os
import sys

import typer


def warn(message: object) -> None:
    """Print a warning to standard error. The command continues."""
    typer.echo(f"storymap: {message}", err=True)


def print_json(document: object) -> None:
    """Print a JSON document. Characters are escaped if the encoding of the output is not UTF-8."""
    typer.echo(json.dumps(document, ensure_ascii=not _is_utf8(sys.stdout.encoding), indent=1))


def prepare_streams() -> None:
    """Let standard output and standard error accept all characters.

    On Windows, a stream to a file or pipe uses the code page of the country, which often lacks "✓" and Japanese
    characters. The encoding of such a stream is changed to UTF-8, the encoding of all files that the package writes.
    The encoding of a terminal, or of PYTHONIOENCODING, is kept; characters that it lacks are replaced by "?" or, on standard error, by codes such as "\\u2713".
    """
    for stream, errors in ((sys.stdout, "replace"), (sys.stderr, "backslashreplace")):
        if not isinstance(stream, io.TextIOWrapper) or _is_utf8(stream.encoding):
            continue
        if stream.isatty() or "PYTHONIOENCODING" in os.environ:
            stream.reconfigure(errors=errors)
        else:
            stream.reconfigure(encoding="utf-8", errors=errors)


def _is_utf8(encoding: str | None) -> bool:
    try:
        return codecs.lookup(encoding or "utf-8").name == "utf-8"
    except LookupError:
        return False
