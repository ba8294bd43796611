/* Support for layers that were added with folium: popup HTML, stock icons, symbols on pins, legends. Only in pages with such
 * layers.
 *
 *   storymap.fragment(html)          the first element of an HTML text; if it has none, its text as a text node
 *   storymap.stockIcon(images)       makes Leaflet's default marker use these data URIs: {iconUrl, iconRetinaUrl, shadowUrl}
 *   storymap.symbols(table)          symbols for L.AwesomeMarkers.icon: {"fa:truck": {path, width, height}}
 *   storymap.legend(map, options)    the legend of a branca colour map; returns {legend, svg} like branca's own script
 *   storymap.overlay(map, html)      HTML over the map, such as a title or a floating image
 *   storymap.smallMap()              the offline basemap as a layer, for L.Control.MiniMap
 *   storymap.whenStarted(action)     runs an action when the story shows its first view
 */
(() => {
  'use strict';

  // The colours of the pins of Leaflet.awesome-markers
  const PINS = {
    red: '#d63e2a', orange: '#f69730', green: '#72b026', blue: '#38aadd', purple: '#d252b9', darkred: '#a23336', darkblue: '#00649f',
    darkgreen: '#728224', darkpurple: '#5b396b', cadetblue: '#436978', lightred: '#ff8e7f', beige: '#ffcb92', lightgreen: '#bbf970',
    lightblue: '#8adaff', pink: '#ff91ea', white: '#fbfbfb', lightgray: '#a3a3a3', gray: '#575757', black: '#303030'
  };
  const PIN = 'M17.5 1C8.4 1 1 8.3 1 17.3c0 4.2 2.3 8.2 4.8 12.2C9.3 35 14.2 40.2 17.5 45c3.3-4.8 8.2-10 11.7-15.5 2.5-4 4.8-8 4.8-12.2C34 8.3 26.6 1 17.5 1z';
  const known = {};

  storymap.fragment = function (html) {
    const box = new DOMParser().parseFromString(html, 'text/html').body;
    for (const frame of box.querySelectorAll('iframe[src^="data:text/html"]')) frame.replaceWith(unframed(frame));
    return document.adoptNode(box.firstElementChild || box.firstChild || document.createTextNode(''));
  };

  /** The content of a folium iframe. It is shown in a box of the same size, because the page's policy does not allow frames. */
  function unframed(frame) {
    const [head, data] = frame.getAttribute('src').split(',');
    const text = head.includes('base64') ? new TextDecoder().decode(Uint8Array.from(atob(data), c => c.charCodeAt(0))) : decodeURIComponent(data);
    const content = new DOMParser().parseFromString(text, 'text/html'), box = document.createElement('div');
    box.style.overflow = 'auto';
    for (const side of ['width', 'height']) {
      const size = frame.getAttribute(side) || '';
      box.style[side] = /^[\d.]+$/.test(size) ? `${size}px` : size;
    }
    for (const part of content.querySelectorAll('script, style')) part.remove();
    box.append(...content.body.childNodes);
    return box;
  }

  storymap.stockIcon = function (images) {
    L.Icon.Default.imagePath = '';
    L.Icon.Default.mergeOptions(images);
  };

  storymap.whenStarted = function (action) {
    if (storymap.current) action();
    else requestAnimationFrame(() => storymap.whenStarted(action));
  };

  storymap.symbols = table => Object.assign(known, table);

  const escaped = text => String(text).replace(/[&<>"]/g, c => `&#${c.charCodeAt(0)};`);

  /** A pin with a symbol as a data URI. */
  function pin({ markerColor, iconColor, icon, prefix, extraClasses }) {
    const fill = PINS[markerColor] || markerColor || PINS.blue, ink = PINS[iconColor] || iconColor || 'white';
    const symbol = known[`${prefix}:${icon}`], turn = Number((/fa-rotate-(-?\d+)/.exec(extraClasses) || [0, 0])[1]);
    const scale = symbol ? 16 / Math.max(symbol.width, symbol.height) : 1;
    const inside = symbol
      ? `<path fill="${escaped(ink)}" fill-rule="evenodd" transform="translate(17.5 17.5) rotate(${turn}) scale(${scale}) translate(${-symbol.width / 2} ${-symbol.height / 2})" d="${escaped(symbol.path)}"/>`
      : '';
    const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="35" height="46" viewBox="0 0 35 46"><path d="${PIN}" fill="${escaped(fill)}" stroke="#0005"/>${inside}</svg>`;
    return `data:image/svg+xml,${encodeURIComponent(svg)}`;
  }

  L.AwesomeMarkers = {
    icon: (options = {}) => L.icon(Object.assign({ iconSize: [35, 46], iconAnchor: [17, 45], popupAnchor: [1, -38], tooltipAnchor: [14, -26], className: 'awesome-marker' }, options, { iconUrl: pin(options) }))
  };

  storymap.legend = function (map, { bands, ticks, low, high, caption, ink, width, height }) {
    const NS = 'http://www.w3.org/2000/svg', legend = L.control({ position: 'topright' });
    const x = value => 25 + (width - 50) * (value - low) / (high - low || 1);
    const add = (parent, name, attributes, text) => {
      const part = parent.appendChild(document.createElementNS(NS, name));
      for (const key of Object.keys(attributes)) part.setAttribute(key, attributes[key]);
      if (text !== undefined) part.textContent = text;
      return part;
    };
    const svg = document.createElementNS(NS, 'svg');
    for (const [key, value] of [['viewBox', `0 0 ${width} ${height + 8}`], ['width', width], ['height', height + 8], ['role', 'img'], ['aria-label', caption]]) svg.setAttribute(key, value);
    for (const [from, to, colour] of bands) add(svg, 'rect', { x: x(from), y: 18, width: Math.max(0, x(to) - x(from) + .2), height: Math.max(4, height - 30), fill: colour });
    for (const [value, label] of ticks) add(svg, 'text', { x: x(value), y: 13, 'text-anchor': 'middle', 'font-size': 11, fill: ink }, label);
    add(svg, 'text', { class: 'caption', x: 25, y: height + 4, 'font-size': 12, fill: ink }, caption);
    legend.onAdd = () => {
      const box = L.DomUtil.create('div', 'legend added-legend');
      box.append(svg);
      return box;
    };
    legend.addTo(map);
    return { legend, svg: [[svg]] };
  };

  storymap.overlay = function (map, html) {
    const box = L.DomUtil.create('div', 'added-html', map.getContainer());
    const content = new DOMParser().parseFromString(html, 'text/html').body;
    box.append(...content.childNodes);
    L.DomEvent.disableScrollPropagation(box);
  };

  storymap.smallMap = function () {
    const layer = L.layerGroup();
    layer.onAdd = map => { layer.base = layer.base || storymap.basemap(map, storymap.data.basemap); layer.base.addTo(map); };
    layer.onRemove = map => { map.removeLayer(layer.base); };
    layer.options.minZoom = 0;
    layer.options.maxZoom = 18;
    return layer;
  };
})();
