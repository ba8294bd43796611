/* The live editor: the story map next to a side panel. Each change is sent to the server, which writes it to places.yaml. When a
 * file changes, here or in a text editor, the new version is shown.
 */
import { ask, send, news, upload, Failed } from '/editor-server.js';
import { Frame, followScheme } from '/editor-frame.js';
import { MapTools, addStyles } from '/editor-map.js';
import { mentionAt, offer, selectedSpan, withdraw } from '/editor-select.js';
import { rangeOf } from '/editor-text.js';
import { forgetTyped, keepTyped, put, remember, remembered, t } from '/editor-dom.js';
import { overview, renew } from '/editor-panel.js';
import { mention } from '/editor-mention.js';
import { boxOf, middleOf, ringOf } from '/editor-place.js';
import { merged, nextToCheck, sameMention, toCheck } from '/editor-state.js';

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
  $('file').textContent = state.exists ? state.file : t('new_file', { file: state.file });
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
  if (detail.outline) tools.outline(detail.outline, ring => { detail.outline = ring; draw(); });
  else if (detail.drawing) tools.box(detail.drawing === true ? null : detail.drawing, edges => { detail.drawing = edges; draw(); });
  else if (detail.picking) tools.pick(at => { detail.picking = false; on.move(at); });
  else {
    const others = [...detail.candidates, ...(detail.found ? detail.found.found : [])];
    if (others.length > 1 || !detail.place) tools.options(others, on.choose);
    if (detail.place && !isArea()) tools.pin(detail.place, on.move);
  }
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
  page.document.addEventListener('mouseup', event => { if (!(event.target.closest && event.target.closest('.edit-add'))) setTimeout(propose, 0); });
  page.document.addEventListener('keyup', event => { if (event.key === 'Shift' || event.shiftKey) propose(); });
  mark();
}

/** Shows a state of the server, and loads the page again if it has changed. */
async function take(next, { keepView = true } = {}) {
  const before = state;
  state = merged(before, next);
  complain(state.problem);
  const another = !before || before.version !== state.version;
  if (picked) await look(sameMention(state, picked), true);
  else draw();
  if (another && !(state.problem && before)) await page.load({ keepView });
}

/** Selects a mention and gets what is known about it. */
async function look(span, again = false) {
  const kept = again && detail ? { query: detail.query, found: detail.found, scope: detail.scope } : {};
  try {
    const about = await ask('/api/mention', { start: span.start, end: span.end });
    picked = { ...span, words: about.words };
    const scope = about.single ? 'one' : remembered('scope', 'all');     // a mention with its own entry keeps its own entry
    detail = { scope, query: about.words, found: null, picking: false, drawing: null, outline: null, ...about, ...kept };
    if (!detail.candidates.length && !detail.found) {
      await find(about.words, false);
      if (detail && detail.found) detail.found.first = true;     // nobody has asked for this search
    }
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

/** Runs changes one after the other, because each change depends on the files that the previous change has written. */
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
    const answer = await send('/api/change', { ...body, seen: state.seen, have: state.version });
    forgetTyped();
    await take(answer, how);
    if (how && how.show) show();
    status.textContent = t('written', { file: state.file });
  });
}

/** The names of suggestions that are hidden until the tab is closed. */
const later = () => remembered('later', []);

function setLater(names) {
  remember('later', names);
  draw();
}

/** Moves the map to the places of the passage before a place without a position is put on it. */
function approach() {
  if (!detail.place && detail.near.length && page.ready) tools.approach(detail.near);
}

