"""Finds assets and data, in an installed wheel as well as in a checkout."""

from __future__ import annotations

from functools import cache
from pathlib import Path

PACKAGE = Path(__file__).parent


@cache
def assets() -> Path:
    """The folder of what the reader's browser gets: inside the package in a wheel, beside it in a checkout."""
    inside = PACKAGE / "assets"
    return inside if inside.is_dir() else PACKAGE.parent / "assets"


def asset(name: str) -> str:
    """The text of one asset."""
    return (assets() / name).read_text(encoding="utf-8")


def data(name: str) -> Path:
    """The path of a compiled data file; FileNotFoundError is the opener's to explain."""
    return PACKAGE / "data" / name


def facts(name: str) -> Path:
    """The path of a file of facts kept by hand."""
    return PACKAGE / "facts" / name


def schema(name: str) -> Path:
    """The path of a JSON Schema that ships."""
    return PACKAGE / "schemas" / name
