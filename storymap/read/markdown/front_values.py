"""Parse front matter in YAML, TOML and JSON. Limit the number, the size and the nesting of its values."""

from __future__ import annotations

import io
import json
import re
import tomllib
from typing import Any

from storymap.errors import ArticleError
from storymap.lazy_pattern import lazy_pattern
from storymap.yaml_limits import MISFIT, MISFITS, YamlLimitError, check_depth

_MOST_VALUES = 20_000  # maximum number of values; the value of a YAML alias is counted each time that it is used
# Larger integers are identifiers or mistakes. Python cannot convert an integer with more than 4,300 digits to text.
_LARGEST = 10**30
_DEEPEST = 50  # maximum depth of nested values
_DEEP = "its values are nested too deeply"


def yaml_values(text: str, line: int) -> dict[str, Any]:
    """Return the values of front matter in YAML. `line`: its first line in the file, counted from 1.

    Values with unknown tags are read without the tag. Raise ArticleError if the text is not YAML or has too many values.
    """
    from ruamel.yaml import YAML  # this import is slow, and only needed for articles with front matter
    from ruamel.yaml.constructor import SafeConstructor
    from ruamel.yaml.error import YAMLError

    class Texts(SafeConstructor):
        """Keeps dates as text, so that an invalid date such as 2020-13-45 is not an error, and ignores unknown tags."""

        def construct_untagged(self, node: Any) -> Any:
            if node.id == "scalar":
                return self.construct_scalar(node)
            return self.construct_sequence(node, True) if node.id == "sequence" else self.construct_mapping(node, True)

    Texts.add_constructor("tag:yaml.org,2002:timestamp", SafeConstructor.construct_yaml_str)
    Texts.add_constructor(None, Texts.construct_untagged)
    text = text.rstrip("\n").expandtabs(2)
    where = "the front matter between the --- lines"
    try:
        check_depth(text, _DEEPEST)
        if re.search(r"[:\s\[,-]\*\S", text):
            composer = YAML(typ="safe", pure=True)
            _count(composer.compose(io.StringIO(text)), {}, line)
        yaml = YAML(typ="safe", pure=True)
        yaml.Constructor = Texts
        yaml.allow_duplicate_keys = True
        data = yaml.load(io.StringIO(text))
    except YamlLimitError as error:
        raise ArticleError(f"line {line + error.line - 1}: {where} cannot be read: {error}.") from error
    # a TypeError occurs if a list is the key of a mapping or an item of a set
    except (YAMLError, ValueError, TypeError) as error:
        mark = getattr(error, "problem_mark", None)
        at = line + (mark.line if mark else 0)
        raise ArticleError(
            f"line {at}: {where} is not YAML: {getattr(error, 'problem', error)}. Correct it; values with colons or brackets "
            "need quotes."
        ) from error
    except MISFITS as error:
        raise ArticleError(f"line {line}: {where} is not YAML: {MISFIT}. Correct it.") from error
    except RecursionError as error:
        raise ArticleError(f"line {line}: {where} cannot be read: {_DEEP}.") from error
    return _checked(data, line) if isinstance(data, dict) else {}


def toml_values(text: str, line: int) -> dict[str, Any]:
    """Return the values of front matter in TOML. `line`: its first line in the file. Raise ArticleError if it is invalid."""
    try:
        return _checked(tomllib.loads(text), line)
    except ValueError as error:
        found = re.search(r"line (\d+)", str(error))
        at = line - 1 + int(found[1]) if found else line
        raise ArticleError(f"line {at}: the front matter between the +++ lines is not TOML: {error}.") from error
    except RecursionError as error:
        raise ArticleError(f"line {line}: the front matter between the +++ lines cannot be read: {_DEEP}.") from error


def json_values(source: str) -> tuple[dict[str, Any], int]:
    """Return the JSON object at the start of a text, and the offset of the text after the object.

    Return ({}, 0) if there is no such object, or no text after it.
    """
    start = source.find("{")
    try:
        data, end = json.JSONDecoder().raw_decode(source, max(0, start))
    except (ValueError, RecursionError):
        return {}, 0
    return (_checked(data, 1), end) if isinstance(data, dict) and source[end:].strip() else ({}, 0)


def _count(node: Any, known: dict[int, int | None], line: int) -> int:
    """Return the number of values in a node of YAML, with aliases expanded.

    `known` maps the id of a node to its number of values, or to None while these are being counted. Raise ArticleError
    if there are too many values.
    """
    if not isinstance(getattr(node, "value", None), (list, tuple)):
        return 1
    key = id(node)
    if key not in known:
        known[key] = None
        inner = (part for item in node.value for part in (item if isinstance(item, tuple) else (item,)))
        known[key] = 1 + sum(_count(part, known, line) for part in inner)
    number = known[key]
    if number is None or number > _MOST_VALUES:
        what = f"has more than {_MOST_VALUES:,} values" if number else "has a value that contains itself"
        raise ArticleError(
            f"line {line}: the front matter {what}. Write the values without anchors (&) and aliases (*)."
        )
    return number


def _checked(data: dict[Any, Any], line: int) -> dict[str, Any]:
    """Return the values with keys converted to texts. Integers that are too large become "".

    Raise ArticleError if the values are nested too deeply.
    """

    def plain(value: Any, depth: int) -> Any:
        if depth > _DEEPEST:
            raise ArticleError(f"line {line}: the front matter cannot be read: {_DEEP}.")
        if isinstance(value, int) and abs(value) > _LARGEST:
            return ""
        if isinstance(value, dict):
            return {name: plain(inner, depth + 1) for name, inner in value.items()}
        if isinstance(value, (list, tuple, set, frozenset)):
            return [plain(inner, depth + 1) for inner in value]
        return value

    return {str(plain(key, 0)): plain(value, 0) for key, value in data.items()}


_SCRIPT_VALUE = lazy_pattern(r"""(?m)^\s*["']?([A-Za-z_]\w*)["']?\s*:\s*(?:new\s+Date\()?(["'`])(.*?)\2""")


def script_values(written: str) -> dict[str, Any]:
    """Return the texts and dates in a JavaScript object, which Eleventy accepts as front matter. The rest is ignored."""
    return {key: value for key, _, value in _SCRIPT_VALUE.findall(written)}
