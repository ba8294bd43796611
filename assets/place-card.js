/* The card about one place, a copy of its entry in the list of places: the sentences that name it, one at a time, then what it
 * is.
 *
 *   storymap.placeCard(stage, data, onclose) -> { open(slug, opener, passage), close(), covers(x, y), slug }
 *     opener   the element that gets the focus back when the card closes
 *     passage  id of the passage whose sentence is shown first
 *     close()  returns whether the card was open
 *     slug     of the place, null while the card is closed
 *
 * The card is on the map; on a phone it is a sheet at the bottom of the window, so that it does not cover the map.
 */
(() => {
  'use strict';

  function button(label, text, className) {
    const made = document.createElement('button');
    made.type = 'button';
    made.className = className;
    made.textContent = text;
    made.setAttribute('aria-label', label);
    return made;
  }

  /** The sentences side by side: they are swiped, or turned with buttons. Starts at a sentence of `passage`. */
  function addPager(quotes, wording, passage) {
    const { children } = quotes, pager = document.createElement('p'), count = document.createElement('span');
    const earlier = button(wording.earlier, '‹', 'turn'), later = button(wording.later, '›', 'turn');
    const at = () => Math.round(Math.abs(quotes.scrollLeft) / Math.max(1, quotes.clientWidth));
    function show(index, behavior) {
      const rtl = getComputedStyle(quotes).direction === 'rtl' ? -1 : 1;
      quotes.scrollTo({ left: rtl * index * quotes.clientWidth, behavior });
    }
    function update() {
      const index = at();
      count.textContent = `${index + 1} / ${children.length}`;
      earlier.disabled = index === 0 && document.activeElement !== earlier;
      later.disabled = index === children.length - 1 && document.activeElement !== later;
    }
    const turn = by => show(Math.min(children.length - 1, Math.max(0, at() + by)), storymap.reduced.matches ? 'instant' : 'smooth');
    pager.className = 'pager';
    pager.append(earlier, count, later);
    quotes.after(pager);
    earlier.addEventListener('click', () => turn(-1));
    later.addEventListener('click', () => turn(1));
    quotes.addEventListener('scroll', update, { passive: true });
    show(Math.max(0, [...children].findIndex(item => item.querySelector(`[href="#${CSS.escape(passage || '')}"]`))), 'instant');
    update();
  }

  /** The parts of the card, made from those of an entry. */
  function partsOf(entry, wording) {
    const copy = entry.cloneNode(true), part = name => copy.querySelector(name), title = document.createElement('strong');
    const fold = document.createElement('details'), summary = document.createElement('summary');
    title.className = 'title';
    title.append(part('h3 bdi'));
    summary.textContent = wording.details;
    part('.facts').append(part('.position'));
    fold.append(summary, part('.facts'));
    return [title, part('.quotes'), part('.what'), part('.doubt'), ...copy.querySelectorAll('.dispute, .remark, figure, .apart'), fold].filter(Boolean);
  }

  storymap.placeCard = function (stage, data, onclose) {
    const card = document.createElement('aside'), close = button(data.wording.close, '×', 'close');
    const narrow = matchMedia('(max-width: 47.99rem)');
    let back = null;
    card.id = 'card';
    card.className = 'card';
    card.hidden = true;

    /** A sheet is outside the map, because the map would clip it. In a frame there is only the map. */
    function put() {
      const sheet = narrow.matches && !storymap.framed && !storymap.still;
      card.classList.toggle('sheet', sheet);
      (sheet ? document.body : stage).append(card);
    }

    const self = {
      slug: null,
      open(slug, opener, passage) {
        const entry = document.getElementById('place-' + slug);
        if (!entry) return;
        card.replaceChildren(...partsOf(entry, data.wording), close);
        card.setAttribute('aria-label', card.querySelector('.title').textContent);
        card.hidden = false;
        card.scrollTop = 0;
        const quotes = card.querySelector('.quotes');
        if (quotes.children.length > 1) addPager(quotes, data.wording, passage);
        self.slug = slug;
        back = opener || null;
      },
      /** Whether the card covers a point of the window, or is less than 24 pixels away from it. */
      covers(x, y) {
        const box = card.getBoundingClientRect(), near = 24;
        return !card.hidden && x > box.left - near && x < box.right + near && y > box.top - near && y < box.bottom + near;
      },
      close() {
        if (card.hidden) return false;
        const inside = card.contains(document.activeElement);
        card.hidden = true;
        self.slug = null;
        if (inside && back && back.isConnected) back.focus({ preventScroll: true });
        onclose();
        return true;
      }
    };
    put();
    narrow.addEventListener('change', put);
    close.addEventListener('click', () => self.close());
    return self;
  };
})();
