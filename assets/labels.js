/* Names on the map: the places of the passage first, then whatever helps to find one's way, and no name over another.
 *
 *   storymap.labels(map, data) -> { show(wanted), layout() }
 *     wanted  [{lines, at, classes, pin, must, spots, sides}] in order of importance: the text, where it belongs, whether
 *             a pin stands there and whether it must be seen; it takes the first side of the first spot that is free
 *   Orientation labels appear in their range of zoom, where there is room for them.
 */
(() => {
  'use strict';

  const GAP = 4;                                     // pixels between two names
  const PIN = 9;                                     // half of what a pin takes
  const SIDES = ['right', 'left', 'top', 'bottom'];

  function Name(lines, at, classes, pane) {
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

  Name.prototype.measure = function () {
    if (!this.width) { this.width = this.text.offsetWidth; this.height = this.text.offsetHeight; }
  };

  /** The rectangle the text takes at a side of its point. */
  Name.prototype.box = function (point, side) {
    const w = this.width, h = this.height, x = point.x, y = point.y;
    switch (side) {
      case 'right': return [x + 11, y - h / 2, x + 11 + w, y + h / 2];
      case 'left': return [x - 11 - w, y - h / 2, x - 11, y + h / 2];
      case 'top': return [x - w / 2, y - 10 - h, x + w / 2, y - 10];
      case 'bottom': return [x - w / 2, y + 10, x + w / 2, y + 10 + h];
      default: return [x - w / 2, y - h / 2, x + w / 2, y + h / 2];
    }
  };

  Name.prototype.turn = function (side, shown) {
    if (this.text.className !== side) this.text.className = side;
    const element = this.marker.getElement();
    if (element) element.classList.toggle('shown', shown);
  };

  const overlap = (a, b) => Math.max(1, (Math.min(a[2], b[2]) - Math.max(a[0], b[0])) * (Math.min(a[3], b[3]) - Math.max(a[1], b[1])));
  /** Whether a pin's box is that of a point, or of another pin right under it: not of a neighbour's, however near. */
  const centred = (box, point) => Math.hypot((box[0] + box[2]) / 2 - point.x, (box[1] + box[3]) / 2 - point.y) < 3;
  const hits = (a, b) => a[0] < b[2] + GAP && a[2] + GAP > b[0] && a[1] < b[3] + GAP && a[3] + GAP > b[1];

  storymap.labels = function (map, data) {
    const orientation = data.labels.map(label => {
      const name = new Name([label.text], label.at, label.kind, 'orientation');
      name.low = label.zooms[0];
      name.high = label.zooms[1];
      name.sides = label.kind === 'city' ? ['top', 'bottom', 'right', 'left'] : ['middle'];
      return name;
    });
    let own = [];

    /** What names must not lie on: the controls over the map, in its own pixels. */
    function furniture() {
      const map0 = map.getContainer().getBoundingClientRect();
      return [...document.querySelectorAll('.bar, .leaflet-control, #card, .inset')].map(e => e.getBoundingClientRect())
        .filter(r => r.width).map(r => [r.left - map0.left, r.top - map0.top, r.right - map0.left, r.bottom - map0.top]);
    }

    /** How much a name would hide or lose where it is tried: 0 is a free place within the view. */
    function cost(box, taken) {
      const size = map.getSize();
      let sum = Math.max(0, 2 - box[0]) + Math.max(0, 2 - box[1]) + Math.max(0, box[2] - size.x + 2) + Math.max(0, box[3] - size.y + 2);
      sum *= 100;
      for (const other of taken) if (hits(box, other)) sum += overlap(box, other);
      return sum;
    }

    /** Finds the first free side of the first spot, else the one that hides least; names that must not be seen may go. */
    function settle(name, taken) {
      let best = null;
      for (const spot of name.spots.map(at => storymap.near(map, at))) {
        const point = map.latLngToContainerPoint(spot);
        for (const side of name.sides) {
          const box = name.box(point, side), price = cost(box, taken);
          if (!best || price < best.price) best = { price, box, side, spot };
          if (!price) break;
        }
        if (best.price === 0) break;
      }
      const shown = name.must || best.price === 0;
      if (shown) taken.push(best.box);
      if (!best.spot.equals(name.marker.getLatLng())) name.marker.setLatLng(best.spot);
      name.at = best.spot;
      name.turn(best.side, shown);
    }

    function layout() {
      const zoom = map.getZoom(), view = map.getBounds().pad(.1), taken = furniture();
      for (const name of own) {
        name.at = storymap.near(map, name.spots[0]);
        const point = map.latLngToContainerPoint(name.at);
        if (name.pin) taken.push([point.x - PIN, point.y - PIN, point.x + PIN, point.y + PIN]);
      }
      const near = orientation.filter(name => {
        name.at = storymap.near(map, name.spots[0]);
        const on = zoom >= name.low && zoom < name.high && view.contains(name.at);
        if (on && !map.hasLayer(name.marker)) name.marker.addTo(map);
        if (!on && map.hasLayer(name.marker)) name.marker.remove();
        return on;
      });
      // all are measured before the first is written to: the browser lays the page out once, not once for each
      for (const name of [...own, ...near]) name.measure();
      for (const name of own) {
        const others = name.pin ? taken.filter(box => !centred(box, map.latLngToContainerPoint(name.at))) : taken.slice();
        settle(name, others);
        taken.splice(0, taken.length, ...new Set([...taken, ...others]));
      }
      for (const name of near) settle(name, taken);
    }

    function show(wanted) {
      for (const name of own) name.marker.remove();
      own = wanted.map(want => {
        const name = new Name(want.lines, want.at, want.classes, 'names');
        name.pin = want.pin;
        name.must = want.must;
        name.sides = want.sides || (want.pin ? SIDES : ['middle', 'bottom', 'top', 'right', 'left']);
        name.spots = (want.spots || [want.at]).map(spot => L.latLng(spot));
        name.marker.addTo(map);
        return name;
      });
      layout();
    }

    map.on('moveend zoomend resize', layout);
    return { show, layout };
  };
})();
