"""Where the values of a YAML text stand in it: the library's nodes with their marks, and the lines around them.

Paths are keys of mappings and numbers of list items, from the root: ("places", "Chitose", "id").
"""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from typing import Any

Steps = Sequence[str | int]


class CannotPatchError(Exception):
    """The text is written in a way that a change at this path would touch something else."""


def root_of(text: str) -> Any:
    """The nodes of the text, with marks; None for nothing."""
    from ruamel.yaml import YAML

    return YAML(typ="safe", pure=True).compose(io.StringIO(text))


def node_at(text: str, path: Steps) -> Any:
    node = root_of(text)
    for step in path:
        node = child_of(node, step)[1]
    return node


def child_of(node: Any, step: str | int) -> tuple[Any, Any]:
    """The key (None in a list) and the value of one step."""
    from ruamel.yaml.nodes import MappingNode, SequenceNode

    if isinstance(node, SequenceNode) and isinstance(step, int):
        return None, node.value[step]
    if isinstance(node, MappingNode):
        for name, value in node.value:
            if name.value == str(step):
                return name, value
    raise CannotPatchError


def last(node: Any) -> Any:
    """The last leaf of a node: the end mark of a block is where the next begins, after comments that are not its own."""
    from ruamel.yaml.nodes import CollectionNode

    while isinstance(node, CollectionNode) and not node.flow_style and node.value:
        last = node.value[-1]
        node = last[1] if isinstance(last, tuple) else last
    return node


def end_of(node: Any) -> int:
    return int(last(node).end_mark.index)


def line_end(text: str, node: Any) -> int:
    """The offset after the line on which a node ends, its comment included."""
    end = end_of(node)
    if end and text[end - 1] == "\n":  # a block scalar took its line end with it
        return end
    after = text.find("\n", end)
    return len(text) if after < 0 else after + 1


def after_comments(text: str, at: int, deeper_than: int) -> int:
    """The offset after comment lines that stand deeper than a column: they belong to what is above them."""
    for line in lines(text, at):
        if not line.lstrip(" ").startswith("#") or len(line) - len(line.lstrip(" ")) <= deeper_than:
            break
        at += len(line)
    return at


def lines(text: str, at: int) -> Iterator[str]:
    while at < len(text):
        end = text.find("\n", at)
        end = len(text) if end < 0 else end + 1
        yield text[at:end]
        at = end


def inserted(text: str, at: int, line: str) -> str:
    """A line of its own at the beginning of a line."""
    before = text[:at]
    if before and not before.endswith("\n"):
        before += eol(text)
    return f"{before}{line}{eol(text)}{text[at:]}"


def is_block(node: Any) -> bool:
    from ruamel.yaml.nodes import CollectionNode

    return isinstance(node, CollectionNode) and not node.flow_style


def is_empty(node: Any) -> bool:
    from ruamel.yaml.nodes import ScalarNode

    return isinstance(node, ScalarNode) and node.start_mark.index == node.end_mark.index


def line_of(text: str, path: Steps) -> int:
    """The offset of the line on which a key stands."""
    name, _ = child_of(node_at(text, path[:-1]), path[-1])
    return text.rfind("\n", 0, int(name.start_mark.index)) + 1


def eol(text: str) -> str:
    return "\r\n" if "\r\n" in text else "\n"
