/* Storage, history and the address throw errors in sandboxed frames and in frames without an address.
 *
 *   storymap.permitted(action) -> what action() returns, or null where the browser forbids it
 */
(() => {
  'use strict';

  storymap.permitted = function (action) {
    try { return action(); } catch (forbidden) { return null; }
  };
})();
