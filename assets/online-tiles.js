/* Online map tiles over the basemap, if the story is built with --tiles: shown when the reader zooms in.
 *
 *   storymap.onlineTiles(map, tiles)   tiles: {url, credit, credit_url, max_zoom} or undefined
 *
 * One tile is requested first, because some providers answer refused requests with an image, and this image would cover the map.
 */
(() => {
  'use strict';

  const FROM_ZOOM = 8;       // below this zoom the basemap has more detail
  const MAX_ZOOM = 17;

  function attribution(tiles) {
    const credit = document.createElement(tiles.credit_url ? 'a' : 'span');
    if (tiles.credit_url) { credit.href = tiles.credit_url; credit.rel = 'noopener'; }
    credit.textContent = tiles.credit;
    return credit.outerHTML;
  }

  async function available(map, tiles) {
    const zoom = Math.min(FROM_ZOOM, tiles.max_zoom), point = map.project(map.getCenter().wrap(), zoom).divideBy(256).floor();
    try {
      const response = await fetch(L.Util.template(tiles.url, { z: zoom, x: point.x, y: point.y }), { credentials: 'omit' });
      return response.ok && /^image\//.test(response.headers.get('content-type') || 'image/');
    } catch (unreachable) {
      return false;
    }
  }

  storymap.onlineTiles = async function (map, tiles) {
    if (!tiles || !/^https?:$/.test(window.location.protocol) || !await available(map, tiles)) return;
    const layer = L.tileLayer(tiles.url, { maxNativeZoom: tiles.max_zoom, maxZoom: MAX_ZOOM, attribution: attribution(tiles), crossOrigin: 'anonymous', zIndex: 2 });
    map.setMaxZoom(MAX_ZOOM);
    const follow = () => {
      if (map.getZoom() >= FROM_ZOOM) layer.addTo(map);
      else layer.remove();
    };
    map.on('zoomend', follow);
    follow();
  };
})();
