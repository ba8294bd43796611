/* The real page in a frame. A new version of it is loaded behind the old one and takes its place when it is drawn: where the
 * reader was, what the map showed and where the keyboard was stay.
 *
 *   new Frame(host, onready) -> { load({ keepView }), window, document, map }
 *     onready(frame)  is called for every page that has come, before it is seen
 */

const PATIENCE_MS = 700;     // a page that is not settled by then is shown as it is

const pause = ms => new Promise(resolve => setTimeout(resolve, ms));

const stepsOf = document => [...document.querySelectorAll('.text .step')];

/** Where the reader is in a page: the passage under the reading line and how far from the top it is. */
function placeOf(frame) {
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

/** The same passage in another version of the page: one with the same text, the nearest, else the one of the same name. */
function again(document, place) {
  const alike = stepsOf(document).map((step, index) => ({ step, off: Math.abs(index - place.index) })).filter(({ step }) => step.textContent === place.text);
  alike.sort((a, b) => a.off - b.off);
  return alike.length ? alike[0].step : (place.step && document.getElementById(place.step)) || null;
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

  /** Shows the page as it is on the server now. */
  async load({ keepView = true } = {}) {
    const turn = ++this.turn, coming = document.createElement('iframe');
    const place = this.ready ? placeOf(this.frame) : null;
    coming.title = 'The page';
    coming.className = 'coming';
    coming.src = `/page?view=page&turn=${turn}` + (place && place.step && place.step !== 'top' ? '#' + place.step : '');
    for (const late of this.host.querySelectorAll('.coming')) late.remove();
    const loaded = new Promise(resolve => coming.addEventListener('load', resolve, { once: true }));
    this.host.append(coming);
    await loaded;
    if (turn !== this.turn) return;
    await this.until(coming, now => now);
    if (place) await this.restore(coming, place, keepView);
    await this.until(coming, now => now && now.settled);
    await new Promise(resolve => requestAnimationFrame(() => requestAnimationFrame(resolve)));
    if (turn !== this.turn) return;
    const old = this.frame;
    this.frame = coming;
    this.onready(this);
    coming.classList.remove('coming');
    if (place && place.focused) this.refocus(place);
    if (old) old.remove();
    this.host.dataset.turn = String(turn);
  }

  async restore(coming, place, keepView) {
    const page = coming.contentWindow, step = again(coming.contentDocument, place);
    if (!page.storymap || !page.storymap.current) return;
    if (step && step.id !== place.step) {          // the passages have other numbers now
      const heard = new Promise(resolve => page.addEventListener('hashchange', resolve, { once: true }));
      page.location.replace(page.location.pathname + page.location.search + '#' + step.id);
      await Promise.race([heard, pause(100)]);
    }
    const top = step && place.step !== 'top' ? page.scrollY + step.getBoundingClientRect().top - place.top : place.scroll;
    page.scrollTo({ top, behavior: 'instant' });
    if (place.view && keepView) {
      page.storymap.leaflet.setView(place.view.centre, place.view.zoom, { animate: false });
      page.storymap.leaflet.fire('story:free');
    }
  }

  /** Waits, but not for ever, until what a page says of itself (`storymap.current()`; null: nothing yet) is enough. */
  async until(coming, enough) {
    const page = coming.contentWindow, end = performance.now() + PATIENCE_MS;
    const now = () => page.storymap && page.storymap.current ? page.storymap.current() : null;
    while (!enough(now()) && performance.now() < end) await pause(25);
  }

  refocus(place) {
    const step = again(this.document, place), link = step && [...step.querySelectorAll('[data-place]')][place.link];
    this.window.focus();
    if (link) link.focus({ preventScroll: true });
  }
}

/** Light or dark as the reader chose it in the page: the shell goes with it. */
export function followScheme(page) {
  const theirs = page.document.documentElement, own = document.documentElement;
  const copy = () => { if (theirs.dataset.scheme) own.dataset.scheme = theirs.dataset.scheme; else delete own.dataset.scheme; };
  new page.window.MutationObserver(copy).observe(theirs, { attributes: true, attributeFilter: ['data-scheme'] });
  copy();
}
