/* Labels on the map: those of the story's places first, then seas, countries and cities for orientation. Labels do not overlap.
 *
 *   storymap.labels(map, data) -> { *show(wanted, taken, signs) }: a generator, so that its work can be divided into short tasks
 *     wanted  [{slug, lines, at, classes, spots, sides, around, quiet, strong, early, beside, far, centred, extra, tight}], the most important first
 *       extra  whether it is tried at the end: if there is room, it replaces the label with the same slug
 *       tight  true for a smaller label, which is tried only if the previous label, of the same place, has no room
 *       lines, at, classes  the text, its position [lat, lon], its CSS classes
 *       spots, sides  other positions, and the sides of a position in order of preference: the first free side of the first
 *              position is taken
 *       quiet  whether the place is not in the current passage; its label is drawn below the others
 *       around more sides of the first position, used after those in `sides`
 *       far    whether the label may be farther from its pin, with a line to it
 *       centred whether its text may be at the position of its pin, which it then hides
 *       beside pixels by which its pin is wider than other pins
 *       strong whether the label may hide weak pins
 *       early  whether it may move other labels far from their pins, as strong labels may
 *     taken   [{box, slug, weak}] in pixels of the map: the pins of places; those that a label hides get the property `hidden`
 *     signs   {after, place}: after the first `after` labels are placed, `place(boxes)` is called with their boxes. It returns
 *             signs, [{box}]; the other labels do not cover these
 *     Returns the slugs of the labels that do not fit; they are not shown.
 *   An orientation label is shown at the zooms of its range if it fits. The name of a strait, narrow sea or river is written
 *   along its line if the line is longer than the text, otherwise horizontally. Names of streets and streams (on maps with
 *   streets) are never written horizontally if they do not fit along their line.
 *   storymap.farSides   the sides closest to a pin for labels with a line, for use in `around`
 *   storymap.areaSides  the sides for the name of an area: its middle, and near the middle
 *   storymap.covers(map) -> [box]: the controls over the map
 */
