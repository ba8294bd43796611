// What a reader sees of the map of a page. Evaluated in the page by reading.py; the result is an object of two functions.
//   scroll(id)  scrolls until the middle of a passage is on the reading line (see assets/page-scroll.js)
//   observe()   the view: its zoom, and in pixels of the map the places, labels, pins and covers; boxes are [left, top, right, bottom]
(() => {
  const map = storymap.leaflet, data = storymap.data, frame = () => map.getContainer().getBoundingClientRect();

  function scroll(id) {
    const narrow = matchMedia('(max-width: 47.99rem)').matches, high = innerHeight;
    const covered = narrow ? document.querySelector('.stage').offsetHeight / high : 0;
    const rest = high * (narrow ? covered + .35 * (1 - covered) : .45);
    const first = document.querySelector('.text .step').getBoundingClientRect().top + scrollY;
    const line = y => first < rest && y < rest ? first + (rest - first) * y / rest : rest;
    const r = document.getElementById(id).getBoundingClientRect(), goal = r.top + r.height / 2 + scrollY;
    let low = 9, top = document.documentElement.scrollHeight;
    for (let i = 0; i < 30; i++) { const y = (low + top) / 2; if (y + line(y) < goal) low = y; else top = y; }
    scrollTo({ top: low, behavior: 'instant' });
  }

  /** The parts of a place in degrees [west, south, east, north]; a point is a box without width. */
  function parts({ at: [lat, lon], areas = [], soft_km: radius = 0 }) {
    if (areas.length) {
      const { polygons, scale } = areas[0];
      return polygons.map(text => storymap.decode(text)[0].box.map(edge => edge / scale));
    }
    const south = radius / 111, east = south / Math.cos(lat * Math.PI / 180);
    return [[lon - east, lat - south, lon + east, lat + south]];
  }
  const known = new Map(data.places.map(place => [place.slug, { place, parts: parts(place) }]));

  /** The same for the zoom that a place needs: a range or region without an outline is as large as its extent. */
  const extents = place => place.extent_km && !place.areas ? parts(Object.assign({}, place, { soft_km: place.extent_km })) : parts(place);

  function pixels([west, south, east, north]) {
    const middle = (west + east) / 2, shift = storymap.near(map, [0, middle]).lng - middle;
    const a = map.latLngToContainerPoint([north, west + shift]), b = map.latLngToContainerPoint([south, east + shift]);
    return [a.x, a.y, b.x, b.y];
  }

  const rounded = box => box.map(edge => Math.round(edge * 10) / 10);
  function boxOf(element) {
    const r = element.getBoundingClientRect(), { left, top } = frame();
    return rounded([r.left - left, r.top - top, r.right - left, r.bottom - top]);
  }
  const visible = element => getComputedStyle(element).visibility !== 'hidden' && Number(getComputedStyle(element).opacity) > 0;
  const boxes = selector => [...document.querySelectorAll(selector)].filter(visible).map(boxOf).filter(b => b[2] > b[0] && b[3] > b[1]);

  /** The boxes of a text: one box, or several boxes along the line of a rotated text. */
  function pieces(span) {
    const turn = new DOMMatrix(getComputedStyle(span).transform), angle = Math.atan2(turn.b, turn.a), whole = boxOf(span);
    if (!angle) return [whole];
    const width = span.offsetWidth, height = span.offsetHeight, number = Math.ceil(width / height), piece = width / number;
    const cos = Math.abs(Math.cos(angle)), sin = Math.abs(Math.sin(angle));
    const across = (piece * cos + height * sin) / 2, down = (piece * sin + height * cos) / 2;
    return Array.from({ length: number }, (_, i) => {
      const way = (i + .5) * piece - width / 2;
      const x = (whole[0] + whole[2]) / 2 + way * Math.cos(angle), y = (whole[1] + whole[3]) / 2 + way * Math.sin(angle);
      return rounded([x - across, y - down, x + across, y + down]);
    });
  }

  function labels() {
    const found = [];
    for (const element of document.querySelectorAll('.name.shown')) {
      const own = element.closest('.leaflet-names-pane') !== null, span = element.querySelector('span');
      found.push({ text: span.textContent.replace(/\n/g, ' / '), own, kind: own ? '' : element.className.match(/country|sea|land|city|river|strait/)?.[0] || '', box: boxOf(span), boxes: pieces(span) });
    }
    return found;
  }

  /** The lines from pins to labels that are far from their pin: [x, y, x, y] with the name. */
  function leaders() {
    return [...document.querySelectorAll('.name.shown b')].map(line => {
      const { left, top } = frame(), turn = new DOMMatrix(getComputedStyle(line).transform), holder = line.parentElement.getBoundingClientRect();
      const x = holder.left - left + turn.e, y = holder.top - top + turn.f, long = line.offsetWidth;
      return { text: line.nextElementSibling.textContent, line: rounded([x, y, x + turn.a * long, y + turn.b * long]) };
    });
  }

  function pins() {
    const found = [];
    for (const element of document.querySelectorAll('.leaflet-pins-pane .pin')) {
      const i = element.querySelector('i');
      if (visible(i)) found.push({ on: element.classList.contains('on'), text: element.textContent, slugs: (element.dataset.places || '').split(' '), box: boxOf(i) });
    }
    return found;
  }

  function observe() {
    const { width, height } = frame(), box = map.getBounds();
    const step = document.querySelector('.step[aria-current]');
    return {
      step: step ? step.id : '',
      text: step ? [...step.childNodes].filter(node => node.className !== 'said-at').map(node => node.textContent).join('').trim().slice(0, 80) : '',
      named: step ? [...new Set([...step.querySelectorAll('[data-place]')].map(link => link.dataset.place))] : [],
      size: [width, height],
      zoom: map.getZoom(),
      bounds: [box.getWest(), box.getSouth(), box.getEast(), box.getNorth()],
      places: Object.fromEntries([...known].map(([slug, { place, parts }]) => [slug, {
        label: place.lines.join(' / '), role: place.role, at: rounded(pixels([place.at[1], place.at[0], place.at[1], place.at[0]])).slice(0, 2),
        parts: parts.map(part => rounded(pixels(part)))
      }])),
      degrees: Object.fromEntries([...known].map(([slug, { place }]) => [slug, extents(place)])),
      labels: labels(),
      leaders: leaders(),
      pins: pins(),
      edges: [...document.querySelectorAll('.edge')].filter(visible).map(element => ({ slug: element.dataset.slug || '', text: element.textContent, box: boxOf(element) })),
      covers: boxes('.bar, #card, .inset, .leaflet-control-zoom, #back'),
      back: !document.getElementById('back').hidden
    };
  }
  return { scroll, observe };
})()
