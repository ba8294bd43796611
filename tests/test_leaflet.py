from __future__ import annotations

import re

import pytest

from storymap import leaflet
from storymap.errors import PageError


@pytest.fixture(autouse=True)
def _fresh() -> None:
    leaflet.script.cache_clear()
    leaflet.styles.cache_clear()


def test_the_licence_notice_stays() -> None:
    assert "Vladimir Agafonkin" in leaflet.script().partition("*/")[0]


def test_no_source_map_is_asked_for() -> None:
    assert "sourceMappingURL" not in leaflet.script()


def test_the_styles_bring_their_images() -> None:
    addresses = re.findall(r"url\(([^)]*)\)", leaflet.styles())
    assert addresses
    assert all(a.startswith("data:image/png;base64,") for a in addresses)


def test_nothing_of_vml_is_left() -> None:
    assert "behavior:" not in leaflet.styles()


def test_another_file_in_leaflets_place_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(leaflet, "_read", lambda name: b"evil()")
    with pytest.raises(PageError, match=r"leaflet\.js .* is not the file of Leaflet"):
        leaflet.script()
