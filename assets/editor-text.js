/* Where words stand in the page, told as the server tells it: passage, and code points into its text. Knows nothing of the inspector.
 *
 *   offsets(document, range) -> { passage, at, to } of the text that a range covers, or null when it is none of the article's
 *   rangeOf(document, span)  -> Range of a span of the server
 */

/** The text nodes of a passage that are the article's own: not the editor's title, no captions. */
function nodes(step) {
  const walker = step.ownerDocument.createTreeWalker(step, NodeFilter.SHOW_TEXT), found = [];
  const title = step.querySelector('.scene-title');
  let skip = title ? 1 : 0;          // the space after the title
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    if (node.parentElement.closest('.scene-title, figure')) continue;
    found.push({ node, from: skip });
    skip = 0;
  }
  return found;
}

const length = text => [...text].length;

/** UTF-16 units of the first `number` code points. */
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

/** Code points of a passage before a point of the document. */
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
