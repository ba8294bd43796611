"""Minimum scores of the maps of two stories in Chromium, and of the labels of a few views.

The commands `python -m tests.page.check` and `python -m tests.page.map_labels` measure all stories and views.
"""

from __future__ import annotations

from collections import Counter

import pytest
from playwright.sync_api import Browser

from tests.page.check import STORIES, check
from tests.page.map_labels import judge, read_views
from tests.page.reading import SCREENS
from tests.repetitions import every

NO_FAULTS = (
    *("nothing read is shown", "world view", "overlapping labels", "overlapping pins", "labels on pins"),
    # Scrolling fast is tested in tests/browser, because it depends on the load of the machine.
    *("unasked button", "errors"),
)
LABELLED = ("Europe", "Japan", "West Africa", "South America", "World on a phone")


@pytest.mark.slow
@pytest.mark.browser
@pytest.mark.enable_socket  # a socket is needed to control the browser
@pytest.mark.parametrize(("story", "screen"), [("hike_gr20", 1), ("roundup_apart", 0)][:: every(2)])
def test_map_shows_what_is_read_without_overlaps(browser: Browser, story: str, screen: int) -> None:
    found = check(browser, STORIES / f"{story}.md", [SCREENS[screen]])
    faults = Counter(fault.kind for fault in found.faults)
    assert {kind: faults[kind] for kind in NO_FAULTS} == dict.fromkeys(NO_FAULTS, 0), found.faults
    assert faults["passage labels"] <= 0.1 * found.wanted["passage labels"], found.faults


def test_maps_of_regions_have_their_main_names() -> None:
    judged = [judge(view) for view in read_views() if view["view"] in LABELLED]
    assert len(judged) == len(LABELLED)
    assert sum(len(one.missing) for one in judged) <= 2, judged
    assert [one.too_early for one in judged if one.too_early] == []
