"""Parse the JSON of a file to import. Surrogates and numbers that are not finite are replaced."""

from __future__ import annotations

import math
from typing import Any

from storymap.errors import ImportFileError
from storymap.json_limits import JsonLimitError, parse_json
from storymap.lazy_pattern import lazy_pattern

MAX_DEPTH = 60  # GeoJSON and Web Annotations need only about 10 levels
_SURROGATE = lazy_pattern(r"[\ud800-\udfff]")


def parse(text: str) -> Any:
    """Return the parsed document.

    Unpaired surrogates, which UTF-8 cannot represent, become U+FFFD. Numbers that are not finite, or too large for a
    float, become None. Raise ImportFileError if the text is not JSON, or is nested more than MAX_DEPTH levels deep.
    """
    try:
        document = parse_json(text, parse_constant=lambda name: None)
    except JsonLimitError as error:
        raise ImportFileError(f"{error}") from error
    except ValueError as error:
        raise ImportFileError(
            f"the JSON is invalid: {error}. The file may be incomplete; export or save it again"
        ) from error
    return _clean(document, MAX_DEPTH)


def _clean(value: Any, levels: int) -> Any:
    if isinstance(value, str):
        return _SURROGATE.sub("\N{REPLACEMENT CHARACTER}", value)
    if isinstance(value, int | float):
        return value if is_finite(value) else None
    if not isinstance(value, list | dict):
        return value
    if not levels:
        raise ImportFileError(f"the JSON is nested more than {MAX_DEPTH} levels deep")
    if isinstance(value, list):
        return [_clean(part, levels - 1) for part in value]
    return {_clean(key, 1): _clean(part, levels - 1) for key, part in value.items()}


def is_finite(value: float) -> bool:
    """Return whether a number is finite and can be converted to a float."""
    try:
        return math.isfinite(value)
    except OverflowError:  # the value is an int with more than 308 digits
        return False
