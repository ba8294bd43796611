"""Convert YAML values to numbers, and to text for messages."""

from __future__ import annotations

from typing import Any


def is_number(value: Any) -> bool:
    """Return whether a YAML value is a number. A boolean is not a number."""
    return isinstance(value, (int, float)) and not isinstance(value, bool)


def to_number(value: Any) -> float:
    """Return the value as a float. Raise TypeError if the value is not a number."""
    if not is_number(value):
        raise TypeError(f"{describe(value)} is not a number")
    try:
        return float(value)
    except OverflowError as error:
        raise TypeError("a number of more than 308 digits is too large") from error


def describe(value: Any) -> str:
    """Return a description of a YAML value for an error message.

    Long values are shortened, and type names of Python or the YAML library are left out.
    """
    if isinstance(value, dict):
        return "a mapping"
    if isinstance(value, list):
        return "a list"
    if value is None or isinstance(value, bool):
        return "an empty value" if value is None else str(value).lower()
    return f"the text “{value[:40]}”" if isinstance(value, str) else str(value)[:40]
