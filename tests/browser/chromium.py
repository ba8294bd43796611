"""Locate Chromium, axe-core and html-validate for the browser tests."""

from __future__ import annotations

import os
import shutil
from pathlib import Path
from typing import NoReturn

import pytest

CHECKOUT = Path(__file__).parents[2]
# Each new window loads two pages for the popups of the address bar (WebUIOmnibox…). They need two thirds of the
# processor time of a browser context. Chromium uses only the last --disable-features option, so this list also contains
# the features that Playwright disables.
FEATURES_OFF = [
    "WebUIOmniboxPopup", "WebUIOmniboxAimPopup", "AimEnabled", "AvoidCorsURLLoaderRestartOnRedirect",
    "AvoidUnnecessaryBeforeUnloadCheckSync", "DestroyProfileOnBrowserClose", "HttpsFirstBalancedModeAutoEnable",
    "HttpsUpgrades", "LensOverlay", "MediaRouter", "NetworkTimeServiceQuerying", "OptimizationHints", "PaintHolding",
    "PreconnectToSearch", "ThirdPartyStoragePartitioning",
]  # fmt: skip
LAUNCH = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync", f"--disable-features={','.join(FEATURES_OFF)}",
]  # fmt: skip


def required() -> bool:
    """Return whether tests fail if a tool is missing, as they do in CI; otherwise they are skipped."""
    return os.environ.get("STORYMAP_REQUIRE_BROWSER", "") not in ("", "0")


def missing(what: str) -> NoReturn:
    """Skip the test, or fail it if browser tests are required."""
    if required():
        pytest.fail(f"{what}, and STORYMAP_REQUIRE_BROWSER is set")
    pytest.skip(what)


# The first of these programs that is installed is used. A headless shell has no windows, and needs only three quarters
# of the processor time of the others.
PROGRAMS = ("chromium-headless-shell", "chromium", "google-chrome")


def chromium() -> str:
    """Return the path of Chromium."""
    path = os.environ.get("STORYMAP_CHROMIUM") or next(filter(None, map(shutil.which, PROGRAMS)), None)
    return path or missing(f"Chromium was not found: install Debian's package {PROGRAMS[0]} or set STORYMAP_CHROMIUM")


def axe() -> str:
    """Return the source of axe-core."""
    path = Path(os.environ.get("STORYMAP_AXE") or CHECKOUT / "node_modules" / "axe-core" / "axe.min.js")
    if not path.is_file():
        missing("axe-core was not found: run npm install --no-save axe-core, or set STORYMAP_AXE to its axe.min.js")
    return path.read_text(encoding="utf-8")


def html_validate() -> str:
    """Return the path of html-validate."""
    local = CHECKOUT / "node_modules" / ".bin" / "html-validate"
    path = str(local) if local.exists() else shutil.which("html-validate")
    return path or missing("html-validate was not found: run npm install --no-save html-validate")
