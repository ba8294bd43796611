/* Elements, sentences and typed text of the side panel.
 *
 *   h(tag, props, ...children)  makes an element; `onclick` and similar props are listeners; the value true makes an attribute
 *       without a value
 *   t(key, values)              the sentence of a key in the language of the editor, with its {placeholders} replaced
 *   n(key, count, values)       the same in the plural form for a number
 *   put(host, ...elements)      replaces the content of `host`; focus, typed text, open details and scroll position are kept
 *   keepTyped(host)             keeps typed text until it is saved, even if the page is reloaded
 *   forgetTyped()               forgets what was typed into the last form that was submitted, after it has been saved
 *   remembered(name, fallback), remember(name, value)  values that are kept for this article until the tab is closed
 */

const messages = JSON.parse(document.getElementById('messages').textContent);
const language = document.documentElement.lang;
const plurals = new Intl.PluralRules(language);
const article = document.body.dataset.article;   // two articles that are edited at the same address do not share typed text

export function t(key, values = {}) {
  return (messages[key] || key).replace(/\{(\w+)\}/g, (whole, name) => (name in values ? String(values[name]) : whole));
}

export function n(key, count, values = {}) {
  const form = `${key}.${plurals.select(count)}`;
  return t(form in messages ? form : `${key}.other`, { count: count.toLocaleString(language), ...values });
}

export const number = value => value.toLocaleString(language);
export const percent = sure => new Intl.NumberFormat(language, { style: 'percent', maximumFractionDigits: 0 }).format(sure);

export function h(tag, props = {}, ...children) {
  const element = document.createElement(tag);
  for (const [key, value] of Object.entries(props)) {
    if (key.startsWith('on')) element.addEventListener(key.slice(2), value);
    else if (value === true) element.setAttribute(key, '');
    else if (value !== false && value !== null && value !== undefined) element.setAttribute(key, value);
  }
  element.append(...children.flat(2).filter(child => child !== null && child !== undefined && child !== false));
  return element;
}

export const button = (key, label, onclick, more = {}) => h('button', { type: 'button', 'data-key': key, onclick, ...more }, label);

/** A label with its input, select or textarea. */
export const field = (label, input) => h('label', { for: input.id }, label, input);

/** Saves the form of an input when the input loses the focus. */
export function saveOnBlur({ target }) { if (target.form && target.form.reportValidity()) target.form.requestSubmit(); }

const key = element => element && element.dataset ? element.dataset.key : undefined;

export function put(host, ...elements) {
  const inside = host.contains(document.activeElement), focused = inside ? key(document.activeElement) : undefined;
  const same = host.dataset.of === elements[0].dataset.of, scroll = host.scrollTop;
  const shown = elements[0].dataset.of;
  const form = `${shown || host.closest('[data-of]').dataset.of}|`;
  const typed = [...typedText].filter(([name]) => name.startsWith(form)).map(([name, value]) => [name.slice(form.length), value]);
  const open = same ? [...host.querySelectorAll('details[open]')].map(key) : [];
  host.replaceChildren(...elements);
  if (shown) host.dataset.of = shown;
  for (const [name, value] of typed) { const input = host.querySelector(`[data-key="${CSS.escape(name)}"]`); if (input) restore(input, value, !same); }
  for (const name of open) { const details = name && host.querySelector(`details[data-key="${CSS.escape(name)}"]`); if (details) details.open = true; }
  host.scrollTop = same ? scroll : 0;
  const target = focused && host.querySelector(`[data-key="${CSS.escape(focused)}"]`);
  if (target) target.focus({ preventScroll: true });
  else if (inside) (host.querySelector('h1') || host).focus({ preventScroll: true });
}

/** Writes typed text back into an input. `unfold` is whether closed details around it are opened, so that the text is not overlooked. */
function restore(input, value, unfold) {
  input.value = value;
  for (let around = input.closest('details'); unfold && around; around = around.parentElement.closest('details')) around.open = true;
}

export const remembered = (name, fallback, storage = sessionStorage) => JSON.parse(storage.getItem(`storymap-${name} ${article}`) || 'null') ?? fallback;
export const remember = (name, value, storage = sessionStorage) => storage.setItem(`storymap-${name} ${article}`, JSON.stringify(value));

/* Typed text that is not saved yet: "subject of the form | key of the input" -> text. It is kept even while the server
 * restarts. */
const typedText = new Map(remembered('typed', [], localStorage));
const store = () => remember('typed', [...typedText], localStorage);

let submitted = [];          // the inputs of the last form that was submitted
const typedName = input => `${input.closest('[data-of]').dataset.of}|${key(input)}`;

export function keepTyped(host) {
  host.addEventListener('submit', ({ target }) => { submitted = [...target.querySelectorAll('[data-key]')].map(typedName); }, true);
  host.addEventListener('input', ({ target }) => {
    if (!key(target) || target.tagName === 'SELECT' || ['radio', 'file'].includes(target.type) || ['edges', 'ring'].includes(key(target))) return;
    const name = typedName(target);
    if (target.value === target.defaultValue) typedText.delete(name); else typedText.set(name, target.value);
    store();
  });
}

export function forgetTyped() {
  for (const name of submitted) typedText.delete(name);
  submitted = [];
  store();
}
