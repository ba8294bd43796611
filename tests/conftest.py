"""Fixtures and settings for all tests: an empty cache folder, a shared browser, reproducible hypothesis examples."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import settings
from playwright.sync_api import Browser, sync_playwright

from tests.browser.chromium import LAUNCH, chromium
from tests.repetitions import SLOW, THOROUGH

CACHE = tempfile.TemporaryDirectory(prefix="storymap-tests-")
# commands that tests start read these variables
os.environ["XDG_CACHE_HOME"] = os.environ["XDG_STATE_HOME"] = CACHE.name
# Each run uses the same examples, except in `.ci/slow`. Deadlines are off because tests would fail on a busy machine.
settings.register_profile("storymap", derandomize=not SLOW, deadline=None)
settings.load_profile("storymap")


def pytest_xdist_auto_num_workers() -> int:
    """Return the number of workers of `-n auto`: one more than cores, because browser tests often wait."""
    return (os.cpu_count() or 1) + 1


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Skip the tests marked `thorough`, unless they are wanted."""
    skip = pytest.mark.skip(reason="only in .ci/run: STORYMAP_THOROUGH=1")
    for item in items if not THOROUGH else ():
        if item.get_closest_marker("thorough"):
            item.add_marker(skip)


@pytest.fixture(autouse=True)
def _own_cache(monkeypatch: pytest.MonkeyPatch) -> None:
    for module in ("storymap.gazetteer.fetched", "storymap.gazetteer"):
        monkeypatch.setattr(f"{module}.fetched_path", lambda: Path(CACHE.name) / "storymap" / "fetched.sqlite")


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """A Chromium browser for the whole session, because Playwright supports only one event loop per process."""
    path = chromium()
    with sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=path, args=LAUNCH)
        yield running
        running.close()
