/* The contents of the side panel, as elements. They do not use the server or the map; actions are methods of `on`.
 *
 *   overview(state, now, on)    the list of all decisions, with those to check first, and the current passage
 *   mention(detail, state, on)  one mention: its candidates, its position, how it is displayed
 *   renew(state, now, on)       updates the current passage in the overview
 *   put(host, ...elements)      replaces what is shown; focus, typed text, open details and scroll position are kept
 *   keepTyped(host)             keeps what is typed until it is saved, also when the page is reloaded
 *   forgetTyped()               forgets what was typed into the last form that was submitted, after it has been saved
 *   h(tag, props, ...children)  makes an element; a prop `onclick` is a listener, true an attribute without a value
 */

export function h(tag, props = {}, ...children) {
  const element = document.createElement(tag);
  for (const [key, value] of Object.entries(props)) {
    if (key.startsWith('on')) element.addEventListener(key.slice(2), value);
    else if (value === true) element.setAttribute(key, '');
    else if (value !== false && value !== null && value !== undefined) element.setAttribute(key, value);
  }
  element.append(...children.flat().filter(child => child !== null && child !== undefined && child !== false));
  return element;
}

const key = element => element && element.dataset ? element.dataset.key : undefined;

export function put(host, ...elements) {
  const inside = host.contains(document.activeElement), focused = inside ? key(document.activeElement) : undefined;
  const same = host.dataset.of === elements[0].dataset.of, scroll = host.scrollTop;
  const shown = elements[0].dataset.of;
  const typed = [...typedText].filter(([name]) => name.startsWith(`${shown}|`)).map(([name, value]) => [name.slice(shown.length + 1), value]);
  const open = same ? [...host.querySelectorAll('details[open]')].map(key) : [];
  host.replaceChildren(...elements);
  host.dataset.of = elements[0].dataset.of;
  for (const [name, value] of typed) { const input = host.querySelector(`[data-key="${CSS.escape(name)}"]`); if (input) input.value = value; }
  for (const name of open) { const details = name && host.querySelector(`details[data-key="${CSS.escape(name)}"]`); if (details) details.open = true; }
  host.scrollTop = same ? scroll : 0;
  const target = focused && host.querySelector(`[data-key="${CSS.escape(focused)}"]`);
  if (target) target.focus({ preventScroll: true });
  else if (inside) (host.querySelector('h1') || host).focus({ preventScroll: true });
}

/* Typed text that is not saved yet: "what is shown | key of the input" -> text. */
const STORED = 'storymap-typed';
const typedText = new Map(JSON.parse(sessionStorage.getItem(STORED) || '[]'));
const store = () => sessionStorage.setItem(STORED, JSON.stringify([...typedText]));

let submitted = [];          // the inputs of the last form that was submitted
const typedName = input => `${input.closest('[data-of]').dataset.of}|${key(input)}`;

export function keepTyped(host) {
  host.addEventListener('submit', ({ target }) => { submitted = [...target.querySelectorAll('[data-key]')].map(typedName); }, true);
  host.addEventListener('input', ({ target }) => {
    if (!key(target) || target.type === 'radio') return;
    const name = typedName(target);
    if (target.value === target.defaultValue) typedText.delete(name); else typedText.set(name, target.value);
    store();
  });
}

export function forgetTyped() {
  for (const name of submitted) typedText.delete(name);
  submitted = [];
  store();
}

const percent = sure => `${Math.round(sure * 100)} %`;
const mentions = number => number === 1 ? '1 mention' : `${number} mentions`;

/* ---------- the overview */

function section(title, count, ...inside) {
  return h('section', { class: 'group' }, h('h2', {}, title, count === null ? null : h('span', { class: 'count' }, ` ${count}`)), ...inside);
}

