/** Any checkpoint that keeps the rules of the model, for property tests. */
import fc from 'fast-check';
import { CHAIN_STARTS, newChain } from '../../../src/model/chain.ts';
import { CHECKPOINT_VERSION, type Checkpoint, type Feed, type Frontier } from '../../../src/model/checkpoint.ts';
import { FEEDS } from '../../../src/model/feed.ts';
import { uniteGaps } from '../../../src/model/gaps.ts';
import { packSeen, TS_MAX } from '../../../src/model/seen.ts';

/** `deepEqual` distinguishes objects without a prototype. */
const record = <T>(model: { [K in keyof T]: fc.Arbitrary<T[K]> }) => fc.record(model, { noNullPrototype: true });
const hex = (length: number) =>
  fc.array(fc.constantFrom(...'0123456789abcdef'), { minLength: length, maxLength: length }).map((d) => d.join(''));
const ts = fc.integer({ min: 0, max: TS_MAX });
const count = fc.nat();
const mark = record({ ts, after: fc.string({ minLength: 1, maxLength: 80, unit: 'binary' }) });

export const anyCommit = record({
  generation: count,
  id: fc.tuple(count, fc.nat({ max: 9 }), hex(8)).map((parts) => parts.join('.')),
});

const sweep = record({
  head: fc.option(ts),
  openedAt: ts,
  reading: fc.constantFrom(
    {},
    { from: 0 },
    { from: TS_MAX },
    { net: 'none' as const },
    { from: 7, net: 'wide' as const },
  ),
  position: fc.option(
    fc
      .tuple(mark, fc.dictionary(hex(32), fc.integer({ min: 1, max: 9 }), { maxKeys: 3 }))
      .map(([{ ts, after }, copies]) => ({ ts, after, copies: { ...copies } })),
  ),
}).map(({ reading, ...rest }) => ({ ...rest, ...reading }));

const frontier = (claim: number): fc.Arbitrary<Frontier> =>
  record({ claim: fc.constant(claim), completedAt: fc.option(ts), sweep: fc.option(sweep) });

const anyGaps = fc
  .array(
    fc
      .tuple(ts, ts, fc.constantFrom('retention', 'state-lost', 'capacity', 'reset'), fc.boolean(), hex(5))
      .map(([x, y, kind, certain, run]) => ({ from: Math.min(x, y), to: Math.max(x, y), kind, certain, run })),
    { maxLength: 3 },
  )
  .map((gaps) => uniteGaps(gaps, []));

const feed: fc.Arbitrary<Feed> = fc.tuple(ts, ts).chain(([a, b]) =>
  record({
    generation: count,
    begin: ts,
    tail: frontier(Math.max(a, b)),
    deep: frontier(Math.min(a, b)),
    marks: fc.array(mark, { maxLength: 4 }),
    refused: fc.array(mark, { maxLength: 2 }),
    seen: fc
      .array(record({ ts, key: hex(32) }), { maxLength: 20 })
      .map((records) => Uint8Array.from(packSeen(records))),
    gaps: anyGaps,
    reported: anyGaps,
  }).map(({ refused, reported, ...rest }) => ({
    ...rest,
    ...(refused.length === 0 ? {} : { refused }),
    ...(reported.length === 0 ? {} : { reported }),
  })),
) as fc.Arbitrary<Feed>;

const link = record({ generation: count, commit: anyCommit.map(({ id }) => id) });
const to = fc.record(Object.fromEntries(FEEDS.map((name) => [name, ts])), { noNullPrototype: true, requiredKeys: [] });

const chain = record({
  start: fc.constantFrom(...CHAIN_STARTS),
  heads: fc.array(
    fc
      .tuple(link, record({ sha256: hex(64), epoch: ts, to: to.map((each) => ({ ...each })) }))
      .map(([one, rest]) => ({ ...one, ...rest })),
    { maxLength: 3 },
  ),
  followed: fc.array(link, { maxLength: 4 }),
});

/** Its newest commit is its own, as in every checkpoint that is saved. */
export const anyCheckpoint: fc.Arbitrary<Checkpoint> = record({
  stream: hex(24),
  own: anyCommit,
  commits: fc.array(anyCommit, { maxLength: 3 }),
  artifact: fc.option(count),
  moved: fc.option(record({ epoch: ts, run: hex(5), feed: fc.constantFrom(...FEEDS), from: fc.option(ts), to: ts })),
  feeds: fc.record(Object.fromEntries(FEEDS.map((name) => [name, feed])), { noNullPrototype: true, requiredKeys: [] }),
  counters: record({ events: count, duplicates: count, deadLetters: count }),
  chain,
  repository: fc.constantFrom({}, { repositoryId: '4711', subject: 'api.github.com organization octo-org' }),
  dedupeId: fc.constantFrom({}, { dedupeId: '_document_id' }, { dedupeId: 'a b.c' }),
}).map(({ stream, own, commits, artifact, moved, feeds, counters, chain, repository, dedupeId }) => ({
  ...repository,
  ...dedupeId,
  version: CHECKPOINT_VERSION,
  stream,
  generation: own.generation,
  epoch: moved?.epoch ?? 0,
  resets: moved === null ? [] : [moved],
  commits: [own, ...commits],
  artifact,
  feeds: { ...feeds },
  counters: { ...counters },
  chain,
}));

/** One that is small and fixed, of any stream and generation. */
export function plainCheckpoint(stream: string, generation: number, token = 'aaaaaaaa'): Checkpoint {
  const frontier: Frontier = { claim: 1_700_000_000_000 + generation, completedAt: 1_700_000_000_000, sweep: null };
  const seen = Uint8Array.from(packSeen([{ ts: frontier.claim, key: String(generation).padStart(32, '0') }]));
  return {
    version: CHECKPOINT_VERSION,
    stream,
    generation,
    epoch: 0,
    resets: [],
    commits: [{ generation, id: `7.${generation}.${token}` }],
    artifact: null,
    feeds: { web: { generation, begin: 0, tail: frontier, deep: frontier, marks: [], seen, gaps: [] } },
    counters: { events: generation, duplicates: 0, deadLetters: 0 },
    chain: newChain('first-run'),
  };
}
