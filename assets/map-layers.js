/* The map layers from places.yaml: lines, fronts with teeth, and areas, with a legend. Only in pages that have layers.
 *
 *   storymap.mapLayers(story)
 *
 * A layer that belongs to scenes is shown with these scenes and on the overview. Other layers are always shown.
 */
(() => {
  'use strict';

  const TOOTH_PX = 20, DEEP_PX = 7;      // distance and depth of the teeth of a front

  const latLngs = ({ points }, scale) => Array.from({ length: points.length / 2 }, (_, i) => [points[2 * i + 1] / scale, points[2 * i] / scale]);

  /** Triangles on the left of a line, at equal distances on the screen. */
  function teeth(map, line) {
    const found = [];
    let left = TOOTH_PX / 2;
    for (let i = 1; i < line.length; i++) {
      const a = map.latLngToLayerPoint(line[i - 1]), b = map.latLngToLayerPoint(line[i]), length = a.distanceTo(b);
      if (!length) continue;
      const along = b.subtract(a).divideBy(length), across = L.point(along.y, -along.x);
      for (; left < length; left += TOOTH_PX) {
        const foot = a.add(along.multiplyBy(left)), half = along.multiplyBy(DEEP_PX * .8);
        found.push([foot.subtract(half), foot.add(across.multiplyBy(DEEP_PX)), foot.add(half)].map(point => map.layerPointToLatLng(point)));
      }
      left -= length;
    }
    return found;
  }

  class MapLayer {
    constructor(map, row, renderers) {
      const options = { interactive: false, smoothFactor: 0, className: 'map-layer ' + row.style };
      this.map = map;
      this.row = row;
      this.shapes = (row.lines || []).map(text => latLngs(storymap.decode(text)[0], row.scale));
      this.teeth = row.style === 'front' ? L.polygon([], { ...options, ...renderers.lines, className: 'map-layer tooth' }) : null;
      this.group = L.layerGroup([
        ...(row.areas || []).map(text => L.polygon(storymap.decode(text).map(ring => latLngs(ring, row.scale)), { ...options, ...renderers.areas, className: options.className + ' area' })),
        ...(row.lines ? [L.polyline(this.shapes, { ...options, ...renderers.lines, className: 'map-layer casing' }), L.polyline(this.shapes, { ...options, ...renderers.lines })] : []),
        ...(this.teeth ? [this.teeth] : []),
        ...(row.points || []).map(at => L.circleMarker(at, { ...options, ...renderers.lines, radius: 4 }))
      ]);
      map.on('zoomend', () => { if (map.hasLayer(this.group)) this.bite(); });
    }

    bite() {
      if (this.teeth) this.teeth.setLatLngs(this.shapes.flatMap(line => teeth(this.map, line)).map(tooth => [tooth]));
    }

    show(on) {
      if (on === this.map.hasLayer(this.group)) return;
      if (on) this.group.addTo(this.map); else this.group.remove();
      if (on) this.bite();
    }
  }

  storymap.mapLayers = function ({ map, data, stage, scenes }) {
    const renderers = { lines: { pane: 'lines', renderer: L.svg({ pane: 'lines', padding: .4 }) }, areas: { pane: 'areas', renderer: L.svg({ pane: 'areas', padding: .4 }) } };
    const layers = data.layers.map(row => new MapLayer(map, row, renderers));
    const named = new Set(data.scenes.flatMap(scene => scene.layers || []));
    const legend = Object.assign(document.createElement('ul'), { className: 'legend' });
    legend.setAttribute('aria-label', data.wording.legend);
    stage.querySelector('#map').after(legend);

    function follow() {
      const here = new Set(scenes.scene && scenes.scene.layers || []), all = scenes.overview();
      const shown = layers.filter(({ row }) => all || !named.has(row.id) || here.has(row.id));
      for (const layer of layers) layer.show(shown.includes(layer));
      legend.replaceChildren(...shown.map(({ row }) => {
        const item = document.createElement('li'), swatch = document.createElement('i');
        swatch.className = row.style + (row.areas ? ' area' : '');
        item.append(swatch, row.label);
        return item;
      }));
      legend.hidden = !shown.length;
    }

    map.on('story:at', follow);
    for (const id of ['all', 'back']) document.getElementById(id).addEventListener('click', follow);
    follow();
  };
})();