function row(decision, on) {
  const span = decision.spans[0], number = decision.spans.length;
  const sure = decision.yours ? 'your decision' : decision.place ? percent(decision.sure) : '';
  return h('li', {}, h('button', {
    type: 'button', class: 'row' + (decision.look ? ' look' : ''), 'data-key': `row ${span.start} ${span.end}`, onclick: () => on.pick(span, 'list')
  },
  h('span', { class: 'words', dir: 'auto' }, decision.words), number > 1 ? h('span', { class: 'times' }, ` × ${number}`) : null,
  sure ? h('span', { class: 'sure' + (decision.yours ? ' yours' : '') }, sure) : null,
  decision.place === decision.words ? null : h('span', { class: 'goal', dir: 'auto' }, decision.place || decision.why)));
}

const list = (decisions, on) => h('ul', { class: 'list' }, decisions.map(decision => row(decision, on)));

/** The row of a suggestion, with buttons that add it to the map, reject it, or hide it until the editor is opened again. */
function suggestion(one, on) {
  const span = one.spans[0], number = one.spans.length, at = `${span.start} ${span.end}`;
  const button = (name, label, about, onclick) => h('button', { type: 'button', 'data-key': `${name} ${at}`, 'aria-label': `${label}: ${about}`, title: about, onclick }, label);
  return h('li', { class: 'suggestion' }, h('button', {
    type: 'button', class: 'row', 'data-key': `row ${at}`, onclick: () => on.pick(span, 'list')
  },
  h('span', { class: 'words', dir: 'auto' }, one.words), number > 1 ? h('span', { class: 'times' }, ` × ${number}`) : null,
  h('span', { class: 'sure' }, percent(one.score)), h('span', { class: 'goal', dir: 'auto' }, one.place || one.why)),
  h('div', { class: 'buttons' },
    one.id ? button('add', 'Add', `${one.words}, ${one.place}`, () => on.accept(one)) : null,
    button('not', 'Not a place', one.words, () => on.reject(one)),
    button('later', 'Later', one.words, () => on.later(one))));
}

function toCheck(state, on, look) {
  const open = look.filter(d => !d.place), unsure = look.filter(d => d.place), later = state.later || [];
  const possible = state.suggestions.filter(one => !later.includes(one.words)), hidden = state.suggestions.length - possible.length;
  const number = look.length + possible.length;
  if (!number && !hidden) return h('p', { class: 'good' }, 'Nothing to check.');
  return section('To check', number,
    open.length ? list(open, on) : null,
    possible.length ? h('h3', {}, 'Possible places, not on the map') : null,
    possible.length ? h('ul', { class: 'list' }, possible.map(one => suggestion(one, on))) : null,
    hidden ? h('button', { type: 'button', 'data-key': 'later-show', onclick: on.showLater }, `Show ${hidden} for later`) : null,
    unsure.length ? h('h3', {}, 'Unsure') : null, unsure.length ? list(unsure, on) : null);
}

function refused(state, on) {
  return h('details', { 'data-key': 'refused' }, h('summary', {}, `Rejected (${state.refused.length})`),
    h('ul', { class: 'list' }, state.refused.map(one => row({ ...one, place: '', sure: 0, look: false, yours: false }, on))));
}

function passage(state, now, on) {
  const id = now.scene ? now.scene.passages[0] : now.step, about = state.passages.find(p => p.id === id), here = state.passages.find(p => p.id === now.step);
  if (!about || !here) return section('Current passage', null, h('p', { class: 'note' }, 'Scroll to a passage to set its map view and its title, or to hide it.'));
  const title = h('input', { id: 'scene-title', type: 'text', value: about.title, maxlength: 200, onchange: saveOnBlur, 'data-key': `title ${id}`, dir: 'auto' });
  return section('Current passage', null,
    h('p', { class: 'note', dir: 'auto' }, `${here.id} · ${here.words}`),
    h('div', { class: 'buttons' },
      h('button', { type: 'button', 'data-key': 'view', class: 'main', onclick: () => on.view(id) }, 'Use this map view'),
      about.camera ? h('button', { type: 'button', 'data-key': 'view-back', onclick: () => on.scene(id, { camera: null }) }, 'Use the automatic view') : null),
    h('form', { class: 'line', onsubmit: event => { event.preventDefault(); on.scene(id, { title: title.value.trim() || null }); } },
      h('label', { for: 'scene-title' }, 'Scene title'), h('div', { class: 'field' }, title, h('button', { type: 'submit', 'data-key': 'title-set' }, 'Set'))),
    h('button', { type: 'button', 'data-key': 'hide', onclick: () => on.scene(here.id, { hide: true }) }, `Hide ${here.id}`));
}

