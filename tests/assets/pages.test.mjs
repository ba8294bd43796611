import assert from 'node:assert/strict';
import test from 'node:test';
import { load, plain, random } from './load.mjs';

test('the last number that is not greater is found', () => {
  const { last } = load(['atlas-data'], { document: {} }), next = random(2);
  assert.deepEqual([0, 1, 2, 9, 10, 11].map(value => last([1, 2, 2, 10], value)), [-1, 0, 2, 2, 3, 3]);
  assert.equal(last([], 1), -1);
  for (let i = 0; i < 50; i++) {
    const list = Array.from({ length: i }, () => Math.floor(next() * 30)).sort((a, b) => a - b), value = Math.floor(next() * 30);
    assert.equal(last(list, value), list.filter(one => one <= value).length - 1);
  }
});

test('passages of an atlas belong to their places', () => {
  const { places } = load(['atlas-data'], { document: {} });
  const all = places({ names: ['Lima', 'Oslo', 'Crimea'], passages: [2, 1, 3], disputed: [2], where: ['', 'Norway', ''], countries: ['Peru'], country: [0, 0, 0], lat: [-12046, 59913, 45000], lon: [-77043, 10752, 34000] });
  assert.deepEqual([0, 1, 2].map(i => plain(all.passages(i))), [[0, 2], [2, 3], [3, 6]]);
  assert.deepEqual([0, 1, 2, 3, 5].map(all.placeOf), [0, 0, 1, 2, 2]);
  assert.deepEqual([0, 1, 2].map(all.where), ['Peru', 'Norway', 'disputed']);
  assert.deepEqual(plain(all.position(0)), [-12.046, -77.043]);
});

test('other names than those of the files of an atlas are not loaded', async () => {
  const { load: file } = load(['atlas-data'], { document: {} });
  for (const name of ['../x', 'https://example.org/x', 'passages-1/../x', '']) await assert.rejects(file(name), /unknown file/);
});

test('the map follows the last step after a delay, once', t => {
  t.mock.timers.enable({ apis: ['setTimeout'] });
  const { readingPosition } = load(['reading-position'], { setTimeout: globalThis.setTimeout, clearTimeout: globalThis.clearTimeout });
  const steps = [0, 1, 2, 3].map(i => ({ id: 'p' + i, marks: new Set(), setAttribute(name) { this.marks.add(name); }, removeAttribute(name) { this.marks.delete(name); } }));
  const settled = [], rested = [], position = readingPosition(steps, 2, how => settled.push(how), id => rested.push(id));
  position.read(1);
  t.mock.timers.tick(100);
  position.read(2, 'far');
  assert.ok(!position.settled());
  t.mock.timers.tick(139);
  assert.deepEqual(settled, []);
  t.mock.timers.tick(1);
  assert.deepEqual(settled, ['far']);
  assert.ok(position.settled());
  t.mock.timers.tick(760);
  assert.deepEqual(rested, ['p2']);
  assert.deepEqual(steps.map(({ marks }) => marks.size), [0, 0, 1, 0]);
  position.read(2);
  position.settle();
  assert.deepEqual(settled, ['far']);
  position.read(3);      // below the text
  assert.equal(position.passage, null);
  t.mock.timers.tick(900);
  assert.deepEqual(rested, ['p2', '']);
});
