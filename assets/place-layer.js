/* The places of the story on the map: areas, pins, distance lines and their labels.
 *
 *   storymap.placeLayer(map, data) -> { *opening(), show(slugs, passage), overview(), highlight(slug), theme() }
 *     opening    a generator that draws the overview for the first time, in many steps
 *     show       the places of a scene, the most important first, and the distance lines of the passage with this id
 *     overview   all places
 *     highlight  highlights one place, even if the scene does not show it; null: no place
 *     theme      reads the colours again
 */
(() => {
  'use strict';

  const LABELLED = 60;       // maximum number of labels of the story's places
  const NEARBY = 30;         // maximum number of labels of places outside the current passage
  const HEROES = 12, HEROES_NARROW = 8;    // number of important places on the overview whose labels are larger
  const FAR = 40, FAR_NARROW = 30;         // number of labels on the overview that may be farther from their pins
  const SMALL_PX = 90;       // if an area is smaller than this, its name may be beside it
  const NARROW_PX = 500;
  const INSIDE_PX = 90;      // if a region without an outline is larger than this, its name stays inside the region
  const INNER = .3;          // such a name may be moved by this share of the radius of the region
  const VAST_KM = 200;       // if the radius of a sea or lake is larger, its name is on the water, never outside with a line to it
  const RANGE_PX = 40;       // if a region or range without an outline is larger than this, its name is in its middle, without a pin

  // A place with at most this maximum zoom is a continent or ocean; no sign at the edge of the map points to it
  const CONTINENT = 3;
  const NAMES = 3;           // maximum number of names beside one pin
  const MANY = 120;          // if there are more places than this, places outside the current passage are dots

  const isRange = marker => Boolean(marker.place.extent_km) && marker.span() > RANGE_PX;
  const classesOf = place => [place.role === 'passing' ? 'quiet' : '', place.role === 'setting' ? 'setting' : '', place.water ? 'water' : '', place.unsure ? 'unsure' : ''].join(' ').trim();

  /** The name of an ocean on two lines: on a phone, one line would be wider than the ocean. */
  const inTwo = name => name.split(/ (?=\S+$)/);

  /** Eight positions at a distance in pixels around another one. */
  function around8(map, at, px) {
    const { x, y } = map.project(at);
    return Array.from({ length: 8 }, (_, i) => map.unproject([x + px * Math.cos(i * Math.PI / 4), y + px * Math.sin(i * Math.PI / 4)]))
      .map(({ lat, lng }) => [lat, lng]);
  }

  /** Returns the label of a place in the form that labels.js expects, or null if the place is not in the view. `names`: the names of all
   *  places that its pin represents. */
  function labelOf(map, { marker, names, quiet, strong, early, beside, minor, far, extra, tight }, view) {
    const { place } = marker, spots = marker.spots(view);
    if (!spots.length) return null;
    const vast = place.water && (place.role === 'setting' || place.extent_km > VAST_KM);
    const around = marker.size() < SMALL_PX && !place.spots && !vast ? ['top', 'bottom', 'right', 'left', ...far && place.role !== 'setting' ? storymap.farSides : []] : [];
    const area = { sides: place.course ? ['bottomright', 'topleft', 'topright', 'bottomleft'] : ['middle', 'below', 'above'], spots: spots.map(({ lat, lng }) => [lat, lng]), around };
    const ocean = place.water && place.spots && map.getSize().x < NARROW_PX;
    const range = (isRange(marker) || place.course) && !names;
    const inside = range && !place.course && marker.span() > INSIDE_PX ? { sides: storymap.areaSides, spots: place.spots ? area.spots : [...area.spots, ...around8(map, spots[0], marker.span() * INNER)] } : {};
    return Object.assign({ slug: place.slug, lines: names || (ocean ? place.lines.flatMap(inTwo) : place.lines), at: [spots[0].lat, spots[0].lng], quiet: Boolean(quiet), strong: Boolean(strong), early: Boolean(early), beside: beside || 0, far: Boolean(far) && !vast, extra: Boolean(extra), tight: Boolean(tight), classes: `${quiet ? 'near' : classesOf(place)} ${minor && !range ? 'minor' : ''} ${range ? 'range' : ''} ${tight ? 'tight' : ''}`.trim(), centred: range && !place.course }, marker.pinned() ? inside : area);
  }

  /** The label of a distance line, near its middle: above or below the line, or beside it where it is steep. */
  function distanceLabel(map, { course, text }, i) {
    const spots = [.5, .4, .6, .3, .7].map(part => course[Math.round(part * (course.length - 1))]);
    const [a, b] = [0, -1].map(i => map.project(course.at(i)));
    const steep = Math.abs(a.y - b.y) > Math.abs(a.x - b.x);
    return { slug: 'distance ' + i, lines: [text], at: spots[0], spots, sides: steep ? ['right', 'left'] : ['top', 'bottom'], classes: 'distance' };
  }

  function drawLine(map, { layer, course }, on) {
    if (on) layer.setLatLngs(course.map(([lat, lon]) => [lat, lon + storymap.near(map, course[0]).lng - course[0][1]]));
    if (on && !map.hasLayer(layer)) layer.addTo(map);
    if (!on && map.hasLayer(layer)) layer.remove();
    if (on) layer.getElement().classList.add('on');
  }

  function contextOf(map, number) {
    const style = getComputedStyle(map.getContainer());
    return {
      areas: L.svg({ pane: 'areas', padding: .4 }),
      dots: number > MANY ? L.canvas({ pane: 'dots', padding: .2 }) : null,
      colours: () => ({ color: style.getPropertyValue('--glow').trim(), fillColor: style.getPropertyValue('--accent').trim(), fillOpacity: .65, opacity: .9 })
    };
  }

  storymap.placeLayer = function (map, data) {
    const renderer = L.svg({ pane: 'lines', padding: .4 }), context = contextOf(map, data.places.length);
    const markers = new Map(data.places.map(place => [place.slug, new storymap.PlaceMarker(map, place, context)]));
    const wide = data.places.filter(({ slug, mouth }) => mouth || markers.get(slug).wide).map(({ slug }) => slug);
    const labels = storymap.labels(map, data);
    const distances = data.lines.map(line => Object.assign({ layer: L.polyline(line.course, { renderer, pane: 'lines', className: 'line', interactive: false, smoothFactor: 0 }) }, line));
    const signs = storymap.edgeSigns(map), numbers = storymap.passageNumbers();
    // slugs of the places that the overview labels, the most important first
    const ranking = document.querySelector('.stage').dataset.ranking.split(' ').filter(slug => markers.has(slug)), ranked = new Set(ranking);
    let on = [], all = null, hot = null, passage = '', drawnAt = Infinity;

    const hasSmall = () => (all ? [...markers.keys()] : on).some(slug => !markers.get(slug).wide);
    function state(slug) {
      const active = [all ? 'seen' : '', on.includes(slug) ? 'on' : '', slug === hot ? 'hot' : ''].join(' ').trim();
      return active && markers.get(slug).wide && hasSmall() ? active + ' beside' : active;
    }

    const isFine = place => place.role !== 'setting';

    /** The markers in the order of their labels, first those whose labels may be shown. */
    function inOrder() {
      const slugs = all ? [...ranking, ...data.places.map(place => place.slug).filter(slug => !ranked.has(slug))] : on;
      const first = hot && !slugs.includes(hot) ? [hot] : [];
      return [...first, ...slugs].map(slug => markers.get(slug));
    }

    /** The most important places of the overview. */
    const heroes = () => new Set(ranking.filter(slug => isFine(markers.get(slug).place)).slice(0, map.getSize().x < NARROW_PX ? HEROES_NARROW : HEROES));

    /** Groups the pins. `numberOf` gives the number of a slug in the text, '' for none. */
    function group(active, numberOf) {
      for (const marker of markers.values()) marker.number = '';
      for (const marker of active) marker.number = numberOf(marker.place.slug);
      const others = data.places.map(place => markers.get(place.slug)).filter(marker => !active.includes(marker));
      const pins = [...active, ...others].filter(marker => marker.pinned() && !marker.dotted());
      const groups = storymap.pinGroups(map, pins.map(marker => ({ marker, radius: marker.radius(), active: active.includes(marker) })));
      for (const one of groups) one.marker.mark(true, one.slugs, one.slugs.map(numberOf).filter(Boolean).sort((a, b) => a - b).join(' '));
      return groups;
    }

    /** The labels of the active places, then of the distances, then of the other places; pins of one group have one label. */
    function wantedLabels(active, groups, view) {
      const groupOf = new Map(groups.map(one => [one.marker, one])), same = (slug, marker) => markers.get(slug).place.water === marker.place.water;
      // a lake or sea that shares a pin with a town has a label of its own, in the style for water
      const hidden = new Set(groups.flatMap(one => one.slugs.slice(1).filter(slug => same(slug, one.marker))));
      const main = heroes(), isHero = ({ place }) => !all || main.has(place.slug) || place.slug === hot;
      const narrow = map.getSize().x < NARROW_PX;
      const names = (marker, most) => {
        const slugs = groupOf.has(marker) ? groupOf.get(marker).slugs : [];
        const named = slugs.filter(slug => same(slug, marker));
        return named.length > 1 && (all ? named.length >= most : named.length <= NAMES) ? named.slice(0, most).flatMap(slug => markers.get(slug).place.lines) : null;
      };
      const labelled = active.filter(marker => !hidden.has(marker.place.slug) && (!all || ranked.has(marker.place.slug) || marker.place.slug === hot));
      const own = labelled.slice(0, LABELLED).flatMap((marker, i) => {
        const one = {
          marker, names: all ? null : names(marker, NAMES), strong: isHero(marker), early: i < main.size, far: all && i < (narrow ? FAR_NARROW : FAR), minor: !isHero(marker) && isFine(marker.place),
          beside: groupOf.has(marker) ? Math.max(0, groupOf.get(marker).half - 9) : 0
        };
        // The overview shows the first name of a pin, and more names if there is room. On a phone, a name that has no room is tried
        // in smaller letters.
        const more = all ? [NAMES, NAMES - 1].map(most => names(marker, most)).filter(Boolean) : [];
        const smaller = all && narrow ? [Object.assign({}, one, { tight: true })] : [];
        return [one, ...smaller, ...more.map(names => Object.assign({}, one, { names, extra: true }))];
      });
      const others = all ? [] : groups.filter(one => !one.active).slice(0, NEARBY).map(({ marker }) => ({ marker, quiet: true }));
      const lines = distances.filter(line => line.passage === passage && !all);
      for (const line of distances) drawLine(map, line, lines.includes(line));
      return [...own.map(one => labelOf(map, one, view)), ...lines.map((line, i) => distanceLabel(map, line, i)), ...others.map(one => labelOf(map, one, view))].filter(Boolean);
    }

    /** Positions pins, signs and labels. If a label of the passage does not fit, the pins of the passage get numbers. */
    function* arranging() {
      const active = inOrder(), view = map.getBounds();
      const far = active.filter(marker => (all ? isFine(marker.place) && ranked.has(marker.place.slug) : marker.place.zoom > CONTINENT || isFine(marker.place)) && !marker.isIn(view));
      const main = heroes();
      const edges = { after: all ? main.size : 0, place: boxes => signs.show(far.map(marker => marker.place), boxes) };
      const attempt = function* (numberOf) {
        const groups = group(active, numberOf);
        yield;
        const strong = new Set(active.filter(({ place }) => !all || main.has(place.slug)));
        const pins = groups.map(({ marker, point: { x, y }, half, radius }) => ({
          marker, box: [x - half, y - radius, x + half, y + radius], slug: marker.place.slug, gap: 1, weak: !strong.has(marker)
        }));
        const wanted = wantedLabels(active, groups, view);
        yield;
        const missing = yield* labels.show(wanted, pins, edges);
        for (const { marker, hidden } of pins) if (hidden) marker.mark(false, [], '');
        return missing.some(slug => on.includes(slug)) || groups.some(one => one.slugs.length > NAMES);
      };
      if ((yield* attempt(() => '')) && !all) yield* attempt(numbers.show(passage, on.filter(slug => markers.get(slug).pinned() && markers.get(slug).isIn(view)))); else numbers.show('', []);
    }

    /** Draws some places again, or all of them if the map has moved to another copy of the world. */
    function* drawing(slugs) {
      const east = map.getCenter().lng, turned = Math.abs(east - drawnAt) > 60;
      if (turned) drawnAt = east;
      for (const slug of turned ? markers.keys() : new Set(slugs)) { markers.get(slug).draw(state(slug)); yield; }
      yield* arranging();
    }

    let latest = 0, opened = 0;
    /** Does all steps at once. If the first drawing is still under way, it ends. */
    function now(steps) {
      latest += 1;
      storymap.atOnce(steps);
    }
    const draw = slugs => now(drawing(slugs));

    /** Pins and labels become visible together, when it is known which of them are hidden. */
    function* opening() {
      const mine = latest += 1, { classList } = map.getContainer();
      all = true;
      classList.add('opening');
      for (const steps = drawing(markers.keys()); mine === latest && !steps.next().done;) yield;
      classList.remove('opening');
      opened = mine;
    }

    function show(slugs, overview, id) {
      const before = on, changed = all !== overview;
      on = slugs;
      all = overview;
      passage = id;
      if (overview && opened === latest) return;     // it has just been drawn
      draw(changed ? markers.keys() : [...before, ...on]);
    }

    map.on('moveend resize', () => draw([...wide, ...on]));
    map.on('story:covers', () => { if (all !== null) now(arranging()); });
    return {
      opening,
      show: (slugs, id) => show(slugs, false, id),
      overview: () => show([], true, ''),
      highlight(slug) {
        const before = hot;
        hot = slug;
        draw([before, slug].filter(one => markers.has(one)));
      },
      theme() { for (const marker of markers.values()) marker.theme(); }
    };
  };
})();
