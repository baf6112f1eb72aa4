import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { decodeCheckpoint } from '../../../src/checkpoint/codec.ts';
import type { CheckpointStore } from '../../../src/checkpoint/store.ts';
import { openDelivery } from '../../../src/collector/deliver-and-commit.ts';
import type { DeliveryParts } from '../../../src/collector/delivery-parts.ts';
import type { Sink } from '../../../src/delivery/http/sink.ts';
import { renderRaw } from '../../../src/format/raw.ts';
import type { Checkpoint } from '../../../src/model/checkpoint.ts';
import { CheckpointError, DeliveryError } from '../../../src/model/errors.ts';
import type { AuditEvent } from '../../../src/model/event.ts';
import { plainCheckpoint } from '../checkpoint/arbitrary-checkpoint.ts';
import { event, RUN } from '../delivery/contents.ts';
import { MemoryFiles } from '../delivery/memory-files.ts';
import { FakeClock } from '../fake-clock.ts';

const STREAM = 'a'.repeat(24);
const NO_FACTS = { duplicates: 0, delivered: {} };

interface Kind {
  readonly artifacts?: { readonly holdEvents: boolean; readonly arePositions: boolean };
  readonly sink?: boolean;
}

/** What happened, in order, and what is switched to fail. */
async function open({ artifacts, sink = false }: Kind) {
  const steps: string[] = [];
  const failing = new Set<'store' | 'upload' | 'sink' | 'files'>();
  const files = new MemoryFiles();
  const uploaded: { name: string; checkpoint: Checkpoint; files: readonly string[] }[] = [];
  const store: CheckpointStore = {
    name: 'the Actions cache',
    load: async () => ({ kind: 'absent' }),
    commit: async ({ generation }) => {
      steps.push(`store ${generation}`);
      if (failing.has('store')) throw new CheckpointError('the cache took nothing', { hint: '' });
      return [];
    },
  };
  const client = {
    upload: async (name: string, root: string, paths: readonly string[]) => {
      steps.push('upload');
      if (failing.has('upload')) throw new Error('refused');
      const position = files.content.get(`${root}/checkpoint.json`);
      assert.ok(position !== undefined);
      uploaded.push({
        name,
        checkpoint: decodeCheckpoint(position),
        files: paths.map((path) => path.slice(root.length + 1)),
      });
      return { id: uploaded.length, sizeBytes: 9, digest: 'sha256' };
    },
    find: async (name: string) => {
      const place = uploaded.findIndex((artifact) => artifact.name === name);
      return place === -1 ? undefined : { id: place + 1, sizeBytes: 9 };
    },
  };
  const simulated: Sink = {
    name: 'http',
    batch: { events: 100, bytes: 1e9 },
    send: async (events) => {
      steps.push(`sink ${events.length}`);
      if (failing.has('sink')) throw new DeliveryError('the sink did not answer', { hint: '' });
      return { acknowledged: events.length, notAccepted: [], requests: 1, retries: 0 };
    },
  };
  const append = files.append.bind(files);
  files.append = async (path, content) => {
    if (path.endsWith('/events.ndjson') && path.startsWith('/out')) steps.push('files');
    if (failing.has('files')) throw Object.assign(new Error('full'), { code: 'ENOSPC' });
    await append(path, content);
  };
  const parts: DeliveryParts = {
    files,
    clock: new FakeClock(),
    log: { info: () => {}, warning: () => {} },
    run: RUN,
    signingKey: undefined,
    outputDir: '/out',
    stagingDir: '/staging',
    render: renderRaw,
    store,
    prune: async () => steps.push('prune'),
    artifacts: artifacts === undefined ? undefined : { client, prefix: 'audit-log', ...artifacts },
    sink: sink ? simulated : undefined,
  };
  const delivery = await openDelivery(parts);
  const commit = (generation: number, events: readonly AuditEvent[]) =>
    delivery.commit({ events, deadLetters: [] }, plainCheckpoint(STREAM, generation), NO_FACTS);
  return { delivery, commit, steps, failing, uploaded };
}

const ARTIFACT = { artifacts: { holdEvents: true, arePositions: true } } as const;
const SINK = { sink: true, artifacts: { holdEvents: false, arePositions: true } } as const;
const STATE_DIR = { artifacts: { holdEvents: true, arePositions: false } } as const;
const some = (count: number) => Array.from({ length: count }, (_, at) => event(at + 1));

