import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { collect, type Ports } from '../../../src/collector/collect.ts';
import type { Delivery } from '../../../src/collector/delivery.ts';
import type { Report } from '../../../src/collector/report.ts';
import { newChain } from '../../../src/model/chain.ts';
import { CHECKPOINT_VERSION, type Checkpoint, type Feed } from '../../../src/model/checkpoint.ts';
import { AccessError } from '../../../src/model/errors.ts';
import type { FeedName } from '../../../src/model/feed.ts';
import type { Settings } from '../../../src/model/settings.ts';
import { FakeClock } from '../fake-clock.ts';
import { at, cursorOf, feedAt, frontier, HOUR, type Listed, ListedEvents, NOW } from './listed-events.ts';

const LIMITS = { perPage: 2, maxPages: 1_000, maxDurationMs: 1e9, pageDelayMs: 0, jitterMs: 0, rateLimitReserve: 0 };
const POSITION = {
  overlapMs: HOUR / 4,
  reconcileEveryMs: 24 * HOUR,
  reconcileWindowMs: 24 * HOUR,
  dedupeId: ['_document_id'],
  dedupeCapacity: 1_000,
  onGap: 'fail',
  onColdStart: 'collect',
  file: undefined,
  maxLagMs: undefined,
} as const;

interface Given {
  readonly log: ListedEvents;
  readonly feeds?: Partial<Record<FeedName, Feed>>;
  readonly limits?: Partial<Settings['limits']>;
  readonly position?: Partial<Settings['position']>;
  readonly dedupeId?: string;
  readonly signal?: AbortSignal;
}

async function run({ log, feeds, limits, position, dedupeId, signal }: Given): Promise<Report & { saved: Checkpoint }> {
  const names: readonly FeedName[] = ['web', 'git'];
  const checkpoint: Checkpoint = {
    version: CHECKPOINT_VERSION,
    stream: 'a'.repeat(24),
    generation: 4,
    epoch: 0,
    resets: [],
    artifact: null,
    commits: [{ generation: 4, id: '6.1.a' }],
    feeds: feeds ?? Object.fromEntries(names.map((name) => [name, feedAt(NOW - 50 * HOUR)])),
    counters: { events: 0, duplicates: 0, deadLetters: 0 },
    chain: newChain('first-run'),
    ...(dedupeId === undefined ? {} : { dedupeId }),
  };
  let saved = checkpoint;
  const delivery: Delivery = {
    commit: async (_, next) => {
      saved = next;
      return next;
    },
    finish: async () => {},
    result: { files: [], manifests: [], artifacts: [], incidents: [] },
  };
  const found = { kind: 'resume', checkpoint, where: 'a test', notes: [], doubt: undefined, floors: {} } as const;
  const clock = new FakeClock();
  const ports: Ports = {
    clock,
    random: { next: () => 0.5, token: () => 'token' },
    log: { info: () => {}, warning: () => {} },
    auditLog: log,
    findPosition: (async () => found) as unknown as Ports['findPosition'],
    delivery,
    batchLimits: { pages: 100, bytes: 1e9 },
  };
  const settings = {
    feeds: names,
    since: { kind: 'before-now', ms: HOUR },
    limits: { ...LIMITS, ...limits },
    position: { ...POSITION, ...position },
    signing: undefined,
    privacy: { droppedFields: [], pseudonyms: undefined },
    output: { artifact: true },
    sink: undefined,
  } as unknown as Settings;
  const retentionMs = { web: 180 * 24 * HOUR, git: 180 * 24 * HOUR };
  const job = {
    settings,
    identity: { subject: 'api.github.com organization octo-org', stream: checkpoint.stream, run: '7.1', retentionMs },
  };
  return { ...(await collect(ports, job, signal ?? new AbortController().signal)), saved };
}

const many = (count: number, prefix: string): readonly Listed[] =>
  Array.from({ length: count }, (_, index) => at(48 - index / 10, `${prefix}${index}`));

