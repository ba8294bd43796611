/* The buttons #previous and #next: they go from step to step, or from slide to slide in a frame.
 *
 *   storymap.navigation(story)
 */
(() => {
  'use strict';

  const ANNOUNCE_MS = 160;   // announcements are delayed until the map has begun to follow (see SETTLE_MS in reading-position.js)
  const SMOOTH_MS = 700;     // maximum duration of a smooth scroll

  storymap.navigation = function ({ map, steps, last, scenes, scroll, slideshow, announce }) {
    const { position } = scenes, previous = document.getElementById('previous'), next = document.getElementById('next');

    function goTo(index) {
      const near = Math.abs(steps[index].getBoundingClientRect().top) < 2 * window.innerHeight && !storymap.reduced.matches;
      const behavior = near ? 'smooth' : 'auto';
      scroll.jump(() => {
        if (index === 0) window.scrollTo({ top: 0, behavior });
        else steps[index].scrollIntoView({ block: 'start', behavior });
        position.read(index, 'calm');
      }, near ? SMOOTH_MS : 0);
    }

    function move(by) {
      const goal = position.index + by;
      if (slideshow) slideshow.go(by);
      else if (steps[goal]) goTo(goal);
      map.fire('story:at', { id: steps[position.index].id, asked: true });
      setTimeout(() => {
        const slugs = !scenes.overview() && scenes.scene ? scenes.scene.places : [];
        announce.passage(Math.min(Math.max(position.index, 1), last), last, slugs);
      }, ANNOUNCE_MS);
    }

    /** Disables the buttons at the first and last step. A button with the focus is not disabled, because the focus would be lost. */
    function disable() {
      const [first, end] = slideshow ? slideshow.ends() : [position.index <= 0, position.index >= steps.length - 1];
      previous.disabled = first && document.activeElement !== previous;
      next.disabled = end && document.activeElement !== next;
    }

    previous.addEventListener('click', () => move(-1));
    next.addEventListener('click', () => move(1));
    map.on('story:at', ({ asked }) => { if (!asked) disable(); });
  };
})();
