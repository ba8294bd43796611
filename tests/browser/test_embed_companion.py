"""Guided posts in simulated blogs."""

from __future__ import annotations

from html import escape

import pytest

from storymap.embed.snippets import SANDBOX, Embed, figure
from tests.browser import hosts
from tests.browser.conftest import Visit
from tests.browser.server import Server
from tests.browser.test_access import violations


def test_map_shows_passage_being_read(visit: Visit, server: Server) -> None:
    blocks = [*hosts.BLOCKS[:2], hosts.ADVERT, *hosts.BLOCKS[2:]]
    reader = visit(blocks, css=hosts.LOW)
    hosts.step(reader, "top")
    hosts.read(reader, "Okhotsk coast")
    hosts.step(reader, "p3")
    hosts.read(reader, "No date was set")
    hosts.step(reader, "p5")
    reader.page.evaluate("scrollTo(0, 0)")
    hosts.step(reader, "top")
    assert not reader.page.frames[1].locator("#text").is_visible()
    assert hosts.quiet(reader, server)


def test_map_is_beside_or_above_the_text(visit: Visit) -> None:
    wide = visit(css=hosts.LOW)
    hosts.read(wide, "Okhotsk coast")
    wide.until(
        "document.querySelector('iframe').getBoundingClientRect().left > document.querySelector('article').getBoundingClientRect().right - 21"
    )
    phone = visit(width=390, height=844, css=hosts.LOW)
    hosts.read(phone, "Okhotsk coast")
    phone.until("document.querySelector('iframe').getBoundingClientRect().top === 0")
    assert phone.page.evaluate("document.documentElement.scrollWidth") == 390
    before = phone.page.evaluate("scrollY")
    phone.drawn(20)
    assert phone.page.evaluate("scrollY") == before  # the scroll anchoring of browsers once moved the page back


def test_map_takes_the_place_of_a_header_that_hides(visit: Visit) -> None:
    """Many themes hide their header while the reader scrolls down.

    The header is still moving after the last scroll event.
    """
    hiding = "header.site { position: sticky; top: 0; box-sizing: border-box; height: 48px; transition: transform .4s } .away header.site { transform: translateY(-100%) }"
    reader = visit(width=390, height=844, css=hosts.LOW + hiding)
    reader.page.evaluate("scrollTo(0, document.querySelector('iframe').getBoundingClientRect().top + scrollY + 300)")
    reader.until(
        "Math.abs(document.querySelector('iframe').getBoundingClientRect().top"
        " - document.querySelector('header.site').getBoundingClientRect().bottom) < 2"
    )
    reader.page.evaluate("document.body.classList.add('away')")
    reader.until("Math.abs(document.querySelector('iframe').getBoundingClientRect().top) < 2")


def test_sidebar_is_not_covered(visit: Visit) -> None:
    sidebar = (
        "<aside style='position:absolute;top:0;right:0;width:370px;height:3000px;background:#ddd'>About me</aside>"
    )
    reader = visit(after=sidebar)
    reader.until("document.querySelector('iframe').style.position === 'static'")


def test_places_in_post_can_be_focused_and_shown(visit: Visit) -> None:
    link = '<a href="/harbours/">The harbour at Korsakov</a>'
    reader = visit([block.replace("The harbour at Korsakov", link) for block in hosts.BLOCKS], css=hosts.LONG)
    # A mention inside a link does not become a button.
    assert reader.page.locator("article > p a").inner_html() == "The harbour at Korsakov"
    assert reader.page.locator("article").inner_text().count("Korsakov") == 2
    reader.page.locator("article span[role=button]", has_text="Korsakov").focus()
    reader.until("!document.querySelector('#card').hidden", frame=1)
    assert "Korsakov" in reader.page.frames[1].locator("#card").inner_text()
    before = reader.page.evaluate("scrollY")
    reader.page.locator("article span[role=button]", has_text="Tokyo").focus()
    reader.page.keyboard.press("Space")
    reader.until("document.querySelector('#card').innerText.includes('Tokyo')", frame=1)
    reader.drawn(10)
    assert reader.page.evaluate("scrollY") == before


def test_next_button_of_map_scrolls_the_post(visit: Visit) -> None:
    reader = visit(width=390, height=844, css=hosts.LOW)
    hosts.read(reader, "Okhotsk coast", 0.6)
    hosts.step(reader, "p3")
    before = reader.page.evaluate("scrollY")
    reader.page.frame_locator("iframe").locator("#next").click()
    reader.until("scrollY > argument + 20", before)
    hosts.step(reader, "p4")


