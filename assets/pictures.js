/* The pictures of scenes (places.yaml): while such a scene is read, its picture is shown in place of the map.
 *
 *   storymap.pictures(story)
 *
 * The pictures are in the text, each group in an element .lead[data-scene]. This script makes them small and adds a button that
 * shows them large. The large picture has buttons and keys: + and - zoom, arrows move it or turn the gallery, Escape returns to
 * the map. Ctrl and the wheel, or two fingers, zoom; one finger moves a picture that is zoomed. Without Ctrl, the wheel scrolls
 * the page.
 */
(() => {
  'use strict';

  const MOST = 6, STEP = 1.5, PAN = .2;      // highest zoom; zoom factor of one step; share of the view that an arrow key moves

  const make = (tag, className, more) => Object.assign(document.createElement(tag), { className }, more);

  function button(label, text, onclick) {
    const made = make('button', '', { type: 'button', textContent: text });
    made.setAttribute('aria-label', label);
    made.addEventListener('click', onclick);
    return made;
  }

  /** A picture that can be zoomed and moved inside `view`. Its size and position are set with attributes of the style. */
  function zoomable(view, image) {
    const fingers = new Map();
    let zoom = 1, x = 0, y = 0, apart = 0;
    const limit = (value, room) => Math.max(-room, Math.min(room, value));
    function put() {
      const width = image.offsetWidth, height = image.offsetHeight;
      x = limit(x, Math.max(0, (width * zoom - view.clientWidth) / 2));
      y = limit(y, Math.max(0, (height * zoom - view.clientHeight) / 2));
      image.style.transform = `translate(${x}px, ${y}px) scale(${zoom})`;
      view.classList.toggle('zoomed', zoom > 1);
    }
    /** Zooms by a factor; the point (left, top), from the middle of the view, stays where it is. */
    function scale(by, left = 0, top = 0) {
      const next = Math.max(1, Math.min(MOST, zoom * by)), real = next / zoom;
      x = left - (left - x) * real;
      y = top - (top - y) * real;
      zoom = next;
      put();
    }
    const fromMiddle = event => {
      const box = view.getBoundingClientRect();
      return [event.clientX - box.left - box.width / 2, event.clientY - box.top - box.height / 2];
    };
    const distance = () => { const [a, b] = [...fingers.values()]; return b ? Math.hypot(a.clientX - b.clientX, a.clientY - b.clientY) : 0; };
    view.addEventListener('wheel', event => {
      if (!event.ctrlKey && !event.metaKey) return;
      event.preventDefault();
      scale(2 ** (-event.deltaY / 240), ...fromMiddle(event));
    }, { passive: false });
    view.addEventListener('touchmove', event => { if (zoom > 1 || event.touches.length > 1) event.preventDefault(); }, { passive: false });
    view.addEventListener('pointerdown', event => { fingers.set(event.pointerId, event); apart = distance(); });
    view.addEventListener('pointermove', event => {
      const before = fingers.get(event.pointerId);
      if (!before) return;
      fingers.set(event.pointerId, event);
      if (fingers.size > 1) {
        const now = distance();
        if (apart) scale(now / apart, ...fromMiddle(event));
        apart = now;
      } else if (zoom > 1) {
        view.setPointerCapture(event.pointerId);
        x += event.clientX - before.clientX;
        y += event.clientY - before.clientY;
        put();
      }
    });
    for (const type of ['pointerup', 'pointercancel', 'pointerleave']) view.addEventListener(type, event => { fingers.delete(event.pointerId); apart = 0; });
    view.addEventListener('dblclick', event => scale(zoom > 1 ? 1 / MOST : STEP * STEP, ...fromMiddle(event)));
    return {
      scale, zoomed: () => zoom > 1,
      move(dx, dy) { x -= dx * PAN * view.clientWidth; y -= dy * PAN * view.clientHeight; put(); },
      reset() { zoom = 1; x = y = 0; put(); }
    };
  }

  storymap.pictures = function ({ map, data, stage, scenes }) {
    if (storymap.still) return;      // in the static view, text and map are not connected
    const { wording } = data, root = document.documentElement;
    const groups = new Map([...document.querySelectorAll('.lead')].map(lead => [lead.dataset.scene, [...lead.querySelectorAll('figure')].filter(figure => figure.querySelector('img'))]));
    const sceneOf = new Map(data.scenes.flatMap(scene => scene.passages.map(id => [id, scene.passages.find(one => groups.has(one)) || ''])));
    const box = make('section', 'picture', { hidden: true }), view = make('div', 'view', { tabIndex: 0 }), image = make('img', '');
    const caption = make('p', 'about'), tools = make('div', 'tools'), count = make('span', '');
    let shown = [], index = 0, scene = '', closed = '', opener = null;
    const picture = zoomable(view, image);

    function show(at) {
      index = (at + shown.length) % shown.length;
      const figure = shown[index], from = figure.querySelector('img'), words = figure.querySelector('figcaption');
      image.src = from.src;
      image.alt = from.alt;
      caption.replaceChildren(...(words ? [...words.cloneNode(true).childNodes] : []));
      caption.hidden = !words;
      count.textContent = `${index + 1} / ${shown.length}`;
      for (const part of [earlier, count, later]) part.hidden = shown.length < 2;
      picture.reset();
    }

    function open(id, at = 0, from = null) {
      [scene, shown, closed, opener] = [id, groups.get(id), '', from];
      box.hidden = false;
      stage.classList.add('pictured');
      show(at);
    }

    /** Returns to the map. The picture stays closed until another scene is read. */
    function close() {
      if (box.hidden) return false;
      const inside = box.contains(document.activeElement);
      box.hidden = true;
      stage.classList.remove('pictured');
      closed = scene;
      map.invalidateSize({ pan: false });
      if (inside) (opener && opener.isConnected ? opener : map.getContainer()).focus({ preventScroll: true });
      return true;
    }

    function follow() {
      const { passage } = scenes.position, id = passage ? sceneOf.get(passage.id) || '' : '';
      if (id === scene) { if (id && box.hidden && closed !== id) open(id); return; }
      const wanted = groups.get(id) || [];
      if (wanted.length) open(id);
      else { close(); scene = id; closed = ''; }
    }

    const earlier = button(wording.picture_earlier, '‹', () => show(index - 1)), later = button(wording.picture_later, '›', () => show(index + 1));
    const toMap = button(wording.picture_map, '×', close);
    tools.append(earlier, count, later, button(wording.zoom_out, '−', () => picture.scale(1 / STEP)), button(wording.zoom_in, '+', () => picture.scale(STEP)), toMap);
    box.setAttribute('aria-label', wording.picture);
    view.setAttribute('role', 'group');
    view.setAttribute('aria-label', wording.picture_keys);
    view.append(image);
    box.append(view, caption, tools);
    stage.querySelector('#map').after(box);

    const KEYS = {
      '+': () => picture.scale(STEP), '=': () => picture.scale(STEP), '-': () => picture.scale(1 / STEP), '0': () => picture.reset(),
      ArrowUp: () => picture.move(0, -1), ArrowDown: () => picture.move(0, 1),
      ArrowLeft: () => (picture.zoomed() ? picture.move(-1, 0) : show(index - 1)), ArrowRight: () => (picture.zoomed() ? picture.move(1, 0) : show(index + 1))
    };
    view.addEventListener('keydown', event => {
      if (!KEYS[event.key] || event.ctrlKey || event.metaKey || event.altKey) return;
      if (/^Arrow(Up|Down)$/.test(event.key) && !picture.zoomed()) return;     // this key scrolls the page
      event.preventDefault();
      KEYS[event.key]();
    });
    box.addEventListener('keydown', event => { if (event.key === 'Escape' && close()) event.stopPropagation(); });
    for (const [id, figures] of groups) {
      figures.forEach((figure, at) => {
        const from = figure.querySelector('img'), enlarge = button(`${wording.picture_show}: ${from.alt}`, '', () => { open(id, at, enlarge); view.focus({ preventScroll: true }); });
        if (figure.querySelector('a img')) return;      // this image is the preview of a recording, and links to it
        enlarge.className = 'enlarge';
        from.replaceWith(enlarge);
        enlarge.append(from);
      });
    }
    root.classList.add('leads');
    document.addEventListener('click', ({ target }) => { if (target instanceof Element && target.closest('#all, #route, #back, [data-place]')) close(); });
    map.on('story:at', follow);
    follow();
  };
})();
