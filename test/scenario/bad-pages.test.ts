/** Responses that are not a page: a run retries them, fails when they persist, and never takes one for the end of the list. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { MINUTE } from '../emulator/clock.ts';
import type { Reply } from '../emulator/exchange.ts';
import type { Sabotage } from '../emulator/faults.ts';
import { startForeignHost } from '../emulator/foreign-host.ts';
import {
  badGateway,
  conflict,
  cutBody,
  drip,
  emptyOk,
  hang,
  html,
  mutate,
  mutateBody,
  objectInsteadOfArray,
  redirect,
  reset,
  truncatedJson,
} from '../emulator/sabotage.ts';
import { expectFailure, expectSuccess, openStage } from './stage.ts';

/** The real page, whose next cursor is that of its request. */
const repeatsItsCursor: Sabotage = async (effect, { query }) => {
  const reply = await effect();
  const link = reply.headers?.['link']?.replace(
    /after=[^&>]*/,
    `after=${encodeURIComponent(query.get('after') ?? '')}`,
  );
  return { ...reply, headers: { ...reply.headers, ...(link === undefined ? {} : { link }) } };
};

const withoutDate = mutate((reply: Reply) => ({ ...reply, headers: { ...reply.headers, date: 'yesterday' } }));

const NO_PAGES: Readonly<Record<string, Sabotage>> = {
  '502': badGateway(),
  '409, which Octokit takes for an end': conflict(),
  'a body that is cut short': cutBody(),
  'half of the JSON': truncatedJson(),
  'an empty 200': emptyOk(),
  'HTML with 200': html(),
  'an object with the list in it': objectInsteadOfArray(),
  'a JSON string': mutateBody((text) => JSON.stringify(text)),
  'a list in the wrong order': mutateBody((text) => JSON.stringify((JSON.parse(text) as unknown[]).toReversed())),
  'a cursor that leads back': repeatsItsCursor,
  'no valid Date': withoutDate,
  'a connection that is reset': reset(),
};

/** Those that a naive reader takes for an end of the list, or for a page. */
const AT_THEIR_WORST = Object.keys(NO_PAGES).filter((what) => !/^502|half|reset|string/.test(what));

const QUICK = { include: 'web', 'retry-initial-backoff': '0s', 'retry-max-backoff': '0s', 'per-page': '50' };

describe('responses that are not a page', { concurrency: 2 }, () => {
  test('each of them once: all are retried, nothing is lost', async () => {
    await using stage = await openStage();
    stage.happen(1000, { gitShare: 0 });
    const faults = Object.entries(NO_PAGES).map(([what, sabotage], index) => {
      return { what, fault: stage.github.faults.on('audit-log', sabotage, { nth: 3 + 2 * index }) };
    });
    const run = expectSuccess(await stage.collect({ ...QUICK, 'breaker-failures': '100' }));
    for (const { what, fault } of faults) assert.equal(fault.hits, 1, what);
    // A page that was cut off is requested again with fewer events, so there can be more of them.
    assert.ok(stage.pagesRequested(run) >= 21 + faults.length, `${stage.pagesRequested(run)} requests`);
    assert.match(run.summary, new RegExp(`, ${faults.length} of them retries`));
    stage.assertComplete();
  });

  test('each of them, permanent: the run fails, the position stays, the next run continues', async () => {
    await using stage = await openStage();
    stage.happen(120, { gitShare: 0 });
    expectSuccess(await stage.collect(QUICK));
    stage.pass(20 * MINUTE);
    stage.happen(120, { from: stage.github.clock.now() - 15 * MINUTE, gitShare: 0 });
    for (const what of AT_THEIR_WORST) {
      const fault = stage.github.faults.on('audit-log', NO_PAGES[what] ?? hang(), { from: 2 });
      const run = expectFailure(
        await stage.collect({ ...QUICK, 'retry-attempts': '1' }),
        /page of the web feed failed once/,
      );
      assert.equal(fault.hits, 1, what);
      assert.equal(run.outputs['caught-up'], 'false', what);
      fault.remove();
    }
    assert.equal(expectSuccess(await stage.collect(QUICK)).outputs['events'], '120');
    stage.assertComplete();
  });

  test('responses that never come, or come a byte at a time, end at request-timeout', async () => {
    await using stage = await openStage();
    stage.happen(150, { gitShare: 0 });
    stage.github.faults.on('audit-log', hang(), { nth: 2 });
    stage.github.faults.on('audit-log', drip(1, 100), { nth: 4 });
    const run = expectSuccess(await stage.collect({ ...QUICK, 'request-timeout': '1s' }));
    stage.assertComplete();
    assert.ok(run.durationMs < 25_000, `${run.durationMs} ms`);
  });

  test('links and redirects to another host: the token stays here', async () => {
    await using stage = await openStage();
    await using foreign = await startForeignHost();
    const { github } = stage;
    stage.happen(220, { gitShare: 0 });
    github.auditLog.settings.foreignLinkHost = foreign.origin;
    expectSuccess(await stage.collect({ include: 'web' }));
    stage.assertComplete();
    stage.pass(MINUTE);
    for (const status of [301, 302, 307]) {
      const away = github.faults.on('audit-log', redirect(`${foreign.origin}/orgs/octo-org/audit-log`, status));
      expectFailure(await stage.collect({ include: 'web' }), new RegExp(`${status}`));
      away.remove();
    }
    assert.deepEqual(foreign.requests, []);
  });

  test('a page of more than 32 MB is requested in smaller parts', async () => {
    await using stage = await openStage();
    const { log, clock } = stage.github;
    const generator = stage.generator();
    log.appendAll(Array.from({ length: 90 }, (_, i) => generator.huge(clock.now() - 10 * MINUTE + i, 380_000)));
    const run = expectSuccess(await stage.collect({ include: 'web', 'retry-initial-backoff': '0s' }));
    assert.ok(run.requests.some(({ query }) => query.get('per_page') === '100'));
    assert.ok(run.requests.some(({ query }) => query.get('per_page') === '50'));
    stage.assertComplete();
  });
});
