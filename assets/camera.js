/* The camera: calm. It moves only when it must, flies short ways and cuts long ones, and never against the reader.
 *
 *   storymap.camera(map) -> { go(target, how), moving() }
 *     target  {box: [west, south, east, north], zoom}: fit the box, no deeper than zoom
 *     how     'calm' (stay if it is in view), 'now' (no movement), 'must' (always move)
 *   The map fires `story:move` when the camera is about to move, `story:free` when the reader takes over.
 */
(() => {
  'use strict';

  const INNER = .6;          // of the view, each way: what lies in it is well in view
  const FAR_M = 3e6;         // farther than this is a cut, not a flight
  const FADE_MS = 130;

  storymap.camera = function (map) {
    const container = map.getContainer();
    let ours = false, goal = null, cut = 0;

    /** Pixels left free on every side; at the bottom, where the buttons are, more, and on a low map what a card or they cover. */
    function padding() {
      const size = map.getSize(), low = size.y < 420, card = document.getElementById('card');
      const bar = low ? document.querySelector('.bar') : null, about = size.x <= 345 ? 28 : 0;     // there it stands above the bar
      const covered = low && card && !card.hidden ? card.offsetHeight + 60 : bar ? bar.offsetHeight + 20 + about : 0;
      const side = Math.min(Math.max(40, size.x * .12), size.x / 4), top = Math.min(Math.max(low ? 30 : 40, size.y * .12), size.y / 4);
      return { x: side, top, bottom: Math.min(Math.max(top + 24, covered), size.y * .7) };
    }

    /** The copy of a box that is nearest to where the map is. */
    function bounds([west, south, east, north]) {
      const middle = (west + east) / 2, shift = storymap.near(map, [0, middle]).lng - middle;
      return L.latLngBounds([south, west + shift], [north, east + shift]);
    }

    /** The view that fits a target. */
    function view(target) {
      const box = bounds(target.box), free = padding();
      const fit = map.getBoundsZoom(box, false, L.point(2 * free.x, free.top + free.bottom));
      const zoom = Math.max(map.getMinZoom(), Math.min(target.zoom, fit));
      const middle = map.project(box.getSouthWest(), zoom).add(map.project(box.getNorthEast(), zoom)).divideBy(2);
      return { zoom, centre: map.unproject(middle.add([0, (free.bottom - free.top) / 2]), zoom) };
    }

    /** Whether a target can be read where the map is: it lies in the inner part of the view, about as large as it would be. */
    function inView(target, wanted) {
      const size = map.getSize(), margin = size.multiplyBy((1 - INNER) / 2);
      const box = bounds(target.box), a = map.latLngToContainerPoint(box.getNorthWest()), b = map.latLngToContainerPoint(box.getSouthEast());
      const inside = a.x >= margin.x && a.y >= margin.y && b.x <= size.x - margin.x && b.y <= size.y - margin.y;
      return inside && Math.abs(wanted.zoom - map.getZoom()) < 1;
    }

    function there(wanted) {
      const off = map.latLngToContainerPoint(wanted.centre).distanceTo(map.getSize().divideBy(2));
      return Math.abs(wanted.zoom - map.getZoom()) < .01 && off < 4;
    }

    function jump(wanted) {
      ours = true;
      map.setView(wanted.centre, wanted.zoom, { animate: false });
      ours = false;
    }

    function cutTo(wanted) {
      container.classList.add('cutting');
      cut = setTimeout(() => { cut = 0; jump(wanted); container.classList.remove('cutting'); }, FADE_MS);
    }

    function fly(wanted) {
      const away = map.latLngToContainerPoint(wanted.centre).distanceTo(map.getSize().divideBy(2));
      const duration = Math.min(.9, .6 + away / 4000);
      ours = true;
      if (Math.abs(wanted.zoom - map.getZoom()) < .01 && away < map.getSize().x) map.panTo(wanted.centre, { duration, easeLinearity: .2 });
      else map.flyTo(wanted.centre, wanted.zoom, { duration, easeLinearity: .2 });
    }

    function go(target, how) {
      if (!target || !map.getSize().x) return;
      const wanted = view(target);
      clearTimeout(cut);
      cut = 0;
      container.classList.remove('cutting');
      map.stop();
      goal = target;
      if (there(wanted) || (how === 'calm' && inView(target, wanted))) return;
      map.fire('story:move');
      if (how === 'now' || document.hidden || storymap.reduced.matches) jump(wanted);
      else if (map.distance(map.getCenter(), wanted.centre) > FAR_M) cutTo(wanted);
      else fly(wanted);
    }

    function taken() {
      if (!ours) map.fire('story:free');
    }

    map.on('moveend', () => { ours = false; });
    map.on('dragstart', () => { ours = false; taken(); });
    map.on('zoomstart', taken);
    map.on('resize', () => { if (goal) requestAnimationFrame(() => go(goal, 'now')); });
    return { go, moving: () => ours || cut > 0 };
  };
})();
