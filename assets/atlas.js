/* Starts the atlas: connects search, years, list of places, passages and map. */
(() => {
  'use strict';

  const PAGE = 30;            // number of places that are added to the list at a time
  const PAUSE_MS = 250;       // the search starts this long after the last key
  const $ = id => document.getElementById(id);
  const number = value => value.toLocaleString('en');
  const counted = (value, word) => `${number(value)} ${word}${value === 1 ? '' : 's'}`;

  document.documentElement.classList.add('live');
  const data = JSON.parse($('atlas-data').textContent), places = storymap.places(data);
  // query: the folded text; named: the places whose names match; hits: place -> numbers of the passages that match, or null
  const search = { query: '', named: new Set(), hits: null, turn: 0 };
  let open = -1, listed = PAGE, shown = [];

  const years = storymap.years(data, async () => {
    if (!await needDetails()) return;
    update();
    if (open >= 0) showPassages();
  });
  const map = storymap.atlasMap(data, places, i => select(i, false));
  const passages = storymap.passageList(places);

  async function needDetails() {
    try {
      await places.details();
      return true;
    } catch (missing) {
      $('status').textContent = `${missing.message}.`;
      return false;
    }
  }

  /* ---------- what is shown ---------- */

  const inRange = ({ year }) => years.all || year >= years.from && year <= years.to;

  /** The numbers of the passages of a place in the selected years. */
  function inYears(i) {
    const [first, end] = places.passages(i);
    if (years.all) return Array.from({ length: end - first }, (_, n) => first + n);
    return places.years(i).filter(inRange).flatMap(run => Array.from({ length: run.passages }, (_, n) => run.first + n));
  }

  function hitsOf(i) {
    const found = search.hits && search.hits.get(i) || [];
    if (years.all || !found.length) return found;
    const runs = places.years(i).filter(inRange);
    return found.filter(it => runs.some(run => it >= run.first && it < run.first + run.passages));
  }

  /** For each place, the number of articles in the selected years, or the number of passages found by the search. */
  function counts() {
    return Array.from({ length: places.size }, (_, i) => {
      if (search.query && !search.named.has(i)) return hitsOf(i).length;
      if (years.all) return places.articles[i];
      return places.years(i).filter(inRange).reduce((sum, run) => sum + run.articles, 0);
    });
  }

  function update() {
    const now = counts();
    map.show(now);
    shown = [];
    for (let i = 0; i < now.length; i++) if (now[i] > 0) shown.push(i);
    shown.sort((a, b) => search.named.has(b) - search.named.has(a) || now[b] - now[a] || a - b);
    listed = PAGE;
    list(now);
    const span = years.all ? '' : `, ${years.from === years.to ? years.from : `${years.from}–${years.to}`}`;
    $('status').textContent = (search.query && !shown.length ? 'Nothing was found' : counted(shown.length, 'place')) + span + search.note + '.';
  }

  function list(now) {
    $('results').replaceChildren(...shown.slice(0, listed).map(i => {
      const row = document.createElement('li'), button = document.createElement('button');
      const [name, where, count] = ['span', 'span', 'span'].map(it => document.createElement(it));
      name.className = 'name';
      name.dir = 'auto';
      count.className = 'count';
      name.textContent = places.label(i);
      where.textContent = places.where(i);
      if (where.textContent) name.append(' ', where);
      count.textContent = counted(now[i], search.query && !search.named.has(i) ? 'passage' : 'article');
      button.type = 'button';
      button.append(name, ' ', count);
      button.addEventListener('click', () => select(i));
      row.append(button);
      return row;
    }));
    $('more-places').hidden = shown.length <= listed;
    $('more-places').onclick = () => {
      const first = listed;
      listed += PAGE;
      list(now);
      $('results').children[first].firstChild.focus();
    };
  }

  /* ---------- one place ---------- */

  function select(i, move = true) {
    open = i;
    const [first] = places.passages(i);
    $('place').hidden = false;
    $('list').hidden = true;
    $('place-name').textContent = places.label(i);
    map.select(i, move);
    showPassages().then(() => places.passage(first)).then(({ about }) => address('#place=' + encodeURIComponent(about.id))).catch(() => {});
    $('place-name').focus();
  }

  function close() {
    const before = open;
    open = -1;
    $('place').hidden = true;
    $('list').hidden = false;
    map.select(-1, false);
    address('#');
    const at = shown.indexOf(before), button = at >= 0 && at < listed ? $('results').children[at].firstChild : $('list-title');
    button.focus();
  }

  function showPassages(all) {
    const hits = all ? [] : hitsOf(open), total = inYears(open);
    const parts = [];
    if (hits.length) parts.push(`passages with “${search.query}”`);
    if (!years.all) parts.push(years.from === years.to ? `articles of ${years.from}` : `articles of ${years.from} to ${years.to}`);
    $('filtered').hidden = !parts.length;
    $('filtered').textContent = parts.length ? `Only ${parts.join(', ')}: ${number(hits.length || total.length)}.` : '';
    $('unfiltered').hidden = !hits.length || hits.length === total.length;
    return passages.show(open, hits.length ? hits : total);
  }

  const address = hash => storymap.permitted(() => window.history.replaceState(null, '', hash));

  /** Opens the place in the URL. */
  async function openAddress() {
    const id = storymap.permitted(() => decodeURIComponent((/^#place=(.+)$/.exec(window.location.hash) || [])[1] || ''));
    if (!id || !await needDetails()) return;
    const i = places.ids.indexOf(id);
    if (i >= 0 && i !== open) select(i);
  }

  /* ---------- search ---------- */

  async function find(query) {
    const turn = ++search.turn;
    search.query = query;
    search.named = new Set(query ? storymap.findPlaces(places, query) : []);
    search.hits = null;
    search.note = '';
    if (query) {
      try {
        const found = await storymap.findPassages(data, query);
        if (turn !== search.turn) return;
        search.hits = new Map();
        for (const it of found || []) {
          const place = places.placeOf(it);
          if (!search.hits.has(place)) search.hits.set(place, []);
          search.hits.get(place).push(it);
        }
        if (!found && !search.named.size) search.note = ': the words are too short or too frequent';
      } catch (missing) {
        if (turn !== search.turn) return;
        search.note = `: ${missing.message}`;
      }
    }
    update();
  }
  search.note = '';

  let timer = 0;
  function typed() {
    clearTimeout(timer);
    if (open >= 0) close();
    $('query').focus();
    find($('query').value.trim());
  }
  $('query').addEventListener('input', () => { clearTimeout(timer); timer = setTimeout(typed, PAUSE_MS); });
  $('search').addEventListener('submit', event => { event.preventDefault(); typed(); });
  $('back').addEventListener('click', close);
  $('unfiltered').addEventListener('click', () => { showPassages(true); $('place-name').focus(); });
  $('list-title').tabIndex = -1;
  document.addEventListener('keydown', ({ key }) => { if (key === 'Escape' && open >= 0) close(); });

  storymap.colorScheme({ light: 'Light page', dark: 'Dark page' }, [map]);
  map.theme();
  update();
  window.addEventListener('hashchange', openAddress);
  openAddress();
})();
