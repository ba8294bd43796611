"""Plugins of folium in a story map, with the files of their npm packages in the page."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from tests.browser.chromium import CHECKOUT
from tests.browser.conftest import Open
from tests.browser.layer_marks import check_examples
from tests.browser.plugin_examples import WITH_PLUGINS


def plugin_folder() -> Path:
    """Return the folder with the npm packages of folium's plugins.

    If the folder is missing, the test is skipped, or fails if STORYMAP_REQUIRE_FORMATS is set.
    """
    folder = Path(os.environ.get("STORYMAP_PLUGINS") or CHECKOUT / "node_modules")
    required = bool(os.environ.get("STORYMAP_REQUIRE_FORMATS"))
    if (folder / "leaflet.markercluster").is_dir() and (required or os.environ.get("STORYMAP_PLUGINS")):
        return folder
    hint = "set STORYMAP_PLUGINS to a node_modules folder with the npm packages of .ci/run"
    if required:
        pytest.fail(f"the plugins of folium were not found: {hint}")
    pytest.skip(hint)


def test_plugins_of_folium_are_visible_together(open_page: Open) -> None:
    check_examples(WITH_PLUGINS, open_page, plugins=plugin_folder())
