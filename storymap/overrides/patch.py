"""Changes in the text of a YAML file that leave every other character as the editor wrote it.

A library reads the text and says where each value stands; the change is a cut in the text itself. What comes out is read
again: when it does not say exactly what was wanted (anchors, merge keys, several documents), nothing is changed and
CannotPatchError tells so. Paths are keys of mappings and numbers of list items, from the root: ("places", "Chitose", "id").
"""

from __future__ import annotations

import io
import json
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from storymap.overrides.nodes import (
    CannotPatchError,
    Steps,
    after_comments,
    child_of,
    end_of,
    eol,
    inserted,
    is_block,
    is_empty,
    line_end,
    line_of,
    lines,
    node_at,
    root_of,
)

_LONGEST_PLAIN_KEY = 100  # characters; YAML wants longer keys to be marked with "?"


def load(text: str) -> Any:
    """What a text says, as plain values; None for nothing. ruamel's YAMLError for what is no YAML."""
    from ruamel.yaml import YAML

    return YAML(typ="safe", pure=True).load(text)


def put(text: str, path: Steps, value: Any) -> str:
    """The text with `value` at a path, in one line; mappings on the way are added. The last key is added or gets a new value."""
    wanted = _own(load(text))
    wanted = {} if wanted is None else wanted
    for depth in range(1, len(path)):
        if _get(wanted, path[:depth]) is None:  # a mapping to be: everything below it comes with it
            value = {path[depth]: value} if depth == len(path) - 1 else _nested(path[depth:], value)
            path = path[:depth]
            break
    _set(wanted, path, value)
    return _first(text, wanted, _put(text, path, value))


def drop(text: str, path: Steps) -> str:
    """The text without the value at a path; a mapping that loses its last key goes with it."""
    wanted = _own(load(text))
    while len(path) > 1 and len(_get(wanted, path[:-1])) == 1:
        path = path[:-1]
    parent = _get(wanted, path[:-1])
    del parent[path[-1]]
    return _first(text, wanted, _drop(text, path))


def listed(text: str, path: Steps) -> str:
    """The text with the mapping at a path as the only item of a list."""
    wanted = _own(load(text))
    _set(wanted, path, [_get(wanted, path)])
    return _first(text, wanted, _listed(text, path))


def append(text: str, path: Steps, value: Any) -> str:
    """The text with one more item, in one line, at the end of the list at a path."""
    wanted = _own(load(text))
    _get(wanted, path).append(value)
    return _first(text, wanted, _append(text, path, value))


def extend(text: str, path: Steps, rows: Sequence[str]) -> str:
    """The text with more entries at the end of the mapping at a path: lines of YAML, comments among them, written from column 0."""
    more = load("\n".join(rows)) or {}
    wanted = _own(load(text)) or {}
    _set(wanted, path, {**(_get(wanted, path) or {}), **more})
    return _first(text, wanted, _extended(text, path, rows))


def comment(text: str, name: str, rows: Sequence[str]) -> str:
    """The text with lines of comments after what stands below a key of the root."""
    root = root_of(text)
    try:
        node, value = child_of(root, name)
    except CannotPatchError:
        node, value = None, root
    column = int(value.value[0][0].start_mark.column) if is_block(value) and node is not None else 2
    at = len(text) if node is None else after_comments(text, line_end(text, node if is_empty(value) else value), 0)
    return inserted(text, at, eol(text).join(" " * column + row for row in rows))


def remark(text: str, path: Steps) -> str:
    """The comment in the line above a key, "" for none."""
    above = text[: line_of(text, path)].splitlines()[-1:]
    return above[0].strip() if above and above[0].lstrip().startswith("#") else ""


def set_remark(text: str, path: Steps, words: str, *, wanted: bool) -> str:
    """The text with a comment in the line above a key of a block mapping, or without it."""
    line = line_of(text, path)
    if not wanted:
        above = text.rfind("\n", 0, line - 1) + 1
        return text[:above] + text[line:]
    indent = len(text[line:]) - len(text[line:].lstrip(" "))
    return inserted(text, line, " " * indent + words)


def flow(value: Any) -> str:
    """A value in one line of YAML: `{id: geonames:2130404, note: Cold.}`."""
    if isinstance(value, Mapping):
        return "{" + ", ".join(f"{key(str(k))}: {flow(v)}" for k, v in value.items()) + "}"
    if isinstance(value, (list, tuple)):
        return "[" + ", ".join(map(flow, value)) + "]"
    return _scalar(value)


def key(words: str) -> str:
    """A key of a mapping, quoted where YAML wants it."""
    return json.dumps(words, ensure_ascii=False) if len(words) > _LONGEST_PLAIN_KEY else _scalar(words)


def _scalar(value: Any) -> str:
    from ruamel.yaml import YAML

    yaml = YAML(typ="safe", pure=True)
    yaml.default_flow_style, yaml.allow_unicode, yaml.width = True, True, 10**9
    into = io.StringIO()
    yaml.dump([value], into)  # in a list: quoted where flow style needs it, and without the end-of-document mark
    return into.getvalue().strip()[1:-1]


# ---------- plain values


def _own(value: Any) -> Any:
    """A copy in which nothing is shared: an alias becomes a value like any other."""
    if isinstance(value, Mapping):
        return {name: _own(inside) for name, inside in value.items()}
    return [_own(inside) for inside in value] if isinstance(value, list) else value


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


def _nested(path: Steps, value: Any) -> Any:
    for step in reversed(path):
        value = {step: value}
    return value


