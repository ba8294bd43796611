"""Paths of assets and data files, in an installed wheel or in a checkout."""

from __future__ import annotations

from functools import cache
from pathlib import Path

PACKAGE = Path(__file__).parent


@cache
def assets() -> Path:
    """Return the folder of scripts, styles and templates: inside the package in a wheel, next to it in a checkout."""
    inside = PACKAGE / "assets"
    return inside if inside.is_dir() else PACKAGE.parent / "assets"


def asset(name: str) -> str:
    """Return the text of an asset."""
    return (assets() / name).read_text(encoding="utf-8")


def data(name: str) -> Path:
    """Return the path of a compiled data file, which may be missing."""
    return PACKAGE / "data" / name


def facts(name: str) -> Path:
    """Return the path of a YAML file of facts."""
    return PACKAGE / "facts" / name


def schema(name: str) -> Path:
    """Return the path of a JSON Schema of the package."""
    return PACKAGE / "schemas" / name
