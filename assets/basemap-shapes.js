/* The shapes of the offline basemap: decoded, and as canvas paths.
 *
 *   storymap.decode(text) -> [{points, box}]: the parts of an encoded layer; place areas use the same encoding
 *   storymap.pathOf[layer](parts, frame) -> Path2D of the parts inside a frame: [west, north, east, south] in the units of the tile
 *     layer    l land, w lakes, r rivers, b borders, d disputed borders, i small islands
 */
(() => {
  'use strict';

  /* ---------- decoding: see storymap/basemap/codec.py ---------- */

  const DIGITS = new Uint8Array(128);
  Array.from('ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_')
    .forEach((letter, value) => { DIGITS[letter.charCodeAt(0)] = value; });

  /** The parts of an encoded layer: `points` [x, y, x, y, …] and `box` [west, north, east, south]. */
  function decode(text) {
    const parts = [];
    let x = 0, y = 0, value = 0, shift = 0, east = null, points = [];
    function end() {
      if (points.length) parts.push({ points, box: boxOf(points) });
      points = [];
    }
    for (let i = 0; i < text.length; i++) {
      const code = text.charCodeAt(i);
      if (code === 32) { end(); continue; }
      const digit = DIGITS[code];
      value |= (digit & 31) << shift;
      if (digit & 32) { shift += 5; continue; }
      const number = value & 1 ? ~(value >> 1) : value >> 1;
      value = shift = 0;
      if (east === null) { east = number; continue; }
      x += east; y += number; east = null;
      points.push(x, y);
    }
    end();
    return parts;
  }

  function boxOf(points) {
    const box = [Infinity, Infinity, -Infinity, -Infinity];
    for (let i = 0; i < points.length; i += 2) {
      box[0] = Math.min(box[0], points[i]); box[2] = Math.max(box[2], points[i]);
      box[1] = Math.min(box[1], points[i + 1]); box[3] = Math.max(box[3], points[i + 1]);
    }
    return box;
  }

  /* ---------- clipping: without it, all coasts in a tile of the page would be stroked again for each map tile ---------- */

  const meets = (box, w) => box[0] <= w[2] && w[0] <= box[2] && box[1] <= w[3] && w[1] <= box[3];
  const within = (box, w) => box[0] >= w[0] && box[2] <= w[2] && box[1] >= w[1] && box[3] <= w[3];

  /** The part of a ring that is inside a frame (Sutherland-Hodgman). Parts of the result may follow the edges of the frame. */
  function clipRing(points, [west, north, east, south]) {
    for (const [axis, limit, sign] of [[0, west, 1], [0, east, -1], [1, north, 1], [1, south, -1]]) {
      const kept = [];
      for (let i = 0, j = points.length - 2; i < points.length; j = i, i += 2) {
        const before = (points[j + axis] - limit) * sign, here = (points[i + axis] - limit) * sign;
        if (before < 0 !== here < 0) {
          const part = before / (before - here);
          kept.push(points[j] + part * (points[i] - points[j]), points[j + 1] + part * (points[i + 1] - points[j + 1]));
        }
        if (here >= 0) kept.push(points[i], points[i + 1]);
      }
      points = kept;
    }
    return points;
  }

  function ringPath(parts, frame) {
    const path = new Path2D();
    for (const { points, box } of parts) {
      if (!meets(box, frame)) continue;
      const ring = within(box, frame) ? points : clipRing(points, frame);
      for (let i = 0; i < ring.length; i += 2) if (i) path.lineTo(ring[i], ring[i + 1]); else path.moveTo(ring[0], ring[1]);
      path.closePath();
    }
    return path;
  }

  function linePath(parts, frame) {
    const path = new Path2D();
    for (const { points, box } of parts) {
      let drawing = false;
      for (let i = 2; meets(box, frame) && i < points.length; i += 2) {
        const seen = meets(boxOf(points.slice(i - 2, i + 2)), frame);
        if (seen && !drawing) path.moveTo(points[i - 2], points[i - 1]);
        if (seen) path.lineTo(points[i], points[i + 1]);
        drawing = seen;
      }
    }
    return path;
  }

  /** Lines with rounded corners: curves from the middle of one segment to the middle of the next, with the point between them as
   *  the control point. */
  function curvePath(parts, frame) {
    const path = new Path2D();
    for (const { points, box } of parts) {
      const last = points.length - 2;
      let drawing = false;
      for (let i = 2; meets(box, frame) && i <= last; i += 2) {
        const seen = meets(boxOf(points.slice(i - 2, i + 4)), frame), [x, y] = [points[i], points[i + 1]];
        if (seen && !drawing) path.moveTo(i > 2 ? (points[i - 2] + x) / 2 : points[0], i > 2 ? (points[i - 1] + y) / 2 : points[1]);
        if (seen && i < last) path.quadraticCurveTo(x, y, (x + points[i + 2]) / 2, (y + points[i + 3]) / 2);
        else if (seen) path.lineTo(x, y);
        drawing = seen;
      }
    }
    return path;
  }

  /** Dots are very short strokes with round ends, because a stroke of length 0 is not painted. */
  function dotPath(parts) {
    const path = new Path2D();
    for (const { points } of parts) {
      for (let i = 0; i < points.length; i += 2) {
        path.moveTo(points[i], points[i + 1]);
        path.lineTo(points[i] + .01, points[i + 1]);
      }
    }
    return path;
  }

  storymap.decode = decode;
  storymap.pathOf = { l: ringPath, w: ringPath, r: curvePath, b: linePath, d: linePath, i: dotPath };
})();
