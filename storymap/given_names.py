"""Frequent given names of many languages."""

from __future__ import annotations

from functools import cache
from pathlib import Path


@cache
def given_names() -> frozenset[str]:
    """Return the given names in `given_names.txt`, in lower case."""
    return frozenset(Path(__file__).with_suffix(".txt").read_text(encoding="utf-8").lower().split())
