"""The tests know nothing of what whoever runs them has fetched: the cache is an empty folder of their own."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

import pytest

CACHE = tempfile.TemporaryDirectory(prefix="storymap-tests-")
os.environ["XDG_CACHE_HOME"] = CACHE.name  # for commands that tests start


@pytest.fixture(autouse=True)
def _own_cache(monkeypatch: pytest.MonkeyPatch) -> None:
    for module in ("storymap.gazetteer.fetched", "storymap.gazetteer"):
        monkeypatch.setattr(f"{module}.fetched_path", lambda: Path(CACHE.name) / "storymap" / "fetched.sqlite")
