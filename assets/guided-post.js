/* The map of a guided post: the blog post around the frame reports which passage is read. docs/reference/frame-messages.md lists the messages.
 *
 *   storymap.guidedPost(map, { steps, show(id), select(slug), setDark(on) })
 *     steps     the passages
 *     show      shows the scene of a passage
 *     select    shows a place
 *     setDark   follows the colours of the post
 *
 * If the post does not answer, the page becomes a slideshow like any other page in a frame.
 */
(() => {
  'use strict';

  const PATIENCE_MS = 4000;  // if the post has not answered after this time, the page becomes a slideshow
  const CONTEXT = 32;        // number of characters before and after a quote
  const LONGEST = 3e6;       // maximum number of characters of a post that are searched

  /** The passages as quotes with their context, and the offsets of the places in them. */
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

  storymap.guidedPost = function (map, { steps, show, select, setDark }) {
    if (!storymap.framed || storymap.view === 'slideshow') return;
    const root = document.documentElement, known = quotes(steps), ids = new Set(known.map(({ id }) => id));
    const post = (type, more) => window.parent.postMessage({ type: 'storymap:' + type, v: 1, ...more }, '*');

    function setGuided(on) {
      root.classList.toggle('guided', on);
    }

    function answer(text) {
      if (typeof text !== 'string') return post('steps', { steps: known });
      const quote = new Map(known.map(step => [step.id, step.quote]));
      const steps = storymap.matchPassages(known, text.slice(0, LONGEST)).map(({ id, start, end, places }) => ({ id, quote: { ...quote.get(id), start, end }, places }));
      if (!steps.length) setGuided(false);
      post('steps', { steps });
    }

    // the height of the map changes in a transition
    new ResizeObserver(() => map.invalidateSize({ pan: false })).observe(map.getContainer());
    setGuided(true);
    const timer = setTimeout(() => setGuided(false), PATIENCE_MS);
    window.addEventListener('message', ({ source, data }) => {
      if (source !== window.parent || !data || data.v !== 1) return;
      if (data.type === 'storymap:hello') answer(data.text);
      if (data.type !== 'storymap:goto' || (data.id !== '' && !ids.has(data.id))) return;
      clearTimeout(timer);
      if (!root.classList.contains('guided')) setGuided(true);
      if (typeof data.dark === 'boolean') setDark(data.dark);
      show(data.id);
      if (typeof data.place === 'string') select(data.place);
    });
    map.on('story:at', ({ id, asked }) => post('at', { id: ids.has(id) ? id : '', asked }));
    post('hello');
  };
})();
