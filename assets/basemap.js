/* The offline basemap: an L.GridLayer that paints the vector tiles of the page on canvases.
 *
 * In pages with streets, streets.js paints their tiles, and in pages with shaded relief, relief.js shades the land.
 *
 *   storymap.basemap(map, data, options) -> L.GridLayer, added to the map
 *     data     chosen by storymap/render/tiles.py: {levels: [{level, top, units, streets}], tiles: {"7/113/45": {l: "…", …}}, relief: {"5/17/11": "…"}}
 *     options  of L.GridLayer
 *     .theme() reads the colours again and repaints
 *
 * Colours are the CSS variables --sea --land --lake --coast --halo1 --halo2 --border --disputed --graticule of the map;
 * --relief is the opacity of the shading.
 */
(() => {
  'use strict';

  // Size of a tile in CSS pixels, and number of pixels that are painted beyond its edges. Without these pixels, gaps between tiles
  // would be visible at fractional zooms.
  const SIZE = 256, BLEED = 1;
  // Coasts and lines that are this far outside a tile are also painted. It is slightly more than half the width of the widest
  // stroke.
  const STROKE = 8;
  // Limits for painting in one animation frame: time, and number of tiles. The time alone is not enough, because it does not
  // include the browser's own work on the strokes. If this work makes frames longer than LONG_MS, fewer tiles are painted.
  const FRAME_MS = 8, FRAME_TILES = 3, LONG_MS = 20;
  const PATH_OF = storymap.pathOf;
  const COLOURS = ['sea', 'land', 'lake', 'coast', 'halo1', 'halo2', 'border', 'disputed', 'graticule', 'relief'];

  // If the page has no tile of the level for a zoom, tiles of the levels for zooms up to this much higher are painted
  const FINER = 2;

  /** The tiles of the page, each decoded once. */
  function Tiles(data) {
    const levels = data.levels.slice().sort((a, b) => b.level - a.level), decoded = new Map();
    /** One layer of a tile of the page; undefined if the tile has no such layer. */
    function layerOf(key, layer) {
      const text = data.tiles[key][layer], id = key + layer;
      if (text !== undefined && !decoded.has(id)) decoded.set(id, storymap.decode(text));
      return decoded.get(id);
    }
    const layersOf = key => Object.fromEntries(Object.keys(data.tiles[key]).map(layer => [layer, layerOf(key, layer)]));
    /** Returns the tiles of the page that cover the map tile z/x/y, in the order of painting: {layers, units, side, west, north}.
     *  `side` is the width in map tiles; `west` and `north` are the offset of the corner from the corner of the map tile. If the
     *  page has a tile of the level for this zoom, only this tile is returned; otherwise a tile of a lower level, followed by
     *  the tiles of higher levels that are painted over it. */
    this.find = function (z, x, y) {
      const pieces = [], right = levels.find(({ level }) => level <= z);
      function add({ level, units, streets }, column, row) {
        const key = level + '/' + column + '/' + row, side = 2 ** (z - level);
        if (!(key in data.tiles)) return false;
        pieces.push({ layers: layersOf(key), units, streets, side, west: column * side - x, north: row * side - y });
        return true;
      }
      const coarse = levels.find(it => it.level <= z && add(it, x >> z - it.level, y >> z - it.level));
      for (const finer of coarse === right ? [] : levels) {
        const across = 2 ** (finer.level - z);
        if (across <= 1 || across > 2 ** FINER) continue;
        for (let i = 0; i < across * across; i++) add(finer, x * across + i % across, y * across + Math.floor(i / across));
      }
      return pieces;
    };
    /** Land and lakes of the tiles of levels 0 and 3, in the order in which _paintGround paints them. Level 0 has the whole world.
     *  It is empty until readGround() has run: this decodes one tile in each step. */
    this.ground = [];
    this.readGround = function* () {
      const read = [];
      for (const key of Object.keys(data.tiles).filter(key => parseInt(key) < 4)) {
        const [level, column, row] = key.split('/'), [land, lake] = ['l', 'w'].map(layer => layerOf(key, layer) || []);
        const { units } = levels.find(it => it.level === Number(level)), frame = [-1, -1, units + 1, units + 1];
        read.push({ units, level, column, row, paths: { land: PATH_OF.l(land, frame), lake: PATH_OF.w(lake, frame) } });
        yield;
      }
      this.ground = read;
    };
  }

  /* ---------- painting ---------- */

  /** Paints the paths of one tile. `px(n)` is n CSS pixels in the units of the tile, `shade` shades the land. */
  function paintTile(g, paths, px, zoom, colour, shade) {
    const stroke = (path, width, style) => { if (path) { g.lineWidth = px(width); g.strokeStyle = style; g.stroke(path); } };
    const island = zoom < 3 ? 1.5 : 2.2;
    g.lineJoin = g.lineCap = 'round';
    for (const [width, style] of [[10, colour.halo2], [4.5, colour.halo1]]) {
      stroke(paths.l, width, style);
      stroke(paths.i, width, style);
    }
    stroke(paths.i, island + 1.4, colour.coast);
    stroke(paths.i, island, colour.land);
    if (paths.l) { g.fillStyle = colour.land; g.fill(paths.l); shade(paths.l); }
    stroke(paths.r, zoom < 5 ? .7 : zoom < 7 ? 1.1 : 2, colour.lake);
    if (paths.w) { g.fillStyle = colour.lake; g.fill(paths.w); stroke(paths.w, .6, colour.coast); }
    stroke(paths.l, zoom < 3 ? .6 : .9, colour.coast);
    stroke(paths.b, zoom < 4 ? .8 : 1.1, colour.border);
    if (paths.d) {
      g.lineCap = 'butt';
      g.setLineDash([px(4.5), px(3)]);
      stroke(paths.d, zoom < 4 ? 1.1 : 1.5, colour.disputed);
      g.setLineDash([]);
    }
  }

  const latitude = (y, tiles) => 180 / Math.PI * Math.atan(Math.sinh(Math.PI * (1 - 2 * y / tiles)));
  const row = (lat, tiles) => tiles * (1 - Math.asinh(Math.tan(lat * Math.PI / 180)) / Math.PI) / 2;

  function paintGraticule(g, z, x, y, colour) {
    const step = z < 3 ? 30 : z < 5 ? 10 : z < 7 ? 5 : z < 9 ? 1 : .5, tiles = 2 ** z, edge = SIZE + BLEED;
    const west = x / tiles * 360 - 180, width = 360 / tiles, south = latitude(y + 1, tiles), north = latitude(y, tiles);
    g.beginPath();
    for (let lon = Math.ceil(west / step) * step; lon <= west + width; lon += step) {
      const at = (lon - west) / width * SIZE;
      g.moveTo(at, 0); g.lineTo(at, edge);
    }
    for (let lat = Math.ceil(south / step) * step; lat <= north; lat += step) {
      const at = (row(lat, tiles) - y) * SIZE;
      g.moveTo(0, at); g.lineTo(edge, at);
    }
    g.lineWidth = .7;
    g.strokeStyle = colour.graticule;
    g.stroke();
  }

  /* ---------- the layer ---------- */

  /** Runs jobs in order, a few milliseconds per animation frame. */
  function Queue() {
    const jobs = [];
    let waiting = false, last = 0, most = 1;
    function run() {
      const start = performance.now();
      most = start - last > LONG_MS ? 1 : Math.min(FRAME_TILES, most + 1);
      last = start;
      for (let n = 0; jobs.length && n < most && performance.now() - start < FRAME_MS; n++) jobs.shift()();
      waiting = jobs.length > 0;
      if (waiting) requestAnimationFrame(run);
    }
    this.add = function (job) {
      jobs.push(job);
      if (!waiting) { waiting = true; requestAnimationFrame(run); }
    };
  }

  function readColours(map) {
    const style = getComputedStyle(map.getContainer());
    return Object.fromEntries(COLOURS.map(name => [name, style.getPropertyValue('--' + name).trim()]));
  }

  function paintCanvas(canvas, coords, source, colours, relief) {
    const ratio = Math.min(2, window.devicePixelRatio || 1), tiles = 2 ** coords.z;
    const x = ((coords.x % tiles) + tiles) % tiles, y = coords.y;
    canvas.width = canvas.height = (SIZE + BLEED) * ratio;
    const g = canvas.getContext('2d', { alpha: false });
    g.scale(ratio, ratio);
    g.fillStyle = colours.sea;
    g.fillRect(0, 0, SIZE + BLEED, SIZE + BLEED);
    if (y < 0 || y >= tiles) return;
    const graticule = () => paintGraticule(g, coords.z, x, y, colours);
    graticule();
    const shade = land => { if (relief) relief.paint(g, land, coords.z, x, y, colours.relief); };
    for (const piece of source.find(coords.z, x, y)) paintPiece(g, piece, coords.z, graticule, colours, shade);
  }

  function paintPiece(g, { layers, units, streets, side, west, north }, z, graticule, colours, shade) {
    const scale = SIZE * side / units, margin = STROKE / scale, paths = {};
    const left = Math.max(0, -west / side * units), top = Math.max(0, -north / side * units);
    const shown = Math.min(units, SIZE / scale);
    const frame = [left - margin, top - margin, left + shown + margin, top + shown + margin];
    for (const layer of Object.keys(layers)) if (PATH_OF[layer]) paths[layer] = PATH_OF[layer](layers[layer], frame);
    g.save();
    if (side < 1) {
      // The tile of the page covers only a part of the map tile. Painting is limited to this part, and covers the tile of a lower level.
      g.beginPath();
      g.rect(west * SIZE, north * SIZE, side * SIZE + BLEED, side * SIZE + BLEED);
      g.clip();
      g.fillStyle = colours.sea;
      g.fill();
      graticule();
    }
    g.translate(west * SIZE, north * SIZE);
    g.scale(scale, scale);
    (streets ? storymap.streets.paint : paintTile)(g, paths, n => n / scale, z, colours, shade);
    g.restore();
  }

  // Defined on first use: Leaflet may be loaded after this script
  let Layer = null;
  function defineLayer() {
    return L.GridLayer.extend({
      options: { keepBuffer: 2, updateWhenZooming: false },

      initialize(data, options) {
        L.setOptions(this, options);
        this._source = new Tiles(data);
        this._relief = data.relief && new storymap.Relief(data.relief, () => this._repaint(({ z }) => this._relief.shades(z)));
        this._queue = new Queue();
        // each canvas on the map, with its coordinates
        this._canvases = new Map();
        this.on('tileunload', event => { this._canvases.delete(event.tile); });
        this.on('add', () => {
          this._ground = L.DomUtil.create('canvas', 'ground', this._map.getContainer()).getContext('2d');
          this._map.on('move zoomanim', this._paintGround, this);
          this.theme();
          if (!this._source.ground.length) storymap.inTasks(this._source.readGround()).then(() => { if (this._map) this._paintGround({}); });
        });
        this.on('remove', () => {
          this._map.off('move zoomanim', this._paintGround, this);
          this._ground.canvas.remove();
        });
      },

      createTile(coords, done) {
        const canvas = document.createElement('canvas');
        canvas.style.minWidth = canvas.style.minHeight = SIZE + BLEED + 'px';
        this._canvases.set(canvas, coords);
        this._queue.add(() => {
          this._paint(canvas, coords);
          done(null, canvas);
        });
        return canvas;
      },

      theme() {
        if (!this._map) return this;
        this._colours = readColours(this._map);
        this._paintGround({});
        this._repaint();
        return this;
      },

      /** Paints the tiles again, or only those whose {z, x, y} fulfil a condition. */
      _repaint(condition = () => true) {
        for (const [canvas, coords] of this._canvases) if (condition(coords)) this._queue.add(() => this._paint(canvas, coords));
      },

      /** Paints coarse land behind the tiles, at half the resolution. Otherwise land would have the colour of the sea until its tile
       *  is painted. Tiles are painted one after another, and not during camera flights. `center` and `zoom`: the view at the end
       *  of an animated zoom; by default the current view. */
      _paintGround({ center, zoom }) {
        const { min, max } = this._map.getPixelBounds(center, zoom), world = this._map.getPixelWorldBounds(zoom).max.x;
        const g = this._ground;
        g.canvas.width = (max.x - min.x) / 2;
        g.canvas.height = (max.y - min.y) / 2;
        g.fillStyle = this._colours.land;
        g.fillRect(0, (world - min.y) / 2, g.canvas.width, g.canvas.height);     // the rest of Antarctica, south of the map
        for (let west = Math.floor(min.x / world) * world; west < max.x; west += world) {
          for (const { units, level, column, row, paths } of this._source.ground) {
            const side = world / 2 ** level, scale = side / units / 2;
            g.setTransform(scale, 0, 0, scale, (west + column * side - min.x) / 2, (row * side - min.y) / 2);
            g.clearRect(0, 0, units, units);
            for (const name in paths) {
              g.fillStyle = this._colours[name];
              g.fill(paths[name]);
            }
          }
        }
      },

      _paint(canvas, coords) {
        if (this._canvases.has(canvas)) paintCanvas(canvas, coords, this._source, this._colours, this._relief);
      }
    });
  }

  storymap.basemap = function (map, data, options) {
    Layer = Layer || defineLayer();
    return new Layer(data, options).addTo(map);
  };
})();
