/* The live editor: the story map next to a side panel. Each change is sent to the server, which writes it to places.yaml. When a
 * file changes, here or in a text editor, the new version is shown.
 */
import { ask, send, news, Failed } from '/editor-server.js';
import { Frame, followScheme } from '/editor-frame.js';
import { MapTools, addStyles } from '/editor-map.js';
import { offsets, rangeOf } from '/editor-text.js';
import { forgetTyped, keepTyped, overview, mention, put, renew } from '/editor-panel.js';

const $ = id => document.getElementById(id);
const panel = $('panel'), status = $('status');
let state = null;            // the last /api/state
let picked = null;           // the span of the selected mention
let detail = null;           // the /api/mention of the selected mention, and the values that are being entered
let tools = null;            // the tools on the map of the current page
let working = Promise.resolve();

const page = new Frame($('page'), arrived);

/* ---------- display */

function complain(message) {
  $('problem').textContent = message;
  $('problem').hidden = !message;
}

function reading() {
  return page.ready ? page.window.storymap.current() : { step: '', scene: null };
}

function draw() {
  if (!state) return;
  $('file').textContent = state.exists ? state.file : `${state.file} (new file)`;
  state.later = later();
  $('undo').disabled = !state.undo;
  $('redo').disabled = !state.redo;
  put(panel, detail ? mention(detail, state, on) : overview(state, reading(), on));
  document.body.classList.toggle('has-mention', Boolean(detail));
}

/** Marks the selected mention in the text, and shows its pin or box on the map. */
function mark() {
  if (!page.ready) return;
  const view = page.window, highlights = view.CSS.highlights;
  if (highlights) highlights.delete('picked');
  if (tools) tools.clear();
  if (!picked || !detail) return;
  const range = rangeOf(page.document, picked);
  if (range && highlights) highlights.set('picked', new view.Highlight(range));
  if (detail.drawing) tools.box(detail.drawing === true ? null : detail.drawing, edges => { detail.drawing = edges; draw(); });
  else if (detail.picking) tools.pick(at => { detail.picking = false; on.move(at); });
  else if (detail.place && !isArea()) tools.pin(detail.place, on.move);
}

/** The decision about the selected mention. */
function decided() {
  return picked && state.decisions.find(one => one.spans.some(at => at.start === picked.start && at.end === picked.end));
}

/** Returns whether the map draws the place as an area. An area has no pin to drag. */
function isArea() {
  const decision = decided(), drawn = decision && page.window.storymap.data.places.find(place => place.slug === decision.slug);
  return Boolean(drawn && drawn.areas);
}

/** Shows the place of the selected mention on the map. */
function show() {
  const decision = decided();
  if (decision && decision.slug && page.ready) page.map.fire('story:place', { slug: decision.slug, how: 'click' });
  uncover();
}

/** Prepares a page that has been loaded into the frame. */
function arrived() {
  tools = null;
  if (!page.ready) return;
  addStyles(page);
  tools = new MapTools(page);
  followScheme(page);
  page.map.on('story:at', () => { if (state && !detail) renew(state, reading(), on); });
  page.document.addEventListener('click', clicked, true);
  page.document.addEventListener('keydown', keys);
keepTyped(panel);
  page.document.addEventListener('mouseup', () => setTimeout(selected, 0));
  page.document.addEventListener('keyup', event => { if (event.key === 'Shift' || event.shiftKey) selected(); });
  mark();
}

/** Shows a state of the server, and loads the page again if it has changed. */
async function take(next, { keepView = true } = {}) {
  const before = state;
  state = next;
  complain(state.problem);
  const another = !before || before.version !== state.version;
  if (picked) await look(found(picked), true);
  else draw();
  if (another && !(state.problem && before)) await page.load({ keepView });
}

/** The same mention after a change: at the same offsets, otherwise the same words in the same passage. */
function found(span) {
  const spans = state.decisions.flatMap(decision => decision.spans.map(at => ({ ...at, words: decision.words })));
  return spans.find(at => at.start === span.start && at.end === span.end) || spans.find(at => at.words === span.words && at.passage === span.passage) || span;
}

/** Selects a mention and gets what is known about it. */
async function look(span, again = false) {
  const kept = again && detail ? { query: detail.query, found: detail.found, only: detail.only } : {};
  try {
    const about = await ask('/api/mention', { start: span.start, end: span.end });
    picked = { ...span, words: about.words };
    detail = { only: false, query: about.words, found: null, picking: false, drawing: null, ...about, ...kept };
    if (!detail.candidates.length && !detail.found) await find(about.words, false);
  } catch (error) {
    picked = detail = null;
    complain(error.message);
  }
  draw();
  mark();
}

