/* What the story puts on the map: areas, pins, distance lines, and the names that go with them.
 *
 *   storymap.placeLayer(map, data) -> { show(slugs, passage), overview(), highlight(slug), theme() }
 *     show      the places of a scene, most important first; distance lines of the passage
 *     overview  every place
 *     highlight one place stands out (null: none), wherever the map is
 *     theme     the colours have changed
 */
(() => {
  'use strict';

  const NAMED = 60;          // places that are named at once when all are shown
  const CROWD = 120;         // from so many places on, those that are not read are dots

  storymap.placeLayer = function (map, data) {
    const lines = L.svg({ pane: 'lines', padding: .4 }), style = getComputedStyle(map.getContainer());
    const ground = {
      areas: L.svg({ pane: 'areas', padding: .4 }),
      crowd: data.places.length > CROWD ? L.canvas({ pane: 'dots', padding: .2 }) : null,
      colours: () => ({ color: style.getPropertyValue('--glow').trim(), fillColor: style.getPropertyValue('--accent').trim(), fillOpacity: .65, opacity: .9 })
    };
    const marks = new Map(data.places.map(place => [place.slug, new storymap.PlaceMarker(map, place, ground)]));
    const wide = data.places.map(place => place.slug).filter(slug => marks.get(slug).wide);
    const names = storymap.labels(map, data);
    const distances = data.lines.map(line => Object.assign({ layer: L.polyline(line.course, { renderer: lines, pane: 'lines', className: 'line', interactive: false, smoothFactor: 0 }) }, line));
    let on = [], whole = null, hot = null, passage = '', told = '', drawnAt = Infinity;

    function state(slug) {
      return [whole ? 'seen' : '', on.includes(slug) ? 'on' : '', slug === hot ? 'hot' : ''].join(' ').trim();
    }

    function name(mark, must) {
      const { place } = mark, pin = mark.pinned();
      const classes = [place.role === 'passing' ? 'quiet' : '', place.role === 'setting' ? 'setting' : '', place.water ? 'water' : '', place.unsure ? 'unsure' : ''].join(' ').trim();
      return { lines: place.lines, at: place.at, classes, pin, must };
    }

    /** What is written on a distance line, near its middle: above or below it, beside it where it is steep. */
    function caption(line) {
      const spots = [.5, .4, .6, .3, .7].map(part => line.course[Math.round(part * (line.course.length - 1))]);
      const [a, b] = [0, -1].map(i => map.project(line.course.at(i)));
      const steep = Math.abs(a.y - b.y) > Math.abs(a.x - b.x);
      return { lines: [line.text], at: spots[0], spots, sides: steep ? ['right', 'left'] : ['top', 'bottom'], classes: 'distance', pin: false, must: true };
    }

    function label() {
      const shown = whole ? data.places.filter(p => p.role !== 'setting').slice(0, NAMED).map(p => p.slug) : on;
      const slugs = hot && !shown.includes(hot) ? [hot, ...shown] : shown;
      const own = slugs.map(slug => marks.get(slug));
      const wanted = own.map(mark => name(mark, mark.place.slug === hot || (!whole && mark.place.role !== 'setting')));
      const active = distances.filter(line => line.passage === passage && !whole);
      for (const line of active) wanted.push(caption(line));
      const telling = JSON.stringify(wanted);
      if (telling !== told) names.show(wanted);
      told = telling;
      for (const line of distances) {
        const drawn = active.includes(line);
        if (drawn) line.layer.setLatLngs(line.course.map(([lat, lon]) => [lat, lon + storymap.near(map, line.course[0]).lng - line.course[0][1]]));
        if (drawn && !map.hasLayer(line.layer)) line.layer.addTo(map);
        if (!drawn && map.hasLayer(line.layer)) line.layer.remove();
        if (drawn) line.layer.getElement().classList.add('on');
      }
    }

    /** Draws some places again, or all of them: after a turn round the world they lie elsewhere. */
    function draw(slugs) {
      const east = map.getCenter().lng, turned = Math.abs(east - drawnAt) > 60;
      if (turned) drawnAt = east;
      for (const slug of turned ? marks.keys() : new Set(slugs)) marks.get(slug).draw(state(slug));
      label();
    }

    function show(slugs, all, at) {
      const before = on, turned = whole !== all;
      on = slugs;
      whole = all;
      passage = at;
      draw(turned ? marks.keys() : [...before, ...on]);
    }

    map.on('moveend', () => draw([...wide, ...on]));
    return {
      show: (slugs, at) => show(slugs, false, at),
      overview: () => show([], true, ''),
      highlight(slug) {
        const before = hot;
        hot = slug;
        draw([before, slug].filter(one => marks.has(one)));
      },
      theme() { for (const mark of marks.values()) mark.theme(); }
    };
  };
})();
