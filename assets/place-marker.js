/* One place on the map: its area in the outline that fits the zoom, or a pin, or a dot in a crowd.
 *
 *   new storymap.PlaceMarker(map, place, ground) -> { place, wide, draw(state), pinned(), theme() }
 *     ground  {areas, crowd, colours()}: what areas are drawn on; the canvas of dots, null where there is no crowd
 *     state   'seen' (all places are shown), 'on' (its passage is read), 'hot' (pointed at), together or none
 *   The map fires `story:place` {slug, how: 'over' | 'out' | 'click'} for the pointer on a mark.
 */
(() => {
  'use strict';

  const SMALL_PX = 22;       // an area smaller than this is a pin
  const COARSE = 1.6;        // zooms beyond its finest outline at which a country is not drawn any more

  /** [x, y, x, y, …] on a grid of `scale` to a degree as Leaflet's positions, some degrees further east. */
  function latLngs(points, scale, east) {
    const line = [];
    for (let i = 0; i < points.length; i += 2) line.push([points[i + 1] / scale, points[i] / scale + east]);
    return line;
  }

  storymap.PlaceMarker = function (map, place, ground) {
    const areas = place.areas || [], fixed = [place.role, 'disputed', 'unsure', 'water'].filter(c => c === place.role || place[c]);
    let band = null, area = null, pin = null, dot = null, state = '', turn = 0;

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
      put(dot, false);
      band = area = pin = dot = null;
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
      if (place.soft_km) return area || L.circle(here(), { radius: place.soft_km * 1000, renderer: ground.areas, pane: 'areas', className: 'area soft', interactive: false });
      const next = fitting(zoom);
      if (next === band) return area;
      band = next;
      if (!next) return null;
      const options = { renderer: ground.areas, pane: 'areas', className: ['area', ...fixed].join(' '), smoothFactor: 0, interactive: place.role !== 'setting' };
      return tell(L.polygon(outline(next), options));
    }

    function drawPin() {
      const icon = L.divIcon({ className: ['pin', place.role === 'passing' ? 'quiet' : '', ...fixed].join(' '), iconSize: [24, 24], html: document.createElement('i') });
      return tell(L.marker(here(), { pane: 'pins', icon, keyboard: false }));
    }

    /** In a crowd, a place that is not read is no element of the page but a dot on one canvas. */
    function drawDot() {
      return tell(L.circleMarker(here(), Object.assign({ renderer: ground.crowd, pane: 'dots', radius: 3.5, weight: 1 }, ground.colours())));
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
    this.wide = extent !== null;
    this.theme = () => { if (dot) dot.setStyle(ground.colours()); };
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
      const asDot = asPin && ground.crowd !== null && !/on|hot/.test(state);
      if (asDot && !dot) dot = drawDot();
      if (asPin && !asDot && !pin) pin = drawPin();
      put(dot, asDot);
      put(pin, asPin && !asDot);
      dress(area);
      dress(pin);
    };
  };
})();
