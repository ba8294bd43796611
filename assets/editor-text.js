/* Converts between ranges of the page and spans of the server: a passage and offsets into its text, in code points.
 *
 *   offsets(document, range) -> { passage, at, to, words } of the text in a range, or null outside the article
 *   rangeOf(document, span)  -> the Range of a span, or null
 */

/** The text nodes of a passage without scene title and captions, each with the offset at which its text begins. */
function nodes(step) {
  const walker = step.ownerDocument.createTreeWalker(step, NodeFilter.SHOW_TEXT), found = [];
  const title = step.querySelector('.scene-title');
  let skip = title ? 1 : 0;          // number of characters to skip: the space after the title
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    if (node.parentElement.closest('.scene-title, figure')) continue;
    found.push({ node, from: skip });
    skip = 0;
  }
  return found;
}

const length = text => [...text].length;

/** Length in UTF-16 units of the first `number` code points. */
function units(text, number) {
  let at = 0;
  for (const character of text) {
    if (number-- <= 0) break;
    at += character.length;
  }
  return at;
}

function passageOf(node) {
  const element = node.nodeType === Node.TEXT_NODE ? node.parentElement : node;
  return element && element.closest('.step, h1[id]');
}

/** Number of code points of a passage before a boundary point of the document. */
function before(step, container, offset) {
  let sum = 0;
  for (const { node, from } of nodes(step)) {
    if (node === container) return sum + length(node.data.slice(from, Math.max(from, offset)));
    const range = node.ownerDocument.createRange();
    range.selectNodeContents(node);
    if (range.comparePoint(container, offset) <= 0) return sum;
    sum += length(node.data.slice(from));
  }
  return sum;
}

export function offsets(document, range) {
  const step = passageOf(range.startContainer);
  if (!step || !step.contains(range.endContainer)) return null;
  let at = before(step, range.startContainer, range.startOffset), to = before(step, range.endContainer, range.endOffset);
  const text = [...nodes(step).map(({ node, from }) => node.data.slice(from)).join('')];
  while (at < to && !text[at].trim()) at++;
  while (to > at && !text[to - 1].trim()) to--;
  return to > at ? { passage: step.id, at, to, words: text.slice(at, to).join('') } : null;
}

export function rangeOf(document, span) {
  const step = document.getElementById(span.passage);
  if (!step) return null;
  const range = document.createRange();
  let sum = 0, begun = false;
  for (const { node, from } of nodes(step)) {
    const text = node.data.slice(from), size = length(text);
    if (!begun && span.at < sum + size) { range.setStart(node, from + units(text, span.at - sum)); begun = true; }
    if (begun && span.to <= sum + size) { range.setEnd(node, from + units(text, span.to - sum)); return range; }
    sum += size;
  }
  return null;
}
