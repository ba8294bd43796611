"""Answer JSON Lines: a document for each line, whatever the line contains."""

from __future__ import annotations

import gzip
import json
import sys
import time
import zlib
from collections.abc import Iterable, Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any, NamedTuple

import typer

from storymap.errors import ArticleError, StorymapError
from storymap.paths import did_you_mean

# A book has about 1 MB of text. The memory that a line needs is about 100 times its text.
MAX_LINE_BYTES, MAX_TEXT = 16_000_000, 2_000_000
_STDIN = "-"
_EXAMPLE = '{"id": "a1", "text": "Rain in Sapporo."}'


class Line(NamedTuple):
    """A line of a file, or what is wrong with it or with the rest of the file."""

    content: bytes
    at: str  # "line 3", or "FILE: line 3" for several files
    problem: str = ""


@dataclass(slots=True)
class Count:
    """The number of lines that were read and that failed."""

    read: int = 0
    failed: int = 0


def answer_files(
    names: Sequence[str], *, home: str | None, language: str | None, schema: int, fail_on_error: bool
) -> int:
    """Write an answer for each line of the files to standard output, and a summary to standard error.

    Answers are UTF-8 in every locale. Return the exit code: 3 if all lines failed, or if one failed and `fail_on_error`.
    Raise ArticleError before anything is read if a file cannot be opened.
    """
    out = getattr(sys.stdout, "buffer", None)
    count, started = Count(), time.perf_counter()
    defaults = {key: value for key, value in (("home", home), ("language", language)) if value}
    try:
        for document in answers(file_lines(names or [_STDIN]), defaults, schema):
            count.read += 1
            count.failed += "error" in document
            written = encoded(document)
            if out is None:
                sys.stdout.write(written.decode())
            else:
                out.write(written)
                out.flush()
    finally:
        seconds = max(time.perf_counter() - started, 1e-6)
        typer.echo(
            f"storymap: {count.read:,} line{'s' if count.read != 1 else ''} read, {count.failed:,} failed, {count.read / seconds:.0f} per second",
            err=True,
        )
    failed = count.failed and (fail_on_error or count.failed == count.read)
    return ArticleError.exit_code if failed else 0


def answer_lines(lines: Iterable[bytes], home: str | None = None, *, schema: int = 2) -> Iterator[dict[str, Any]]:
    """Yield a document for each line before the next line is read. For an invalid line, yield {"id", "error"}."""
    numbered = (Line(line, f"line {number}") for number, line in enumerate(lines, 1))
    return answers(numbered, {"home": home} if home else {}, schema)


def answers(lines: Iterable[Line], defaults: dict[str, Any], schema: int) -> Iterator[dict[str, Any]]:
    """Yield a document for each line that is not empty."""
    for line in lines:
        if line.problem or line.content.strip(b" \t\r\n\xef\xbb\xbf"):
            yield _answer(line, defaults, schema)


def file_lines(names: Sequence[str]) -> Iterator[Line]:
    """Yield the lines of files. The name `-` is standard input; .gz and .zst files are decompressed.

    Raise ArticleError if one of the files cannot be opened. A file that is damaged further on gives a Line with a problem.
    """
    with ExitStack() as stack:
        files = [_opened(name, stack) for name in names]
        for name, file in zip(names, files, strict=True):
            yield from _lines(file, f"{name}: " if len(names) > 1 else "")


def encoded(document: dict[str, Any]) -> bytes:
    """Return a document as one line of UTF-8. Unpaired surrogates, which UTF-8 cannot contain, are escaped."""
    try:
        line = json.dumps(document, ensure_ascii=False, separators=(",", ":"), allow_nan=False).encode()
    except UnicodeEncodeError:
        line = json.dumps(document, separators=(",", ":"), allow_nan=False).encode()
    return line + b"\n"


def _opened(name: str, stack: ExitStack) -> IO[bytes]:
    if name == _STDIN:
        return sys.stdin.buffer
    path = Path(name)
    try:
        file = stack.enter_context(path.open("rb"))
    except (OSError, ValueError) as error:
        why = getattr(error, "strerror", None) or error
        hint = did_you_mean(path) if isinstance(error, FileNotFoundError) else ""
        raise ArticleError(f"{name} cannot be read: {why}.{hint}") from error
    suffix = path.suffix.lower()
    if suffix == ".gz":
        return stack.enter_context(gzip.open(file))
    return stack.enter_context(_zstd(file, name)) if suffix in (".zst", ".zstd") else file


