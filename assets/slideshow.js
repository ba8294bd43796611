/* Framed by another page the story is a deck: one passage at a time, the host page keeps its scroll wheel.
 *
 *   storymap.framed  whether it is; with ?view=page in its address it is the whole page, with ?view=static (storymap.still) map and
 *                    text at their full height, which do not move with each other
 *   storymap.slideshow(steps, say, onturn) -> { turn(index), go(by) } or null when the page is not framed
 *     steps  elements in reading order, the head first; a card never scrolls: long passages turn over in columns
 */
window.storymap = window.storymap || {};
(function (storymap) {
  'use strict';

  const view = (/[?&]view=(\w+)/.exec(window.location.search) || [])[1];
  storymap.view = view;
  storymap.still = view === 'static';
  storymap.framed = window.self !== window.top && view !== 'page' && !storymap.still;
  document.documentElement.classList.toggle('static', storymap.still);

  function footLine(say) {
    const foot = document.createElement('div'), count = document.createElement('span');
    foot.className = 'slideshow-foot';
    foot.append(count);
    if (/^(https?|file):/.test(window.location.protocol)) {
      const link = document.createElement('a'), address = new URL(window.location.href);
      address.searchParams.delete('view');
      link.href = address.href.split('#')[0];
      link.target = '_blank';
      link.rel = 'noopener';
      link.textContent = say.open;
      foot.append(link);
    }
    document.querySelector('.story').append(foot);
    return count;
  }

  /** Headings are no cards of their own: they go with what follows. */
  function cardsOf(steps) {
    const cards = [];
    let waiting = [];
    for (const step of steps) {
      waiting.push(step);
      if (!/^H[2-6]$/.test(step.tagName)) { cards.push(waiting); waiting = []; }
    }
    if (waiting.length) cards.push(waiting);
    return cards;
  }

  storymap.slideshow = function (steps, say, onturn) {
    if (!storymap.framed) return null;
    document.documentElement.classList.add('slideshow');
    const cards = cardsOf(steps), count = footLine(say), text = document.getElementById('text');
    let current = -1, page = 0;

    /** Columns of the card's own width: the rest of a long passage lies to the side. */
    function pages() {
      return Math.max(1, Math.round(text.scrollWidth / Math.max(1, text.clientWidth)));
    }

    function turn(index, last) {
      const card = cards[index];
      if (current >= 0) for (const step of cards[current]) step.classList.remove('slide-on');
      current = index;
      for (const step of card) step.classList.add('slide-on');
      text.classList.toggle('slide-on', text.contains(card[0]));
      page = last ? pages() - 1 : 0;
      text.scrollLeft = page * text.clientWidth;
      count.textContent = `${index + 1} / ${cards.length}`;
      onturn(steps.indexOf(card[card.length - 1]));
    }

    return {
      turn(index) { turn(Math.max(0, cards.findIndex(card => card.includes(steps[index])))); },
      /** One page on or back; false at the ends. */
      go(by) {
        if (page + by >= 0 && page + by < pages() && text.classList.contains('slide-on')) {
          page += by;
          text.scrollLeft = page * text.clientWidth;
          return true;
        }
        if (!cards[current + by]) return false;
        turn(current + by, by < 0);
        return true;
      },
      ends: () => [current === 0 && page === 0, current === cards.length - 1 && page >= pages() - 1]
    };
  };
})(window.storymap);
