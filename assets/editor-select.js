/* The words that are selected or clicked in the page, as spans of the article. */
import { offsets } from '/editor-text.js';
import { t } from '/editor-dom.js';

const LONGEST = 200;         // maximum number of characters; the server does not accept longer names

function spanOf(state, at) {
  const about = state.passages.find(passage => passage.id === at.passage);
  return about ? { passage: at.passage, at: at.at, to: at.to, start: about.start + at.at, end: about.start + at.to } : null;
}

/** Returns the span of the shortest mention that contains an element of the page, or undefined. */
export function mentionAt(page, state, element) {
  const place = element instanceof page.window.Element && element.closest('[data-place]');
  if (!place) return undefined;
  const range = page.document.createRange();
  range.selectNodeContents(place);
  const here = offsets(page.document, range);
  if (!here) return undefined;
  const holding = state.decisions.flatMap(decision => decision.spans).filter(at => at.passage === here.passage && at.at <= here.at && here.to <= at.to);
  return holding.sort((a, b) => (a.to - a.at) - (b.to - b.at))[0];
}

/** Returns the span of the words that are selected in the text, or null. */
export function selectedSpan(page, state) {
  const selection = page.ready && page.document.getSelection();
  if (!selection || selection.isCollapsed || !selection.rangeCount || !state) return null;
  const here = offsets(page.document, selection.getRangeAt(0));
  return here && here.to - here.at <= LONGEST ? spanOf(state, here) : null;
}

/** Removes the button of `offer`. */
export function withdraw(page) {
  const add = page.document.querySelector('.edit-add');
  if (add) add.remove();
}

/** Shows a button beside the selected words that opens them as a place. Selecting words to copy them opens nothing. */
export function offer(page, span, open) {
  withdraw(page);
  if (!span) return;
  const add = page.document.createElement('button'), box = page.document.getSelection().getRangeAt(0).getBoundingClientRect();
  add.type = 'button';
  add.className = 'edit-add';
  add.textContent = t('add_place');
  add.addEventListener('mousedown', event => event.preventDefault());       // otherwise the selection would be lost
  add.addEventListener('click', () => open(span));
  page.document.body.append(add);
  add.style.left = `${Math.max(8, Math.min(box.left, page.window.innerWidth - add.offsetWidth - 8)) + page.window.scrollX}px`;
  add.style.top = `${box.bottom + 6 + page.window.scrollY}px`;
}
