"""Reads the facts kept by hand, remembering for every value the line it stands on."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML, MappingNode, ScalarNode, SequenceNode
from ruamel.yaml.error import MarkedYAMLError

from storymap.errors import StorymapError

# What a plain scalar is, by the tag that YAML 1.2 resolves it to ("NO" is Norway, not false); everything else is text.
_SCALARS: dict[str, Callable[[str], Any]] = {
    "tag:yaml.org,2002:int": int,
    "tag:yaml.org,2002:float": float,
    "tag:yaml.org,2002:bool": lambda text: text.lower() == "true",
    "tag:yaml.org,2002:null": lambda _: None,
}


class FactsError(StorymapError):
    """The facts are wrong; the message lists every complaint, a line each."""


@dataclass(frozen=True, slots=True)
class Fact:
    """An entry: its values, and where it and each of its keys stand."""

    values: Mapping[str, Any]
    file: str
    line: int
    lines: Mapping[str, int]

    def where(self, key: str = "") -> str:
        """`file:line` of a key, or of the entry."""
        return f"{self.file}:{self.lines.get(key, self.line)}"

    def __getitem__(self, key: str) -> Any:
        return self.values[key]

    def __contains__(self, key: str) -> bool:
        return key in self.values

    def get(self, key: str, default: Any = None) -> Any:
        return self.values.get(key, default)


def read(path: Path) -> list[Fact]:
    """The entries of a file: a list of mappings, or a mapping whose keys become `key` of each. FactsError: not YAML."""
    if not path.is_file():
        return []
    try:
        # In C when ruamel.yaml.clib is installed: three times as fast, the same nodes.
        root = YAML(typ="safe").compose(path.read_text(encoding="utf-8"))
    except MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        raise FactsError(f"{path.name}:{line}: {error.problem}") from error
    return [_fact(node, path.name, key) for key, node in _entries(root, path.name)]


def _entries(root: Any, file: str) -> Iterator[tuple[str | None, MappingNode]]:
    if root is None:
        return
    pairs = root.value if isinstance(root, MappingNode) else [(None, node) for node in root.value]
    for key, node in pairs:
        if not isinstance(node, MappingNode):
            raise FactsError(f"{file}:{node.start_mark.line + 1}: an entry must be a mapping")
        yield (key.value if key is not None else None), node


def _fact(node: MappingNode, file: str, key: str | None) -> Fact:
    lines = {k.value: k.start_mark.line + 1 for k, _ in node.value}
    if len(lines) < len(node.value):
        raise FactsError(f"{file}:{node.start_mark.line + 1}: a key stands twice in this entry")
    values = {k.value: _value(v) for k, v in node.value}
    if key is not None:
        values["key"] = key
    return Fact(values, file, node.start_mark.line + 1, lines)


def _value(node: Any) -> Any:
    if isinstance(node, ScalarNode):
        return _SCALARS.get(str(node.tag), str)(node.value)
    if isinstance(node, SequenceNode):
        return [_value(child) for child in node.value]
    return {key.value: _value(value) for key, value in node.value}