const words = () => ({ start: picked.start, end: picked.end, scope: detail.count < 2 ? 'all' : detail.scope });
const isOne = () => detail.count > 1 && detail.scope !== 'all';

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
  next() { next(1); },
  scope(value) { detail.scope = value; remember('scope', value); draw(); },
  choose(place) {
    if (place.online) change({ do: 'own', ...words(), name: place.name, lat: place.lat, lon: place.lon, ...(place.own ? { kind: place.own } : {}), ...(place.box ? { box: place.box } : {}) }, { show: true });
    else change({ do: 'choose', ...words(), place: place.id }, { show: true });
  },
  accept(one) { change({ do: 'choose', start: one.spans[0].start, end: one.spans[0].end, scope: 'all', place: one.id }); },
  reject(one) { change({ do: 'ignore', start: one.spans[0].start, end: one.spans[0].end, scope: 'all' }); },
  later(one) { setLater([...later(), one.words]); },
  showLater() { setLater([]); },
  share() { change({ do: 'share', start: picked.start, end: picked.end }); },
  at(text) {
    const there = { at: text };
    if (!detail.place) change({ do: 'own', ...words(), ...there }, { show: true });
    else if (isOne()) change({ do: 'own', ...words(), ...there, ...named() }, { show: true });
    else change({ do: 'move', place: detail.place.id, ...there }, { show: true });
  },
  ignore() { change({ do: 'ignore', ...words() }); },
  forget() { change({ do: 'forget', start: picked.start, end: picked.end }); },
  look(looks) { change({ do: 'look', ...words(), ...looks }); },
  move(at, box) {
    const there = { lat: at.lat, lon: at.lon, ...(box ? { box } : {}) };
    if (!detail.place) change({ do: 'own', ...words(), ...there, ...(box ? { kind: 'region' } : {}) }, { show: true });
    else if (isOne()) change({ do: detail.scope === 'one' ? 'move' : 'own', place: detail.place.id, only: detail.scope === 'one', ...words(), ...there, ...(detail.scope === 'one' ? {} : named()) });
    else change({ do: 'move', place: detail.place.id, ...there });
  },
  search(query, online) { task(async () => { await find(query, online); draw(); }); },
  add(query) {
    task(async () => {
      const { found: spans, near } = await ask('/api/words', { q: query });
      if (!spans.length) { complain([t('no_words', { words: query }), near && t('did_you_mean', { words: near })].filter(Boolean).join(' ')); return; }
      complain(state.problem);
      forgetTyped();
      await look(spans[0]);
      reveal(spans[0]);
      panel.querySelector('h1').focus({ preventScroll: true });
    });
  },
  pickPoint() { detail.picking = !detail.picking; detail.drawing = detail.outline = null; if (detail.picking) approach(); draw(); mark(); },
  draw() { approach(); detail.outline = null; detail.drawing = detail.place && detail.place.box ? detail.place.box : true; detail.picking = false; mark(); draw(); },
  drop() { detail.drawing = detail.outline = null; draw(); mark(); },
  drawOutline() { approach(); detail.drawing = null; detail.picking = false; detail.outline = detail.area || []; mark(); draw(); },
  ring(text) {
    const ring = ringOf(text, 0);
    if (!ring) { complain(t('ring_invalid')); return; }
    detail.outline = ring;
    mark();
    draw();
  },
  useOutline(text) {
    const area = ringOf(text, 3);
    if (!area) { complain(t('ring_invalid')); return; }
    detail.outline = null;
    on.describe({ area, ...(detail.place ? {} : { kind: 'region' }) });
  },
  describe(fields) { change({ do: 'describe', ...words(), ...fields }, { show: Boolean(fields.area) }); },
  top(values) { change({ do: 'top', ...values }); },
  upload(file, kind, id) {
    task(async () => {
      const { file: name } = await upload('/api/file', file, { kind });
      const input = $(`${id}-file-text`);
      if (!input) return;
      complain(state.problem);
      input.value = name;
      input.dispatchEvent(new Event('input', { bubbles: true }));     // because of this event, the name is kept like typed text
      ($(`${id}-alt-text`) || $(`${id}-label-text`) || input).focus();
    });
  },
  useBox(typed) {
    const box = boxOf(typed);
    if (!box) { complain(t('edges_invalid')); return; }
    detail.drawing = null;
    on.move(middleOf(box), box);
  },
  view(passage, more = {}) { change({ do: 'scene', passage, camera: tools.view(), ...more }, { keepView: false }); },
  scene(passage, edit) { change({ do: 'scene', passage, ...edit }); }
};

const DONE = { '/api/undo': 'undone', '/api/redo': 'redone', '/api/restore': 'restored' };
const named = () => ({ name: detail.place.name });

function step(path) {
  return task(async () => {
    let asked = path;
    try {
      await take(await send(path, { have: state.version }), { keepView: false });
    } catch (error) {
      if (!(error instanceof Failed) || error.status !== 409 || path !== '/api/undo' || !window.confirm(`${error.message} ${t('restore_ask')}`)) throw error;
      asked = '/api/restore';
      await take(await send(asked, { have: state.version }), { keepView: false });
    }
    status.textContent = t(DONE[asked]);
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

function clicked(event) {
  const link = event.target instanceof page.window.Element && event.target.closest('a[href]');
  if (link && !link.getAttribute('href').startsWith('#')) event.preventDefault();   // links must not leave the page
  const span = state && mentionAt(page, state, event.target);
  if (!span) return;
  on.pick(span, 'page');
  setTimeout(uncover, 0);
}

/** Closes the card of the page, because it covers a part of the map and the side panel shows the same information. */
function uncover() {
  const close = page.ready && page.document.querySelector('#card:not([hidden]) .close');
  if (close) close.click();
}

const propose = () => offer(page, selectedSpan(page, state), open);

function open(span) {
  withdraw(page);
  on.pick(span, 'page');
}

function next(by) {
  const span = nextToCheck(toCheck(state, later()), picked, by);
  if (span) on.pick(span, 'list'); else status.textContent = t('nothing');
}

function keys(event) {
  const typing = event.target.closest && event.target.closest('input, textarea'), command = event.ctrlKey || event.metaKey;
  if (!state) return;
  if (command && !event.altKey && event.key.toLowerCase() === 'z' && !typing) {
    event.preventDefault();
    step(event.shiftKey ? '/api/redo' : '/api/undo');
  } else if (event.altKey && event.key === 'Enter' && selectedSpan(page, state)) {
    event.preventDefault();
    open(selectedSpan(page, state));
  } else if (event.altKey && (event.key === 'ArrowDown' || event.key === 'ArrowUp')) {
    event.preventDefault();
    next(event.key === 'ArrowDown' ? 1 : -1);
  } else if (event.key === 'Escape' && detail && event.view === window) {
    if (detail.drawing || detail.outline) on.drop(); else if (detail.picking) on.pickPoint(); else on.back();
  }
}

document.addEventListener('keydown', keys);
keepTyped(panel);
$('undo').addEventListener('click', () => step('/api/undo'));
$('redo').addEventListener('click', () => step('/api/redo'));

news(version => {
  task(async () => { if (!state || state.version !== version) await take(await ask('/api/state', { have: state ? state.version : 0 })); });
}, () => complain(t('stopped')));