def _zstd(file: IO[bytes], name: str) -> IO[bytes]:
    """Return a reader of a Zstandard file: with the standard library of Python 3.14, or with a package."""
    try:
        from compression import zstd
    except ImportError:
        try:
            from backports import zstd
        except ImportError as error:
            raise ArticleError(
                f"{name}: reading .zst needs Python 3.14 or the package backports.zstd: "
                "python -m pip install backports.zstd. Or decompress it: zstdcat FILE | storymap places --jsonl"
            ) from error
    opened: IO[bytes] = zstd.open(file)
    return opened


def _lines(file: IO[bytes], prefix: str) -> Iterator[Line]:
    number = 0
    while True:
        number += 1
        at = f"{prefix}line {number}"
        try:
            content = file.readline(MAX_LINE_BYTES + 1)
            is_long = len(content) > MAX_LINE_BYTES
            while content and is_long and not content.endswith(b"\n"):  # skip the rest of the line
                content = file.readline(MAX_LINE_BYTES)
        except (OSError, EOFError, zlib.error, ValueError, RuntimeError, _zstd_error()) as error:
            yield Line(b"", at, f"the rest of the file cannot be read: {error}")
            return
        if is_long:
            yield Line(b"", at, f"the line is longer than {MAX_LINE_BYTES // 1_000_000} MB")
        elif not content:
            return
        else:
            yield Line(content, at)


def _zstd_error() -> type[Exception]:
    """Return the error of the Zstandard library, if it is in use."""
    module = sys.modules.get("compression.zstd") or sys.modules.get("backports.zstd")
    found: type[Exception] = getattr(module, "ZstdError", OSError)
    return found


def _answer(line: Line, defaults: dict[str, Any], schema: int) -> dict[str, Any]:
    """Return the document of a line, or its error. No line may end the command, so all errors are caught."""
    from storymap.pipeline import places

    record: Any = None
    try:
        if line.problem:
            raise ValueError(line.problem)
        record = _parsed(line.content)
        options = _options(record)
        document = places(record["text"], id=record.get("id"), **(defaults | options)).to_dict(schema=schema)
        encoded(document)
        return document
    except StorymapError as error:
        problem = str(error)
    except RecursionError:
        problem = f"{line.at}: the JSON is nested too deeply"
    except (ValueError, TypeError) as error:
        problem = f"{line.at}: {error}"
    except MemoryError:
        problem = f"{line.at}: not enough memory"
    except Exception as error:
        problem = f"{line.at}: internal error ({type(error).__name__}: {error}). Please report it."
    return {"id": _id(record), "error": problem}


def _parsed(line: bytes) -> Any:
    try:
        text = line.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise ValueError(f"it is not UTF-8 (byte {error.start + 1}). Save the file as UTF-8") from error
    try:
        return json.loads(text, parse_constant=_refuse)
    except json.JSONDecodeError as error:
        raise ValueError(f"it is not JSON: {error.msg} at character {error.pos + 1}. Write {_EXAMPLE}") from error


def _refuse(constant: str) -> None:
    raise ValueError(f"{constant} is not JSON")


def _options(record: Any) -> dict[str, Any]:
    """Return the optional fields of a record. Raise ValueError if one of them is invalid."""
    from storymap.model import Home, position

    if not isinstance(record, dict) or not isinstance(record.get("text"), str):
        raise ValueError('each line must be a JSON object with a string "text"')
    if len(record["text"]) > MAX_TEXT:
        raise ValueError(f'"text" has more than {MAX_TEXT:,} characters. Split it')
    options: dict[str, Any] = {}
    for key in ("title", "language", "published"):
        if record.get(key) is not None:
            if not isinstance(record[key], str):
                raise ValueError(f'"{key}" must be a string')
            options[key] = record[key]
    at = record.get("home")
    if isinstance(at, dict):
        try:
            options["home"] = Home(position=position(float(at["lat"]), float(at["lon"])))
        except (KeyError, TypeError, ValueError, OverflowError) as error:
            raise ValueError(f'"home" must be a name or an object with "lat" and "lon": {error}') from error
    elif at is not None:
        options["home"] = str(at)
    return options


def _id(record: Any) -> Any:
    """Return the id of a record for the answer, or None if it cannot be written."""
    found = record.get("id") if isinstance(record, dict) else None
    try:
        encoded({"id": found})
    except (ValueError, TypeError, RecursionError):
        return None
    return found
