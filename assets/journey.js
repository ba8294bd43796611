/* The journey of the story: a line along great circles that grows as passages are read. Only in pages with a journey.
 *
 *   storymap.journey(story) -> { show(on) }   show: draws the whole journey, for the button #route
 *
 * While the text is read, the line ends at the last stop that has been read. While a passage about this stop is read, a sign shows
 * the day and the distance covered so far.
 */
(() => {
  'use strict';

  const ARROW_PX = 46;       // minimum length in pixels of a section with an arrow
  const DRAW_MS = 900;

  const latLngs = (text, scale) => storymap.decode(text)[0].points.reduce((line, x, i, all) => (i % 2 ? line : [...line, [all[i + 1] / scale, x / scale]]), []);

  storymap.journey = function ({ map, data, stage, steps, scenes }) {
    const { stops, scale } = data.journey, legs = stops.slice(1).map(stop => latLngs(stop.course, scale));
    const stepOf = stops.map(stop => steps.findIndex(step => step.id === stop.passage));
    const renderer = L.svg({ pane: 'lines', padding: .4 }), options = { renderer, pane: 'lines', interactive: false, smoothFactor: 0 };
    const ahead = L.polyline([], { ...options, className: 'route ahead' }), casing = L.polyline([], { ...options, className: 'route casing' });
    const done = L.polyline([], { ...options, className: 'route' });
    const sign = Object.assign(document.createElement('p'), { className: 'so-far', hidden: true });
    let whole = false, reached = 0, drawn = 0, timer = 0, arrows = [];
    stage.querySelector('#map').after(sign);

    /** The legs on the copy of the world that is shown. */
    function shifted() {
      const [lat, lon] = legs[0][0], east = storymap.near(map, [lat, lon]).lng - lon;
      return legs.map(leg => leg.map(([y, x]) => L.latLng(y, x + east)));
    }

    function arrow(leg) {
      const a = map.latLngToLayerPoint(leg[0]), z = map.latLngToLayerPoint(leg[leg.length - 1]);
      if (a.distanceTo(z) < ARROW_PX) return null;
      const i = Math.max(1, Math.ceil((leg.length - 1) / 2)), from = map.latLngToLayerPoint(leg[i - 1]), to = map.latLngToLayerPoint(leg[i]);
      const icon = L.divIcon({ className: 'route-arrow', iconSize: [14, 14] });
      const marker = L.marker(map.layerPointToLatLng(from.add(to).divideBy(2)), { icon, pane: 'dots', interactive: false, keyboard: false }).addTo(map);
      const head = document.createElement('i');
      head.style.transform = `rotate(${Math.atan2(to.y - from.y, to.x - from.x)}rad)`;
      marker.getElement().append(head);
      return marker;
    }

    /** The first `number` legs, which may be fractional: 2.4 is two legs and two fifths of the third. */
    function part(all, number) {
      const last = all[Math.floor(number)], points = all.slice(0, Math.floor(number)).flat();
      if (!last || number % 1 === 0) return points;
      const at = (number % 1) * (last.length - 1), i = Math.floor(at), a = last[i], b = last[i + 1] || a;
      return [...points, ...last.slice(0, i + 1), L.latLng(a.lat + (b.lat - a.lat) * (at - i), a.lng + (b.lng - a.lng) * (at - i))];
    }

    function draw() {
      const all = shifted();
      for (const marker of arrows) marker.remove();
      ahead.setLatLngs(whole || reached ? all.flat() : []);
      for (const line of [casing, done]) line.setLatLngs(whole ? all.flat() : part(all, drawn));
      arrows = all.slice(0, whole ? all.length : Math.floor(drawn)).map(arrow).filter(Boolean);
    }

    /** Extends or shortens the line to the last stop that has been read. */
    function grow(goal) {
      cancelAnimationFrame(timer);
      const from = drawn, start = performance.now();
      reached = goal;
      if (goal <= from || storymap.reduced.matches || document.hidden) { drawn = goal; draw(); return; }
      const step = now => {
        drawn = from + (goal - from) * Math.min(1, (now - start) / DRAW_MS);
        draw();
        if (drawn < goal) timer = requestAnimationFrame(step);
      };
      timer = requestAnimationFrame(step);
    }

    function follow() {
      const { index } = scenes.position, here = scenes.overview() ? -1 : stepOf.reduce((last, step, i) => (step <= index ? i : last), -1);
      const named = scenes.scene ? scenes.scene.places : [];
      sign.hidden = here < 0 || !stops[here].text || !named.includes(stops[here].slug);
      if (here >= 0) sign.textContent = stops[here].text;
      if (Math.max(0, here) !== reached) grow(Math.max(0, here));
    }

    for (const line of [ahead, casing, done]) line.addTo(map);
    map.on('zoomend', draw);
    map.on('story:at', follow);
    follow();
    return { show(on) { whole = on; draw(); } };
  };
})();
