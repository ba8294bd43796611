"""The side panel of the editor: keyboard, typed text, suggestions and accessibility."""

from __future__ import annotations

import pytest

from tests.browser.chromium import axe
from tests.browser.conftest import StartEditor
from tests.suggesting import suggest_only


def test_keyboard_moves_through_decisions_to_check(live: StartEditor) -> None:
    editor = live()
    page = editor.page
    unsure = "\nTrains stop in Springfield. Nobody waits in Franklin.\n"
    editor.after(
        lambda: editor.article.write_text(editor.article.read_text(encoding="utf-8") + unsure, encoding="utf-8")
    )
    first, second = page.locator(".row.look .words").all_inner_texts()
    assert {first, second} == {"Springfield", "Franklin"}
    for key, words in (("ArrowDown", first), ("ArrowDown", second), ("ArrowUp", first)):
        page.keyboard.press(f"Alt+{key}")
        page.wait_for_selector(f".one h1:has-text('{words}')")
    page.keyboard.press("Escape")
    page.wait_for_selector(".overview")


def test_keyboard_choice_keeps_focus_in_panel(live: StartEditor) -> None:
    editor = live(watched=False)
    page = editor.page
    row = page.locator(".row", has_text="Atlanta")
    row.focus()
    page.keyboard.press("Enter")
    page.wait_for_selector(".one h1:has-text('Atlanta')")
    assert page.evaluate("document.activeElement.tagName") == "H1"
    page.focus("[data-key=ignore]")
    editor.after(lambda: page.keyboard.press("Enter"))
    assert "Atlanta: {ignore: true}" in editor.text
    assert page.evaluate("document.activeElement.closest('.panel') !== null")


@pytest.mark.parametrize(("width", "scheme"), [(1400, "light"), (900, "dark")])
def test_side_panel_is_accessible(live: StartEditor, width: int, scheme: str) -> None:
    editor = live(watched=False, color_scheme=scheme)
    editor.page.set_viewport_size({"width": width, "height": 900})
    source = axe()
    for open_one in (False, True):
        if open_one:
            editor.pick("Georgia", 2)
            for summary in editor.page.locator(".panel summary").all():
                summary.click()
        editor.page.evaluate(source)
        found = editor.page.evaluate(
            "axe.run({ exclude: [['iframe']] }, { iframes: false }).then(r => r.violations.map(v => [v.id, v.nodes.map(n => n.html)]))"
        )
        assert found == []
        assert editor.page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_typed_text_survives_reload_and_escape(live: StartEditor) -> None:
    editor = live()
    editor.pick("Chitose")
    editor.page.click("details[data-key='position'] summary")
    editor.page.fill("#at", "42.8, 141.6 or so")
    editor.page.keyboard.press("Escape")
    editor.page.wait_for_selector(".overview")
    editor.page.reload()
    editor.page.wait_for_selector("#page[data-turn]")
    editor.page.wait_for_selector(".overview")
    editor.pick("Chitose")
    assert editor.page.input_value("#at") == "42.8, 141.6 or so"


def test_typed_text_is_not_hidden_after_reload(live: StartEditor) -> None:
    editor = live(watched=False)
    page = editor.page
    editor.pick("Atlanta")
    page.click("details[data-key='looks'] > summary")
    page.locator("#look-note").press_sequentially("Half a")
    page.reload()
    page.wait_for_selector("#page[data-turn]")
    page.wait_for_selector(".overview")
    editor.pick("Atlanta")
    assert page.input_value("#look-note") == "Half a" and page.is_visible("#look-note")


def test_button_goes_to_the_next_place_to_check(live: StartEditor) -> None:
    editor = live()
    page = editor.page
    unsure = "\nTrains stop in Springfield. Nobody waits in Franklin.\n"
    editor.after(
        lambda: editor.article.write_text(editor.article.read_text(encoding="utf-8") + unsure, encoding="utf-8")
    )
    first, second = page.locator(".row.look .words").all_inner_texts()
    page.click(f".row.look:has-text('{first}')")
    page.wait_for_selector(f".one h1:has-text('{first}')")
    editor.after(lambda: page.click("[data-key='ignore']"))
    page.click("[data-key='next']")
    page.wait_for_selector(f".one h1:has-text('{second}')")
    assert not page.locator("[data-key='next']").count()


def test_message_about_the_first_search_disappears_when_the_place_is_set(live: StartEditor) -> None:
    editor = live(watched=False)
    page = editor.page
    editor.select("old mill")
    if page.locator(".candidate").count():  # a longer name of the gazetteer contains these words
        pytest.skip("the gazetteer has places with these words")
    page.wait_for_selector(".note:has-text('No place found')")
    page.fill("#at", "42.82, 141.65")
    editor.after(lambda: page.press("#at", "Enter"))
    assert not page.locator(".note:has-text('No place found')").count()


def test_words_are_found_in_another_case_and_a_similar_name_is_suggested(live: StartEditor) -> None:
    editor = live(watched=False)
    page = editor.page
    page.fill("#add", "Vladivostock")
    page.press("#add", "Enter")
    page.wait_for_selector("#problem:has-text('Did you mean “Vladivostok”?')")
    page.fill("#add", "OLD mill")
    page.press("#add", "Enter")
    page.wait_for_selector(".one h1:has-text('“old mill”')")


def test_box_can_have_decimal_commas(live: StartEditor) -> None:
    editor = live(watched=False)
    page = editor.page
    editor.pick("Chitose")
    page.click("details[data-key='position'] > summary")
    page.click("[data-key='box']")
    page.fill("#edges", "141,5; 42,7; 141,8; 42,9")
    editor.after(lambda: page.press("#edges", "Enter"))
    assert "box: [141.5, 42.7, 141.8, 42.9]" in editor.text


def test_note_is_saved_when_its_field_is_left(live: StartEditor) -> None:
    editor = live()
    editor.pick("Chitose")
    editor.page.click("details[data-key='looks'] summary")
    editor.page.fill("#look-note", "Loud.")
    editor.after(lambda: editor.page.press("#look-note", "Tab"))
    assert "Chitose: {note: Loud.}" in editor.text


def test_candidates_link_to_their_sources(live: StartEditor) -> None:
    editor = live()
    editor.pick("Tbilisi")
    link = editor.page.locator(".candidate a.link").first
    assert (link.get_attribute("href") or "").startswith("https://www.geonames.org/")


def test_suggestion_is_mapped_with_one_click(live: StartEditor, monkeypatch: pytest.MonkeyPatch) -> None:
    suggest_only(monkeypatch, "Vladivostok", 0.4)
    editor = live()
    row = editor.page.locator(".suggestion")
    assert "Vladivostok" in row.inner_text()
    editor.after(lambda: row.get_by_role("button", name="Add").click())
    assert "Vladivostok: {id: geonames:2013348}" in editor.text
    assert row.count() == 0


def test_suggestion_is_rejected_or_put_off(live: StartEditor, monkeypatch: pytest.MonkeyPatch) -> None:
    suggest_only(monkeypatch, "Vladivostok", 0.4)
    editor = live()
    row = editor.page.locator(".suggestion")
    row.get_by_role("button", name="Later").click()
    assert row.count() == 0 and editor.text == ""
    editor.page.get_by_role("button", name="Show 1 for later").click()
    editor.after(lambda: row.get_by_role("button", name="Not a place").click())
    assert "Vladivostok: {ignore: true}" in editor.text
