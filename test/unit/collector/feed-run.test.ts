import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { FeedDraft } from '../../../src/collector/feed-draft.ts';
import { type FeedRules, FeedRun, type Step } from '../../../src/collector/feed-run.ts';
import type { FrontierName } from '../../../src/collector/sweep.ts';
import type { Feed } from '../../../src/model/checkpoint.ts';
import { nextFeed } from '../../../src/position/next-checkpoint.ts';
import { at, cursorOf, feedAt, frontier, HOUR, ListedEvents, NOW, RULES, SHARE, startAt } from './listed-events.ts';

const signal = new AbortController().signal;

function open(log: ListedEvents, feed: Feed, rules: Partial<FeedRules> = {}): FeedRun {
  return new FeedRun('web', startAt(feed, log), { ...RULES, ...rules });
}

async function readAll(run: FeedRun, log: ListedEvents, name: FrontierName = 'tail'): Promise<readonly string[]> {
  const ids: string[] = [];
  for (let steps = 0; !run.isDone(name); steps++) {
    assert.ok(steps < 50, 'reading comes to an end');
    const step = await run.read(name, { auditLog: log, share: SHARE }, signal);
    ids.push(...idsOf(step));
  }
  return ids;
}

function idsOf(step: Step): readonly string[] {
  return step.kind === 'page' ? step.fresh.map(({ id }) => id ?? '') : [];
}

/** Delivers and saves what was read. */
function commit(run: FeedRun): Feed {
  const limits = { overlapMs: RULES.overlapMs, dedupeCapacity: 1_000, run: '7.1' };
  const { feed } = nextFeed(run.draft, { pending: run.pending, generation: 2 }, limits);
  run.committed(feed);
  return feed;
}

const hours = (...ago: readonly number[]) => ago.map((each) => at(each));

describe('one feed in one run', () => {
  it('reads its list to the end, each event once, and claims up to the overlap before the head', async () => {
    const log = new ListedEvents(hours(5, 4, 3, 2, 1));
    const run = open(log, feedAt(NOW - 6 * HOUR));
    assert.deepEqual(await readAll(run, log), ['e5', 'e4', 'e3', 'e2', 'e1']);
    assert.equal(run.watermark, NOW - HOUR - RULES.overlapMs);
    assert.equal(run.caughtUp, true);
    assert.equal(run.draft.tail.sweep, null);
  });

  it('remembers when the last complete sweep was opened, not when it ended', async () => {
    const log = new ListedEvents(hours(3, 2, 1));
    const run = open(log, feedAt(NOW - 6 * HOUR));
    log.date = NOW + 20 * 60_000;
    await readAll(run, log);
    assert.equal(run.draft.tail.completedAt, NOW);
    assert.equal(run.date, NOW + 20 * 60_000);
  });

  it('is caught up by a sweep of an earlier run as well, and reads a fresh one after it', async () => {
    const log = new ListedEvents(hours(4, 3, 2, 1));
    const position = { ts: NOW - 3 * HOUR, after: cursorOf(at(3)), copies: {} };
    const sweep = { head: NOW - 2 * HOUR, openedAt: NOW - HOUR / 2, position, from: 1 };
    const run = open(log, feedAt(NOW - 6 * HOUR, { tail: frontier(NOW - 6 * HOUR, { sweep }) }));
    const first = await run.read('tail', { auditLog: log, share: SHARE }, signal);
    assert.deepEqual([idsOf(first), run.caughtUp, run.isDone('tail')], [['e2', 'e1'], true, false]);
    assert.equal(run.draft.tail.completedAt, Math.max(NOW - HOUR, NOW - HOUR / 2));
    await readAll(run, log);
    assert.equal(run.draft.tail.completedAt, NOW);
  });

  it('knows an event by its id and its timestamp', async () => {
    const log = new ListedEvents([at(3, 'x'), at(2, 'x'), at(1, 'x')]);
    const run = open(log, feedAt(NOW - 6 * HOUR));
    assert.deepEqual(await readAll(run, log), ['x', 'x', 'x']);
    const again = open(log, commit(run));
    assert.deepEqual(await readAll(again, log), []);
  });

  it('says how late an event was that only the deep sweep found', async () => {
    const log = new ListedEvents(hours(5, 1));
    const seen = feedAt(NOW - 2 * HOUR, {
      deep: frontier(NOW - 20 * HOUR, { completedAt: null }),
      marks: [{ ts: NOW - 5 * HOUR, after: cursorOf(at(5)) }],
    });
    const run = open(log, seen);
    assert.deepEqual(await readAll(run, log), ['e1']);
    assert.equal(run.latenessMs, undefined);
    assert.deepEqual(await readAll(run, log, 'deep'), ['e5']);
    assert.equal(run.latenessMs, 5 * HOUR);
  });
});

