/* A small world map in the corner, with a frame around the area that the map shows.
 *
 *   storymap.insetMap(map, data) -> { theme() }; theme() reads the colours again
 *
 * The inset map is created when it is first shown, because a story about the whole world does not need it.
 */
(() => {
  'use strict';

  const NEAR_ZOOM = 4.5;     // lowest zoom at which the inset map is shown; at lower zooms the map itself is an overview
  const EDGE_PX = 8;         // pixels between the edge and the middle of the frame
  const DOT_PX = 5;          // a view smaller than this is drawn as a dot

  function make(element, data) {
    const world = L.map(element, {
      zoomControl: false, attributionControl: false, dragging: false, keyboard: false, scrollWheelZoom: false, doubleClickZoom: false,
      boxZoom: false, touchZoom: false, zoomAnimation: false, fadeAnimation: false, minZoom: 0, zoom: 0, center: [25, 0]
    });
    const base = storymap.basemap(world, data.basemap), frame = L.rectangle([[0, 0], [0, 0]], { className: 'frame', interactive: false }).addTo(world);
    const dot = L.circleMarker([0, 0], { radius: 5, className: 'frame', interactive: false });
    element.tabIndex = -1;
    return { world, base, frame, dot };
  }

  /** Returns the middle of the inset map for a view of the map. It is near the equator, because most land is then visible. It is
   *  moved away only as far as necessary to have the view inside the inset map. */
  function middle(world, { lat, lng }) {
    const { x, y } = world.project([lat, lng], 0), usual = world.project([Math.max(-20, Math.min(40, lat)), lng], 0).y;
    const spare = world.getSize().y / 2 - EDGE_PX;
    return world.unproject([x, Math.max(y - spare, Math.min(y + spare, usual))], 0);
  }

  storymap.insetMap = function (map, data) {
    const holder = document.createElement('div'), inner = document.createElement('div');
    holder.className = 'inset';
    holder.setAttribute('aria-hidden', 'true');
    holder.dir = 'ltr';        // Leaflet measures positions from the left; in right-to-left text, the wide element would overflow
    holder.append(inner);
    document.querySelector('.stage').append(holder);
    let made = null;

    function follow() {
      const shown = map.getZoom() >= NEAR_ZOOM;
      if (holder.classList.contains('shown') !== shown) {
        holder.classList.toggle('shown', shown);
        map.fire('story:covers');
      }
      if (!shown) return;
      made = made || make(inner, data);
      const { world, frame, dot } = made;
      const view = map.getBounds(), width = world.project(view.getNorthEast()).x - world.project(view.getSouthWest()).x;
      world.invalidateSize({ pan: false });
      world.setView(middle(world, map.getCenter()), 0, { animate: false });
      frame.setBounds(view);
      dot.setLatLng(map.getCenter());
      if (width < DOT_PX) { frame.remove(); dot.addTo(world); } else { dot.remove(); frame.addTo(world); }
    }

    map.on('moveend', follow);
    follow();
    return { theme: () => { if (made) made.base.theme(); } };
  };
})();
