import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { endOfRun, graceMs } from '../../../src/resilience/run-end.ts';
import { FakeClock } from '../fake-clock.ts';

const SECOND = 1000;
const MINUTE = 60_000;

describe('the end of a run', () => {
  it('is max-duration and as much again, at least a minute and at most five', () => {
    assert.equal(graceMs(20 * SECOND), MINUTE);
    assert.equal(graceMs(3 * MINUTE), 3 * MINUTE);
    assert.equal(graceMs(45 * MINUTE), 5 * MINUTE);
  });

  it('comes then and no sooner, with a reason that says how long it was', async () => {
    const clock = new FakeClock();
    const [end, never] = [endOfRun(20 * SECOND, clock), new AbortController().signal];
    assert.equal(end.at, clock.now() + 80 * SECOND);
    await clock.sleep(79 * SECOND, never);
    assert.equal(end.signal.aborted, false);
    await clock.sleep(2 * SECOND, never);
    assert.equal(end.signal.reason.message, 'the run did not end within max-duration (20 s) and 60 s after it');
  });
});
