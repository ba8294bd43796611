"""Messages between a page and the map in its frame, deep links and `?view=`, in Chromium (see CONTRIBUTING.md).

`messages.json` contains the fields of each message. Scripts in the tests simulate hosts and maps of an earlier version.
"""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Frame, Page, Route

from tests.browser.reader import PATIENCE_S
from tests.contracts.pages import site
from tests.contracts.run import INPUTS, RECORDED, done, folder, missing

pytestmark = [pytest.mark.browser, pytest.mark.enable_socket]
BLOG, MAP = "https://blog.example/", "https://maps.example/"
LISTEN = "window.heard = []; addEventListener('message', ({ data }) => window.heard.push(data));"
STYLE = "<style>article { max-width: 500px; margin: 0 auto } p { margin: 400px 0 }</style>"
SCROLL = "words => [...document.querySelectorAll('p')].find(p => p.textContent.startsWith(words)).scrollIntoView()"
Open = Callable[..., Page]


@pytest.fixture
def visit(browser: Browser) -> Iterator[Open]:
    """Open a URL. `pages`: URL -> HTML. Only these pages and the site of the map can be reached."""
    contexts = []

    def open_address(address: str, pages: dict[str, str] | None = None) -> Page:
        context = browser.new_context(viewport={"width": 1300, "height": 800}, reduced_motion="reduce")
        contexts.append(context)
        context.add_init_script(LISTEN)

        def answer(route: Route) -> None:
            url = route.request.url.partition("#")[0].partition("?")[0]
            file = site() / url.removeprefix(MAP)
            kind = "text/javascript" if url.endswith(".js") else "text/html; charset=utf-8"
            if pages and url in pages:
                route.fulfill(body=pages[url], content_type=kind)
            elif url.startswith(MAP) and file.is_file():
                route.fulfill(body=file.read_text(encoding="utf-8"), content_type=kind)
            else:
                route.fulfill(status=404)

        context.route("**/*", answer)
        page = context.new_page()
        page.goto(address)
        return page

    yield open_address
    for context in contexts:
        context.close()


def until(frame: Page | Frame, expression: str, argument: object = None) -> None:
    """Wait until an expression is true. Playwright's `wait_for_function` is blocked by the page's security policy."""
    end = time.monotonic() + PATIENCE_S
    while time.monotonic() < end:
        if frame.evaluate(f"argument => !!({expression})", argument):
            return
        (frame.page if isinstance(frame, Frame) else frame).wait_for_timeout(40)
    raise AssertionError(f"{expression} did not become true; messages: {frame.evaluate('heard')}")


def frame_of(page: Page) -> Frame:
    end = time.monotonic() + PATIENCE_S
    while time.monotonic() < end:
        if len(page.frames) > 1 and page.frames[1].url not in ("", "about:blank"):
            return page.frames[1]
        page.wait_for_timeout(40)
    raise AssertionError("no frame was loaded")


def post(snippet: str) -> str:
    """Return a blog post with the snippet and the paragraphs of the article."""
    blocks = (INPUTS / "features.md").read_text(encoding="utf-8").strip().split("\n\n")[1:]
    return f"<!DOCTYPE html><title>Post</title>{STYLE}<article id='entry'>{snippet}{''.join(f'<p>{b}</p>' for b in blocks)}</article>"


def snippet() -> str:
    with folder(site()):
        return done("embed", "led.html", "--url", MAP + "led.html").out.decode()


def shape(value: Any) -> Any:
    """Return a message with the types of its values; a list of dicts or lists is reduced to its first item."""
    if isinstance(value, dict):
        return {key: value[key] if key in ("type", "v", "sentinel", "message") else shape(value[key]) for key in value}
    if isinstance(value, list):
        return [shape(item) for item in (value[:1] if all(isinstance(item, dict | list) for item in value) else value)]
    return {bool: "boolean", int: "number", float: "number", str: "string"}.get(type(value), "null")


def shapes(heard: list[Any]) -> list[Any]:
    found: list[Any] = []
    for message in heard:
        if isinstance(message, dict) and shape(message) not in found:
            found.append(shape(message))
    return found


def recorded(direction: str) -> Any:
    return json.loads((RECORDED / "messages.json").read_text(encoding="utf-8"))[direction]


def has(found: list[Any], message: Any) -> bool:
    """Return whether a message has these fields; it may have more."""
    return any(not missing(message, one) for one in found)


