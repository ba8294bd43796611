/* The browser window of `build --watch`: shows the page, and loads it again whenever it has been rebuilt. */
import { ask, news } from '/editor-server.js';
import { t } from '/editor-dom.js';
import { Frame, followScheme } from '/editor-frame.js';

const problem = document.getElementById('problem'), status = document.getElementById('status');
const page = new Frame(document.getElementById('page'), followScheme);
let shown = null;

async function refresh(version) {
  const state = await ask('/api/state');
  problem.textContent = state.problem;
  problem.hidden = !state.problem;
  if (!state.problem || shown === null) await page.load();
  if (shown !== null) status.textContent = state.problem ? '' : t('rebuilt');
  shown = version;
}

news(version => {
  if (version !== shown) refresh(version).catch(error => { problem.textContent = error.message; problem.hidden = false; });
}, () => { problem.textContent = t('stopped'); problem.hidden = false; });
