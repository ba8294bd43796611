/* The conductor: what is read, what the map shows and what the buttons do, together.
 *
 *   storymap.start(map, data)   the story, in a task of its own once the text has been painted
 *   storymap.story(map, data)
 *   storymap.current() -> { step, scene, free, settled }: what is read now, for those who watch
 */
window.storymap = window.storymap || {};
(function (storymap) {
  'use strict';

  const SETTLE_MS = 140;     // a passage must stay under the line this long before the map follows
  const REST_MS = 900;       // and this long before the address names it
  const TOP_PX = 8;          // scrolled less than this: the reader has not begun

  const $ = id => document.getElementById(id);
  const fill = (sentence, values) => sentence.replace(/\{(\w+)\}/g, (_, key) => values[key]);

  /** Storage and history throw in sandboxes and in frames without an address: then there is none. */
  function quietly(action) {
    try { return action(); } catch (forbidden) { return null; }
  }

  /** Light and dark: the system's wish until the reader has one. The basemaps are painted, so they must be told. */
  function scheme(say, bases) {
    const root = document.documentElement, button = $('scheme'), dark = window.matchMedia('(prefers-color-scheme: dark)');
    const isDark = () => (root.dataset.scheme || (dark.matches ? 'dark' : 'light')) === 'dark';
    function paint() {
      button.setAttribute('aria-label', isDark() ? say.light : say.dark);
      for (const base of bases) base.theme();
    }
    const kept = quietly(() => window.localStorage.getItem('storymap-scheme'));
    if (kept === 'light' || kept === 'dark') root.dataset.scheme = kept;
    button.addEventListener('click', () => {
      root.dataset.scheme = isDark() ? 'light' : 'dark';
      quietly(() => window.localStorage.setItem('storymap-scheme', root.dataset.scheme));
      paint();
    });
    dark.addEventListener('change', paint);
    paint();
    /** What the page around the frame looks like counts as long as the reader has not chosen. */
    return on => {
      if (kept || on === isDark()) return;
      root.dataset.scheme = on ? 'dark' : 'light';
      paint();
    };
  }

  storymap.story = function (map, data) {
    const say = data.wording, root = document.documentElement, stage = document.querySelector('.stage');
    const camera = storymap.mapCamera, marks = storymap.placeLayer(map, data);
    const card = storymap.placeCard(stage, data, () => heat(null));
    const sceneOf = new Map(data.scenes.flatMap(scene => scene.passages.map(id => [id, scene])));
    const placeOf = new Map(data.places.map(place => [place.slug, place]));
    const linksOf = new Map();
    for (const link of document.querySelectorAll('[data-place]')) {
      if (!linksOf.has(link.dataset.place)) linksOf.set(link.dataset.place, []);
      linksOf.get(link.dataset.place).push(link);
    }
    const passages = [...document.querySelectorAll('.text .step')];
    const steps = [$('top'), ...passages, ...['.places', '.absent', '.credits'].map(s => document.querySelector(s)).filter(Boolean)];
    const last = passages.length;          // steps 1…last are passages; 0 and the rest show everything
    let current = -1, scene = null, free = false, all = false, settling = 0, arriving = null, resting = 0, jumping = -1, landing = 0, landed = -TOP_PX, hot = null;

    /* ---------- what is shown ---------- */

    function everything() {
      return all || current < 1 || current > last;
    }

    function follow(how) {
      const target = everything() ? data.overview : (scene && scene.camera);
      if (everything()) marks.overview();
      else marks.show(scene ? scene.places : [], steps[current].id);
      setFree(false);
      if (target) camera.go(target, how);
    }

    /** Step `index` is being read: the bar at its side at once, the map when the reader has settled. */
    function read(index, how) {
      if (index === current) return;
      if (current >= 0) steps[current].removeAttribute('aria-current');
      current = index;
      if (index >= 1 && index <= last) steps[index].setAttribute('aria-current', 'true');
      window.clearTimeout(settling);
      window.clearTimeout(resting);
      arriving = () => {
        scene = index >= 1 && index <= last ? sceneOf.get(steps[index].id) || scene : null;
        setAll(false);
        if (!scene || !scene.places.includes(card.slug)) card.close();
        follow(how || 'calm');
        ends();
        map.fire('story:at', { id: steps[index].id, asked: false });
      };
      settling = window.setTimeout(arrive, how === 'now' ? 0 : SETTLE_MS);
      resting = window.setTimeout(() => address(index >= 1 && index <= last ? steps[index].id : ''), REST_MS);
    }

    /** The reader has settled, or does something that cannot wait for it. */
    function arrive() {
      const arrival = arriving;
      window.clearTimeout(settling);
      arriving = null;
      if (arrival) arrival();
    }

    function address(id) {
      const hash = id ? '#' + id : window.location.pathname + window.location.search;
      if (window.location.hash !== (id ? '#' + id : '')) quietly(() => window.history.replaceState(window.history.state, '', hash));
    }

    function heat(slug) {
      if (slug === hot) return;
      for (const link of linksOf.get(hot) || []) link.classList.remove('hot');
      for (const link of linksOf.get(slug) || []) link.classList.add('hot');
      hot = slug;
      marks.heat(slug);
    }

    /* ---------- the reader on the map ---------- */

    function setFree(on) {
      free = on;
      $('back').hidden = !on;
    }

    function setAll(on) {
      all = on;
      $('all').setAttribute('aria-pressed', String(on));
    }

    /** One place: on the map, and in words. */
    function tell(slug, opener) {
      const place = placeOf.get(slug);
      if (!place) return;
      arrive();
      landed = window.scrollY;     // what was asked for stays until the reader scrolls on
      card.open(slug, opener);
      heat(slug);
      const { lat, lng } = storymap.near(map, place.at), view = map.getBounds().pad(-.1);
      const point = map.latLngToContainerPoint([lat, lng]), frame = map.getContainer().getBoundingClientRect();
      if (!view.contains([lat, lng]) || card.covers(frame.left + point.x, frame.top + point.y) || map.getZoom() < place.zoom - 4) {
        camera.go({ box: [lng, lat, lng, lat], zoom: Math.min(place.zoom, Math.max(map.getZoom(), place.zoom - 2)) }, 'must');
        setFree(true);
      }
      $('status').textContent = fill(say.shown, { place: place.lines.join(' / ') });
    }

    map.on('story:free', () => setFree(true));
    map.on('story:place', ({ slug, how }) => {
      if (how === 'click') tell(slug);
      else if (!card.slug) heat(how === 'over' ? slug : null);
    });
    map.on('click', () => card.close());
    $('back').addEventListener('click', () => { card.close(); setAll(false); follow('must'); });
    $('all').addEventListener('click', () => {
      setAll(!all);
      card.close();
      follow('must');
      if (all) $('status').textContent = say.all_shown;
    });
    const route = data.route.length ? storymap.route(map, data) : null;
    $('route').hidden = !route;
    $('route').addEventListener('click', () => {
      const on = $('route').getAttribute('aria-pressed') !== 'true';
      $('route').setAttribute('aria-pressed', String(on));
      route.show(on);
      if (!on) return;
      setAll(true);
      card.close();
      follow('must');
      $('status').textContent = fill(say.route, { places: data.route.map(slug => placeOf.get(slug).lines.join(' / ')).join(' – ') });
    });
    $('expand').addEventListener('click', () => enlarge(!root.classList.contains('large')));

    function enlarge(on) {
      root.classList.toggle('large', on);
      $('expand').setAttribute('aria-pressed', String(on));
      if (on) map.dragging.enable();
      else if (window.matchMedia('(pointer: coarse)').matches) map.dragging.disable();
      window.setTimeout(() => map.invalidateSize({ pan: false }), 280);
    }

    /* ---------- the reader in the text ---------- */

    const linkAt = event => event.target instanceof Element && event.target.closest('[data-place]');
    const text = document.querySelector('.story');
    text.addEventListener('mouseover', event => { const link = linkAt(event); if (link) heat(link.dataset.place); });
    text.addEventListener('mouseout', event => { if (linkAt(event)) heat(card.slug); });
    text.addEventListener('focusin', event => { const link = linkAt(event); if (link) heat(link.dataset.place); });
    text.addEventListener('focusout', event => { if (linkAt(event)) heat(card.slug); });
    text.addEventListener('click', event => {
      const link = linkAt(event);
      if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
      if (link.tagName === 'A' && !link.getAttribute('href').startsWith('#')) return;
      event.preventDefault();
      tell(link.dataset.place, link);
    });
    document.addEventListener('keydown', event => {
      if (event.key !== 'Escape') return;
      if (!card.close() && root.classList.contains('large')) enlarge(false);
    });

    /* ---------- steps by button ---------- */

    const deck = storymap.slideshow(steps.slice(0, last + 1), say, index => read(index, 'calm'));

    function announce() {
      const places = !everything() && scene ? scene.places.map(slug => placeOf.get(slug).lines.join(' / ')).join(', ') : '';
      $('status').textContent = fill(places ? say.at_places : say.at, { number: Math.min(Math.max(current, 1), last), count: last, places });
    }

    function ends() {
      const [first, end] = deck ? deck.ends() : [current <= 0, current >= steps.length - 1];
      $('previous').disabled = first && document.activeElement !== $('previous');
      $('next').disabled = end && document.activeElement !== $('next');
    }

    /** While a jump is under way the passages that fly past are not read; after it, none until the reader scrolls. */
    function jumpTo(index, go, lasting) {
      jumping = index;
      go();
      window.clearTimeout(landing);
      landing = window.setTimeout(() => { jumping = -1; landed = window.scrollY; }, lasting || 200);
    }

    function goTo(index) {
      const near = Math.abs(steps[index].getBoundingClientRect().top) < 2 * window.innerHeight && !storymap.reduced.matches;
      const behavior = near ? 'smooth' : 'auto';
      jumpTo(index, () => {
        if (index === 0) window.scrollTo({ top: 0, behavior });
        else steps[index].scrollIntoView({ block: 'start', behavior });
        read(index, 'calm');
      }, near ? 700 : 200);
    }

    function move(by) {
      if (deck) deck.go(by);
      else if (steps[current + by]) goTo(current + by);
      map.fire('story:at', { id: steps[current].id, asked: true });
      window.setTimeout(announce, SETTLE_MS + 20);
    }

    $('previous').addEventListener('click', () => move(-1));
    $('next').addEventListener('click', () => move(1));

    /* ---------- deep links, and the start ---------- */

    /** What the address names: a passage is read, a place is shown. */
    function named() {
      const id = quietly(() => decodeURIComponent(window.location.hash.slice(1))) || '';
      const target = id && $(id), index = target ? steps.findIndex(step => step.contains(target)) : -1;
      const slug = id.startsWith('place-') ? id.slice(6) : '';
      if (index < 0) return;
      if (deck) { if (index <= last) deck.turn(index); } else jumpTo(index, () => read(index, 'now'));
      if (placeOf.has(slug)) tell(slug);
    }

    const narrow = window.matchMedia('(max-width: 47.99rem)');
    /** Where the reading line is: 45 % of the window; under the map of a phone 35 % of what is left. */
    function line() {
      if (!narrow.matches) return .45;
      const covered = stage.offsetHeight / window.innerHeight;
      return Math.min(.9, covered + .35 * (1 - covered));
    }

    map.invalidateSize();
    camera.go(data.overview, 'now');
    read(0, 'now');
    arrive();
    if (deck) deck.turn(0);
    else if (!storymap.still) {
      let reached = 0;
      const reach = index => {
        reached = index;
        if (jumping >= 0 || Math.abs(window.scrollY - landed) < TOP_PX) return;
        landed = -TOP_PX;
        read(window.scrollY < TOP_PX ? 0 : index);
      };
      const scroll = storymap.scroller(steps, line, reach);
      window.addEventListener('scroll', () => { if ((window.scrollY < TOP_PX) !== (current === 0)) reach(reached); }, { passive: true });
      window.addEventListener('resize', scroll.refresh);
      new ResizeObserver(scroll.refresh).observe(stage);     // its height decides where the line is on a phone
    }
    const darken = scheme(say, [storymap.base, storymap.insetMap(map, data), marks]);
    storymap.onlineTiles(map, data.tiles);
    storymap.frameHeight(deck);
    if (deck && storymap.guidedPost) storymap.guidedPost(map, { steps: passages, tell, darken, turn: id => deck.turn(steps.findIndex(step => step.id === id)) });
    window.addEventListener('hashchange', named);
    named();
    storymap.current = () => ({ step: steps[current].id, scene, free, settled: !arriving && !camera.moving() });
  };

  const UNPAINTED_MS = 200;  // a tab that is not looked at paints nothing: it does not wait for it

  storymap.start = function (map, data) {
    let begun = false;
    const begin = () => {
      if (begun) return;
      begun = true;
      try { storymap.story(map, data); } catch (broken) {
        document.documentElement.classList.remove('live');     // the picture of the map is better than none
        throw broken;
      }
    };
    window.requestAnimationFrame(() => window.setTimeout(begin));
    window.setTimeout(begin, UNPAINTED_MS);
  };
})(window.storymap);
