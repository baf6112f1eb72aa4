/** The tokens of a GitHub App: requested once, replaced in time, by GitHub's clock, and masked before they are used. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { ApiRequest, ApiResponse } from '../../../src/github/api.ts';
import { AccessError, UpstreamError } from '../../../src/model/errors.ts';
import { AppTokens, type AppTokensDeps } from '../../../src/source/app-tokens.ts';
import { FakeClock } from '../fake-clock.ts';
import type { Scripted } from '../github/scripted-api.ts';
import { RecordingLog } from '../recording-log.ts';

const HOUR = 3_600_000;
const MINUTE = 60_000;
const live = new AbortController().signal;
const SERVER_TEXT = 'canary-of-a-server-text';

interface Requested extends ApiRequest {
  readonly method: 'GET' | 'POST';
  readonly proof: string;
}

/** A GitHub that answers for one App; `skewMs` is how far its clock is ahead of the runner's. */
function open({
  skewMs = 0,
  answers = {},
  ...overrides
}: Partial<AppTokensDeps> & {
  readonly skewMs?: number;
  readonly answers?: { readonly GET?: readonly Scripted[]; readonly POST?: typeof answers.GET };
} = {}) {
  const clock = new FakeClock();
  const log = new RecordingLog();
  const requests: Requested[] = [];
  const hidden: string[] = [];
  const serverNow = () => clock.now() + skewMs;
  let minted = 0;
  const counts = { GET: 0, POST: 0 };
  const usual = (method: 'GET' | 'POST'): Exclude<Scripted, Error> => {
    if (method === 'GET') return { status: 200, body: '{"id": 4711, "app_id": 1}' };
    minted += 1;
    const expires_at = new Date(serverNow() + HOUR).toISOString();
    return { status: 201, body: JSON.stringify({ token: `ghs_minted${minted}`, expires_at }) };
  };
  const tokens = new AppTokens({
    target: { kind: 'organization', name: 'acme' },
    apiUrl: 'https://api.github.com',
    installationId: undefined,
    sign: async (offsetMs) => `signed ${offsetMs}`,
    connect: async (bearer) => {
      const answer = async (method: 'GET' | 'POST', request: ApiRequest): Promise<ApiResponse> => {
        requests.push({ method, ...request, proof: await bearer() });
        const scripted = answers[method]?.[counts[method]] ?? usual(method);
        counts[method] += 1;
        if (scripted instanceof Error) throw scripted;
        const headers = { 'content-type': 'application/json', date: new Date(serverNow()).toUTCString() };
        return {
          status: scripted.status ?? 200,
          headers: { ...headers, ...scripted.headers },
          body: Buffer.from(scripted.body ?? ''),
        };
      };
      return { get: (request) => answer('GET', request), post: (request) => answer('POST', request) };
    },
    hide: (secret) => hidden.push(secret),
    resilience: {
      requestTimeoutMs: 30_000,
      retry: { attempts: 3, initialBackoffMs: 1000, maxBackoffMs: 60_000, multiplier: 2 },
      breaker: { failures: 100, successes: 2, cooldownMs: MINUTE },
    },
    clock,
    random: { next: () => 0.5, token: () => '00000000' },
    log,
    ...overrides,
  });
  const prepare = (withinMs = 10 * HOUR) => tokens.prepare(clock.now() + withinMs, live);
  const minting = () => requests.filter(({ method }) => method === 'POST').length;
  return { tokens, prepare, clock, requests, hidden, log, minting };
}

const refused = (status: number) => ({ status, body: JSON.stringify({ message: SERVER_TEXT }) });

