/* Requests to the local server.
 *
 *   ask(path, values) -> the JSON answer to a GET; throws Failed with the message and the status of the server
 *   send(path, body)  -> the same for a POST
 *   upload(path, file, values) -> the same for a file
 *   news(onversion, onlost)  calls onversion with the current version of the page and with each new one
 */

import { t } from '/editor-dom.js';

export class Failed extends Error {
  constructor(message, status) { super(message); this.status = status; }
}

async function answer(response) {
  let value = null;
  try { value = await response.json(); } catch (other) { value = { problem: t('invalid_response') }; }
  if (!response.ok) throw new Failed(value.problem || response.statusText, response.status);
  return value;
}

async function reach(path, options) {
  try {
    return await fetch(path, options);
  } catch (gone) {
    throw new Failed(t('stopped'), 0);
  }
}

export async function ask(path, values = {}) {
  return answer(await reach(path + '?' + new URLSearchParams(values)));
}

export async function send(path, body = {}) {
  return answer(await reach(path, { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(body) }));
}

/** Sends a file as the body of a POST. */
export async function upload(path, file, values = {}) {
  return answer(await reach(`${path}?${new URLSearchParams({ name: file.name, ...values })}`, { method: 'POST', headers: { 'Content-Type': 'application/octet-stream' }, body: file }));
}

export function news(onversion, onlost) {
  const source = new EventSource('/news');
  source.addEventListener('message', event => onversion(Number(event.data)));
  source.addEventListener('error', () => { if (onlost) onlost(); });
  return source;
}
