/* Pins that would overlap are shown as one pin.
 *
 *   storymap.pinGroups(map, pins) -> [{marker, slugs, point, half, radius, active}]: the pins that are shown, with the places of
 *                                   each; `half` is half of the width
 *     pins  [{marker, radius, active}], the most important first; `radius` in pixels
 *   A hidden pin whose place is active belongs to the group of the pin that hides it.
 */
(() => {
  'use strict';

  const TOUCH = 1;           // two pins may overlap by this many pixels
  const NUMBERED_PX = 9, DIGITS_PX = 14;   // radius of a pin with a number, see place-marker.js; width of a number and a space
  const SPARE = 20;          // pins that are at most this many pixels outside the view are also grouped

  function overlap(a, b) {
    const across = Math.abs(a.point.x - b.point.x), down = Math.abs(a.point.y - b.point.y);
    if (a.half > a.radius || b.half > b.radius) return across < a.half + b.half - TOUCH && down < a.radius + b.radius - TOUCH;
    return Math.hypot(across, down) < a.radius + b.radius - TOUCH;
  }

  /** Adds the places of a pin to a group and hides the pin. */
  function join(group, { marker, slugs, active }) {
    marker.mark(false, [], '');
    if (!active || !group.active) return;
    group.slugs.push(...slugs);
    if (group.radius >= NUMBERED_PX) group.half = (group.slugs.length * DIGITS_PX + 6) / 2 + 1;
  }

  storymap.pinGroups = function (map, pins) {
    const view = L.bounds([-SPARE, -SPARE], map.getSize().add([SPARE, SPARE])), groups = [];
    for (const { marker, radius, active } of pins) {
      const point = map.latLngToContainerPoint(marker.here());
      marker.mark(true, [marker.place.slug], '');
      if (!view.contains(point)) continue;
      const near = groups.find(group => overlap(group, { point, half: radius, radius }));
      if (near) join(near, { marker, slugs: [marker.place.slug], active });
      else groups.push({ marker, slugs: [marker.place.slug], point, half: radius, radius, active });
    }
    // a pin with several numbers is wider, so it may now overlap other pins
    for (let i = 0; i < groups.length; i++) {
      const other = groups.findIndex((group, j) => j > i && overlap(groups[i], group));
      if (other < 0) continue;
      join(groups[i], groups.splice(other, 1)[0]);
      i = -1;
    }
    return groups;
  };
})();
