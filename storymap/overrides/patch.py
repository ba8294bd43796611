"""Change single values in a YAML text without changing any other character.

The YAML library gives the position of each value, and the change is made in the text itself. The new text is then
loaded and compared with the wanted values. If the values differ (because of anchors, merge keys or several documents),
CannotPatchError is raised and nothing is changed. A path consists of the mapping keys and list indexes that lead from
the root to a value: ("places", "Chitose", "id").
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from storymap.overrides import splices
from storymap.overrides.flow_style import to_key
from storymap.overrides.nodes import (
    CannotPatchError,
    Steps,
    after_comments,
    child_of,
    eol,
    insert_line,
    is_block,
    is_empty,
    line_end,
    line_of,
    node_at,
    root_of,
)


def load(text: str) -> Any:
    """Return the plain values of a YAML text, or None for an empty text.

    Raise YAMLError of ruamel if the text is not YAML.
    """
    from ruamel.yaml import YAML

    return YAML(typ="safe", pure=True).load(text)


def put(text: str, path: Steps, value: Any) -> str:
    """Set the value at a path, and return the new text. The value is written on a single line.

    Keys and mappings of the path that are missing are added.
    """
    wanted = _copy(load(text))
    wanted = {} if wanted is None else wanted
    for depth in range(1, len(path)):
        # a mapping of the path is missing, so it is added with everything below it
        if _get(wanted, path[:depth]) is None:
            value = splices.nest(path[depth:], value)
            path = path[:depth]
            break
    _set(wanted, path, value)
    return _first_equal(wanted, splices.put(text, path, value))


def drop(text: str, path: Steps) -> str:
    """Return the text without the value at a path. Mappings of the path that become empty are also removed."""
    wanted = _copy(load(text))
    while len(path) > 1 and len(_get(wanted, path[:-1])) == 1:
        path = path[:-1]
    parent = _get(wanted, path[:-1])
    del parent[path[-1]]
    return _first_equal(wanted, splices.drop(text, path))


def wrap_in_list(text: str, path: Steps) -> str:
    """Return the text in which the mapping at a path is put into a list."""
    wanted = _copy(load(text))
    _set(wanted, path, [_get(wanted, path)])
    return _first_equal(wanted, splices.wrap_in_list(text, path))


def append(text: str, path: Steps, value: Any) -> str:
    """Return the text with an item, on one line, added at the end of the list at a path."""
    wanted = _copy(load(text))
    _get(wanted, path).append(value)
    return _first_equal(wanted, splices.append(text, path, value))


def extend(text: str, path: Steps, rows: Sequence[str]) -> str:
    """Return the text with entries added at the end of the mapping at a path.

    `rows` are lines of YAML and comments. Entries in `rows` start in column 0; this function indents them.
    """
    more = load("\n".join(rows)) or {}
    wanted = _copy(load(text)) or {}
    _set(wanted, path, {**(_get(wanted, path) or {}), **more})
    return _first_equal(wanted, _extended(text, path, rows))


def _extended(text: str, path: Steps, rows: Sequence[str]) -> Iterator[str]:
    try:
        name, node = child_of(node_at(text, path[:-1]), path[-1])
    except CannotPatchError:
        lines = [f"{to_key(str(path[-1]))}:", *("  " + row for row in rows)]
        yield insert_line(text, len(text), eol(text).join(lines))
        return
    if is_block(node):
        column = int(node.value[0][0].start_mark.column)
        block = eol(text).join(" " * column + row for row in rows)
        yield insert_line(text, after_comments(text, line_end(text, node), column), block)
        return
    block = eol(text).join("  " + row for row in rows)
    if not getattr(node, "value", None) or text[node.start_mark.index : node.end_mark.index] in ("~", "null"):
        start = text.index(":", int(name.end_mark.index)) + 1
        end = start if is_empty(node) else int(node.end_mark.index)
        bare = text[:start] + text[end:]
        at = bare.find("\n", start)
        yield insert_line(bare, len(bare) if at < 0 else at + 1, block)
        return
    # these entries have no comments, because a mapping in flow style cannot contain any
    for surface, entry in load("\n".join(rows)).items():
        text = put(text, (*path, surface), entry)
    yield text


def add_comments(text: str, name: str, rows: Sequence[str]) -> str:
    """Return the text with comment lines added at the end of the mapping under the key `name` of the root."""
    root = root_of(text)
    try:
        node, value = child_of(root, name)
    except CannotPatchError:
        node, value = None, root
    column = int(value.value[0][0].start_mark.column) if is_block(value) and node is not None else 2
    at = len(text) if node is None else after_comments(text, line_end(text, node if is_empty(value) else value), 0)
    return insert_line(text, at, eol(text).join(" " * column + row for row in rows))


def comment_above(text: str, path: Steps) -> str:
    """Return the comment on the line above a key, or "" if there is none."""
    above = text[: line_of(text, path)].splitlines()[-1:]
    return above[0].strip() if above and above[0].lstrip().startswith("#") else ""


def add_comment_above(text: str, path: Steps, comment: str) -> str:
    """Return the text with a comment added on a line above a key of a block mapping."""
    line = line_of(text, path)
    indent = len(text[line:]) - len(text[line:].lstrip(" "))
    return insert_line(text, line, " " * indent + comment)


def drop_line_above(text: str, path: Steps) -> str:
    """Return the text without the line above a key."""
    line = line_of(text, path)
    above = text.rfind("\n", 0, line - 1) + 1
    return text[:above] + text[line:]


# ---------- plain values


def _copy(value: Any) -> Any:
    """Return a copy of loaded values in which each YAML alias is a separate value."""
    if isinstance(value, Mapping):
        return {name: _copy(inner) for name, inner in value.items()}
    return [_copy(inner) for inner in value] if isinstance(value, list) else value


def _get(data: Any, path: Steps) -> Any:
    for step in path:
        if isinstance(data, Mapping):
            data = data.get(step)
        elif isinstance(data, list) and isinstance(step, int) and step < len(data):
            data = data[step]
        else:
            return None
    return data


def _set(data: Any, path: Steps, value: Any) -> None:
    _get(data, path[:-1])[path[-1]] = value


def _first_equal(wanted: Any, candidates: Iterator[str]) -> str:
    """Return the first candidate that loads as the wanted value.

    Raise CannotPatchError if there is no such candidate.
    """
    from ruamel.yaml.error import YAMLError

    for text in candidates:
        try:
            if load(text) == wanted:
                return text
        except (YAMLError, ValueError):
            continue
    raise CannotPatchError
