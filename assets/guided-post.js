/* The map of a companion page: the post around the frame says what is read. Messages are described in CONTRIBUTING.md.
 *
 *   storymap.guidedPost(map, reader)
 *     reader  { steps, turn(id), tell(slug), darken(on) } of story.js
 *
 * As long as nobody answers, the page is a deck like any other in a frame.
 */
window.storymap = window.storymap || {};
(function (storymap) {
  'use strict';

  const PATIENCE_MS = 4000;  // so long the text is hidden before somebody has answered
  const CONTEXT = 32;        // characters of a quote's surroundings
  const LONGEST = 3e6;       // characters of a post that are looked through

  /** The passages as quotes with their surroundings, and where in them the places are. */
  function quotes(steps) {
    const texts = steps.map(step => step.textContent);
    return steps.map((step, n) => ({
      id: step.id,
      quote: { exact: texts[n], prefix: n ? texts[n - 1].slice(-CONTEXT) : '', suffix: n + 1 < texts.length ? texts[n + 1].slice(0, CONTEXT) : '' },
      places: [...step.querySelectorAll('[data-place]')].filter(link => !link.parentElement.closest('[data-place]')).map(link => {
        const before = document.createRange();
        before.setStart(step, 0);
        before.setEndBefore(link);
        const start = before.toString().length;
        return [start, start + link.textContent.length, link.dataset.place];
      })
    }));
  }

  storymap.guidedPost = function (map, { steps, turn, tell, darken }) {
    if (!storymap.framed || storymap.view === 'deck') return;
    const root = document.documentElement, known = quotes(steps), ids = new Set(known.map(({ id }) => id));
    const say = (type, more) => window.parent.postMessage({ type: 'storymap:' + type, v: 1, ...more }, '*');

    function led(on) {
      root.classList.toggle('guided', on);
      map.invalidateSize({ pan: false });
    }

    function answer(text) {
      if (typeof text !== 'string') return say('steps', { steps: known });
      const quote = new Map(known.map(step => [step.id, step.quote]));
      const steps = storymap.matchPassages(known, text.slice(0, LONGEST)).map(({ id, start, end, places }) => ({ id, quote: { ...quote.get(id), start, end }, places }));
      if (!steps.length) led(false);
      say('steps', { steps });
    }

    led(true);
    const alone = window.setTimeout(() => led(false), PATIENCE_MS);
    window.addEventListener('message', ({ source, data }) => {
      if (source !== window.parent || !data || data.v !== 1) return;
      if (data.type === 'storymap:hello') answer(data.text);
      if (data.type !== 'storymap:goto' || (data.id !== '' && !ids.has(data.id))) return;
      window.clearTimeout(alone);
      if (!root.classList.contains('guided')) led(true);
      if (typeof data.dark === 'boolean') darken(data.dark);
      turn(data.id);
      if (typeof data.place === 'string') tell(data.place);
    });
    map.on('story:at', ({ id, asked }) => say('at', { id: ids.has(id) ? id : '', asked }));
    say('hello');
  };
})(window.storymap);
