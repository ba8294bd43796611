/* The shaded relief: pictures that basemap.js paints over the land. Only in pages with relief.
 *
 *   new storymap.Relief(tiles, then) -> { paint(g, land, z, x, y, opacity), shades(z) }
 *     tiles  {"level/column/row": base64 text of a WebP picture}
 *     then   is called when all pictures have been decoded
 *     paint  shades the path `land` on the map tile z/x/y
 *     shades whether map tiles of a zoom are shaded
 *
 * The pictures are decoded when the browser has nothing else to do, because a map without shades is complete, too.
 */
(() => {
  'use strict';

  const SIZE = 256, BLEED = 1;                       // as in basemap.js

  // Zoom -> factor for the opacity --relief. At other zooms, the factor is 0: they show the world, or would show the pixels of
  // the pictures.
  const SHADE = { 3: .7, 4: .85, 5: 1, 6: 1, 7: .75, 8: .6, 9: .5 };
  // The level of pictures may be higher than the zoom of the map tile by this number. The pictures then have a pixel for each
  // device pixel.
  const SHARP = 2;
  // The grey of flat land; maximum number of pictures of a level that are joined (16 MB)
  const FLAT = '#808080', MOST = 256;
  const FADE = .5;                                   // share of a picture that fades into coarser pictures, at sides without a neighbour

  storymap.Relief = function (tiles, then) {
    const pictures = new Map(), above = new Set();     // above: the tiles that contain pictures of finer levels
    const sheets = new Map();                          // level -> the pictures of the level, side by side on one canvas
    const keyOf = (level, column, row) => level + '/' + column + '/' + row;
    let ready = false;

    /** Decodes the pictures, a few at a time, and joins those of each level. */
    function* read() {
      const waiting = [];
      for (const key of Object.keys(tiles)) {
        const picture = new Image();
        pictures.set(key, picture);
        for (let [level, column, row] = key.split('/').map(Number); level-- > 0;) above.add(keyOf(level, column >>= 1, row >>= 1));
        picture.src = 'data:image/webp;base64,' + tiles[key];
        waiting.push(picture.decode());
        yield;
      }
      return Promise.all(waiting);
    }

    function* join() {
      const levels = [...new Set([...pictures.keys()].map(key => Number(key.split('/')[0])))].sort((a, b) => a - b);
      for (const level of levels) yield* addSheet(level);
    }

    storymap.whenIdle(() => {
      storymap.inTasks(read()).then(() => storymap.inTasks(join())).then(() => {
        ready = pictures.size > 0;
        if (ready) then();
      }, () => { });
    });

    /** Joins the pictures of a level. When a browser enlarges the joined picture, it also smooths across the edges of its parts. Coarser
     *  levels come first. */
    function* addSheet(level) {
      const keys = [...pictures.keys()].map(key => key.split('/').map(Number)).filter(key => key[0] === level);
      const west = Math.min(...keys.map(key => key[1])), north = Math.min(...keys.map(key => key[2]));
      const columns = Math.max(...keys.map(key => key[1])) - west + 1, rows = Math.max(...keys.map(key => key[2])) - north + 1;
      const side = pictures.get(keyOf(...keys[0])).naturalWidth, canvas = document.createElement('canvas');
      if (columns * rows > MOST) return;
      canvas.width = columns * side;
      canvas.height = rows * side;
      const g = canvas.getContext('2d');
      g.fillStyle = FLAT;
      g.fillRect(0, 0, canvas.width, canvas.height);
      for (const [coarser, sheet] of sheets) {
        const scale = 2 ** (level - coarser);
        g.drawImage(sheet.canvas, (sheet.west * scale - west) * side, (sheet.north * scale - north) * side, sheet.columns * scale * side, sheet.rows * scale * side);
      }
      for (const [, column, row] of keys) {
        g.drawImage(faded(level, column, row), (column - west) * side, (row - north) * side);
        yield;
      }
      sheets.set(level, { canvas, west, north, columns, rows });
    }

    /** Returns the picture, transparent towards the sides where the level has no picture: a sharp change of detail looks like an edge of land. */
    function faded(level, column, row) {
      const picture = pictures.get(keyOf(level, column, row)), canvas = document.createElement('canvas'), side = picture.naturalWidth;
      const open = [[1, 0], [-1, 0], [0, 1], [0, -1]].filter(([right, down]) => !pictures.has(keyOf(level, column + right, row + down)));
      if (!open.length) return picture;
      canvas.width = canvas.height = side;
      const g = canvas.getContext('2d');
      g.drawImage(picture, 0, 0);
      g.globalCompositeOperation = 'destination-out';
      for (const [right, down] of open) {
        const edge = { x: right > 0 ? side : 0, y: down > 0 ? side : 0 };
        g.fillStyle = g.createLinearGradient(edge.x, edge.y, edge.x - right * side * FADE, edge.y - down * side * FADE);
        g.fillStyle.addColorStop(0, '#000');
        g.fillStyle.addColorStop(1, '#0000');
        g.fillRect(0, 0, side, side);
      }
      return canvas;
    }

    /** Paints one relief tile, or the tiles of finer levels inside it. `coarse` is used where the level has no tile. */
    function paintTile(g, level, column, row, z, x, y, coarse) {
      const key = keyOf(level, column, row), side = 2 ** (z - level), mine = pictures.has(key) ? { image: pictures.get(key), level, column, row } : coarse;
      if (level < z + SHARP && above.has(key)) {
        for (const i of [0, 1, 2, 3]) {
          const child = [column * 2 + (i & 1), row * 2 + (i >> 1)], span = side / 2;
          if (child[0] * span < x + 1 && (child[0] + 1) * span > x && child[1] * span < y + 1 && (child[1] + 1) * span > y) paintTile(g, level + 1, ...child, z, x, y, mine);
        }
      } else if (mine) {
        const size = SIZE * 2 ** (z - mine.level);
        g.save();
        g.beginPath();
        // Pixels that are painted beyond the edges of the map tile
        const bleed = (at, tile) => (at + 1) * side >= tile + 1 ? BLEED : 0;
        g.rect((column * side - x) * SIZE, (row * side - y) * SIZE, side * SIZE + bleed(column, x), side * SIZE + bleed(row, y));
        g.clip();
        const sheet = sheets.get(mine.level);
        if (sheet) g.drawImage(sheet.canvas, sheet.west * size - x * SIZE, sheet.north * size - y * SIZE, sheet.columns * size, sheet.rows * size);
        else g.drawImage(mine.image, mine.column * size - x * SIZE, mine.row * size - y * SIZE, size, size);
        g.restore();
      }
    }

    this.shades = z => SHADE[z] > 0;

    /** Shades the path of the land on the map tile z/x/y. In the blend mode, medium grey changes nothing. */
    this.paint = function (g, land, z, x, y, opacity) {
      if (!ready || !this.shades(z) || !(opacity > 0)) return;
      const ratio = g.canvas.width / (SIZE + BLEED);
      g.save();
      g.clip(land);
      g.setTransform(ratio, 0, 0, ratio, 0, 0);
      g.globalCompositeOperation = 'hard-light';
      g.globalAlpha = SHADE[z] * opacity;
      paintTile(g, 0, 0, 0, z, x, y, null);
      g.restore();
    };
  };
})();
