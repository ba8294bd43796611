/* Starts the story: connects the text, the map and the buttons.
 *
 *   storymap.start(map, data)   after the text has been painted
 *   storymap.current() -> { step, scene, free, settled }: id of the step that is read, what the map shows, whether the reader has
 *                         moved the map, whether it has stopped. Not available before the start; for the editor and for tests
 *   storymap.open(id)     reads the step that has or contains an element, and selects the place if it is one; does not scroll
 *
 * The parts of the page share one object, `story`. Each part is created after the parts that it needs.
 */
(() => {
  'use strict';

  const UNPAINTED_MS = 200;  // a background tab is not painted, so the story starts after this time without waiting for it

  function open({ steps, last, scenes, scroll, slideshow, select }, id) {
    const target = id && document.getElementById(id);
    const index = target ? steps.findIndex(step => step.contains(target)) : -1;
    if (index < 0) return;
    if (!slideshow) scroll.jump(() => scenes.position.read(index, 'now'));
    else if (index <= last) slideshow.show(index);
    // Opens an entry in the list, or the credits
    for (const fold of target.querySelectorAll(':scope > details')) fold.open = true;
    if (id.startsWith('place-')) select(id.slice(6));
  }

  /** The overview, before the page responds to the reader. */
  function* drawOverview({ map, data, layer }) {
    map.invalidateSize();
    storymap.mapCamera.go(data.overview, 'now');
    document.getElementById('route').hidden = !storymap.journey;     // with this button, the bar covers more of the map
    yield* layer.opening();
  }

  /** The first view: the overview at the top of the page, or the first slide in a frame. */
  function showFirst({ scenes, slideshow }) {
    scenes.position.read(0, 'now');
    scenes.position.settle();
    if (slideshow) slideshow.show(0);
  }

  /** Starts the story in many steps. Together they take long on slow devices, where the page must stay responsive. */
  function* run(map, data) {
    const passages = [...document.querySelectorAll('.text .step')];
    const below = ['.places', '.credits'].map(part => document.querySelector(part)).filter(Boolean);
    const story = { map, data, stage: document.querySelector('.stage'), last: passages.length };
    story.steps = [document.getElementById('top'), ...passages, ...below];
    const { steps } = story, slideshow = storymap.slideshow(steps.slice(0, story.last + 1), data.wording, index => story.scenes.position.read(index, 'calm'));
    story.slideshow = slideshow;
    story.announce = storymap.announcements(data);
    story.layer = storymap.placeLayer(map, data);
    yield;
    yield* drawOverview(story);
    story.highlight = storymap.highlight(story.layer, data);
    story.card = storymap.placeCard(story.stage, data, () => story.highlight(null));
    story.scenes = storymap.scenes(story);
    story.scroll = storymap.pageScroll(story);
    story.select = storymap.selection(story);
    storymap.controls(story);
    storymap.navigation(story);
    showFirst(story);
    yield;
    const { scenes, select } = story, { position } = scenes;
    const setDark = storymap.colorScheme(data.wording, [storymap.base, storymap.insetMap(map, data), story.layer]);
    yield;
    if (data.tiles) storymap.onlineTiles(map, data.tiles);
    for (const part of ['mapLayers', 'pictures']) if (storymap[part]) storymap[part](story);
    yield;
    storymap.frameHeight(Boolean(slideshow));
    if (slideshow && storymap.guidedPost) {
      storymap.guidedPost(map, { steps: passages, select, setDark, show: id => slideshow.show(steps.findIndex(step => step.id === id)) });
    }
    storymap.open = id => open(story, id);
    const openAddress = () => storymap.open(storymap.address.read());
    window.addEventListener('hashchange', openAddress);
    openAddress();
    // The browser may already have scrolled to the address. This must not count as reading before the address is opened.
    if (!slideshow && !storymap.still) story.scroll.start();
    storymap.current = () => ({
      step: steps[position.index].id, scene: scenes.scene, free: scenes.free, settled: position.settled() && !storymap.mapCamera.moving()
    });
  }

  storymap.start = function (map, data) {
    let started = false;
    const start = () => {
      if (started) return;
      started = true;
      storymap.inTasks(run(map, data)).catch(error => {
        document.documentElement.classList.remove('live');     // because of this, the static map is shown instead
        throw error;
      });
    };
    requestAnimationFrame(() => setTimeout(start));
    setTimeout(start, UNPAINTED_MS);
  };
})();
