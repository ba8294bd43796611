/* The list of all decisions, below the settings of the passage that is read. Decisions that should be checked come first.
 *
 *   overview(state, now, on)  the panel, as an element; actions are methods of `on`
 *   renew(state, now, on)     updates the passage that is read
 */
import { button, h, percent, put, t } from '/editor-dom.js';
import { passage, story } from '/editor-scene.js';

function section(title, count, ...inside) {
  return h('section', { class: 'group' }, h('h2', {}, title, count === null ? null : h('span', { class: 'count' }, ` ${count}`)), ...inside);
}

function row(decision, on) {
  const span = decision.spans[0], number = decision.spans.length;
  const sure = decision.yours ? t('yours') : decision.place ? percent(decision.sure) : '';
  return h('li', {}, h('button', {
    type: 'button', class: 'row' + (decision.look ? ' look' : ''), 'data-key': `row ${span.start} ${span.end}`, onclick: () => on.pick(span, 'list')
  },
  h('span', { class: 'words', dir: 'auto' }, decision.words), number > 1 ? h('span', { class: 'times' }, ` × ${number}`) : null,
  sure ? h('span', { class: 'sure' + (decision.yours ? ' yours' : '') }, sure) : null,
  decision.place === decision.words ? null : h('span', { class: 'goal', dir: 'auto' }, decision.place || decision.why)));
}

const list = (decisions, on) => h('ul', { class: 'list' }, decisions.map(decision => row(decision, on)));

/** The row of a suggestion, with buttons to add it to the map, reject it, or hide it until the editor is reopened. */
function suggestion(one, on) {
  const span = one.spans[0], number = one.spans.length, at = `${span.start} ${span.end}`;
  const labelled = (name, label, about, onclick) => button(`${name} ${at}`, label, onclick, { 'aria-label': `${label}: ${about}`, title: about });
  return h('li', { class: 'suggestion' }, h('button', {
    type: 'button', class: 'row', 'data-key': `row ${at}`, onclick: () => on.pick(span, 'list')
  },
  h('span', { class: 'words', dir: 'auto' }, one.words), number > 1 ? h('span', { class: 'times' }, ` × ${number}`) : null,
  h('span', { class: 'sure' }, percent(one.score)), h('span', { class: 'goal', dir: 'auto' }, one.place || one.why)),
  h('div', { class: 'buttons' },
    one.id ? labelled('add', t('add'), `${one.words}, ${one.place}`, () => on.accept(one)) : null,
    labelled('not', t('ignore'), one.words, () => on.reject(one)),
    labelled('later', t('later'), one.words, () => on.later(one))));
}

function toCheck(state, on, look) {
  const open = look.filter(d => !d.place), unsure = look.filter(d => d.place), later = state.later || [];
  const possible = state.suggestions.filter(one => !later.includes(one.words)), hidden = state.suggestions.length - possible.length;
  const number = look.length + possible.length;
  if (!number && !hidden) return h('p', { class: 'good' }, t('nothing'));
  return section(t('to_check'), number,
    open.length ? list(open, on) : null,
    possible.length ? h('h3', {}, t('possible')) : null,
    possible.length ? h('ul', { class: 'list' }, possible.map(one => suggestion(one, on))) : null,
    hidden ? button('later-show', t('show_later', { count: hidden }), on.showLater) : null,
    unsure.length ? h('h3', {}, t('unsure')) : null, unsure.length ? list(unsure, on) : null);
}

function refused(state, on) {
  return h('details', { 'data-key': 'refused' }, h('summary', {}, t('rejected', { count: state.refused.length })),
    h('ul', { class: 'list' }, state.refused.map(one => row({ ...one, place: '', sure: 0, look: false, yours: false }, on))));
}

function adding(on) {
  return h('form', { class: 'line group', onsubmit: event => { event.preventDefault(); on.add(event.target.querySelector('input').value.trim()); } },
    h('label', { for: 'add' }, t('add_words')), h('div', { class: 'field' },
      h('input', { id: 'add', type: 'text', required: true, maxlength: 200, 'data-key': 'add', dir: 'auto', autocomplete: 'off' }), h('button', { type: 'submit', 'data-key': 'add-go' }, t('add'))));
}

export function overview(state, now, on) {
  const look = state.decisions.filter(d => d.look), mapped = state.decisions.filter(d => !d.look && d.slug), off = state.decisions.filter(d => !d.look && !d.slug);
  const hidden = state.passages.filter(p => p.hidden);
  return h('div', { 'data-of': 'overview', class: 'overview' },
    h('h1', { tabindex: -1 }, t('places')),
    h('p', { class: 'note' }, t('help')),
    h('div', { id: 'passage' }, passage(state, now, on)),
    toCheck(state, on, look),
    section(t('mapped'), mapped.length, list(mapped, on)),
    section(t('unmapped'), off.length, off.length ? list(off, on) : null, state.refused.length ? refused(state, on) : null),
    adding(on),
    hidden.length ? section(t('hidden'), hidden.length, h('ul', { class: 'list' }, hidden.map(p => h('li', { class: 'hidden' },
      h('span', { dir: 'auto' }, `${p.id} · ${p.words}`), button(`show ${p.id}`, t('show'), () => on.scene(p.id, { hide: null }), { 'aria-label': `${t('show')}: ${p.id}` }))))) : null,
    story(state, on),
    state.remarks.length ? section(t('warnings'), null, h('ul', { class: 'remarks' }, state.remarks.map(remark => h('li', { dir: 'auto' }, remark)))) : null,
    h('p', { class: 'note keys' }, h('kbd', {}, 'Alt ↓'), ' ', h('kbd', {}, 'Alt ↑'), ` ${t('keys_next')} · `, h('kbd', {}, 'Alt Enter'), ` ${t('add_place')} · `, h('kbd', {}, 'Ctrl Z'), ` ${t('undo')} · `, h('kbd', {}, 'Esc'), ` ${t('keys_back')}`));
}

/** Updates the passage that is read, which changes while the page is scrolled. Not while text is typed there that is not saved yet. */
export function renew(state, now, on) {
  const place = document.getElementById('passage');
  if (place && ![...place.querySelectorAll('input:not([type=file])')].some(input => input.value !== input.defaultValue)) put(place, passage(state, now, on));
}
