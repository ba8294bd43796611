/* One mention: its candidates, a search, its position, what the place is and how it is displayed.
 *
 *   mention(detail, state, on) -> an element; actions are methods of `on`
 */
import { button, h, n, number, percent, t } from '/editor-dom.js';
import { marker } from '/editor-media.js';
import { description, looks, picture, position } from '/editor-place.js';
import { toCheck } from '/editor-state.js';

function facts(place) {
  const away = place.match || place.km === null || place.km === undefined || place.km === 0 ? '' : t('away', { km: number(place.km) });
  return [place.kind, place.people && t('people', { number: place.people }), away, place.online && 'OpenStreetMap'].filter(Boolean).join(' · ');
}

function candidate(place, chosen, name, mark, on) {
  return h('li', { class: 'candidate' + (chosen ? ' chosen' : '') },
    h('button', { type: 'button', 'aria-pressed': String(chosen), 'data-key': `${name} ${place.id}`, onclick: () => on.choose(place) },
      h('span', { class: 'name', dir: 'auto' }, mark ? h('span', { class: 'mark-number' }, mark) : null, [place.name, place.where].filter(Boolean).join(', ')), h('span', { class: 'facts' }, facts(place)),
      place.match ? h('span', { class: 'facts' }, place.match) : null,
      place.dispute ? h('span', { class: 'facts' }, place.dispute) : null),
    place.link ? h('a', { class: 'link', href: place.link, target: '_blank', rel: 'noopener noreferrer', 'data-key': `link ${name} ${place.id}` }, place.id) : null,
    place.says && place.says.length ? h('details', { 'data-key': `why ${place.id}` }, h('summary', {}, t('evidence')),
      h('ul', { class: 'evidence' }, place.says.map(one => h('li', { class: one.for ? 'for' : 'against' }, h('span', { class: 'unseen' }, one.for ? t('for') : t('against')), one.text)))) : null);
}

function scope(detail, on) {
  if (detail.count < 2) return null;
  const radio = (value, label) => h('label', { for: `scope-${value}` }, h('input', {
    type: 'radio', name: 'scope', id: `scope-${value}`, 'data-key': `scope-${value}`, checked: detail.scope === value, onchange: () => on.scope(value)
  }), ' ', label);
  return h('fieldset', { class: 'scope' }, h('legend', {}, t('apply_to')),
    radio('all', t('scope_all', { mentions: n('mentions', detail.count), words: detail.words })), radio('one', t('scope_one')), radio('rest', t('scope_rest')));
}

const isThere = (place, at) => Boolean(place) && place.lat === at.lat && place.lon === at.lon;

function search(detail, state, on) {
  const words = h('input', { id: 'search', type: 'search', value: detail.query, 'data-key': 'search', dir: 'auto', autocomplete: 'off', maxlength: 200 });
  const found = detail.found, before = detail.candidates.length;
  return h('section', { class: 'group' },
    h('form', { class: 'line', role: 'search', onsubmit: event => { event.preventDefault(); on.search(words.value.trim(), false); } },
      h('label', { for: 'search' }, before ? t('search_other') : t('search_first')),
      h('div', { class: 'field' }, words, h('button', { type: 'submit', 'data-key': 'find' }, t('find')),
        state.online ? button('online', t('online'), () => on.search(words.value.trim(), true)) : null)),
    found && found.problem ? h('p', { class: 'note' }, found.problem) : null,
    found && found.at && !isThere(detail.place, found.at) ? button('put-at', t('put_at', { words: detail.words, at: `${found.at.lat}, ${found.at.lon}` }), () => on.move(found.at), { class: 'main' }) : null,
    found && !found.at && !found.problem && !found.found.length && !(detail.place && found.first) ? h('p', { class: 'note' }, t('not_found', { words: detail.query })) : null,
    found && found.found.length ? h('ol', { class: 'candidates' }, found.found.map((place, i) => candidate(place, Boolean(detail.place && detail.place.id === place.id), 'found', before + i + 1, on))) : null);
}

function verdict(detail) {
  if (detail.place) {
    const where = [detail.place.name, detail.place.where].filter(Boolean).join(', ');
    return h('p', { class: 'verdict', dir: 'auto' }, where, ' ', h('span', { class: 'sure' + (detail.yours ? ' yours' : '') }, detail.yours ? t('yours') : percent(detail.sure)));
  }
  return h('p', { class: 'verdict off' }, detail.ignored && detail.yours ? t('ignored') : t('not_mapped'));
}

function origin({ file, line, shared }) {
  return h('p', { class: 'note origin' }, t('origin', { file, line }), shared ? ` ${t('origin_shared')}` : null);
}

export function mention(detail, state, on) {
  const [before, words, after] = detail.around, chosen = detail.place ? detail.place.id : '';
  return h('div', { 'data-of': `mention ${detail.start} ${detail.end}`, class: 'one' },
    h('div', { class: 'ways' }, button('back', t('back'), on.back, { class: 'back' }),
      toCheck(state, state.later || []).some(span => span.start !== detail.start) ? button('next', t('next_to_check'), on.next) : null),
    h('h1', { tabindex: -1, dir: 'auto' }, `“${detail.words}”`),
    h('p', { class: 'sentence', dir: 'auto' }, before, h('mark', {}, words), after),
    verdict(detail),
    detail.origin ? origin(detail.origin) : null,
    detail.why && !detail.yours ? h('p', { class: 'note', dir: 'auto' }, detail.why) : null,
    scope(detail, on),
    detail.candidates.length ? h('section', { class: 'group' }, h('h2', {}, t('which')),
      h('ol', { class: 'candidates' }, detail.candidates.map((place, i) => candidate(place, place.id === chosen, 'candidate', i + 1, on)))) : null,
    search(detail, state, on),
    position(detail, on),
    description(detail, state, on),
    looks(detail, on),
    picture(detail, on), marker(detail, on),
    h('div', { class: 'buttons last' },
      detail.ignored && detail.yours ? null : button('ignore', t('ignore'), on.ignore),
      detail.decided && state.shared && detail.origin && !detail.origin.shared ? button('share', t('share'), on.share, { title: t('share_title', { file: state.shared }) }) : null,
      detail.decided ? button('forget', t('forget'), on.forget) : null));
}
