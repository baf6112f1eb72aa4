/** A pull over lists that are made up: whatever stops it, what it delivers is an exact piece of the range, in order, once. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { parseArtifactName } from '../../../../src/checkpoint/artifact-name.ts';
import { pull } from '../../../../src/collector/pull/pull.ts';
import { type PullDelivery, renderPullName } from '../../../../src/collector/pull/pull-delivery.ts';
import type { PullFacts } from '../../../../src/collector/pull/pull-facts.ts';
import type { Pulled } from '../../../../src/collector/pull/pull-job.ts';
import { netOf } from '../../../../src/collector/pull/pull-range.ts';
import type { AuditEvent } from '../../../../src/model/event.ts';
import type { FeedName } from '../../../../src/model/feed.ts';
import type { AuditLog, PageRequest } from '../../../../src/source/page.ts';
import { parse } from '../../action/input-values.ts';
import { FakeClock } from '../../fake-clock.ts';
import { RecordingLog } from '../../recording-log.ts';
import { pageElement } from '../page-elements.ts';

const NOW = Date.parse('2026-11-22T12:00:00Z');
const BASE = NOW - 3_600_000;
/** What GitHub shows when nothing says from when. */
const THREE_MONTHS = 90 * 86_400_000;

interface World {
  readonly lists: Readonly<Record<FeedName, readonly { readonly ts: number; readonly id: string | undefined }[]>>;
  readonly perPage: number;
  /** Every so many requests a cursor is refused; 0: never. */
  readonly refuseEvery: number;
  /** Every so many requests a cursor leads to an empty page, as if the list ended there; 0: never. */
  readonly cutEvery: number;
}

/** Lists by `@timestamp`, cursors that are the number of the next element. */
function logOf({ lists, perPage, refuseEvery, cutEvery }: World): AuditLog & { readonly requests: PageRequest[] } {
  const requests: PageRequest[] = [];
  return {
    requests,
    usage: { requests: 0, retries: 0, rateLimitRemaining: undefined },
    async read(request) {
      requests.push(request);
      const { feed, order, after, createdFrom = NOW - THREE_MONTHS, createdTo = Number.POSITIVE_INFINITY } = request;
      if (after !== undefined && refuseEvery > 0 && requests.length % refuseEvery === 0)
        return { kind: 'cursor-refused' };
      if (after !== undefined && cutEvery > 0 && requests.length % cutEvery === 0)
        return { kind: 'page', page: { elements: [], next: undefined, date: NOW } };
      const list = lists[feed].filter(({ ts }) => !(ts < createdFrom || ts > createdTo));
      const ordered = order === 'asc' ? list : list.toReversed();
      const from = Number(after ?? 0);
      const elements = ordered.slice(from, from + perPage).map(({ ts, id }) => {
        return pageElement(id === undefined ? { '@timestamp': ts, feed } : { '@timestamp': ts, _document_id: id });
      });
      const next = from + perPage < ordered.length ? String(from + perPage) : undefined;
      return { kind: 'page', page: { elements, next, date: NOW } };
    },
  };
}

async function run(world: World, inputs: Readonly<Record<string, string>>) {
  const sent: AuditEvent[] = [];
  const facts: PullFacts[] = [];
  const delivery: PullDelivery = {
    add: async ({ events }, pull) => {
      sent.push(...events);
      facts.push(pull);
    },
    finish: async (pull) => {
      facts.push(pull);
    },
    result: { files: [], manifests: [], artifacts: [], incidents: [] },
  };
  const auditLog = logOf(world);
  const pulled = await pull(
    {
      clock: new FakeClock(),
      random: { next: () => 0.5, token: () => '0a1b2c3d' },
      log: new RecordingLog(),
      auditLog,
      delivery,
      batchLimits: { pages: 2, bytes: 1_000_000 },
    },
    {
      settings: parse({ mode: 'pull', 'max-pages': '100000', ...inputs }),
      identity: { run: '1.1', retentionMs: { web: Number.POSITIVE_INFINITY, git: Number.POSITIVE_INFINITY } },
    },
    new AbortController().signal,
  );
  return { pulled, sent, facts, requests: auditLog.requests };
}

