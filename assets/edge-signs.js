/* Signs at the edge of the map: an arrow and a name for each place that is far outside the view.
 *
 *   storymap.edgeSigns(map) -> { show(places, boxes) }
 *     places  [{slug, lines, at, unsure}], the most important first; only those outside the view
 *     boxes   boxes that the signs must not hide: labels, in pixels of the map
 *     Returns [{box, slug}] of the signs that fit, in pixels of the map.
 */
(() => {
  'use strict';

  const MOST = 6, MOST_NARROW = 4, NARROW_PX = 500;
  // Pixels between a sign and the edge; pixels between two tries along the edge; number of tries in each direction
  const MARGIN = 8, STEP = 26, TRIES = 5;
  const ABOVE_BAR = 52;                              // pixels by which a sign is moved up if the buttons cover the lower edge

  function make({ slug, lines, unsure }, map) {
    const sign = document.createElement('div'), arrow = document.createElement('i'), name = document.createElement('bdi');
    sign.className = unsure ? 'edge unsure' : 'edge';
    sign.dataset.slug = slug;
    name.textContent = lines.join(' / ');
    sign.append(arrow, name);
    sign.addEventListener('click', event => { event.stopPropagation(); map.fire('story:place', { slug, how: 'click' }); });
    return sign;
  }

  /** Where the ray from the middle of the map to a point leaves a rectangle. `half`: half of the width and height. */
  function exit(away, half) {
    const part = Math.min(half.x / Math.max(1e-6, Math.abs(away.x)), half.y / Math.max(1e-6, Math.abs(away.y)));
    return away.multiplyBy(part);
  }

  const hits = (a, b) => a[0] < b[2] + 4 && a[2] + 4 > b[0] && a[1] < b[3] + 4 && a[3] + 4 > b[1];

  storymap.edgeSigns = function (map) {
    const holder = document.createElement('div');
    holder.className = 'edges';
    holder.setAttribute('aria-hidden', 'true');
    map.getContainer().append(holder);
    L.DomEvent.disableClickPropagation(holder);
    map.on('movestart zoomstart', () => { holder.classList.add('moving'); });

    /** Returns the box of a sign at the edge, or null if all positions there are taken. */
    function place(away, width, height, taken) {
      const middle = map.getSize().divideBy(2), half = L.point(middle.x - MARGIN - width / 2, middle.y - MARGIN - height / 2);
      // Whether the sign is at the left or right edge
      const out = exit(away, half), upright = Math.abs(Math.abs(out.x) - half.x) < 1;
      const lowest = out.y > 0 && !upright ? [0, ABOVE_BAR] : [0];
      for (const up of lowest) for (let i = 0; i <= 2 * TRIES; i++) {
        const shift = Math.ceil(i / 2) * (i % 2 ? 1 : -1) * (upright ? STEP : width / 2 + MARGIN);
        const x = middle.x + out.x + (upright ? 0 : shift), y = middle.y + out.y + (upright ? shift : 0) - up;
        const box = [x - width / 2, y - height / 2, x + width / 2, y + height / 2];
        const inside = box[0] >= MARGIN - 1 && box[1] >= MARGIN - 1 && box[2] <= 2 * middle.x - MARGIN + 1 && box[3] <= 2 * middle.y - MARGIN + 1;
        if (inside && !taken.some(other => hits(box, other))) return box;
      }
      return null;
    }

    function show(places, boxes) {
      const middle = map.getSize().divideBy(2), most = map.getSize().x < NARROW_PX ? MOST_NARROW : MOST;
      const taken = [...storymap.covers(map), ...boxes], shown = [];
      const wanted = places.slice(0, 2 * most).map(one => ({ one, sign: make(one, map) }));
      holder.replaceChildren(...wanted.map(({ sign }) => sign));
      holder.classList.remove('moving');
      const sizes = wanted.map(({ sign }) => [sign.offsetWidth, sign.offsetHeight]);
      wanted.forEach(({ one, sign }, i) => {
        const away = map.latLngToContainerPoint(storymap.near(map, one.at)).subtract(middle);
        const box = shown.length < most ? place(away, ...sizes[i], taken) : null;
        if (!box) { sign.remove(); return; }
        taken.push(box);
        shown.push({ box, slug: one.slug });
        sign.style.left = box[0] + 'px';
        sign.style.top = box[1] + 'px';
        sign.firstChild.style.transform = `rotate(${Math.atan2(away.y, away.x)}rad)`;
      });
      return shown;
    }

    return { show };
  };
})();
