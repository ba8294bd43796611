/* Runs long work in short tasks, so that the browser can paint and respond to the reader between them.
 *
 *   storymap.inTasks(steps) -> Promise of the value that the generator `steps` returns. The caller's task ends before its first step
 *   storymap.atOnce(steps)  -> the value; all steps run at once
 *   storymap.whenIdle(work)  calls work() when the browser has nothing else to do, or after IDLE_MS at the latest
 */
(() => {
  'use strict';

  const TASK_MS = 6;         // after this time, a task ends; the step that runs then is completed
  const IDLE_MS = 1500;

  const pause = () => (window.scheduler && window.scheduler.yield ? window.scheduler.yield() : new Promise(done => { setTimeout(done); }));

  storymap.inTasks = async function (steps) {
    for (;;) {
      await pause();
      const start = performance.now();
      do {
        const { done, value } = steps.next();
        if (done) return value;
      } while (performance.now() - start < TASK_MS);
    }
  };

  storymap.atOnce = function (steps) {
    for (;;) {
      const { done, value } = steps.next();
      if (done) return value;
    }
  };

  storymap.whenIdle = work => {
    if (window.requestIdleCallback) window.requestIdleCallback(work, { timeout: IDLE_MS });
    else setTimeout(work, IDLE_MS / 5);
  };
})();
