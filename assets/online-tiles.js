/* Online tiles over the basemap, where the editor asked for them: for readers who zoom in. The basemap stays below.
 *
 *   storymap.onlineTiles(map, tiles)   tiles: {url, credit, credit_url, max_zoom} or undefined
 *
 * One tile is asked for first: some providers refuse with an image, which a tile layer would show all over the map.
 */
(() => {
  'use strict';

  const FROM_ZOOM = 8;       // up to there the basemap says more
  const DEEPEST = 17;

  function credit(tiles) {
    const shown = document.createElement(tiles.credit_url ? 'a' : 'span');
    if (tiles.credit_url) { shown.href = tiles.credit_url; shown.rel = 'noopener'; }
    shown.textContent = tiles.credit;
    return shown.outerHTML;
  }

  async function answers(map, tiles) {
    const zoom = Math.min(FROM_ZOOM, tiles.max_zoom), point = map.project(map.getCenter().wrap(), zoom).divideBy(256).floor();
    try {
      const answer = await fetch(L.Util.template(tiles.url, { z: zoom, x: point.x, y: point.y }), { credentials: 'omit' });
      return answer.ok && /^image\//.test(answer.headers.get('content-type') || 'image/');
    } catch (unreachable) {
      return false;
    }
  }

  storymap.onlineTiles = async function (map, tiles) {
    if (!tiles || !/^https?:$/.test(window.location.protocol) || !await answers(map, tiles)) return;
    const layer = L.tileLayer(tiles.url, { maxNativeZoom: tiles.max_zoom, maxZoom: DEEPEST, attribution: credit(tiles), crossOrigin: 'anonymous', zIndex: 2 });
    map.setMaxZoom(DEEPEST);
    const follow = () => {
      if (map.getZoom() >= FROM_ZOOM) layer.addTo(map);
      else layer.remove();
    };
    map.on('zoomend', follow);
    follow();
  };
})();
