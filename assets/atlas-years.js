/* The histogram of years, with two sliders and a brush for the pointer.
 *
 *   storymap.years(data, change) -> {from, to, all}
 *     change   called after the selection changed
 *     all      whether all years are selected; only then, articles without a year are included
 */
(() => {
  'use strict';

  const SVG = 'http://www.w3.org/2000/svg';

  storymap.years = function (data, change) {
    const { first, articles } = data.years, last = first + articles.length - 1;
    const state = { from: first, to: last, all: true };
    if (articles.length < 2) {
      const field = document.getElementById('years');
      if (field) field.hidden = true;
      return state;
    }
    const [from, to] = ['from', 'to'].map(id => document.getElementById(id));
    const bars = document.getElementById('bars'), most = Math.max(...articles), width = articles.length;
    let waiting = false;

    bars.setAttribute('viewBox', `0 0 ${width} 100`);
    const drawn = articles.map((count, n) => {
      const bar = document.createElementNS(SVG, 'rect'), height = count ? Math.max(2, 100 * count / most) : 0;
      for (const [name, value] of Object.entries({ x: n + .08, y: 100 - height, width: .84, height })) bar.setAttribute(name, value);
      bars.append(bar);
      return bar;
    });

    function paint() {
      for (const [input, year] of [[from, state.from], [to, state.to]]) {
        input.value = year;
        document.getElementById(input.id + '-year').textContent = year;
      }
      drawn.forEach((bar, n) => bar.classList.toggle('on', first + n >= state.from && first + n <= state.to));
    }
    function set(one, other) {
      [state.from, state.to] = [Math.min(one, other), Math.max(one, other)];
      state.all = state.from === first && state.to === last;
      paint();
      if (waiting) return;
      waiting = true;
      requestAnimationFrame(() => { waiting = false; change(); });
    }

    for (const input of [from, to]) Object.assign(input, { min: first, max: last, step: 1 });
    from.addEventListener('input', () => set(Math.min(+from.value, state.to), state.to));
    to.addEventListener('input', () => set(state.from, Math.max(+to.value, state.from)));
    const yearAt = event => {
      const box = bars.getBoundingClientRect();
      return first + Math.max(0, Math.min(width - 1, Math.floor((event.clientX - box.left) / box.width * width)));
    };
    let start = null;
    bars.addEventListener('pointerdown', event => {
      bars.setPointerCapture(event.pointerId);
      start = yearAt(event);
      set(start, start);
    });
    bars.addEventListener('pointermove', event => { if (start !== null) set(start, yearAt(event)); });
    for (const type of ['pointerup', 'pointercancel']) bars.addEventListener(type, () => { start = null; });
    bars.addEventListener('dblclick', () => set(first, last));
    paint();
    return state;
  };
})();
