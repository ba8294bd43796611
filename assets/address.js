/* The address of the page: it names the passage that is read, and a link may name a passage or a place.
 *
 *   storymap.address.write(id)  names an element, '' none; leaves no entry in the history
 *   storymap.address.read() -> the id of the element that is named, or ''
 */
(() => {
  'use strict';

  storymap.address = {
    write(id) {
      const { location, history } = window, hash = id ? '#' + id : '';
      if (location.hash !== hash) storymap.permitted(() => history.replaceState(history.state, '', hash || location.pathname + location.search));
    },
    read: () => storymap.permitted(() => decodeURIComponent(window.location.hash.slice(1))) || ''
  };
})();
