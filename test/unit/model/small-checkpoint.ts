/** Checkpoints of one stream from a tiny world of times, generations and cursors, so that any two of them meet everywhere. */
import fc from 'fast-check';
import { CHAIN_STARTS, type Chain, type Head, joinChains } from '../../../src/model/chain.ts';
import {
  CHECKPOINT_VERSION,
  type Checkpoint,
  type Feed,
  type Frontier,
  type Gap,
  type Reset,
  type Sweep,
} from '../../../src/model/checkpoint.ts';
import { uniteCommits, uniteMarks, uniteResets } from '../../../src/model/claims.ts';
import { uniteGaps } from '../../../src/model/gaps.ts';
import { cutSeen, packSeen } from '../../../src/model/seen.ts';

const ts = fc.integer({ min: 0, max: 9 });
const generation = fc.integer({ min: 0, max: 3 });
const after = fc.constantFrom('a', 'b', 'c');
const key = fc.constantFrom('0', '1', 'f').map((digit) => digit.repeat(32));

const position = fc.record({ ts, after, copies: fc.constantFrom({}, { x: 1 }, { x: 2, y: 1 }, { y: 1, x: 2 }) });
const sweep: fc.Arbitrary<Sweep> = fc.record(
  { head: fc.option(ts), openedAt: ts, position: fc.option(position), from: ts, net: fc.constantFrom('none', 'wide') },
  { requiredKeys: ['head', 'openedAt', 'position'] },
);

function frontier(claim: number): fc.Arbitrary<Frontier> {
  return fc.record({ claim: fc.constant(claim), completedAt: fc.option(ts), sweep: fc.option(sweep) });
}

const gap: fc.Arbitrary<Gap> = fc.record({
  from: fc.integer({ min: 0, max: 5 }),
  to: ts.map((to) => to + 5),
  kind: fc.constantFrom('retention', 'state-lost', 'capacity', 'reset'),
  certain: fc.boolean(),
  run: fc.constantFrom('1.1', '2.1'),
});

const feed: fc.Arbitrary<Feed> = fc.tuple(ts, ts).chain(([a, b]) =>
  fc.record({
    generation,
    begin: ts,
    tail: frontier(Math.max(a, b)),
    deep: frontier(Math.min(a, b)),
    marks: fc.array(fc.record({ ts, after }), { maxLength: 4 }),
    refused: fc.array(fc.record({ ts, after }), { maxLength: 3 }),
    seen: fc.array(fc.record({ ts, key }), { maxLength: 6 }).map((records) => Uint8Array.from(packSeen(records))),
    gaps: fc.array(gap, { maxLength: 3 }),
    reported: fc.array(gap, { maxLength: 2 }),
  }),
);

const commit = fc.record({ generation, id: fc.constantFrom('1.1.a', '1.1.b', '2.1.a') });

const reset: fc.Arbitrary<Reset> = fc.record({
  epoch: fc.constantFrom(5, 7),
  run: fc.constantFrom('1.1', '2.1'),
  feed: fc.constantFrom('web', 'git'),
  from: fc.option(ts),
  to: ts,
});

/** Few enough manifests that the same one is a head here and followed there, and more of them than are remembered. */
const link = fc.integer({ min: 0, max: 60 }).map((n) => ({ generation: Math.floor(n / 3), commit: `${n}.1.a` }));
const head: fc.Arbitrary<Head> = fc
  .tuple(
    link,
    fc.record({
      sha256: fc.constantFrom('a', 'b').map((digit) => digit.repeat(64)),
      epoch: fc.constantFrom(0, 5),
      to: fc.record({ web: ts, git: ts }, { requiredKeys: [] }),
    }),
  )
  .map(([one, rest]) => ({ ...one, ...rest }));
const chain: fc.Arbitrary<Chain> = fc
  .record({
    start: fc.constantFrom(...CHAIN_STARTS),
    heads: fc.array(head, { maxLength: 8 }),
    followed: fc.array(link, { maxLength: 60 }),
  })
  .map((each) => joinChains(each, { ...each, heads: [], followed: [] }));

const anyChance = fc.record({
  version: fc.constant(CHECKPOINT_VERSION),
  stream: fc.constant('0123456789abcdef01234567'),
  generation,
  epoch: fc.constantFrom(0, 0, 5, 7),
  resets: fc.array(reset, { maxLength: 3 }),
  commits: fc.array(commit, { maxLength: 4 }),
  artifact: fc.option(generation),
  feeds: fc.record({ web: feed, git: feed }, { requiredKeys: [] }),
  counters: fc.record({ events: ts, duplicates: ts, deadLetters: ts }),
  chain,
  subject: fc.constantFrom(undefined, 'a organization x', 'b enterprise y'),
  repositoryId: fc.constantFrom(undefined, '7', '12'),
  dedupeId: fc.constantFrom(undefined, '_document_id', 'data.id'),
});

/** As every checkpoint that is saved: lists in order and without repetition, no id below the floor. */
export const smallCheckpoint: fc.Arbitrary<Checkpoint> = anyChance.map(
  ({ dedupeId, repositoryId, subject, ...checkpoint }) => ({
    ...checkpoint,
    ...(subject === undefined ? {} : { subject }),
    ...(repositoryId === undefined ? {} : { repositoryId }),
    ...(dedupeId === undefined ? {} : { dedupeId }),
    resets: uniteResets(
      checkpoint.resets.filter(({ epoch }) => epoch <= checkpoint.epoch),
      [],
    ),
    commits: uniteCommits(checkpoint.commits, []),
    feeds: Object.fromEntries(
      Object.entries(checkpoint.feeds).map(([name, { marks, refused = [], reported = [], seen, gaps, ...rest }]) => [
        name,
        {
          ...rest,
          marks: uniteMarks(marks, []),
          ...(refused.length === 0 ? {} : { refused: uniteMarks(refused, []) }),
          seen: cutSeen(seen, rest.deep.claim),
          gaps: uniteGaps(gaps, []),
          ...(reported.length === 0 ? {} : { reported: uniteGaps(reported, []) }),
        },
      ]),
    ),
  }),
);
