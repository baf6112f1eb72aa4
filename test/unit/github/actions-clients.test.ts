import assert from 'node:assert/strict';
import { existsSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, it } from 'node:test';
import { openActionsArtifacts } from '../../../src/github/actions-artifact-client.ts';
import { openActionsCache } from '../../../src/github/actions-cache-client.ts';
import { systemClock } from '../../../src/runtime/clock.ts';

const LIMITS = {
  clock: systemClock,
  watch: () => () => {},
  end: { at: Number.POSITIVE_INFINITY, signal: new AbortController().signal },
};

const bytes = Buffer.from('position');

describe('the cache client', () => {
  let folder = '';
  beforeEach(() => {
    folder = join(realpathSync(mkdtempSync(join(tmpdir(), 'audit-log-'))), 'private');
  });
  afterEach(() => rmSync(join(folder, '..'), { recursive: true }));

  /** A toolkit that notes where it was called and acts as a test says. */
  function open(act: { restore?: () => string | undefined; save?: () => number; wait?: () => Promise<void> } = {}) {
    const calls: { name: string; args: unknown[]; cwd: string; workspace: string | undefined }[] = [];
    const note = async (name: string, args: unknown[]) => {
      calls.push({ name, args, cwd: process.cwd(), workspace: process.env['GITHUB_WORKSPACE'] });
      await act.wait?.();
    };
    const client = openActionsCache(folder, LIMITS, async () => ({
      async restoreCache(...args) {
        await note('restore', args);
        return act.restore?.();
      },
      async saveCache(...args) {
        await note('save', args);
        return act.save?.() ?? 1;
      },
    }));
    return { client, calls };
  }

  it('gives the toolkit one relative path in a folder of its own, and puts everything back', async () => {
    const before = { cwd: process.cwd(), workspace: process.env['GITHUB_WORKSPACE'] };
    const { client, calls } = open({
      save: () => {
        assert.equal(readFileSync('state/checkpoint.json', 'utf8'), 'position');
        return 5;
      },
    });
    assert.equal(await client.save('key', bytes), 5);
    await client.restore('prefix-');
    await client.has('key');
    assert.deepEqual(
      calls.map(({ args }) => args),
      [
        [['state'], 'key'],
        [['state'], 'prefix-', ['prefix-']],
        [['state'], 'key', [], { lookupOnly: true }],
      ],
    );
    for (const call of calls) assert.deepEqual([call.cwd, call.workspace], [folder, folder]);
    assert.deepEqual({ cwd: process.cwd(), workspace: process.env['GITHUB_WORKSPACE'] }, before);
  });

  it('puts the workspace back after a failure, and works again', async () => {
    process.env['GITHUB_WORKSPACE'] = '/somewhere';
    const cwd = process.cwd();
    let failing = true;
    const { client } = open({
      restore: () => {
        if (failing) throw new Error('no');
        return 'key';
      },
    });
    await assert.rejects(client.has('key'), { name: 'LibraryFailure' });
    assert.deepEqual([process.cwd(), process.env['GITHUB_WORKSPACE']], [cwd, '/somewhere']);
    delete process.env['GITHUB_WORKSPACE'];
    failing = false;
    assert.equal(await client.has('key'), true);
    assert.equal(process.env['GITHUB_WORKSPACE'], undefined);
  });

  it('never has two calls in the folder at once', async () => {
    let running = 0;
    const wait = async () => {
      running += 1;
      assert.equal(running, 1);
      await new Promise((resolve) => setImmediate(resolve));
      running -= 1;
    };
    const { client, calls } = open({ wait });
    await Promise.all([client.save('a', bytes), client.restore('b'), client.has('c'), client.save('d', bytes)]);
    assert.deepEqual(
      calls.map(({ name }) => name),
      ['save', 'restore', 'restore', 'save'],
    );
  });

  it('reads what was restored, never what was left from before', async () => {
    const fresh = open({
      restore: () => {
        writeFileSync('state/checkpoint.json', 'restored');
        return 'key-1';
      },
    });
    await fresh.client.save('x', bytes);
    const entry = await fresh.client.restore('key-');
    assert.deepEqual([entry?.key, entry && Buffer.from(entry.bytes).toString()], ['key-1', 'restored']);
    const empty = open({ restore: () => 'key-2' });
    await empty.client.save('x', bytes);
    assert.ok(existsSync(join(folder, 'state/checkpoint.json')));
    assert.equal(await empty.client.restore('key-'), undefined);
  });

  it('finds exactly the requested key', async () => {
    assert.equal(await open({ restore: () => 'key-1' }).client.has('key-1'), true);
    assert.equal(await open({ restore: () => 'key-10' }).client.has('key-1'), false);
    assert.equal(await open().client.has('key-1'), false);
  });
});

describe('the artifact client', () => {
  type Loader = Exclude<Parameters<typeof openActionsArtifacts>[2], undefined>;
  type Toolkit = Awaited<ReturnType<Loader>>;

  const open = (toolkit: Partial<Toolkit>, retentionDays?: number) =>
    openActionsArtifacts({ retentionDays, compressionLevel: 6 }, LIMITS, async () => ({
      uploadArtifact: () => Promise.reject(new Error('unused')),
      listArtifacts: () => Promise.reject(new Error('unused')),
      ...toolkit,
    }));

  it('uploads under the name, with a retention only where one is set', async () => {
    const calls: unknown[][] = [];
    const uploadArtifact: Toolkit['uploadArtifact'] = async (...args) => {
      calls.push(args);
      return { id: 4, size: 9, digest: 'abc' };
    };
    const uploaded = await open({ uploadArtifact }).upload('name', '/files', ['/files/a']);
    assert.deepEqual(uploaded, { id: 4, sizeBytes: 9, digest: 'abc' });
    await open({ uploadArtifact }, 30).upload('name', '/files', ['/files/a']);
    assert.deepEqual(calls, [
      ['name', ['/files/a'], '/files', { compressionLevel: 6 }],
      ['name', ['/files/a'], '/files', { compressionLevel: 6, retentionDays: 30 }],
    ]);
  });

  it('finds exactly the name, in this run', async () => {
    const listArtifacts: Toolkit['listArtifacts'] = async (options) => {
      assert.deepEqual(options, { latest: false });
      return {
        artifacts: [
          { name: 'name-2', id: 1, size: 1 },
          { name: 'name', id: 2, size: 7 },
        ],
      };
    };
    assert.deepEqual(await open({ listArtifacts }).find('name'), { id: 2, sizeBytes: 7 });
    assert.equal(await open({ listArtifacts }).find('nam'), undefined);
  });
});
