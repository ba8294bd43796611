"""Screenshots compared with reference images, with a tolerance for fonts and antialiasing.

`STORYMAP_WRITE_GOLDENS=1 pytest tests/browser/test_images.py` updates the reference images; check them before committing.
"""

from __future__ import annotations

import io
import os
from pathlib import Path
from typing import Any

import pytest
from PIL import Image, ImageChops, ImageFilter, ImageStat

from tests.browser.conftest import Open

GOLDEN = Path(__file__).with_name("golden")
SIZE = (270, 180)
# Maximum mean difference per channel (0–255). If the map is missing or at another position, the difference is at least
# 15.
TOLERANCE = 5.0
VIEWS: dict[str, dict[str, Any]] = {
    "desktop": {"name": "ferry"},
    "dark": {"name": "ferry", "dark": True, "hash": "#p3"},
    "phone": {"name": "ferry", "width": 390, "height": 844, "hash": "#p2"},
    "without-script": {"name": "ferry", "java_script_enabled": False},
    "right-to-left": {"name": "arabic"},
    "pacific": {"name": "pacific"},
}


def small(shot: bytes) -> Image.Image:
    return Image.open(io.BytesIO(shot)).convert("RGB").resize(SIZE, Image.Resampling.BOX)


def difference(one: Image.Image, other: Image.Image) -> float:
    """Return how much two images differ (0 to 255): the mean difference in the colour channel that differs most."""
    return max(ImageStat.Stat(ImageChops.difference(one, other)).mean)


@pytest.mark.parametrize("view", VIEWS)
def test_screenshot_matches_reference(view: str, open_page: Open) -> None:
    options = dict(VIEWS[view])
    reader = open_page(options.pop("name"), **options)
    if options.get("java_script_enabled", True):
        reader.settle()
    path = GOLDEN / f"{view}.png"
    if os.environ.get("STORYMAP_WRITE_GOLDENS"):
        GOLDEN.mkdir(exist_ok=True)
        reader.page.wait_for_timeout(2000)
        small(reader.page.screenshot()).save(path, optimize=True)
    with Image.open(path) as image:
        golden = image.convert("RGB").filter(ImageFilter.BoxBlur(2))
    for _ in range(20):
        reader.page.wait_for_timeout(250)  # the canvas draws a few tiles per frame
        apart = difference(small(reader.page.screenshot()).filter(ImageFilter.BoxBlur(2)), golden)
        if apart < TOLERANCE:
            break
    assert apart < TOLERANCE


def test_missing_map_exceeds_tolerance(open_page: Open) -> None:
    reader = open_page("ferry")
    reader.settle()
    before = small(reader.page.screenshot())
    reader.page.evaluate("document.querySelector('.stage').remove()")
    after = small(reader.page.screenshot())
    assert difference(*(image.filter(ImageFilter.BoxBlur(2)) for image in (before, after))) > TOLERANCE
