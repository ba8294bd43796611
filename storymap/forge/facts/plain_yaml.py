"""Parse the subset of YAML in which most facts are written. The parser is ten times faster than a complete YAML parser.

The subset has block mappings, flow collections, and scalars on one line that are plain or quoted without escapes.
`UnusualYamlError` is raised for other YAML, such as block sequences, text over several lines, anchors and tags, and for
syntax errors. The caller must then use a complete parser.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from typing import Any

# Types of plain scalars in YAML 1.2. All other plain scalars are text: "NO" is Norway, not false.
_PLAIN: tuple[tuple[re.Pattern[str], Callable[[str], Any]], ...] = (
    (re.compile(r"[-+]?[0-9]+"), int),
    (re.compile(r"[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?"), float),
)
_CONSTANTS = {
    **dict.fromkeys(("true", "True", "TRUE"), True),
    **dict.fromkeys(("false", "False", "FALSE"), False),
    **dict.fromkeys(("null", "Null", "NULL", "~", ""), None),
}
_NUMERIC = frozenset("0123456789+-.")

_BREAKS = r"\t\n\r\x85\u2028\u2029\ufeff"  # characters that are not allowed in a plain scalar
# The first character of a plain scalar.
_FIRST = rf"""(?:[^ {_BREAKS},\[\]{{}}#&*!|>'"%@`?:-]|[:-](?=[^ {_BREAKS},\[\]{{}}]))"""
_QUOTED = r""""(?P<double>[^"\\\n]*)"|'(?P<single>(?:[^'\n]|'')*)'"""
_FLOW = re.compile(
    r"[ \n]*(?:(?<=[ \n])#[^\n]*\n[ \n]*)*"
    rf"(?:(?P<sign>[\[\]{{}},])|(?P<colon>:(?=[ \n]))|{_QUOTED}"
    rf"|(?P<plain>{_FIRST}(?:[^{_BREAKS},\[\]{{}}:#]|:(?=[^ {_BREAKS},\[\]{{}}])|(?<=[^ ])#)*))"
)
# Each expression below matches a common sequence as a whole, because that is faster than reading each token.
_NUMBERS = re.compile(r"(-?[0-9]+(?:\.[0-9]+)?(?:, -?[0-9]+(?:\.[0-9]+)?)*)\]")
_WORDS = re.compile(r"([^\W\d_]\w*(?:[ -]\w+)*(?:, [^\W\d_]\w*(?:[ -]\w+)*)*)\]")
_KEY = re.compile(rf" *(?P<key>{_FIRST}(?:[^ {_BREAKS}:#]| (?![:# ]))*):(?:[ ]+|(?=\n)|\Z)")
_SCALAR = re.compile(rf"(?:{_QUOTED}|(?P<plain>{_FIRST}(?:[^{_BREAKS}:#]|:(?=[^ {_BREAKS}])|(?<=[^ ])#)*))")
_REST = re.compile(r"(?:[ ]+#[^\n]*|[ ]*)(?:\n|\Z)")  # matches the rest of a line after a value
# Matches text that contains only empty lines and comments, up to the end of the file.
_ENDING = re.compile(r"(?:[ ]*\n|(?:^|[ ]+)#[^\n]*(?:\n|\Z))*[ ]*\Z", re.M)
_SKIPPED = re.compile(r"(?:[ ]*(?:#[^\n]*)?\n)*(?:[ ]*(?:#[^\n]*)?\Z)?")  # matches empty lines and comments

Pairs = list[tuple[str, Any, int]]  # key, value, position of the key


class UnusualYamlError(Exception):
    """Raised if the text is not in the subset of YAML that this module reads."""


def scalar(text: str) -> Any:
    """Return the value of a plain (unquoted) scalar."""
    if text in _CONSTANTS:
        return _CONSTANTS[text]
    if text[0] in _NUMERIC:
        return next((convert(text) for form, convert in _PLAIN if form.fullmatch(text)), text)
    return text


def parse_entry(text: str) -> tuple[str | None, int, Pairs]:
    """Return the key of an entry, the offset of the entry's mapping, and the pairs of this mapping.

    The key is None if the entry is an item of a list.

    Raise UnusualYamlError if the entry is not in the subset of YAML.
    """
    if text.startswith("- "):
        pairs, at = _flow_mapping(text, 3) if text.startswith("- {") else _block(text, 2, 2)
        return None, 2, _at_end(text, at, pairs)
    key = _KEY.match(text)
    if key is None or text[0] == " ":
        raise UnusualYamlError
    if text.startswith("{", key.end()):
        pairs, at = _flow_mapping(text, key.end() + 1)
        return key["key"], key.end(), _at_end(text, at, pairs)
    start = _skipped(text, _next_line(text, key.end()))
    indent = _indent(text, start)
    if not indent:
        raise UnusualYamlError
    pairs, at = _block(text, start, indent)
    return key["key"], start, _at_end(text, at, pairs)


def _at_end(text: str, at: int, pairs: Pairs) -> Pairs:
    """Return `pairs` if only empty lines and comments follow the offset `at`; otherwise raise UnusualYamlError."""
    if _ENDING.match(text, at) is None:
        raise UnusualYamlError
    return pairs


def _block(text: str, at: int, indent: int) -> tuple[Pairs, int]:
    """Return the pairs of a block mapping, and the offset of the line after the mapping.

    `at` is the offset of the mapping's first key, or of the line with this key.
    """
    pairs: Pairs = []
    while True:
        key = _KEY.match(text, at)
        if key is None:
            raise UnusualYamlError
        value, end = _block_value(text, key.end(), indent)
        pairs.append((key["key"], value, key.start("key")))
        at = _skipped(text, end)
        found = _indent(text, at)
        if at == len(text) or found < indent:
            return _unique(pairs), at
        if found > indent:
            raise UnusualYamlError


def _block_value(text: str, at: int, indent: int) -> tuple[Any, int]:
    """Return the value after a key, and the offset of the line after the value."""
    first = text[at : at + 1]
    if first == "{":
        pairs, at = _flow_mapping(text, at + 1)
        return _dict(pairs), _next_line(text, at)
    if first == "[":
        value, at = _flow_sequence(text, at + 1)
        return value, _next_line(text, at)
    if _REST.match(text, at):
        below = _skipped(text, _next_line(text, at))
        deeper = _indent(text, below)
        if text.startswith("-", below + deeper):
            raise UnusualYamlError
        if deeper <= indent:
            return None, below
        inner, at = _block(text, below, deeper)
        return _dict(inner), at
    found = _SCALAR.match(text, at)
    if found is None:
        raise UnusualYamlError
    return _scalar(found), _next_line(text, found.end())


def _flow_mapping(text: str, at: int) -> tuple[Pairs, int]:
    """Return the pairs of a flow mapping, and the offset after its closing brace.

    `at` is the offset after the opening brace.
    """
    pairs: Pairs = []
    while True:
        token = _token(text, at)
        if token["sign"] == "}":
            return _unique(pairs), token.end()
        if token["sign"] or token["colon"]:
            raise UnusualYamlError
        key, start = _text(token), token.start(str(token.lastgroup))
        token = _token(text, token.end())
        if not token["colon"]:
            raise UnusualYamlError
        value, at = _flow_value(text, _token(text, token.end()))
        pairs.append((key, value, start))
        at = _after_item(text, at, "}")


def _flow_sequence(text: str, at: int) -> tuple[list[Any], int]:
    """Return the items of a flow sequence, and the offset after its closing bracket.

    `at` is the offset after the opening bracket.
    """
    items: list[Any] = []
    if numbers := _NUMBERS.match(text, at):
        return [float(part) if "." in part else int(part) for part in numbers[1].split(", ")], numbers.end()
    if words := _WORDS.match(text, at):
        return [_CONSTANTS.get(part, part) for part in words[1].split(", ")], words.end()
    while True:
        token = _token(text, at)
        if token["sign"] == "]":
            return items, token.end()
        value, at = _flow_value(text, token)
        items.append(value)
        at = _after_item(text, at, "]")


def _flow_value(text: str, token: re.Match[str]) -> tuple[Any, int]:
    sign = token["sign"]
    if sign == "[":
        return _flow_sequence(text, token.end())
    if sign == "{":
        pairs, at = _flow_mapping(text, token.end())
        return _dict(pairs), at
    if sign or token["colon"]:
        raise UnusualYamlError
    return _scalar(token), token.end()


def _after_item(text: str, at: int, closing: str) -> int:
    """Return the offset after the comma that follows an item, or the offset of the closing bracket or brace."""
    token = _token(text, at)
    if token["sign"] == ",":
        return token.end()
    if token["sign"] != closing:
        raise UnusualYamlError
    return token.start("sign")


def _token(text: str, at: int) -> re.Match[str]:
    token = _FLOW.match(text, at)
    if token is None:
        raise UnusualYamlError
    return token


def _scalar(found: re.Match[str]) -> Any:
    return scalar(_text(found)) if found.lastgroup == "plain" else _text(found)


def _text(found: re.Match[str]) -> str:
    if found.lastgroup == "plain":
        return found["plain"].rstrip(" ")
    return found["double"] if found.lastgroup == "double" else found["single"].replace("''", "'")


def _unique(pairs: Pairs) -> Pairs:
    if len({key for key, _, _ in pairs}) < len(pairs):
        raise UnusualYamlError
    return pairs


def _dict(pairs: Iterable[tuple[str, Any, int]]) -> dict[str, Any]:
    return {key: value for key, value, _ in pairs}


def _next_line(text: str, at: int) -> int:
    """Return the offset of the line after a value.

    Raise UnusualYamlError if anything except a comment follows the value on its line.
    """
    rest = _REST.match(text, at)
    if rest is None:
        raise UnusualYamlError
    return rest.end()


def _skipped(text: str, at: int) -> int:
    found = _SKIPPED.match(text, at)
    return found.end() if found else at


def _indent(text: str, at: int) -> int:
    return len(text) - at - len(text[at:].lstrip(" "))
