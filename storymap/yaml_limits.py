"""Check that untrusted YAML is safe to load.

There are limits for the size of a text, its depth and its number of values; surrogates are not allowed. Values to which
aliases expand are counted too.
"""

from __future__ import annotations

import re
from typing import Any

from storymap.lazy_pattern import lazy_pattern

MAX_CHARACTERS = 5_000_000
MAX_VALUES = 100_000  # maximum number of values; a places.yaml with 10,000 entries has about 50,000
MAX_DEPTH = 1_000  # maximum number of open brackets; the YAML library's time grows with the square of this number
_BRACKET = lazy_pattern(r"[\[\]{}]")
_ALIAS = lazy_pattern(r"(?:^|[\s\[{,:-])\*[^\s\]}*]", re.M)
_ESCAPED_SURROGATE = lazy_pattern(r"\\(?:u|U0000)[dD][89abAB]|\\(?:u|U0000)[dD][c-fC-F]")
_SURROGATE = lazy_pattern(r"[\ud800-\udfff]")


# The YAML library raises these errors for values that do not fit their tag, such as `!!set` and `!!bool x`.
MISFITS = (AttributeError, LookupError)
MISFIT = "a value does not fit its tag (such as `!!int`)"


class YamlLimitError(ValueError):
    """A YAML text exceeds a limit. `line` is the line number, counted from 1."""

    def __init__(self, message: str, line: int = 1) -> None:
        super().__init__(message)
        self.line = line


def check_text(text: str) -> None:
    """Raise YamlLimitError if a text is too large or too deeply nested, or if its aliases expand to too many values.

    Call this function before the text is loaded. Aliases are dangerous, because ten levels with nine aliases each
    expand to three billion values. Invalid YAML raises no error here.
    """
    if len(text) > MAX_CHARACTERS:
        raise YamlLimitError(f"the file has more than {MAX_CHARACTERS:,} characters")
    check_depth(text, MAX_DEPTH)
    if _ALIAS.search(text):
        _check_aliases(text)


def check_depth(text: str, most: int) -> None:
    """Raise YamlLimitError if more than `most` brackets are open at the same time.

    Brackets in strings and comments are counted too.
    """
    depth = 0
    for bracket in _BRACKET.finditer(text):
        depth = depth + 1 if bracket[0] in "[{" else max(0, depth - 1)
        if depth > most:
            line = text.count("\n", 0, bracket.start()) + 1
            raise YamlLimitError(f"brackets are nested more than {most:,} levels deep", line)


def check_data(data: Any, text: str) -> None:
    """Raise YamlLimitError if a loaded value contains an unpaired surrogate, which no file can contain."""
    found = _ESCAPED_SURROGATE.search(text)
    if found and _has_surrogate(data, set()):
        line = text.count("\n", 0, found.start()) + 1
        raise YamlLimitError(
            f"{found[0]}… is an unpaired surrogate, which no file can contain; write the character itself", line
        )


def _has_surrogate(value: Any, seen: set[int]) -> bool:
    if isinstance(value, str):
        return _SURROGATE.search(value) is not None
    if not isinstance(value, dict | list | tuple | set) or id(value) in seen:
        return False
    seen.add(id(value))
    parts = [*value, *value.values()] if isinstance(value, dict) else value
    return any(_has_surrogate(part, seen) for part in parts)


def _check_aliases(text: str) -> None:
    """Raise YamlLimitError if a text has too many values. The values to which aliases expand are counted too."""
    from ruamel.yaml import YAML
    from ruamel.yaml.error import YAMLError
    from ruamel.yaml.events import AliasEvent, CollectionEndEvent, CollectionStartEvent, ScalarEvent

    sizes: dict[str, int] = {}  # anchor -> number of values in the node with this anchor
    # for each open collection: its anchor, and the number of values before it
    open_collections: list[tuple[str | None, int]] = []
    total = 0
    try:
        for event in YAML(typ="safe", pure=True).parse(text):
            if isinstance(event, AliasEvent):
                if any(anchor == event.anchor for anchor, _ in open_collections):
                    raise YamlLimitError(f"*{event.anchor} contains itself", event.start_mark.line + 1)
                total += sizes.get(event.anchor, 1)
            elif isinstance(event, ScalarEvent):
                total += 1
                if event.anchor:
                    sizes[event.anchor] = 1
            elif isinstance(event, CollectionStartEvent):
                open_collections.append((event.anchor, total))
                total += 1
            elif isinstance(event, CollectionEndEvent):
                anchor, before = open_collections.pop()
                if anchor:
                    sizes[anchor] = total - before
            if total > MAX_VALUES:
                raise YamlLimitError(
                    f"the file has more than {MAX_VALUES:,} values after its aliases (*) are expanded. "
                    "Write them without aliases",
                    event.start_mark.line + 1,
                )
    except (YAMLError, RecursionError, IndexError):
        return  # this error is not reported here, because loading the text raises an error with the position
