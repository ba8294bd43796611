"""The editor and files: changes by other programs, and what the page in its frame may do."""

from __future__ import annotations

from tests.browser.conftest import StartEditor


def test_change_of_file_keeps_reading_position(live: StartEditor) -> None:
    editor = live()
    where = "(() => { const step = document.querySelector('.step[aria-current]'); return [step.textContent.slice(0, 12), Math.round(step.getBoundingClientRect().top)]; })()"
    editor.story.evaluate(
        "[...document.querySelectorAll('.step')].find(s => s.textContent.startsWith('In Tbilisi')).scrollIntoView({ block: 'start', behavior: 'instant' })"
    )
    editor.settle()
    before = editor.story.evaluate(where)
    editor.after(
        lambda: editor.places.write_text("version: 1\nplaces:\n  Tbilisi: {note: Warm springs.}\n", encoding="utf-8")
    )
    assert "Warm springs." in editor.story.inner_text("#places") and editor.story.evaluate(where) == before
    article = editor.article.read_text(encoding="utf-8").replace(
        "The north\n",
        "The north\n\nA new first paragraph, of Tokyo, that makes everything below it move down by some lines.\n",
    )
    editor.after(lambda: editor.article.write_text(article, encoding="utf-8"))
    assert "Tokyo" in editor.story.inner_text("#text") and editor.story.evaluate(where) == before
    turn = editor.turn()
    editor.places.write_text("version: 1\nplaces:\n  Tbilisi: {nott: Warm.}\n", encoding="utf-8")
    editor.page.wait_for_selector("#problem:has-text('places.yaml:3:')")
    assert editor.turn() == turn and "Warm springs." in editor.story.inner_text("#places")
    editor.after(lambda: editor.places.write_text("version: 1\n", encoding="utf-8"))
    assert editor.page.is_hidden("#problem")


def test_change_by_another_program_is_reported_and_kept(live: StartEditor) -> None:
    editor = live(watched=False)
    editor.pick("Atlanta")
    theirs = "version: 1\nplaces:\n  Vladivostok: {note: Theirs.}   # mine\n"
    editor.places.write_text(theirs, encoding="utf-8")
    editor.after(lambda: editor.page.click("button:text-is('Not a place')"))
    editor.page.wait_for_selector("#problem:has-text('changed by another program')")
    assert editor.text == theirs and "Theirs." in editor.story.inner_text("#places")
    editor.after(lambda: editor.page.click("button:text-is('Not a place')"))
    assert editor.text == theirs + "  Atlanta: {ignore: true}\n" and editor.page.is_hidden("#problem")
    editor.places.write_text(theirs, encoding="utf-8")
    editor.page.click("#undo")
    editor.page.wait_for_selector("#problem:has-text('cannot be undone')")
    assert editor.text == theirs


def test_build_watch_rebuilds_on_change(live: StartEditor) -> None:
    editor = live(edits=False)
    editor.story.evaluate("window.scrollTo({ top: 700, behavior: 'instant' })")
    editor.settle()
    editor.after(lambda: editor.places.write_text("version: 1\nplaces:\n  Chitose: {note: Loud.}\n", encoding="utf-8"))
    assert "Loud." in editor.story.inner_text("#places") and abs(editor.story.evaluate("scrollY") - 700) < 2
    editor.places.write_text("version: 2\n", encoding="utf-8")
    editor.page.wait_for_selector("#problem:has-text('places.yaml:1:')")
    assert "Loud." in editor.story.inner_text("#places")


def test_undo_restores_a_file_that_another_program_changed(live: StartEditor) -> None:
    editor = live()
    editor.pick("Chitose")
    editor.after(lambda: editor.page.click("[data-key='ignore']"))
    theirs = editor.text + "  Hokkaido: {note: Cold.}\n"
    editor.after(lambda: editor.places.write_text(theirs, encoding="utf-8"))
    editor.page.on("dialog", lambda dialog: dialog.accept())
    editor.after(lambda: editor.page.click("#undo"))
    assert "Chitose" not in editor.text
    editor.after(lambda: editor.page.click("#undo"))
    assert editor.text == theirs


def test_decision_for_one_mention_survives_a_rewritten_article(live: StartEditor) -> None:
    editor = live()
    editor.pick("Georgia", 2)
    editor.page.check("#scope-one")
    editor.after(lambda: editor.page.click("[data-key='ignore']"))
    assert "Georgia: {quote:" in editor.text
    text = editor.article.read_text(encoding="utf-8")
    first, second = (i for i in range(len(text)) if text.startswith("Georgia", i))
    rewritten = text[:first] + "Idaho" + text[first + 7 : second - 20] + " Now also " + text[second:]
    editor.after(lambda: editor.article.write_text(rewritten, encoding="utf-8"))
    assert any("change the quote" in remark for remark in editor.session.draft.remarks)
    assert [r.surface for r in editor.session.draft.places.rejected if r.reason.override] == ["Georgia"]


def test_story_frame_cannot_reach_the_server_or_run_scripts(live: StartEditor) -> None:
    editor = live(watched=False)
    asked = "fetch('/api/state').then(() => 'reached', () => 'kept out')"
    assert editor.page.evaluate(asked) == "reached" and editor.story.evaluate(asked) == "kept out"
    assert (
        editor.story.evaluate(
            "(() => { const s = document.createElement('script'); s.textContent = 'window.ran = 1'; document.head.append(s); return window.ran; })()"
        )
        is None
    )