const stamp = fc.integer({ min: 0, max: 60 }).map((step) => BASE + step);
const list = (feed: FeedName) =>
  fc
    .array(fc.record({ ts: stamp, hasId: fc.boolean() }), { maxLength: 60 })
    .map((events) =>
      events
        .toSorted((a, b) => a.ts - b.ts)
        .map(({ ts, hasId }, index) => ({ ts, id: hasId ? `${feed}${index}` : undefined })),
    );
const world: fc.Arbitrary<World> = fc.record({
  lists: fc.record({ web: list('web'), git: list('git') }),
  perPage: fc.integer({ min: 1, max: 20 }),
  refuseEvery: fc.constantFrom(0, 0, 7, 23),
  cutEvery: fc.constantFrom(0, 0, 5, 11),
});
const range = fc
  .record({ since: stamp, length: fc.integer({ min: 1, max: 60 }), order: fc.constantFrom('asc', 'desc') })
  .map(({ since, length, order }) => ({
    order,
    since: new Date(since).toISOString(),
    until: new Date(since + length).toISOString(),
  }));

/** What lies in a piece of both lists, as timestamps in order. */
function stampsIn({ lists }: World, [from, until]: readonly [number, number], order: string): readonly number[] {
  const stamps = [...lists.web, ...lists.git].map(({ ts }) => ts).filter((ts) => from <= ts && ts < until);
  return stamps.sort((a, b) => (order === 'asc' ? a - b : b - a));
}

function pieceOf({ range, reached }: Pulled): readonly [number, number] {
  assert.ok(range !== undefined && reached !== undefined);
  return range.order === 'asc' ? [range.since, reached] : [reached + 1, range.until];
}