def _first(text: str, wanted: Any, tries: Iterator[str]) -> str:
    """The first of the changed texts that says what is wanted."""
    from ruamel.yaml.error import YAMLError

    for changed in tries:
        try:
            if load(changed) == wanted:
                return changed
        except (YAMLError, ValueError):
            continue
    raise CannotPatchError


def _entry(name: str | int, value: Any) -> str:
    return f"{key(str(name))}: {flow(value)}"


# ---------- changes: each yields what may be right, likeliest first


def _put(text: str, path: Steps, value: Any) -> Iterator[str]:
    if root_of(text) is None:
        yield inserted(text, len(text), _entry(path[0], _nested(path[1:], value)))
        return
    parent = node_at(text, path[:-1])
    try:
        name, old = child_of(parent, path[-1])
    except (CannotPatchError, IndexError):
        yield from _added(text, path, parent, value)
        return
    start, end = int(old.start_mark.index), end_of(old)
    if name is not None and (is_empty(old) or is_block(old)):  # on the line of its key, whatever was below it
        start = text.index(":", int(name.end_mark.index)) + 1
        end = start if is_empty(old) else end
    if isinstance(value, Mapping) and len(value) == 1 and text[start:end].strip() in ("", "~", "null", "{}"):
        yield from _below(text, path, start, end, value)
    yield text[:start].rstrip(" ") + " " + flow(value) + text[end:]


def _below(text: str, path: Steps, start: int, end: int, value: Mapping[str, Any]) -> Iterator[str]:
    """The first entry of a mapping that is empty so far, in a line below its key."""
    bare = text[:start].rstrip(" ") + text[end:]
    at = bare.find("\n", len(text[:start].rstrip(" ")))
    at = len(bare) if at < 0 else at + 1
    name, inside = next(iter(value.items()))
    yield inserted(bare, at, "  " * len(path) + _entry(name, inside))


def _added(text: str, path: Steps, parent: Any, value: Any) -> Iterator[str]:
    """A key that was not there, after the last of its mapping."""
    name = path[-1]
    if not hasattr(parent, "value") or not isinstance(name, str):
        return
    if not is_block(parent):
        entry = _entry(name, value)
        if parent.value:
            at = end_of(parent.value[-1][1])
            yield f"{text[:at]}, {entry}{text[at:]}"
        else:
            yield text[: parent.start_mark.index] + "{" + entry + "}" + text[parent.end_mark.index :]
        return
    column = int(parent.value[0][0].start_mark.column)
    line = " " * column + _entry(name, value)
    if len(path) == 1:
        if isinstance(value, Mapping) and len(value) == 1:
            (only, inside) = next(iter(value.items()))
            line = f"{key(name)}:{eol(text)}  {_entry(only, inside)}"
        yield inserted(text, len(text), line)
    at = line_end(text, parent)
    yield inserted(text, after_comments(text, at, column), line)
    yield inserted(text, at, line)


def _extended(text: str, path: Steps, rows: Sequence[str]) -> Iterator[str]:
    try:
        name, node = child_of(node_at(text, path[:-1]), path[-1])
    except CannotPatchError:
        lines = [f"{key(str(path[-1]))}:", *("  " + row for row in rows)]
        yield inserted(text, len(text), eol(text).join(lines))
        return
    if is_block(node):
        column = int(node.value[0][0].start_mark.column)
        block = eol(text).join(" " * column + row for row in rows)
        yield inserted(text, after_comments(text, line_end(text, node), column), block)
        return
    block = eol(text).join("  " + row for row in rows)
    if not getattr(node, "value", None) or text[node.start_mark.index : node.end_mark.index] in ("~", "null"):
        start = text.index(":", int(name.end_mark.index)) + 1
        end = start if is_empty(node) else int(node.end_mark.index)
        bare = text[:start] + text[end:]
        at = bare.find("\n", start)
        yield inserted(bare, len(bare) if at < 0 else at + 1, block)
        return
    for surface, entry in load("\n".join(rows)).items():  # in one line like its neighbours: no room for comments
        text = put(text, (*path, surface), entry)
    yield text


def _drop(text: str, path: Steps) -> Iterator[str]:
    parent = node_at(text, path[:-1])
    name, value = child_of(parent, path[-1])
    start = int((name or value).start_mark.index)
    if is_block(parent):
        line = text.rfind("\n", 0, start) + 1
        end = line_end(text, value)
        if name is not None:
            yield text[:line] + text[after_comments(text, end, int(name.start_mark.column)) :]
            if text[line:start].strip() == "-" and len(parent.value) > 1:  # the first key of a list's item
                following = int(parent.value[1][0].start_mark.index)
                yield text[:start] + text[following:]
            yield text[:line] + text[end:]
        else:
            dash = text.rfind("-", 0, start)
            line = text.rfind("\n", 0, dash) + 1
            yield text[:line] + text[after_comments(text, end, dash - line) :]
        return
    end = end_of(value)
    if after := re.compile(r"\s*,\s*").match(text, end):
        yield text[:start] + text[after.end() :]
    if before := re.compile(r"\s*,\s*$").search(text[:start]):
        yield text[: before.start()] + text[end:]


def _listed(text: str, path: Steps) -> Iterator[str]:
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


def _append(text: str, path: Steps, value: Any) -> Iterator[str]:
    node = node_at(text, path)
    if not is_block(node):
        at = end_of(node.value[-1]) if node.value else int(node.start_mark.index) + 1
        yield text[:at] + (", " if node.value else "") + flow(value) + text[at:]
        return
    column = int(node.start_mark.column)
    at = after_comments(text, line_end(text, node), column)
    yield inserted(text, at, " " * column + f"- {flow(value)}")
