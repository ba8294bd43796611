/* The map of an atlas: circles with names on a canvas, and the basemap, whose detailed tiles are loaded when they are shown.
 *
 *   storymap.atlasMap(data, places, select) -> map; select(i) is called when a circle is clicked
 *     .show(counts)   draws a circle for each place with a count above 0
 *     .select(i, move) marks a place (-1: none), and moves the map to it
 *     .theme()        reads the colours again
 */
(() => {
  'use strict';

  const SMALLEST = 3, LARGEST = 22;   // radius of circles in pixels
  const NAMES = 40;                   // names on the map
  const CLOSER = 5;                   // zoom at which a selected place is shown, unless the map is closer
  const reduced = matchMedia('(prefers-reduced-motion: reduce)');

  /** Loads the tiles for the view. */
  function loadTiles(map, layer, data) {
    const files = new Set(data.maps), { tiles, levels } = data.basemap;
    const asked = new Set();
    async function add(name) {
      if (!files.has(name) || asked.has(name)) return;
      asked.add(name);
      try {
        Object.assign(tiles, await storymap.load(name));
        layer.theme();
      } catch (missing) { asked.delete(name); }
    }
    function update() {
      const zoom = Math.round(map.getZoom()), { level, group } = levels.filter(it => it.level <= Math.max(0, zoom)).pop();
      const side = 256 * 2 ** (map.getZoom() - level) * group, { min, max } = map.getPixelBounds(), across = 2 ** level / group;
      if (level === 0) return;
      for (let x = Math.floor(min.x / side); x <= Math.floor(max.x / side); x++) {
        for (let y = Math.floor(min.y / side); y <= Math.floor(max.y / side); y++) add(`map-${level}-${(x % across + across) % across}-${y}`);
      }
    }
    map.on('moveend', update);
    update();
  }

  /** Draws circles and names on one canvas, in all copies of the world that are in the view. `state`: {order, radius, selected, colours}.
   *  One Leaflet layer for each circle would take ten times as long. The class is defined on first use, because Leaflet is loaded
   *  later than this script. */
  let Circles = null;
  function defineCircles() {
    return L.Renderer.extend({
      initialize(places, state) {
        L.Renderer.prototype.initialize.call(this, { padding: .1 });
        this._places = places;
        this._state = state;
        this._drawn = [];
        this._images = new Map();
        this._frame = 0;
        // the positions of the places on the unit square of Web Mercator
        this._unit = Array.from({ length: places.size }, (_, i) => {
          const [lat, lon] = places.position(i), sine = Math.sin(Math.max(-85.05, Math.min(85.05, lat)) * Math.PI / 180);
          return [lon / 360 + .5, .5 - Math.log((1 + sine) / (1 - sine)) / (4 * Math.PI)];
        });
      },
      _initContainer() {
        this._container = document.createElement('canvas');
        this._container.setAttribute('aria-hidden', 'true');
        this._g = this._container.getContext('2d');
      },
      _destroyContainer() { this._container.remove(); },
      _update() {
        if (this._map._animatingZoom && this._bounds) return;
        L.Renderer.prototype._update.call(this);
        this._paint();
      },
      /** Paints in the next frame, once for all changes until then. */
      redraw() {
        this._frame = this._frame || requestAnimationFrame(() => { this._frame = 0; this._paint(); });
      },
      _paint() {
        if (!this._state.colours.accent) return;
        const { min } = this._bounds, size = this._bounds.getSize(), ratio = Math.min(2, window.devicePixelRatio || 1), g = this._g;
        if (ratio !== this._ratio) this._images.clear();
        this._ratio = ratio;
        L.DomUtil.setPosition(this._container, min);
        this._container.width = ratio * size.x;
        this._container.height = ratio * size.y;
        this._container.style.width = size.x + 'px';
        this._container.style.height = size.y + 'px';
        g.scale(ratio, ratio);
        g.translate(-min.x, -min.y);
        const { order, radius, selected } = this._state;
        this._drawn = [];
        // a small circle is not painted if a larger one is in the same block of 2 × 2 pixels
        const taken = new Set();
        for (const i of order) {
          const size = radius(i);
          for (const at of this._copies(i)) {
            const cell = (at[0] >> 1) + 100000 * (at[1] >> 1);
            if (size > 4 || !taken.has(cell)) this._circle(i, at, size);
            taken.add(cell);
          }
        }
        if (selected >= 0) for (const at of this._copies(selected)) this._circle(selected, at, Math.max(9, radius(selected)));
        this._names();
      },
      /** The points of a place in pixels of the view, one for each visible copy of the world. */
      _copies(i) {
        const world = 256 * 2 ** this._map.getZoom(), origin = this._map.getPixelOrigin(), { min, max } = this._bounds;
        const y = this._unit[i][1] * world - origin.y, points = [];
        if (y < min.y - LARGEST || y > max.y + LARGEST) return points;
        let x = this._unit[i][0] * world - origin.x;
        x -= Math.floor((x - min.x + LARGEST) / world) * world;
        for (; x <= max.x + LARGEST; x += world) points.push([x, y]);
        return points;
      },
      /** Copies an image of a circle. This is several times faster than painting the circle. */
      _circle(i, [x, y], radius) {
        const { colours, selected } = this._state, size = Math.round(2 * radius), side = size + 6;
        const [fill, line] = [this._places.disputed(i) ? colours.disputed : colours.accent, i === selected ? colours.ink : colours.glow];
        const key = size + fill + line, ratio = this._ratio;
        if (!this._images.has(key)) {
          const image = Object.assign(document.createElement('canvas'), { width: side * ratio, height: side * ratio }), g = image.getContext('2d');
          g.scale(ratio, ratio);
          g.arc(side / 2, side / 2, size / 2, 0, 2 * Math.PI);
          g.globalAlpha = .7;
          g.fillStyle = fill;
          g.fill();
          g.globalAlpha = 1;
          g.lineWidth = i === selected ? 3 : 1;
          g.strokeStyle = line;
          g.stroke();
          this._images.set(key, image);
        }
        this._g.drawImage(this._images.get(key), x - side / 2, y - side / 2, side, side);
        this._drawn.push([i, x, y, radius]);
      },
      /** Writes the names of the largest circles that do not overlap. */
      _names() {
        const g = this._g, { colours, selected } = this._state, taken = [];
        g.font = '600 12px system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", sans-serif';
        g.textBaseline = 'middle';
        g.lineJoin = 'round';
        g.lineWidth = 3;
        g.strokeStyle = colours.glow;
        g.fillStyle = colours.ink;
        const last = selected < 0 ? [] : this._drawn.filter(it => it[0] === selected).slice(-1);
        for (const [i, x, y, radius] of [...last, ...this._drawn]) {
          if (taken.length >= NAMES) break;
          if (last.length && i === selected && taken.length) continue;
          const name = this._places.label(i), left = x + radius + 3, box = [left, y - 8, left + 7 * name.length + 8, y + 8];
          if (taken.some(other => box[0] < other[2] && other[0] < box[2] && box[1] < other[3] && other[1] < box[3])) continue;
          taken.push(box);
          g.strokeText(name, left, y);
          g.fillText(name, left, y);
        }
      },
      /** The index of the place at a point of the layer, or -1. Small circles are above large ones. */
      at({ x, y }) {
        for (let n = this._drawn.length - 1; n >= 0; n--) {
          const [i, left, top, radius] = this._drawn[n];
          if ((x - left) ** 2 + (y - top) ** 2 <= (radius + 3) ** 2) return i;
        }
        return -1;
      }
    });
  }

  /** Shows the name of the circle below the pointer, and selects it on a click. */
  function follow(map, circles, places, select) {
    const tooltip = L.tooltip({ offset: [10, 0], direction: 'right' }), text = document.createElement('span');
    map.on('click', ({ layerPoint }) => {
      const i = circles.at(layerPoint);
      if (i >= 0) select(i);
    });
    map.on('mousemove', ({ layerPoint, latlng }) => {
      const i = circles.at(layerPoint);
      map.getContainer().style.cursor = i < 0 ? '' : 'pointer';
      if (i < 0) return tooltip.remove();
      text.textContent = [places.label(i), places.where(i)].filter(Boolean).join(', ');
      tooltip.setContent(text).setLatLng(latlng).addTo(map);
    });
    map.on('mouseout zoomstart', () => tooltip.remove());
  }

  storymap.atlasMap = function (data, places, select) {
    const map = L.map('map', {
      center: [20, 10], zoom: 2, minZoom: .75, maxZoom: 12, zoomSnap: .25, zoomDelta: 1, wheelPxPerZoomLevel: 120, zoomControl: false,
      worldCopyJump: true, zoomAnimation: !reduced.matches, fadeAnimation: false, attributionControl: true
    });
    // Leaflet's prefix shows a national flag, which does not belong on maps of territorial disputes
    map.attributionControl.setPrefix(false);
    map.attributionControl.addAttribution('<a href="#credits">About this map</a>');
    L.control.zoom({ position: 'topright' }).addTo(map);
    L.control.scale({ position: 'bottomright', maxWidth: 110, imperial: false, updateWhenIdle: true }).addTo(map);
    const least = () => Math.max(.75, Math.ceil(4 * Math.log2(Math.max(1, map.getSize().y) / 256)) / 4);
    map.setMinZoom(least());
    map.on('resize', () => map.setMinZoom(least()));
    let counts = places.articles, most = Math.max(1, ...counts.slice(0, 1));
    // circles are smaller on a world map, where they are close together
    const scale = () => Math.max(.6, Math.min(1, (map.getZoom() + 1) / 5));
    const state = {
      order: places.articles.map((_, i) => i), selected: -1, colours: {},
      radius: i => scale() * (SMALLEST + (LARGEST - SMALLEST) * Math.sqrt(counts[i] / most))
    };
    /** Shows all places except those that are far away. */
    function fit() {
      const [lats, lons] = [0, 1].map(axis => state.order.map(i => places.position(i)[axis]).sort((a, b) => a - b));
      const cut = Math.floor(state.order.length / 50), last = state.order.length - 1 - cut;
      map.fitBounds([[lats[cut], lons[cut]], [lats[last], lons[last]]], { padding: [30, 30], maxZoom: 7, animate: false });
    }
    fit();
    const base = storymap.basemap(map, data.basemap, {});
    loadTiles(map, base, data);
    Circles = Circles || defineCircles();
    const circles = new Circles(places, state).addTo(map);
    follow(map, circles, places, select);
    storymap.leaflet = map;

    return {
      show(now) {
        counts = now;
        state.order = [];
        for (let i = 0; i < counts.length; i++) if (counts[i] > 0) state.order.push(i);
        state.order.sort((a, b) => counts[b] - counts[a] || a - b);
        most = Math.max(1, state.order.length ? counts[state.order[0]] : 1);
        circles.redraw();
      },
      select(i, move) {
        state.selected = i;
        if (i >= 0 && move) {
          const at = places.position(i), inside = map.getBounds().pad(-.15).contains(at);
          if (!inside || map.getZoom() < CLOSER) map.setView(at, Math.max(map.getZoom(), CLOSER), { animate: !reduced.matches });
        }
        circles.redraw();
      },
      theme() {
        const css = getComputedStyle(document.documentElement);
        for (const name of ['accent', 'disputed', 'glow', 'ink']) state.colours[name] = css.getPropertyValue('--' + name).trim();
        base.theme();
        circles.redraw();
      }
    };
  };
})();
