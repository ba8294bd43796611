/* The settings of the passage that is read, and those of the whole story.
 *
 *   passage(state, now, on) -> a section; `now` is storymap.current() of the page
 *   story(state, on)        -> the settings of the story, as closed details
 */
import { button, field, h, saveOnBlur, t } from '/editor-dom.js';
import { ofPassage, ofStory } from '/editor-media.js';

const short = words => words.length > 40 ? `${words.slice(0, 38)} …` : words;

/** The buttons that join a passage with the previous scene, or begin a new scene at it. */
function joining(here, before, scene, on) {
  const buttons = [];
  if (here.with || here.split) buttons.push(button('join-back', t('scene_automatic'), () => on.scene(here.id, { with: null, split: null })));
  else if (scene[0] !== here.id) buttons.push(button('split', t('split'), () => on.scene(here.id, { split: true })));
  else if (before) buttons.push(button('merge', t('merge', { passage: before.id }), () => on.scene(here.id, { with: before.id })));
  return buttons;
}

export function passage(state, now, on) {
  const scene = now.scene ? now.scene.passages : now.step ? [now.step] : [];
  const at = state.passages.findIndex(p => p.id === now.step), here = state.passages[at];
  if (!here) return h('section', { class: 'group' }, h('h2', {}, t('passage')), h('p', { class: 'note' }, t('passage_none')));
  const about = state.passages.find(p => p.id === scene[0]) || here;
  const owner = here.split || here.with ? here : about;      // a passage that is split or joined has its own title and view
  const before = state.passages.slice(0, at).reverse().find(p => p.shown);
  const title = h('input', { id: 'scene-title', type: 'text', value: owner.title, maxlength: 200, onchange: saveOnBlur, 'data-key': `title ${owner.id}`, dir: 'auto' });
  return h('section', { class: 'group' }, h('h2', {}, t('passage')),
    h('p', { class: 'note', dir: 'auto' }, `${here.id} · ${short(here.words)}`),
    h('div', { class: 'buttons' },
      button('view', t('use_view'), () => on.view(owner.id), { class: 'main' }),
      owner.camera ? button('view-back', t('automatic_view'), () => on.scene(owner.id, { camera: null })) : null,
      scene[0] !== here.id && !here.split ? button('view-here', t('view_from_here'), () => on.view(here.id, { split: true })) : null),
    h('form', { class: 'line', onsubmit: event => { event.preventDefault(); on.scene(owner.id, { title: title.value.trim() || null }); } },
      h('label', { for: 'scene-title' }, t('scene_title')), h('div', { class: 'field' }, title, h('button', { type: 'submit', 'data-key': 'title-set' }, t('set')))),
    ofPassage(here, state, on),
    h('div', { class: 'buttons' }, joining(here, before, scene, on), button('hide', t('hide', { passage: here.id }), () => on.scene(here.id, { hide: true }))));
}

export function story(state, on) {
  const home = h('input', { id: 'home', type: 'text', value: state.top.home, maxlength: 200, 'data-key': 'home', dir: 'auto', onchange: saveOnBlur });
  const names = h('input', { id: 'names', type: 'text', value: state.top.names, maxlength: 2, pattern: '[A-Za-z]{2}', 'data-key': 'names', autocomplete: 'off', onchange: saveOnBlur });
  return h('details', { class: 'group', 'data-key': 'story' }, h('summary', {}, t('story_settings')),
    h('form', { class: 'looks', onsubmit: event => { event.preventDefault(); on.top({ home: home.value.trim() || null, names: names.value.trim().toUpperCase() || null }); } },
      field(t('home'), home), field(t('names_side'), names),
      h('button', { type: 'submit', 'data-key': 'top-save' }, t('save'))),
    ofStory(state, on));
}
