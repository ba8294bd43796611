/* Numbers of the places of a passage, in the order of the text: on their pins and beside their links.
 *
 *   storymap.passageNumbers() -> { show(passage, slugs) }
 *     Numbers the links of a passage ('' for none) to these places, and returns a function from a slug to its number or ''.
 */
(() => {
  'use strict';

  storymap.passageNumbers = function () {
    let linked = [], key = '';
    const found = new Map();

    function show(passage, slugs) {
      const now = [passage, ...slugs].join(' ');
      if (now !== key) {
        key = now;
        for (const link of linked) delete link.dataset.number;
        const step = passage && document.getElementById(passage);
        linked = step ? [...step.querySelectorAll('[data-place]')].filter(link => slugs.includes(link.dataset.place)) : [];
        found.clear();
        for (const { dataset } of linked) {
          if (!found.has(dataset.place)) found.set(dataset.place, String(found.size + 1));
          dataset.number = found.get(dataset.place);
        }
      }
      return slug => found.get(slug) || '';
    }

    return { show };
  };
})();