describe('the end of a deep list', () => {
  it('is believed by its own claim, not by that of the tail', async () => {
    const log = new ListedEvents(hours(9, 8, 7, 6, 5, 4));
    const position = { ts: NOW - 8 * HOUR, after: cursorOf(at(8)), copies: {} };
    const sweep = { head: NOW - 5 * HOUR, openedAt: NOW - 5 * HOUR, position, from: 1 };
    const deep = frontier(NOW - 9.5 * HOUR, { sweep });
    const start = startAt(feedAt(NOW - 4.1 * HOUR, { deep }), log);
    const run = new FeedRun('web', { ...start, shown: [] }, RULES);
    log.instead = (request) => {
      const answer = log.page(request);
      return answer.kind === 'page' ? { ...answer, page: { ...answer.page, next: undefined } } : undefined;
    };
    const step = await run.read('deep', { auditLog: log, share: SHARE }, signal);
    assert.deepEqual([step.kind, step.kind === 'page' && step.ended], ['page', false]);
    assert.notEqual(run.draft.deep.sweep, null);
  });
});

describe('a cursor that is refused', () => {
  const refusing = (log: ListedEvents, ...ids: readonly string[]) => {
    const left = [...ids];
    log.instead = ({ after }) => {
      const id = after === undefined ? '' : Buffer.from(after, 'base64').toString().split('|')[1];
      const place = left.indexOf(id ?? '');
      if (place === -1) return undefined;
      left.splice(place, 1);
      return { kind: 'cursor-refused' };
    };
  };
  const mark = (ago: number) => ({ ts: NOW - ago * HOUR, after: cursorOf(at(ago)) });
  const list = hours(9, 8, 7, 6, 5, 4, 3, 2, 1);

  it('costs a page when it is the position: the sweep goes back by one mark, beyond its claim', async () => {
    const log = new ListedEvents(list);
    const sweep = { head: NOW - HOUR, openedAt: NOW - HOUR, position: { ...mark(4), copies: {} }, from: 1 };
    const marks = [mark(9), mark(7), mark(6), mark(5)];
    const run = open(log, feedAt(NOW - 8 * HOUR, { tail: frontier(NOW - 8 * HOUR, { sweep }), marks }));
    refusing(log, 'e4');
    await run.read('tail', { auditLog: log, share: SHARE }, signal);
    await run.read('tail', { auditLog: log, share: SHARE }, signal);
    assert.deepEqual(log.cursorsUsed, ['e4', 'e5']);
  });

  it('is dropped alone when it is a mark: the next one is taken, and the position stays', async () => {
    const log = new ListedEvents(list);
    const sweep = { head: NOW - HOUR, openedAt: NOW - HOUR, position: { ...mark(8), copies: {} }, from: 1 };
    const marks = [mark(9), mark(7), mark(6)];
    const run = open(log, feedAt(NOW - 5 * HOUR, { tail: frontier(NOW - 5 * HOUR, { sweep }), marks }));
    refusing(log, 'e6');
    await run.read('tail', { auditLog: log, share: SHARE }, signal);
    assert.equal(run.draft.tail.sweep?.position?.after, cursorOf(at(8)));
    await run.read('tail', { auditLog: log, share: SHARE }, signal);
    assert.deepEqual(log.cursorsUsed, ['e6', 'e7']);
    assert.notEqual(run.draft.tail.sweep?.position, null);
  });

  it('is remembered as refused, until a page comes for it', async () => {
    const log = new ListedEvents(list);
    const run = open(log, feedAt(NOW - 5 * HOUR, { marks: [mark(9), mark(6)] }));
    refusing(log, 'e6');
    await run.read('tail', { auditLog: log, share: SHARE }, signal);
    assert.deepEqual(run.draft.refused, [mark(6)]);
    assert.deepEqual(run.draft.marks, [mark(9)]);
    await readAll(run, log);
    assert.ok((run.draft.refused ?? []).every(({ after }) => after !== cursorOf(at(3))));
  });

  it('that works again is not refused any more', () => {
    const draft = new FeedDraft(feedAt(NOW - 5 * HOUR, { refused: [mark(6)] }), RULES);
    draft.works(mark(6).after);
    assert.equal(draft.feed.refused, undefined);
  });

  it('of every mark costs a handful of requests, and then the filter alone is left', async () => {
    const log = new ListedEvents(list);
    const marks = Array.from({ length: 900 }, (_, index) => ({
      ts: NOW - 9 * HOUR - 900 + index,
      after: `bad ${index}`,
    }));
    const run = open(log, feedAt(NOW - 5 * HOUR, { marks }));
    log.instead = ({ after }) => (after?.startsWith('bad') === true ? { kind: 'cursor-refused' } : undefined);
    assert.deepEqual(await readAll(run, log), ['e6', 'e5', 'e4', 'e3', 'e2', 'e1']);
    assert.ok(log.requests.length < 20);
  });

  it('again and again fails the run, with nothing skipped', async () => {
    const log = new ListedEvents(list);
    const run = open(log, feedAt(NOW - 5 * HOUR));
    log.instead = ({ after }) => (after === undefined ? undefined : { kind: 'cursor-refused' });
    await assert.rejects(readAll(run, log), /ended 7 times before its own newest event/);
    assert.ok(run.watermark <= NOW - 5 * HOUR);
  });
});

