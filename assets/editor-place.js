/* The forms about the place of a mention: position and outline, what it is, how it is shown, its image.
 *
 *   position(detail, on), description(detail, state, on), looks(detail, on), picture(detail, on) -> details elements or null
 */
import { button, field, h, saveOnBlur, t } from '/editor-dom.js';
import { chooser, inputs, valuesOf } from '/editor-media.js';

/** The numbers in a text. They are separated by commas, semicolons or spaces. If they have decimal commas ("42,7; 141,5"), only the latter separate them. */
function numbersIn(text) {
  const parts = text.replaceAll('−', '-').trim().split(/\s*;\s*|,\s+|\s+/);
  return parts.length > 1 && parts.every(part => /^-?\d+(?:[.,]\d+)?$/.test(part)) ? parts.map(part => Number(part.replace(',', '.'))) : text.trim().split(/[,;\s]+/).map(Number);
}

/** The vertices of an outline as lines of "latitude, longitude", for the keyboard. */
export const written = ring => ring.map(at => at.join(', ')).join('\n');

/** Returns an outline from lines of "latitude, longitude", or null if a line is not a position or there are fewer than `least` lines. */
export function ringOf(text, least) {
  const ring = text.split('\n').map(line => line.trim()).filter(Boolean).map(numbersIn);
  return ring.length < least || ring.some(at => at.length !== 2 || at.some(Number.isNaN)) ? null : ring;
}

/** Returns [west, south, east, north] from text, or null. */
export function boxOf(text) {
  const box = numbersIn(text);
  return box.length !== 4 || box.some(Number.isNaN) ? null : box;
}

export function middleOf([west, south, east, north]) {
  const wide = east < west ? east + 360 - west : east - west;
  return { lat: (south + north) / 2, lon: ((west + wide / 2 + 540) % 360) - 180 };
}

function drawingBox(detail, on) {
  return h('form', { class: 'drawing', onsubmit: event => { event.preventDefault(); on.useBox(document.getElementById('edges').value); } },
    h('label', { for: 'edges' }, t('edges')),
    h('input', { id: 'edges', type: 'text', value: detail.drawing.join(', '), 'data-key': 'edges', inputmode: 'numeric' }),
    h('div', { class: 'buttons' }, h('button', { type: 'submit', class: 'main', 'data-key': 'box-use' }, t('use_box')),
      button('box-drop', t('cancel'), on.drop)));
}

function drawingOutline(detail, on) {
  const ring = h('textarea', { id: 'ring', rows: 4, 'data-key': 'ring', spellcheck: 'false', onchange: event => on.ring(event.target.value) }, written(detail.outline));
  return h('form', { class: 'drawing', onsubmit: event => { event.preventDefault(); on.useOutline(ring.value); } },
    h('p', { class: 'note' }, t('outline_help')),
    h('label', { for: 'ring' }, t('ring')), ring,
    h('div', { class: 'buttons' }, h('button', { type: 'submit', class: 'main', 'data-key': 'outline-use', disabled: detail.outline.length < 3 }, t('use_outline')),
      button('outline-undo', t('remove_last'), () => on.ring(written(detail.outline.slice(0, -1)))),
      button('outline-drop', t('cancel'), on.drop)));
}

export function position(detail, on) {
  const place = detail.place, { drawing, outline } = detail;
  const at = h('input', { id: 'at', type: 'text', value: place ? `${place.lat}, ${place.lon}` : '', required: true, maxlength: 2000, 'data-key': 'at', autocomplete: 'off', spellcheck: 'false', placeholder: '43.06, 141.35' });
  return h('details', { class: 'group', 'data-key': 'position', open: !place || Boolean(drawing) || Boolean(outline) || detail.picking },
    h('summary', {}, place ? t('position') : t('position_set')),
    place ? h('p', { class: 'note' }, t('position_help')) : null,
    h('form', { class: 'line', onsubmit: event => { event.preventDefault(); on.at(at.value.trim()); } },
      h('label', { for: 'at' }, t('position_forms')),
      h('div', { class: 'field' }, at, h('button', { type: 'submit', 'data-key': 'move' }, t('set_position')))),
    h('div', { class: 'buttons' },
      button('pick', detail.picking ? t('click_map_now') : t('click_map'), on.pickPoint, { 'aria-pressed': String(Boolean(detail.picking)) }),
      drawing ? null : button('box', place && place.box ? t('edit_box') : t('draw_box'), on.draw),
      outline ? null : button('outline', detail.area ? t('edit_outline') : t('draw_outline'), on.drawOutline)),
    drawing ? drawingBox(detail, on) : null, outline ? drawingOutline(detail, on) : null);
}

