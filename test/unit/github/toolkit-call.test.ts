import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { callToolkit } from '../../../src/github/toolkit-call.ts';
import { CheckpointError, LibraryFailure } from '../../../src/model/errors.ts';
import { systemClock } from '../../../src/runtime/clock.ts';
import type { Watched } from '../../../src/runtime/http-watch.ts';

const request = (path: string, method = 'POST', part?: string, isProxied = false) => ({
  method,
  path,
  part,
  isProxied,
});
const CREATE = request('/twirp/github.actions.results.api.v1.ArtifactService/CreateArtifact');
const BLOB = request('/container/blob', 'PUT');
const answered = (at: typeof CREATE, status: number, errorCode?: string): Watched => ({
  kind: 'answered',
  request: at,
  status,
  errorCode,
});
const failed = (at: typeof CREATE, ...codes: string[]): Watched => ({
  kind: 'failed',
  request: at,
  error: codes.reduceRight<Error>(
    (cause, code) => Object.assign(new Error('secret', { cause }), { code }),
    new Error('secret'),
  ),
});

/** A call whose requests are seen before it does what `work` does. */
function call<T>(
  seen: readonly Watched[],
  work: () => Promise<T>,
  how: { readonly waitMs?: number; readonly leftMs?: number; readonly locally?: string; readonly fails?: boolean } = {},
) {
  const end = new AbortController();
  const timer = setTimeout(() => end.abort(new CheckpointError('over', { hint: '' })), how.leftMs ?? 10_000);
  const { locally, fails } = how;
  return callToolkit(
    {
      waitMs: how.waitMs,
      work,
      isFailure: () => fails === true,
      ...(locally === undefined ? {} : { locally: () => locally }),
    },
    {
      clock: systemClock,
      end: { at: Date.now() + (how.leftMs ?? 10_000), signal: end.signal },
      watch: (see) => {
        queueMicrotask(() => seen.forEach(see));
        return () => {};
      },
    },
  ).finally(() => clearTimeout(timer));
}
const rejects = async () => {
  await new Promise((resolve) => setTimeout(resolve, 5));
  throw new Error('what the server said');
};
const hangs = () => new Promise<never>(() => {});

describe('a call of a toolkit', () => {
  it('gives what the call gives', async () => {
    assert.equal(await call([answered(CREATE, 200)], async () => 7), 7);
  });

  it('fails with the step, the status and the code of its last request, and with nothing that anybody said', async () => {
    for (const [seen, message] of [
      [[answered(CREATE, 403)], 'CreateArtifact: HTTP 403'],
      [
        [answered(CREATE, 200), answered(BLOB, 403, 'AuthenticationFailed')],
        'the upload to the storage: HTTP 403 AuthenticationFailed',
      ],
      [[answered(CREATE, 200), failed(BLOB, 'ECONNRESET')], 'the upload to the storage: ECONNRESET'],
      [[failed(BLOB)], 'the upload to the storage: no answer'],
      [[answered(CREATE, 503), answered(CREATE, 200)], 'Error'],
      [[answered(request('/c/b', 'PUT', 'blocklist'), 500)], 'the end of the upload to the storage: HTTP 500'],
      [[answered(request('/c/b', 'GET'), 404)], 'the download from the storage: HTTP 404'],
      [[], 'Error'],
    ] as const) {
      await assert.rejects(call(seen, rejects), { name: 'LibraryFailure', message });
    }
  });

  it('sends to githubstatus only for the server’s own failures and for silence', async () => {
    const hintOf = async (promise: Promise<unknown>) => {
      const error: unknown = await promise.catch((rejection: unknown) => rejection);
      assert.ok(error instanceof LibraryFailure);
      return error.hint;
    };
    assert.match(await hintOf(call([answered(CREATE, 503)], rejects)), /githubstatus/);
    assert.match(await hintOf(call([], hangs, { waitMs: 5 })), /githubstatus/);
    for (const seen of [[answered(CREATE, 403)], [answered(CREATE, 407)], [failed(CREATE, 'ENOTFOUND')], []]) {
      assert.doesNotMatch(await hintOf(call(seen, rejects)), /githubstatus/);
    }
  });

  it('does not wait where waiting cannot help', async () => {
    for (const [seen, message] of [
      [
        failed(BLOB, 'SELF_SIGNED_CERT_IN_CHAIN'),
        /storage: the certificate is not trusted \(SELF_SIGNED_CERT_IN_CHAIN\)/,
      ],
      [failed(CREATE, 'REQUEST_SEND_ERROR', 'ENOTFOUND'), /CreateArtifact: the host name is not found/],
      [failed(request('host:443', 'CONNECT', undefined, true), 'ECONNREFUSED'), /tunnel.*proxy refuses the connection/],
      [failed(request('/c/b', 'PUT', undefined, true), 'ECONNREFUSED'), /storage: the proxy refuses the connection/],
    ] as const) {
      await assert.rejects(call([seen], hangs), { name: 'LibraryFailure', message, isLasting: true });
    }
    const refusedOnce = failed(CREATE, 'ECONNREFUSED');
    await assert.rejects(call([refusedOnce], hangs, { waitMs: 20 }), { isLasting: false, message: /no end within/ });
  });

  it('says what hung, and never takes more than half of the time that is left when there is something instead', async () => {
    // By a real clock: on a busy machine the end comes a moment later.
    const hung = call([answered(CREATE, 200), { kind: 'sent', request: BLOB }], hangs, { waitMs: 60_000, leftMs: 100 });
    await assert.rejects(hung, { message: /^the upload to the storage: no end within 0\.\d s$/ });
    await assert.rejects(call([], hangs, { leftMs: 30 }), {
      message: /^nothing was sent: no end within 0(?:\.\d)? s$/,
    });
  });

  it('is not begun when the run is over', async () => {
    const end = AbortSignal.abort(new CheckpointError('over', { hint: '' }));
    let begun = false;
    const work = async () => {
      begun = true;
    };
    const limits = { clock: systemClock, end: { at: 0, signal: end }, watch: () => () => {} };
    await assert.rejects(callToolkit({ waitMs: undefined, work }, limits), { message: 'over' });
    assert.equal(begun, false);
  });

  it('knows a failure that the call reports with a value, and one on this machine', async () => {
    await assert.rejects(
      call([answered(CREATE, 429)], async () => -1, { fails: true }),
      { message: /HTTP 429/ },
    );
    const local = call([answered(CREATE, 200)], async () => -1, { fails: true, locally: 'tar failed' });
    await assert.rejects(local, { message: 'tar failed' });
    assert.equal(await call([answered(CREATE, 200)], async () => undefined, { fails: true }), undefined);
  });
});
