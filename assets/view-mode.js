/* How the page is shown: as a whole page, as a slideshow in a frame, or static (map and text at full height, not connected).
 *
 *   storymap.view    the value of `view` in the address: page, slideshow (or deck, its older name), static
 *   storymap.framed  whether the page is a slideshow: it is in a frame and the address does not ask for another view
 *   storymap.still   whether the address asks for view=static
 */
window.storymap = {};
(() => {
  'use strict';

  const view = (/[?&]view=(\w+)/.exec(window.location.search) || [])[1];
  storymap.view = view === 'deck' ? 'slideshow' : view;
  storymap.still = view === 'static';
  storymap.framed = window.self !== window.top && view !== 'page' && !storymap.still;
  document.documentElement.classList.toggle('static', storymap.still);
})();
