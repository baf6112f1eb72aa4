/** The floor that a tail sweep raises: only over what it has read in one stretch under one head. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { type FeedRules, FeedRun } from '../../../src/collector/feed-run.ts';
import type { Feed } from '../../../src/model/checkpoint.ts';
import { nextFeed } from '../../../src/position/next-checkpoint.ts';
import { at, cursorOf, feedAt, frontier, HOUR, ListedEvents, NOW, RULES, SHARE, startAt } from './listed-events.ts';

const signal = new AbortController().signal;

function open(log: ListedEvents, feed: Feed, rules: Partial<FeedRules> = {}): FeedRun {
  return new FeedRun('web', startAt(feed, log), { ...RULES, ...rules });
}

async function readAll(run: FeedRun, log: ListedEvents): Promise<void> {
  for (let steps = 0; !run.isDone('tail'); steps++) {
    assert.ok(steps < 50, 'reading comes to an end');
    await run.read('tail', { auditLog: log, share: SHARE }, signal);
  }
}

/** Delivers and saves what was read. */
function commit(run: FeedRun): Feed {
  const limits = { overlapMs: RULES.overlapMs, dedupeCapacity: 1_000, run: '7.1' };
  const { feed } = nextFeed(run.draft, { pending: run.pending, generation: 2 }, limits);
  run.committed(feed);
  return feed;
}

describe('a tail sweep', () => {
  it('over a back-fill is its own deep sweep: the floor rises with it, and ids below it are not remembered', async () => {
    const log = new ListedEvents(Array.from({ length: 60 }, (_, index) => at(120 - 2 * index)));
    const claim = NOW - 125 * HOUR;
    const first = frontier(claim, { completedAt: null });
    const run = open(log, feedAt(claim, { tail: first, deep: { ...first, completedAt: NOW } }));
    await readAll(run, log);
    assert.equal(run.draft.deep.claim, NOW - 2 * HOUR - RULES.reconcileWindowMs);
    assert.ok(commit(run).seen.length / 22 <= 14);
  });

  it('over several runs goes on with the place where it began', async () => {
    const log = new ListedEvents(Array.from({ length: 60 }, (_, index) => at(120 - 2 * index)));
    const claim = NOW - 125 * HOUR;
    const first = frontier(claim, { completedAt: null });
    let feed = feedAt(claim, { tail: first, deep: { ...first, completedAt: NOW } });
    for (let run = 0; run < 8; run++) {
      const each = open(log, feed);
      for (let pages = 0; pages < 5 && !each.isDone('tail'); pages++)
        await each.read('tail', { auditLog: log, share: SHARE }, signal);
      feed = commit(each);
    }
    assert.equal(feed.deep.claim, NOW - 2 * HOUR - RULES.reconcileWindowMs);
  });

  it('that starts again behind a hole is a deep sweep from there on only: the floor stays below what lies in the hole', async () => {
    const log = new ListedEvents(Array.from({ length: 34 }, (_, index) => at(68 - 2 * index)));
    const marks = [62, 50, 42, 38, 34].map((ago) => ({ ts: NOW - ago * HOUR, after: cursorOf(at(ago)) }));
    const floor = NOW - 49.5 * HOUR;
    const start = startAt(feedAt(NOW - 30 * HOUR, { deep: frontier(floor), marks }), log);
    const run = new FeedRun('web', { ...start, shown: [] }, RULES);
    const cut = ['e34', 'e34', 'e46'];
    log.instead = (request) => {
      const cursor = log.cursorsUsed.at(-1);
      if (request.order !== 'asc' || cursor === undefined || cursor !== cut[0]) return undefined;
      cut.shift();
      const answer = log.page(request);
      return answer.kind === 'page' ? { ...answer, page: { ...answer.page, next: undefined } } : undefined;
    };
    const floors: number[] = [];
    for (let steps = 0; log.cursorsUsed.at(-1) !== 'e26'; steps++) {
      assert.ok(steps < 30, 'reading gets past the hole');
      await run.read('tail', { auditLog: log, share: SHARE }, signal);
      floors.push(run.draft.deep.claim);
    }
    assert.deepEqual(log.cursorsUsed.slice(0, 6), ['e34', 'e34', 'e50', 'e46', 'e34', 'e30']);
    assert.ok(Math.max(...floors) <= NOW - 44 * HOUR, 'what was not read may hold late events');
  });

  it('whose filter hid something is a deep sweep only from where it was read without it', async () => {
    const hidden = { ...at(10, 'hidden'), createdAt: NOW - 60 * 24 * HOUR };
    const far = { ...at(1, 'far'), createdAt: NOW - 60 * 24 * HOUR };
    const list = Array.from({ length: 20 }, (_, index) => at(60 - 2 * index)).filter(({ id }) => id !== 'e10');
    const log = new ListedEvents([...list, hidden, far]);
    const marks = [50, 34].map((ago) => ({ ts: NOW - ago * HOUR, after: cursorOf(at(ago)) }));
    const tail = frontier(NOW - 30 * HOUR, { sweep: null });
    const run = open(log, feedAt(NOW - 30 * HOUR, { tail, deep: frontier(NOW - 49.5 * HOUR), marks }));
    log.instead = ({ after }) =>
      after === cursorOf(at(34)) && log.requests.length === 1 ? { kind: 'cursor-refused' } : undefined;
    for (let steps = 0; log.requests.every(({ createdFrom }) => createdFrom !== undefined); steps++) {
      assert.ok(steps < 30, 'the filter is left out in the end');
      await run.read('tail', { auditLog: log, share: SHARE }, signal);
    }
    const { from } = run.draft.tail.sweep ?? {};
    const [first] = log.requests.filter(({ createdFrom }) => createdFrom === undefined);
    const start = Number(
      Buffer.from(first?.after ?? '', 'base64')
        .toString()
        .split('|')[0],
    );
    assert.equal(from, start + 1);
  });
});
