/* Highlights one place, on the map and wherever the page mentions it.
 *
 *   storymap.highlight(layer) -> highlight(slug); null: no place
 */
(() => {
  'use strict';

  storymap.highlight = function (layer) {
    const linksOf = new Map();
    for (const link of document.querySelectorAll('[data-place]')) {
      if (!linksOf.has(link.dataset.place)) linksOf.set(link.dataset.place, []);
      linksOf.get(link.dataset.place).push(link);
    }
    let current = null;
    return slug => {
      if (slug === current) return;
      for (const link of linksOf.get(current) || []) link.classList.remove('hot');
      for (const link of linksOf.get(slug) || []) link.classList.add('hot');
      current = slug;
      layer.highlight(slug);
    };
  };
})();
