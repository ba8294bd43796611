import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import test from 'node:test';
import { load, plain, random } from './load.mjs';

/** Records what is drawn. */
class Path2D {
  constructor() { this.steps = []; }
  moveTo(x, y) { this.steps.push(['M', x, y]); }
  lineTo(x, y) { this.steps.push(['L', x, y]); }
  quadraticCurveTo(x, y, toX, toY) { this.steps.push(['Q', x, y, toX, toY]); }
  closePath() { this.steps.push(['Z']); }
}

const { decode, pathOf } = load(['basemap-shapes'], { Path2D });
const FRAME = [0, 0, 100, 100];
const DIGITS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
const shape = points => ({ points, box: [0, 1, 2, 3].map(i => Math[i < 2 ? 'min' : 'max'](...points.filter((_, at) => at % 2 === i % 2))) });
const steps = (layer, ...parts) => pathOf[layer](parts.map(shape), FRAME).steps;

function encode(parts) {
  let x = 0, y = 0;
  const number = value => {
    let rest = value < 0 ? ~value * 2 + 1 : value * 2, text = '';
    for (; rest > 31; rest = Math.floor(rest / 32)) text += DIGITS[rest % 32 + 32];
    return text + DIGITS[rest];
  };
  return parts.map(points => {
    let text = '';
    for (let i = 0; i < points.length; i += 2) {
      text += number(points[i] - x) + number(points[i + 1] - y);
      [x, y] = [points[i], points[i + 1]];
    }
    return text;
  }).join(' ');
}

test('decoded parts are those that were encoded', () => {
  const next = random(3), value = () => Math.floor(next() * 4000) - 1000;
  for (let i = 0; i < 100; i++) {
    const parts = Array.from({ length: 1 + i % 4 }, () => Array.from({ length: 2 + 2 * Math.floor(next() * 9) }, value));
    assert.deepEqual(plain(decode(encode(parts))), parts.map(shape));
  }
});

test('an empty layer has no parts', () => {
  assert.deepEqual(plain(decode('')), []);
  assert.deepEqual(plain(decode('  ')), []);
});

test('the encoder in Python writes what the page reads', { skip: !process.env.STORYMAP_PYTHON }, () => {
  const parts = [[[0, 0], [15, -16], [16, 1000], [-1024, 3]], [[5, 5], [7, 9]]];
  const code = `from storymap.basemap.codec import encode; print(encode(${JSON.stringify(parts)}))`;
  const text = execFileSync(process.env.STORYMAP_PYTHON, ['-c', code], { encoding: 'utf8' }).trim();
  assert.deepEqual(plain(decode(text)).map(part => part.points), parts.map(part => part.flat()));
});

test('areas inside the frame stay as they are, and areas outside are left out', () => {
  assert.deepEqual(steps('l', [10, 10, 90, 10, 90, 90]), [['M', 10, 10], ['L', 90, 10], ['L', 90, 90], ['Z']]);
  assert.deepEqual(steps('l', [110, 10, 190, 10, 190, 90]), []);
});

test('areas are clipped to the frame', () => {
  const points = steps('l', [-50, -50, 50, -50, 50, 50, -50, 50]).filter(([kind]) => kind !== 'Z').map(([, x, y]) => `${x} ${y}`);
  assert.deepEqual([...new Set(points)].sort(), ['0 0', '0 50', '50 0', '50 50']);
});

test('an area around the frame fills it', () => {
  const points = steps('w', [-9, -9, 900, -9, 900, 900, -9, 900]).filter(([kind]) => kind !== 'Z').map(([, x, y]) => `${x} ${y}`);
  assert.deepEqual([...new Set(points)].sort(), ['0 0', '0 100', '100 0', '100 100']);
});

test('clipped areas are inside the frame and have the area of the intersection', () => {
  const next = random(9), value = () => Math.floor(next() * 300) - 100;
  for (let i = 0; i < 50; i++) {
    const [a, b, c, d] = [value(), value(), value(), value()], [west, east] = [Math.min(a, b), Math.max(a, b)], [north, south] = [Math.min(c, d), Math.max(c, d)];
    const ring = steps('l', [west, north, east, north, east, south, west, south]).filter(([kind]) => kind !== 'Z').map(([, x, y]) => [x, y]);
    assert.ok(ring.every(([x, y]) => Math.abs(x - 50) < 50.000001 && Math.abs(y - 50) < 50.000001));
    const area = Math.abs(ring.reduce((sum, [x, y], k) => { const [u, v] = ring[(k + 1) % ring.length]; return sum + x * v - y * u; }, 0)) / 2;
    const width = Math.max(0, Math.min(100, east) - Math.max(0, west)), height = Math.max(0, Math.min(100, south) - Math.max(0, north));
    assert.ok(Math.abs(area - width * height) < 1e-6);
  }
});

test('lines are drawn only where they are in the frame', () => {
  assert.deepEqual(steps('b', [-50, 50, -10, 50, 20, 50, 120, 50, 150, 50, 160, 50]), [['M', -10, 50], ['L', 20, 50], ['L', 120, 50]]);
  assert.deepEqual(steps('d', [-50, -50, -10, -50]), []);
});

test('rivers are curves with the same ends', () => {
  assert.deepEqual(steps('r', [10, 10, 20, 30, 40, 30]), [['M', 10, 10], ['Q', 20, 30, 30, 30], ['L', 40, 30]]);
  assert.deepEqual(steps('r', [10, 10, 20, 30]), [['M', 10, 10], ['L', 20, 30]]);
});

test('islands are dots', () => {
  assert.deepEqual(steps('i', [10, 20, 30, 40]), [['M', 10, 20], ['L', 10.01, 20], ['M', 30, 40], ['L', 30.01, 40]]);
});
