/* Makes the Leaflet map of the page with its controls and its behaviour for wheel and touch.
 *
 *   storymap.map(id, options) -> L.Map that shows the overview and has no layers
 *   storymap.near(map, position) -> L.LatLng, the copy of a position that is nearest to the centre of the map
 *   storymap.data       the JSON document of the page, see storymap/render
 *   storymap.reduced    the media query for reduced motion
 *   storymap.leaflet    the map, for scripts that add to the page
 *   storymap.mapCamera  its camera, see camera.js
 */
(() => {
  'use strict';

  const LEAST = .75;         // lowest zoom, at which a phone shows the whole world

  storymap.data = JSON.parse(document.getElementById('storymap-data').textContent);
  // This is set before the story starts, so that its start does not move the text
  document.documentElement.classList.add('live');
  storymap.reduced = matchMedia('(prefers-reduced-motion: reduce)');

  storymap.near = function (map, at) {
    const place = L.latLng(at), turns = Math.round((map.getCenter().lng - place.lng) / 360);
    return turns ? L.latLng(place.lat, place.lng + 360 * turns) : place;
  };

  /** Limits the zoom so that the world is at least as high as the map. Otherwise there would be empty space above and below it. */
  function fillHeight(map) {
    const least = () => Math.max(LEAST, Math.ceil(4 * Math.log2(Math.max(1, map.getSize().y) / 256)) / 4);
    map.setMinZoom(least());
    map.on('resize', () => map.setMinZoom(least()));
  }

  /** The wheel scrolls the page; with Ctrl or Cmd it zooms the map. The listener is not passive, because it must prevent the
   *  page from scrolling. */
  function zoomWithKey(map) {
    map.getContainer().addEventListener('wheel', event => {
      if (event.ctrlKey || event.metaKey) map.scrollWheelZoom.enable();
      else map.scrollWheelZoom.disable();
    }, { capture: true, passive: false });
  }

  /** Panes in drawing order, the lowest first. */
  function addPanes(map) {
    for (const [name, zIndex] of [['areas', 300], ['orientation', 320], ['lines', 350], ['dots', 360], ['pins', 620], ['names', 640]]) {
      map.createPane(name).style.zIndex = zIndex;
      map.getPane(name).setAttribute('aria-hidden', 'true');
    }
  }

  storymap.map = function (id, options) {
    const overview = storymap.data.overview.box, { wording } = storymap.data;
    const coarse = matchMedia('(pointer: coarse)').matches;
    const map = L.map(id, Object.assign({
      minZoom: LEAST, maxZoom: 12, zoomSnap: .25, zoomDelta: 1, wheelPxPerZoomLevel: 120,
      zoomControl: false, scrollWheelZoom: false, dragging: !coarse, worldCopyJump: false,
      zoomAnimation: !storymap.reduced.matches, fadeAnimation: false
    }, options, {
      center: [(overview[1] + overview[3]) / 2, (overview[0] + overview[2]) / 2], zoom: 3
    }));
    // Leaflet's prefix shows a national flag, which does not belong on maps of territorial disputes
    map.attributionControl.setPrefix(false);
    L.control.zoom({ position: 'topright', zoomInTitle: wording.zoom_in, zoomOutTitle: wording.zoom_out }).addTo(map);
    L.control.scale({ position: 'bottomright', maxWidth: innerWidth < 500 ? 64 : 110, imperial: false, updateWhenIdle: true }).addTo(map);
    const about = document.createElement('a');
    about.href = '#credits';
    about.textContent = wording.about;
    map.attributionControl.addAttribution(about.outerHTML);
    zoomWithKey(map);
    addPanes(map);
    fillHeight(map);
    storymap.leaflet = map;
    storymap.mapCamera = storymap.camera(map);
    storymap.gestures(map);
    storymap.mapCamera.go(storymap.data.overview, 'now');     // there are no layers yet, so that each layer is drawn only once
    return map;
  };
})();
