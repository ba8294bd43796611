/* A card on the map that tells about one place: a copy of its entry in the list, so that there is one text of it.
 *
 *   storymap.card(stage, data, onclose) -> { open(slug), close(), slug }
 */
window.storymap = window.storymap || {};
(function (storymap) {
  'use strict';

  storymap.card = function (stage, data, onclose) {
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
        const copy = entry.cloneNode(true), title = document.createElement('strong');
        title.className = 'title';
        title.dir = 'auto';
        title.textContent = copy.querySelector('h3').textContent;
        copy.querySelector('h3').replaceWith(title);
        card.replaceChildren(...copy.childNodes, button);
        card.setAttribute('aria-label', title.textContent);
        card.hidden = false;
        card.scrollTop = 0;
        self.slug = slug;
        back = opener || null;
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
})(window.storymap);
