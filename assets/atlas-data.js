/* The places of an atlas, and its other files.
 *
 *   storymap.load(name) -> Promise of the content of NAME.js; each file is loaded once
 *   storymap.loaded(name, content)   called by these files
 *   storymap.places(data) -> the places
 *     .size, .label(i), .where(i)
 *     .passages(i) -> [first, last + 1]: the numbers of the passages of a place
 *     .placeOf(number)
 *     .passage(number) -> Promise of {before, words, after, name, url, published, about}
 *     .details() -> Promise; afterwards .ids and .years(i) are known
 *     .years(i) -> [{year, first, passages, articles}], latest year first; year 0: no date
 *   storymap.last(list, value) -> index of the last element in a sorted list that is not greater than the value, or -1
 */
(() => {
  'use strict';

  const FILE = /^(passages-\d+|words-\d+|map-\d+-\d+-\d+|details)$/;
  const waiting = new Map(), files = new Map();

  storymap.loaded = function (name, content) {
    if (waiting.has(name)) waiting.get(name)(content);
  };

  storymap.load = function (name) {
    if (!FILE.test(name)) return Promise.reject(new Error('unknown file'));
    if (!files.has(name)) {
      files.set(name, new Promise((resolve, reject) => {
        const script = document.createElement('script');
        waiting.set(name, resolve);
        script.charset = 'utf-8';
        script.src = name + '.js';
        // after an error, the next call loads the file again
        script.onerror = () => { files.delete(name); reject(new Error(name + '.js could not be loaded')); };
        script.onload = () => script.remove();
        document.head.append(script);
      }));
    }
    return files.get(name);
  };

  storymap.last = function (list, value) {
    let low = 0, high = list.length;
    while (low < high) {
      const middle = low + high >> 1;
      if (list[middle] <= value) low = middle + 1; else high = middle;
    }
    return low - 1;
  };

  storymap.places = function (data) {
    const starts = [0];
    for (const count of data.passages) starts.push(starts[starts.length - 1] + count);
    const disputed = new Set(data.disputed);
    let runs = null;
    const places = {
      size: data.names.length,
      ids: null,
      articles: data.articles,
      disputed: i => disputed.has(i),
      label: i => data.names[i],
      where: i => disputed.has(i) ? 'disputed' : data.where[i] || data.countries[data.country[i]],
      position: i => [data.lat[i] / 1000, data.lon[i] / 1000],
      passages: i => [starts[i], starts[i + 1]],
      placeOf: number => storymap.last(starts, number),
      async passage(number) {
        const shard = storymap.last(data.first, number), content = await storymap.load('passages-' + shard);
        const [document, before, words, after] = content.passages[number - content.first];
        const [name, url, published] = content.documents[document];
        return { before, words, after, name, url, published, about: content.places[places.placeOf(number)] };
      },
      async details() {
        const content = await storymap.load('details');
        places.ids = content.ids;
        runs = content.runs;
      },
      years(i) {
        const found = [], all = runs[i];
        for (let at = 0, first = starts[i]; at < all.length; first += all[at + 1], at += 3) {
          found.push({ year: all[at], first, passages: all[at + 1], articles: all[at + 2] });
        }
        return found;
      }
    };
    return places;
  };
})();
