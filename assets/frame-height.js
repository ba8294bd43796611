/* Tells the page around a frame how high this one wants to be: in our own message, AMP's, and that of WordPress's embeds.
 *
 *   storymap.frameHeight(deck)  says it again whenever it changes; whole pixels
 *     deck  fills whatever frame it gets and asks for what its width needs; null: as high as its content
 */
window.storymap = window.storymap || {};
(function (storymap) {
  'use strict';

  const NARROW_PX = 560;     // where a deck's map stands above its card
  const secret = (/[?&]secret=(\w+)/.exec(window.location.hash) || [])[1];

  function wanted(deck) {
    if (deck) return Math.max(window.innerHeight, window.innerWidth <= NARROW_PX ? 620 : 520);
    return Math.round(document.body.getBoundingClientRect().height);
  }

  storymap.frameHeight = function (deck) {
    if (window.self === window.top || !(deck || storymap.still)) return;
    let said = 0;
    const say = message => window.parent.postMessage(message, '*');
    function tell() {
      const height = wanted(deck);
      if (height === said) return;
      said = height;
      say({ type: 'storymap:height', id: window.name, height, v: 1 });
      say({ sentinel: 'amp', type: 'embed-size', height });
      if (secret) say({ message: 'height', value: height, secret });
    }
    if (secret) {
      // WordPress may only now be ready to hear, and its sandbox lets links out on request alone
      window.addEventListener('message', ({ source, data }) => {
        if (source !== window.parent || !data || data.message !== 'ready' || data.secret !== secret) return;
        said = 0;
        tell();
      });
      document.addEventListener('click', ({ target }) => {
        const link = target.closest('a[target]');
        if (link) say({ message: 'link', value: link.href, secret });
      });
    }
    new ResizeObserver(tell).observe(document.body);
    window.addEventListener('resize', tell);
  };
})(window.storymap);
