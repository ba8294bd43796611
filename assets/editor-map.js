/* Tools on the map of the page: a pin, a box and an outline that can be dragged, numbered candidates, and a tool to pick a point.
 *
 *   new MapTools(page) -> { pin(at, onmove), box(edges, onchange), outline(ring, onchange), options(places, onchoose), pick(onpick),
 *                           approach(positions), view(), middle(), clear() }
 *     positions are { lat, lon }, rings [[lat, lon], …], boxes [west, south, east, north], in degrees, longitudes from -180 to 180
 */

const INNER = .2;            // share of the view on each side that cameras leave out, to fit smaller screens
const LOWER_PX = 12;         // at the bottom, the camera of the page keeps this many pixels more free, for the buttons
const STYLES = `
.edit-pin, .edit-corner { cursor: grab; display: grid; place-items: center; }
.edit-pin i { width: 22px; height: 22px; border-radius: 50%; border: 3px solid var(--accent); background: color-mix(in srgb, var(--paper) 55%, transparent); box-shadow: 0 0 0 2px var(--paper), 0 2px 10px #0005; }
.edit-pin.leaflet-drag-target, .edit-corner.leaflet-drag-target { cursor: grabbing; }
.edit-corner i { width: 16px; height: 16px; border-radius: 4px; border: 2px solid var(--paper); background: var(--accent); box-shadow: 0 1px 6px #0006; }
.edit-option { display: grid; place-items: center; cursor: pointer; }
.edit-option i { display: grid; place-items: center; min-width: 22px; height: 22px; padding-inline: 4px; border-radius: 11px; border: 2px solid var(--accent); background: var(--paper); color: var(--ink); font: 700 12px/1 system-ui, sans-serif; }
.edit-add { position: absolute; z-index: 1000; min-height: 32px; padding: 3px 12px; border: 2px solid var(--accent); border-radius: 16px; background: var(--paper); color: var(--ink); font: 600 14px/1.3 system-ui, sans-serif; box-shadow: 0 2px 10px #0004; cursor: pointer; }
.edit-box { fill: var(--accent); fill-opacity: .1; stroke: var(--accent); stroke-width: 1.6; stroke-dasharray: 5 4; }
.picking { cursor: crosshair; }
::highlight(picked) { background: var(--wash); text-decoration-line: underline; text-decoration-thickness: 3px; text-decoration-color: var(--accent); }
.edit-picked { outline: 2px solid var(--accent); outline-offset: 2px; }
`;

export const normal = lon => ((lon + 540) % 360 + 360) % 360 - 180;
const rounded = value => Math.round(value * 1e5) / 1e5;
const spot = ({ lat, lng }) => ({ lat: rounded(Math.max(-90, Math.min(90, lat))), lon: rounded(normal(lng)) });

/** Adds the styles of the tools to a page, by script because its Content Security Policy allows no other styles. */
export function addStyles(page) {
  const sheet = new page.window.CSSStyleSheet();
  sheet.replaceSync(STYLES);
  page.document.adoptedStyleSheets = [...page.document.adoptedStyleSheets, sheet];
}

export class MapTools {
  constructor(page) {
    this.L = page.window.L;
    this.map = page.map;
    this.near = at => page.window.storymap.near(this.map, at);
    this.layers = [];
    this.picking = null;
    const pane = this.map.createPane('edit');
    pane.style.zIndex = 660;
    pane.setAttribute('aria-hidden', 'true');
    this.map.createPane('edit-box').style.zIndex = 340;
    this.map.on('click', event => {
      if (!this.picking) return;
      const picked = this.picking;
      if (!this.repeats) this.stop();
      picked(spot(event.latlng));
    });
  }

  marker(at, kind, size) {
    const icon = this.L.divIcon({ className: kind, html: '<i></i>', iconSize: [size, size] });
    const marker = this.L.marker(at, { icon, pane: 'edit', draggable: true, keyboard: false, autoPan: true, zIndexOffset: 1000 });
    this.layers.push(marker.addTo(this.map));
    return marker;
  }

  pin(at, onmove) {
    const marker = this.marker(this.near([at.lat, at.lon]), 'edit-pin', 44);
    marker.on('dragend', () => onmove(spot(marker.getLatLng())));
  }

