/* Shows the page in a frame. A new version is loaded behind the old one and replaces it when it has been drawn. The passage that is
 * read, the view of the map and the focus are kept.
 *
 *   new Frame(host, onready) -> { load({ keepView }), window, document, map, ready }
 *     onready(frame)  is called for each version before it is shown
 */

const START_MS = 5000;       // after this time, a page is shown even if its script has not started
const SETTLE_MS = 700;       // this long after the start of its script, a page is shown even if its map still moves

const pause = ms => new Promise(resolve => setTimeout(resolve, ms));

const stepsOf = document => [...document.querySelectorAll('.text .step')];

/** The state of a page: the passage at the reading line and its distance from the top, the view of the map, the focus. */
function stateOf(frame) {
  const page = frame.contentWindow, now = page.storymap && page.storymap.current && page.storymap.current();
  if (!now) return null;
  const step = now.step ? frame.contentDocument.getElementById(now.step) : null, map = page.storymap.leaflet;
  const links = step ? [...step.querySelectorAll('[data-place]')] : [];
  return {
    step: now.step, index: stepsOf(frame.contentDocument).indexOf(step), text: step ? step.textContent : '', top: step ? step.getBoundingClientRect().top : 0, scroll: page.scrollY,
    view: now.free ? { centre: map.getCenter(), zoom: map.getZoom() } : null,
    focused: document.activeElement === frame, link: links.indexOf(frame.contentDocument.activeElement)
  };
}

/** The same passage in another version of the page: the nearest one with the same text, otherwise the one with the same id. */
function samePassage(document, state) {
  const alike = stepsOf(document).map((step, index) => ({ step, off: Math.abs(index - state.index) })).filter(({ step }) => step.textContent === state.text);
  alike.sort((a, b) => a.off - b.off);
  return alike.length ? alike[0].step : (state.step && document.getElementById(state.step)) || null;
}

export class Frame {
  constructor(host, onready) {
    this.host = host;
    this.onready = onready;
    this.frame = null;
    this.turn = 0;
  }

  get window() { return this.frame.contentWindow; }
  get document() { return this.frame.contentDocument; }
  get map() { return this.window.storymap.leaflet; }
  get ready() { return Boolean(this.frame && this.window.storymap && this.window.storymap.current); }

  /** Loads the current version from the server. */
  async load({ keepView = true } = {}) {
    const turn = ++this.turn, coming = document.createElement('iframe');
    const state = this.ready ? stateOf(this.frame) : null;
    coming.title = this.host.getAttribute('aria-label');
    coming.className = 'coming';
    coming.src = `/page?view=page&turn=${turn}`;
    for (const late of this.host.querySelectorAll('.coming')) late.remove();
    const loaded = new Promise(resolve => coming.addEventListener('load', resolve, { once: true }));
    this.host.append(coming);
    await loaded;
    if (turn !== this.turn) return;
    await this.until(coming, now => now, START_MS);
    if (state) this.restore(coming, state, keepView);
    await this.until(coming, now => now && now.settled, SETTLE_MS);
    await new Promise(resolve => requestAnimationFrame(() => requestAnimationFrame(resolve)));
    if (turn !== this.turn) return;
    const old = this.frame;
    this.frame = coming;
    this.onready(this);
    coming.classList.remove('coming');
    if (state && state.focused) this.refocus(state);
    if (old) old.remove();
    this.host.dataset.turn = String(turn);
  }

  restore(coming, state, keepView) {
    const page = coming.contentWindow, step = state.step === 'top' ? null : samePassage(coming.contentDocument, state);
    if (!page.storymap || !page.storymap.current) return;
    if (step) page.storymap.open(step.id);
    page.scrollTo({ top: step ? page.scrollY + step.getBoundingClientRect().top - state.top : state.scroll, behavior: 'instant' });
    if (state.view && keepView) {
      page.storymap.leaflet.setView(state.view.centre, state.view.zoom, { animate: false });
      page.storymap.leaflet.fire('story:free');
    }
  }

  /** Waits until enough(storymap.current()) is true in a page, but at most `ms`. Before the page starts, enough(null) is called. */
  async until(coming, enough, ms) {
    const page = coming.contentWindow, end = performance.now() + ms;
    const now = () => page.storymap && page.storymap.current ? page.storymap.current() : null;
    while (!enough(now()) && performance.now() < end) await pause(25);
  }

  refocus(state) {
    const step = samePassage(this.document, state), link = step && [...step.querySelectorAll('[data-place]')][state.link];
    this.window.focus();
    if (link) link.focus({ preventScroll: true });
  }
}

/** Uses the colour scheme that was chosen in the page. */
export function followScheme(page) {
  const theirs = page.document.documentElement, own = document.documentElement;
  const copy = () => { if (theirs.dataset.scheme) own.dataset.scheme = theirs.dataset.scheme; else delete own.dataset.scheme; };
  new page.window.MutationObserver(copy).observe(theirs, { attributes: true, attributeFilter: ['data-scheme'] });
  copy();
}
