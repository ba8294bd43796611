"""Find where values are in a YAML text, using the nodes and marks of the YAML library.

A path leads from the root of the document to a value. A path consists of mapping keys and list indexes: ("places",
"Chitose", "id").
"""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from typing import Any

Steps = Sequence[str | int]


class CannotPatchError(Exception):
    """A value cannot be changed without changing other values, for example because of an anchor or a merge key."""


def root_of(text: str) -> Any:
    """Return the root node of a text, or None if the text is empty."""
    from ruamel.yaml import YAML

    return YAML(typ="safe", pure=True).compose(io.StringIO(text))


def node_at(text: str, path: Steps) -> Any:
    """Return the node at a path. Raise CannotPatchError if there is no such node."""
    node = root_of(text)
    for step in path:
        node = child_of(node, step)[1]
    return node


def child_of(node: Any, step: str | int) -> tuple[Any, Any]:
    """Return the key node and the value node of one step. In a list, the key node is None.

    Raise CannotPatchError if there is no such key.
    """
    from ruamel.yaml.nodes import MappingNode, SequenceNode

    if isinstance(node, SequenceNode) and isinstance(step, int):
        return None, node.value[step]
    if isinstance(node, MappingNode):
        for name, value in node.value:
            if name.value == str(step):
                return name, value
    raise CannotPatchError


def last_leaf(node: Any) -> Any:
    """Return the last leaf of a block.

    The end mark of the last leaf is where the block ends. The end mark of the block itself is after the comments that
    follow the block.
    """
    from ruamel.yaml.nodes import CollectionNode

    while isinstance(node, CollectionNode) and not node.flow_style and node.value:
        last = node.value[-1]
        node = last[1] if isinstance(last, tuple) else last
    return node


def end_of(node: Any) -> int:
    """Return the offset after the last character of a node."""
    return int(last_leaf(node).end_mark.index)


def line_end(text: str, node: Any) -> int:
    """Return the offset after the last line of a node, including its comment and line end."""
    end = end_of(node)
    if end and text[end - 1] == "\n":  # the end of a block scalar is after its line end
        return end
    after = text.find("\n", end)
    return len(text) if after < 0 else after + 1


def after_comments(text: str, at: int, deeper_than: int) -> int:
    """Return the offset after the comment lines that start at `at` and are indented more than the column `deeper_than`.

    Comments with this indentation belong to the entry above them.
    """
    for line in lines(text, at):
        if not line.lstrip(" ").startswith("#") or len(line) - len(line.lstrip(" ")) <= deeper_than:
            break
        at += len(line)
    return at


def lines(text: str, at: int) -> Iterator[str]:
    """Yield the lines of a text, starting at an offset, with their line ends."""
    while at < len(text):
        end = text.find("\n", at)
        end = len(text) if end < 0 else end + 1
        yield text[at:end]
        at = end


def insert_line(text: str, at: int, line: str) -> str:
    """Return the text with a new line at `at`, which is the start of a line or the end of the text."""
    before = text[:at]
    if before and not before.endswith("\n"):
        before += eol(text)
    return f"{before}{line}{eol(text)}{text[at:]}"


def is_block(node: Any) -> bool:
    """Return whether a node is a mapping or list in block style."""
    from ruamel.yaml.nodes import CollectionNode

    return isinstance(node, CollectionNode) and not node.flow_style


def is_empty(node: Any) -> bool:
    """Return whether a value node is empty: its key has no value."""
    from ruamel.yaml.nodes import ScalarNode

    return isinstance(node, ScalarNode) and node.start_mark.index == node.end_mark.index


def line_of(text: str, path: Steps) -> int:
    """Return the offset of the start of the line with the key at a path."""
    name, _ = child_of(node_at(text, path[:-1]), path[-1])
    return text.rfind("\n", 0, int(name.start_mark.index)) + 1


def eol(text: str) -> str:
    """Return the line end that a text uses."""
    return "\r\n" if "\r\n" in text else "\n"
