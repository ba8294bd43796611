/* Paints the street tiles that basemap.js finds. Only pages built with an archive of streets (--ground) have this script.
 *
 *   storymap.streets.paint(g, paths, px, zoom, colours)   paints a tile: `px(n)` is n CSS pixels in its units
 *   storymap.streets.visible(map, [a, b])  the part of a line in view, in pixels; the name is placed in the middle of this part
 *
 * Layers (storymap/basemap/streets/schema.py): u built-up areas, g green areas, w water, r streams, h buildings, t railways, and
 * roads from 1 (motorways) to 5 (paths).
 */
(() => {
  'use strict';

  const COLOURS = ['green', 'built', 'building', 'road', 'casing', 'rail'];
  const INSIDE = 12;         // pixels between the edges of the map and the name of a street
  const FAR = 1e4;           // distance, in units of the tile, to which the land is filled; it is beyond the edges of the canvas
  // Widths in pixels at the zooms from 10 to 16, for: 1 motorways, 2 main roads, 3 secondary roads, 4 streets, 5 paths
  const WIDTHS = {
    1: [1.6, 2, 2.6, 3.4, 5, 7.5, 11], 2: [1.1, 1.5, 2.1, 3, 4.6, 7, 10.5], 3: [.6, .9, 1.4, 2.2, 3.6, 5.8, 9],
    4: [0, 0, .5, .9, 2.1, 4, 6.5], 5: [0, 0, 0, 0, .8, 1.1, 1.6]
  };
  const CASED = 14;          // zoom from which minor streets have edges; main roads have edges from CASED - 2

  const pathOf = storymap.pathOf, lines = pathOf.b;
  Object.assign(pathOf, { u: pathOf.l, g: pathOf.l, h: pathOf.l, t: lines, 1: lines, 2: lines, 3: lines, 4: lines, 5: lines });

  // Object with the colours of the basemap -> an object that also has the colours of streets. Each colour scheme has its object.
  const known = new WeakMap();
  function coloursOf(base) {
    if (!known.has(base)) {
      const style = getComputedStyle(storymap.leaflet.getContainer());
      known.set(base, Object.assign(Object.fromEntries(COLOURS.map(name => [name, style.getPropertyValue('--' + name).trim()])), base));
    }
    return known.get(base);
  }

  function width(road, zoom) {
    const at = Math.max(0, Math.min(6, zoom - 10)), low = Math.floor(at), high = Math.min(6, low + 1);
    return WIDTHS[road][low] + (at - low) * (WIDTHS[road][high] - WIDTHS[road][low]);
  }

  function paint(g, paths, px, zoom, base) {
    const colour = coloursOf(base);
    const fill = (path, style) => { if (path) { g.fillStyle = style; g.fill(path); } };
    const stroke = (path, size, style) => { if (path && size) { g.lineWidth = px(size); g.strokeStyle = style; g.stroke(path); } };
    g.fillStyle = colour.land;
    g.fillRect(-FAR, -FAR, 2 * FAR, 2 * FAR);
    g.lineJoin = g.lineCap = 'round';
    fill(paths.u, colour.built);
    fill(paths.g, colour.green);
    stroke(paths.r, zoom < 12 ? 1.2 : zoom < 14 ? 1.8 : 3, colour.lake);
    fill(paths.w, colour.lake);
    stroke(paths.w, .7, colour.coast);
    fill(paths.h, colour.building);
    stroke(paths[5], width(5, zoom), colour.casing);
    for (const road of [4, 3, 2, 1]) {
      if (zoom >= CASED - (road < 4 ? 2 : 0)) stroke(paths[road], width(road, zoom) + (zoom < CASED ? 1 : 1.4), colour.casing);
    }
    // If minor streets have no edges, they have the colour of edges. Otherwise they would not be visible on the light ground.
    stroke(paths[4], width(4, zoom), zoom < CASED ? colour.casing : colour.road);
    for (const road of [3, 2, 1]) stroke(paths[road], width(road, zoom), zoom < CASED - 2 ? colour.casing : colour.road);
    if (paths.t) {
      stroke(paths.t, zoom < 13 ? 1 : 1.3, colour.rail);
      g.lineCap = 'butt';
      g.setLineDash([px(1.2), px(zoom < 13 ? 6 : 8)]);
      stroke(paths.t, zoom < 13 ? 3.4 : 5, colour.rail);
      g.setLineDash([]);
    }
  }

  function visible(map, [a, b]) {
    const size = map.getSize();
    let first = 0, last = 1;
    for (const [start, step, high] of [[a.x, b.x - a.x, size.x - INSIDE], [a.y, b.y - a.y, size.y - INSIDE]]) {
      if (!step) continue;
      const [enter, leave] = [(INSIDE - start) / step, (high - start) / step].sort((one, other) => one - other);
      first = Math.max(first, enter);
      last = Math.min(last, leave);
    }
    const at = part => L.point(a.x + part * (b.x - a.x), a.y + part * (b.y - a.y));
    return first < last ? [at(first), at(last)] : [a, a];
  }

  /** Raises the map's maximum zoom and shows the attribution of the streets. */
  const makeMap = storymap.map;
  storymap.map = function (id, options) {
    const { max_zoom, credit } = storymap.data.basemap;
    const map = makeMap(id, Object.assign({ maxZoom: max_zoom || 12 }, options));
    if (credit) {
      const shown = document.createElement('span');
      // The text is from the archive, so it is escaped here, because Leaflet takes HTML
      shown.textContent = credit;
      map.attributionControl.addAttribution(shown.outerHTML);
    }
    return map;
  };

  storymap.streets = { paint, visible };
})();