@pytest.mark.parametrize("loader", ["present", "recorded"])
def test_guided_post_sends_and_receives_the_recorded_messages(loader: str, visit: Open) -> None:
    """The recorded loader, which blogs have published, works with a new page like the present loader."""
    pages = {BLOG: post(snippet())}
    if loader == "recorded":
        pages[MAP + "companion.js"] = (RECORDED / "companion.js").read_text(encoding="utf-8")
    page = visit(BLOG, pages)
    frame = frame_of(page)
    until(page, "document.querySelectorAll('article span[role=button]').length > 5")
    page.evaluate(
        "[...document.querySelectorAll('p')].find(p => /Orient/.test(p.textContent)).scrollIntoView({ block: 'start' })"
    )
    until(page, "heard.some(m => m.type === 'storymap:at' && m.id === 'p6' && m.asked === false)")
    page.locator("article span[role=button]", has_text="Otaru").focus()
    until(frame, "heard.some(m => m.type === 'storymap:goto' && m.id === 'p9' && m.place === 'otaru')")
    frame.locator("#next").click()
    until(page, "heard.some(m => m.type === 'storymap:at' && m.asked === true)")
    said, answered = shapes(frame.evaluate("heard")), shapes(page.evaluate("heard"))
    assert [message for message in recorded("page to map") if not has(said, message)] == []
    assert [message for message in recorded("map to page") if not has(answered, message)] == []


def test_map_replies_to_host_of_an_earlier_version(visit: Open) -> None:
    host = f"<!DOCTYPE html><title>Host</title><iframe class='storymap-companion' src='{MAP}led.html' width=900 height=600></iframe>"
    page = visit(BLOG, {BLOG: host})
    frame = frame_of(page)

    def say(**message: Any) -> None:
        page.evaluate("message => frames[0].postMessage(message, '*')", message)

    until(page, "heard.some(m => m.type === 'storymap:hello' && m.v === 1)")
    say(type="storymap:hello", v=1)
    until(page, "heard.some(m => m.type === 'storymap:steps')")
    (steps,) = page.evaluate("heard.filter(m => m.type === 'storymap:steps').map(m => m.steps)")
    assert [step["id"] for step in steps] == ["p2", "p3", "p4", "p5", "p6", "p7", "p8", "p9", "p11", "p12"]
    say(type="storymap:goto", v=2, id="p3")
    say(type="storymap:goto", v=1, id="p99")
    say(type="storymap:goto", v=1, id="p9", place="otaru", dark=True)
    until(page, "heard.some(m => m.type === 'storymap:at' && m.id === 'p9')")
    assert not page.evaluate("heard.some(m => m.type === 'storymap:at' && (m.id === 'p3' || m.id === 'p99'))")
    until(frame, "document.body.innerText.includes('A harbour town.')")  # the page shows the place that was requested
    assert not frame.locator("#text").is_visible()
    dark = frame.evaluate("getComputedStyle(document.body).color")
    say(type="storymap:goto", v=1, id="", dark=False)
    until(frame, "getComputedStyle(document.body).color !== argument", dark)
    text = "Before. Near the shrine we stopped. The ferry goes from Otaru to Rishiri, and Wakkanai is in sight. After."
    say(type="storymap:hello", v=1, text=text)
    until(page, "heard.filter(m => m.type === 'storymap:steps').length > 1")
    ((step,),) = page.evaluate("heard.filter(m => m.type === 'storymap:steps').slice(1).map(m => m.steps)")
    quote = step["quote"]
    assert step["id"] == "p9" and quote["exact"] == text[8:-7]
    assert text[quote["start"] : quote["end"]].rstrip(".") == quote["exact"].rstrip(".")
    assert [(text[a:b], slug) for a, b, slug in step["places"]] == [
        ("the shrine", "the-shrine"),
        ("Otaru", "otaru"),
        ("Rishiri", "rishiri-island"),
        ("Wakkanai", "wakkanai"),
    ]


OLD_MAP = """<!DOCTYPE html><title>Map</title><script>
const say = (type, more) => parent.postMessage({ type: 'storymap:' + type, v: 1, ...more }, '*');
addEventListener('message', ({ data: { type, text } }) => {
  if (type !== 'storymap:hello') return;
  const step = (id, exact, places) => {
    const start = text.indexOf(exact), quote = { exact, prefix: '', suffix: '', start, end: start + exact.length };
    return { id, quote, places: places.map(([from, to, slug]) => [start + from, start + to, slug]) };
  };
  say('steps', { steps: [step('p9', 'Near the shrine we stopped.', [[5, 15, 'the-shrine']]), step('p12', 'Paris is far away.', [])] });
});
say('hello');
</script>"""