  /** Shows a box that can be changed. If `edges` is null, it is in the middle of the view. */
  box(edges, onchange) {
    const [west, south, east, north] = edges ? this.unrolled(edges) : this.inner(.25);
    if (edges && !this.map.getBounds().contains([[south, west], [north, east]])) this.map.fitBounds([[south, west], [north, east]], { padding: [60, 60], animate: false });
    const corners = [this.marker([south, west], 'edit-corner', 32), this.marker([north, east], 'edit-corner', 32)];
    const bounds = () => this.L.latLngBounds(corners.map(corner => corner.getLatLng()));
    const drawn = this.L.rectangle(bounds(), { pane: 'edit-box', className: 'edit-box', interactive: false, renderer: this.L.svg({ pane: 'edit-box' }) }).addTo(this.map);
    this.layers.push(drawn);
    const edgesNow = () => {
      const box = bounds();
      return [rounded(normal(box.getWest())), rounded(box.getSouth()), rounded(normal(box.getEast())), rounded(box.getNorth())];
    };
    for (const corner of corners) {
      corner.on('drag', () => drawn.setBounds(bounds()));
      corner.on('dragend', () => onchange(edgesNow()));
    }
    onchange(edgesNow());
  }

  /** Shows an outline. A click on the map adds a vertex after the last one. A vertex can be dragged; a double click removes it. */
  outline(ring, onchange) {
    const path = this.L.polygon([], { pane: 'edit-box', className: 'edit-box', interactive: false, renderer: this.L.svg({ pane: 'edit-box' }) }).addTo(this.map);
    const corners = [];
    const ringNow = () => corners.map(corner => spot(corner.getLatLng())).map(({ lat, lon }) => [lat, lon]);
    const drawn = () => path.setLatLngs(corners.map(corner => corner.getLatLng()));
    const add = at => {
      const corner = this.marker(at, 'edit-corner', 32);
      corners.push(corner);
      corner.on('drag', drawn);
      corner.on('dragend', () => onchange(ringNow()));
      corner.on('dblclick', () => { corners.splice(corners.indexOf(corner), 1); corner.remove(); drawn(); onchange(ringNow()); });
      drawn();
    };
    this.layers.push(path);
    for (const [lat, lon] of ring) add(this.near([lat, lon]));
    if (ring.length && !this.map.getBounds().contains(path.getBounds())) this.map.fitBounds(path.getBounds(), { padding: [60, 60], animate: false });
    this.pick(at => { add(this.near([at.lat, at.lon])); onchange(ringNow()); }, true);
  }

  /** Shows numbered places; a click on one calls onchoose with it. */
  options(places, onchoose) {
    places.forEach((place, i) => {
      const icon = this.L.divIcon({ className: 'edit-option', html: '<i></i>', iconSize: [32, 32] });
      const marker = this.L.marker(this.near([place.lat, place.lon]), { icon, pane: 'edit', keyboard: false, zIndexOffset: -i }).addTo(this.map);
      marker.getElement().querySelector('i').textContent = String(i + 1);
      marker.getElement().title = [place.name, place.where].filter(Boolean).join(', ');
      marker.on('click', () => onchoose(place));
      this.layers.push(marker);
    });
  }

  unrolled([west, south, east, north]) {
    const wide = east < west ? east + 360 - west : east - west, shift = this.near([0, west + wide / 2]).lng - (west + wide / 2);
    return [west + shift, south, west + wide + shift, north];
  }

  /** The view without a share `part` of it on each side: [west, south, east, north], longitudes not normalized. */
  inner(part) {
    const size = this.map.getSize(), margin = size.multiplyBy(part), low = [0, LOWER_PX];
    const a = this.map.containerPointToLatLng(margin.subtract(low)), b = this.map.containerPointToLatLng(size.subtract(margin).subtract(low));
    return [a.lng, b.lat, b.lng, a.lat];
  }

  /** Moves the map so that it shows the positions [[lat, lon], …], because a place will be set near them. */
  approach(positions) {
    const bounds = this.L.latLngBounds(positions.map(at => this.near(at)));
    this.map.fitBounds(bounds.pad(.2), { maxZoom: 10, padding: [40, 40], animate: false });
    this.map.fire('story:free');
  }

  /** Calls onpick with the position of the next click on the map, or of every click until `stop`. */
  pick(onpick, repeats = false) {
    this.picking = onpick;
    this.repeats = repeats;
    this.map.getContainer().classList.add('picking');
  }

  stop() {
    this.picking = null;
    this.map.getContainer().classList.remove('picking');
  }

  /** The view as a camera {box, zoom}. */
  view() {
    const [west, south, east, north] = this.inner(INNER);
    const box = [normal(west), Math.max(-85, south), normal(east), Math.min(85, north)].map(rounded);
    return { box, zoom: Math.round(this.map.getZoom() * 100) / 100 };
  }

  middle() { return spot(this.map.getCenter()); }

  clear() {
    this.stop();
    for (const layer of this.layers) layer.remove();
    this.layers = [];
  }
}
