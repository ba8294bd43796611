/* Determines from the reader's scrolling which step is read. Scrolling by the page itself does not count.
 *
 *   storymap.pageScroll(story) -> { start(), hold(), jump(go, ms) }
 *     hold()        keeps the step until the reader continues scrolling
 *     jump(go, ms)  calls go(), which scrolls for some time. Steps that are passed do not count as read; at the end, hold() is called
 */
(() => {
  'use strict';

  const TOP_PX = 8;          // pixels of scrolling after which the reader has begun to read, or continues scrolling
  const JUMP_MS = 200;
  const FAST = .2;           // highest speed, in heights of the window per second, at which passages count as read
  const PAUSE_MS = 100;      // after this time without a scroll event, the page is not moving

  storymap.pageScroll = function ({ stage, steps, scenes: { position } }) {
    const narrow = matchMedia('(max-width: 47.99rem)'), atTop = () => window.scrollY < TOP_PX;
    let reached = 0, held = -TOP_PX, jumping = false, timer = 0, last = { y: 0, at: -PAUSE_MS, speed: 0 };

    /** The height of the reading line: 45 % of the window, or on a phone 35 % of the part that the map does not cover. */
    function line() {
      if (!narrow.matches) return .45;
      const covered = stage.offsetHeight / window.innerHeight;
      return Math.min(.9, covered + .35 * (1 - covered));
    }

    function reach(index) {
      reached = index;
      if (jumping || Math.abs(window.scrollY - held) < TOP_PX) return;
      held = -TOP_PX;
      position.read(atTop() ? 0 : index);
    }

    function measure() {
      const at = performance.now(), y = window.scrollY;
      if (at - last.at > 8) last = { y, at, speed: Math.abs(y - last.y) / (at - last.at) };
    }

    position.hurried = () => !jumping && performance.now() - last.at < PAUSE_MS && last.speed * 1000 > FAST * window.innerHeight;

    const self = {
      start() {
        window.addEventListener('scroll', measure, { passive: true });
        const { refresh } = storymap.scroller(steps, line, reach);
        window.addEventListener('scroll', () => { if (atTop() !== (position.index === 0)) reach(reached); }, { passive: true });
        window.addEventListener('resize', refresh);
        new ResizeObserver(refresh).observe(stage);     // on a phone, the position of the line depends on the height of the map
      },
      hold() { held = window.scrollY; },
      jump(go, ms) {
        jumping = true;
        go();
        clearTimeout(timer);
        timer = setTimeout(() => { jumping = false; self.hold(); }, ms || JUMP_MS);
      }
    };
    return self;
  };
})();
