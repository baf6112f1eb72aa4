import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { BatchFacts, Delivery } from '../../../src/collector/delivery.ts';
import { FeedRun } from '../../../src/collector/feed-run.ts';
import { Progress } from '../../../src/collector/progress.ts';
import type { Batch } from '../../../src/model/batch.ts';
import { newChain } from '../../../src/model/chain.ts';
import { CHECKPOINT_VERSION, type Checkpoint } from '../../../src/model/checkpoint.ts';
import { DeliveryError } from '../../../src/model/errors.ts';
import { at, feedAt, HOUR, ListedEvents, NOW, RULES, SHARE, startAt } from './listed-events.ts';

const signal = new AbortController().signal;

interface Commit {
  readonly batch: Batch;
  readonly next: Checkpoint;
  readonly facts: BatchFacts;
}

class RecordedDelivery implements Delivery {
  readonly commits: Commit[] = [];
  readonly result = { files: [], manifests: [], artifacts: [], incidents: [] };
  finished = 0;
  failNext = false;
  failOffer = false;

  async offer(): Promise<void> {
    if (this.failOffer) throw new DeliveryError('offer', { hint: '' });
  }

  async commit(batch: Batch, next: Checkpoint, facts: BatchFacts): Promise<Checkpoint> {
    if (this.failNext) throw new DeliveryError('commit', { hint: '' });
    this.commits.push({ batch, next, facts });
    return next;
  }

  async finish(): Promise<void> {
    this.finished++;
  }
}

function begin({ pages = 2, dedupeCapacity = 1_000, cold = false, isKept = true, isFound = true } = {}) {
  const log = new ListedEvents(Array.from({ length: 12 }, (_, index) => at(12 - index)));
  const feed = new FeedRun('web', startAt(feedAt(NOW - 13 * HOUR), log), RULES);
  const delivery = new RecordedDelivery();
  const incidents: string[] = [];
  const checkpoint: Checkpoint = {
    version: CHECKPOINT_VERSION,
    stream: 'a'.repeat(24),
    generation: 4,
    epoch: 0,
    resets: [],
    artifact: null,
    commits: isFound ? [{ generation: 4, id: '6.1.a' }] : [],
    feeds: { web: feed.draft },
    counters: { events: 100, duplicates: 0, deadLetters: 0 },
    chain: newChain('first-run'),
  };
  const progress = new Progress(
    {
      delivery,
      batchLimits: { pages, bytes: 1e9 },
      feedLimits: { overlapMs: RULES.overlapMs, dedupeCapacity, run: '7.1' },
      commitId: () => `7.1.c${delivery.commits.length}`,
      incident: (text) => incidents.push(text),
    },
    { checkpoint, feeds: [feed], cold, isKept },
  );
  const read = async (steps: number) => {
    for (let step = 0; step < steps; step++) {
      const answer = await feed.read('tail', { auditLog: log, share: SHARE }, signal);
      if (answer.kind === 'page') await progress.addPage(answer.fresh);
    }
  };
  return { log, feed, delivery, progress, incidents, read };
}

describe('progress', () => {
  it('commits each full batch with exactly the events that its position claims', async () => {
    const { delivery, read, progress } = begin();
    await read(5);
    assert.deepEqual(
      delivery.commits.map(({ batch, next }) => [batch.events.length, next.generation, next.counters.events]),
      [
        [4, 5, 104],
        [4, 6, 108],
      ],
    );
    for (const { batch, next } of delivery.commits)
      assert.ok((next.feeds.web?.tail.claim ?? 0) <= (batch.events.at(-1)?.ts ?? 0));
    await progress.finish();
    assert.equal(delivery.commits.length, 3);
    assert.equal(delivery.finished, 1);
    assert.equal(progress.checkpoint, delivery.commits[2]?.next);
  });

  it('commits nothing more once a delivery has failed: every later draft claims that batch too', async () => {
    const { delivery, read, progress } = begin();
    delivery.failNext = true;
    await assert.rejects(read(2), /commit/);
    delivery.failNext = false;
    await read(1);
    await progress.finish();
    assert.deepEqual([delivery.commits.length, delivery.finished, progress.delivered.events], [0, 0, 0]);
    assert.equal(progress.checkpoint.generation, 4);
  });

  it('treats a failed offer as a failed delivery', async () => {
    const { delivery, read, progress } = begin();
    delivery.failOffer = true;
    await assert.rejects(read(1), /offer/);
    await progress.finish();
    assert.equal(delivery.commits.length, 0);
  });

  it('saves nothing when nothing was read, except a first or an unlisted position, and what was learned without a page', async () => {
    const idle = begin();
    await idle.progress.finish();
    assert.equal(idle.delivery.commits.length, 0);
    const cold = begin({ cold: true });
    await cold.progress.finish();
    assert.equal(cold.delivery.commits.length, 1);
    const unlisted = begin({ isKept: false });
    await unlisted.progress.finish();
    assert.equal(unlisted.delivery.commits.length, 1);
    const nothing = begin({ isKept: false, isFound: false });
    await nothing.progress.finish();
    assert.equal(nothing.delivery.commits.length, 0);
    const learnt = begin();
    learnt.progress.noteMove();
    await learnt.progress.finish();
    assert.equal(learnt.delivery.commits.length, 1);
  });

  it('reports a gap for lack of capacity, and ids that did not even fit', async () => {
    const { feed, read, progress, incidents } = begin({ dedupeCapacity: 3, pages: 1 });
    await read(3);
    await progress.finish();
    assert.ok(feed.gapsFound.every(({ kind, certain }) => kind === 'capacity' && !certain));
    assert.ok(feed.gapsFound.length > 0);
    const reported = incidents.filter((text) =>
      /than dedupe-capacity holds: late ones before \S+ may be missing/.test(text),
    );
    assert.equal(reported.length, 1);
    assert.deepEqual([...progress.overfull], incidents.length > reported.length ? ['web'] : []);
    assert.ok((progress.checkpoint.feeds.web?.seen.length ?? 0) <= 3 * 22);
  });

  it('counts what it delivered, and from when to when', async () => {
    const { progress, read } = begin();
    await read(6);
    await progress.finish();
    assert.equal(progress.delivered.events, 12);
    assert.deepEqual(progress.window, { from: NOW - 12 * HOUR, to: NOW - HOUR });
  });
});
