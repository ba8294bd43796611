/* Labels on the map: those of the shown places first, then seas, countries and cities for orientation. Labels do not overlap.
 *
 *   storymap.labels(map, data) -> { show(wanted), layout() }
 *     wanted  [{lines, at, classes, pin, must, spots, sides}], the most important first
 *       lines, at, classes  the text, its position [lat, lon], its CSS classes
 *       pin    whether there is a pin at the position
 *       must   whether the label is shown even if it hides something
 *       spots  other possible positions, and sides  the sides of a position, both in order of preference: the label is placed at the
 *              first side of a position that is free
 *     layout() places them again
 *   Orientation labels are shown in their range of zooms where there is room.
 */
(() => {
  'use strict';

  const GAP = 4;                                     // pixels between two labels
  const PIN = 9;                                     // half of the width of a pin, in pixels
  const SIDES = ['right', 'left', 'top', 'bottom'];

  function Label(lines, at, classes, pane) {
    this.text = document.createElement('span');
    this.text.textContent = lines.join('\n');
    this.text.className = 'middle';
    const holder = document.createElement('div');
    if (classes === 'city') holder.append(document.createElement('i'));
    holder.append(this.text);
    this.at = L.latLng(at);
    this.spots = [this.at];
    this.must = false;
    this.marker = L.marker(at, {
      pane, interactive: false, keyboard: false,
      icon: L.divIcon({ className: 'name ' + classes, iconSize: [0, 0], html: holder })
    });
  }

  Label.prototype.measure = function () {
    if (!this.width) { this.width = this.text.offsetWidth; this.height = this.text.offsetHeight; }
  };

  /** The rectangle [left, top, right, bottom] of the text at a side of a point. */
  Label.prototype.box = function (point, side) {
    const w = this.width, h = this.height, x = point.x, y = point.y;
    switch (side) {
      case 'right': return [x + 11, y - h / 2, x + 11 + w, y + h / 2];
      case 'left': return [x - 11 - w, y - h / 2, x - 11, y + h / 2];
      case 'top': return [x - w / 2, y - 10 - h, x + w / 2, y - 10];
      case 'bottom': return [x - w / 2, y + 10, x + w / 2, y + 10 + h];
      default: return [x - w / 2, y - h / 2, x + w / 2, y + h / 2];
    }
  };

  Label.prototype.turn = function (side, shown) {
    if (this.text.className !== side) this.text.className = side;
    const element = this.marker.getElement();
    if (element) element.classList.toggle('shown', shown);
  };

  const overlap = (a, b) => Math.max(1, (Math.min(a[2], b[2]) - Math.max(a[0], b[0])) * (Math.min(a[3], b[3]) - Math.max(a[1], b[1])));
  /** Whether the box of a pin is centred on a point, so that the pin counts as the label's own and the label may be next to it. */
  const centred = (box, point) => Math.hypot((box[0] + box[2]) / 2 - point.x, (box[1] + box[3]) / 2 - point.y) < 3;
  const hits = (a, b) => a[0] < b[2] + GAP && a[2] + GAP > b[0] && a[1] < b[3] + GAP && a[3] + GAP > b[1];

  /** The boxes of the controls over the map, in its pixels. */
  function controls(map) {
    const frame = map.getContainer().getBoundingClientRect();
    return [...document.querySelectorAll('.bar, .leaflet-control, #card, .inset')].map(e => e.getBoundingClientRect())
      .filter(r => r.width).map(r => [r.left - frame.left, r.top - frame.top, r.right - frame.left, r.bottom - frame.top]);
  }

  /** How much a label would hide, or how much of it would be cut off at the edge of the map; 0 if the space is free. */
  function cost(map, box, taken) {
    const size = map.getSize();
    let sum = Math.max(0, 2 - box[0]) + Math.max(0, 2 - box[1]) + Math.max(0, box[2] - size.x + 2) + Math.max(0, box[3] - size.y + 2);
    sum *= 100;
    for (const other of taken) if (hits(box, other)) sum += overlap(box, other);
    return sum;
  }

  /** Places a label at the first free side of its spots. If no side is free, a label with `must` is placed where it hides least. */
  function settle(map, label, taken) {
    let best = null;
    for (const spot of label.spots.map(at => storymap.near(map, at))) {
      const point = map.latLngToContainerPoint(spot);
      for (const side of label.sides) {
        const box = label.box(point, side), price = cost(map, box, taken);
        if (!best || price < best.price) best = { price, box, side, spot };
        if (!price) break;
      }
      if (best.price === 0) break;
    }
    const shown = label.must || best.price === 0;
    if (shown) taken.push(best.box);
    if (!best.spot.equals(label.marker.getLatLng())) label.marker.setLatLng(best.spot);
    label.at = best.spot;
    label.turn(best.side, shown);
  }

  /** Adds the orientation labels of this view to the map, removes the others, and returns those added. */
  function inView(map, orientation) {
    const zoom = map.getZoom(), view = map.getBounds().pad(.1);
    return orientation.filter(label => {
      label.at = storymap.near(map, label.spots[0]);
      const on = zoom >= label.low && zoom < label.high && view.contains(label.at);
      if (on && !map.hasLayer(label.marker)) label.marker.addTo(map);
      if (!on && map.hasLayer(label.marker)) label.marker.remove();
      return on;
    });
  }

  storymap.labels = function (map, data) {
    const orientation = data.labels.map(({ text, at, kind, zooms }) => Object.assign(new Label([text], at, kind, 'orientation'), {
      low: zooms[0], high: zooms[1], sides: kind === 'city' ? ['top', 'bottom', 'right', 'left'] : ['middle']
    }));
    let own = [];

    function layout() {
      const taken = controls(map);
      for (const label of own) {
        label.at = storymap.near(map, label.spots[0]);
        const point = map.latLngToContainerPoint(label.at);
        if (label.pin) taken.push([point.x - PIN, point.y - PIN, point.x + PIN, point.y + PIN]);
      }
      const near = inView(map, orientation);
      // all labels are measured before the first is moved, so that the browser lays out the page once
      for (const label of [...own, ...near]) label.measure();
      for (const label of own) {
        const others = label.pin ? taken.filter(box => !centred(box, map.latLngToContainerPoint(label.at))) : taken.slice();
        settle(map, label, others);
        taken.splice(0, taken.length, ...new Set([...taken, ...others]));
      }
      for (const label of near) settle(map, label, taken);
    }

    function show(wanted) {
      for (const label of own) label.marker.remove();
      own = wanted.map(({ lines, at, classes, pin, must, spots, sides }) => {
        const label = Object.assign(new Label(lines, at, classes, 'names'), {
          pin, must, sides: sides || (pin ? SIDES : ['middle', 'bottom', 'top', 'right', 'left']),
          spots: (spots || [at]).map(spot => L.latLng(spot))
        });
        label.marker.addTo(map);
        return label;
      });
      layout();
    }

    map.on('moveend zoomend resize', layout);
    return { show, layout };
  };
})();
