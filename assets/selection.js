/* Selects a place that the reader clicks in the text or on the map: the map shows the place, and its card opens. If the reader
 * only points at a place, it is highlighted.
 *
 *   storymap.selection(story) -> select(slug, opener)
 *     opener  the link that was clicked, if any: it gets the focus back when the card closes
 */
(() => {
  'use strict';

  storymap.selection = function ({ map, data, card, highlight, scenes, scroll, announce }) {
    const text = document.querySelector('.story');

    function select(slug, opener) {
      const place = data.places.find(one => one.slug === slug);
      if (!place) return;
      scenes.position.settle();
      scroll.hold();
      const passage = opener && opener.closest('.step') || scenes.position.passage;
      card.open(slug, opener, passage ? passage.id : '');
      highlight(slug);
      bringIntoView(place);
      announce.place(slug);
    }

    /** Moves the map if the place will be outside the view, under the card, or too small to be seen. */
    function bringIntoView(place) {
      const { lat, lng } = storymap.near(map, place.at), { x, y, zoom } = storymap.mapCamera.where(place.at);
      const frame = map.getContainer().getBoundingClientRect();
      if (storymap.mapCamera.shows(place.at, .1) && !card.covers(frame.left + x, frame.top + y) && zoom >= place.zoom - 4) return;
      storymap.mapCamera.go({ box: [lng, lat, lng, lat], zoom: Math.min(place.zoom, Math.max(zoom, place.zoom - 2)) }, 'must');
      scenes.setFree(true);
    }

    map.on('story:place', ({ slug, how }) => {
      if (how === 'click') select(slug);
      else if (!card.slug) highlight(how === 'over' ? slug : null);
    });
    map.on('click', () => card.close());

    const linkAt = event => event.target instanceof Element && event.target.closest('[data-place]');
    for (const type of ['mouseover', 'focusin']) text.addEventListener(type, event => { const link = linkAt(event); if (link) highlight(link.dataset.place); });
    for (const type of ['mouseout', 'focusout']) text.addEventListener(type, event => { if (linkAt(event)) highlight(card.slug); });
    text.addEventListener('click', event => {
      const link = linkAt(event);
      if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
      if (link.tagName === 'A' && !link.getAttribute('href').startsWith('#')) return;
      event.preventDefault();
      select(link.dataset.place, link);
    });
    return select;
  };
})();
