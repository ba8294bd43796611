/* What the story puts on the map: areas, pins, distance lines, and the names that go with them.
 *
 *   storymap.marks(map, data) -> { show(slugs, passage), overview(), heat(slug) }
 *     show      the places of a scene, most important first; distance lines of the passage
 *     overview  every place
 *     heat      one place stands out (null: none), wherever the map is
 *   The map fires `story:place` {slug, how: 'over' | 'out' | 'click'} for the pointer on a mark.
 */
window.storymap = window.storymap || {};
(function (storymap) {
  'use strict';

  const SMALL_PX = 22;       // an area smaller than this is a pin
  const NAMED = 60;          // places that are named at once when all are shown
  const COARSE = 1.6;        // zooms beyond its finest outline at which a country is not drawn any more

  /** [x, y, x, y, …] on a grid of `scale` to a degree as Leaflet's positions, some degrees further east. */
  function latLngs(points, scale, east) {
    const line = [];
    for (let i = 0; i < points.length; i += 2) line.push([points[i + 1] / scale, points[i] / scale + east]);
    return line;
  }

  /** One place: its area in the outline that fits the zoom, or a pin, with the classes of its state. */
  function Mark(map, place, renderer) {
    const areas = place.areas || [], fixed = [place.role, 'disputed', 'unsure', 'water'].filter(c => c === place.role || place[c]);
    let band = null, area = null, pin = null, state = '', turn = 0;

    const outline = one => one.polygons.map(text => storymap.decode(text).map(ring => latLngs(ring.points, one.scale, turn)));
    const extent = areas.length ? L.polygon(outline(areas[0])).getBounds()
      : place.soft_km ? L.latLng(place.at).toBounds(place.soft_km * 2000) : null;

    const here = () => L.latLng(place.at[0], place.at[1] + turn);

    /** The map has gone round the world: everything is drawn again where it is now. */
    function follow() {
      const next = storymap.near(map, place.at).lng - place.at[1];
      if (Math.abs(next - turn) < 1) return;
      turn = next;
      put(area, false);
      put(pin, false);
      band = area = pin = null;
    }

    function tell(layer) {
      layer.on('mouseover mouseout click', event => {
        map.fire('story:place', { slug: place.slug, how: { mouseover: 'over', mouseout: 'out', click: 'click' }[event.type] });
      });
      return layer;
    }

    function fitting(zoom) {
      const last = areas[areas.length - 1];
      if (place.role === 'setting' && zoom > last.high + COARSE) return null;
      return areas.find(one => zoom < one.high + .5) || last;
    }

    function drawArea(zoom) {
      if (place.soft_km) return area || L.circle(here(), { radius: place.soft_km * 1000, renderer, pane: 'areas', className: 'area soft', interactive: false });
      const next = fitting(zoom);
      if (next === band) return area;
      band = next;
      if (!next) return null;
      const options = { renderer, pane: 'areas', className: ['area', ...fixed].join(' '), smoothFactor: 0, interactive: place.role !== 'setting' };
      return tell(L.polygon(outline(next), options));
    }

    function drawPin() {
      const icon = L.divIcon({ className: ['pin', place.role === 'passing' ? 'quiet' : '', ...fixed].join(' '), iconSize: [24, 24], html: document.createElement('i') });
      return tell(L.marker(here(), { pane: 'pins', icon, keyboard: false }));
    }

    function put(layer, on) {
      if (!layer) return;
      if (on && !map.hasLayer(layer)) layer.addTo(map);
      if (!on && map.hasLayer(layer)) layer.remove();
    }

    function dress(layer) {
      const element = layer && layer.getElement();
      if (element) for (const name of ['seen', 'on', 'hot']) element.classList.toggle(name, state.includes(name));
    }

    /** How large its area is on the screen, in pixels. */
    this.size = function () {
      if (!extent) return 0;
      const a = map.project(extent.getSouthWest()), b = map.project(extent.getNorthEast());
      return Math.max(b.x - a.x, a.y - b.y);
    };
    this.pinned = () => this.size() < SMALL_PX && place.role !== 'setting';
    this.place = place;

    /** Draws it as it should be now: state holds 'seen', 'on', 'hot' or nothing. */
    this.draw = function (next) {
      state = next;
      follow();
      const asPin = this.pinned(), drawn = (areas.length || place.soft_km) && !asPin && state ? drawArea(map.getZoom()) : null;
      if (area && area !== drawn) { put(area, false); if (!drawn) band = null; }
      area = drawn;
      put(area, true);
      if (asPin && !pin) pin = drawPin();
      put(pin, asPin);
      dress(area);
      dress(pin);
    };
  }

  storymap.marks = function (map, data) {
    const renderer = L.svg({ pane: 'areas', padding: .4 }), lines = L.svg({ pane: 'lines', padding: .4 });
    const marks = new Map(data.places.map(place => [place.slug, new Mark(map, place, renderer)]));
    const names = storymap.labels(map, data);
    const distances = data.lines.map(line => Object.assign({ layer: L.polyline(line.course, { renderer: lines, pane: 'lines', className: 'line', interactive: false, smoothFactor: 0 }) }, line));
    let on = [], whole = true, hot = null, passage = '', told = '';

    function state(slug) {
      return [whole ? 'seen' : '', on.includes(slug) ? 'on' : '', slug === hot ? 'hot' : ''].join(' ').trim();
    }

    function name(mark, must) {
      const { place } = mark, pin = mark.pinned();
      const classes = [place.role === 'passing' ? 'quiet' : '', place.role === 'setting' ? 'setting' : '', place.water ? 'water' : '', place.unsure ? 'unsure' : ''].join(' ').trim();
      return { lines: place.lines, at: place.at, classes, pin, must };
    }

    /** What is written on a distance line: above or below it, near its middle. */
    function caption(line) {
      const spots = [.5, .4, .6, .3, .7].map(part => line.course[Math.round(part * (line.course.length - 1))]);
      return { lines: [line.text], at: spots[0], spots, sides: ['top', 'bottom'], classes: 'distance', pin: false, must: true };
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

    function draw() {
      for (const [slug, mark] of marks) mark.draw(state(slug));
      label();
    }

    map.on('zoomend moveend', draw);
    return {
      show(slugs, at) { on = slugs; whole = false; passage = at; draw(); },
      overview() { on = []; whole = true; passage = ''; draw(); },
      heat(slug) {
        const before = hot;
        hot = slug;
        for (const changed of [before, slug]) if (marks.has(changed)) marks.get(changed).draw(state(changed));
        label();
      }
    };
  };
})(window.storymap);
