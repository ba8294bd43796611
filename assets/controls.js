/* The buttons on the map (except #previous and #next, see navigation.js) and the key Escape.
 *
 *   storymap.controls(story)
 *     #back    returns to the passage being read
 *     #all     shows all places
 *     #route   draws the whole journey, in stories with a journey
 *     #expand  makes the map larger on a phone
 */
(() => {
  'use strict';

  const RESIZED_MS = 280;    // time after which the transition of the map's height is over

  storymap.controls = function (story) {
    const { map, card, scenes, announce } = story;
    const [back, all, route, expand] = ['back', 'all', 'route', 'expand'].map(id => document.getElementById(id));
    const root = document.documentElement, drawn = storymap.journey ? storymap.journey(story) : null;
    const pressed = button => button.getAttribute('aria-pressed') === 'true';

    function showAll(on) {
      card.close();
      scenes.setAll(on);
      scenes.follow('must');
    }

    function enlarge(on) {
      root.classList.toggle('large', on);
      expand.setAttribute('aria-pressed', String(on));
      if (on) map.dragging.enable();
      else if (matchMedia('(pointer: coarse)').matches) map.dragging.disable();
      setTimeout(() => map.invalidateSize({ pan: false }), RESIZED_MS);
    }

    back.addEventListener('click', () => showAll(false));
    all.addEventListener('click', () => {
      const on = !pressed(all);
      showAll(on);
      if (on) announce.overview();
    });
    route.addEventListener('click', () => {
      const on = !pressed(route);
      route.setAttribute('aria-pressed', String(on));
      drawn.show(on);
      if (!on) return;
      showAll(true);
      announce.route();
    });
    expand.addEventListener('click', () => enlarge(!root.classList.contains('large')));
    document.addEventListener('keydown', ({ key }) => {
      if (key === 'Escape' && !card.close() && root.classList.contains('large')) enlarge(false);
    });
  };
})();