@pytest.mark.parametrize("kind", ["sandboxed", "srcdoc", "late", "inline"])
def test_frame_works_however_it_was_inserted(kind: str, visit: Visit, server: Server, led: str) -> None:
    src = f'src="{server.other}/led.html"'
    script = '<script async src="/companion.js"></script>'
    snippets = {
        "sandboxed": f'<iframe class="storymap-companion" {src} sandbox="allow-scripts"></iframe>{script}',
        "srcdoc": f'<iframe class="storymap-companion" srcdoc="{escape(led)}" sandbox="{SANDBOX}"></iframe>{script}',
        "late": f'<iframe class="storymap-companion" {src}></iframe><script>setTimeout(() => document.head.append(Object.assign('
        "document.createElement('script'), { src: '/companion.js' })), 700)</script>",
        "inline": figure(hosts.PAGE, Embed(server.other + "/led.html", inline=True)),
    }
    reader = visit(snippet=snippets[kind], css=hosts.LOW)
    hosts.read(reader, "Okhotsk coast")
    hosts.step(reader, "p3")
    assert hosts.quiet(reader, server)


@pytest.mark.parametrize("width", [1400, 390])
def test_each_post_on_a_page_drives_its_own_map(width: int, visit: Visit, server: Server) -> None:
    snippet = figure(hosts.PAGE, Embed(server.other + "/led.html"))
    blocks = [
        *hosts.BLOCKS,
        "</article><article>",
        snippet,
        *(block.replace("Okhotsk coast", "coast") for block in hosts.BLOCKS),
    ]
    reader = visit(blocks, snippet, width=width, css=hosts.LONG, leads=2)
    hosts.read(reader, "Okhotsk coast")
    hosts.step(reader, "p3")
    reader.page.evaluate("scrollTo(0, document.documentElement.scrollHeight)")
    hosts.step(reader, "p5", 2)  # the second map is loaded only when it is near the window
    assert hosts.overlaps(reader) == []
    assert hosts.quiet(reader, server)


def test_each_of_two_maps_in_a_post_follows_the_text_after_it(visit: Visit, server: Server) -> None:
    snippet = figure(hosts.PAGE, Embed(server.other + "/led.html"))
    reader = visit([*hosts.BLOCKS[:3], snippet, *hosts.BLOCKS[3:]], snippet, css=hosts.LONG, leads=2)
    hosts.read(reader, "Okhotsk coast")
    hosts.step(reader, "p3", 1)
    hosts.step(reader, "top", 2)
    hosts.read(reader, "No date was set")
    hosts.step(reader, "p5", 2)
    hosts.step(reader, "p4", 1)
    assert hosts.overlaps(reader) == []
    assert hosts.quiet(reader, server)


def test_map_without_text_after_it_becomes_slideshow(visit: Visit, server: Server) -> None:
    snippet = figure(hosts.PAGE, Embed(server.other + "/led.html"))
    reader = visit(snippet=snippet + snippet, css=hosts.LONG)
    reader.page.frames[1].locator(".slideshow-foot").wait_for()
    hosts.read(reader, "Okhotsk coast")
    hosts.step(reader, "p3", 2)
    hosts.step(reader, "top", 1)
    assert reader.page.locator("article span span").count() == 0
    assert hosts.overlaps(reader) == []
    assert hosts.quiet(reader, server)


def test_post_is_restored_when_host_removes_the_frame(visit: Visit, server: Server) -> None:
    reader = visit()
    reader.page.evaluate("document.querySelector('iframe').remove()")
    reader.until("document.querySelectorAll('article span[role=button]').length === 0")
    reader.page.evaluate("scrollTo(0, 300)")
    reader.drawn(5)
    assert reader.page.locator("article").inner_text().count("Korsakov") == 2
    assert hosts.quiet(reader, server)


def test_map_follows_post_that_host_replaced(visit: Visit, server: Server) -> None:
    reader = visit(css=hosts.LOW)
    reader.page.evaluate(
        "blocks => { document.querySelectorAll('article > p').forEach(p => p.remove());"
        "document.querySelector('article').insertAdjacentHTML('beforeend', '<p>An introduction that was not there.</p>' + blocks) }",
        "".join(hosts.BLOCKS),
    )
    reader.until("document.querySelectorAll('article span[role=button]').length > 3")
    hosts.read(reader, "Okhotsk coast")
    hosts.step(reader, "p3")
    assert hosts.quiet(reader, server)


