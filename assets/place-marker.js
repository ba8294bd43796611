/* One place on the map: its area with the outline for the zoom, or a pin, or a dot if there are very many places.
 *
 *   new storymap.PlaceMarker(map, place, context) -> { place, wide, draw(state), span(), pinned(), dotted(), radius(), mark(shown, slugs, number),
 *                                                     here(), spots(view), theme() }
 *     context  {areas, dots, colours()}: the renderer of areas; the canvas of dots, null if pins are used; the colours of dots
 *     wide     whether the place has an area
 *     draw     draws it in a state: 'seen' (all places are shown), 'on' (its passage is read), 'beside' (smaller places are shown, too),
 *              'hot' (highlighted), several or ''
 *     span()   the width in pixels of a region or range without a known outline
 *     pinned() whether it is a pin or a dot at this zoom; dotted() whether it is a dot now
 *     radius() the radius of its pin in pixels
 *     mark     shows or hides its pin. `slugs`: all places that the pin represents; `number`: their number in the text
 *     place.course whether its area is the line of a river; place.spots: positions for the name of a large water
 *     here()   its position, on the copy of the world that is shown; of a river, its middle or its mouth
 *     spots    positions for its label in a view, the best first; none if it is not in the view
 *   The map fires `story:place` {slug, how: 'over' | 'out' | 'click'} for the pointer on a marker.
 */
