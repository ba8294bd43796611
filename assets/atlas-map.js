/* The map of an atlas: circles on a canvas, names of the largest, and the basemap, whose finer tiles are loaded when they are shown.
 *
 *   storymap.atlasMap(data, places, select) -> map; select(i) is called when a circle is clicked
 *     .show(counts)   draws a circle for each place with a count above 0
 *     .select(i, move) marks a place (-1: none), and moves the map to it
 *     .fit()          shows all places that are drawn
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

  /** Names of the largest places in the view that do not overlap. */
  function Names(map, places) {
    const group = L.layerGroup().addTo(map);
    this.draw = function (order, radius, selected) {
      group.clearLayers();
      const taken = [], bounds = map.getBounds().pad(-.02);
      let shown = 0;
      for (const i of selected < 0 ? order : [selected, ...order]) {
        if (shown >= NAMES) break;
        const at = places.position(i);
        if (!bounds.contains(at)) continue;
        const { x, y } = map.latLngToContainerPoint(at), right = x + radius(i) + 3;
        const box = [right, y - 8, right + 7 * places.label(i).length + 8, y + 8];
        if (taken.some(other => box[0] < other[2] && other[0] < box[2] && box[1] < other[3] && other[1] < box[3])) continue;
        taken.push(box);
        shown++;
        const name = document.createElement('span');
        name.textContent = places.label(i);
        name.style.left = radius(i) + 3 + 'px';
        const icon = L.divIcon({ className: 'name-label', iconSize: [0, 0], html: name });
        L.marker(at, { icon, interactive: false, keyboard: false, pane: 'names' }).addTo(group);
      }
    };
  }

  storymap.atlasMap = function (data, places, select) {
    const map = L.map('map', {
      center: [20, 10], zoom: 2, minZoom: .75, maxZoom: 12, zoomSnap: .25, zoomDelta: 1, wheelPxPerZoomLevel: 120, zoomControl: false,
      worldCopyJump: true, zoomAnimation: !reduced.matches, fadeAnimation: false, preferCanvas: true, attributionControl: true
    });
    // Leaflet's prefix shows a national flag, which does not belong on maps of territorial disputes
    map.attributionControl.setPrefix(false);
    map.attributionControl.addAttribution('<a href="#credits">About this map</a>');
    L.control.zoom({ position: 'topright' }).addTo(map);
    L.control.scale({ position: 'bottomright', maxWidth: 110, imperial: false, updateWhenIdle: true }).addTo(map);
    const least = () => Math.max(.75, Math.ceil(4 * Math.log2(Math.max(1, map.getSize().y) / 256)) / 4);
    map.setMinZoom(least());
    map.on('resize', () => map.setMinZoom(least()));
    map.createPane('names').style.zIndex = 640;
    map.getPane('names').setAttribute('aria-hidden', 'true');
    const base = storymap.basemap(map, data.basemap, {});
    loadTiles(map, base, data);

    const circles = L.featureGroup().addTo(map), made = new Array(places.size), names = new Names(map, places);
    let counts = places.articles, most = 1, order = [], selected = -1, colours = {};
    // smaller on a map of the world, where the circles are dense
    const scale = () => Math.max(.6, Math.min(1, (map.getZoom() + 1) / 5));
    const radius = i => scale() * (SMALLEST + (LARGEST - SMALLEST) * Math.sqrt(counts[i] / most));
    function style(i) {
      const colour = places.disputed(i) ? colours.disputed : colours.accent;
      return {
        radius: Math.max(radius(i), i === selected ? 9 : 0), color: i === selected ? colours.ink : colours.glow, weight: i === selected ? 3 : 1,
        fillColor: colour, fillOpacity: .7, opacity: .9
      };
    }
    function make(i) {
      made[i] = L.circleMarker(places.position(i), {});
      made[i].place = i;
      return made[i];
    }
    const drawNames = () => names.draw(order, radius, selected);

    circles.on('click', event => select(event.layer.place));
    circles.bindTooltip(layer => {
      const text = document.createElement('span');
      text.textContent = [places.label(layer.place), places.where(layer.place)].filter(Boolean).join(', ');
      return text;
    }, { sticky: true });
    map.on('moveend resize', drawNames);
    map.on('zoomend', () => { for (const i of order) made[i].setRadius(style(i).radius); });

    /** Fits the shown places, without the few that are farthest away. */
    function fit() {
      const lats = order.map(i => places.position(i)[0]).sort((a, b) => a - b), lons = order.map(i => places.position(i)[1]).sort((a, b) => a - b);
      const cut = Math.floor(order.length / 50), last = order.length - 1 - cut;
      map.fitBounds([[lats[cut], lons[cut]], [lats[last], lons[last]]], { padding: [30, 30], maxZoom: 7, animate: false });
    }

    return {
      fit,
      show(now) {
        counts = now;
        const before = new Set(order);
        order = [];
        for (let i = 0; i < counts.length; i++) if (counts[i] > 0) order.push(i);
        order.sort((a, b) => counts[b] - counts[a] || a - b);
        most = Math.max(1, order.length ? counts[order[0]] : 1);
        const after = new Set(order);
        for (const i of before) if (!after.has(i)) circles.removeLayer(made[i]);
        // large circles are below small ones
        for (const i of order) {
          (made[i] || make(i)).setStyle(style(i));
          if (!circles.hasLayer(made[i])) circles.addLayer(made[i]);
          else made[i].bringToFront();
        }
        drawNames();
      },
      select(i, move) {
        const before = selected;
        selected = i;
        for (const it of [before, i]) if (it >= 0 && made[it]) made[it].setStyle(style(it));
        if (i >= 0) {
          const at = places.position(i), inside = map.getBounds().pad(-.15).contains(at);
          if (move && (!inside || map.getZoom() < CLOSER)) map.setView(at, Math.max(map.getZoom(), CLOSER), { animate: !reduced.matches });
        }
        drawNames();
      },
      theme() {
        const css = getComputedStyle(document.documentElement);
        for (const name of ['accent', 'disputed', 'glow', 'ink']) colours[name] = css.getPropertyValue('--' + name).trim();
        base.theme();
        for (const i of order) made[i].setStyle(style(i));
      }
    };
  };
})();