def test_loader_file_works_where_inline_scripts_are_forbidden(visit: Visit, server: Server) -> None:
    policy = f"default-src 'self'; frame-src {server.other}; style-src 'unsafe-inline'"
    snippet = figure(hosts.PAGE, Embed(server.other + "/led.html")).replace(
        server.other + "/companion.js", "/companion.js"
    )
    reader = visit(snippet=snippet, policy=policy)
    assert reader.page.locator("article span[role=button]").count() > 3
    assert hosts.quiet(reader, server)


@pytest.mark.parametrize("width", [390, 700])
def test_map_fills_its_frame_after_the_transition_of_its_height(visit: Visit, width: int) -> None:
    reader = visit(width=width, css=hosts.LONG, browser_has={"motion": True})
    reader.until("document.querySelectorAll('article span[role=button]').length > 3")
    reader.until("storymap.leaflet.getContainer().clientHeight > 300", frame=1)
    reader.until("storymap.leaflet.getSize().y === storymap.leaflet.getContainer().clientHeight", frame=1)


def test_messages_from_other_sources_and_versions_are_ignored(visit: Visit) -> None:
    reader = visit(css=hosts.LONG)
    reader.until("document.querySelectorAll('article span[role=button]').length > 3")
    hosts.read(reader, "Okhotsk coast")
    hosts.step(reader, "p3")
    map_, down = reader.page.frames[1], reader.page.evaluate("scrollY")
    # This records the step after each message. When the map has replied to the last message, the post asks for a step
    # again.
    map_.evaluate("() => { window.seen = []; addEventListener('message', () => seen.push(storymap.current().step)) }")
    map_.evaluate("postMessage({ v: 1, type: 'storymap:goto', id: 'p5' }, '*')")
    reader.page.evaluate(
        "() => { window.heard = []; const frame = document.querySelector('iframe').contentWindow;"
        "addEventListener('message', ({ data, source }) => { if (source === frame) heard.push(data?.type || data) });"
        "for (const m of [null, 7, { v: 2, type: 'storymap:goto', id: 'p5' }, { v: 1, type: 'storymap:goto', id: 'nowhere' }, { v: 1, type: 'storymap:goto' }])"
        " frame.postMessage(m, '*');"
        "postMessage({ v: 1, type: 'storymap:at', id: 'p5', asked: true }, '*'); postMessage({ v: 1, type: 'storymap:steps', steps: [null] }, '*');"
        "frame.postMessage({ v: 1, type: 'storymap:hello' }, '*') }"
    )
    reader.until("heard.includes('storymap:steps')")  # at this moment, the map has replied to the last message
    assert map_.evaluate("seen.slice(0, 7)") == ["p3"] * 7
    map_.evaluate(
        "() => { parent.postMessage({ v: 2, type: 'storymap:at', id: 'p5', asked: true }, '*');"
        "for (const steps of [7, [null], [{ id: 'p1', quote: { start: 'x' }, places: [] }], [{ quote: 1, places: [[]] }]])"
        " parent.postMessage({ v: 1, type: 'storymap:steps', steps }, '*'); parent.postMessage('the last', '*') }"
    )
    reader.until("heard.includes('the last')")
    reader.drawn(2)
    assert reader.page.evaluate("scrollY") == down
    assert reader.complaints == []


def test_map_becomes_slideshow_until_loader_is_loaded(visit: Visit, server: Server) -> None:
    frame = f'<iframe class="storymap-companion" title="Map" src="{server.other}/led.html"></iframe>'
    reader = visit(snippet=frame, css=hosts.LONG, leads=0, clock=True)
    map_ = reader.page.frame_locator("iframe")
    reader.until("document.documentElement.classList.contains('guided')", frame=1)
    assert not map_.locator("#text").is_visible()
    reader.page.clock.fast_forward(4000)
    reader.until("!document.documentElement.classList.contains('guided')", frame=1)
    assert map_.locator(".slideshow-foot").is_visible()
    reader.page.evaluate(
        "document.head.append(Object.assign(document.createElement('script'), { src: '/companion.js' }))"
    )
    reader.until("document.querySelectorAll('article span[role=button]').length > 3")
    hosts.read(reader, "Okhotsk coast")
    hosts.step(reader, "p3")
    assert not map_.locator("#text").is_visible()
    assert hosts.quiet(reader, server)


def test_wordpress_sanitizer_keeps_the_link(server: Server) -> None:
    left = hosts.sanitised(figure(hosts.PAGE, Embed("https://example.org/led.html")))
    assert "<iframe" not in left and "<script" not in left
    assert 'href="https://example.org/led.html"' in left


def test_axe_finds_no_violations_in_guided_map(visit: Visit) -> None:
    reader = visit(width=390, height=844)
    hosts.step(reader, "top")
    assert violations(reader.page.frames[1]) == []