export function overview(state, now, on) {
  const look = state.decisions.filter(d => d.look), mapped = state.decisions.filter(d => !d.look && d.slug), off = state.decisions.filter(d => !d.look && !d.slug);
  const hidden = state.passages.filter(p => p.hidden);
  return h('div', { 'data-of': 'overview', class: 'overview' },
    h('h1', { tabindex: -1 }, 'Places'),
    h('p', { class: 'note' }, 'Click a place here or in the text to change it. Select words in the text to add a place.'),
    toCheck(state, on, look),
    section('On the map', mapped.length, list(mapped, on)),
    section('Not on the map', off.length, off.length ? list(off, on) : null, state.refused.length ? refused(state, on) : null),
    h('form', { class: 'line group', onsubmit: event => { event.preventDefault(); on.add(event.target.querySelector('input').value.trim()); } },
      h('label', { for: 'add' }, 'Add a place: words from the article'), h('div', { class: 'field' },
        h('input', { id: 'add', type: 'text', required: true, maxlength: 200, 'data-key': 'add', dir: 'auto', autocomplete: 'off' }), h('button', { type: 'submit', 'data-key': 'add-go' }, 'Add'))),
    hidden.length ? section('Hidden passages', hidden.length, h('ul', { class: 'list' }, hidden.map(p => h('li', { class: 'hidden' },
      h('span', { dir: 'auto' }, `${p.id} · ${p.words}`), h('button', { type: 'button', 'data-key': `show ${p.id}`, onclick: () => on.scene(p.id, { hide: null }) }, 'Show'))))) : null,
    h('div', { id: 'passage' }, passage(state, now, on)),
    state.remarks.length ? section('Warnings', null, h('ul', { class: 'remarks' }, state.remarks.map(remark => h('li', { dir: 'auto' }, remark)))) : null,
    h('p', { class: 'note keys' }, h('kbd', {}, 'Alt ↓'), ' ', h('kbd', {}, 'Alt ↑'), ' next and previous to check · ', h('kbd', {}, 'Ctrl Z'), ' undo · ', h('kbd', {}, 'Esc'), ' back to this list'));
}

/** Updates the current passage, which changes while the page is scrolled. */
export function renew(state, now, on) {
  const place = document.getElementById('passage');
  if (place && !place.contains(document.activeElement)) place.replaceChildren(passage(state, now, on));
}

/* ---------- one mention */

function facts(place) {
  const away = place.match || place.km === null || place.km === undefined || place.km === 0 ? '' : `${place.km.toLocaleString('en')} km away`;
  return [place.kind, place.people && `${place.people} people`, away, place.online && 'OpenStreetMap'].filter(Boolean).join(' · ');
}

function candidate(place, chosen, name, on) {
  return h('li', { class: 'candidate' + (chosen ? ' chosen' : '') },
    h('button', { type: 'button', 'aria-pressed': String(chosen), 'data-key': `${name} ${place.id}`, onclick: () => on.choose(place) },
      h('span', { class: 'name', dir: 'auto' }, [place.name, place.where].filter(Boolean).join(', ')), h('span', { class: 'facts' }, facts(place)),
      place.match ? h('span', { class: 'facts' }, place.match) : null,
      place.dispute ? h('span', { class: 'facts' }, place.dispute) : null),
    place.link ? h('a', { class: 'link', href: place.link, target: '_blank', rel: 'noopener noreferrer', 'data-key': `link ${name} ${place.id}` }, place.id) : null,
    place.says && place.says.length ? h('details', { 'data-key': `why ${place.id}` }, h('summary', {}, 'Evidence for and against'),
      h('ul', { class: 'evidence' }, place.says.map(one => h('li', { class: one.for ? 'for' : 'against' }, h('span', { class: 'unseen' }, one.for ? 'for: ' : 'against: '), one.text)))) : null);
}

