/** A position that is moved by hand while that of another feed is lost, or known to the store only: no feed becomes a new one. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { encodeCheckpoint } from '../../../src/checkpoint/codec.ts';
import type { Checkpoint } from '../../../src/model/checkpoint.ts';
import { CheckpointError } from '../../../src/model/errors.ts';
import { feedFromFloor } from '../../../src/position/cold-start.ts';
import type { Found } from '../../../src/position/find-position.ts';
import { movePosition, type ResetPorts } from '../../../src/position/reset.ts';
import { takePosition } from '../../../src/position/take-position.ts';
import { parse } from '../action/input-values.ts';
import { plainCheckpoint } from '../checkpoint/arbitrary-checkpoint.ts';

const STREAM = '0123456789abcdef01234567';
const SUBJECT = 'api.github.com organization octo-org';
const DATE = Date.parse('2026-11-22T12:00:00Z');
const DAY = 86_400_000;
const { signal } = new AbortController();

function portsAt(found: Found): ResetPorts {
  return {
    auditLog: {
      usage: { requests: 1, retries: 0, rateLimitRemaining: undefined },
      read: async () => ({ kind: 'page', page: { elements: [], next: undefined, date: DATE } }),
    },
    allowance: { deadlineAt: Number.POSITIVE_INFINITY, reserve: 0 },
    random: { next: () => 0.5, token: () => '0a1b2c3d' },
    findPosition: async () => found,
  };
}

const identity = { subject: SUBJECT, stream: STREAM, run: '9.1', retentionMs: { web: 180 * DAY, git: 7 * DAY } };
const job = { settings: parse({ mode: 'reset', include: 'web', since: '1d' }), identity };

function holding(feeds: Checkpoint['feeds'], more: Partial<Extract<Found, { kind: 'resume' }>> = {}): Found {
  const checkpoint = { ...plainCheckpoint(STREAM, 7), subject: SUBJECT, feeds };
  const found = {
    kind: 'resume',
    checkpoint,
    where: '',
    notes: [],
    doubt: undefined,
    floors: {},
    isKept: true,
  } as const;
  return { ...found, ...more };
}

const history = { kind: 'succeeded', startedAt: DATE - 3 * DAY, bySchedule: true } as const;
const EVERYTHING_LOST: Found = { kind: 'none', history, besides: false, notes: [] };
const web = feedFromFloor(DATE - 5 * DAY);
const source = {
  position: encodeCheckpoint({ ...plainCheckpoint(STREAM, 3), subject: SUBJECT, feeds: { web } }),
  signature: undefined,
  manifest: undefined,
};

describe('a reset of one feed', () => {
  it('begins the other one a day before the last success, with a gap, when every position is lost', async () => {
    const { checkpoint } = await movePosition(portsAt(EVERYTHING_LOST), job, signal);
    const { git } = checkpoint.feeds;
    assert.equal(git?.tail.claim, DATE - 4 * DAY);
    assert.deepEqual(git.gaps, [{ from: 0, to: DATE - 4 * DAY, kind: 'state-lost', certain: false, run: '9.1' }]);
  });

  it('begins the other one like that also where other targets have positions: nobody knows whether this one had any', async () => {
    const { checkpoint } = await movePosition(portsAt({ ...EVERYTHING_LOST, besides: true } as Found), job, signal);
    assert.deepEqual(
      checkpoint.feeds.git?.gaps.map(({ kind, to }) => [kind, to]),
      [['state-lost', DATE - 4 * DAY]],
    );
  });

  it('begins the other one where a name of a lost copy says that it was', async () => {
    const { checkpoint } = await movePosition(
      portsAt(holding({ web }, { floors: { git: DATE - 2 * DAY } })),
      job,
      signal,
    );
    assert.equal(checkpoint.feeds.git?.tail.claim, DATE - 2 * DAY);
  });

  it('leaves a feed alone that has no position and never had one', async () => {
    const { checkpoint } = await movePosition(portsAt(holding({ web })), job, signal);
    assert.equal(checkpoint.feeds.git, undefined);
  });
});

describe('a position taken from a file that has a feed more than `include`', () => {
  const inFile = { web, git: feedFromFloor(DATE - 6 * DAY) };
  const position = encodeCheckpoint({ ...plainCheckpoint(STREAM, 3), subject: SUBJECT, feeds: inFile });
  const take = (found: Found) =>
    takePosition(portsAt(found), { ...job, source: { ...source, position }, trust: undefined }, signal);

  it('leaves that feed where it is', async () => {
    const git = feedFromFloor(DATE - DAY);
    const { checkpoint, moves } = await take(holding({ git }));
    assert.equal(checkpoint.feeds.git?.tail.claim, git.tail.claim);
    assert.deepEqual(
      moves.map(({ feed }) => feed),
      ['web'],
    );
  });

  it('takes that feed over, too, and says so, where it has no position', async () => {
    const { checkpoint, moves } = await take(holding({}));
    assert.equal(checkpoint.feeds.git?.tail.claim, inFile.git.tail.claim);
    assert.deepEqual(
      moves.map(({ feed, from, to }) => [feed, from, to]),
      [
        ['web', null, web.tail.claim],
        ['git', null, inFile.git.tail.claim],
      ],
    );
  });
});

describe('a position taken from a file that has one feed', () => {
  const take = (found: Found) => takePosition(portsAt(found), { ...job, source, trust: undefined }, signal);

  it('keeps the position that the other feed has', async () => {
    const git = feedFromFloor(DATE - DAY);
    const { checkpoint } = await take(holding({ git }));
    assert.equal(checkpoint.feeds.web?.tail.claim, web.tail.claim);
    assert.equal(checkpoint.feeds.git?.tail.claim, git.tail.claim);
  });

  it('begins the other one a day before the last success, with a gap, when every position is lost', async () => {
    const { checkpoint } = await take(EVERYTHING_LOST);
    assert.deepEqual(
      checkpoint.feeds.git?.gaps.map(({ kind }) => kind),
      ['state-lost'],
    );
  });

  it('is taken once, however often the job is run again', async () => {
    const { checkpoint: first } = await take(holding({}));
    const collected = { ...first, feeds: { web: feedFromFloor(DATE - DAY) } };
    const again = { ...job, identity: { ...identity, run: '9.2' }, source, trust: undefined };
    const ports = portsAt({ ...holding({}), checkpoint: collected } as Found);
    const { checkpoint, moves } = await takePosition(ports, again, signal);
    assert.deepEqual([checkpoint.epoch, checkpoint.feeds], [first.epoch, collected.feeds]);
    assert.deepEqual(
      moves.map(({ feed, to }) => [feed, to]),
      [['web', web.tail.claim]],
    );
  });

  it('is refused while the position of the other one is unknown', async () => {
    const doubt = new CheckpointError('it could not be read', { hint: '' });
    await assert.rejects(take(holding({}, { doubt })), /the git feed keeps its position, which is unknown/);
  });
});
