/* Which step is being read: the one that a horizontal line across the window runs through. Knows nothing of the map.
 *
 *   storymap.scroll(steps, line, onstep) -> { refresh() }
 *     steps   elements in reading order that touch each other
 *     line()  where the line is now, 0 (top of the window) to 1
 *     onstep(index)  called when another step is reached
 */
window.storymap = window.storymap || {};
(function (storymap) {
  'use strict';

  /** The step the line runs through, by measuring: for the few that are near, or where there is no observer. */
  function under(steps, at) {
    for (let i = steps.length - 1; i >= 0; i--) {
      if (steps[i].getBoundingClientRect().top <= at) return i;
    }
    return 0;
  }

  storymap.scroll = function (steps, line, onstep) {
    const number = new Map(steps.map((step, i) => [step, i])), inside = new Set();
    let observer = null, current = -1, asked = false;

    function reach(index) {
      if (index === current) return;
      current = index;
      onstep(index);
    }

    function seen(entries) {
      for (const entry of entries) {
        if (entry.isIntersecting) inside.add(number.get(entry.target));
        else inside.delete(number.get(entry.target));
      }
      const near = [...inside].sort((a, b) => a - b);
      if (near.length) reach(near[under(near.map(i => steps[i]), line() * window.innerHeight)]);
    }

    /** The whole window but a strip at the line is cut away, so a step intersects while the line is in it. */
    function observe() {
      const top = Math.round(line() * 1000) / 10;
      inside.clear();
      if (observer) observer.disconnect();
      // root null would ignore the margin inside a frame of another origin: the document does not
      observer = new IntersectionObserver(seen, { root: document, rootMargin: `-${top}% 0px -${99 - top}% 0px` });
      for (const step of steps) observer.observe(step);
    }

    function measure() {
      if (asked) return;
      asked = true;
      requestAnimationFrame(() => { asked = false; reach(under(steps, line() * window.innerHeight)); });
    }

    let refresh = observe;
    try {
      observe();
    } catch (unsupported) {
      window.addEventListener('scroll', measure, { passive: true });
      refresh = measure;
      measure();
    }
    return { refresh };
  };
})(window.storymap);
