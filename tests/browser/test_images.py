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
TOLERANCE = 5.0  # mean difference per channel, 0–255; a missing or moved map causes at least 15
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


@pytest.mark.parametrize("view", VIEWS)
def test_screenshot_matches_reference(view: str, open_page: Open) -> None:
    options = dict(VIEWS[view])
    reader = open_page(options.pop("name"), reduced_motion="reduce", **options)
    if options.get("java_script_enabled", True):
        reader.settle()
    reader.page.wait_for_timeout(250)  # the canvas draws a few tiles per frame
    found, path = small(reader.page.screenshot()), GOLDEN / f"{view}.png"
    if os.environ.get("STORYMAP_WRITE_GOLDENS"):
        GOLDEN.mkdir(exist_ok=True)
        found.save(path, optimize=True)
    with Image.open(path) as golden:
        blurred = (image.filter(ImageFilter.BoxBlur(2)) for image in (found, golden.convert("RGB")))
        apart = ImageStat.Stat(ImageChops.difference(*blurred)).mean
    assert max(apart) < TOLERANCE, apart


def test_missing_map_exceeds_tolerance(open_page: Open) -> None:
    reader = open_page("ferry", reduced_motion="reduce")
    reader.settle()
    before = small(reader.page.screenshot())
    reader.page.evaluate("document.querySelector('.stage').remove()")
    after = small(reader.page.screenshot())
    blurred = (image.filter(ImageFilter.BoxBlur(2)) for image in (before, after))
    assert max(ImageStat.Stat(ImageChops.difference(*blurred)).mean) > TOLERANCE
