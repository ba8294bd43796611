/* Highlights one place, on the map and wherever the page mentions it.
 *
 *   storymap.highlight(layer, data) -> highlight(slug); null: no place
 *
 * The links to places get a title, because the article may have links of its own.
 */
(() => {
  'use strict';

  storymap.highlight = function (layer, { places, wording }) {
    const linksOf = new Map(), nameOf = new Map(places.map(({ slug, lines }) => [slug, lines.join(' / ')]));
    for (const link of document.querySelectorAll('[data-place]')) {
      if (!link.title) link.title = wording.show_place.replace('{place}', nameOf.get(link.dataset.place));
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
