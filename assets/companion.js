/* The loader of a guided post: a blog post includes it, and the post's text drives the map in `<iframe class="storymap-companion">`.
 *
 * It sends the text of the post to the map. The map answers with the positions of its passages in this text; docs/reference/frame-messages.md lists
 * the messages. If a post has several maps, each belongs to the text that follows it; the first map also belongs to the text before it.
 * Attributes of the frame: data-post (selector of the post), data-marks="off" (does not mark the places in the post),
 * data-beside="off" (the map is always above the text), data-top (height in pixels of a header that stays at the top of the
 * window, if it is not found by its position, fixed or sticky).
 *
 * The code must not contain "less than" signs, because WordPress treats them as tags in a script inside a post. The delivered file is
 * limited to 2,700 bytes gzipped, so the functions that share the state of one map stay in one function.
 */
(() => {
  const doc = document, page = doc.scrollingElement, win = window, maps = new Map();
  const frames = 'iframe.storymap-companion', broad = 'img,video,iframe,canvas,svg,table,pre,figcaption';
  const box = thing => thing.getBoundingClientRect();

  /** The text nodes of the post between this map and the next one, and the block elements among them, which count as a space. If
   *  this is the first map, the text nodes before it are included. */
  function nodes(root, frame) {
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

  /** The range from text[start] to text[end], where `text` is that of the nodes. */
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

  /** The elements at a point of the window except maps, the topmost first. */
  const at = (across, down) => doc.elementsFromPoint(across, down).filter(thing => !maps.has(thing));

  function companion(frame) {
    const holder = frame.parentElement, look = frame.style.cssText, { post, marks, beside, top } = frame.dataset;
    const marked = [];
    let side = null, root = null, found = null, current = null, night = null, later = 0, line = 0, asked, text;

    const say = (type, more) => frame.contentWindow?.postMessage({ type: 'storymap:' + type, v: 1, ...more }, '*');

    const read = () => nodes(root, frame).map(({ data }) => data || ' ').join('');

    function hello() {
      root = post && doc.querySelector(post) || frame.closest('article,main') || doc.body;
      say('hello', { text: text = read() });
      soon();
    }

    /** Makes the name of a place a button that shows it on the map; not inside links and buttons of the post. */
    function mark(id, place, range) {
      const node = range.startContainer, span = doc.createElement('span');
      if (node !== range.endContainer || !node.data || node.parentElement.closest('a,button,label,summary,pre')) return;
      span.tabIndex = 0;
      span.role = 'button';
      span.style.cssText = 'all:unset;outline:revert;cursor:pointer;border-bottom:1px dotted';
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
      let list = nodes(root, frame);
      // Places are marked from the last to the first, because a mark changes the nodes after it
      if (marks !== 'off') {
        const places = steps.flatMap(({ id, places }) => places.map(place => [id, ...place])).sort((a, b) => b[1] - a[1]);
        for (const [id, start, end, place] of places) mark(id, place, range(list, start, end));
      }
      list = nodes(root, frame);
      found = steps.map(({ id, quote: { start, end } }) => ({ id, start, range: range(list, start, end) })).sort((a, b) => a.start - b.start);
      current = side = null;
      if (!found[0]) release();
      soon();
    }

    /** Places the map on the right of the text if there is space, otherwise above it. This is decided before the map answers and does
     *  not change afterwards, so that the text does not move. */
    function place() {
      const { top: y, left, right, width, bottom } = box(holder), wide = page.clientWidth, tall = page.clientHeight;
      const room = wide - right - 32, phone = 768 > wide, last = found ? box(found.at(-1).range).bottom : 1 / 0;
      const undecided = side === null && tall > y && (found || 2 > maps.size);
      if (undecided) {
        // the map may be where images of the post are, because they may cover it
        side = room > 320 && beside !== 'off' && (2 > maps.size || last - bottom > tall) && [.1, .5, .9].every(part =>
          at(right + 16 + room * part, Math.min(tall - 9, Math.max(9, y + 40))).find(thing => !thing.closest(broad + ',figure'))?.contains(holder));
      }
      const header = at(left + 9, 20).map(thing => /fixed|sticky/.test(getComputedStyle(thing).position) && !thing.contains(holder) && box(thing).bottom)
        .find(low => low && tall / 4 > low);
      const gap = (+top || header || 0) + 16 * side, height = side ? tall - gap - 16 : Math.min(tall * .42, 480), stays = !side && (y >= gap || !found);
      line = side ? tall * .45 : gap + height + (tall - gap - height) * .35;
      // This reserves space for the map while it is fixed. Otherwise, the text would move, and the browser would scroll to compensate.
      holder.style.paddingTop = side || stays ? 0 : height + 'px';
      // if the browser scrolls to an element (a link target or the focus), the map must not cover this element
      page.style.scrollPaddingTop = side ? '' : gap + height + 'px';
      frame.style.cssText = `border:0;margin:0;display:block;height:${height}px;width:` + (stays ? '100%;position:static' : `${side ? Math.min(room, 1100) : phone ? wide : width}px;position:fixed;z-index:9;top:0;left:0`);
      if (stays) return;
      // the map stays beside the last words until they have been read, but does not extend below the post
      const end = Math.min(box(root).bottom, last + (side && 2 > maps.size ? tall / 2 : 0));
      const real = box(frame), x = side ? right + 16 : phone ? 0 : left, first = Math.max(y, Math.min(gap, end - height));
      frame.style.transform = `translate(${x - real.left}px,${first - real.top}px)`;
      if (!side) return;
      if (undecided && real.top) {
        // Inside a transformed element, "fixed" is not relative to the window. Therefore the map is above the text, and this
        // script moves it.
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
      // If the reader jumps to text after a frame with lazy loading, the browser does not load the frame. It is loaded here.
      if (0 > box(holder).top && box(root).bottom > 0) frame.loading = 'eager';
      if (found && !found[0]) return;
      place();
      if (!found) return;
      const { scrollY } = win, rest = page.scrollHeight - page.clientHeight - scrollY;
      const passed = found.filter(({ range }) => Math.max(line, page.clientHeight - rest) >= box(range).top).pop();
      const id = passed && scrollY > 8 ? passed.id : '', dark = /\d+/.exec(getComputedStyle(holder).color) > 127;
      if (id !== current || dark !== night) say('goto', { id: current = id, dark: night = dark });
    }

    function soon() {
      asked = asked || requestAnimationFrame(tick);
    }

    // if a script of the blog changes the page, the frame may be removed or the text may be different
    const watcher = new MutationObserver(() => {
      clearTimeout(later);
      later = setTimeout(() => {
        if (root && (!root.isConnected || text !== read())) hello();
        soon();
      }, 200);
    });
    watcher.observe(doc.body, { childList: true, subtree: true, characterData: true });
    const off = new AbortController(), options = { capture: true, signal: off.signal };
    // a header may hide while the reader scrolls; its height is measured after its transition
    addEventListener('scroll', soon, options);
    addEventListener('transitionend', soon, options);
    addEventListener('beforeprint', release, options);
    addEventListener('afterprint', soon, options);
    addEventListener('resize', () => { side = null; soon(); }, options);

    function release() {
      frame.style.cssText = look;
      holder.style.paddingTop = page.style.scrollPaddingTop = '';
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
      if (goal) scrollBy({ top: box(goal.range).top - line + 4, behavior: 'instant' });
    };
  }

  function hear({ source, data }) {
    for (const frame of doc.querySelectorAll(frames)) {
      if (source ? frame.contentWindow !== source || data?.v !== 1 : maps.has(frame)) continue;
      if (!maps.has(frame)) maps.set(frame, companion(frame));
      maps.get(frame)(data);
    }
  }

  // The map also sends a hello message, because either the map or this script may be loaded first
  if (!win.storymapCompanion) addEventListener('message', win.storymapCompanion = hear);
  win.storymapCompanion({ data: { type: 'storymap:hello' } });
})();
