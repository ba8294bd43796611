/* The Leaflet map of the page, its controls and its habits with wheel and fingers.
 *
 *   storymap.map(id, options) -> L.Map at the overview, ready for layers
 *   storymap.near(map, position) -> L.LatLng
 *   storymap.leaflet  the map, for those who add to the page
 *   storymap.mapCamera    its camera
 */
(() => {
  'use strict';

  storymap.data = JSON.parse(document.getElementById('storymap-data').textContent);
  document.documentElement.classList.add('live');     // at once: nothing of the text may move when the story starts
  storymap.reduced = matchMedia('(prefers-reduced-motion: reduce)');

  /** The copy of a position that is nearest to the middle of the map: the world goes round. */
  storymap.near = function (map, at) {
    const place = L.latLng(at), turns = Math.round((map.getCenter().lng - place.lng) / 360);
    return turns ? L.latLng(place.lat, place.lng + 360 * turns) : place;
  };

  /** The world is never lower than the map: nothing but sea colour would be above and below it. */
  function fillHeight(map) {
    const least = () => Math.max(1, Math.ceil(4 * Math.log2(Math.max(1, map.getSize().y) / 256)) / 4);
    map.setMinZoom(least());
    map.on('resize', () => map.setMinZoom(least()));
  }

  /** The wheel scrolls the page; with ctrl or cmd it zooms the map. A passive listener could not keep the page still. */
  function gentleWheel(map) {
    map.getContainer().addEventListener('wheel', event => {
      if (event.ctrlKey || event.metaKey) map.scrollWheelZoom.enable();
      else map.scrollWheelZoom.disable();
    }, { capture: true, passive: false });
  }

  /** Panes from the bottom up; names and lines never take the pointer from what is below. */
  function addPanes(map) {
    for (const [name, zIndex] of [['areas', 300], ['orientation', 320], ['lines', 350], ['dots', 360], ['pins', 620], ['names', 640]]) {
      map.createPane(name).style.zIndex = zIndex;
      map.getPane(name).setAttribute('aria-hidden', 'true');
    }
  }

  storymap.map = function (id, options) {
    const overview = storymap.data.overview.box, say = storymap.data.wording;
    const coarse = matchMedia('(pointer: coarse)').matches;
    const map = L.map(id, Object.assign({
      minZoom: 1, maxZoom: 12, zoomSnap: .25, zoomDelta: 1, wheelPxPerZoomLevel: 120,
      zoomControl: false, scrollWheelZoom: false, dragging: !coarse, worldCopyJump: false,
      zoomAnimation: !storymap.reduced.matches, fadeAnimation: false
    }, options, {
      center: [(overview[1] + overview[3]) / 2, (overview[0] + overview[2]) / 2], zoom: 3
    }));
    // Leaflet's own prefix carries a national flag: no place for it on maps of territorial disputes
    map.attributionControl.setPrefix(false);
    L.control.zoom({ position: 'topright', zoomInTitle: say.zoom_in, zoomOutTitle: say.zoom_out }).addTo(map);
    L.control.scale({ position: 'bottomright', maxWidth: 110, imperial: false, updateWhenIdle: true }).addTo(map);
    const about = document.createElement('a');
    about.href = '#credits';
    about.textContent = say.about;
    map.attributionControl.addAttribution(about.outerHTML);
    gentleWheel(map);
    addPanes(map);
    fillHeight(map);
    storymap.leaflet = map;
    storymap.mapCamera = storymap.camera(map);
    storymap.mapCamera.go(storymap.data.overview, 'now');     // before there are layers: none is drawn for another view
    return map;
  };
})();
