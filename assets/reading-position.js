/* The step that is read. The map and the address follow after a delay, so that they do not change during fast scrolling.
 *
 *   storymap.readingPosition(steps, last, onsettle, onrest) -> { index, passage, read(index, how), settle(), settled() }
 *     steps          elements in reading order; 1 to `last` are passages, the others are above and below the text
 *     onsettle(how)  the reader stays at a step: the map may follow, in the way that `read` was given
 *     onrest(id)     the reader has stayed for longer: id of the passage, '' outside the text
 *     index          the step that is read; -1 at first
 *     passage        its element if it is a passage, else null
 *     settle()       does not wait any longer
 */
(() => {
  'use strict';

  const SETTLE_MS = 140;     // a passage must be read this long before the map follows
  const FAST = 1.5;          // pixels per millisecond; while the page scrolls faster, the map does not follow
  const REST_MS = 900;       // and this long before the address names it

  storymap.readingPosition = function (steps, last, onsettle, onrest) {
    let top = window.scrollY, time = 0, fast = -SETTLE_MS;
    window.addEventListener('scroll', () => {
      const now = performance.now();
      if (Math.abs(window.scrollY - top) > FAST * (now - time)) fast = now;
      top = window.scrollY;
      time = now;
    }, { passive: true });

    /** Waits until the page no longer scrolls fast: then the map would only pass through views. */
    function arrive() {
      const rest = fast + SETTLE_MS - performance.now();
      if (rest > 0) settling = setTimeout(arrive, rest); else self.settle();
    }

    let settling = 0, resting = 0, pending = null;
    const self = {
      index: -1,
      passage: null,
      read(index, how) {
        if (index === self.index) return;
        if (self.passage) self.passage.removeAttribute('aria-current');
        self.index = index;
        self.passage = index >= 1 && index <= last ? steps[index] : null;
        if (self.passage) self.passage.setAttribute('aria-current', 'true');
        clearTimeout(settling);
        clearTimeout(resting);
        pending = () => onsettle(how || 'calm');
        settling = how === 'now' ? setTimeout(self.settle) : setTimeout(arrive, SETTLE_MS);
        resting = setTimeout(() => onrest(self.passage ? self.passage.id : ''), REST_MS);
      },
      settle() {
        const follow = pending;
        clearTimeout(settling);
        pending = null;
        if (follow) follow();
      },
      settled: () => !pending
    };
    return self;
  };
})();
