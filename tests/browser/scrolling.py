"""Scroll a story as a reader does: to a passage, with a flick, with momentum."""

from __future__ import annotations

from tests.browser.reader import Reader

# Scrolls until the middle of a passage is on the reading line. This line is at 45 % of the height of the window. On
# phones, it is at 35 % of the part below the map. On the first screen, the line moves from the start of the text down
# to this height. The scroll position is found by bisection.
SCROLL = """id => {
  const narrow = matchMedia('(max-width: 47.99rem)').matches, high = innerHeight;
  const covered = narrow ? document.querySelector('.stage').offsetHeight / high : 0;
  const rest = high * (narrow ? covered + .35 * (1 - covered) : .45);
  const first = document.querySelector('.text .step').getBoundingClientRect().top + scrollY;
  const line = y => first < rest && y < rest ? first + (rest - first) * y / rest : rest;
  const r = document.getElementById(id).getBoundingClientRect(), goal = r.top + r.height / 2 + scrollY;
  let low = 9, top = document.documentElement.scrollHeight;
  for (let i = 0; i < 30; i++) { const y = (low + top) / 2; if (y + line(y) < goal) low = y; else top = y; }
  scrollTo({ top: low, behavior: 'instant' });
}"""
WALK = (
    "async ids => { const scroll = "
    + SCROLL
    + """, found = [];
  for (const id of ids) {
    scroll(id);
    await new Promise(done => setTimeout(() => requestAnimationFrame(() => setTimeout(done, 30)), 30));
    found.push([id, (document.querySelector('[aria-current]') || {}).id]);
  }
  return found; }"""
)
# Scrolls for `ms` milliseconds. `at` takes the milliseconds since the start, and the position of the end of the
# article, and returns the scroll position. The clock of the page advances by 16 ms per frame. With the real clock, the
# longer frames of a busy machine
# would look like pauses of the reader.
SCROLL_SMOOTHLY = """(ms, at) => new Promise(done => {
  const real = performance.now, start = real.call(performance), end = document.getElementById('p24').offsetTop;
  let now = start;
  performance.now = () => now;
  requestAnimationFrame(function step() {
    now += 16;
    scrollTo({ top: at(now - start, end), behavior: 'instant' });
    if (now - start < ms) return requestAnimationFrame(step);
    performance.now = real;
    done();
  });
})"""
FLICK = f"() => ({SCROLL_SMOOTHLY})(400, (ms, end) => end * Math.min(1, ms / 400))"
# The movement of a page after a flick. The speed is halved every quarter of a second.
GLIDE = f"() => ({SCROLL_SMOOTHLY})(2500, (ms, end) => (end - 500) * (1 - Math.exp(-ms / 360)))"
WATCH = "() => { window.moves = 0; storymap.leaflet.on('story:move', () => { window.moves += 1; }); }"


def current(reader: Reader) -> str | None:
    found = reader.page.locator("[aria-current]")
    return found.first.get_attribute("id") if found.count() else None


def read(reader: Reader, passage: str) -> None:
    """Scroll until the middle of a passage is on the reading line."""
    reader.page.evaluate(SCROLL, passage)
    reader.page.wait_for_timeout(60)
    reader.drawn(3)
