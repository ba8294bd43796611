/* Finds the passages of an article in another version of its text, such as a blog post with other quotes and spaces, advertisements and edits.
 *
 *   storymap.matchPassages(steps, text) -> [{ id, start, end, places: [[start, end, slug]] }], those that are found, offsets into `text`
 *     steps  [{ id, quote: { exact }, places: [[start, end, slug]] }] in reading order, offsets into `exact`
 *
 * The texts are compared as words, without case and punctuation. First, sequences of LONGEST words that occur once in each text are
 * paired. Only the longest list of pairs that has the same order in both texts is used (patience diff). Between these pairs,
 * shorter sequences are tried, down to single words.
 * If the text repeats a passage word for word, its first occurrence is used.
 */
(() => {
  'use strict';

  const WORD = /[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}\p{sc=Thai}]|[\p{L}\p{M}\p{N}\u00AD]+/gu;
  const LONGEST = 4;         // number of words in the runs that are tried first
  const ENOUGH = .5;         // minimum share of a passage's words that must be found near each other
  // A word may be away from the middle of its passage by twice the length of the passage plus this many words
  const STRAY = 25;

  function words(text) {
    return [...text.matchAll(WORD)].map(({ 0: word, index }) => ({
      word: word.normalize('NFKC').replace(/\u00AD/g, '').toLowerCase(), start: index, end: index + word.length
    }));
  }

  /** Pairs [i, j] of the starts of runs of `size` words that occur once in a[a0…a1] and once in b[b0…b1]. Of all such pairs, the longest
   *  sequence in the same order in both texts is returned, from last to first. */
  function runs(a, b, [a0, a1, b0, b1], size) {
    const seen = new Map(), tails = [];
    for (const [side, list, from, to] of [[0, a, a0, a1], [1, b, b0, b1]]) {
      for (let i = from; i + size <= to; i++) {
        const key = list.slice(i, i + size).join(' ');
        if (!seen.has(key)) seen.set(key, [[], []]);
        seen.get(key)[side].push(i);
      }
    }
    for (const [here, there] of seen.values()) {
      if (here.length !== 1 || there.length !== 1) continue;
      const i = here[0], j = there[0];
      let low = 0;
      for (let high = tails.length; low < high;) {
        const middle = (low + high) >> 1;
        if (tails[middle].j < j) low = middle + 1; else high = middle;
      }
      tails[low] = { i, j, before: tails[low - 1] };
    }
    const found = [];
    for (let run = tails[tails.length - 1]; run; run = run.before) found.push([run.i, run.j]);
    return found;
  }

  /** Sets pair[i] = j where word i of a is word j of b. */
  function align(a, b, [a0, a1, b0, b1], size, pair) {
    if (!size || a0 >= a1 || b0 >= b1) return;
    const found = runs(a, b, [a0, a1, b0, b1], size);
    for (const [i, j] of found) {
      for (let k = 0; k < size; k++) pair[i + k] = j + k;
      align(a, b, [i + size, a1, j + size, b1], size, pair);
      [a1, b1] = [i, j];
    }
    align(a, b, [a0, a1, b0, b1], found.length ? size : size - 1, pair);
  }

  /** The positions of a passage's words in the other text, without words that are far away from the others. */
  function together(pair, from, to) {
    const at = pair.slice(from, to).filter(j => j >= 0).sort((x, y) => x - y), middle = at[at.length >> 1];
    return at.filter(j => Math.abs(j - middle) < 2 * (to - from) + STRAY);
  }

  storymap.matchPassages = function (steps, text) {
    const other = words(text), b = other.map(({ word }) => word), a = [], pair = [];
    const spans = steps.map(({ quote }) => {
      const own = words(quote.exact), from = a.length;
      for (const { word } of own) a.push(word);
      return { own, from, to: a.length };
    });
    align(a, b, [0, a.length, 0, b.length], LONGEST, pair);
    const whole = ` ${b.join(' ')} `;
    const found = steps.map(({ id, places }, n) => {
      const { own, from, to } = spans[n], enough = Math.max(1, (to - from) * ENOUGH);
      let at = together(pair, from, to);
      if (at.length < enough && to - from > LONGEST) {
        // the passage may have moved, so the whole text is searched
        for (let i = from; i < to; i++) delete pair[i];
        align(a, b, [from, to, 0, b.length], LONGEST - 1, pair);
        at = together(pair, from, to);
      }
      if (at.length < enough) {
        const before = whole.indexOf(` ${own.map(({ word }) => word).join(' ')} `), first = whole.slice(0, before + 1).split(' ').length - 2;
        if (before < 0 || !own.length) return null;
        at = own.map((word, i) => pair[from + i] = first + i);
      }
      const near = new Set(at), kept = [];
      for (const [start, end, slug] of places || []) {
        const inside = own.map((word, i) => word.end > start && word.start < end ? pair[from + i] : -1).filter(j => j !== -1);
        if (inside.length && inside.every((j, k) => near.has(j) && j === inside[0] + k)) kept.push([other[inside[0]].start, other[inside[inside.length - 1]].end, slug]);
      }
      return { id, start: other[at[0]].start, end: other[at[at.length - 1]].end, places: kept };
    });
    return found.filter(Boolean);
  };
})();
