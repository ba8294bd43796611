/* Finds places by name, and passages by their words.
 *
 *   storymap.words(text) -> the words of a text as in the index, see storymap/archive/atlas/shards.py
 *   storymap.findPlaces(places, query) -> the indexes of places whose name has a word that begins with the query
 *   storymap.findPassages(data, query) -> Promise of the sorted numbers of the passages that contain all words of the query. The
 *     last word may also be the beginning of a longer word. null: the words are too short or too frequent to be in the index
 */
(() => {
  'use strict';

  const UNSPACED = /[\u0e00-\u0eff\u3040-\u30ff\u3400-\u9fff]+/g;
  const LEAST = 3;           // minimum number of letters of a word that also matches longer words
  const FILES = 4;           // maximum number of index files that one word may load

  const folded = text => text.normalize('NFKD').replace(/\p{Mn}/gu, '').toLowerCase();

  storymap.words = function (text) {
    const found = [];
    for (const [word] of folded(text).matchAll(/[\p{L}\p{N}]+/gu)) {
      let end = 0;
      for (const part of word.matchAll(UNSPACED)) {
        if (part.index > end) found.push(word.slice(end, part.index));
        end = part.index + part[0].length;
        for (let i = 0; i < Math.max(1, part[0].length - 1); i++) found.push(part[0].slice(i, i + 2));
      }
      if (end < word.length) found.push(word.slice(end));
    }
    return found;
  };

  let names = null;
  storymap.findPlaces = function (places, query) {
    names = names || Array.from({ length: places.size }, (_, i) => ' ' + folded(places.label(i)));
    const wanted = ' ' + folded(query).trim(), found = [];
    for (let i = 0; i < names.length; i++) {
      if (names[i].replace(/[-'’]/g, ' ').includes(wanted)) found.push(i);
    }
    return found;
  };

  async function passagesOf(data, word, beginnings) {
    const found = new Set();
    let file = Math.max(0, storymap.last(data.words, word));
    for (let n = 0; n < FILES && file < data.words.length; n++, file++) {
      const [words, steps] = await storymap.load('words-' + file);
      words.forEach((other, i) => {
        if (!(other === word || beginnings && other.startsWith(word))) return;
        let number = 0;
        for (const step of steps[i]) found.add(number += step);
      });
      const next = data.words[file + 1];
      if (!beginnings || !next || !next.startsWith(word)) break;
    }
    return found;
  }

  storymap.findPassages = async function (data, query) {
    const all = storymap.words(query), last = all[all.length - 1], known = all.filter(word => !data.common.includes(word));
    const usable = known.filter(word => word.length >= LEAST || word !== last || word.search(UNSPACED) === 0);
    if (!usable.length) return null;
    let found = null;
    for (const word of usable) {
      const these = await passagesOf(data, word, word === last && word.length >= LEAST);
      found = found ? new Set([...found].filter(number => these.has(number))) : these;
    }
    return [...found].sort((a, b) => a - b);
  };
})();
