/* The fragment of the page's URL. It contains the id of the passage being read; a link may contain the id of a passage or place.
 *
 *   storymap.address.write(id)  writes the id of an element ('' for none) without adding a history entry
 *   storymap.address.read() -> the id in the address, or ''
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
