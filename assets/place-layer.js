/* The places of the story on the map: areas, pins, distance lines and their labels.
 *
 *   storymap.placeLayer(map, data) -> { show(slugs, passage), overview(), highlight(slug), theme() }
 *     show       the places of a scene, the most important first, and the distance lines of the passage with this id
 *     overview   all places
 *     highlight  makes one place stand out, even if the scene does not show it; null: no place
 *     theme      reads the colours again
 */
(() => {
  'use strict';

  const LABELLED = 60;       // maximum number of labels when all places are shown
  const MANY = 120;          // with more places than this, places outside the current passage are dots

  /** The label of a place, as labels.js takes it. */
  function labelOf(marker, must) {
    const { place } = marker;
    const classes = [place.role === 'passing' ? 'quiet' : '', place.role === 'setting' ? 'setting' : '', place.water ? 'water' : '', place.unsure ? 'unsure' : ''].join(' ').trim();
    return { lines: place.lines, at: place.at, classes, pin: marker.pinned(), must };
  }

  /** The label of a distance line, near its middle: above or below the line, or beside it where it is steep. */
  function distanceLabel(map, { course, text }) {
    const spots = [.5, .4, .6, .3, .7].map(part => course[Math.round(part * (course.length - 1))]);
    const [a, b] = [0, -1].map(i => map.project(course.at(i)));
    const steep = Math.abs(a.y - b.y) > Math.abs(a.x - b.x);
    return { lines: [text], at: spots[0], spots, sides: steep ? ['right', 'left'] : ['top', 'bottom'], classes: 'distance', pin: false, must: true };
  }

  function drawLine(map, { layer, course }, on) {
    if (on) layer.setLatLngs(course.map(([lat, lon]) => [lat, lon + storymap.near(map, course[0]).lng - course[0][1]]));
    if (on && !map.hasLayer(layer)) layer.addTo(map);
    if (!on && map.hasLayer(layer)) layer.remove();
    if (on) layer.getElement().classList.add('on');
  }

  function contextOf(map, number) {
    const style = getComputedStyle(map.getContainer());
    return {
      areas: L.svg({ pane: 'areas', padding: .4 }),
      dots: number > MANY ? L.canvas({ pane: 'dots', padding: .2 }) : null,
      colours: () => ({ color: style.getPropertyValue('--glow').trim(), fillColor: style.getPropertyValue('--accent').trim(), fillOpacity: .65, opacity: .9 })
    };
  }

  storymap.placeLayer = function (map, data) {
    const renderer = L.svg({ pane: 'lines', padding: .4 }), context = contextOf(map, data.places.length);
    const markers = new Map(data.places.map(place => [place.slug, new storymap.PlaceMarker(map, place, context)]));
    const wide = data.places.map(place => place.slug).filter(slug => markers.get(slug).wide);
    const labels = storymap.labels(map, data);
    const distances = data.lines.map(line => Object.assign({ layer: L.polyline(line.course, { renderer, pane: 'lines', className: 'line', interactive: false, smoothFactor: 0 }) }, line));
    let on = [], all = null, hot = null, passage = '', labelled = '', drawnAt = Infinity;

    const state = slug => [all ? 'seen' : '', on.includes(slug) ? 'on' : '', slug === hot ? 'hot' : ''].join(' ').trim();

    function label() {
      const shown = all ? data.places.filter(p => p.role !== 'setting').slice(0, LABELLED).map(p => p.slug) : on;
      const slugs = hot && !shown.includes(hot) ? [hot, ...shown] : shown;
      const active = distances.filter(line => line.passage === passage && !all);
      const wanted = slugs.map(slug => markers.get(slug)).map(marker => labelOf(marker, marker.place.slug === hot || (!all && marker.place.role !== 'setting')));
      wanted.push(...active.map(line => distanceLabel(map, line)));
      const key = JSON.stringify(wanted);
      if (key !== labelled) labels.show(wanted);
      labelled = key;
      for (const line of distances) drawLine(map, line, active.includes(line));
    }

    /** Draws some places again, or all of them if the map has moved to another copy of the world. */
    function draw(slugs) {
      const east = map.getCenter().lng, turned = Math.abs(east - drawnAt) > 60;
      if (turned) drawnAt = east;
      for (const slug of turned ? markers.keys() : new Set(slugs)) markers.get(slug).draw(state(slug));
      label();
    }

    function show(slugs, overview, id) {
      const before = on, changed = all !== overview;
      on = slugs;
      all = overview;
      passage = id;
      draw(changed ? markers.keys() : [...before, ...on]);
    }

    map.on('moveend', () => draw([...wide, ...on]));
    return {
      show: (slugs, id) => show(slugs, false, id),
      overview: () => show([], true, ''),
      highlight(slug) {
        const before = hot;
        hot = slug;
        draw([before, slug].filter(one => markers.has(one)));
      },
      theme() { for (const marker of markers.values()) marker.theme(); }
    };
  };
})();
