/* The camera of the map. It moves only if necessary. Short movements are animated; long movements are instant.
 *
 *   storymap.camera(map) -> { go(target, how), moving() }
 *     target  {box: [west, south, east, north], zoom}: fits the box, at this zoom or lower
 *     how     'calm' (does not move if the target is in view), 'now' (moves without animation), 'must' (always moves)
 *   The map fires `story:move` before the camera moves and `story:free` when the reader moves the map.
 */
(() => {
  'use strict';

  const INNER = .6;          // a target counts as in view inside this part of the width and height of the view
  const FAR_M = 3e6;         // longer movements are instant
  const FADE_MS = 130;

  /** Returns the pixels to keep free at the sides, top and bottom. The buttons and, on a low map, an open card cover the bottom. */
  function padding(map) {
    const size = map.getSize(), low = size.y < 420, card = document.getElementById('card');
    const bar = low ? document.querySelector('.bar') : null, about = size.x <= 345 ? 28 : 0;     // the attribution is above the bar
    const covered = low && card && !card.hidden ? card.offsetHeight + 60 : bar ? bar.offsetHeight + 20 + about : 0;
    const side = Math.min(Math.max(40, size.x * .12), size.x / 4), top = Math.min(Math.max(low ? 30 : 40, size.y * .12), size.y / 4);
    return { x: side, top, bottom: Math.min(Math.max(top + 24, covered), size.y * .7) };
  }

  /** The copy of a box that is nearest to the centre of the map. */
  function bounds(map, [west, south, east, north]) {
    const middle = (west + east) / 2, shift = storymap.near(map, [0, middle]).lng - middle;
    return L.latLngBounds([south, west + shift], [north, east + shift]);
  }

  /** The view {zoom, centre} that fits a target. */
  function fit(map, target) {
    const box = bounds(map, target.box), free = padding(map);
    const fitting = map.getBoundsZoom(box, false, L.point(2 * free.x, free.top + free.bottom));
    const zoom = Math.max(map.getMinZoom(), Math.min(target.zoom, fitting));
    const middle = map.project(box.getSouthWest(), zoom).add(map.project(box.getNorthEast(), zoom)).divideBy(2);
    return { zoom, centre: map.unproject(middle.add([0, (free.bottom - free.top) / 2]), zoom) };
  }

  /** Whether a target is in the inner part of the view, and about as large as in the view that fits it. */
  function inView(map, target, view) {
    const size = map.getSize(), margin = size.multiplyBy((1 - INNER) / 2);
    const box = bounds(map, target.box), a = map.latLngToContainerPoint(box.getNorthWest()), b = map.latLngToContainerPoint(box.getSouthEast());
    const inside = a.x >= margin.x && a.y >= margin.y && b.x <= size.x - margin.x && b.y <= size.y - margin.y;
    return inside && Math.abs(view.zoom - map.getZoom()) < 1;
  }

  const sameZoom = (map, view) => Math.abs(view.zoom - map.getZoom()) < .01;
  /** Pixels between the centre of the map and that of a view. */
  const distance = (map, view) => map.latLngToContainerPoint(view.centre).distanceTo(map.getSize().divideBy(2));

  storymap.camera = function (map) {
    const container = map.getContainer();
    let ours = false, goal = null, cutting = 0;

    function jump(view) {
      ours = true;
      map.setView(view.centre, view.zoom, { animate: false });
      ours = false;
    }

    function cut(view) {
      container.classList.add('cutting');
      cutting = setTimeout(() => { cutting = 0; jump(view); container.classList.remove('cutting'); }, FADE_MS);
    }

    function fly(view) {
      const away = distance(map, view), options = { duration: Math.min(.9, .6 + away / 4000), easeLinearity: .2 };
      ours = true;
      if (sameZoom(map, view) && away < map.getSize().x) map.panTo(view.centre, options);
      else map.flyTo(view.centre, view.zoom, options);
    }

    function go(target, how) {
      if (!target || !map.getSize().x) return;
      const view = fit(map, target);
      clearTimeout(cutting);
      cutting = 0;
      container.classList.remove('cutting');
      map.stop();
      goal = target;
      if ((sameZoom(map, view) && distance(map, view) < 4) || (how === 'calm' && inView(map, target, view))) return;
      map.fire('story:move');
      if (how === 'now' || document.hidden || storymap.reduced.matches) jump(view);
      else if (map.distance(map.getCenter(), view.centre) > FAR_M) cut(view);
      else fly(view);
    }

    function release() {
      if (!ours) map.fire('story:free');
    }

    map.on('moveend', () => { ours = false; });
    map.on('dragstart', () => { ours = false; release(); });
    map.on('zoomstart', release);
    map.on('resize', () => { if (goal) requestAnimationFrame(() => go(goal, 'now')); });
    return { go, moving: () => ours || cutting > 0 };
  };
})();
