/* Chooses positions for labels, so that as many as possible are shown and none overlap.
 *
 *   storymap.labelPlacement(size, taken) -> { place(item), swap(item, other), boxes(), lines() }
 *     size    of the map in pixels
 *     taken   [{box, slug, weak, gap}]: pins and signs, see labels.js; those that a label hides get the property `hidden`
 *     place   finds a position for a label and returns whether there is one. Call it for the most important label first.
 *       item  {slug, strong, early, options}: `options` [{box, far, line, …}] in order of preference; `line` [x, y, x, y] leads from the pin
 *             to a text far from it; `strong`: it may hide weak pins; `early`: it may move other labels far from their pins. The chosen option is set as its property `chosen`, null if
 *             there is none
 *     swap    replaces a label with another one for the same place if there is room
 *     boxes   the boxes of the labels placed so far; lines: boxes along the lines to them
 *   A label may move earlier labels to other positions, but it never removes one.
 *
 *   storymap.isFree(size, box, taken, {slug, strong}, line) -> whether a label with this box and line would be inside the map
 *                                                       without hiding anything
 *   storymap.hits(a, b, gap) -> whether two boxes [left, top, right, bottom] are less than `gap` pixels apart
 */
(() => {
  'use strict';

  const GAP = 4;             // pixels between two labels
  const CLEAR = 1;           // pixels between a line and a label or pin
  const PIECE = 6;           // pixels between the boxes along a line
  const EDGE = 2;            // pixels between a label and the edge of the map
  const MOVES = 2;           // maximum number of earlier labels that one label may move
  const TRIED = 16;          // number of positions for which moving other labels is tried

  const hits = storymap.hits = (a, b, gap) => a[0] < b[2] + gap && a[2] + gap > b[0] && a[1] < b[3] + gap && a[3] + gap > b[1];

  /** Whether a line [x, y, x, y] crosses a box (Liang-Barsky line clipping). */
  function cuts([x, y, toX, toY], box) {
    let first = 0, last = 1;
    for (const [start, step, low, high] of [[x, toX - x, box[0] - CLEAR, box[2] + CLEAR], [y, toY - y, box[1] - CLEAR, box[3] + CLEAR]]) {
      if (!step) { if (start < low || start > high) return false; continue; }
      const [enter, leave] = [(low - start) / step, (high - start) / step].sort((a, b) => a - b);
      first = Math.max(first, enter);
      last = Math.min(last, leave);
    }
    return first < last;
  }

  const side = ([x, y, toX, toY], u, v) => Math.sign((toX - x) * (v - y) - (toY - y) * (u - x));
  const cross = (a, b) => side(a, b[0], b[1]) !== side(a, b[2], b[3]) && side(b, a[0], a[1]) !== side(b, a[2], a[3]);

  /** Whether two label positions, with their lines, conflict with each other. */
  const clash = (a, b) => hits(a.box, b.box, GAP) || a.line && cuts(a.line, b.box) || b.line && cuts(b.line, a.box) || a.line && b.line && cross(a.line, b.line);

  function along([x, y, toX, toY]) {
    const pieces = Math.ceil(Math.hypot(toX - x, toY - y) / PIECE);
    return Array.from({ length: pieces }, (_, i) => {
      const part = (i + .5) / pieces, u = x + part * (toX - x), v = y + part * (toY - y);
      return [u - 1, v - 1, u + 1, v + 1];
    });
  }

  storymap.isFree = function (size, box, taken, { slug, strong }, line) {
    if (box[0] < EDGE || box[1] < EDGE || box[2] > size.x - EDGE || box[3] > size.y - EDGE) return false;
    return !taken.some(other => !other.hidden && !(strong && other.weak) && (!slug || other.slug !== slug) && (hits(box, other.box, other.gap === undefined ? GAP : other.gap) || line && cuts(line, other.box)));
  };

  storymap.labelPlacement = function (size, taken) {
    const placed = [];

    /** The labels placed so far that an option would overlap. */
    const blockers = option => placed.filter(({ chosen }) => clash(option, chosen));

    /** Moves all labels away from a position, or moves none if this is impossible, and returns whether it was possible.
     *  `far`: also to positions far from their pins. */
    function moveAway(items, wanted, far) {
      const before = items.map(item => item.chosen);
      const moved = items.every(item => {
        const others = placed.filter(other => other !== item);
        const found = item.free.find(option => (far || !option.far) && !clash(option, wanted)
          && !others.some(({ chosen }) => clash(option, chosen)) && storymap.isFree(size, option.box, taken, { slug: item.slug }, option.line));
        item.chosen = found || item.chosen;
        return Boolean(found);
      });
      if (!moved) items.forEach((item, i) => { item.chosen = before[i]; });
      return moved;
    }

    const vacated = (options, far) => options.slice(0, TRIED).find(option => {
      const inTheWay = blockers(option);
      return inTheWay.length <= MOVES && moveAway(inTheWay, option, far);
    });

    /** A position near the pin, even if other labels have to move; otherwise a position far from the pin. */
    function find(item, strong) {
      item.free = item.options.filter(({ box, line }) => storymap.isFree(size, box, taken, { slug: item.slug, strong }, line));
      const near = item.free.filter(({ far }) => !far), isClear = option => !blockers(option).length;
      return near.find(isClear) || vacated(near, false) || item.free.find(isClear) || item.early && vacated(item.free, true) || null;
    }

    function place(item) {
      if (taken.some(pin => pin.hidden && pin.slug === item.slug)) return false;
      item.chosen = find(item, false) || (item.strong ? find(item, true) : null);
      if (!item.chosen) return false;
      for (const pin of taken) if (pin.weak && pin.slug !== item.slug && hits(item.chosen.box, pin.box, 1)) pin.hidden = true;
      placed.push(item);
      return true;
    }

    /** Replaces a label with another one for the same place if there is room, and returns whether it did. */
    function swap(item, other) {
      placed.splice(placed.indexOf(item), 1);
      const found = other.options.filter(({ box, line }) => storymap.isFree(size, box, taken, { slug: other.slug }, line)).find(option => !blockers(option).length);
      if (found) { other.chosen = found; item.chosen = null; }
      placed.push(found ? other : item);
      return Boolean(found);
    }

    return { place, swap, boxes: () => placed.map(({ chosen }) => chosen.box), lines: () => placed.flatMap(({ chosen: { line } }) => line ? along(line) : []) };
  };
})();
