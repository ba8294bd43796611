/* The camera of the map. It moves only if necessary. Short movements are animated; long movements are instant.
 *
 *   storymap.camera(map) -> { go(target, how), moving(), where(at), shows(at, margin) }
 *     target  {box: [west, south, east, north], zoom}: fits the box, at this zoom or lower
 *     how     'calm' (does not move if the target is in view), 'now' (moves without animation), 'must' (always moves)
 *     where   {x, y, zoom}: where a position is in pixels on the map when the camera has arrived
 *     shows   whether a position is on the map when the camera has arrived, with at least `margin` (a share of the map's width
 *             and height) between the position and the edges
 *   The map fires `story:move` before the camera moves.
 */
(() => {
  'use strict';

  const INNER = .6;          // a target counts as in view if it is inside this central share of the view's width and height
  const FAR_M = 3e6;         // longer movements are instant
  const FADE_MS = 130;

  /** Returns the pixels to keep free at the sides, top and bottom. The buttons and, on a low map, an open card cover the bottom. */
  function padding(map) {
    const size = map.getSize(), low = size.y < 420, card = document.getElementById('card');
    const bar = low ? document.querySelector('.bar') : null, about = size.x <= 345 ? 28 : 0;     // the attribution is above the bar
    const over = card && !card.hidden && map.getContainer().parentElement.contains(card);
    const covered = low && over ? card.offsetHeight + 60 : bar ? bar.offsetHeight + 20 + about : 0;
    const least = low ? 24 : 40, part = low ? .07 : .12;       // on a low map, larger margins would reduce the zoom too much
    const side = Math.min(Math.max(least, size.x * part), size.x / 4), top = Math.min(Math.max(least, size.y * part), size.y / 4);
    return { x: side, top, bottom: Math.min(Math.max(top + 24, covered), size.y * .7) };
  }

  /** The copy of a box that is nearest to the centre of the map. */
  function bounds(map, [west, south, east, north]) {
    const middle = (west + east) / 2, shift = storymap.near(map, [0, middle]).lng - middle;
    return L.latLngBounds([south, west + shift], [north, east + shift]);
  }

  /** Moves a centre that is near a pole, so that the map shows no more than its padding beyond the edge of the world. */
  function inWorld(map, { x, y }, zoom, free) {
    const world = 256 * 2 ** zoom, half = map.getSize().y / 2, first = half - free.top, last = world - half + free.bottom;
    return L.point(x, first < last ? Math.max(first, Math.min(last, y)) : world / 2);
  }

  /** The view {zoom, centre} that fits a target. */
  function fit(map, target) {
    const box = bounds(map, target.box), free = padding(map);
    const fitting = map.getBoundsZoom(box, false, L.point(2 * free.x, free.top + free.bottom));
    const zoom = Math.max(map.getMinZoom(), Math.min(target.zoom, fitting));
    const middle = map.project(box.getSouthWest(), zoom).add(map.project(box.getNorthEast(), zoom)).divideBy(2);
    return { zoom, centre: map.unproject(inWorld(map, middle.add([0, (free.bottom - free.top) / 2]), zoom, free), zoom) };
  }

  /** Where a position is in a view, in pixels from the corner of the map. */
  const pointIn = (map, { zoom, centre }, at) => map.project(at, zoom).subtract(map.project(centre, zoom)).add(map.getSize().divideBy(2));

  /** Whether a target is in the inner part of a view, and about as large as in the view that fits the target. */
  function inView(map, target, view, fitting) {
    const size = map.getSize(), margin = size.multiplyBy((1 - INNER) / 2);
    const box = bounds(map, target.box), a = pointIn(map, view, box.getNorthWest()), b = pointIn(map, view, box.getSouthEast());
    const inside = a.x >= margin.x && a.y >= margin.y && b.x <= size.x - margin.x && b.y <= size.y - margin.y;
    return inside && Math.abs(view.zoom - fitting.zoom) < 1;
  }

  const sameZoom = (a, b) => Math.abs(a.zoom - b.zoom) < .01;
  /** Pixels between the centres of two views. */
  const distance = (map, a, b) => pointIn(map, a, b.centre).distanceTo(map.getSize().divideBy(2));

  storymap.camera = function (map) {
    const container = map.getContainer();
    let goal = null, heading = null, cutting = 0;     // heading: the view that the camera moves to, null when it has arrived

    /** The view that the map will have when the camera has arrived; the current view if the camera does not move. */
    const view = () => heading || { zoom: map.getZoom(), centre: map.getCenter() };

    function jump({ centre, zoom }) {
      map.setView(centre, zoom, { animate: false });
      heading = null;
    }

    function cut(to) {
      container.classList.add('cutting');
      cutting = setTimeout(() => { cutting = 0; jump(to); container.classList.remove('cutting'); }, FADE_MS);
    }

    function fly(to) {
      const now = { zoom: map.getZoom(), centre: map.getCenter() };
      const away = distance(map, now, to), options = { duration: Math.min(.9, .6 + away / 4000), easeLinearity: .2 };
      if (sameZoom(now, to) && away < map.getSize().x) map.panTo(to.centre, options);
      else map.flyTo(to.centre, to.zoom, options);
    }

    /** Stops immediately. Leaflet's stop() is not used, because it would then zoom to the next whole step. */
    function halt() {
      clearTimeout(cutting);
      cutting = 0;
      container.classList.remove('cutting');
      map._stop();
      heading = null;
    }

    function go(target, how) {
      if (!target || !map.getSize().x) return;
      const to = fit(map, target), from = view();
      goal = target;
      if ((sameZoom(from, to) && distance(map, from, to) < 4) || (how === 'calm' && inView(map, target, from, to))) return;
      halt();
      heading = to;
      map.fire('story:move');
      if (how === 'now' || document.hidden || storymap.reduced.matches) jump(to);
      else if (map.distance(map.getCenter(), to.centre) > FAR_M) cut(to);
      else fly(to);
    }

    function where(at) {
      const { x, y } = pointIn(map, view(), storymap.near(map, at));
      return { x, y, zoom: view().zoom };
    }

    function shows(at, margin) {
      const { x, y } = where(at), size = map.getSize();
      return [[x, size.x], [y, size.y]].every(([value, most]) => value >= margin * most && value <= (1 - margin) * most);
    }

    map.on('moveend', () => { if (!cutting) heading = null; });
    /** Pressing on the map stops a flight. If nothing is dragged, the flight continues when the press ends. */
    function resumeAfterPress() {
      let interrupted = null;
      container.addEventListener('pointerdown', ({ target }) => {
        interrupted = map.dragging.enabled() && !cutting && !target.closest('.leaflet-control') ? heading : null;
      }, { capture: true });
      map.on('dragstart', () => { interrupted = heading = null; });
      window.addEventListener('pointerup', () => {
        if (interrupted) fly(heading = interrupted);
        interrupted = null;
      });
    }

    resumeAfterPress();
    map.on('resize', () => { if (goal) requestAnimationFrame(() => go(goal, 'now')); });
    return { go, where, shows, moving: () => heading !== null };
  };
})();