describe('the filter', () => {
  const far = { ...at(1, 'far'), createdAt: NOW - 60 * 24 * HOUR };
  const list = [...hours(30, 26, 6, 5, 4, 3, 2), far];

  it('is left out once it hides an event that the probe showed, and nothing was claimed beyond that', async () => {
    const log = new ListedEvents(list);
    log.perPage = 3;
    const run = open(log, feedAt(NOW - 5.5 * HOUR, { marks: [{ ts: NOW - 6 * HOUR, after: cursorOf(at(6)) }] }));
    const ids = await readAll(run, log);
    assert.ok(ids.includes('far'));
    assert.equal(log.requests.filter(({ createdFrom }) => createdFrom === undefined).length > 0, true);
    assert.equal(new Set(ids).size, ids.length);
  });

  it('is left out for that sweep only', async () => {
    const log = new ListedEvents(list);
    const run = open(log, feedAt(NOW - 5.5 * HOUR));
    await readAll(run, log);
    assert.equal(run.draft.tail.sweep, null);
    const later = new ListedEvents(list.filter(({ id }) => id !== 'far'));
    await readAll(open(later, commit(run)), later);
    assert.ok(later.requests.every(({ createdFrom }) => createdFrom !== undefined));
  });

  it('of a busy cold start is an hour wide where the first page ends before the claim, else a day', async () => {
    const cold = feedAt(NOW - 4.5 * HOUR, { tail: frontier(NOW - 4.5 * HOUR, { completedAt: null }) });
    const busy = new ListedEvents(Array.from({ length: 30 }, (_, index) => at(5.4 - index / 10)));
    await readAll(open(busy, cold, { maxPages: 10 }), busy);
    assert.equal(busy.requests[0]?.createdFrom, NOW - 5.5 * HOUR);
    assert.equal(busy.requests[1]?.createdFrom, NOW - 4.5 * HOUR - 30 * 24 * HOUR);
    const quiet = new ListedEvents([...hours(4, 2), { ...at(3, 'old'), createdAt: NOW - 20 * HOUR }]);
    assert.ok((await readAll(open(quiet, cold, { maxPages: 10 }), quiet)).includes('old'));
    assert.deepEqual(
      quiet.requests.slice(0, 2).map(({ createdFrom }) => createdFrom),
      [NOW - 5.5 * HOUR, NOW - 28.5 * HOUR],
    );
  });
});