(() => {
  'use strict';

  const SMALL_PX = 22;       // an area smaller than this is a pin
  // The area of a country is not drawn at zooms that are this many levels above the range of its best outline
  const COARSE = 1.6;
  const VAST_KM = 250;       // circles with a larger radius are paler, because they cover much that does not belong to the place
  const LEGIBLE_PX = 12;
  const RIVER_SPOTS = 20;    // number of points of a river; the name may be beside any of them
  const POLAR = 85;          // highest latitude of the map, where it shows the poles
  const NUMBERED_PX = 9;     // radius of a pin with a number
  // Positions of the label of an area, as shares of its height and width in the view. Positions near the middle come first.
  const GRID = [.5, .65, .35, .8, .2].flatMap(down => [.5, .7, .3, .85, .15].map(across => [down, across]))
    .sort(([a, b], [c, d]) => Math.abs(a - .5) + Math.abs(b - .5) - Math.abs(c - .5) - Math.abs(d - .5));
  // Among smaller places, an area is only filled if at least this share of it is in the view. Otherwise the reader sees a coloured
  // part of the map without its shape.
  const RECOGNISED = .6;
  const FILLS = .8;          // an area whose width or height is larger than this share of the map fills most of the map
  const HOW = { mouseover: 'over', mouseout: 'out', click: 'click' };

  /** Leaflet's positions of [x, y, x, y, …] on a grid with `scale` units per degree, shifted east by some degrees. */
  function latLngs(points, scale, east) {
    const line = [];
    for (let i = 0; i < points.length; i += 2) line.push([points[i + 1] / scale, points[i] / scale + east]);
    return line;
  }

  const outline = ({ polygons, scale }, east) => polygons.map(text => storymap.decode(text).map(ring => latLngs(ring.points, scale, east)));

  /** Whether a point is inside a ring as decoded, by the even-odd rule. */
  function isInside({ points, box: [west, south, east, north] }, x, y) {
    let inside = false;
    if (x < west || x > east || y < south || y > north) return false;
    for (let i = 0, j = points.length - 2; i < points.length; j = i, i += 2) {
      const u = points[i], v = points[i + 1], b = points[j + 1];
      if (v > y !== b > y && x < (points[j] - u) * (y - v) / (b - v) + u) inside = !inside;
    }
    return inside;
  }

  /** The bounds of the best outline, or of the circle around a place; null for a point. */
  function extentOf({ at, soft_km: radius }, areas) {
    if (areas.length) {
      const { polygons, scale } = areas[0], bounds = L.latLngBounds([]);
      for (const { box: [west, south, east, north] } of polygons.flatMap(storymap.decode)) bounds.extend([[south / scale, west / scale], [north / scale, east / scale]]);
      return bounds;
    }
    return radius ? L.latLng(at).toBounds(radius * 2000) : null;
  }

  class PlaceMarker {
    constructor(map, place, context) {
      this.map = map;
      this.place = place;
      this.context = context;
      this.areas = place.areas || [];
      this.classes = [place.role, 'disputed', 'unsure', 'water', 'course', 'rough', 'open'].filter(name => name === place.role || place[name]);
      this.extent = extentOf(place, this.areas);
      this.wide = this.extent !== null;
      this.east = 0;         // degrees by which the marker is shifted: the copy of the world on which it is drawn
      this.end = this.nearestEnd();
      this.state = this.number = '';
      this.band = this.area = this.pin = this.dot = this.rings = null;
    }

    /** Width or height of its area on the screen in pixels, whichever is larger. */
    size() {
      if (!this.wide) return 0;
      const a = this.map.project(this.extent.getSouthWest()), b = this.map.project(this.extent.getNorthEast());
      return Math.max(b.x - a.x, a.y - b.y);
    }

    /** The width of a region or range without an outline on the screen, in pixels. */
    span() {
      const { at, extent_km: km } = this.place;
      return km / 20037.5 / Math.cos(at[0] * Math.PI / 180) * 256 * 2 ** this.map.getZoom();
    }

    pinned() {
      return this.size() < SMALL_PX && this.place.role !== 'setting';
    }

    dotted() {
      return this.dot !== null && this.map.hasLayer(this.dot);
    }

    radius() {
      const on = /on|hot/.test(this.state), quiet = this.place.role === 'passing';
      return this.number ? NUMBERED_PX : on ? (quiet ? 4.5 : 6.5) : quiet ? 3 : 4;
    }

    mark(shown, slugs, number) {
      this.number = number;
      const element = this.pin && this.pin.getElement();
      if (!element) return;
      element.classList.toggle('merged', !shown);
      element.classList.toggle('numbered', number !== '');
      element.dataset.places = slugs.join(' ');
      if (element.firstChild.textContent !== number) element.firstChild.textContent = number;
    }

    /** The part of its extent inside a view; null if it is outside. */
    part(view) {
      const box = L.latLngBounds(this.extent.getSouthWest(), this.extent.getNorthEast()), east = this.east;
      const west = Math.max(view.getWest(), box.getWest() + east), right = Math.min(view.getEast(), box.getEast() + east);
      const south = Math.max(view.getSouth(), box.getSouth()), north = Math.min(view.getNorth(), box.getNorth());
      return west < right && south < north ? L.latLngBounds([south, west], [north, right]) : null;
    }

    /** Whether the place, or a recognisable part of it, is in a view. */
    isIn(view) {
      if (view.contains(this.here())) return true;
      const part = this.wide && !this.pinned() ? this.part(view) : null;
      if (!part) return false;
      const a = this.map.project(part.getSouthWest()), b = this.map.project(part.getNorthEast());
      return Math.max(b.x - a.x, a.y - b.y) >= LEGIBLE_PX && this.spots(view).length > 0;
    }

    /** Whether a position is inside the best outline of its area; true if it has no outline. */
    isInArea(lat, lng) {
      if (!this.areas.length) return true;
      const { polygons, scale } = this.areas[0];
      this.rings = this.rings || polygons.map(text => storymap.decode(text)[0]);
      return this.rings.some(ring => isInside(ring, (lng - this.east) * scale, lat * scale));
    }

    /** Whether its area covers the whole map, so that filling it would only change the colour of the map. */
    covers(view) {
      if (!this.areas.length || this.place.course || this.place.disputed || !this.part(view)) return false;
      const middle = view.getCenter(), lats = [view.getSouth(), middle.lat, view.getNorth()], lngs = [view.getWest(), middle.lng, view.getEast()];
      return lats.every(lat => lngs.every(lng => this.isInArea(lat, lng)));
    }

    /** Whether much of its extent is outside a view. */
    isCut(view) {
      const part = this.areas.length && !this.place.course && !this.place.water && !this.place.disputed ? this.part(view) : null;
      if (!part) return false;
      const size = (a, b) => { const { x, y } = this.map.project(a).subtract(this.map.project(b)); return Math.abs(x * y); };
      return size(part.getSouthWest(), part.getNorthEast()) < RECOGNISED * size(this.extent.getSouthWest(), this.extent.getNorthEast());
    }

    spots(view) {
      const here = this.here(), inView = view.contains(here);
      const named = (this.place.spots || []).map(([lat, lng]) => L.latLng(lat, lng + this.east)).filter(at => view.contains(at));
      if (this.place.spots && (named.length || !this.wide)) return named;
      if (!this.wide || this.pinned()) return inView ? [here] : [];
      const along = this.place.course ? this.along(view) : [];
      if (along.length || this.place.course) return along.length || !inView ? along : [here];
      const part = this.part(view), found = inView ? [here] : [];
      if (!part) return found;
      for (const [down, across] of GRID) {
        const lat = part.getSouth() + down * (part.getNorth() - part.getSouth());
        const lng = part.getWest() + across * (part.getEast() - part.getWest());
        if (this.isInArea(lat, lng)) found.push(L.latLng(lat, lng));
      }
      return found;
    }

    /** Points of a river in a view, the nearest to its centre first. */
    along(view) {
      const centre = view.getCenter();
      return outline(this.areas[0], this.east).flat(2).map(at => L.latLng(at)).filter(at => view.contains(at))
        .sort((a, b) => centre.distanceTo(a) - centre.distanceTo(b)).slice(0, RIVER_SPOTS);
    }

    theme() {
      if (this.dot) this.dot.setStyle(this.context.colours());
    }

    draw(state) {
      this.state = state;
      this.follow();
      const asPin = this.pinned(), drawn = this.wide && !asPin && state && !this.covers(this.map.getBounds()) ? this.drawArea(this.map.getZoom()) : null;
      if (this.area && this.area !== drawn) { this.put(this.area, false); if (!drawn) this.band = null; }
      this.area = drawn;
      this.put(drawn, true);
      const asDot = asPin && this.context.dots !== null && !/on|hot/.test(state);
      if (asDot && !this.dot) this.dot = this.drawDot();
      if (asPin && !asDot && !this.pin) this.pin = this.drawPin();
      this.put(this.dot, asDot);
      this.put(this.pin, asPin && !asDot);
      for (const layer of [this.area, this.pin]) {
        const element = layer && layer.getElement();
        if (element) for (const name of ['seen', 'on', 'hot']) element.classList.toggle(name, state.includes(name));
      }
      const outline = drawn && drawn.getElement();
      if (outline) outline.classList.toggle('cut', /beside/.test(state) && this.isCut(this.map.getBounds()));
    }

    /** Removes the marker if the map has moved to another copy of the world or the other end of a river, so that it is drawn again there. */
    follow() {
      const east = storymap.near(this.map, this.place.at).lng - this.place.at[1], before = this.end, turned = Math.abs(east - this.east) >= 1;
      if (turned) this.east = east;
      this.end = this.nearestEnd();
      if (!turned && before === this.end) return;
      for (const layer of [this.area, this.pin, this.dot]) this.put(layer, false);
      this.band = this.area = this.pin = this.dot = null;
    }

    here() {
      const [lat, lng] = this.end;
      return L.latLng(Math.max(-POLAR, Math.min(POLAR, lat)), lng + this.east);
    }

    /** Its position; of a river, its middle or its mouth, whichever is nearer to the centre of the map. */
    nearestEnd() {
      const { at, mouth } = this.place, centre = this.map.getCenter();
      return mouth && centre.distanceTo([mouth[0], mouth[1] + this.east]) < centre.distanceTo([at[0], at[1] + this.east]) ? mouth : at;
    }

    put(layer, on) {
      if (!layer) return;
      if (on && !this.map.hasLayer(layer)) layer.addTo(this.map);
      if (!on && this.map.hasLayer(layer)) layer.remove();
    }

    /** Fires `story:place` for the pointer. A pointer that rests on a map does not highlight an area that fills most of the map. */
    listen(layer) {
      const fills = () => { const { x, y } = this.map.getSize(); return !this.pinned() && this.size() > FILLS * Math.max(x, y); };
      return layer.on('mouseover mouseout click', ({ type }) => {
        if (type !== 'mouseover' || !fills()) this.map.fire('story:place', { slug: this.place.slug, how: HOW[type] });
      });
    }

    drawArea(zoom) {
      const { role, soft_km: radius } = this.place, options = { renderer: this.context.areas, pane: 'areas' };
      if (radius) return this.area || L.circle(this.here(), Object.assign(options, { radius: radius * 1000, className: radius > VAST_KM ? 'area soft vast' : 'area soft', interactive: false }));
      const last = this.areas[this.areas.length - 1], hidden = role === 'setting' && zoom > last.high + COARSE;
      const band = hidden ? null : this.areas.find(one => zoom < one.high + .5) || last;
      if (band === this.band) return this.area;
      this.band = band;
      if (!band) return null;
      Object.assign(options, { className: ['area', ...this.classes].join(' '), smoothFactor: 0, interactive: role !== 'setting' });
      return this.listen(this.place.course ? L.polyline(outline(band, this.east).flat(), options) : L.polygon(outline(band, this.east), options));
    }

    drawPin() {
      const className = ['pin', this.place.role === 'passing' ? 'quiet' : '', ...this.classes].join(' ');
      const icon = L.divIcon({ className, iconSize: [24, 24], html: document.createElement('i') });
      return this.listen(L.marker(this.here(), { pane: 'pins', icon, keyboard: false }));
    }

    /** Draws the place as a dot on a canvas. In stories with very many places, a place has a pin only while its passage is read. */
    drawDot() {
      const options = { renderer: this.context.dots, pane: 'dots', radius: 3.5, weight: 1 };
      return this.listen(L.circleMarker(this.here(), Object.assign(options, this.context.colours())));
    }
  }

  storymap.PlaceMarker = PlaceMarker;
})();
