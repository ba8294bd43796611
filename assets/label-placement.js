/* Chooses positions for labels, so that as many as possible are shown and none overlap.
 *
 *   storymap.labelPlacement(size, taken) -> { place(item), boxes() }
 *     size    of the map in pixels
 *     taken   [{box, slug, weak, gap}]: pins and signs, see labels.js; those that a label hides get the property `hidden`
 *     place   finds a position for a label and returns whether there is one. Call it for the most important label first.
 *       item  {slug, strong, options}: `options` [{box, far, …}] in order of preference; `strong`: it may hide weak pins. The option
 *             that was found is its property `chosen`, null if there is none
 *     boxes   the boxes of the labels placed so far
 *   A label may move earlier labels to other positions, but it never removes one.
 *
 *   storymap.isFree(size, box, taken, {slug, strong}) -> whether a label with this box would be inside the map and hide nothing
 *   storymap.hits(a, b, gap) -> whether two boxes [left, top, right, bottom] are nearer than `gap` pixels
 */
(() => {
  'use strict';

  const GAP = 4;             // pixels between two labels
  const EDGE = 2;            // pixels between a label and the edge of the map
  const MOVES = 2;           // maximum number of earlier labels that one label may move
  const TRIED = 16;          // positions for which this is tried

  const hits = storymap.hits = (a, b, gap) => a[0] < b[2] + gap && a[2] + gap > b[0] && a[1] < b[3] + gap && a[3] + gap > b[1];

  storymap.isFree = function (size, box, taken, { slug, strong }) {
    if (box[0] < EDGE || box[1] < EDGE || box[2] > size.x - EDGE || box[3] > size.y - EDGE) return false;
    return !taken.some(other => !other.hidden && !(strong && other.weak) && (!slug || other.slug !== slug) && hits(box, other.box, other.gap === undefined ? GAP : other.gap));
  };

  storymap.labelPlacement = function (size, taken) {
    const placed = [];

    /** The earlier labels that an option would overlap. */
    const blockers = ({ box }) => placed.filter(({ chosen }) => hits(box, chosen.box, GAP));

    /** Moves labels away from a box, all or none, and returns whether this was possible. `far`: to positions far from their pins, too. */
    function moveAway(items, box, far) {
      const before = items.map(item => item.chosen);
      const moved = items.every(item => {
        const others = placed.filter(other => other !== item);
        const found = item.free.find(option => (far || !option.far) && !hits(option.box, box, GAP)
          && !others.some(({ chosen }) => hits(option.box, chosen.box, GAP)) && storymap.isFree(size, option.box, taken, { slug: item.slug }));
        item.chosen = found || item.chosen;
        return Boolean(found);
      });
      if (!moved) items.forEach((item, i) => { item.chosen = before[i]; });
      return moved;
    }

    const vacated = (options, far) => options.slice(0, TRIED).find(option => {
      const inTheWay = blockers(option);
      return inTheWay.length <= MOVES && moveAway(inTheWay, option.box, far);
    });

    /** A position near the pin, even if near labels must move for it; otherwise one far from it. */
    function find(item, strong) {
      item.free = item.options.filter(({ box }) => storymap.isFree(size, box, taken, { slug: item.slug, strong }));
      const near = item.free.filter(({ far }) => !far), isClear = option => !blockers(option).length;
      return near.find(isClear) || vacated(near, false) || item.free.find(isClear) || item.strong && vacated(item.free, true) || null;
    }

    function place(item) {
      if (taken.some(pin => pin.hidden && pin.slug === item.slug)) return false;
      item.chosen = find(item, false) || (item.strong ? find(item, true) : null);
      if (!item.chosen) return false;
      for (const pin of taken) if (pin.weak && pin.slug !== item.slug && hits(item.chosen.box, pin.box, 1)) pin.hidden = true;
      placed.push(item);
      return true;
    }

    return { place, boxes: () => placed.map(({ chosen }) => chosen.box) };
  };
})();
