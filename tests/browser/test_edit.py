"""The editor end to end: places, positions and scenes that are edited in the browser are written to places.yaml."""

from __future__ import annotations

import pytest

from tests.browser.conftest import StartEditor


def test_choice_of_place_can_be_undone_and_redone(live: StartEditor) -> None:
    editor = live()
    editor.pick("Georgia", 2)
    page = editor.page
    assert page.inner_text(".scope legend") and "2 mentions" in page.inner_text(".scope")
    now = page.locator(".candidate.chosen .name").inner_text().lstrip("0123456789")
    page.check("#scope-one")
    other = page.locator(".candidate:not(.chosen) button").first
    assert "km away" in other.inner_text()
    # the name begins with the number of the place on the map, which is removed
    name = other.locator(".name").inner_text().lstrip("0123456789")
    editor.after(other.click)
    assert "Georgia: {quote:" in editor.text and page.locator(".verdict").inner_text().startswith(name)
    assert page.locator(".verdict .sure").inner_text() == "your decision"
    slugs = editor.story.eval_on_selector_all(
        "[data-place]", "all => all.filter(a => a.textContent === 'Georgia').map(a => a.dataset.place)"
    )
    assert len(set(slugs)) == 2
    editor.after(lambda: page.keyboard.press("Control+z"))
    assert "Georgia" not in editor.text and page.locator(".verdict").inner_text().startswith(now)
    editor.after(lambda: page.click("#redo"))
    assert "Georgia: {quote:" in editor.text
    assert not editor.reader.complaints


def test_place_is_added_by_search_click_on_map_or_coordinates(live: StartEditor) -> None:
    editor = live()
    editor.select("old mill")
    assert "Not on the map" in editor.page.inner_text(".verdict")
    editor.page.fill("#search", "Tomakomai")
    editor.page.press("#search", "Enter")
    found = editor.page.locator(".candidate button", has_text="Tomakomai").first
    editor.after(found.click)
    assert "old mill: {id: " in editor.text and editor.story.locator("[data-place]:text-is('old mill')").count() == 1
    editor.select("the river")
    editor.page.click("button:text-is('Click on the map')")
    box = editor.story.locator("#map").bounding_box()
    assert box
    editor.after(lambda: editor.page.mouse.click(box["x"] + 150, box["y"] + 300))
    assert "the river: {lat: " in editor.text
    editor.select("harvest")
    editor.page.fill("#at", "41.7, 44.8")
    editor.after(lambda: editor.page.press("#at", "Enter"))
    assert "harvest: {lat: 41.7, lon: 44.8}" in editor.text
    assert not editor.reader.complaints


def test_pin_is_dragged_and_box_is_drawn(live: StartEditor) -> None:
    editor = live()
    editor.pick("Chitose")
    editor.reader.until(
        "document.querySelector('#page iframe:not(.coming)').contentDocument.querySelector('.edit-pin')"
    )
    before = editor.session.draft.story.places
    editor.after(lambda: editor.drag(".edit-pin", (60, -40)))
    moved = next(p for p in editor.session.draft.story.places if p.label == "Chitose").place
    old = next(p for p in before if p.label == "Chitose").place
    assert moved.position.lat > old.position.lat and moved.position.lon > old.position.lon and moved.source == "editor"
    assert "Chitose: {lat: " in editor.text
    editor.page.click("summary:text-is('Position')")
    editor.page.click("button:text-is('Draw a box')")
    edges = [float(edge) for edge in editor.page.input_value("#edges").split(",")]
    editor.drag(".edit-corner", (40, -50), nth=1)
    editor.reader.until("document.getElementById('edges').value !== argument", ", ".join(map(str, edges)))
    wider = [float(edge) for edge in editor.page.input_value("#edges").split(",")]
    assert wider[:2] == edges[:2] and wider[2] > edges[2] and wider[3] > edges[3]
    editor.after(lambda: editor.page.click("button:text-is('Use this box')"))
    assert f"box: [{', '.join(map(str, wider))}]" in editor.text and "kind: region" in editor.text
    editor.after(lambda: editor.page.keyboard.press("Control+z"))
    editor.after(lambda: editor.page.keyboard.press("Control+z"))
    assert "Chitose" not in editor.text
    assert not editor.reader.complaints


def test_scene_camera_title_and_passages_are_changed(live: StartEditor) -> None:
    editor = live()
    editor.story.evaluate("document.getElementById('p13').scrollIntoView({ block: 'start', behavior: 'instant' })")
    editor.page.wait_for_selector("#passage .note:has-text('p13')")
    editor.story.evaluate("storymap.leaflet.setView([40, 150], 5.5, { animate: false })")
    editor.after(lambda: editor.page.click("text=Use this map view"))
    assert "p13: {camera: {box: [" in editor.text and "zoom: 5.5" in editor.text
    shown = editor.story.evaluate(
        "(({ lat, lng }) => [lat, lng, storymap.leaflet.getZoom(), storymap.current().free])(storymap.leaflet.getCenter())"
    )
    assert (
        shown[0] == pytest.approx(40, abs=0.3) and shown[1] == pytest.approx(150, abs=0.3) and shown[2:] == [5.5, False]
    )
    editor.page.fill("#scene-title", "At the base")
    editor.after(lambda: editor.page.press("#scene-title", "Enter"))
    assert editor.story.inner_text("#p13 .scene-title") == "At the base"
    editor.pick("Tbilisi")  # the title of a scene does not change the offsets of mentions
    editor.page.click(".back")
    editor.after(lambda: editor.page.click("text=Hide p13"))
    assert editor.story.locator("#p13").count() == 0
    editor.after(lambda: editor.page.click("button:text-is('Show')"))
    assert editor.story.locator("#p13").count() == 1
    assert not editor.reader.complaints


def test_missed_words_are_placed_with_the_address_of_a_map(live: StartEditor) -> None:
    editor = live()
    editor.page.fill("#add", "the old mill")
    editor.page.press("#add", "Enter")
    editor.page.wait_for_selector(".one h1:has-text('the old mill')")
    editor.page.fill("#at", "141.65, 42.82")
    editor.page.press("#at", "Enter")
    editor.page.wait_for_selector("#problem:has-text('did you mean 42.82, 141.65?')")
    assert editor.page.input_value("#at") == "141.65, 42.82"
    editor.page.fill("#at", "https://www.google.com/maps/place/Mill/@1,2,15z/data=!3m1!8m2!3d42.82!4d141.65")
    editor.after(lambda: editor.page.press("#at", "Enter"))
    assert "the old mill: {lat: 42.82, lon: 141.65}" in editor.text
    editor.settle()
    assert editor.story.evaluate("storymap.leaflet.getBounds().contains([42.82, 141.65])")


def test_map_moves_to_the_passage_before_a_place_is_picked(live: StartEditor) -> None:
    editor = live()
    editor.page.fill("#add", "harvest")
    editor.page.press("#add", "Enter")
    editor.page.wait_for_selector(".one h1:has-text('harvest')")
    editor.story.evaluate("storymap.leaflet.setView([0, -100], 5, { animate: false })")
    editor.page.click("[data-key='pick']")
    assert editor.story.evaluate(
        "storymap.leaflet.getBounds().contains(storymap.near(storymap.leaflet, [41.69, 44.83]))"
    )  # Tbilisi
