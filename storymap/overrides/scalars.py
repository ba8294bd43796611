"""YAML values as numbers, and as a message shows them."""

from __future__ import annotations

from typing import Any


def is_number(value: Any) -> bool:
    """Whether a YAML value is a number; booleans are not."""
    return isinstance(value, (int, float)) and not isinstance(value, bool)


def to_number(value: Any) -> float:
    """The value as a float. TypeError: it is not a number."""
    if not is_number(value):
        raise TypeError(f"{describe(value)} is not a number")
    return float(value)


def describe(value: Any) -> str:
    """A YAML value for a message: short, without Python's or the library's type names."""
    if isinstance(value, dict):
        return "a mapping"
    if isinstance(value, list):
        return "a list"
    if value is None or isinstance(value, bool):
        return "an empty value" if value is None else str(value).lower()
    return f"the text “{value[:40]}”" if isinstance(value, str) else str(value)
