/* Switches between light and dark. The system's setting applies until the reader presses the button or the page around the frame
 * reports its scheme.
 *
 *   storymap.colorScheme(wording, painted) -> setDark(on)
 *     painted  objects that draw with colours in scripts instead of CSS; their theme() reads the colours again
 *     setDark  uses the scheme of the page around the frame, unless the reader chose one on an earlier visit
 */
(() => {
  'use strict';

  storymap.colorScheme = function (wording, painted) {
    const root = document.documentElement, button = document.getElementById('scheme'), dark = matchMedia('(prefers-color-scheme: dark)');
    const isDark = () => (root.dataset.scheme || (dark.matches ? 'dark' : 'light')) === 'dark';
    const name = () => button.setAttribute('aria-label', isDark() ? wording.light : wording.dark);
    function paint() {
      name();
      for (const part of painted) part.theme();
    }
    const stored = storymap.permitted(() => window.localStorage.getItem('storymap-scheme'));
    if (stored === 'light' || stored === 'dark') root.dataset.scheme = stored;
    if (isDark() === dark.matches) name(); else paint();     // at the start, everything has the colours of the system's setting
    button.addEventListener('click', () => {
      root.dataset.scheme = isDark() ? 'light' : 'dark';
      storymap.permitted(() => window.localStorage.setItem('storymap-scheme', root.dataset.scheme));
      paint();
    });
    dark.addEventListener('change', paint);
    return on => {
      if (stored || on === isDark()) return;
      root.dataset.scheme = on ? 'dark' : 'light';
      paint();
    };
  };
})();
