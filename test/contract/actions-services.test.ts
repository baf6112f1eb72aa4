import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { createCacheStore } from '../../src/checkpoint/actions-cache.ts';
import { describeCheckpoint, renderArtifactName } from '../../src/checkpoint/artifact-name.ts';
import { createArtifactPositions } from '../../src/checkpoint/artifacts.ts';
import { createOrigins } from '../../src/checkpoint/origins.ts';
import { uploadVerified } from '../../src/delivery/commit-artifact.ts';
import { stageCommit } from '../../src/delivery/staged-commit.ts';
import { openActionsArtifacts } from '../../src/github/actions-artifact-client.ts';
import { openActionsCache } from '../../src/github/actions-cache-client.ts';
import { AccessError, CheckpointError } from '../../src/model/errors.ts';
import { systemFiles } from '../../src/runtime/files.ts';
import {
  cacheReadDenied,
  cacheWriteDenied,
  dropAnswer,
  finalizeLies,
  finalizeWithoutId,
  quotaExceeded,
  twirpError,
} from '../emulator/sabotage.ts';
import { plainCheckpoint } from '../unit/checkpoint/arbitrary-checkpoint.ts';
import { content, event } from '../unit/delivery/contents.ts';
import { type EmulatedJob, LIMITS, startJob } from './emulated-job.ts';

const STREAM = '0123456789abcdef01234567';
const signal = new AbortController().signal;
const refs = async () => ['refs/heads/main'] as const;
const cacheStore = ({ repository, clock, temp }: EmulatedJob) =>
  createCacheStore({ client: openActionsCache(join(temp, 'private'), LIMITS), repository, refs, clock });

/** Uploads a checkpoint as the delivery does. */
async function upload({ temp, clock }: EmulatedJob, generation: number, retentionDays?: number) {
  const checkpoint = plainCheckpoint(STREAM, generation);
  const commitId = checkpoint.commits[0]?.id ?? '';
  const staged = await stageCommit(await content(generation, [event(1)]), {
    dir: join(temp, 'staging'),
    files: systemFiles,
    commitId,
  });
  const name = renderArtifactName('audit-log', describeCheckpoint(checkpoint));
  const artifacts = openActionsArtifacts({ retentionDays, compressionLevel: 6 }, LIMITS);
  return uploadVerified({ name, root: staged.root, paths: staged.paths }, { artifacts, clock }, signal).finally(
    staged.discard,
  );
}

describe('the cache through @actions/cache', () => {
  it('has the version that every runner computes: another one would orphan all positions', async () => {
    await using job = await startJob();
    await cacheStore(job).commit(plainCheckpoint(STREAM, 1), signal);
    const compression = spawnSync('zstd', ['--quiet', '--version']).stdout?.toString() ? 'zstd-without-long' : 'gzip';
    const pinned = {
      'zstd-without-long': 'eda6e1adc570618f1a82dc42347a761937b71dfecd8333246410f5589e0434f8',
      gzip: 'd4ca4535942d203ac6a50c33139fe514b40e8422f2d554615d89761e7cebd669',
    };
    assert.equal(createHash('sha256').update(`state|${compression}|1.0`).digest('hex'), pinned[compression]);
    assert.equal(job.github.caches.entries[0]?.version, pinned[compression]);
  });

  it('is found from another workspace and another temporary folder', async () => {
    await using job = await startJob();
    await cacheStore(job).commit(plainCheckpoint(STREAM, 1), signal);
    process.env['GITHUB_WORKSPACE'] = join(job.temp, 'elsewhere');
    const client = openActionsCache(join(job.temp, 'deep/er/folder'), LIMITS);
    const loaded = await createCacheStore({ ...job, client, refs }).load(STREAM, signal);
    assert.equal(loaded.kind, 'found');
    assert.equal(process.env['GITHUB_WORKSPACE'], join(job.temp, 'elsewhere'));
  });

  for (const [what, fault] of Object.entries({
    'answer without an id': finalizeWithoutId(),
    'answer that is lost': dropAnswer(),
  })) {
    it(`is committed in spite of an ${what}`, async () => {
      await using job = await startJob();
      job.github.faults.on('cache.finalize', fault);
      await cacheStore(job).commit(plainCheckpoint(STREAM, 1), signal);
      assert.equal((await cacheStore(job).load(STREAM, signal)).kind, 'found');
    });
  }

  const refusals = {
    denied: cacheWriteDenied(),
    full: quotaExceeded(),
    limited: twirpError(429, 'resource_exhausted'),
  };
  for (const [what, fault] of Object.entries(refusals)) {
    it(`is not committed when it is ${what}`, async () => {
      await using job = await startJob();
      job.github.faults.on('cache.create', fault);
      await assert.rejects(cacheStore(job).commit(plainCheckpoint(STREAM, 1), signal), CheckpointError);
      assert.equal(job.github.requestsTo('cache.create').length, 1);
    });
  }

  it('is not committed when the service reports a success that did not happen', async () => {
    await using job = await startJob();
    job.github.faults.on('cache.finalize', finalizeLies());
    await assert.rejects(cacheStore(job).commit(plainCheckpoint(STREAM, 1), signal), CheckpointError);
  });

  it('is unknown without permission to read it, and when nothing can prove that it is empty', async () => {
    await using job = await startJob();
    await cacheStore(job).commit(plainCheckpoint(STREAM, 1), signal);
    const fault = job.github.faults.on('cache.get', cacheReadDenied());
    assert.equal((await cacheStore(job).load(STREAM, signal)).kind, 'unknown');
    job.github.setPermissions({ actions: 'none' });
    const loaded = await cacheStore(job).load(STREAM, signal);
    assert.ok(loaded.kind === 'unknown' && loaded.reason instanceof AccessError);
    fault.remove();
    assert.equal((await cacheStore(job).load(STREAM, signal)).kind, 'found');
  });

  it('is pruned where the token allows it', async () => {
    await using job = await startJob();
    const store = cacheStore(job);
    for (const generation of [1, 2, 3, 4]) await store.commit(plainCheckpoint(STREAM, generation), signal);
    await store.load(STREAM, signal);
    assert.equal(await store.prune(signal), 0);
    job.github.setPermissions({ actions: 'write' });
    assert.equal(await store.prune(signal), 1);
    assert.deepEqual(
      job.github.caches.entries.map(({ key }) => Number(key.split('-')[3])),
      [2, 3, 4],
    );
  });
});

