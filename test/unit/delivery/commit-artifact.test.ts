import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { uploadVerified } from '../../../src/delivery/commit-artifact.ts';
import type { ArtifactClient } from '../../../src/github/artifact-client.ts';
import { DeliveryError } from '../../../src/model/errors.ts';
import { FakeClock } from '../fake-clock.ts';

const CONTENT = { name: 'audit-log-x', root: '/r', paths: ['/r/a'] };
const FOUND = { id: 5, sizeBytes: 9 };
type Look = { readonly id: number; readonly sizeBytes: number } | undefined | Error;

/** `looks` are answers to the look-ups, the last one for good. */
function run(upload: 'works' | 'fails', looks: readonly Look[], signal = new AbortController().signal) {
  const [clock, calls] = [new FakeClock(), { uploads: 0, looks: 0 }];
  const artifacts: ArtifactClient = {
    async upload(name, root, files) {
      assert.deepEqual({ name, root, paths: files }, CONTENT);
      calls.uploads += 1;
      if (upload === 'fails') throw Object.assign(new Error('canary'), { code: 'ECONNRESET' });
      return { id: 5, sizeBytes: 9, digest: 'd' };
    },
    async find(name) {
      assert.equal(name, CONTENT.name);
      const look = looks[Math.min(calls.looks, looks.length - 1)];
      calls.looks += 1;
      if (look instanceof Error) throw look;
      return look;
    },
  };
  return { result: uploadVerified(CONTENT, { artifacts, clock }, signal), clock, calls };
}

async function rejection(promise: Promise<unknown>): Promise<DeliveryError> {
  const error = await promise.then(
    () => assert.fail('it resolved'),
    (caught: unknown) => caught,
  );
  assert.ok(error instanceof DeliveryError && !error.message.includes('canary'));
  return error;
}

describe('a verified upload', () => {
  const uploaded = { kind: 'uploaded', name: CONTENT.name, ...FOUND };
  const down = new Error('canary');

  it('is listed under its name with its id', async () => {
    const { result, clock, calls } = run('works', [FOUND]);
    assert.deepEqual(await result, uploaded);
    assert.deepEqual([calls, clock.slept], [{ uploads: 1, looks: 1 }, []]);
  });

  it('may show up a little later, or after look-ups that fail', async () => {
    for (const looks of [
      [undefined, FOUND],
      [undefined, undefined, FOUND],
      [down, undefined, FOUND],
    ]) {
      const { result, clock } = run('works', looks);
      assert.deepEqual(await result, uploaded);
      assert.deepEqual(clock.slept, [1000, 3000].slice(0, looks.length - 1));
    }
  });

  it('counts although its answer was lost, and is never sent twice', async () => {
    for (const looks of [[FOUND], [undefined, FOUND], [undefined, down, FOUND]]) {
      const { result, calls } = run('fails', looks);
      assert.deepEqual(await result, uploaded);
      assert.equal(calls.uploads, 1);
    }
  });

  it('that failed is absent only when the list says so after a while', async () => {
    const { result, clock } = run('fails', [undefined]);
    const absent = await result;
    assert.ok(absent.kind === 'absent');
    assert.match(absent.reason.message, /ECONNRESET/);
    assert.deepEqual(clock.slept, [1000, 3000]);
  });

  it('is uncertain when the list cannot be read, or contradicts', async () => {
    assert.match((await rejection(run('fails', [down]).result)).message, /cannot be verified/);
    assert.match((await rejection(run('works', [down]).result)).message, /cannot be verified/);
    assert.match((await rejection(run('works', [undefined]).result)).message, /does not list it/);
    assert.match((await rejection(run('works', [{ id: 6, sizeBytes: 9 }]).result)).message, /another artifact/);
    assert.match((await rejection(run('works', [{ id: 5, sizeBytes: 0 }]).result)).message, /empty/);
    await rejection(run('fails', [undefined, undefined, down]).result);
  });

  it('is not begun by a cancelled run, but accounted for when it was begun', async () => {
    const before = run('works', [FOUND], AbortSignal.abort());
    await assert.rejects(before.result, { name: 'AbortError' });
    assert.equal(before.calls.uploads, 0);
    for (const [upload, looks] of [
      ['works', [FOUND]],
      ['fails', [FOUND]],
    ] as const) {
      const controller = new AbortController();
      const { result } = run(upload, looks, controller.signal);
      controller.abort();
      assert.deepEqual(await result, uploaded);
    }
    const controller = new AbortController();
    const { result } = run('fails', [undefined], controller.signal);
    controller.abort();
    assert.match((await rejection(result)).message, /had to end/);
  });
});
