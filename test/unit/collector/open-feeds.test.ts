/** What the opening of a run makes of a saved position and of what GitHub shows. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { openFeeds } from '../../../src/collector/open-feeds.ts';
import { newChain } from '../../../src/model/chain.ts';
import type { Checkpoint } from '../../../src/model/checkpoint.ts';
import { AccessError, CheckpointError } from '../../../src/model/errors.ts';
import type { FeedName } from '../../../src/model/feed.ts';
import type { Settings } from '../../../src/model/settings.ts';
import { feedFromFloor } from '../../../src/position/cold-start.ts';
import type { Found } from '../../../src/position/find-position.ts';
import type { AuditLog } from '../../../src/source/page.ts';

const HOUR = 3_600_000;
const DATE = Date.UTC(2026, 4, 20, 10, 30);
const allowance = { deadlineAt: Number.POSITIVE_INFINITY, reserve: 0 };

/** An empty log at `DATE`, but for a feed that is refused. */
function logWithout(refused?: FeedName): AuditLog {
  return {
    usage: { requests: 0, retries: 0, rateLimitRemaining: undefined },
    read: async ({ feed }) => {
      if (feed === refused) throw new AccessError('refused', { hint: '' });
      return { kind: 'page', page: { elements: [], next: undefined, date: DATE } };
    },
  };
}

function open(found: Found, auditLog = logWithout(), feeds: readonly FeedName[] = ['web', 'git']) {
  const settings = {
    feeds,
    since: { kind: 'before-now', ms: 4 * HOUR },
    limits: { maxPages: 1_000 },
    position: { overlapMs: 1, reconcileEveryMs: 1, reconcileWindowMs: 1, dedupeId: ['_document_id'] },
    signing: undefined,
    privacy: { droppedFields: [], pseudonyms: undefined },
  } as unknown as Settings;
  const identity = {
    subject: 'api.github.com organization octo-org',
    stream: 's',
    run: '7.1',
    retentionMs: { web: 1_000 * HOUR, git: 100 * HOUR },
  };
  const random = { next: () => 0.5, token: () => 'aaaaaaaa' };
  return openFeeds({ auditLog, random, allowance }, { found, settings, identity }, new AbortController().signal);
}

function resumed(feeds: Checkpoint['feeds']): Found {
  const counters = { events: 0, duplicates: 0, deadLetters: 0 };
  const never = { epoch: 0, resets: [], artifact: null, chain: newChain('first-run') };
  const checkpoint = { version: 1, stream: 's', generation: 3, ...never, commits: [], feeds, counters } as const;
  return { kind: 'resume', checkpoint, where: '', notes: [], doubt: undefined, floors: {}, isKept: true };
}

const names = (feeds: readonly { readonly name: FeedName }[]) => feeds.map(({ name }) => name).sort();

describe('a saved position', () => {
  it('that claims a time in the future is refused, for its feed only', async () => {
    const future = feedFromFloor(DATE + HOUR + 1);
    const { feeds, failures } = await open(resumed({ web: future, git: feedFromFloor(DATE) }));
    assert.deepEqual(names(feeds), ['git']);
    assert.ok(failures[0] instanceof CheckpointError && failures.length === 1);
    assert.match(failures[0].message, /a time in the future/);
  });

  it('may be ahead of the server that answers by an hour', async () => {
    const ahead = feedFromFloor(DATE + HOUR);
    const { feeds, failures } = await open(resumed({ web: ahead, git: ahead }));
    assert.deepEqual([names(feeds), failures], [['git', 'web'], []]);
  });

  it('that lacks a feed says nothing of it while another copy cannot be read', async () => {
    const found = resumed({ web: feedFromFloor(DATE) });
    const doubt = new CheckpointError('a copy cannot be read', { hint: '' });
    const { feeds, failures, checkpoint } = await open({ ...found, doubt } as Found);
    assert.deepEqual(names(feeds), ['web']);
    assert.match(failures[0]?.message ?? '', /the position of the git feed is unknown/);
    assert.deepEqual(Object.keys(checkpoint.feeds), ['web']);
  });
});

describe('a feed that GitHub refuses to a run that begins again', () => {
  it('keeps what is known about a lost position: an earlier success', async () => {
    const startedAt = DATE - 50 * HOUR;
    const history = { kind: 'succeeded', startedAt, bySchedule: true } as const;
    const { feeds, checkpoint } = await open({ kind: 'none', history, besides: false, notes: [] }, logWithout('git'));
    assert.deepEqual(names(feeds), ['web']);
    assert.equal(checkpoint.feeds.git?.tail.claim, startedAt - 24 * HOUR);
    assert.equal(checkpoint.feeds.git?.gaps[0]?.kind, 'state-lost');
  });

  it('keeps the floor from an artifact name', async () => {
    const found: Found = {
      kind: 'floors',
      floors: { web: 5_000, git: 6_000 },
      generation: 9,
      epoch: 8,
      where: '',
      notes: [],
    };
    const { checkpoint } = await open(found, logWithout('git'));
    const { feeds, generation, epoch } = checkpoint;
    assert.deepEqual([feeds.git?.deep.claim, generation, epoch], [6_000, 9, 8]);
  });
});

describe('a run that starts over and includes one feed only', () => {
  const history = { kind: 'succeeded', startedAt: DATE - 50 * HOUR, bySchedule: true } as const;
  const notes: readonly string[] = [];

  it('keeps that the position of the other feed is lost as well', async () => {
    const { feeds, checkpoint } = await open({ kind: 'none', history, besides: false, notes }, logWithout(), ['git']);
    assert.deepEqual(names(feeds), ['git']);
    assert.deepEqual(checkpoint.feeds.web?.gaps, feeds[0]?.draft.gaps);
    assert.equal(checkpoint.feeds.web?.gaps[0]?.kind, 'state-lost');
  });

  it('keeps the floor of the other feed', async () => {
    const found: Found = { kind: 'floors', floors: { web: 5_000 }, generation: 9, epoch: 8, where: '', notes };
    const { checkpoint } = await open(found, logWithout(), ['git']);
    assert.equal(checkpoint.feeds.web?.deep.claim, 5_000);
  });

  it('takes the other feed of a target for new where other targets have positions', async () => {
    const { checkpoint } = await open({ kind: 'none', history, besides: true, notes }, logWithout(), ['git']);
    assert.equal(checkpoint.feeds.web, undefined);
  });

  it('knows nothing of the other feed when nothing was lost', async () => {
    const none = { kind: 'none', history: { kind: 'none' }, besides: false, notes } as const;
    assert.equal((await open(none, logWithout(), ['git'])).checkpoint.feeds.web, undefined);
    assert.equal(
      (await open(resumed({ git: feedFromFloor(DATE) }), logWithout(), ['git'])).checkpoint.feeds.web,
      undefined,
    );
  });
});