(() => {
  'use strict';

  const BESIDE = 11, ABOVE = 10;                     // pixels between a point and its label, see map.css
  const SIDES = ['right', 'left', 'top', 'bottom', 'topright', 'topleft', 'bottomright', 'bottomleft'];
  // The name of an area may be moved slightly, so that it does not hide the capital
  const AREA_SIDES = ['middle', 'below', 'above', 'east', 'west', 'farbelow', 'farabove'];
  const MOVED = { below: [0, 1], above: [0, -1], east: [.6, 0], west: [-.6, 0], farbelow: [0, 2.4], farabove: [0, -2.4] };
  // Labels farther from a pin have a line to it. TURN is the number of directions, AWAY are the distances in pixels.
  const NEAREST = ['far 0', 'far 8', 'far 14', 'far 10', 'far 2', 'far 6', 'far 12', 'far 4', 'far 15', 'far 9', 'far 1', 'far 7'];
  const FAR = ['', ' 1', ' 2'].flatMap(ring => NEAREST.map(side => side + ring));
  storymap.farSides = FAR;
  storymap.areaSides = AREA_SIDES;
  const TURN = 16, AWAY = [20, 38, 60], PIN = 6;
  const DOTS = 30;                                   // number of important cities whose dots other labels must not cover
  const DOT = 3;                                     // pixels from the centre of a dot to its edge

  const LEVEL_DEG = 7;                               // a line that rises less than this counts as horizontal
  const BANK = 9;                                    // pixels between the line of a river and the middle of its name

  function Label(lines, at, classes, pane) {
    this.text = document.createElement('span');
    this.text.textContent = lines.join('\n');
    this.text.className = 'middle';
    const holder = document.createElement('div');
    if (classes === 'city') holder.append(document.createElement('i'));
    holder.append(this.text);
    this.spots = [L.latLng(at)];
    this.beside = 0;
    this.marker = L.marker(at, {
      pane, interactive: false, keyboard: false,
      icon: L.divIcon({ className: 'name ' + classes, iconSize: [0, 0], html: holder })
    });
  }

  Label.prototype.measure = function () {
    if (this.width) return;
    if (this.course) {
      this.text.className = 'along';
      this.long = this.text.offsetWidth;
      this.tall = this.text.offsetHeight;
      this.text.className = 'middle';
    }
    this.width = this.text.offsetWidth;
    this.height = this.text.offsetHeight;
  };

  /** How the text is placed along its line at this zoom: {point, degrees, boxes}, or null if the line is too short or
   *  horizontal. The boxes cover the rotated text piece by piece. */
  Label.prototype.along = function (map) {
    const ends = this.course.map(at => map.latLngToContainerPoint(storymap.near(map, at)));
    const [a, b] = this.street ? storymap.streets.visible(map, ends) : ends;
    if (a.distanceTo(b) < this.long) return null;
    const radians = Math.atan((b.y - a.y) / (b.x - a.x || 1e-6)), degrees = radians * 180 / Math.PI;
    if (Math.abs(degrees) < LEVEL_DEG && !this.street) return null;
    const cos = Math.cos(radians), sin = Math.sin(radians), off = this.river ? BANK : 0;
    const point = L.point((a.x + b.x) / 2 + off * sin, (a.y + b.y) / 2 - off * cos);
    const pieces = Math.ceil(this.long / this.tall), piece = this.long / pieces;
    const across = (piece * cos + this.tall * Math.abs(sin)) / 2, down = (piece * Math.abs(sin) + this.tall * cos) / 2;
    const boxes = Array.from({ length: pieces }, (_, i) => {
      const way = (i + .5) * piece - this.long / 2, x = point.x + way * cos, y = point.y + way * sin;
      return [x - across, y - down, x + across, y + down];
    });
    return { point, degrees, boxes };
  };

  /** The rectangle [left, top, right, bottom] of the text at a side of a point. */
  Label.prototype.box = function (point, side) {
    const w = this.width, h = this.height;
    let left = point.x - w / 2, top = point.y - h / 2;
    const [across, down] = MOVED[side] || [0, 0];
    if (/^far /.test(side)) {
      const [x, y] = this.away(side);
      return [left + x, top + y, left + x + w, top + y + h];
    }
    if (MOVED[side]) return [left + across * w / 2, top + down * (h / 2 + 4), left + across * w / 2 + w, top + down * (h / 2 + 4) + h];
    if (/right/.test(side)) left = point.x + this.beside + (side === 'right' ? BESIDE : BESIDE - 4);
    if (/left/.test(side)) left = point.x - w - this.beside - (side === 'left' ? BESIDE : BESIDE - 4);
    if (/^top/.test(side)) top = point.y - h - (side === 'top' ? ABOVE : ABOVE - 6);
    if (/^bottom/.test(side)) top = point.y + (side === 'bottom' ? ABOVE : ABOVE - 6);
    return [left, top, left + w, top + h];
  };

  /** The middle of the text in pixels from the point, for a side in FAR. */
  Label.prototype.away = function (side) {
    const [, direction, ring] = side.split(' '), angle = direction * 2 * Math.PI / TURN, away = AWAY[ring || 0];
    return [Math.cos(angle) * (away + this.width / 2), Math.sin(angle) * (away + this.height / 2)];
  };

  /** The end of the line from a pin to a text that is far from it, in pixels from the pin. */
  Label.prototype.reach = function (side) {
    return this.away(side).map((value, i) => Math.sign(value) * Math.max(0, Math.abs(value) - (i ? this.height : this.width) / 2 - 1));
  };

  Label.prototype.lead = function (side) {
    if (!this.leader) { this.leader = document.createElement('b'); this.text.before(this.leader); }
    const end = this.reach(side);
    const length = Math.hypot(...end);
    this.leader.style.width = Math.max(0, length - PIN) + 'px';
    this.leader.style.transform = `rotate(${Math.atan2(end[1], end[0])}rad) translateX(${PIN}px)`;
  };

  Label.prototype.turn = function (side, shown) {
    const [across, down] = MOVED[side] || [0, 0], far = /^far /.test(side), name = MOVED[side] || far ? 'middle' : side;
    if (this.text.className !== name) this.text.className = name;
    if (far) {
      const [x, y] = this.away(side);
      this.lead(side);
      this.text.style.margin = `${y}px 0 0 ${x}px`;
      this.show(shown);
      return;
    }
    if (this.leader) { this.leader.remove(); this.leader = null; }
    const wide = this.beside ? `0 ${/left/.test(side) ? this.beside : 0}px 0 ${/right/.test(side) ? this.beside : 0}px` : '';
    this.text.style.transform = '';
    this.text.style.margin = MOVED[side] ? `${down * (this.height / 2 + 4)}px 0 0 ${across * this.width / 2}px` : wide;
    this.show(shown);
  };

  Label.prototype.show = function (shown) {
    const element = this.marker.getElement();
    if (element) element.classList.toggle('shown', shown);
  };

  /** The positions that the text may have on the map: {box, spot, side}. */
  Label.prototype.options = function (map) {
    return this.spots.map(at => storymap.near(map, at)).flatMap((spot, i) => {
      const point = map.latLngToContainerPoint(spot), sides = i ? this.sides : [...this.sides, ...this.around || []];
      return sides.map(side => {
        const far = /^far /.test(side), [x, y] = far ? this.reach(side) : [];
        return { box: this.box(point, side), spot, side, far, line: far ? [point.x, point.y, point.x + x, point.y + y] : null };
      });
    });
  };

  const { hits, isFree } = storymap;

  storymap.covers = function (map) {
    const frame = map.getContainer().getBoundingClientRect();
    return [...document.querySelectorAll('.bar, .leaflet-control, #card, .inset.shown, #back')].map(e => e.getBoundingClientRect())
      .filter(r => r.width).map(r => [r.left - frame.left, r.top - frame.top, r.right - frame.left, r.bottom - frame.top]);
  };

  /** Shows a label along its line if it has one and there is room, and returns whether it does. */
  function settleAlong(map, label, taken) {
    const found = label.course && label.along(map);
    if (!found || !found.boxes.every(box => isFree(map.getSize(), box, taken, label))) return false;
    taken.push(...found.boxes.map(box => ({ box })));
    label.marker.setLatLng(map.containerPointToLatLng(found.point));
    label.turn('along', true);
    label.text.style.transform = `translate(-50%, -50%) rotate(${found.degrees.toFixed(1)}deg)`;
    return true;
  }

  /** Shows an orientation label at its first free position and returns whether there is one. */
  function settle(map, label, taken) {
    if (settleAlong(map, label, taken)) return true;
    const size = map.getSize(), found = !label.street && label.options(map).find(({ box }) => isFree(size, box, taken, label));
    if (!found) { label.turn(label.sides[0], false); return false; }
    taken.push({ box: found.box });
    if (label.dot) taken.push({ box: dotBox(map, label), gap: 1, slug: label.slug });
    put(label, found);
    return true;
  }

  function put(label, { spot, side }) {
    if (!spot.equals(label.marker.getLatLng())) label.marker.setLatLng(spot);
    label.turn(side, true);
  }

  /** Shows the labels of places, adds their boxes and those of the signs to `taken`, and returns the slugs of the labels that do not fit.
   *  `home`: orientation labels that follow the most important places. */
  function* settleOwn(map, own, home, taken, signs) {
    const itemOf = label => ({ label, slug: label.slug, strong: label.strong, early: label.early, options: label.options(map) });
    const placement = storymap.labelPlacement(map.getSize(), taken), items = own.map(itemOf), countries = home.map(itemOf);
    const shown = new Set();
    const extras = items.filter(({ label }) => label.extra), first = items.filter(({ label }) => !label.extra && !label.tight);
    const tight = new Map(items.filter(({ label }) => label.tight).map(item => [item.slug, item]));
    const placeSigns = () => taken.push(...signs.place([...placement.boxes(), ...placement.lines()]));
    const fits = item => item && placement.place(item);
    const place = item => { if (!shown.has(item.slug) && (fits(item) || fits(tight.get(item.slug)))) shown.add(item.slug); };
    for (const item of first.slice(0, signs.after)) { place(item); yield; }
    placeSigns();
    for (const item of [...countries, ...first.slice(signs.after)]) { place(item); yield; }
    for (const extra of extras) {
      const item = first.find(({ slug, chosen }) => slug === extra.slug && chosen);
      if (item) placement.swap(item, extra);
    }
    // a name that is in the middle of its place, or only a little away from it, does not need a pin
    const centred = new Set(items.filter(({ chosen }) => chosen && AREA_SIDES.includes(chosen.side)).map(({ slug }) => slug));
    for (const pin of taken) if (centred.has(pin.slug)) pin.hidden = true;
    for (const { label, chosen } of [...items, ...countries]) if (chosen) put(label, chosen); else label.turn(label.sides[0], false);
    taken.push(...placement.boxes().map(box => ({ box })), ...placement.lines().map(box => ({ box, gap: 1 })));
    return items.map(({ slug }) => slug).filter(slug => !shown.has(slug));
  }

  /** Adds the orientation labels of this view to the map, removes all others, and returns the labels of this view. */
  function inView(map, orientation) {
    const zoom = map.getZoom(), view = map.getBounds().pad(.1);
    return orientation.filter(label => {
      const at = storymap.near(map, label.spots[0]);
      const on = zoom >= label.low && zoom < label.high && view.intersects(label.street ? label.course : [at, at]);
      if (on && !map.hasLayer(label.marker)) label.marker.addTo(map);
      if (!on && map.hasLayer(label.marker)) label.marker.remove();
      return on;
    });
  }

  function dotBox(map, label) {
    const { x, y } = map.latLngToContainerPoint(storymap.near(map, label.spots[0]));
    return [x - DOT, y - DOT, x + DOT, y + DOT];
  }

  /** Whether the dot of a city would be on a pin, a label or another dot. */
  const isHidden = (map, label, taken) => label.dot && taken.some(other => other.slug !== label.slug && hits(dotBox(map, label), other.box, 0));

  /** Places the orientation labels in their order. A large sea has labels at several positions; only one of them is shown. */
  function* settleOrientation(map, near, texts, full) {
    const dots = near.filter(label => label.dot && !isHidden(map, label, full)).slice(0, DOTS);
    const all = [...full, ...dots.map(label => ({ box: dotBox(map, label), gap: 1, slug: label.slug }))];
    for (const label of near) {
      const text = label.text.textContent;
      if (texts.has(text) || isHidden(map, label, all)) label.turn(label.sides[0], false);
      else if (settle(map, label, all)) texts.add(text);
      yield;
    }
  }

  storymap.labels = function (map, data) {
    const orientation = data.labels.map(({ text, at, kind, zooms, course, river, home }, i) => Object.assign(new Label([text], at, kind, 'orientation'), {
      course: course && course.map(end => L.latLng(end)), river, home, street: /^str/.test(kind), slug: 'orientation ' + (home ? text : i), low: zooms[0], high: zooms[1], dot: kind === 'city', sides: kind === 'city' ? SIDES : AREA_SIDES
    }));
    let own = [], key = '';

    function make({ slug, lines, at, classes, spots, sides, around, quiet, strong, early, beside, far, centred, extra, tight }) {
      const label = Object.assign(new Label(lines, at, classes, quiet ? 'orientation' : 'names'), {
        slug, strong, early: early || strong, extra, tight, beside: beside || 0, around: around || [], sides: sides || [...centred ? ['middle'] : [], ...SIDES, ...far ? FAR : []], spots: (spots || [at]).map(spot => L.latLng(spot))
      });
      label.marker.addTo(map);
      return label;
    }

    function* show(wanted, taken, signs) {
      const now = JSON.stringify(wanted);
      if (now !== key) {
        for (const label of own) label.marker.remove();
        own = [];
        key = '';
        for (const one of wanted) { own.push(make(one)); yield; }
        key = now;
      }
      const near = inView(map, orientation);
      yield;
      const full = [...taken, ...storymap.covers(map).map(box => ({ box }))];
      // all labels are measured before the first is moved, so that the browser lays out the page once
      for (const label of [...own, ...near]) label.measure();
      yield;
      const home = signs.after ? near.filter(label => label.home) : [];
      const missing = yield* settleOwn(map, own, home, full, signs);
      yield* settleOrientation(map, near.filter(label => !home.includes(label)), new Set(own.flatMap(({ text: { textContent } }) => [...textContent.split('\n'), textContent.replace(/\n/g, ' ')])), full);
      return missing;
    }

    return { show };
  };
})();
