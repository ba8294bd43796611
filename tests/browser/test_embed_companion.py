"""A post leads its map: in blogs that behave like the real ones."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from html import escape

import pytest
from playwright.sync_api import Browser

from storymap.basemap import open_basemap
from storymap.render.embeds import SANDBOX, Embed, figure
from storymap.render.finished import Finished
from storymap.render.loader import loader
from tests.browser import hosts
from tests.browser.conftest import Reader, Server
from tests.browser.test_access import violations
from tests.render import stories
from tests.render.pages import page_of

PAGE = Finished("led.html", "Ferry talks", companion=True)
BLOCKS = [hosts.texturized(block) for block in hosts.paragraphs(stories.ferry())]
Visit = Callable[..., Reader]


@pytest.fixture(scope="module")
def led() -> str:
    return page_of(stories.ferry(), basemap=open_basemap(), companion=True).html()


@pytest.fixture
def visit(browser: Browser, server: Server, led: str) -> Iterator[Visit]:
    """Opens a blog with the map in it and waits until the post leads: `visit(blocks, snippet, width=390, css=…)`."""
    contexts = []
    server.put("/favicon.ico", b"", "image/x-icon")
    server.put("/led.html", led)
    server.put("/companion.js", loader(), "text/javascript")

    def open_blog(
        blocks: list[str] | None = None,
        snippet: str = "",
        *,
        width: int = 1400,
        height: int = 900,
        leads: int = 1,
        **more: str,
    ) -> Reader:
        context = browser.new_context(viewport={"width": width, "height": height}, reduced_motion="reduce")
        contexts.append(context)
        reader = Reader(context)
        text = hosts.post(blocks or BLOCKS, snippet or figure(PAGE, Embed(server.other + "/led.html")), **more)
        reader.page.goto(server.put("/blog.html", text))
        reader.until("document.querySelectorAll('article span[role=button]').length > 3")
        reader.until(
            "[...document.querySelectorAll('iframe')].filter(f => f.style.margin === '0px').length === argument", leads
        )
        return reader

    yield open_blog
    for context in contexts:
        context.close()


def read(reader: Reader, words: str, down: float = 0.42) -> None:
    """Scrolls so that the passage with these words stands so far down the window."""
    reader.page.evaluate(
        "([words, down]) => { const p = [...document.querySelectorAll('article p')].find(p => p.textContent.includes(words));"
        "scrollBy(0, p.getBoundingClientRect().top - innerHeight * down) }",
        [words, down],
    )


def step(reader: Reader, wanted: str, frame: int = 1) -> None:
    reader.until("window.storymap?.current?.().step === argument", wanted, frame=frame)


def quiet(reader: Reader, server: Server) -> bool:
    own = (server.origin, server.other, "about:", "data:")
    return reader.complaints == [] and all(url.startswith(own) for url in reader.requests)


def test_the_passage_that_is_read_is_on_the_map_in_any_blog(visit: Visit, server: Server) -> None:
    blocks = [*BLOCKS[:2], hosts.ADVERT, *BLOCKS[2:]]
    reader = visit(blocks, css="article { padding-bottom: 900px } h1 { padding-top: 500px }")
    step(reader, "top")
    read(reader, "Okhotsk coast")
    step(reader, "p3")
    read(reader, "No date was set")
    step(reader, "p5")
    reader.page.evaluate("scrollTo(0, 0)")
    step(reader, "top")
    assert not reader.page.frames[1].locator("#text").is_visible()
    assert quiet(reader, server)


def test_the_map_stands_beside_the_text_or_above_it(visit: Visit) -> None:
    wide = visit(css="article { padding-bottom: 900px } h1 { padding-top: 500px }")
    read(wide, "Okhotsk coast")
    wide.until(
        "document.querySelector('iframe').getBoundingClientRect().left > document.querySelector('article').getBoundingClientRect().right - 21"
    )
    phone = visit(width=390, height=844, css="article { padding-bottom: 900px } h1 { padding-top: 500px }")
    read(phone, "Okhotsk coast")
    phone.until("document.querySelector('iframe').getBoundingClientRect().top === 0")
    assert phone.page.evaluate("document.documentElement.scrollWidth") == 390
    before = phone.page.evaluate("scrollY")
    phone.drawn(20)
    assert phone.page.evaluate("scrollY") == before  # the browser's scroll anchoring once threw readers back


def test_a_sidebar_is_not_covered(visit: Visit) -> None:
    sidebar = (
        "<aside style='position:absolute;top:0;right:0;width:370px;height:3000px;background:#ddd'>About me</aside>"
    )
    reader = visit(after=sidebar)
    reader.until("document.querySelector('iframe').style.position === 'static'")


def test_places_in_the_post_can_be_focused_and_shown(visit: Visit) -> None:
    reader = visit()
    reader.page.locator("article span[role=button]", has_text="Korsakov").first.focus()
    reader.until("document.querySelector('#card') && !document.querySelector('#card').hidden", frame=1)
    assert "Korsakov" in reader.page.frames[1].locator("#card").inner_text()
    assert reader.page.locator("article a span[role=button]").count() == 0
    assert reader.page.locator("article").inner_text().count("Korsakov") == 2


def test_the_maps_own_buttons_move_the_post(visit: Visit) -> None:
    reader = visit(width=390, height=844, css="article { padding-bottom: 900px } h1 { padding-top: 500px }")
    read(reader, "Okhotsk coast", 0.6)
    step(reader, "p3")
    before = reader.page.evaluate("scrollY")
    reader.page.frame_locator("iframe").locator("#next").click()
    reader.until("scrollY > argument + 20", before)
    step(reader, "p4")


@pytest.mark.parametrize("kind", ["sandboxed", "srcdoc", "late", "inline"])
def test_however_the_frame_came(kind: str, visit: Visit, server: Server, led: str) -> None:
    src = f'src="{server.other}/led.html"'
    script = '<script async src="/companion.js"></script>'
    snippets = {
        "sandboxed": f'<iframe class="storymap-companion" {src} sandbox="allow-scripts"></iframe>{script}',
        "srcdoc": f'<iframe class="storymap-companion" srcdoc="{escape(led)}" sandbox="{SANDBOX}"></iframe>{script}',
        "late": f'<iframe class="storymap-companion" {src}></iframe><script>setTimeout(() => document.head.append(Object.assign('
        "document.createElement('script'), { src: '/companion.js' })), 700)</script>",
        "inline": figure(PAGE, Embed(server.other + "/led.html", inline=True)),
    }
    reader = visit(snippet=snippets[kind], css="article { padding-bottom: 900px } h1 { padding-top: 500px }")
    read(reader, "Okhotsk coast")
    step(reader, "p3")
    assert quiet(reader, server)


def overlaps(reader: Reader) -> list[int]:
    """Where on the way through the page, in pixels, one map covers another."""
    found: list[int] = reader.page.evaluate(
        "async () => { const found = [], frame = () => new Promise(requestAnimationFrame);"
        "for (let y = 0; y < document.documentElement.scrollHeight; y += 130) { scrollTo(0, y); await frame(); await frame();"
        "const [a, b] = [...document.querySelectorAll('iframe')].map(f => f.getBoundingClientRect());"
        "if (a.left < b.right && b.left < a.right && a.top < b.bottom - 1 && b.top < a.bottom - 1) found.push(y) } return found }"
    )
    return found


LONG = "article { padding-bottom: 900px } article > p { margin-bottom: 500px }"


@pytest.mark.parametrize("width", [1400, 390])
def test_each_post_of_a_page_leads_its_own_map(width: int, visit: Visit, server: Server) -> None:
    snippet = figure(PAGE, Embed(server.other + "/led.html"))
    blocks = [*BLOCKS, "</article><article>", snippet, *(block.replace("Okhotsk coast", "coast") for block in BLOCKS)]
    reader = visit(blocks, snippet, width=width, css=LONG)
    read(reader, "Okhotsk coast")
    step(reader, "p3")
    reader.page.evaluate("scrollTo(0, document.documentElement.scrollHeight)")
    step(reader, "p5", 2)  # lazy: now it has come
    assert overlaps(reader) == []
    assert quiet(reader, server)


def test_of_two_maps_in_a_post_each_leads_through_the_text_after_it(visit: Visit, server: Server) -> None:
    snippet = figure(PAGE, Embed(server.other + "/led.html"))
    reader = visit([*BLOCKS[:3], snippet, *BLOCKS[3:]], snippet, css=LONG, leads=2)
    read(reader, "Okhotsk coast")
    step(reader, "p3", 1)
    step(reader, "top", 2)
    read(reader, "No date was set")
    step(reader, "p5", 2)
    step(reader, "p4", 1)
    assert overlaps(reader) == []
    assert quiet(reader, server)


def test_a_map_with_no_text_of_its_own_is_a_deck_where_it_stands(visit: Visit, server: Server) -> None:
    snippet = figure(PAGE, Embed(server.other + "/led.html"))
    reader = visit(snippet=snippet + snippet, css=LONG)
    reader.page.frames[1].locator(".deck-foot").wait_for()
    read(reader, "Okhotsk coast")
    step(reader, "p3", 2)
    step(reader, "top", 1)
    assert reader.page.locator("article span span").count() == 0
    assert overlaps(reader) == []
    assert quiet(reader, server)


def test_a_host_may_take_the_frame_away(visit: Visit, server: Server) -> None:
    reader = visit()
    reader.page.evaluate("document.querySelector('iframe').remove()")
    reader.until("document.querySelectorAll('article span[role=button]').length === 0")
    reader.page.evaluate("scrollTo(0, 300)")
    reader.drawn(5)
    assert reader.page.locator("article").inner_text().count("Korsakov") == 2
    assert quiet(reader, server)


def test_a_host_may_write_its_post_anew(visit: Visit, server: Server) -> None:
    reader = visit(css="article { padding-bottom: 900px } h1 { padding-top: 500px }")
    reader.page.evaluate(
        "blocks => { document.querySelectorAll('article > p').forEach(p => p.remove());"
        "document.querySelector('article').insertAdjacentHTML('beforeend', '<p>An introduction that was not there.</p>' + blocks) }",
        "".join(BLOCKS),
    )
    reader.until("document.querySelectorAll('article span[role=button]').length > 3")
    read(reader, "Okhotsk coast")
    step(reader, "p3")
    assert quiet(reader, server)


def test_a_host_that_forbids_inline_scripts_may_load_the_file(visit: Visit, server: Server) -> None:
    policy = f"default-src 'self'; frame-src {server.other}; style-src 'unsafe-inline'"
    snippet = figure(PAGE, Embed(server.other + "/led.html")).replace(server.other + "/companion.js", "/companion.js")
    reader = visit(snippet=snippet, policy=policy)
    assert reader.page.locator("article span[role=button]").count() > 3
    assert quiet(reader, server)


def test_messages_of_strangers_and_of_other_versions_do_nothing(visit: Visit) -> None:
    reader = visit()
    step(reader, "top")
    reader.page.evaluate(
        "() => { window.heard = []; addEventListener('message', ({ data }) => heard.push(data?.type || data));"
        "const frame = document.querySelector('iframe').contentWindow;"
        "for (const m of [null, 7, { v: 2, type: 'storymap:goto', id: 'p3' }, { v: 1, type: 'storymap:goto', id: 'nowhere' }, { v: 1, type: 'storymap:goto' }])"
        " frame.postMessage(m, '*');"
        "postMessage({ v: 1, type: 'storymap:at', id: 'p5', asked: true }, '*'); postMessage({ v: 1, type: 'storymap:steps', steps: [null] }, '*');"
        "frame.postMessage({ v: 1, type: 'storymap:hello' }, '*') }"
    )
    reader.until("heard.length > 2 && heard.includes('storymap:steps', 2)")  # what the map answers after all of them
    assert reader.page.frames[1].evaluate("storymap.current().step") == "top"
    reader.page.frames[1].evaluate(
        "() => { for (const steps of [7, [null], [{ id: 'p1', quote: { start: 'x' }, places: [] }], [{ quote: 1, places: [[]] }]])"
        " parent.postMessage({ v: 1, type: 'storymap:steps', steps }, '*'); parent.postMessage('the last', '*') }"
    )
    reader.until("heard.includes('the last')")
    reader.drawn(2)
    assert reader.page.evaluate("scrollY") == 0
    assert reader.complaints == []


def test_without_its_loader_it_becomes_a_deck(browser: Browser, server: Server, led: str) -> None:
    server.put("/led.html", led)
    context = browser.new_context(viewport={"width": 1000, "height": 700})
    reader = Reader(context)
    frame = f'<iframe style="width:900px;height:560px" src="{server.other}/led.html?view=deck"></iframe>'
    reader.page.goto(server.put("/bare.html", f"<!DOCTYPE html>{frame}"))
    reader.page.frame_locator("iframe").locator(".deck-foot").wait_for()
    assert reader.complaints == []
    context.close()


def test_what_wordpress_leaves_of_a_strangers_post_is_the_link(server: Server) -> None:
    left = hosts.sanitised(figure(PAGE, Embed("https://example.org/led.html")))
    assert "<iframe" not in left and "<script" not in left
    assert 'href="https://example.org/led.html"' in left


def test_axe_finds_nothing_in_a_map_that_is_led(visit: Visit) -> None:
    reader = visit(width=390, height=844)
    step(reader, "top")
    assert violations(reader.page.frames[1]) == []