describe('a run', () => {
  it('reads the feeds in turns, so that neither waits for the end of the other', async () => {
    const log = new ListedEvents({ web: many(240, 'w'), git: many(240, 'g') });
    await run({ log });
    const order = log.requests.filter((request) => request.order === 'asc').map(({ feed }) => feed);
    const changes = order.filter((feed, index) => index > 0 && feed !== order[index - 1]).length;
    assert.ok(changes >= 3, `${changes} changes of turn`);
    assert.equal(order.indexOf(order[0] === 'web' ? 'git' : 'web'), 50);
  });

  it('fails when GitHub refuses one feed, and still reads the other', async () => {
    const log = new ListedEvents({ web: many(4, 'w'), git: many(4, 'g') });
    log.instead = ({ feed, order }) =>
      feed === 'git' && order === 'asc' ? new AccessError('GitHub refuses the git feed', { hint: '' }) : undefined;
    const report = await run({ log });
    assert.equal(report.error?.message, 'GitHub refuses the git feed.');
    assert.equal(report.events, 4);
    assert.equal(report.caughtUp, false);
  });

  it('also fails when GitHub cannot even show the newest event of one feed', async () => {
    const log = new ListedEvents({ web: many(4, 'w'), git: many(4, 'g') });
    log.instead = ({ feed }) => (feed === 'git' ? new AccessError('no git', { hint: '' }) : undefined);
    const report = await run({ log });
    assert.deepEqual([report.error?.message, report.events, report.caughtUp], ['No git.', 4, false]);
  });

  it('is caught up when every tail was read to its end and no deep sweep is open, and then no limit stopped it', async () => {
    const log = new ListedEvents({ web: many(4, 'w'), git: many(4, 'g') });
    const report = await run({ log });
    assert.deepEqual([report.caughtUp, report.stopReason, report.lagSeconds], [true, 'caught-up', 0]);
  });

  it('is not caught up while a deep sweep is open', async () => {
    const log = new ListedEvents({ web: many(20, 'w'), git: [] });
    const due = feedAt(NOW - 49 * HOUR, { deep: frontier(NOW - 100 * HOUR, { completedAt: null }) });
    const read = feedAt(NOW - HOUR, { tail: frontier(NOW - 46.2 * HOUR), deep: due.deep });
    const report = await run({ log, feeds: { web: read, git: feedAt(NOW - HOUR) }, limits: { maxPages: 4 } });
    assert.notEqual(report.saved.feeds.web?.deep.sweep, null);
    assert.deepEqual([report.caughtUp, report.stopReason], [false, 'max-pages']);
  });

  it('is caught up by a sweep that it only ended, although no page is left for a fresh one', async () => {
    const log = new ListedEvents({ web: many(10, 'w'), git: [] });
    const position = { ts: NOW - 47.6 * HOUR, after: cursorOf(at(48 - 4 / 10, 'w4')), copies: {} };
    const sweep = { head: NOW - 47.1 * HOUR, openedAt: NOW - HOUR, position, from: 1 };
    const web = feedAt(NOW - 49 * HOUR, { tail: frontier(NOW - 49 * HOUR, { sweep }) });
    const report = await run({ log, feeds: { web, git: feedAt(NOW - HOUR) }, limits: { maxPages: 4 } });
    assert.deepEqual([report.caughtUp, report.stopReason], [true, 'caught-up']);
    assert.equal(report.lagSeconds, 3_600);
  });

  it('that was cancelled is not caught up, and says so', async () => {
    const log = new ListedEvents({ web: many(4, 'w'), git: many(4, 'g') });
    const controller = new AbortController();
    log.instead = ({ order, feed, after }) => {
      if (order === 'asc' && feed === 'git' && after === undefined) controller.abort(new Error('stop'));
      return undefined;
    };
    const report = await run({ log, signal: controller.signal });
    assert.deepEqual([report.caughtUp, report.stopReason], [false, 'cancelled']);
  });

  it('measures its lag by the last complete reading of a quiet feed, not by its last event', async () => {
    const log = new ListedEvents({ web: [at(400)], git: [at(300)] });
    const report = await run({ log });
    assert.equal(report.lagSeconds, 0);
  });

  it('fails once, with every gap in the message', async () => {
    const log = new ListedEvents({ web: many(4, 'w'), git: many(4, 'g') });
    const old = feedAt(NOW - 200 * 24 * HOUR, { tail: frontier(NOW - 200 * 24 * HOUR, { completedAt: null }) });
    const report = await run({ log, feeds: { web: old, git: old } });
    assert.match(
      report.error?.message ?? '',
      /the web feed from .* the git feed from|the git feed from .* the web feed from/,
    );
    assert.equal(report.gaps.filter(({ certain }) => certain).length, 2);
  });

  it('says what a changed dedupe-id may repeat, and remembers the one that it used', async () => {
    const log = new ListedEvents({ web: many(4, 'w'), git: many(4, 'g') });
    const changed = await run({ log, dedupeId: 'data.id' });
    assert.match(changed.incidents.join(' '), /dedupe-id is _document_id, and the position was saved with data\.id/);
    assert.equal(changed.saved.dedupeId, '_document_id');
    const same = await run({ log, dedupeId: '_document_id' });
    assert.equal(same.incidents.length, 0);
  });

  it('delivers events that share an id by their content, and says so', async () => {
    const twice = [at(2, 'same'), { ...at(2, 'same'), createdAt: NOW - 2.5 * HOUR }];
    const log = new ListedEvents({ web: twice, git: [] });
    const report = await run({ log, feeds: { web: feedAt(NOW - 3 * HOUR), git: feedAt(NOW - 3 * HOUR) } });
    assert.equal(report.events, 2);
    assert.match(report.incidents.join(' '), /dedupe-id does not identify an event/);
  });
});
