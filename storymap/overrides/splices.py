"""Change a YAML text.

Each function yields possible new texts for a change; the text that is most likely correct comes first. Because of
comments and styles, the functions cannot know which text is correct. Therefore, `patch` uses the first text that loads
as the wanted value.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from storymap.overrides.flow_style import to_entry, to_flow, to_key
from storymap.overrides.nodes import (
    CannotPatchError,
    Steps,
    after_comments,
    child_of,
    end_of,
    eol,
    insert_line,
    is_block,
    is_empty,
    line_end,
    lines,
    node_at,
    root_of,
)


def nest(path: Steps, value: Any) -> Any:
    """Return nested mappings with the keys of a path. The innermost mapping contains the value."""
    for step in reversed(path):
        value = {step: value}
    return value


def put(text: str, path: Steps, value: Any) -> Iterator[str]:
    """Yield texts in which the value at a path is set. The parent of the value must exist."""
    if root_of(text) is None:
        yield insert_line(text, len(text), to_entry(path[0], nest(path[1:], value)))
        return
    parent = node_at(text, path[:-1])
    try:
        name, old = child_of(parent, path[-1])
    except (CannotPatchError, IndexError):
        yield from _add_key(text, path, parent, value)
        return
    start, end = int(old.start_mark.index), end_of(old)
    # The value is put on the line of its key, and replaces a block below the key.
    if name is not None and (is_empty(old) or is_block(old)):
        start = text.index(":", int(name.end_mark.index)) + 1
        end = start if is_empty(old) else end
    if isinstance(value, Mapping) and len(value) == 1 and text[start:end].strip() in ("", "~", "null", "{}"):
        yield _first_entry(text, path, start, end, value)
    yield text[:start].rstrip(" ") + " " + to_flow(value) + text[end:]


def _first_entry(text: str, path: Steps, start: int, end: int, value: Mapping[str, Any]) -> str:
    """Return the text with a first entry added to an empty mapping.

    The entry is on the line below the key of the mapping.
    """
    bare = text[:start].rstrip(" ") + text[end:]
    at = bare.find("\n", len(text[:start].rstrip(" ")))
    at = len(bare) if at < 0 else at + 1
    name, inner = next(iter(value.items()))
    return insert_line(bare, at, "  " * len(path) + to_entry(name, inner))


def _add_key(text: str, path: Steps, parent: Any, value: Any) -> Iterator[str]:
    """Yield texts with a new key after the last key of its mapping."""
    name = path[-1]
    if not hasattr(parent, "value") or not isinstance(name, str):
        return
    if not is_block(parent):
        entry = to_entry(name, value)
        if parent.value:
            at = end_of(parent.value[-1][1])
            yield f"{text[:at]}, {entry}{text[at:]}"
        else:
            yield text[: parent.start_mark.index] + "{" + entry + "}" + text[parent.end_mark.index :]
        return
    column = int(parent.value[0][0].start_mark.column)
    line = " " * column + to_entry(name, value)
    if len(path) == 1:
        if isinstance(value, Mapping) and len(value) == 1:
            (only, inner) = next(iter(value.items()))
            line = f"{to_key(name)}:{eol(text)}  {to_entry(only, inner)}"
        yield insert_line(text, len(text), line)
    at = line_end(text, parent)
    yield insert_line(text, after_comments(text, at, column), line)
    yield insert_line(text, at, line)


def drop(text: str, path: Steps) -> Iterator[str]:
    """Yield texts without the value at a path."""
    parent = node_at(text, path[:-1])
    name, value = child_of(parent, path[-1])
    if is_block(parent):
        yield from _drop_from_block(text, parent, name, value)
        return
    start, end = int((name or value).start_mark.index), end_of(value)
    if after := re.compile(r"\s*,\s*").match(text, end):
        yield text[:start] + text[after.end() :]
    if before := re.compile(r"\s*,\s*$").search(text[:start]):
        yield text[: before.start()] + text[end:]


def _drop_from_block(text: str, parent: Any, name: Any, value: Any) -> Iterator[str]:
    start, end = int((name or value).start_mark.index), line_end(text, value)
    if name is None:  # the value is an item of a list
        dash = text.rfind("-", 0, start)
        line = text.rfind("\n", 0, dash) + 1
        yield text[:line] + text[after_comments(text, end, dash - line) :]
        return
    line = text.rfind("\n", 0, start) + 1
    yield text[:line] + text[after_comments(text, end, int(name.start_mark.column)) :]
    # the key is the first one of a list item, so the dash of the item is kept
    if text[line:start].strip() == "-" and len(parent.value) > 1:
        following = int(parent.value[1][0].start_mark.index)
        yield text[:start] + text[following:]
    yield text[:line] + text[end:]


def wrap_in_list(text: str, path: Steps) -> Iterator[str]:
    """Yield texts in which the mapping at a path is put into a list."""
    node = node_at(text, path)
    start, end = int(node.start_mark.index), end_of(node)
    if not is_block(node):
        yield f"{text[:start]}[{text[start:end]}]{text[end:]}"
        return
    column = int(node.start_mark.column)
    line = text.rfind("\n", 0, start) + 1
    after = after_comments(text, line_end(text, node), column - 1)
    rows = list(lines(text[line:after], 0))
    first = " " * column + "- " + rows[0][column:]
    yield text[:line] + first + "".join("  " + row if row.strip() else row for row in rows[1:]) + text[after:]


def append(text: str, path: Steps, value: Any) -> Iterator[str]:
    """Yield texts in which an item is added at the end of the list at a path."""
    node = node_at(text, path)
    if not is_block(node):
        at = end_of(node.value[-1]) if node.value else int(node.start_mark.index) + 1
        yield text[:at] + (", " if node.value else "") + to_flow(value) + text[at:]
        return
    column = int(node.start_mark.column)
    at = after_comments(text, line_end(text, node), column)
    yield insert_line(text, at, " " * column + f"- {to_flow(value)}")
