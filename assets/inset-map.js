/* Where in the world the map is: a small world in the corner, with a frame round what is seen.
 *
 *   storymap.insetMap(map, data) -> { theme() }: the colours have changed
 *
 * Its map is made when it is first to be seen: a story of the whole world never needs it.
 */
(() => {
  'use strict';

  const NEAR = 4.5;          // shown from this zoom on: before, the map itself tells
  const DOT_PX = 5;          // a view smaller than this is a dot

  storymap.insetMap = function (map, data) {
    const holder = document.createElement('div'), inner = document.createElement('div');
    holder.className = 'inset';
    holder.setAttribute('aria-hidden', 'true');
    holder.dir = 'ltr';        // Leaflet reckons from the left, and what is too wide leaves on the right
    holder.append(inner);
    document.querySelector('.stage').append(holder);
    let made = null;

    function make() {
      const world = L.map(inner, {
        zoomControl: false, attributionControl: false, dragging: false, keyboard: false, scrollWheelZoom: false, doubleClickZoom: false,
        boxZoom: false, touchZoom: false, zoomAnimation: false, fadeAnimation: false, minZoom: 0, zoom: 0, center: [25, 0]
      });
      const base = storymap.basemap(world, data.basemap), frame = L.rectangle([[0, 0], [0, 0]], { className: 'frame', interactive: false }).addTo(world);
      const dot = L.circleMarker([0, 0], { radius: 5, className: 'frame', interactive: false });
      inner.tabIndex = -1;
      return { world, base, frame, dot };
    }

    function follow() {
      const shown = map.getZoom() >= NEAR;
      holder.classList.toggle('shown', shown);
      if (!shown) return;
      made = made || make();
      const { world, frame, dot } = made;
      const view = map.getBounds(), wide = world.project(view.getNorthEast()).x - world.project(view.getSouthWest()).x;
      world.invalidateSize({ pan: false });
      world.setView([Math.max(-20, Math.min(40, map.getCenter().lat)), map.getCenter().lng], 0, { animate: false });
      frame.setBounds(view);
      dot.setLatLng(map.getCenter());
      if (wide < DOT_PX) { frame.remove(); dot.addTo(world); } else { dot.remove(); frame.addTo(world); }
    }

    map.on('moveend', follow);
    follow();
    return { theme: () => { if (made) made.base.theme(); } };
  };
})();