describe('a pull', () => {
  it('delivers exactly its range, in order, once, whatever cursors are refused or lead nowhere on the way', async () => {
    await fc.assert(
      fc.asyncProperty(world, range, async (world, inputs) => {
        const { pulled, sent, facts } = await run({ ...world, perPage: Math.max(world.perPage, 5) }, inputs);
        fc.pre(!/ended 7 times/.test(pulled.error?.message ?? ''));
        assert.equal(pulled.error, undefined);
        const whole = [Date.parse(inputs.since), Date.parse(inputs.until)] as const;
        assert.deepEqual(
          sent.map(({ ts }) => ts),
          stampsIn(world, whole, inputs.order),
        );
        assert.equal(new Set(sent.map(({ key, raw }) => `${key} ${raw}`)).size, sent.length);
        assert.equal(facts.at(-1)?.complete, true);
      }),
      { numRuns: 300 },
    );
  });

  it('does not take a list for empty whose events have no timestamp', async () => {
    for (const order of ['asc', 'desc']) {
      const world = {
        lists: { web: [{ ts: Number.NaN, id: 'w0' }], git: [] },
        perPage: 4,
        refuseEvery: 0,
        cutEvery: 0,
      };
      const { pulled } = await run(world, { since: '2h', include: 'web', order });
      assert.match(pulled.error?.message ?? '', /est event of the web feed could not be found/);
    }
  });

  it('does not believe an end between events of one timestamp', async () => {
    const equal = Array.from({ length: 6 }, (_, index) => ({ ts: BASE, id: `w${index}` }));
    for (const order of ['asc', 'desc']) {
      const world = { lists: { web: equal, git: [] }, perPage: 4, refuseEvery: 0, cutEvery: order === 'asc' ? 3 : 4 };
      const { pulled, sent } = await run(world, { since: '2h', include: 'web', order });
      assert.equal(pulled.error, undefined);
      assert.equal(sent.length, 6);
    }
  });

  it('that runs out of pages delivers an exact piece from its beginning, fails, and says so in every manifest', async () => {
    await fc.assert(
      fc.asyncProperty(world, range, fc.integer({ min: 2, max: 6 }), async (world, inputs, pages) => {
        const { pulled, sent, facts } = await run(world, { ...inputs, 'max-pages': String(pages) });
        fc.pre(pulled.stopReason === 'max-pages');
        assert.match(pulled.error?.message ?? '', /the pull is not complete: it stopped at max-pages/);
        assert.deepEqual(
          sent.map(({ ts }) => ts),
          stampsIn(world, pieceOf(pulled), inputs.order),
        );
        assert.ok(facts.every(({ complete }) => !complete));
      }),
      { numRuns: 300 },
    );
  });

  it('starts over six times, not forever', async () => {
    const many = Array.from({ length: 50 }, (_, index) => ({ ts: BASE + index, id: `w${index}` }));
    const { pulled, sent } = await run(
      { lists: { web: many, git: [] }, perPage: 10, refuseEvery: 1, cutEvery: 0 },
      { since: '2h', include: 'web' },
    );
    assert.match(pulled.error?.message ?? '', /ended 7 times before the end of its own list/);
    assert.deepEqual(
      sent.map(({ ts }) => ts),
      stampsIn({ lists: { web: many, git: [] }, perPage: 1, refuseEvery: 0, cutEvery: 0 }, pieceOf(pulled), 'asc'),
    );
  });

  it('finds events older than three months, even when there is nothing newer', async () => {
    const ts = NOW - 150 * 86_400_000;
    const lists = { web: [{ ts, id: 'w1' }], git: [] };
    for (const order of ['asc', 'desc']) {
      const { pulled, sent } = await run(
        { lists, perPage: 5, refuseEvery: 0, cutEvery: 0 },
        { since: '170d', until: '120d', order },
      );
      assert.equal(pulled.error, undefined);
      assert.deepEqual(
        sent.map(({ ts }) => ts),
        [ts],
      );
    }
  });

  it('ends now when it was to end later: it is not complete up to a time that has not come', async () => {
    const lists = { web: [{ ts: BASE, id: 'w1' }], git: [] };
    const later = new Date(NOW + 86_400_000).toISOString();
    const { pulled, facts } = await run(
      { lists, perPage: 5, refuseEvery: 0, cutEvery: 0 },
      { since: '2h', until: later },
    );
    assert.equal(pulled.error, undefined);
    assert.deepEqual([pulled.range?.until, pulled.reached, facts.at(-1)?.until], [NOW, NOW, NOW]);
  });

  it('requests a day more on either side than it delivers', () => {
    const DAY = 86_400_000;
    const asc = { since: BASE, until: NOW, order: 'asc', openEnded: false } as const;
    assert.deepEqual(netOf(asc, null), { createdFrom: BASE - DAY });
    assert.deepEqual(netOf({ ...asc, order: 'desc' }, null), { createdFrom: BASE - DAY, createdTo: NOW + DAY });
    assert.deepEqual(netOf({ ...asc, order: 'desc', openEnded: true }, null), { createdFrom: BASE - DAY });
  });
});

describe('the name of its artifact', () => {
  it('is never that of a position, whatever the prefix, and shows when something is missing', () => {
    fc.assert(
      fc.property(
        fc.stringMatching(/^[A-Za-z0-9._-]{1,100}$/),
        fc.boolean(),
        fc.integer({ min: 0, max: 2 }),
        (prefix, complete, attempt) => {
          const facts = { since: BASE, until: NOW, order: 'asc', complete, id: '123.1.0a1b2c3d' } as const;
          const name = renderPullName(prefix, facts, attempt);
          assert.match(name, /^[\w.-]+$/);
          assert.equal(parseArtifactName(name), undefined);
          assert.equal(name.endsWith('-incomplete'), !complete);
        },
      ),
    );
  });
});
