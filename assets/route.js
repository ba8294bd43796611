/* The route of the story: a line with arrows through its places, in the order of the text. Hidden at first.
 *
 *   storymap.route(map, data) -> { show(on) }
 */
(() => {
  'use strict';

  const ARROW_PX = 46;       // minimum length of a section with an arrow

  storymap.route = function (map, data) {
    const at = new Map(data.places.map(place => [place.slug, place.at]));
    const renderer = L.svg({ pane: 'lines', padding: .4 });
    let on = false, drawn = [];

    /** The positions of the places, each on the copy of the world that is nearest to the previous place. */
    function stops() {
      let east = map.getCenter().lng;
      return data.route.map(slug => {
        const [lat, lon] = at.get(slug), lng = lon + 360 * Math.round((east - lon) / 360);
        east = lng;
        return L.latLng(lat, lng);
      });
    }

    function arrow(from, to) {
      const a = map.latLngToLayerPoint(from), b = map.latLngToLayerPoint(to);
      if (a.distanceTo(b) < ARROW_PX) return null;
      const icon = L.divIcon({ className: 'route-arrow', iconSize: [14, 14] });
      const marker = L.marker(map.layerPointToLatLng(a.add(b).divideBy(2)), { icon, pane: 'dots', interactive: false, keyboard: false }).addTo(map);
      const head = document.createElement('i');
      head.style.transform = `rotate(${Math.atan2(b.y - a.y, b.x - a.x)}rad)`;
      marker.getElement().append(head);
      return marker;
    }

    function draw() {
      for (const layer of drawn) layer.remove();
      drawn = [];
      if (!on) return;
      const points = stops();
      drawn.push(L.polyline(points, { renderer, pane: 'lines', className: 'route', interactive: false, smoothFactor: 0 }).addTo(map));
      for (let i = 1; i < points.length; i++) drawn.push(arrow(points[i - 1], points[i]));
      drawn = drawn.filter(Boolean);
    }

    map.on('zoomend', draw);
    return { show(wanted) { on = wanted; draw(); } };
  };
})();
