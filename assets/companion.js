/* The loader that a blog post includes: the post's text drives the map in `<iframe class="storymap-companion">`.
 *
 * It tells the map the text of the post and hears where the passages are in it; CONTRIBUTING.md has the messages. Of several maps
 * in a post each leads through the text that follows it, the first one also through what stands above it.
 * Attributes of the frame: data-post (selector of the post), data-marks="off", data-top (pixels under a fixed header).
 */
(() => {
  const doc = document, page = doc.documentElement, win = window, maps = new Map(), frames = 'iframe.storymap-companion';

  function companion(frame) {
    const figure = frame.parentElement, look = frame.style.cssText, { post, marks, top = 0 } = frame.dataset;
    const box = range => range.getBoundingClientRect();
    let root, text, found = [], marked = [], side, current, asked, later, line;

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
    }

    /** From text[start] to text[end] in the nodes that made the text. */
    function range(list, start, end) {
      const range = doc.createRange();
      let at = 0;
      for (const node of list) {
        const size = node.length || 1;
        if (node.data && start >= at && start < at + size) range.setStart(node, start - at);
        if (node.data && end > at && end <= at + size) range.setEnd(node, end - at);
        at += size;
      }
      return range;
    }

    function mark(id, place, range) {
      const node = range.startContainer, span = doc.createElement('span');
      if (node !== range.endContainer || !node.data || node.parentElement.closest('a,button,label,pre')) return;
      span.tabIndex = 0;
      span.role = 'button';
      span.style.cssText = 'all:unset;outline:revert;cursor:pointer;text-decoration:underline dotted;text-underline-offset:.2em';
      span.onfocus = span.onclick = () => say('goto', { id, place });
      span.onkeydown = ({ key }) => key === 'Enter' && span.onclick();
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
      current = null;
      soon();
    }

    /** Beside the text where there is room and nothing else, else above it; it stays there while the post is read. */
    function place() {
      const { top: y, left, right, width } = box(figure), wide = page.clientWidth, tall = win.innerHeight;
      const room = Math.max(wide - right, left), x = wide - right < left ? 16 : right + 16, phone = wide < 768;
      const beside = doc.elementsFromPoint(x + room / 2, Math.min(tall - 9, Math.max(9, y + 40))).find(element => !maps.has(element));
      const end = box(found.at(-1).range).bottom;
      side ??= room > 340 && beside?.contains(figure) && (maps.size < 2 || end - box(figure).bottom > tall);
      const gap = +top + 16 * side, height = side ? tall - gap - 16 : Math.min(tall * .42, 480);
      line = side ? tall * .45 : gap + height + (tall - gap - height) * .35;
      // its place stays as it is while the frame is elsewhere: otherwise the browser, which keeps the text still, scrolls back
      figure.style.paddingTop = side || y >= gap ? 0 : height + 'px';
      frame.style.cssText = `border:0;margin:0;display:block;height:${height}px;` + (side || y < gap
        ? `position:fixed;z-index:9;top:${Math.max(y, Math.min(gap, end - height))}px;left:${side ? x : phone ? 0 : left}px;width:${side ? Math.min(room - 32, 1100) : phone ? wide : width}px`
        : 'position:static;width:100%');
    }

    function tick() {
      asked = 0;
      if (!frame.isConnected) return stop();
      if (!found.length) return release();
      place();
      const { innerHeight, scrollY } = win, rest = page.scrollHeight - innerHeight - scrollY;
      const passed = found.filter(({ range }) => box(range).top <= Math.max(line, innerHeight - rest)).pop();
      const id = passed && scrollY > 8 ? passed.id : '';
      if (id !== current) say('goto', { id: current = id });
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
    win.addEventListener('resize', () => { side = null; soon(); }, options);

    function release() {
      frame.style.cssText = look;
      figure.style.paddingTop = 0;
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
      const goal = type === 'storymap:at' && asked && found.find(step => step.id === id);
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
