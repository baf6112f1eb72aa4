/** Rate limits and outages: a run waits for a short one, succeeds early on a long one, and the next run continues there. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { HOUR, MINUTE } from '../emulator/clock.ts';
import type { Sabotage } from '../emulator/faults.ts';
import type { ActionResult } from '../emulator/runner.ts';
import { answer, badGateway, primaryRateLimit, secondaryRateLimit, serverError } from '../emulator/sabotage.ts';
import { expectFailure, expectSuccess, openStage } from '../scenario/stage.ts';

const AT_ONCE = { 'retry-initial-backoff': '0s', 'retry-max-backoff': '0s' };

function requestedAt({ requests }: ActionResult): readonly number[] {
  return requests.filter(({ label }) => label === 'audit-log').map(({ time }) => time);
}

describe('limits and outages', { concurrency: 4 }, () => {
  test('a run waits for a short limit: Retry-After in seconds and as a date, and the reset when nothing is left', async () => {
    await using stage = await openStage();
    const { clock, faults } = stage.github;
    stage.happen(300, { gitShare: 0 });
    faults.on('audit-log', answer(429, { message: 'Too Many Requests' }, { 'retry-after': '2' }), { nth: 2 });
    const atDate: Sabotage = () => {
      const headers = { 'content-type': 'application/json', 'retry-after': new Date(clock.now() + 3000).toUTCString() };
      return { status: 403, headers, body: '{"message":"You have exceeded a secondary rate limit."}' };
    };
    faults.on('audit-log', atDate, { nth: 4 });
    const untilReset: Sabotage = (effect, request) =>
      primaryRateLimit(Math.floor(clock.now() / 1000) + 1)(effect, request);
    faults.on('audit-log', untilReset, { nth: 6 });
    const run = expectSuccess(await stage.collect({ include: 'web', 'rate-limit-reserve': '0' }));
    stage.assertComplete();
    const at = requestedAt(run);
    const waited = (index: number): number => (at[index + 1] ?? 0) - (at[index] ?? 0);
    assert.equal(at.length, 7, 'one probe, three pages, three refusals');
    assert.ok(waited(1) >= 1990, `after Retry-After: 2 it came back after ${waited(1)} ms`);
    assert.ok(waited(3) >= 1990, `after a date it came back after ${waited(3)} ms`);
    assert.ok(waited(5) >= 990, `after a reset it came back after ${waited(5)} ms`);
  });

  test('a wait beyond the deadline ends the run, which succeeds; each next run continues from there', async () => {
    await using stage = await openStage();
    const { github } = stage;
    const limits: readonly (readonly [string, Sabotage])[] = [
      ['429 with Retry-After', answer(429, { message: 'slow down' }, { 'retry-after': '3000' })],
      ['403 without Retry-After', secondaryRateLimit()],
      ['403 until the reset', primaryRateLimit(Math.floor((github.clock.now() + HOUR) / 1000))],
    ];
    stage.happen(700, { gitShare: 0 });
    let delivered = 0;
    for (const [what, sabotage] of limits) {
      const fault = github.faults.on('audit-log', sabotage, { from: 3 });
      const run = expectSuccess(await stage.collect({ include: 'web', 'max-duration': '30s' }));
      fault.remove();
      assert.equal(run.outputs['stop-reason'], 'rate-limit', what);
      assert.equal(run.outputs['caught-up'], 'false', what);
      assert.ok(stage.delivered.length > delivered, `${what}: what was read before is delivered`);
      assert.ok(run.durationMs < 20_000, `${what}: it does not wait for nothing`);
      delivered = stage.delivered.length;
    }
    expectSuccess(await stage.collect({ include: 'web' }));
    stage.assertComplete();
  });

  test('a first run that a limit stops before it read anything fails, so that no later run trusts its success', async () => {
    await using stage = await openStage();
    stage.happen(20);
    const fault = stage.github.faults.on('audit-log', secondaryRateLimit());
    const stopped = expectFailure(await stage.collect({ 'max-duration': '30s' }), /before a position could be saved/);
    assert.equal(stopped.outputs['stop-reason'], 'rate-limit');
    fault.remove();
    assert.equal(expectSuccess(await stage.collect()).outputs['gap'], 'false');
    stage.assertComplete();
  });

  test('rate-limit-reserve leaves requests for others', async () => {
    await using stage = await openStage();
    const { github } = stage;
    stage.happen(500, { gitShare: 0 });
    github.auditLog.rateLimit.drain(github.token, 203);
    const run = expectSuccess(
      await stage.collect({ include: 'web', 'rate-limit-reserve': '200', 'max-duration': '30s' }),
    );
    assert.equal(run.outputs['stop-reason'], 'rate-limit');
    assert.equal(run.outputs['rate-limit-remaining'], '200');
    assert.equal(run.outputs['events'], '200');
    stage.pass(HOUR + MINUTE);
    expectSuccess(await stage.collect({ include: 'web', 'rate-limit-reserve': '200' }));
    stage.assertComplete();
  });

  test('retries outlast a burst of 5xx; when it persists, the run succeeds if the breaker ends it and fails if the tries run out', async () => {
    await using stage = await openStage();
    const { faults } = stage.github;
    stage.happen(300, { gitShare: 0 });
    faults.on('audit-log', badGateway(), { from: 3, times: 3 });
    faults.on('audit-log', serverError(503), { nth: [8] });
    const through = expectSuccess(await stage.collect({ include: 'web', ...AT_ONCE, 'breaker-failures': '9' }));
    stage.assertComplete();
    assert.match(through.summary, /, 4 of them retries/);
    faults.clear();
    stage.pass(20 * MINUTE);
    stage.happen(150, { gitShare: 0, from: stage.github.clock.now() - 10 * MINUTE });
    const outage = faults.on('audit-log', badGateway(), { from: 3 });
    const open = await stage.collect({ include: 'web', ...AT_ONCE, 'breaker-failures': '3', 'max-duration': '30s' });
    expectSuccess(open);
    assert.equal(open.outputs['stop-reason'], 'circuit-open');
    const used = expectFailure(
      await stage.collect({ include: 'web', ...AT_ONCE, 'retry-attempts': '2' }),
      /failed 2 times \(HTTP 502, 2 times\)/,
    );
    assert.equal(used.outputs['caught-up'], 'false');
    outage.remove();
    expectSuccess(await stage.collect({ include: 'web' }));
    stage.assertComplete();
  });
});
