/* The step that is read. The map and the address follow after a delay, so that they do not change during fast scrolling.
 *
 *   storymap.readingPosition(steps, last, onsettle, onrest) -> { index, passage, read(index, how), settle(), settled() }
 *     steps          elements in reading order; 1 to `last` are passages, the others are above and below the text
 *     onsettle(how)  the reader stays at a step: the map may follow, with the `how` that was passed to `read`
 *     onrest(id)     the reader has stayed for longer: id of the passage, '' outside the text
 *     index          the step that is read; -1 at first
 *     passage        its element if it is a passage, else null
 *     settle()       stops waiting
 *     hurried()      whether the reader scrolls too fast to read; the map waits until then. page-scroll.js sets this function
 */
(() => {
  'use strict';

  const SETTLE_MS = 140;     // time for which a passage must be read before the map follows
  const HURRIED_MS = 50;     // interval at which the speed of scrolling is checked
  const REST_MS = 900;       // time for which a passage must be read before its id is written to the address

  storymap.readingPosition = function (steps, last, onsettle, onrest) {
    let settling = 0, resting = 0, pending = null;
    const wait = ms => { settling = setTimeout(() => { if (self.hurried()) wait(HURRIED_MS); else self.settle(); }, ms); };
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
        wait(how === 'now' ? 0 : SETTLE_MS);
        resting = setTimeout(() => onrest(self.passage ? self.passage.id : ''), REST_MS);
      },
      settle() {
        const follow = pending;
        clearTimeout(settling);
        pending = null;
        if (follow) follow();
      },
      hurried: () => false,
      settled: () => !pending
    };
    return self;
  };
})();