async function find(query, online) {
  const at = detail.place || (tools ? tools.middle() : null);
  const found = await ask('/api/search', { q: query, start: detail.start, online: online ? 1 : 0, ...(at ? { lat: at.lat, lon: at.lon } : {}) });
  if (detail) Object.assign(detail, { query, found });
}

/* ---------- actions */

/** Runs changes one after the other, because each depends on the files that the one before has written. */
function task(work) {
  working = working.then(work).catch(async error => {
    complain(error.message);
    if (!(error instanceof Failed)) throw error;
    if (error.status !== 409) return;
    const next = await ask('/api/state');
    await take(next);
    complain(next.problem || error.message);
  });
  return working;
}

function change(body, how) {
  return task(async () => {
    const answer = await send('/api/change', { ...body, seen: state.seen });
    forgetTyped();
    await take(answer, how);
    if (how && how.show) show();
    status.textContent = `Written to ${state.file}.`;
  });
}

/** The names of suggestions that were put off, until the tab is closed. */
const later = () => JSON.parse(sessionStorage.getItem('storymap-later') || '[]');

function setLater(names) {
  sessionStorage.setItem('storymap-later', JSON.stringify(names));
  draw();
}

/** Moves the map to the places of the passage before a place without a position is put on it. */
function approach() {
  if (!detail.place && detail.near.length && page.ready) tools.approach(detail.near);
}

const words = () => ({ start: picked.start, end: picked.end, only: detail.only });

const on = {
  pick(span, from) {
    task(async () => {
      await look(span);
      if (from === 'list') reveal(span);
      panel.querySelector('h1').focus({ preventScroll: true });
    });
  },
  back() {
    const last = picked;
    picked = detail = null;
    mark();
    draw();
    const row = last && panel.querySelector(`[data-key="row ${last.start} ${last.end}"]`);
    (row || panel.querySelector('h1')).focus();
  },
  only(value) { detail.only = value; draw(); },
  choose(place) {
    if (place.online) change({ do: 'own', ...words(), name: place.name, lat: place.lat, lon: place.lon, ...(place.own ? { kind: place.own } : {}), ...(place.box ? { box: place.box } : {}) }, { show: true });
    else change({ do: 'choose', ...words(), place: place.id }, { show: true });
  },
  accept(one) { change({ do: 'choose', start: one.spans[0].start, end: one.spans[0].end, only: false, place: one.id }); },
  reject(one) { change({ do: 'ignore', start: one.spans[0].start, end: one.spans[0].end, only: false }); },
  later(one) { setLater([...later(), one.words]); },
  showLater() { setLater([]); },
  share() { change({ do: 'share', start: picked.start, end: picked.end, only: false }); },
  at(text) {
    const there = { at: text };
    if (!detail.place) change({ do: 'own', ...words(), ...there }, { show: true });
    else change({ do: 'move', place: detail.place.id, ...(detail.only ? words() : {}), ...there }, { show: true });
  },
  ignore() { change({ do: 'ignore', ...words() }); },
  forget() { change({ do: 'forget', start: picked.start, end: picked.end }); },
  look(looks) { change({ do: 'look', ...words(), ...looks }); },
  move(at, box) {
    const there = { lat: at.lat, lon: at.lon, ...(box ? { box } : {}) };
    if (!detail.place) change({ do: 'own', ...words(), ...there, ...(box ? { kind: 'region' } : {}) }, { show: true });
    else if (detail.only) change({ do: 'move', place: detail.place.id, ...words(), ...there });
    else change({ do: 'move', place: detail.place.id, ...there });
  },
  search(query, online) { task(async () => { await find(query, online); draw(); }); },
  add(query) {
    task(async () => {
      const { found: spans } = await ask('/api/words', { q: query });
      if (!spans.length) { complain(`“${query}” does not occur in the article.`); return; }
      complain(state.problem);
      forgetTyped();
      await look(spans[0]);
      reveal(spans[0]);
      panel.querySelector('h1').focus({ preventScroll: true });
    });
  },
  pickPoint() { detail.picking = !detail.picking; detail.drawing = null; if (detail.picking) approach(); draw(); mark(); },
  draw() { approach(); detail.drawing = detail.place && detail.place.box ? detail.place.box : true; detail.picking = false; mark(); draw(); },
  drop() { detail.drawing = null; draw(); mark(); },
  useBox(typed) {
    const box = typed.split(',').map(Number);
    if (box.length !== 4 || box.some(Number.isNaN)) { complain('Enter four numbers: west, south, east, north.'); return; }
    const wide = box[2] < box[0] ? box[2] + 360 - box[0] : box[2] - box[0], middle = ((box[0] + wide / 2 + 540) % 360) - 180;
    detail.drawing = null;
    on.move({ lat: (box[1] + box[3]) / 2, lon: middle }, box);
  },
  view(passage) { change({ do: 'scene', passage, camera: tools.view() }, { keepView: false }); },
  scene(passage, edit) { change({ do: 'scene', passage, ...edit }); }
};

