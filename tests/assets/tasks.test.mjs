import assert from 'node:assert/strict';
import test from 'node:test';
import { load } from './load.mjs';

/** The functions of tasks.js with a clock that only the test moves, and the number of pauses so far. */
function tasks() {
  const clock = { now: 0, pauses: 0 };
  const window = { scheduler: { yield: async () => { clock.pauses += 1; } } };
  return { clock, ...load(['tasks'], { window, performance: { now: () => clock.now } }) };
}

function* work(clock, ms, number) {
  for (let i = 0; i < number; i++) { clock.now += ms; yield; }
  return 'done';
}

test('steps that take long are separated by pauses', async () => {
  const { clock, inTasks } = tasks();
  assert.equal(await inTasks(work(clock, 20, 10)), 'done');
  assert.ok(clock.pauses >= 10);
});

test('short steps share a task', async () => {
  const { clock, inTasks } = tasks();
  await inTasks(work(clock, .1, 20));
  assert.equal(clock.pauses, 1);
});

test('the first step runs after the task of the caller', async () => {
  const { clock, inTasks } = tasks();
  const running = inTasks(work(clock, 5, 1));
  assert.equal(clock.now, 0);
  await running;
  assert.equal(clock.now, 5);
});

test('an error in a step rejects the promise', async () => {
  const { inTasks } = tasks();
  await assert.rejects(inTasks((function* () { yield; throw new Error('step'); })()), /step/);
});

test('without the scheduler of the browser, timers make the pauses', async () => {
  const timers = [];
  const { inTasks } = load(['tasks'], { window: {}, performance: { now: () => 0 }, setTimeout: done => { timers.push(done); done(); } });
  assert.equal(await inTasks(work({ now: 0 }, 0, 3)), 'done');
  assert.equal(timers.length, 1);
});

test('atOnce runs all steps and returns their value', () => {
  const { clock, atOnce } = tasks();
  assert.equal(atOnce(work(clock, 20, 3)), 'done');
  assert.equal(clock.pauses, 0);
});
