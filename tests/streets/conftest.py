"""Fixtures: an archive of an invented town, and an article about a walk through it."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.streets.archives import town, write_archive

CENTRE = (47.0, 15.4)  # centre of the town, which is beside Graz
ARTICLE = """# A walk

The walk begins at the Castle Gate. From the Castle Gate the way goes down to the Green Market.

Behind the Green Market is the Old Bridge over the river.

A train to Vienna waits at the Old Bridge.
"""
PLACES = """version: 1
places:
  Castle Gate: {lat: 47.006, lon: 15.4002}
  Green Market: {lat: 47.002, lon: 15.405}
  Old Bridge: {lat: 46.9921, lon: 15.404}
"""


@pytest.fixture(scope="session")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return an archive in the schema of Protomaps. Tests must not change it."""
    return write_archive(tmp_path_factory.mktemp("archive") / "town.pmtiles", town(), CENTRE)


@pytest.fixture
def article(tmp_path: Path) -> Path:
    """Return an article about four places in the town, with their positions in places.yaml."""
    path = tmp_path / "walk.md"
    path.write_text(ARTICLE, encoding="utf-8")
    path.with_name("walk.places.yaml").write_text(PLACES, encoding="utf-8")
    return path
