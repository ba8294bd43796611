/* Forms that add pictures, layers and markers. A file is copied beside the article when it is chosen or dropped; its name is then
 * put into the form below.
 *
 *   chooser(id, kind, on)        where a file is chosen or dropped; the input `${id}-file-text` gets its name
 *   ofPassage(owner, state, on)  the pictures and layers of a passage
 *   ofStory(state, on)           the layers and markers of the whole story
 *   marker(detail, on)           the marker of a place
 */
import { button, field, h, t } from '/editor-dom.js';

const IMAGES = 'image/jpeg,image/png,image/webp,image/gif';
const ACCEPTED = { image: IMAGES, marker: `${IMAGES},image/svg+xml`, layer: '.gpx,.kml,.geojson,.json' };

export function chooser(id, kind, on) {
  const put = file => { if (file) on.upload(file, kind, id); };
  const file = h('input', { id: `${id}-file`, type: 'file', accept: ACCEPTED[kind], 'data-key': `${id}-file`, onchange: event => put(event.target.files[0]) });
  const drop = h('div', { class: 'dropzone' }, field(t(`${kind}_file`), file), h('p', { class: 'note' }, t('file_drop')));
  drop.addEventListener('dragover', event => { event.preventDefault(); drop.classList.add('over'); });
  drop.addEventListener('dragleave', () => drop.classList.remove('over'));
  drop.addEventListener('drop', event => { event.preventDefault(); drop.classList.remove('over'); put(event.dataTransfer.files[0]); });
  return drop;
}

/** The text inputs of a form: pairs of a name and an input. `about` is what they are typed for. */
export function inputs(id, names, required, about, values = {}) {
  return names.map(name => [name, h('input', {
    id: `${id}-${name}-text`, type: 'text', maxlength: 1000, required: required.includes(name), 'data-key': `${id} ${name} ${about}`, dir: 'auto', value: values[name] || ''
  })]);
}

export const valuesOf = rows => Object.fromEntries(rows.map(([name, input]) => [name, input.value.trim()]));

/** A form with a file; `save` gets its values. `more` are elements between the inputs and the button. */
function adding(id, kind, rows, label, save, on, more = []) {
  return [chooser(id, kind, on), h('form', { class: 'looks', onsubmit: event => { event.preventDefault(); save(valuesOf(rows)); } },
    rows.map(([name, input]) => field(t(id.endsWith('layer') && name === 'label' ? 'layer_label' : `image_${name}_text`), input)), more,
    h('button', { type: 'submit', 'data-key': `${id}-add` }, label))];
}

const choice = (id, names, label) => h('select', { id, 'data-key': id }, names.map(name => h('option', { value: name }, label(name))));

const listed = (name, values, remove, of = '') => values.length ? h('div', { class: 'line' }, h('p', { class: 'note', dir: 'auto' }, `${t('scene_' + name)}: ${values.join(', ')}`),
  h('div', { class: 'buttons' }, button(`${of}${name}-remove`, t(`${name}_remove`), remove))) : null;

function layerForm(id, about, state, on, save) {
  const style = choice(`${id}-style`, state.styles, name => t(`styles.${name}`));
  return adding(id, 'layer', inputs(id, ['file', 'label', 'credit'], ['file'], about), t('layer_add'), values => save({ ...values, style: style.value }), on, [field(t('layer_style'), style)]);
}

export function ofPassage(owner, state, on) {
  const pictures = inputs('picture', ['file', 'alt', 'caption', 'credit'], ['file', 'alt'], owner.id);
  return [
    listed('pictures', owner.pictures, () => on.scene(owner.id, { pictures: null })),
    listed('layers', owner.layers, () => on.scene(owner.id, { layers: null })),
    h('details', { 'data-key': 'media' }, h('summary', {}, t('media')),
      h('h3', {}, t('scene_pictures')), adding('picture', 'image', pictures, t('picture_add'), picture => on.scene(owner.id, { pictures: picture }), on),
      h('h3', {}, t('scene_layers')), layerForm('layer', owner.id, state, on, layer => on.scene(owner.id, { layers: layer })))];
}

export function ofStory(state, on) {
  const kind = choice('marker-kind', state.kinds, name => t(`kinds.${name}`));
  const rows = inputs('kind-marker', ['file'], ['file'], 'story');
  return [
    h('h3', {}, t('scene_layers')), listed('layers', state.top.layers, () => on.top({ layers: null }), 'story-'),
    layerForm('story-layer', 'story', state, on, layer => on.top({ layers: layer })),
    h('h3', {}, t('markers')), Object.entries(state.top.icons).map(([name, file]) => h('div', { class: 'hidden' }, h('span', { dir: 'auto' }, `${t(`kinds.${name}`)}: ${file}`),
      button(`marker-remove ${name}`, t('remove'), () => on.top({ icons: { [name]: null } }), { 'aria-label': `${t('remove')}: ${t(`kinds.${name}`)}` }))),
    adding('kind-marker', 'marker', rows, t('marker_set'), ({ file }) => on.top({ icons: { [kind.value]: file } }), on, [field(t('kind'), kind)])];
}

export function marker(detail, on) {
  if (!detail.place) return null;
  const icon = detail.display.icon || '';
  const rows = inputs('marker', ['file'], ['file'], `${detail.start}`, { file: icon });
  return h('details', { class: 'group', 'data-key': 'marker' }, h('summary', {}, t('marker')),
    adding('marker', 'marker', rows, t('marker_set'), ({ file }) => on.look({ icon: file }), on),
    icon ? h('div', { class: 'buttons' }, button('marker-drop', t('remove'), () => on.look({ icon: null }))) : null);
}
