"""Read places.yaml.

If the file has a mistake, OverrideError gives the file, line and column, and says what is allowed.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

from storymap.errors import OverrideError
from storymap.overrides.parse import Parser
from storymap.overrides.values import Overrides
from storymap.paths import did_you_mean
from storymap.text_mistakes import comment_with_slashes, merge_conflict
from storymap.yaml_limits import MISFIT, MISFITS, YamlLimitError, check_data, check_text


def load_overrides(path: Path | None, name: str = "") -> Overrides | None:
    """Return the overrides of a file, or None if `path` is None.

    `name` is the name of the file in messages. Raise OverrideError if the file cannot be read or has a mistake.
    """
    if path is None:
        return None
    content = read_places(path)
    return load_overrides_text(decode(content, name or path.name), name or path.name)


def read_places(path: Path) -> bytes:
    """Return the content of a places file. Raise OverrideError if the file cannot be read."""
    try:
        return path.read_bytes()
    except FileNotFoundError as error:
        raise OverrideError(
            f"no such file. Check the path given to --places.{did_you_mean(path)}", file=str(path)
        ) from error
    except IsADirectoryError as error:
        raise OverrideError(
            f"this is a folder, not a file. Pass the file to --places, such as {path}/places.yaml.", file=str(path)
        ) from error
    except OSError as error:
        raise OverrideError(f"the file cannot be read: {error.strerror or error}.", file=str(path)) from error


def decode(content: bytes, file: str) -> str:
    """Return the text of a file without a byte order mark. Line ends are not changed.

    Raise OverrideError if the file is not UTF-8 text.
    """
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise OverrideError("the file is not UTF-8 text. Save it as UTF-8.", file=file, line=line, column=1) from error


def load_overrides_text(text: str, file: str) -> Overrides:
    """Return the overrides in a text. `file` is the name of the file in messages.

    Raise OverrideError if the text has a mistake.
    """
    from ruamel.yaml import YAML
    from ruamel.yaml.error import MarkedYAMLError, YAMLError

    try:
        check_text(text)
        data = YAML(typ="rt", pure=True).load(text)
        check_data(data, text)
    except YamlLimitError as error:
        raise OverrideError(f"{error}.", file=file, line=error.line) from error
    except MarkedYAMLError as error:
        if mistake := merge_conflict(text) or comment_with_slashes(text):
            raise OverrideError(f"{mistake.problem}.", file=file, line=mistake.line, column=1) from error
        mark = error.problem_mark or error.context_mark
        position = {"line": mark.line + 1, "column": mark.column + 1} if mark else {"line": 1, "column": 1}
        raise OverrideError(f"invalid YAML: {_explain(error)}.", file=file, **position) from error
    except MISFITS as error:
        raise OverrideError(f"invalid YAML: {MISFIT}.", file=file, line=1, column=1) from error
    # TypeError and ArithmeticError occur for invalid keys and dates.
    except (
        YAMLError,
        ValueError,
        RecursionError,
        TypeError,
        ArithmeticError,
    ) as error:
        position = {"line": 1, "column": 1}
        offset = getattr(error, "position", None)
        if isinstance(offset, int):
            position = {"line": text.count("\n", 0, offset) + 1, "column": 1}
        problem = str(error).strip().partition("\n")[0]
        raise OverrideError(f"invalid YAML: {problem or 'too deeply nested'}.", file=file, **position) from error
    return Parser(file).parse(data)


# A part of the messages of the YAML library -> the explanation for the user.
_EXPLANATIONS = {
    "'\\t'": "the line starts with a tab; indent with spaces",
    "<block end>": "the line does not fit the lines above it; check its indentation, and that brackets and quotes above it are closed",
    "',' or ": "a bracket above is not closed, or a comma is missing",
    "end of stream": "a bracket or a quote is not closed before the end of the file",
    "mapping values": "the line has a second `: `; put the text in quotes",
    "undefined alias": "the alias (*) refers to an anchor (&) that does not exist",
}


def _explain(error: Any) -> str:
    """Return a line that explains an error of the YAML library."""
    problem = str(error.problem or error.context).strip().partition("\n")[0].rstrip(".")
    if twice := re.search(r'duplicate key "(.*?)" with', problem):
        return f"the key `{twice[1]}` occurs twice; keep one of them. A name under `places` can have a list of entries"
    return next((explanation for part, explanation in _EXPLANATIONS.items() if part in problem), problem)
