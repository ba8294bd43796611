/* Detects when the reader moves the map: with the mouse or a finger, the wheel, keys or the zoom buttons.
 *
 *   storymap.gestures(map)   the map fires `story:free` for each of these gestures
 *
 * The browser's input events are used instead of Leaflet's events. Leaflet also fires its events for movements of the camera,
 * sometimes after a delay.
 */
(() => {
  'use strict';

  const KEYS = /^(Arrow\w+|[-+=_])$/;

  storymap.gestures = function (map) {
    const container = map.getContainer(), free = () => map.fire('story:free');
    const listen = (type, moves) => container.addEventListener(type, event => { if (moves(event)) free(); }, { capture: true, passive: true });
    map.on('dragstart boxzoomend', free);
    listen('wheel', event => event.ctrlKey || event.metaKey);
    listen('touchmove', event => event.touches.length > 1);
    listen('keydown', event => event.target === container && KEYS.test(event.key));
    listen('dblclick', event => !event.target.closest('.leaflet-control'));
    listen('click', event => event.target.closest('.leaflet-control-zoom a:not(.leaflet-disabled)'));
  };
})();