const choice = (id, options, value) => h('select', { id, 'data-key': id }, options.map(([name, label]) => h('option', { value: name, selected: name === value }, label)));

/** What the place is: its kind, and a dispute about it. */
export function description(detail, state, on) {
  if (!detail.place) return null;
  const kind = choice('kind', [['', '–'], ...state.kinds.map(name => [name, t(`kinds.${name}`)])], detail.kind);
  kind.addEventListener('change', () => on.describe({ kind: kind.value || null }));
  const about = detail.dispute || {};
  const status = choice('dispute-status', state.statuses.map(name => [name, t(`statuses.${name}`)]), about.status || 'disputed');
  const inputs = [['administered_by', true], ['claimed_by', true], ['since', false], ['note', false]].map(([name, codes]) => [name, h('input', {
    id: `dispute-${name}`, type: 'text', maxlength: 500, 'data-key': `dispute ${name}`, value: about[name] || '', dir: 'auto', placeholder: codes ? 'JP, RU' : null
  })]);
  return h('details', { class: 'group', 'data-key': 'description' }, h('summary', {}, t('description')),
    h('p', { class: 'note' }, t('description_help')),
    h('div', { class: 'looks' }, field(t('kind'), kind)),
    h('form', { class: 'looks', onsubmit: event => { event.preventDefault(); on.describe({ dispute: { status: status.value, ...Object.fromEntries(inputs.map(([name, input]) => [name, input.value.trim()])) } }); } },
      h('h3', {}, t('dispute')), field(t('dispute_status'), status), inputs.map(([name, input]) => field(t(`dispute_${name}`), input)),
      h('div', { class: 'buttons' }, h('button', { type: 'submit', 'data-key': 'dispute-save' }, t('save')),
        detail.dispute ? button('dispute-drop', t('remove'), () => on.describe({ dispute: null })) : null)));
}

const LOOKS = [['as', 'text'], ['note', 'text'], ['radius_km', 'number'], ['zoom', 'number']];

export function looks(detail, on) {
  if (!detail.place) return null;
  const inputs = LOOKS.map(([name, type]) => {
    const input = h('input', {
      id: `look-${name}`, type, 'data-key': `look ${name}`, value: detail.display[name] === undefined ? '' : detail.display[name], onchange: saveOnBlur, dir: type === 'text' ? 'auto' : null,
      ...(type === 'number' ? { step: 'any', min: name === 'zoom' ? 1 : .01, max: name === 'zoom' ? 18 : 5000 } : { maxlength: 1000 })
    });
    return { name, type, input, label: field(t(`look_${name}`), input) };
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
  return h('details', { class: 'group', 'data-key': 'looks' }, h('summary', {}, t('display')),
    h('form', { class: 'looks', onsubmit: save }, inputs.map(({ label }) => label), h('button', { type: 'submit', 'data-key': 'look-save' }, t('save'))));
}

/** The image of the place. */
export function picture(detail, on) {
  if (!detail.place) return null;
  const image = detail.display.image || {};
  const rows = inputs('image', ['file', 'alt', 'caption', 'credit'], ['file', 'alt'], `${detail.start}`, image);
  return h('details', { class: 'group', 'data-key': 'image' }, h('summary', {}, t('image')), chooser('image', 'image', on),
    h('form', { class: 'looks', onsubmit: event => { event.preventDefault(); on.look({ image: valuesOf(rows) }); } },
      rows.map(([name, input]) => field(t(`image_${name}_text`), input)),
      h('div', { class: 'buttons' }, h('button', { type: 'submit', 'data-key': 'image-save' }, t('save')),
        image.file ? button('image-drop', t('remove'), () => on.look({ image: null })) : null)));
}
