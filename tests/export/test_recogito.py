"""Web Annotations in RecogitoJS in a browser: they are displayed, saved and imported again."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from storymap.export.gather import gather
from storymap.importers import read
from storymap.importers.plan import plan
from tests.browser.chromium import CHECKOUT, missing
from tests.export.stories import STORIES, looked_up, written

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.browser
PUT = """(text) => {
    const content = document.createElement("pre");
    content.id = "content";
    content.textContent = text;
    document.body.replaceChildren(content);
}"""
RUN = """async (items) => {
    const recogito = Recogito.init({ content: "content", mode: "pre" });
    await recogito.setAnnotations(items);
    const shown = {};
    for (const part of document.querySelectorAll(".r6o-annotation")) {
        for (let mark = part; mark.id !== "content"; mark = mark.parentElement) {
            if (mark.dataset.id) (shown[mark.dataset.id] ??= new Set()).add(mark);
        }
    }
    const words = ([id, marks]) => [id, [...marks].map((mark) => mark.textContent).join("")];
    return [recogito.getAnnotations(), Object.fromEntries(Object.entries(shown).map(words))];
}"""


@pytest.fixture(scope="module")
def page(browser: Browser) -> Iterator[Page]:
    dist = Path(os.environ.get("STORYMAP_RECOGITO") or CHECKOUT / "node_modules" / "@recogito" / "recogito-js" / "dist")
    if not dist.is_dir():
        missing(
            "RecogitoJS was not found: run npm install --no-save @recogito/recogito-js, or set STORYMAP_RECOGITO to its dist"
        )
    page = browser.new_page()
    page.route("http**/**", lambda route: route.abort())
    for name in ("recogito-polyfills.js", "recogito.min.js"):
        page.add_script_tag(path=dist / name)
    yield page
    page.close()


@pytest.mark.parametrize("story", ["ferry", "seed"])
def test_import_of_unchanged_annotations_changes_nothing(story: str, page: Page) -> None:
    document: dict[str, Any] = json.loads(written(story, "annotations"))
    items = document["first"]["items"]
    page.evaluate(PUT, document["text"]["value"])
    saved, shown = page.evaluate(RUN, items)
    assert shown == {a["id"]: a["target"]["selector"][0]["exact"] for a in items}
    rows = gather(STORIES[story](), looked_up(story))
    found = read(json.dumps(saved).encode(), "saved.json", rows, lambda name: name.startswith("geonames:"))
    assert len(saved) == len(items) and plan(found, rows) == [] and found.remarks == []
