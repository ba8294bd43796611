/* Applies changes to the state of the story. The server sends only the changes, because the state of a long article is large.
 *
 *   merged(before, next) -> the whole state; `next` is a whole state, or a difference from `before` (it has the key `since`)
 *   toCheck(state, later) -> the first mentions of the names to check, in the order of the list, without the suggestions in `later`
 */

const LISTS = ['decisions', 'refused', 'suggestions', 'passages'];

export function merged(before, next) {
  if (!next.since) return next;
  const now = { ...next };
  for (const name of LISTS) {
    const { at, drop, rows } = next[name];
    now[name] = [...before[name].slice(0, at), ...rows, ...before[name].slice(at + drop)];
  }
  now.places = { ...before.places, ...next.places.set };
  for (const slug of next.places.drop) delete now.places[slug];
  return now;
}

/** Returns the same mention after a change: at the same offsets, otherwise the same words in the same passage. */
export function sameMention(state, span) {
  const spans = state.decisions.flatMap(decision => decision.spans.map(at => ({ ...at, words: decision.words })));
  return spans.find(at => at.start === span.start && at.end === span.end) || spans.find(at => at.words === span.words && at.passage === span.passage) || span;
}

export function toCheck(state, later) {
  const look = state.decisions.filter(one => one.look), possible = state.suggestions.filter(one => !later.includes(one.words));
  return [...look.filter(one => !one.place), ...possible, ...look.filter(one => one.place)].map(one => one.spans[0]);
}

/** Returns the mention after (by = 1) or before (by = -1) the selected one. The last one is followed by the first one. */
export function nextToCheck(spans, picked, by) {
  const now = picked ? spans.findIndex(span => span.start === picked.start && span.end === picked.end) : -1;
  return spans[now < 0 ? (by > 0 ? 0 : spans.length - 1) : (now + by + spans.length) % spans.length];
}