const DONE = { '/api/undo': 'Undone.', '/api/redo': 'Redone.', '/api/restore': 'Restored.' };

function step(path) {
  return task(async () => {
    let asked = path;
    try {
      await take(await send(path), { keepView: false });
    } catch (error) {
      if (!(error instanceof Failed) || error.status !== 409 || path !== '/api/undo' || !window.confirm(`${error.message} Restore the file as it was before the last change? You can undo that.`)) throw error;
      asked = '/api/restore';
      await take(await send(asked), { keepView: false });
    }
    status.textContent = DONE[asked];
  });
}

/* ---------- events of the page */

/** Scrolls the page to a mention and shows its place. */
function reveal(span) {
  const range = page.ready && rangeOf(page.document, span);
  if (!range) return;
  const element = range.startContainer.parentElement;
  element.scrollIntoView({ block: 'center', behavior: 'instant' });
  show();
}

function spanOf(at) {
  const about = state.passages.find(passage => passage.id === at.passage);
  return about ? { passage: at.passage, at: at.at, to: at.to, start: about.start + at.at, end: about.start + at.to } : null;
}

function clicked(event) {
  const link = event.target instanceof page.window.Element && event.target.closest('a[href]');
  if (link && !link.getAttribute('href').startsWith('#')) event.preventDefault();   // links must not leave the page
  const place = event.target instanceof page.window.Element && event.target.closest('[data-place]');
  if (!place || !state) return;
  const range = page.document.createRange();
  range.selectNodeContents(place);
  const here = offsets(page.document, range);
  if (!here) return;
  const holding = state.decisions.flatMap(decision => decision.spans).filter(at => at.passage === here.passage && at.at <= here.at && here.to <= at.to);
  holding.sort((a, b) => (a.to - a.at) - (b.to - b.at));
  if (holding.length) on.pick(holding[0], 'page');
  setTimeout(uncover, 0);
}

/** Closes the card of the page, because it covers a part of the map and the side panel shows the same information. */
function uncover() {
  const close = page.ready && page.document.querySelector('#card:not([hidden]) .close');
  if (close) close.click();
}

/** Opens the words that are selected in the text: a mention, or a place to add. */
function selected() {
  const selection = page.ready && page.document.getSelection();
  if (!selection || selection.isCollapsed || !selection.rangeCount || !state) return;
  const here = offsets(page.document, selection.getRangeAt(0)), span = here && here.to - here.at <= 200 ? spanOf(here) : null;
  if (span) on.pick(span, 'page');
}

/* ---------- keyboard */

function next(by) {
  const look = state.decisions.filter(decision => decision.look).map(decision => decision.spans[0]);
  if (!look.length) { status.textContent = 'Nothing to check.'; return; }
  const now = picked ? look.findIndex(span => span.start === picked.start && span.end === picked.end) : -1;
  on.pick(look[now < 0 ? (by > 0 ? 0 : look.length - 1) : (now + by + look.length) % look.length], 'list');
}

function keys(event) {
  const typing = event.target.closest && event.target.closest('input, textarea'), command = event.ctrlKey || event.metaKey;
  if (!state) return;
  if (command && !event.altKey && event.key.toLowerCase() === 'z' && !typing) {
    event.preventDefault();
    step(event.shiftKey ? '/api/redo' : '/api/undo');
  } else if (event.altKey && (event.key === 'ArrowDown' || event.key === 'ArrowUp')) {
    event.preventDefault();
    next(event.key === 'ArrowDown' ? 1 : -1);
  } else if (event.key === 'Escape' && detail && event.view === window) {
    if (detail.drawing) on.drop(); else if (detail.picking) on.pickPoint(); else on.back();
  }
}

document.addEventListener('keydown', keys);
keepTyped(panel);
$('undo').addEventListener('click', () => step('/api/undo'));
$('redo').addEventListener('click', () => step('/api/redo'));

news(version => {
  task(async () => { if (!state || state.version !== version) await take(await ask('/api/state')); });
}, () => complain('storymap has stopped. Start it again and open the address that it prints.'));