describe('the tokens of a GitHub App', () => {
  it('come from the installation on the organization, and are masked before they are used', async () => {
    const { tokens, prepare, requests, hidden } = open();
    assert.equal(await prepare(), undefined);
    assert.deepEqual(
      requests.map(({ method, path }) => `${method} ${path}`),
      ['GET /orgs/acme/installation', 'POST /app/installations/4711/access_tokens'],
    );
    assert.equal(tokens.bearer(), 'ghs_minted1');
    assert.deepEqual(hidden, ['signed 0', 'signed 0', 'ghs_minted1']);
  });

  it('are not looked up when the installation is given', async () => {
    const { prepare, requests } = open({ installationId: 9 });
    await prepare();
    assert.deepEqual(
      requests.map(({ path }) => path),
      ['/app/installations/9/access_tokens'],
    );
  });

  it('are replaced before they run out, and not sooner', async () => {
    const { tokens, prepare, clock, requests, minting } = open();
    await prepare();
    clock.spend(54 * MINUTE);
    await prepare();
    assert.equal(minting(), 1);
    clock.spend(2 * MINUTE);
    await prepare();
    assert.equal(minting(), 2);
    assert.equal(tokens.bearer(), 'ghs_minted2');
    assert.equal(requests.filter(({ method }) => method === 'GET').length, 1, 'the installation stays what it is');
  });

  it('are replaced when GitHub refuses one', async () => {
    const { tokens, prepare } = open();
    await prepare();
    assert.equal(tokens.forget(), true);
    await prepare();
    assert.equal(tokens.bearer(), 'ghs_minted2');
  });

  for (const skewMs of [-7 * HOUR, -90_000, 90_000, 7 * HOUR]) {
    it(`are issued with a clock that is ${skewMs / 1000} s off, and last as long as GitHub says`, async () => {
      const { prepare, clock, requests, minting } = open({ skewMs, answers: { GET: [refused(401)] } });
      await prepare();
      const [first, second] = requests.map(({ proof }) => proof);
      assert.equal(first, 'signed 0');
      assert.ok(Math.abs(Number(second?.replace('signed ', '')) - skewMs) <= 1000, second);
      assert.equal(requests.length, 3);
      clock.spend(54 * MINUTE);
      await prepare();
      assert.equal(minting(), 1);
      clock.spend(2 * MINUTE);
      await prepare();
      assert.equal(minting(), 2);
    });
  }

  it('are not issued for a signature that is refused although the clock is right', async () => {
    const { prepare, requests } = open({ answers: { GET: [refused(401)] } });
    await assert.rejects(prepare(), (error) => {
      assert.ok(error instanceof AccessError);
      assert.match(error.message, /401 to the GitHub App for organization "acme": no App has this id/);
      assert.match(error.hint, /`app-private-key`.*docs\/troubleshooting\.md#github-app$/);
      return true;
    });
    assert.equal(requests.length, 1);
  });

  const REFUSALS = [
    ['GET', refused(404), /404 .*not installed there/, /#github-app$/],
    ['POST', refused(404), /404 .*no installation with that id/, /app-installation-id.*#github-app$/],
    ['POST', { status: 403, body: 'This installation has been suspended' }, /403 .*suspended/, /#github-app$/],
    ['POST', { status: 403, body: 'has an IP allow list enabled' }, /403 .*IP allow list/, /#ip-allow-list$/],
    ['POST', { status: 302 }, /302 .*redirects/, /#redirect$/],
  ] as const;
  for (const [method, answer, message, hint] of REFUSALS) {
    it(`are refused for good with ${answer.status} to ${method}: ${message.source}`, async () => {
      const { prepare, requests } = open({ answers: { [method]: [answer] } });
      await assert.rejects(prepare(), (error) => {
        assert.ok(error instanceof AccessError);
        assert.match(error.message, message);
        assert.match(error.hint, hint);
        assert.ok(!`${error.message}${error.hint}`.includes(SERVER_TEXT));
        return true;
      });
      assert.equal(requests.length, method === 'GET' ? 1 : 2);
    });
  }

  it('are requested again after a failure of the network or the server, as often as every other request', async () => {
    const reset = new TypeError('fetch failed', {
      cause: Object.assign(new Error(SERVER_TEXT), { code: 'ECONNRESET' }),
    });
    const { tokens, prepare, clock } = open({ answers: { GET: [{ status: 502 }], POST: [reset, { body: '<html>' }] } });
    await prepare();
    assert.equal(tokens.bearer(), 'ghs_minted1');
    assert.equal(clock.slept.length, 3);
    const broken = open({ answers: { POST: [{ status: 500 }, { status: 500 }, { status: 500 }] } });
    await assert.rejects(broken.prepare(), (error) => {
      assert.ok(error instanceof UpstreamError);
      assert.match(error.message, /^Requesting a token of the GitHub App failed 3 times/);
      return true;
    });
  });

  for (const body of [
    '[]',
    '{"token": "ghs_x y", "expires_at": "2026-11-22T10:00:00Z"}',
    '{"token": "ghs_x"}',
    'null',
  ]) {
    it(`are not taken from ${body}`, async () => {
      const answer = { status: 201, body };
      const { prepare } = open({ answers: { POST: [answer, answer, answer] } });
      await assert.rejects(prepare(), /not what GitHub documents, 3 times/);
    });
  }

  it('wait as long as a rate limit says, and stop at the deadline', async () => {
    const limited = {
      status: 403,
      headers: { 'retry-after': '120' },
      body: 'You have exceeded a secondary rate limit',
    };
    const { prepare, clock } = open({ answers: { POST: [limited] } });
    assert.equal(await prepare(), undefined);
    assert.deepEqual(clock.slept, [120_000]);
    const late = open({ answers: { POST: [limited] } });
    assert.deepEqual(await late.prepare(MINUTE), { kind: 'stopped', reason: 'rate-limit' });
  });
});
