from __future__ import annotations

import re

import pytest

from storymap import leaflet
from storymap.errors import PageError


@pytest.fixture(autouse=True)
def _fresh() -> None:
    leaflet.script.cache_clear()
    leaflet.styles.cache_clear()


def test_licence_notice_is_kept() -> None:
    assert "Vladimir Agafonkin" in leaflet.script().partition("*/")[0]


def test_source_map_reference_is_removed() -> None:
    assert "sourceMappingURL" not in leaflet.script()


def test_images_in_styles_are_data_uris() -> None:
    addresses = re.findall(r"url\(([^)]*)\)", leaflet.styles())
    assert addresses
    assert all(a.startswith("data:image/png;base64,") for a in addresses)


def test_vml_rules_are_removed() -> None:
    assert "behavior:" not in leaflet.styles()


def test_changed_leaflet_file_raises_error(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(leaflet, "_read", lambda name: b"evil()")
    with pytest.raises(PageError, match=r"leaflet\.js .* differs from Leaflet"):
        leaflet.script()
