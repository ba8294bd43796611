/* Reports which step is read while the page scrolls: the one at the reading line, a horizontal line across the window.
 *
 *   storymap.scroller(steps, line, onstep) -> { refresh() }
 *     steps   elements in reading order, without gaps between them; the first is the head, above the text
 *     line()  the height of the reading line, from 0 (top of the window) to 1
 *     onstep(index)  is called when a different step is at the line
 *     refresh()      measures the window and the line again
 *
 * At the top of the page, the first passages can be above the line, so they would never be read. Therefore the line starts at the
 * first passage. It moves down to its normal height while the reader scrolls by the height of one window.
 */
(() => {
  'use strict';

  /** Index of the last step that begins above a height in pixels. */
  function stepAt(steps, height) {
    for (let i = 1; i < steps.length; i++) {
      if (steps[i].getBoundingClientRect().top > height) return i - 1;
    }
    return steps.length - 1;
  }

  storymap.scroller = function (steps, line, onstep) {
    const indexOf = new Map(steps.map((step, i) => [step, i])), inside = new Set();
    let observer = null, current = -1, waiting = false;

    const rest = () => line() * window.innerHeight;
    const beginning = () => window.scrollY < rest();

    /** The height of the line at this scroll position, in pixels. */
    function height() {
      const first = steps[Math.min(1, steps.length - 1)].getBoundingClientRect().top + window.scrollY;
      return first < rest() && beginning() ? first + (rest() - first) * window.scrollY / rest() : rest();
    }

    function reach(index) {
      if (index === current) return;
      current = index;
      onstep(index);
    }

    function onchange(entries) {
      for (const { isIntersecting, target } of entries) {
        if (isIntersecting) inside.add(indexOf.get(target));
        else inside.delete(indexOf.get(target));
      }
      const near = [...inside].sort((a, b) => a - b);
      if (beginning()) measure();
      else if (near.length) reach(near[stepAt(near.map(i => steps[i]), rest())]);
    }

    /** The observer sees only a strip of 1 % of the window at the line: a step intersects while it is at the line. */
    function observe() {
      const top = Math.round(line() * 1000) / 10;
      inside.clear();
      if (observer) observer.disconnect();
      // In a frame of another origin, browsers ignore the margin of the default root. Therefore the document is the root.
      observer = new IntersectionObserver(onchange, { root: document, rootMargin: `-${top}% 0px -${99 - top}% 0px` });
      for (const step of steps) observer.observe(step);
    }

    function measure() {
      if (waiting) return;
      waiting = true;
      requestAnimationFrame(() => { waiting = false; reach(stepAt(steps, height())); });
    }

    let refresh = observe;
    try {
      observe();
      window.addEventListener('scroll', () => { if (beginning()) measure(); }, { passive: true });
    } catch (unsupported) {
      window.addEventListener('scroll', measure, { passive: true });
      refresh = measure;
    }
    measure();
    return { refresh };
  };
})();