describe('artifacts through @actions/artifact', () => {
  it('print nothing of what they hold, and no token', async () => {
    await using job = await startJob();
    await cacheStore(job).commit(plainCheckpoint(STREAM, 3), signal);
    await upload(job, 3);
    const printed = job.printed();
    assert.match(printed, /CreateCacheEntry/);
    assert.match(printed, /CreateArtifact/);
    for (const secret of [job.github.githubToken, job.opened.runtimeToken, '@timestamp', '"counters"']) {
      assert.ok(!printed.includes(secret), secret);
    }
  });

  it('carry the position to the next run, by list and download', async () => {
    await using job = await startJob();
    const uploaded = await upload(job, 3);
    assert.ok(uploaded.kind === 'uploaded');
    await job.start();
    const { repository, clock } = job;
    const origins = createOrigins(repository, { id: '0', sha: '', ref: '' });
    const positions = createArtifactPositions({ repository, origins, clock });
    const loaded = await positions.load(STREAM, undefined, signal);
    assert.ok(loaded.kind === 'found');
    const { chain, ...position } = loaded.checkpoint;
    const { chain: before, ...saved } = plainCheckpoint(STREAM, 3);
    assert.deepEqual(position, saved);
    assert.deepEqual([before.heads, chain.heads.map(({ commit }) => commit)], [[], [saved.commits[0]?.id]]);
    const [download] = job.github.requestsTo('blob.get');
    assert.equal(download?.headers.authorization, undefined);
    const again = await positions.load(STREAM, plainCheckpoint(STREAM, 3), signal);
    assert.ok(again.kind === 'nothing-new' && again.isKept);
    assert.equal(again.artifact, uploaded.id);
    job.github.artifacts.expire();
    assert.equal((await positions.load(STREAM, undefined, signal)).kind, 'names');
    job.github.artifacts.remove();
    assert.deepEqual(await positions.load(STREAM, undefined, signal), { kind: 'absent', others: [], notes: [] });
  });

  it('are found although the answer of the upload was lost', async () => {
    await using job = await startJob();
    job.github.faults.on('artifact.finalize', dropAnswer());
    assert.equal((await upload(job, 3)).kind, 'uploaded');
    assert.equal(job.github.artifacts.delivered.length, 1);
  });

  it('are absent when they were refused, and can be sent under another name', async () => {
    await using job = await startJob();
    job.github.faults.on('artifact.create', quotaExceeded(), { nth: 1 });
    assert.equal((await upload(job, 3)).kind, 'absent');
    assert.equal((await upload(job, 4)).kind, 'uploaded');
  });

  it('of another attempt of the run are not mistaken for those of this one', async () => {
    await using job = await startJob();
    const folder = join(job.temp, 'files');
    await mkdir(folder);
    await writeFile(join(folder, 'a'), 'a');
    const client = openActionsArtifacts({ retentionDays: 5, compressionLevel: 0 }, LIMITS);
    const { id } = await client.upload('same', folder, [join(folder, 'a')]);
    assert.equal((await client.find('same'))?.id, id);
    await job.start();
    assert.equal(await client.find('same'), undefined);
  });
});

describe('the repository over REST', () => {
  it('gives its visibility', async () => {
    await using job = await startJob({ visibility: 'internal' });
    assert.equal(await job.repository.isPublic(signal), false);
    await using open = await startJob({ visibility: 'public' });
    assert.equal(await open.repository.isPublic(signal), true);
  });

  it('gives the newest earlier success, not this run, not a failure, not another workflow', async () => {
    await using job = await startJob();
    const { repositories, clock } = job.github;
    const newest = async (event?: string) =>
      (await Array.fromAsync(job.repository.listSuccesses(event, signal))).flat()[0]?.startedAt;
    assert.equal(await newest(), undefined);
    const at = Math.floor(clock.now() / 1000) * 1000 - 3_600_000;
    repositories.openRun({ startedAt: at, conclusion: 'success' });
    repositories.openRun({ startedAt: at + 1000, conclusion: 'failure' });
    repositories.openRun({ startedAt: at + 2000, conclusion: 'success', workflow: 'other.yml' });
    job.opened.run.conclusion = 'success';
    assert.equal(await newest(), at);
    assert.equal(await newest('schedule'), at);
    assert.equal(await newest('push'), undefined);
  });

  it('walks lists of many pages', async () => {
    await using job = await startJob();
    const client = openActionsCache(join(job.temp, 'private'), LIMITS);
    await client.save('many-0', Buffer.from('x'));
    const [entry] = job.github.caches.entries;
    assert.ok(entry);
    for (let index = 1; index < 205; index += 1) {
      (job.github.caches.entries as unknown as object[]).push({ ...entry, id: 1000 + index, key: `many-${index}` });
    }
    assert.equal((await job.repository.listCaches({ prefix: 'many-', ref: 'refs/heads/main' }, signal)).length, 205);
    assert.equal(job.github.requestsTo('rest.caches').length, 3);
  });
});
