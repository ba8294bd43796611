/* The card over the map with the facts about one place: a copy of its entry in the list of places.
 *
 *   storymap.placeCard(stage, data, onclose) -> { open(slug, opener), close(), covers(x, y), slug }
 *     opener  the element that gets the focus back when the card closes
 *     close() returns whether the card was open
 *     slug    of the place, null while the card is closed
 */
(() => {
  'use strict';

  storymap.placeCard = function (stage, data, onclose) {
    const card = document.createElement('aside'), button = document.createElement('button');
    let back = null;
    card.id = 'card';
    card.className = 'card';
    card.hidden = true;
    button.type = 'button';
    button.className = 'close';
    button.textContent = '×';
    button.setAttribute('aria-label', data.wording.close);
    stage.append(card);

    const self = {
      slug: null,
      open(slug, opener) {
        const entry = document.getElementById('place-' + slug);
        if (!entry) return;
        const copy = entry.cloneNode(true), title = document.createElement('strong'), name = document.createElement('bdi');
        title.className = 'title';
        name.textContent = copy.querySelector('h3').textContent;
        title.append(name);
        copy.querySelector('h3').replaceWith(title);
        card.replaceChildren(...copy.childNodes, button);
        card.setAttribute('aria-label', name.textContent);
        card.hidden = false;
        card.scrollTop = 0;
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
    button.addEventListener('click', () => self.close());
    return self;
  };
})();
