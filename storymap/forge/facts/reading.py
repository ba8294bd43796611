"""Read the facts, with the line number of every entry and key.

A file is split into entries, and the parsed values of each entry are cached under a hash of its text. After a change,
only the changed entries are parsed again. Entries in simple YAML are parsed by `plain_yaml`. Other entries are parsed
by the C parser of PyYAML if PyYAML is installed, as it always is when the package is built. Without PyYAML, these
entries are parsed by ruamel.yaml, which is a dependency of the project but many times slower.
"""

from __future__ import annotations

import contextlib
import json
import os
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from hashlib import blake2b
from pathlib import Path
from typing import Any

from storymap.errors import StorymapError
from storymap.forge.facts.plain_yaml import UnusualYamlError, parse_entry, scalar

_FIRST = re.compile(r"^(?![#\s]).", re.M)  # the first character of a line that is not a comment
_ITEM = re.compile(r"^- ", re.M)
_KEY = re.compile(r"^[^\s#].*?:(?=\s)", re.M)
_FORM = 1  # number of the format of the cache


class FactsError(StorymapError):
    """Raised if the facts have mistakes. The message has one line for each mistake."""


@dataclass(frozen=True, slots=True)
class Fact:
    """An entry of the facts.

    `lines` contains the line of each key, counted from `line`, the first line of the entry.
    """

    values: Mapping[str, Any]
    file: str
    line: int
    lines: Mapping[str, int]

    def where(self, key: str = "") -> str:
        """Return the place of a key as `file:line`. Without a key, return the place of the entry."""
        return f"{self.file}:{self.line + self.lines.get(key, 0)}"

    def __getitem__(self, key: str) -> Any:
        return self.values[key]

    def __contains__(self, key: str) -> bool:
        return key in self.values

    def get(self, key: str, default: Any = None) -> Any:
        return self.values.get(key, default)


class Cache:
    """A JSON file with the parsed values of entries, keyed by a hash of their text.

    If `path` is None, nothing is saved.
    """

    def __init__(self, path: Path | None = None) -> None:
        self._path = path
        self._used: dict[str, Any] = {}
        self._known: dict[str, Any] = {}
        if path is not None:
            with contextlib.suppress(OSError, ValueError, KeyError, TypeError):
                found = json.loads(path.read_text(encoding="utf-8"))
                self._known = found["entries"] if found["form"] == _FORM else {}

    def get(self, text: str, parse: Callable[[], list[Any]]) -> list[Any]:
        """Return the result of `parse` for a text, from the cache if possible.

        The result must be serializable as JSON.
        """
        key = blake2b(text.encode(), digest_size=12).hexdigest()
        if key not in self._used:
            self._used[key] = self._known[key] if key in self._known else parse()
        return list(self._used[key])

    def save(self) -> None:
        """Save the values that were used since the cache was opened, if they differ from the saved values.

        If the folder is read-only, do nothing.
        """
        if self._path is not None and self._used.keys() != self._known.keys():
            with contextlib.suppress(OSError):
                fresh = self._path.with_suffix(f".{os.getpid()}.new")
                content = {"form": _FORM, "entries": self._used}
                fresh.write_text(
                    json.dumps(content, ensure_ascii=False, separators=(",", ":")), encoding="utf-8", newline="\n"
                )
                fresh.replace(self._path)


def read(path: Path, cache: Cache | None = None) -> list[Fact]:
    """Return the entries of a file, or [] if the file is missing. Raise FactsError if the file is not valid YAML.

    The file is a list of mappings, or a mapping whose values are mappings. In the second form, the key of an entry is
    added to its values as `key`.
    """
    if not path.is_file():
        return []
    cache = cache or Cache()
    facts = []
    for line, text in _pieces(path.read_text(encoding="utf-8")):
        for values, start, lines in cache.get(text, partial(_parse, text, path.name, line)):
            facts.append(Fact(values, path.name, line + start, lines))
    return facts


def _pieces(text: str) -> Iterator[tuple[int, str]]:
    """Yield the line and the text of each entry.

    If the text is neither a block list nor a block mapping, yield the line and text of the whole.
    """
    first = _FIRST.search(text)
    if first is None:
        return
    start = _ITEM if text.startswith("- ", first.start()) else _KEY if _KEY.match(text, first.start()) else None
    at = [match.start() for match in start.finditer(text)] if start else []
    if not at or at[0] != first.start():
        at = [first.start()]
    line = text.count("\n", 0, at[0]) + 1
    for begin, end in zip(at, [*at[1:], len(text)], strict=True):
        piece = text[begin:end]
        yield line, piece
        line += piece.count("\n")


def _parse(text: str, file: str, line: int) -> list[list[Any]]:
    """Return [values, line, lines of the keys] for each entry of a text.

    In the result, `line` is counted from the first line of the text, and the lines of the keys are counted from `line`.
    The first line is 0. The argument `line` is the line of the text in the file.
    """
    try:
        return [_plain_entry(text)]
    except UnusualYamlError:
        return _any_entries(text, file, line)


def _plain_entry(text: str) -> list[Any]:
    """Return [values, line, lines of the keys] of an entry. Raise UnusualYamlError if `plain_yaml` cannot parse it."""
    key, start, pairs = parse_entry(text)
    values: dict[str, Any] = {name: value for name, value, _ in pairs}
    if key is not None:
        values["key"] = key
    return [values, text.count("\n", 0, start), {name: text.count("\n", start, at) for name, _, at in pairs}]


def _any_entries(text: str, file: str, line: int) -> list[list[Any]]:
    """Return [values, line, lines of the keys] for each entry of a text.

    The entries are parsed by a complete YAML parser.
    """
    root = _compose(text, file, line)
    pairs = root.value if _kind(root) == "mapping" else [(None, node) for node in root.value]
    found: list[list[Any]] = []
    for key, node in pairs:
        start = node.start_mark.line
        if _kind(node) != "mapping":
            raise FactsError(f"{file}:{line + start}: an entry must be a mapping")
        lines = {k.value: k.start_mark.line - start for k, _ in node.value}
        if len(lines) < len(node.value):
            raise FactsError(f"{file}:{line + start}: a key occurs twice in this entry")
        values = {k.value: _value(v) for k, v in node.value}
        if key is not None:
            values["key"] = key.value
        found.append([values, start, lines])
    return found


def _compose(text: str, file: str, line: int) -> Any:
    """Return the root node of a YAML text. Raise FactsError if the text is not valid YAML."""
    try:
        import yaml

        error_type: Any = yaml.MarkedYAMLError
        compose: Callable[[str], Any] = lambda text: yaml.compose(text, getattr(yaml, "CSafeLoader", yaml.SafeLoader))  # noqa: E731
    except ImportError:
        from ruamel.yaml import YAML
        from ruamel.yaml.error import MarkedYAMLError

        error_type, compose = MarkedYAMLError, YAML(typ="safe", pure=True).compose
    try:
        return compose(text)
    except error_type as error:
        at = error.problem_mark.line if error.problem_mark else 0
        raise FactsError(f"{file}:{line + at}: {error.problem}") from error


def _kind(node: Any) -> str:
    """Return the kind of a YAML node: "mapping", "sequence" or "scalar"."""
    return str(node.id)


def _value(node: Any) -> Any:
    kind = _kind(node)
    if kind == "scalar":
        if node.style in ("'", '"', "|", ">"):
            return node.value
        return scalar(node.value)
    if kind == "sequence":
        return [_value(child) for child in node.value]
    return {key.value: _value(value) for key, value in node.value}
