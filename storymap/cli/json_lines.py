"""Process JSON Lines: write a document for each line, or an error for an invalid line."""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import typer

from storymap.errors import ArticleError, StorymapError
from storymap.json_limits import parse_json
from storymap.read.lines import STDIN, Line, file_lines

# Maximum number of characters of a text. A book has about 1 MB of text. Reading a text needs about 100 times its size
# in memory.
MAX_TEXT = 2_000_000
_EXAMPLE = '{"id": "a1", "text": "Rain in Sapporo."}'


@dataclass(slots=True)
class Count:
    """The number of lines that were read, and the number of lines that failed."""

    read: int = 0
    failed: int = 0


def answer_files(
    names: Sequence[str], *, home: str | None, language: str | None, schema: int, fail_on_error: bool
) -> int:
    """Write an answer for each line of the files to standard output, and a summary to standard error.

    Answers are UTF-8 in every locale. Return the exit code: 3 if all lines failed, or if one line failed and
    `fail_on_error` is set.
    Raise ArticleError before anything is read if a file cannot be opened.
    """
    out = getattr(sys.stdout, "buffer", None)
    count, started = Count(), time.perf_counter()
    defaults = {key: value for key, value in (("home", home), ("language", language)) if value}
    try:
        for document in answers(file_lines(names or [STDIN]), defaults, schema):
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
    """Yield a document for each line, or {"id", "error"} for an invalid line.

    Each line is read after the document of the line before has been yielded.
    """
    numbered = (Line(line, f"line {number}") for number, line in enumerate(lines, 1))
    return answers(numbered, {"home": home} if home else {}, schema)


def answers(lines: Iterable[Line], defaults: dict[str, Any], schema: int) -> Iterator[dict[str, Any]]:
    """Yield a document for each line that is not empty."""
    for line in lines:
        if line.problem or line.content.strip(b" \t\r\n\xef\xbb\xbf"):
            yield _answer(line, defaults, schema)


def encoded(document: dict[str, Any]) -> bytes:
    """Return a document as one line of UTF-8. Unpaired surrogates, which UTF-8 cannot contain, are escaped."""
    try:
        line = json.dumps(document, ensure_ascii=False, separators=(",", ":"), allow_nan=False).encode()
    except UnicodeEncodeError:
        line = json.dumps(document, separators=(",", ":"), allow_nan=False).encode()
    return line + b"\n"


def _answer(line: Line, defaults: dict[str, Any], schema: int) -> dict[str, Any]:
    """Return the document of a line, or {"id", "error"} for an invalid line.

    The function catches all errors, because one line must not end the command.
    """
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
        return parse_json(text, parse_constant=_refuse)
    except json.JSONDecodeError as error:
        raise ValueError(f"it is not JSON: {error.msg} at character {error.pos + 1}. Write {_EXAMPLE}") from error


def _refuse(constant: str) -> None:
    raise ValueError(f"{constant} is not JSON")


def _options(record: Any) -> dict[str, Any]:
    """Return the optional fields of a record. Raise ValueError if a field is invalid."""
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
    """Return the id of a record, which its answer repeats. Return None if the id cannot be written as JSON."""
    found = record.get("id") if isinstance(record, dict) else None
    try:
        encoded({"id": found})
    except (ValueError, TypeError, RecursionError):
        return None
    return found
