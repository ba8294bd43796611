/* Reports the height that the page needs to the page around its frame, in three formats: storymap's own, AMP's and WordPress's.
 *
 *   storymap.frameHeight(slideshow)  reports it now and whenever it changes, in whole pixels
 *     slideshow  true: reports a suitable height for the width, because the page can fill a frame of any height. false: reports
 *         the height of the content
 */
(() => {
  'use strict';

  const NARROW_PX = 560;     // up to this width a slideshow has its map above the text
  const secret = (/[?&]secret=(\w+)/.exec(window.location.hash) || [])[1];

  function needed(slideshow) {
    if (slideshow) return Math.max(window.innerHeight, window.innerWidth <= NARROW_PX ? 620 : 520);
    return Math.round(document.body.getBoundingClientRect().height);
  }

  storymap.frameHeight = function (slideshow) {
    if (window.self === window.top || !(slideshow || storymap.still)) return;
    let reported = 0;
    const post = message => window.parent.postMessage(message, '*');
    function report() {
      const height = needed(slideshow);
      if (height === reported) return;
      reported = height;
      post({ type: 'storymap:height', id: window.name, height, v: 1 });
      post({ sentinel: 'amp', type: 'embed-size', height });
      if (secret) post({ message: 'height', value: height, secret });
    }
    if (secret) {
      // WordPress's script may start later than this one, so the height is reported again when that script is ready. The
      // sandbox of WordPress blocks links, so a click is reported to WordPress, which opens the link.
      window.addEventListener('message', ({ source, data }) => {
        if (source !== window.parent || !data || data.message !== 'ready' || data.secret !== secret) return;
        reported = 0;
        report();
      });
      document.addEventListener('click', ({ target }) => {
        const link = target.closest('a[target]');
        if (link) post({ message: 'link', value: link.href, secret });
      });
    }
    new ResizeObserver(report).observe(document.body);
    window.addEventListener('resize', report);
  };
})();
