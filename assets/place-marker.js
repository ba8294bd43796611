/* One place on the map: its area, in the outline that suits the zoom, or a pin, or a dot if there are very many places.
 *
 *   new storymap.PlaceMarker(map, place, context) -> { place, wide, draw(state), pinned(), theme() }
 *     context  {areas, dots, colours()}: the renderer of areas; the canvas of dots, null if pins are used; the colours of dots
 *     wide     whether the place has an area
 *     draw     draws it in a state: 'seen' (all places are shown), 'on' (its passage is read), 'hot' (highlighted), several or ''
 *     pinned() whether it is a pin or a dot at this zoom
 *   The map fires `story:place` {slug, how: 'over' | 'out' | 'click'} for the pointer on a marker.
 */
(() => {
  'use strict';

  const SMALL_PX = 22;       // an area smaller than this is a pin
  const COARSE = 1.6;        // the area of a country is not drawn at zooms this far above the range of its finest outline
  const HOW = { mouseover: 'over', mouseout: 'out', click: 'click' };

  /** Leaflet's positions of [x, y, x, y, …] on a grid with `scale` units per degree, shifted east by some degrees. */
  function latLngs(points, scale, east) {
    const line = [];
    for (let i = 0; i < points.length; i += 2) line.push([points[i + 1] / scale, points[i] / scale + east]);
    return line;
  }

  const outline = ({ polygons, scale }, east) => polygons.map(text => storymap.decode(text).map(ring => latLngs(ring.points, scale, east)));

  function extentOf({ at, soft_km: radius }, areas) {
    if (areas.length) return L.polygon(outline(areas[0], 0)).getBounds();
    return radius ? L.latLng(at).toBounds(radius * 2000) : null;
  }

  class PlaceMarker {
    constructor(map, place, context) {
      this.map = map;
      this.place = place;
      this.context = context;
      this.areas = place.areas || [];
      this.classes = [place.role, 'disputed', 'unsure', 'water'].filter(name => name === place.role || place[name]);
      this.extent = extentOf(place, this.areas);
      this.wide = this.extent !== null;
      this.east = 0;         // degrees: the copy of the world that it is drawn on
      this.band = this.area = this.pin = this.dot = null;
    }

    /** The larger side of its area on the screen, in pixels. */
    size() {
      if (!this.wide) return 0;
      const a = this.map.project(this.extent.getSouthWest()), b = this.map.project(this.extent.getNorthEast());
      return Math.max(b.x - a.x, a.y - b.y);
    }

    pinned() {
      return this.size() < SMALL_PX && this.place.role !== 'setting';
    }

    theme() {
      if (this.dot) this.dot.setStyle(this.context.colours());
    }

    draw(state) {
      this.follow();
      const asPin = this.pinned(), drawn = this.wide && !asPin && state ? this.drawArea(this.map.getZoom()) : null;
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
    }

    /** Removes the marker if the map has moved to another copy of the world, so that it is drawn again there. */
    follow() {
      const east = storymap.near(this.map, this.place.at).lng - this.place.at[1];
      if (Math.abs(east - this.east) < 1) return;
      this.east = east;
      for (const layer of [this.area, this.pin, this.dot]) this.put(layer, false);
      this.band = this.area = this.pin = this.dot = null;
    }

    here() {
      return L.latLng(this.place.at[0], this.place.at[1] + this.east);
    }

    put(layer, on) {
      if (!layer) return;
      if (on && !this.map.hasLayer(layer)) layer.addTo(this.map);
      if (!on && this.map.hasLayer(layer)) layer.remove();
    }

    listen(layer) {
      return layer.on('mouseover mouseout click', ({ type }) => this.map.fire('story:place', { slug: this.place.slug, how: HOW[type] }));
    }

    drawArea(zoom) {
      const { role, soft_km: radius } = this.place, options = { renderer: this.context.areas, pane: 'areas' };
      if (radius) return this.area || L.circle(this.here(), Object.assign(options, { radius: radius * 1000, className: 'area soft', interactive: false }));
      const last = this.areas[this.areas.length - 1], hidden = role === 'setting' && zoom > last.high + COARSE;
      const band = hidden ? null : this.areas.find(one => zoom < one.high + .5) || last;
      if (band === this.band) return this.area;
      this.band = band;
      if (!band) return null;
      Object.assign(options, { className: ['area', ...this.classes].join(' '), smoothFactor: 0, interactive: role !== 'setting' });
      return this.listen(L.polygon(outline(band, this.east), options));
    }

    drawPin() {
      const className = ['pin', this.place.role === 'passing' ? 'quiet' : '', ...this.classes].join(' ');
      const icon = L.divIcon({ className, iconSize: [24, 24], html: document.createElement('i') });
      return this.listen(L.marker(this.here(), { pane: 'pins', icon, keyboard: false }));
    }

    /** Draws the place as a dot on a canvas. In stories with very many places, this replaces the pins of places not being read. */
    drawDot() {
      const options = { renderer: this.context.dots, pane: 'dots', radius: 3.5, weight: 1 };
      return this.listen(L.circleMarker(this.here(), Object.assign(options, this.context.colours())));
    }
  }

  storymap.PlaceMarker = PlaceMarker;
})();
