import assert from 'node:assert/strict';
import test from 'node:test';
import { load, plain, random } from './load.mjs';

const { matchPassages } = load(['match-passages']);
const PASSAGES = [
  'The ferry left Otaru at dawn, and the sea was calm.',
  'Near Wakkanai the wind rose; nobody on board was worried.',
  'In Sapporo, meanwhile, the “Northern Line” stood still for an hour.'
];
const stepsOf = texts => texts.map((exact, i) => ({ id: 'p' + i, quote: { exact }, places: [] }));
const found = (texts, text) => plain(matchPassages(stepsOf(texts), text)).map(({ id, start, end }) => [id, text.slice(start, end)]);

test('all passages are found in their own text', () => {
  const text = PASSAGES.join('\n\n');
  assert.deepEqual(found(PASSAGES, text).map(([id]) => id), ['p0', 'p1', 'p2']);
  for (const [i, [, part]] of found(PASSAGES, text).entries()) assert.ok(PASSAGES[i].startsWith(part) && part.length > PASSAGES[i].length - 3);
});

test('quotes, spaces and case do not matter', () => {
  const text = PASSAGES.join('  \n').toUpperCase().replace(/[“”]/g, '"').replace(/ /g, '\u00A0');
  assert.equal(found(PASSAGES, text).length, 3);
});

test('text between passages does not belong to them', () => {
  const text = PASSAGES.join(' Advertisement: buy two boats, get one free today! ');
  for (const [, part] of found(PASSAGES, text)) assert.doesNotMatch(part, /Advertisement|free/);
});

test('a passage with some other words is found, and one with other words is not', () => {
  const text = [PASSAGES[0].replace('dawn', 'six'), 'Something else was written here by another author, and it was long.', PASSAGES[2]].join(' ');
  assert.deepEqual(found(PASSAGES, text).map(([id]) => id), ['p0', 'p2']);
});

test('nothing is found in an empty or another text', () => {
  assert.deepEqual(found(PASSAGES, ''), []);
  assert.deepEqual(found(PASSAGES, 'Zebras graze quietly.'), []);
  assert.deepEqual(found([], PASSAGES[0]), []);
});

test('a repeated passage is found where it occurs first', () => {
  const text = `${PASSAGES[0]} Rain. ${PASSAGES[0]}`;
  const [{ start }] = plain(matchPassages(stepsOf(PASSAGES.slice(0, 1)), text));
  assert.equal(start, 0);
});

test('places have offsets of the other text', () => {
  const at = PASSAGES[0].indexOf('Otaru'), steps = [{ id: 'p0', quote: { exact: PASSAGES[0] }, places: [[at, at + 5, 'otaru']] }];
  const text = `Photo: an agency. ${PASSAGES[0]}`, [{ places }] = plain(matchPassages(steps, text));
  assert.deepEqual(places.map(([start, end, slug]) => [text.slice(start, end), slug]), [['Otaru', 'otaru']]);
});

test('passages are in order and do not overlap after random edits', () => {
  const next = random(5), words = 'north of the strait lies an island calm Georgia wind ferry harbour rain coast'.split(' ');
  for (let i = 0; i < 40; i++) {
    const texts = Array.from({ length: 6 }, () => Array.from({ length: 6 + Math.floor(next() * 12) }, () => words[Math.floor(next() * words.length)]).join(' '));
    const text = texts.map(one => one.split(' ').filter(() => next() < .9).join(' ')).join('. ');
    const rows = plain(matchPassages(stepsOf(texts), text));
    for (const { start, end } of rows) assert.ok(0 <= start && start < end && end <= text.length);
    for (let k = 1; k < rows.length; k++) assert.ok(rows[k - 1].start <= rows[k].start);
  }
});
