/* The route of the story: from place to place in the order in which the text comes to them. Off until it is asked for.
 *
 *   storymap.route(map, data) -> { show(on) }
 */
(() => {
  'use strict';

  const APART_PX = 46;       // a stretch shorter than this carries no arrow

  storymap.route = function (map, data) {
    const at = new Map(data.places.map(place => [place.slug, place.at]));
    const renderer = L.svg({ pane: 'lines', padding: .4 });
    let on = false, drawn = [];

    /** The stations, each on the copy of the world that is nearest to the one before. */
    function stations() {
      let east = map.getCenter().lng;
      return data.route.map(slug => {
        const [lat, lon] = at.get(slug), lng = lon + 360 * Math.round((east - lon) / 360);
        east = lng;
        return L.latLng(lat, lng);
      });
    }

    function arrow(from, to) {
      const a = map.latLngToLayerPoint(from), b = map.latLngToLayerPoint(to);
      if (a.distanceTo(b) < APART_PX) return null;
      const icon = L.divIcon({ className: 'route-arrow', iconSize: [14, 14] });
      const mark = L.marker(map.layerPointToLatLng(a.add(b).divideBy(2)), { icon, pane: 'dots', interactive: false, keyboard: false }).addTo(map);
      const head = document.createElement('i');
      head.style.transform = `rotate(${Math.atan2(b.y - a.y, b.x - a.x)}rad)`;
      mark.getElement().append(head);
      return mark;
    }

    function draw() {
      for (const layer of drawn) layer.remove();
      drawn = [];
      if (!on) return;
      const points = stations();
      drawn.push(L.polyline(points, { renderer, pane: 'lines', className: 'route', interactive: false, smoothFactor: 0 }).addTo(map));
      for (let i = 1; i < points.length; i++) drawn.push(arrow(points[i - 1], points[i]));
      drawn = drawn.filter(Boolean);
    }

    map.on('zoomend', draw);
    return { show(wanted) { on = wanted; draw(); } };
  };
})();