describe('with artifacts', () => {
  it('one upload is delivery and commit at once, and the fast copy comes at the end', async () => {
    const { delivery, commit, steps, uploaded } = await open(ARTIFACT);
    await commit(1, some(2));
    assert.deepEqual(steps, ['files', 'upload']);
    assert.equal(uploaded[0]?.checkpoint.generation, 1);
    await delivery.finish({ isKept: true });
    assert.deepEqual(steps.slice(2), ['store 1', 'prune']);
  });

  it('the fast copy is saved in the middle of a run that delivers more events than an artifact has ids', async () => {
    const { commit, steps } = await open(ARTIFACT);
    await commit(1, some(15_000));
    assert.deepEqual(
      steps.filter((step) => step.startsWith('store')),
      [],
    );
    await commit(2, some(15_000));
    assert.deepEqual(
      steps.filter((step) => step.startsWith('store')),
      ['store 2'],
    );
    await commit(3, some(10));
    assert.deepEqual(
      steps.filter((step) => step.startsWith('store')),
      ['store 2'],
    );
  });

  it('a fast copy that fails costs nothing and is reported', async () => {
    const { delivery, commit, failing } = await open(ARTIFACT);
    await commit(1, some(1));
    failing.add('store');
    await delivery.finish({ isKept: true });
    assert.match(
      delivery.result.incidents.join(),
      /the next run reads the position from the artifact, and nothing is lost/,
    );
  });

  it('a failed upload fails the commit, and nothing is saved', async () => {
    const { commit, steps, failing } = await open(ARTIFACT);
    failing.add('upload');
    await assert.rejects(commit(1, some(1)));
    assert.ok(!steps.includes('store 1'));
  });

  it('a position without events is saved in the store alone', async () => {
    const { commit, steps, uploaded } = await open(ARTIFACT);
    await commit(1, []);
    assert.deepEqual([steps, uploaded.length], [['store 1'], 0]);
  });
});

describe('with a state directory and artifacts', () => {
  it('the position is committed with every batch, because no later run looks for it in an artifact', async () => {
    const { commit, steps } = await open(STATE_DIR);
    await commit(1, some(1));
    await commit(2, some(1));
    assert.deepEqual(steps, ['files', 'upload', 'store 1', 'files', 'upload', 'store 2']);
  });

  it('a save that fails is no note but the end: nothing else holds the position', async () => {
    const { commit, failing } = await open(STATE_DIR);
    failing.add('store');
    await assert.rejects(commit(1, some(1)), CheckpointError);
    await assert.rejects(commit(2, []), CheckpointError);
  });
});

describe('with a sink', () => {
  it('the sink comes first, then the files, then the position, then a second copy of it', async () => {
    const { delivery, commit, steps, uploaded } = await open(SINK);
    await commit(1, some(3));
    assert.deepEqual(steps, ['sink 3', 'files', 'store 1']);
    await commit(2, some(1));
    await delivery.finish({ isKept: true });
    assert.deepEqual(steps.slice(-3), ['store 2', 'upload', 'prune']);
    assert.deepEqual([uploaded.length, uploaded[0]?.checkpoint.generation], [1, 2]);
    assert.ok(!uploaded[0]?.files.includes('events.ndjson'));
  });

  it('no second copy is made where nothing was delivered', async () => {
    const { delivery, commit, uploaded } = await open(SINK);
    await commit(1, []);
    await delivery.finish({ isKept: true });
    assert.equal(uploaded.length, 0);
  });

  it('a second copy that fails is a note, because the position is in the store', async () => {
    const { delivery, commit, failing } = await open(SINK);
    await commit(1, some(1));
    failing.add('upload');
    await delivery.finish({ isKept: true });
    assert.match(delivery.result.incidents.join(), /the position is only in the Actions cache, and nothing is lost/);
  });

  it('a sink that fails keeps the position from being saved', async () => {
    const { commit, steps, failing } = await open(SINK);
    failing.add('sink');
    await assert.rejects(commit(1, some(1)), DeliveryError);
    assert.deepEqual(steps, ['sink 1']);
  });

  it('a store that fails is replaced by an artifact, and when that fails too, the commit does', async () => {
    const { delivery, commit, steps, failing } = await open(SINK);
    failing.add('store');
    await commit(1, some(1));
    assert.deepEqual(steps, ['sink 1', 'files', 'store 1', 'upload']);
    assert.match(delivery.result.incidents.join(), /saved in an artifact instead/);
    failing.add('upload');
    await assert.rejects(commit(2, some(1)));
  });
});

describe('with files only', () => {
  it('the files are the delivery, and come before the position', async () => {
    const { commit, steps, failing } = await open({});
    await commit(1, some(1));
    assert.deepEqual(steps, ['files', 'store 1']);
    failing.add('files');
    await assert.rejects(commit(2, some(1)));
    assert.ok(!steps.includes('store 2'));
  });
});
