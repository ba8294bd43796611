/* Which step is being read: the one that a horizontal line across the window runs through. Knows nothing of the map.
 *
 *   storymap.scroller(steps, line, onstep) -> { refresh() }
 *     steps   elements in reading order that touch each other; the first is the head, above the text
 *     line()  where the line rests, 0 (top of the window) to 1
 *     onstep(index)  called when another step is reached
 *
 * At the top of the page the first passages already lie above the resting line. There the line starts at the first of
 * them and comes down while the reader begins to scroll, so that every passage has its turn.
 */
(() => {
  'use strict';

  /** The last of some steps that begins above a height in pixels. */
  function under(steps, height) {
    for (let i = 1; i < steps.length; i++) {
      if (steps[i].getBoundingClientRect().top > height) return i - 1;
    }
    return steps.length - 1;
  }

  storymap.scroller = function (steps, line, onstep) {
    const number = new Map(steps.map((step, i) => [step, i])), inside = new Set();
    let observer = null, current = -1, asked = false;

    const rest = () => line() * window.innerHeight;
    const beginning = () => window.scrollY < rest();

    /** Where the line is now, in pixels. */
    function now() {
      const first = steps[Math.min(1, steps.length - 1)].getBoundingClientRect().top + window.scrollY;
      return first < rest() && beginning() ? first + (rest() - first) * window.scrollY / rest() : rest();
    }

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
      if (beginning()) measure();
      else if (near.length) reach(near[under(near.map(i => steps[i]), rest())]);
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
      requestAnimationFrame(() => { asked = false; reach(under(steps, now())); });
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