function scope(detail, on) {
  if (detail.count < 2) return null;
  const radio = (id, value, label) => h('label', { for: id }, h('input', {
    type: 'radio', name: 'scope', id, 'data-key': id, checked: detail.only === value, onchange: () => on.only(value)
  }), ' ', label);
  return h('fieldset', { class: 'scope' }, h('legend', {}, 'Apply to'),
    radio('scope-all', false, `all ${mentions(detail.count)} of “${detail.words}”`), radio('scope-one', true, 'only this mention'));
}

function search(detail, state, on) {
  const words = h('input', { id: 'search', type: 'search', value: detail.query, 'data-key': 'search', dir: 'auto', autocomplete: 'off', maxlength: 200 });
  const found = detail.found;
  return h('section', { class: 'group' },
    h('form', { class: 'line', role: 'search', onsubmit: event => { event.preventDefault(); on.search(words.value.trim(), false); } },
      h('label', { for: 'search' }, detail.candidates.length ? 'Search for another place, such as Newtown Kent' : 'Which place is it? A name, coordinates or the address of a map'),
      h('div', { class: 'field' }, words, h('button', { type: 'submit', 'data-key': 'find' }, 'Find'),
        state.online ? h('button', { type: 'button', 'data-key': 'online', onclick: () => on.search(words.value.trim(), true) }, 'Online') : null)),
    found && found.problem ? h('p', { class: 'note' }, found.problem) : null,
    found && found.at ? h('button', { type: 'button', class: 'main', 'data-key': 'put-at', onclick: () => on.move(found.at) }, `Put “${detail.words}” at ${found.at.lat}, ${found.at.lon}`) : null,
    found && !found.at && !found.problem && !found.found.length ? h('p', { class: 'note' }, `No place found for “${detail.query}”. Try another spelling, or set the position yourself.`) : null,
    found && found.found.length ? h('ol', { class: 'candidates' }, found.found.map(place => candidate(place, Boolean(detail.place && detail.place.id === place.id), 'found', on))) : null);
}

function position(detail, on) {
  const place = detail.place, drawing = detail.drawing;
  const at = h('input', { id: 'at', type: 'text', value: place ? `${place.lat}, ${place.lon}` : '', required: true, maxlength: 2000, 'data-key': 'at', autocomplete: 'off', spellcheck: 'false', placeholder: '43.06, 141.35' });
  return h('details', { class: 'group', 'data-key': 'position', open: !place || Boolean(drawing) || detail.picking },
    h('summary', {}, place ? 'Position' : 'Set the position yourself'),
    place ? h('p', { class: 'note' }, 'Drag the ring on the map (areas have none), draw a box around the place, or enter its position.') : null,
    h('form', { class: 'line', onsubmit: event => { event.preventDefault(); on.at(at.value.trim()); } },
      h('label', { for: 'at' }, 'Coordinates, the address of a map, or a plus code'),
      h('div', { class: 'field' }, at, h('button', { type: 'submit', 'data-key': 'move' }, 'Set position'))),
    h('div', { class: 'buttons' },
      h('button', { type: 'button', 'data-key': 'pick', 'aria-pressed': String(Boolean(detail.picking)), onclick: on.pickPoint }, detail.picking ? 'Click on the map …' : 'Click on the map'),
      drawing ? null : h('button', { type: 'button', 'data-key': 'box', onclick: on.draw }, place && place.box ? 'Edit the box' : 'Draw a box')),
    drawing ? h('form', { class: 'drawing', onsubmit: event => { event.preventDefault(); on.useBox(document.getElementById('edges').value); } },
      h('label', { for: 'edges' }, 'West, south, east, north'),
      h('input', { id: 'edges', type: 'text', value: drawing.join(', '), 'data-key': 'edges', inputmode: 'numeric' }),
      h('div', { class: 'buttons' }, h('button', { type: 'submit', class: 'main', 'data-key': 'box-use' }, 'Use this box'),
        h('button', { type: 'button', 'data-key': 'box-drop', onclick: on.drop }, 'Cancel'))) : null);
}

