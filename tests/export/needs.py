"""Optional packages that read the formats (extra `test-formats`). CI installs all of them, so that no test is skipped."""

from __future__ import annotations

import os
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest

REQUIRED = bool(os.environ.get("STORYMAP_REQUIRE_FORMATS"))
_MODULES = {"geoparquet": ["pyarrow"], "geopackage": ["pyogrio"], "flatgeobuf": ["pyogrio"]}


def reader(module: str) -> Any:
    """Import a module that reads a format. If it is missing, skip the test, or raise ImportError if REQUIRED is set."""
    if find_spec(module.partition(".")[0]) is None and not REQUIRED:
        pytest.skip(f"{module} is not installed: pip install -e '.[test-formats]'")
    return import_module(module)


def folder_of(package: str) -> Path:
    """Return the folder of a package without importing it. If it is missing, skip the test, or fail if REQUIRED is set."""
    spec = find_spec(package)
    if spec is None or spec.origin is None:
        assert not REQUIRED, f"{package} is not installed"
        pytest.skip(f"{package} is not installed: pip install --no-deps {package}")
    return Path(spec.origin).parent


def needs(form: str) -> None:
    """Skip the test if the packages for writing a format are not installed."""
    for module in _MODULES.get(form, []):
        reader(module)


def can_be_written(form: str) -> bool:
    """Return whether a test can write a format: its packages are installed, or REQUIRED is set."""
    return REQUIRED or all(find_spec(module) for module in _MODULES.get(form, []))
