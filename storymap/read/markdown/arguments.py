"""Parse the arguments of tags and components: `figure src="a.jpg" "A caption" width=300`, `<Image src={photo} />`."""

from __future__ import annotations

import re
from html import unescape

from storymap.lazy_pattern import lazy_pattern

_ARGUMENT = lazy_pattern(
    r"""(?:(?P<key>[\w:@.-]+)\s*[=:]\s*)?(?:"(?P<double>(?:\\.|[^"\\])*)"|'(?P<single>(?:\\.|[^'\\])*)'|“(?P<curly>[^”]*)”|`(?P<raw>[^`]*)`|(?P<bare>[^\s"'`“=,]+=?[^\s"'`“,]*))""",
    re.S,
)
_ATTRIBUTE = lazy_pattern(
    r"""\s*(?P<name>[\w:@.-]+)(?:\s*=\s*(?:"(?P<double>[^"]*)"|'(?P<single>[^']*)'|(?P<brace>\{)|(?P<bare>[^\s"'>{]+)))?"""
)
_LONGEST = 2_000  # maximum length of a component's tag in code points


def arguments(written: str) -> tuple[list[str], dict[str, str]]:
    """Return the positional and the named arguments of a tag, without quotes."""
    positional: list[str] = []
    named: dict[str, str] = {}
    for found in _ARGUMENT.finditer(written):
        value = next(v for v in found.group("double", "single", "curly", "raw", "bare") if v is not None)
        value = unescape(re.sub(r"\\(.)", r"\1", value))
        key = found["key"]
        if key is None and found["bare"] and "=" in value and not value.startswith(("http", "/")):
            key, _, value = value.partition("=")
        if key and not (key in ("http", "https") and value.startswith("//")):
            named[key] = value
        else:
            positional.append(f"{key}:{value}" if key else value)
    return positional, named


Element = tuple[str, dict[str, str], int, bool, bool]


def component_at(source: str, start: int) -> Element | None:
    """Return the component at `start`, or None if there is none.

    The result has the name, the attributes and the end of the component, and whether it is a closing or self-closing
    tag.
    """
    return _element(source, start, re.compile(r"<(/?)([A-Z][\w.]*)"))


def element_at(source: str, start: int) -> Element | None:
    """Return the HTML element at `start` in MDX, in the same form as `component_at`."""
    return _element(source, start, re.compile(r"<(/?)([a-z][\w-]*)"))


def _element(source: str, start: int, name: re.Pattern[str]) -> Element | None:
    opening = name.match(source, start)
    if opening is None:
        return None
    at, attributes = opening.end(), dict[str, str]()
    limit = min(len(source), start + _LONGEST)
    while at < limit:
        if ending := re.compile(r"\s*(/?)>").match(source, at):
            return opening[2], attributes, ending.end(), bool(opening[1]), bool(ending[1])
        if spread := re.compile(r"\s*\{").match(source, at):
            at = balanced(source, spread.end() - 1, limit) or limit
            continue
        found = _ATTRIBUTE.match(source, at)
        if found is None or found.end() == at:
            return None
        at = found.end()
        if found["brace"]:
            end = balanced(source, at - 1, limit) or limit
            attributes[found["name"]] = _expression(source[at : end - 1])
            at = end
        else:
            attributes[found["name"]] = found["double"] or found["single"] or found["bare"] or ""
    return None


def balanced(source: str, start: int, limit: int) -> int | None:
    """Return the offset after the brace that closes the one at `start`, or None if it is not closed."""
    if source.find("}", start, limit) < 0:
        return None
    depth = 0
    for found in re.compile(r"[{}]").finditer(source, start, limit):
        depth += 1 if found[0] == "{" else -1
        if depth == 0:
            return found.end()
    return None


def _expression(written: str) -> str:
    """Return the string in a JavaScript expression such as "x" or `require("x")`, or else the expression as written."""
    found = re.fullmatch(r"""\s*(?:(?:new\s+)?[\w.]+\()?\s*(["'`])(.*?)\1.*""", written, re.S)
    return found[2] if found else written.strip()
