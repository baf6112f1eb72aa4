/** The heartbeat: what it requests, how often, and that its failure is never more than a warning. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { sendHeartbeat } from '../../../../src/action/report/heartbeat.ts';
import type { Http, HttpAnswer, HttpRequest } from '../../../../src/runtime/http.ts';
import { FakeClock } from '../../fake-clock.ts';
import { RecordingLog } from '../../recording-log.ts';

const URL_OF_WATCH = 'https://watch.example/ping/canary-of-the-watch';

type Step = number | { readonly code: string } | 'hang';

async function beat(steps: readonly Step[]) {
  const requests: HttpRequest[] = [];
  const http: Http = {
    send(request, signal) {
      requests.push(request);
      const step = steps[Math.min(requests.length, steps.length) - 1];
      if (step === undefined || step === 'hang') {
        return new Promise((_, reject) => signal.addEventListener('abort', () => reject(signal.reason)));
      }
      if (typeof step !== 'number') {
        return Promise.reject(new TypeError(`${URL_OF_WATCH} failed`, { cause: Object.assign(new Error('x'), step) }));
      }
      const answer: HttpAnswer = { status: step, headers: { location: 'https://elsewhere.example' }, body: 'canary' };
      return Promise.resolve(answer);
    },
  };
  const clock = new FakeClock();
  const log = new RecordingLog();
  const startedAt = clock.now();
  const world = { http, clock, random: { next: () => 0.5, token: () => '00000000' }, log };
  await sendHeartbeat(URL_OF_WATCH, world, new AbortController().signal);
  const warnings = log.lines.filter((line) => line.startsWith('warning'));
  assert.ok(!log.lines.join().includes('canary'), 'neither the address nor the answer is shown');
  return { requests, warnings, log, tookMs: clock.now() - startedAt };
}

describe('the heartbeat', () => {
  it('is one GET that says nothing of the log', async () => {
    const { requests, log } = await beat([204]);
    assert.deepEqual(requests, [
      { method: 'GET', url: URL_OF_WATCH, headers: { 'user-agent': 'collect-audit-log', accept: '*/*' } },
    ]);
    assert.deepEqual(log.lines, ['info Heartbeat sent.']);
  });

  it('is retried after a temporary failure', async () => {
    for (const step of [503, 429, 408, { code: 'ECONNRESET' }, 'hang'] as const) {
      const { requests, warnings } = await beat([step, 200]);
      assert.deepEqual([requests.length, warnings], [2, []]);
    }
  });

  it('gives up after three tries and some seconds, with a warning', async () => {
    const { requests, warnings, tookMs } = await beat(['hang']);
    assert.equal(requests.length, 3);
    assert.ok(tookMs < 20_000, `${tookMs} ms`);
    assert.match(
      warnings.join('\n'),
      /^warning The heartbeat failed 3 times \(no response in time, 3 times\)\. The run succeeded/,
    );
  });

  it('is not retried after a permanent failure, and follows no redirect', async () => {
    const certificate = { code: 'SELF_SIGNED_CERT_IN_CHAIN' };
    for (const [step, why] of [
      [404, /\(HTTP 404\)/],
      [302, /\(HTTP 302, a redirect, which is not followed\)/],
      [certificate, /certificate is not trusted/],
    ] as const) {
      const { requests, warnings } = await beat([step]);
      assert.equal(requests.length, 1);
      assert.equal(warnings.length, 1);
      assert.match(warnings[0] ?? '', why);
    }
  });
});
