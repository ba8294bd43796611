/* Markers with custom images, for places with an `icon` in places.yaml. Only in pages that have such markers. */
(() => {
  'use strict';

  const { drawPin, radius } = storymap.PlaceMarker.prototype, { icons } = storymap.data;

  Object.assign(storymap.PlaceMarker.prototype, {
    drawPin() {
      const marker = drawPin.call(this), { options } = marker.options.icon, url = icons[this.place.icon];
      if (!url) return marker;
      options.className += ' own';
      options.iconSize = [36, 36];
      options.html.style.backgroundImage = `url("${url}")`;
      return marker;
    },
    radius() {
      return icons[this.place.icon] && !this.number ? (/on|hot/.test(this.state) ? 16 : 13) : radius.call(this);
    }
  });
})();
