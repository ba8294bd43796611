/* The loader that a blog post includes: the post's text drives the map in `<iframe class="storymap-companion">`.
 *
 * It tells the map the text of the post and hears where the passages are in it; CONTRIBUTING.md has the messages. Of several maps
 * in a post each leads through the text that follows it, the first one also through what stands above it.
 * Attributes of the frame: data-post (selector of the post), data-marks="off", data-beside="off" (always above the text),
 * data-top (pixels under a header, if it is not found to be fixed or sticky).
 *
 * No "less than" in here: WordPress takes it for a tag in a script that stands in a post.
 */
(() => {
  const doc = document, page = doc.scrollingElement, win = window, maps = new Map();
  const frames = 'iframe.storymap-companion', broad = 'img,video,iframe,canvas,svg,table,pre,figcaption';

  function companion(frame) {
    const figure = frame.parentElement, look = frame.style.cssText, { post, marks, beside, top } = frame.dataset;
    const box = thing => thing.getBoundingClientRect();
    let root, text, current, night, asked, later, line, found, side = null, marked = [];

    const say = (type, more) => frame.contentWindow?.postMessage({ type: 'storymap:' + type, v: 1, ...more }, '*');

    /** The text nodes from this map (or the post's start) to the next, and between them the elements that begin a block: those count as a space. */
    function nodes() {
      const walker = doc.createTreeWalker(root, 5), list = [];
      for (let node, own, other; (node = walker.nextNode());) {
        if (node.matches?.(frames)) {
          if (own) break;
          if (other) list.length = 0;
          own = node === frame;
          other = 1;
        } else if (node.matches ? !node.matches('a,b,em,i,span,strong') : node.data && !node.parentElement.closest('script,style,noscript,textarea,.storymap')) list.push(node);
      }
      return list;
    }

    const read = () => nodes().map(({ data }) => data || ' ').join('');

    function hello() {
      root = post && doc.querySelector(post) || frame.closest('article,main') || doc.body;
      say('hello', { text: text = read() });
      soon();
    }

    /** From text[start] to text[end] in the nodes that made the text. */
    function range(list, start, end) {
      const range = doc.createRange();
      for (const node of list) {
        const { length } = node.data || ' ';
        if (node.data && start >= 0 && length > start) range.setStart(node, start);
        if (node.data && end > 0 && length >= end) range.setEnd(node, end);
        start -= length;
        end -= length;
      }
      return range;
    }

    /** Makes a place's name show it; what is a link or a button of the post stays only that. */
    function mark(id, place, range) {
      const node = range.startContainer, span = doc.createElement('span');
      if (node !== range.endContainer || !node.data || node.parentElement.closest('a,button,label,summary,pre')) return;
      span.tabIndex = 0;
      span.role = 'button';
      span.style.cssText = 'all:unset;outline:revert;cursor:pointer;text-decoration:underline dotted;text-underline-offset:.2em';
      span.onfocus = span.onclick = () => say('goto', { id, place });
      span.onkeydown = ({ key }) => key !== 'Enter' && key !== ' ' || !!span.onclick();
      range.surroundContents(span);
      marked.push(span);
    }

    function unmark() {
      for (const span of marked.splice(0)) span.replaceWith(...span.childNodes);
    }

    function match(steps) {
      if (text !== read()) return hello();
      unmark();
      let list = nodes();
      // from the last to the first: what comes before stays as it was
      if (marks !== 'off') {
        const places = steps.flatMap(({ id, places }) => places.map(place => [id, ...place])).sort((a, b) => b[1] - a[1]);
        for (const [id, start, end, place] of places) mark(id, place, range(list, start, end));
      }
      list = nodes();
      found = steps.map(({ id, quote: { start, end } }) => ({ id, start, range: range(list, start, end) })).sort((a, b) => a.start - b.start);
      current = side = null;
      if (!found[0]) release();
      soon();
    }

    /** What is at a point of the window, the uppermost first, without maps. */
    const at = (across, down) => doc.elementsFromPoint(across, down).filter(thing => !maps.has(thing));

    /** On the right of the text where there is room and nothing else, else above it; it stays there while the post is read.
     *  It is there before the map has answered, so that the text need not move once more. */
    function place() {
      const { top: y, left, right, width, bottom } = box(figure), wide = page.clientWidth, tall = page.clientHeight;
      const room = wide - right - 32, phone = 768 > wide, last = found ? box(found.at(-1).range).bottom : 1 / 0;
      const undecided = side === null && tall > y && (found || 2 > maps.size);
      if (undecided) {
        // the post's own pictures may be there, and pass over the map
        side = room > 320 && beside !== 'off' && (2 > maps.size || last - bottom > tall) && [.1, .5, .9].every(part =>
          at(right + 16 + room * part, Math.min(tall - 9, Math.max(9, y + 40))).find(thing => !thing.closest(broad + ',figure'))?.contains(figure));
      }
      const header = at(left + 9, 20).map(thing => /fixed|sticky/.test(win.getComputedStyle(thing).position) && !thing.contains(figure) && box(thing).bottom)
        .find(low => low && tall / 4 > low);
      const gap = (+top || header || 0) + 16 * side, height = side ? tall - gap - 16 : Math.min(tall * .42, 480), stays = !side && (y >= gap || !found);
      line = side ? tall * .45 : gap + height + (tall - gap - height) * .35;
      // its place stays as it is while the frame is elsewhere: otherwise the browser, which keeps the text still, scrolls back
      figure.style.paddingTop = side || stays ? 0 : height + 'px';
      // what is jumped to or focused does not end under the map
      page.style.scrollPaddingTop = side ? '' : gap + height + 'px';
      frame.style.cssText = `border:0;margin:0;display:block;height:${height}px;width:` + (stays ? '100%;position:static' : `${side ? Math.min(room, 1100) : phone ? wide : width}px;position:fixed;z-index:9;top:0;left:0`);
      if (stays) return;
      // beside the last words it stays until they have been read, but not below the post
      const end = Math.min(box(root).bottom, last + (side && 2 > maps.size ? tall / 2 : 0));
      const real = box(frame), x = side ? right + 16 : phone ? 0 : left, first = Math.max(y, Math.min(gap, end - height));
      frame.style.transform = `translate(${x - real.left}px,${first - real.top}px)`;
      if (!side) return;
      if (undecided && real.top) {
        // inside of a transformed element nothing is fixed to the window: there the map is moved by script, above the text
        side = false;
        soon();
      }
      const holes = [...root.querySelectorAll(broad)].map(thing => [thing, box(thing)])
        .filter(([thing, { top, bottom }]) => at(x + 9, (Math.max(top, 0) + Math.min(bottom, tall)) / 2).some(hit => thing.contains(hit)) && !thing.parentElement.closest(broad))
        .map(([, { top, bottom }]) => `0 0,0 ${top - first}px,100% ${top - first}px,100% ${bottom - first}px,0 ${bottom - first}px`);
      if (holes[0]) frame.style.clipPath = `polygon(evenodd,0 0,100% 0,100% 100%,0 100%,${holes})`;
    }

    function tick() {
      asked = 0;
      if (!frame.isConnected) return stop();
      // lazy, and the reader has jumped over it into the text
      if (0 > box(figure).top && box(root).bottom > 0) frame.loading = 'eager';
      if (found && !found[0]) return;
      place();
      if (!found) return;
      const { scrollY } = win, rest = page.scrollHeight - page.clientHeight - scrollY;
      const passed = found.filter(({ range }) => Math.max(line, page.clientHeight - rest) >= box(range).top).pop();
      const id = passed && scrollY > 8 ? passed.id : '', dark = /\d+/.exec(win.getComputedStyle(figure).color) > 127;
      if (id !== current || dark !== night) say('goto', { id: current = id, dark: night = dark });
    }

    function soon() {
      asked = asked || win.requestAnimationFrame(tick);
    }

    /** The host has changed its page: our frame is gone, or the post is another. */
    const watcher = new MutationObserver(() => {
      win.clearTimeout(later);
      later = win.setTimeout(() => {
        if (root && (!root.isConnected || text !== read())) hello();
        soon();
      }, 200);
    });
    watcher.observe(doc.body, { childList: true, subtree: true, characterData: true });
    const off = new AbortController(), options = { capture: true, signal: off.signal };
    win.addEventListener('scroll', soon, options);
    win.addEventListener('beforeprint', release, options);
    win.addEventListener('afterprint', soon, options);
    win.addEventListener('resize', () => { side = null; soon(); }, options);

    function release() {
      frame.style.cssText = look;
      figure.style.paddingTop = page.style.scrollPaddingTop = '';
    }

    function stop() {
      maps.delete(frame);
      watcher.disconnect();
      off.abort();
      unmark();
      release();
    }

    return ({ type, steps, id, asked }) => {
      if (type === 'storymap:hello') hello();
      if (type === 'storymap:steps' && Array.isArray(steps) && text != null) match(steps.filter(step => step?.quote && step.places?.every(Array.isArray)));
      const goal = type === 'storymap:at' && asked && found?.find(step => step.id === id);
      if (goal) win.scrollBy({ top: box(goal.range).top - line + 4, behavior: 'instant' });
    };
  }

  function hear({ source, data }) {
    for (const frame of doc.querySelectorAll(frames)) {
      if (source ? frame.contentWindow !== source || data?.v !== 1 : maps.has(frame)) continue;
      if (!maps.has(frame)) maps.set(frame, companion(frame));
      maps.get(frame)(data);
    }
  }

  // whichever of map and loader is ready first, the other one is greeted
  if (!win.storymapCompanion) win.addEventListener('message', win.storymapCompanion = hear);
  win.storymapCompanion({ data: { type: 'storymap:hello' } });
})();
