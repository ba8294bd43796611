/* Names on the map: the places of the passage first, then whatever helps to find one's way, and no name over another.
 *
 *   storymap.labels(map, data) -> { show(wanted), layout() }
 *     wanted  [{key, lines, at, classes, sides}] in order of importance; always shown, at the first side that is free
 *   Orientation labels appear in their range of zoom, where there is room for them.
 */
window.storymap = window.storymap || {};
(function (storymap) {
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

  const encloses = (box, point) => box[0] <= point.x && point.x <= box[2] && box[1] <= point.y && point.y <= box[3];
  const hits = (a, b) => a[0] < b[2] + GAP && a[2] + GAP > b[0] && a[1] < b[3] + GAP && a[3] + GAP > b[1];

  storymap.labels = function (map, data) {
    const orientation = data.labels.map(label => {
      const name = new Name([label.text], label.at, label.kind, 'orientation');
      name.low = label.zooms[0];
      name.high = label.zooms[1];
      name.side = label.kind === 'city' ? 'top' : 'middle';
      return name;
    });
    let own = [];

    /** What names must not lie on: the controls over the map, in its own pixels. */
    function furniture() {
      const map0 = map.getContainer().getBoundingClientRect();
      return [...document.querySelectorAll('.bar, .leaflet-control, #card, .inset')].map(e => e.getBoundingClientRect())
        .filter(r => r.width).map(r => [r.left - map0.left, r.top - map0.top, r.right - map0.left, r.bottom - map0.top]);
    }

    function inside(box) {
      const size = map.getSize();
      return box[0] >= 2 && box[1] >= 2 && box[2] <= size.x - 2 && box[3] <= size.y - 2;
    }

    function settle(name, sides, taken, must) {
      const point = map.latLngToContainerPoint(name.at), free = side => !taken.some(box => hits(name.box(point, side), box));
      name.measure();
      const side = sides.find(s => inside(name.box(point, s)) && free(s)) || (must && (sides.find(free) || sides[0]));
      if (side) taken.push(name.box(point, side));
      name.turn(side || sides[0], !!side);
    }

    function layout() {
      const zoom = map.getZoom(), view = map.getBounds().pad(.1), taken = furniture();
      for (const name of own) {
        const point = map.latLngToContainerPoint(name.at);
        if (name.pin) taken.push([point.x - PIN, point.y - PIN, point.x + PIN, point.y + PIN]);
      }
      for (const name of own) {
        const others = taken.filter(box => !(name.pin && encloses(box, map.latLngToContainerPoint(name.at))));
        const before = others.length;
        settle(name, name.sides, others, name.must);
        taken.push(...others.slice(before));
      }
      for (const name of orientation) {
        const on = zoom >= name.low && zoom < name.high && view.contains(name.at);
        if (on && !map.hasLayer(name.marker)) name.marker.addTo(map);
        if (!on && map.hasLayer(name.marker)) name.marker.remove();
      }
      for (const name of orientation) if (map.hasLayer(name.marker)) settle(name, [name.side], taken, false);
    }

    function show(wanted) {
      for (const name of own) name.marker.remove();
      own = wanted.map(want => {
        const name = new Name(want.lines, want.at, want.classes, 'names');
        name.pin = want.pin;
        name.must = want.must;
        name.sides = want.pin ? SIDES : ['middle', 'bottom', 'top', 'right', 'left'];
        name.marker.addTo(map);
        return name;
      });
      layout();
    }

    map.on('moveend zoomend resize', layout);
    return { show, layout };
  };
})(window.storymap);
