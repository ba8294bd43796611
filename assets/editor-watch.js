/* The shell of `build --watch`: the page as it is written, again whenever it was written again. */
import { ask, news } from '/editor-server.js';
import { Frame, followScheme } from '/editor-frame.js';

const problem = document.getElementById('problem'), status = document.getElementById('status');
const page = new Frame(document.getElementById('page'), followScheme);
let shown = null;

async function refresh(version) {
  const state = await ask('/api/state');
  problem.textContent = state.problem;
  problem.hidden = !state.problem;
  if (!state.problem || shown === null) await page.load();
  if (shown !== null) status.textContent = state.problem ? '' : 'The page was made again.';
  shown = version;
}

news(version => {
  if (version !== shown) refresh(version).catch(error => { problem.textContent = error.message; problem.hidden = false; });
}, () => { problem.textContent = 'storymap does not run any more.'; problem.hidden = false; });