const LOOKS = [['as', 'Label on the map', 'text'], ['note', 'Note in the list of places', 'text'], ['radius_km', 'Approximate position: radius in km', 'number'], ['zoom', 'Maximum zoom (1–18)', 'number']];

/** Saves the form of an input when the input is left. */
function saveOnBlur({ target }) { if (target.form && target.form.reportValidity()) target.form.requestSubmit(); }

function looks(detail, on) {
  if (!detail.place) return null;
  const inputs = LOOKS.map(([name, label, type]) => {
    const input = h('input', {
      id: `look-${name}`, type, 'data-key': `look ${name}`, value: detail.display[name] === undefined ? '' : detail.display[name], onchange: saveOnBlur, dir: type === 'text' ? 'auto' : null,
      ...(type === 'number' ? { step: 'any', min: name === 'zoom' ? 1 : .01, max: name === 'zoom' ? 18 : 5000 } : { maxlength: 1000 })
    });
    return { name, type, input, label: h('label', { for: `look-${name}` }, label, input) };
  });
  function save(event) {
    event.preventDefault();
    const changed = {};
    for (const { name, type, input } of inputs) {
      const before = detail.display[name], now = input.value.trim() === '' ? null : type === 'number' ? Number(input.value) : input.value.trim();
      if (now !== (before === undefined ? null : before)) changed[name] = now;
    }
    if (Object.keys(changed).length) on.look(changed);
  }
  return h('details', { class: 'group', 'data-key': 'looks' }, h('summary', {}, 'Display'),
    h('form', { class: 'looks', onsubmit: save }, inputs.map(({ label }) => label), h('button', { type: 'submit', 'data-key': 'look-save' }, 'Save')));
}

function verdict(detail) {
  if (detail.place) {
    const where = [detail.place.name, detail.place.where].filter(Boolean).join(', ');
    return h('p', { class: 'verdict', dir: 'auto' }, where, ' ', h('span', { class: 'sure' + (detail.yours ? ' yours' : '') }, detail.yours ? 'your decision' : percent(detail.sure)));
  }
  return h('p', { class: 'verdict off' }, detail.ignored && detail.yours ? 'Not a place (your decision).' : 'Not on the map.');
}

export function mention(detail, state, on) {
  const [before, words, after] = detail.around, chosen = detail.place ? detail.place.id : '';
  return h('div', { 'data-of': `mention ${detail.start} ${detail.end}`, class: 'one' },
    h('button', { type: 'button', class: 'back', 'data-key': 'back', onclick: on.back }, '← All places'),
    h('h1', { tabindex: -1, dir: 'auto' }, `“${detail.words}”`),
    h('p', { class: 'sentence', dir: 'auto' }, before, h('mark', {}, words), after),
    verdict(detail),
    detail.origin ? h('p', { class: 'note origin' }, `Set in ${detail.origin.file}, line ${detail.origin.line}${detail.origin.shared ? '. Several articles use this file; changes here apply to this article only.' : '.'}`) : null,
    detail.why && !detail.yours ? h('p', { class: 'note', dir: 'auto' }, detail.why) : null,
    scope(detail, on),
    detail.candidates.length ? h('section', { class: 'group' }, h('h2', {}, 'Which place is it?'),
      h('ol', { class: 'candidates' }, detail.candidates.map(place => candidate(place, place.id === chosen, 'candidate', on)))) : null,
    search(detail, state, on),
    position(detail, on),
    looks(detail, on),
    h('div', { class: 'buttons last' },
      detail.ignored && detail.yours ? null : h('button', { type: 'button', 'data-key': 'ignore', onclick: on.ignore }, 'Not a place'),
      detail.decided && state.shared && detail.origin && !detail.origin.shared ? h('button', { type: 'button', 'data-key': 'share', title: `Move this decision to ${state.shared}`, onclick: on.share }, `Use for all articles`) : null,
      detail.decided ? h('button', { type: 'button', 'data-key': 'forget', onclick: on.forget }, 'Remove my decisions') : null));
}
