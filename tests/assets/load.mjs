// Loads scripts of the page into a context of their own, with the object `storymap` that they extend.
import { readFileSync } from 'node:fs';
import vm from 'node:vm';

const FOLDER = new URL('../../assets/', import.meta.url);

/** Runs scripts of assets/ and returns their `storymap`. `globals` are further global names, such as a Path2D for tests. */
export function load(names, globals = {}) {
  const context = vm.createContext({ storymap: {}, console, setTimeout, clearTimeout, ...globals });
  for (const name of names) vm.runInContext(readFileSync(new URL(`${name}.js`, FOLDER), 'utf8'), context, { filename: name });
  return context.storymap;
}

/** Copies a value from another context, so that deepStrictEqual compares only its content. */
export const plain = value => JSON.parse(JSON.stringify(value));

/** A random number generator with a seed (mulberry32), so that each run has the same examples. */
export function random(seed) {
  return () => {
    seed = seed + 0x6D2B79F5 | 0;
    let t = Math.imul(seed ^ seed >>> 15, 1 | seed);
    t = t + Math.imul(t ^ t >>> 7, 61 | t) ^ t;
    return ((t ^ t >>> 14) >>> 0) / 4294967296;
  };
}
