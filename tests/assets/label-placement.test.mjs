import assert from 'node:assert/strict';
import test from 'node:test';
import { load, plain, random } from './load.mjs';

const { labelPlacement, isFree, hits } = load(['label-placement']);
const SIZE = { x: 300, y: 200 };
const GAP = 4;

const near = (x, y, w = 40, h = 12) => [
  { box: [x + 8, y - h / 2, x + 8 + w, y + h / 2] }, { box: [x - 8 - w, y - h / 2, x - 8, y + h / 2] },
  { box: [x - w / 2, y - 8 - h, x + w / 2, y - 8] }, { box: [x - w / 2, y + 8, x + w / 2, y + 8 + h] }
];
const far = (x, y) => near(x, y, 80, 60).map(({ box }) => ({ box, far: true, line: [x, y, (box[0] + box[2]) / 2, (box[1] + box[3]) / 2] }));

function placed(seed, number) {
  const next = random(seed), pins = [], items = [];
  for (let i = 0; i < number; i++) {
    const x = next() * SIZE.x, y = next() * SIZE.y, slug = 'p' + i;
    pins.push({ box: [x - 5, y - 5, x + 5, y + 5], slug, weak: next() < .3 });
    items.push({ slug, strong: i < 3, options: [...near(x, y), ...far(x, y)] });
  }
  const placement = labelPlacement(SIZE, pins), shown = items.filter(item => placement.place(item));
  return { pins, items, shown, placement };
}

test('labels do not overlap each other or pins, and nothing is outside the map', () => {
  for (let seed = 1; seed <= 60; seed++) {
    const { pins, shown } = placed(seed, 5 + seed);
    for (const [i, { slug, chosen: { box } }] of shown.entries()) {
      assert.ok(box[0] >= 2 && box[1] >= 2 && box[2] <= SIZE.x - 2 && box[3] <= SIZE.y - 2, `seed ${seed}: ${slug} is outside`);
      for (const other of shown.slice(i + 1)) assert.ok(!hits(box, other.chosen.box, GAP), `seed ${seed}: ${slug} overlaps ${other.slug}`);
      for (const pin of pins) if (pin.slug !== slug && !pin.hidden) assert.ok(!hits(box, pin.box, 1), `seed ${seed}: ${slug} hides ${pin.slug}`);
    }
  }
});

test('the most important label is always placed if the map has room for it', () => {
  for (let seed = 1; seed <= 60; seed++) {
    const { pins, items, shown } = placed(seed, 40), [first] = items;
    const taken = pins.map(pin => ({ ...pin, hidden: false }));
    if (first.options.some(({ box, line }) => isFree(SIZE, box, taken, first, line))) assert.ok(shown.includes(first), `seed ${seed}`);
  }
});

test('a label never removes an earlier one', () => {
  const { shown, placement } = placed(7, 40);
  assert.equal(placement.boxes().length, shown.length);
  assert.ok(shown.every(({ chosen }) => chosen));
});

test('the first free position is taken', () => {
  const placement = labelPlacement(SIZE, [{ box: [110, 90, 160, 110], slug: 'pin' }]), item = { slug: 'a', options: near(100, 100) };
  assert.ok(placement.place(item));
  assert.equal(item.chosen, item.options[1]);
});

test('an earlier label moves if another one has no other position', () => {
  const placement = labelPlacement(SIZE, []), a = { slug: 'a', options: near(100, 100) }, b = { slug: 'b', options: near(100, 100).slice(0, 1) };
  assert.ok(placement.place(a));
  assert.ok(placement.place(b));
  assert.equal(b.chosen, b.options[0]);
  assert.equal(a.chosen, a.options[1]);
});

test('only early and strong labels move others far from their pins', () => {
  const place = more => {
    const placement = labelPlacement(SIZE, []), a = { slug: 'a', options: [near(100, 100)[0], ...far(100, 100).slice(1)] };
    const b = { slug: 'b', options: near(100, 100).slice(0, 1), ...more };
    assert.ok(placement.place(a));
    return placement.place(b);
  };
  assert.ok(!place({}));
  assert.ok(place({ early: true }));
});

test('a label that cannot move keeps its position', () => {
  const placement = labelPlacement(SIZE, []), one = () => ({ options: near(100, 100).slice(0, 1) }), a = one(), b = one();
  assert.ok(placement.place(a));
  assert.ok(!placement.place(b));
  assert.equal(a.chosen, a.options[0]);
  assert.equal(b.chosen, null);
});

test('only strong labels hide weak pins', () => {
  const pin = () => ({ box: [110, 95, 120, 105], slug: 'pin', weak: true }), options = near(100, 100).slice(0, 1);
  const first = pin(), second = pin();
  assert.ok(!labelPlacement(SIZE, [first]).place({ slug: 'a', options }));
  assert.ok(!first.hidden);
  assert.ok(labelPlacement(SIZE, [second]).place({ slug: 'a', strong: true, options }));
  assert.ok(second.hidden);
  assert.ok(!labelPlacement(SIZE, [{ ...pin(), weak: false }]).place({ slug: 'a', strong: true, options }));
});

test('the place of a hidden pin has no label', () => {
  assert.ok(!labelPlacement(SIZE, [{ box: [0, 0, 5, 5], slug: 'a', hidden: true }]).place({ slug: 'a', options: near(100, 100) }));
});

test('lines do not cross labels, pins and other lines', () => {
  const placement = labelPlacement(SIZE, [{ box: [95, 40, 105, 50], slug: 'pin' }]);
  const through = { slug: 'a', options: [{ far: true, box: [80, 10, 120, 22], line: [100, 100, 100, 22] }] };
  assert.ok(!placement.place(through));
  const first = { slug: 'b', options: [{ far: true, box: [200, 10, 240, 22], line: [200, 100, 220, 22] }] };
  const crossing = { slug: 'c', options: [{ far: true, box: [150, 60, 180, 72], line: [250, 60, 180, 66] }] };
  assert.ok(placement.place(first));
  assert.ok(!placement.place(crossing));
  assert.equal(placement.lines().length, Math.ceil(Math.hypot(20, 78) / 6));
});

test('a label is replaced only by one for which there is room', () => {
  const placement = labelPlacement(SIZE, []), a = { slug: 'a', options: near(100, 100).slice(0, 1) }, b = { slug: 'b', options: near(150, 140).slice(0, 1) };
  placement.place(a);
  placement.place(b);
  assert.ok(!placement.swap(a, { slug: 'a', options: [{ box: [90, 90, 200, 150] }] }));
  assert.equal(a.chosen, a.options[0]);
  const wide = { slug: 'a', options: [{ box: [108, 90, 200, 110] }] };
  assert.ok(placement.swap(a, wide));
  assert.equal(a.chosen, null);
  assert.deepEqual(plain(placement.boxes()), [b.chosen.box, wide.chosen.box]);
});

test('boxes are too near if the gap between them is smaller than wanted', () => {
  assert.ok(!hits([0, 0, 10, 10], [14, 0, 20, 10], 4));
  assert.ok(hits([0, 0, 10, 10], [13, 0, 20, 10], 4));
  assert.ok(!hits([0, 0, 10, 10], [0, 14, 10, 20], 4));
  assert.ok(hits([0, 13, 10, 20], [0, 0, 10, 10], 4));
});
