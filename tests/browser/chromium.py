"""Finds what the browser tests need outside Python: Chromium, axe-core, html-validate; says what is missing."""

from __future__ import annotations

import os
import shutil
from pathlib import Path
from typing import NoReturn

import pytest

CHECKOUT = Path(__file__).parents[2]
LAUNCH = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
]  # fmt: skip


def required() -> bool:
    """Whether a missing browser is a failure: it is in CI."""
    return os.environ.get("STORYMAP_REQUIRE_BROWSER", "") not in ("", "0")


def missing(what: str) -> NoReturn:
    """Skips the test, or fails it where browser tests are required."""
    if required():
        pytest.fail(f"{what}, and STORYMAP_REQUIRE_BROWSER is set")
    pytest.skip(what)


def chromium() -> str:
    """The path of the browser."""
    path = os.environ.get("STORYMAP_CHROMIUM") or shutil.which("chromium") or shutil.which("google-chrome")
    return path or missing("there is no Chromium: install Debian's package chromium or set STORYMAP_CHROMIUM")


def axe() -> str:
    """The text of axe-core."""
    path = Path(os.environ.get("STORYMAP_AXE") or CHECKOUT / "node_modules" / "axe-core" / "axe.min.js")
    if not path.is_file():
        missing("axe-core is not there: npm install --no-save axe-core, or set STORYMAP_AXE to its axe.min.js")
    return path.read_text(encoding="utf-8")


def html_validate() -> str:
    """The path of the validator."""
    local = CHECKOUT / "node_modules" / ".bin" / "html-validate"
    path = str(local) if local.exists() else shutil.which("html-validate")
    return path or missing("html-validate is not there: npm install --no-save html-validate")