@pytest.mark.parametrize(
    "attributes", ["", 'data-post="#entry"', 'data-marks="off"', 'data-beside="off"', 'data-beside="off" data-top="64"']
)
def test_loader_works_with_map_of_an_earlier_version(attributes: str, visit: Open) -> None:
    frame_html = f'<figure><iframe class="storymap-companion" {attributes} src="{MAP}old.html"></iframe></figure><script src="{MAP}companion.js"></script>'
    page = visit(BLOG, {BLOG: post(frame_html), MAP + "old.html": OLD_MAP})
    frame = frame_of(page)
    until(frame, "heard.some(m => m.type === 'storymap:goto' && m.id === '')")
    page.evaluate(
        "[...document.querySelectorAll('p')].find(p => /shrine/.test(p.textContent)).scrollIntoView({ block: 'start' })"
    )
    until(frame, "heard.some(m => m.type === 'storymap:goto' && m.id === 'p9')")
    marks = page.locator("article span[role=button]").all_inner_texts()
    assert marks == ([] if "marks" in attributes else ["the shrine"])
    box = page.locator("iframe").bounding_box()
    assert box
    assert (box["x"] > 800) == ("beside" not in attributes)
    assert round(box["y"]) == (64 if "data-top" in attributes else 0 if "beside" in attributes else 16)
    before = page.evaluate("scrollY")
    page.evaluate("scrollTo(0, 0)")
    until(page, "scrollY === 0")
    frame.evaluate("say('at', { id: 'p9', asked: true })")
    until(page, "Math.abs(scrollY - argument) < 500", before)


@pytest.mark.parametrize(
    ("address", "shown", "heights"),
    [
        ("plain.html", 1, ["storymap", "amp"]),
        ("plain.html?view=deck", 1, ["storymap", "amp"]),
        ("plain.html?view=static", 10, ["storymap", "amp"]),
        ("plain.html?view=static#?secret=abc12", 10, ["storymap", "amp", "wordpress"]),
        ("plain.html?view=page", 10, []),
        ("led.html?view=deck", 1, ["storymap", "amp"]),
        ("led.html?view=static", 10, ["storymap", "amp"]),
    ],
)
def test_view_in_url_decides_visible_passages_and_height_messages(
    address: str, shown: int, heights: list[str], visit: Open
) -> None:
    host = f"<!DOCTYPE html><title>Host</title><iframe name='one' src='{MAP}{address}' width=900 height=600></iframe>"
    page = visit(BLOG, {BLOG: host})
    frame = frame_of(page)
    seen = "[...document.querySelectorAll('#text .step')].filter(step => step.checkVisibility()).length"
    until(frame, f"{seen} <= argument && document.documentElement.classList.contains('live')", max(shown, 1))
    until(page, "heard.length >= argument", len(heights))
    assert frame.evaluate(seen) in (shown, shown - 1)  # the first slide may be the title, which is not a step
    heard = page.evaluate("heard")
    assert [name for name, message in recorded("heights").items() if has(shapes(heard), message)] == heights
    assert all(m["id"] == "one" for m in heard if "id" in m) and all(
        m["secret"] == "abc12" for m in heard if "secret" in m
    )
    if "wordpress" in heights:
        page.evaluate("() => { heard.length = 0; frames[0].postMessage({ message: 'ready', secret: 'abc12' }, '*') }")
        until(page, "heard.some(m => m.message === 'height')")


@pytest.mark.parametrize("name", ["plain.html", "led.html"])
def test_deep_links_open_passage_and_place_and_url_is_updated(name: str, visit: Open) -> None:
    """`#p9` scrolls to a passage, `#place-chitose` shows a place, and scrolling updates the URL."""
    page = visit(f"{MAP}{name}#p9")
    middle = (
        "(box => box.top < innerHeight && box.bottom > 0)(document.getElementById(argument).getBoundingClientRect())"
    )
    until(page, f"scrollY > 100 && {middle} && storymap.current && storymap.current().step === argument", "p9")
    # After 900 ms (REST_MS), the page writes the passage into the URL. This must be over before the next step.
    page.evaluate("new Promise(done => setTimeout(done, 1000))")
    page.evaluate("location.hash = '#place-chitose'")
    until(page, "document.getElementById('card').innerText.includes('Chitose city')")
    page = visit(MAP + name)
    page.evaluate("scrollTo(0, 400)")
    # In each attempt, the page is scrolled by one pixel, because it may not listen to scrolling yet.
    read = "document.querySelector('[aria-current=true]')?.id"
    until(page, f"(scrollBy(0, 1), /^#p\\d+$/.test(location.hash) && location.hash === '#' + {read})")
