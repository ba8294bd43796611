/* The list of passages of a place. All text is added as text, never as HTML.
 *
 *   storymap.passageList(places) -> {show(i, numbers)}
 *     numbers  the passages to show, in this order; the first PAGE are loaded immediately, the others with the button
 */
(() => {
  'use strict';

  const PAGE = 20;
  const WEB = /^https?:\/\//i;

  function element(name, text, more) {
    return Object.assign(document.createElement(name), { textContent: text }, more);
  }

  function item({ before, words, after, name, url, published }) {
    const row = document.createElement('li'), source = element('p', '', { className: 'source' });
    const text = element('blockquote', before, { dir: 'auto' });
    text.append(element('b', words), after);
    source.append(WEB.test(url) ? element('a', name, { href: url, rel: 'noopener noreferrer', dir: 'auto' }) : element('span', name, { dir: 'auto' }));
    if (published) source.append(' · ', element('time', published));
    row.append(text, source);
    return row;
  }

  storymap.passageList = function (places) {
    const list = document.getElementById('passages'), more = document.getElementById('more-passages');
    const what = document.getElementById('place-what');
    let turn = 0, rest = [];

    function describe(about, i) {
      const [lat, lon] = places.position(i), kind = places.disputed(i) ? [about.kind, 'disputed'] : [about.kind, about.where];
      const count = (number, word) => `${number.toLocaleString('en')} ${word}${number === 1 ? '' : 's'}`;
      what.textContent = [
        kind.filter(Boolean).join(', '),
        `${Math.abs(lat).toFixed(2)}° ${lat < 0 ? 'S' : 'N'}, ${Math.abs(lon).toFixed(2)}° ${lon < 0 ? 'W' : 'E'}`,
        `${count(about.mentions, 'mention')} in ${count(places.articles[i], 'article')}`
      ].filter(Boolean).join(' · ');
    }

    async function add(i) {
      const now = turn, numbers = rest.splice(0, PAGE);
      more.hidden = true;
      try {
        for (const number of numbers) {
          const passage = await places.passage(number);
          if (now !== turn) return null;
          describe(passage.about, i);
          list.append(item(passage));
        }
      } catch (error) {
        if (now !== turn) return null;
        rest = numbers.slice(list.children.length % PAGE).concat(rest);
        list.append(element('li', `The passages could not be loaded (${error.message}).`, { className: 'note' }));
      }
      more.hidden = !rest.length;
      return list.children[list.children.length - numbers.length];
    }

    return {
      async show(i, numbers) {
        turn++;
        rest = [...numbers];
        list.replaceChildren();
        what.textContent = places.where(i);
        more.onclick = async () => {
          const first = await add(i);
          if (first) {
            first.tabIndex = -1;
            first.focus();
          }
        };
        await add(i);
      }
    };
  };
})();
