/** Wrong floors: how far down a run looks, and what it drops. */
import { type Mutant, mutant, testMutant } from './mutant.ts';

const DRAFT = 'collector/feed-draft.ts';
const EVENTS = 'collector/new-events.ts';
const FEED = 'collector/feed-run.ts';
const SWEEP = 'collector/sweep.ts';
const NEXT = 'position/next-checkpoint.ts';

export const FLOOR_MUTANTS: readonly Mutant[] = [
  mutant(
    'floor from the last event read',
    ['late', 16],
    [
      DRAFT,
      'Math.min(claimAfter(deep, lastTs, this.#rules.reconcileWindowMs), tail.claim)',
      'Math.min(lastTs ?? 0, tail.claim)',
    ],
  ),
  mutant(
    'floor at the watermark less the window',
    ['late', 100],
    [
      DRAFT,
      "this.#move('deep', { claim: floorAfterTail(this.#feed, lastTs, this.#rules.reconcileWindowMs) });",
      "this.#move('deep', { claim: Math.max(deep.claim, this.#feed.tail.claim - this.#rules.reconcileWindowMs) });",
    ],
  ),
  mutant(
    'no floor for what is new',
    ['swarm', 17],
    [EVENTS, 'if (event.ts < floor) continue;', 'if (event.ts < 0) continue;'],
  ),
  mutant(
    'an event at the floor taken for old',
    ['swarm', 350],
    [EVENTS, 'if (event.ts < floor) continue;', 'if (event.ts <= floor) continue;'],
  ),
  mutant(
    'seen cut at the watermark',
    ['swarm', 14],
    [
      NEXT,
      'const seen = cutSeen(uniteSeen(draft.seen, packSeen(pending)), draft.deep.claim);',
      'const seen = cutSeen(uniteSeen(draft.seen, packSeen(pending)), draft.tail.claim);',
    ],
  ),
  mutant(
    'capacity above the watermark',
    ['cap', 90],
    [
      NEXT,
      'Math.min(floorFor(seen, limits.dedupeCapacity), draft.tail.claim)',
      'floorFor(seen, limits.dedupeCapacity)',
    ],
  ),
  mutant(
    'capacity without a gap',
    ['cap', 50],
    [NEXT, 'keepGaps(gap === undefined ? draft.gaps : uniteGaps(draft.gaps, [gap]))', 'draft.gaps'],
  ),
  mutant(
    'floor stays in a back-fill',
    ['backfill', 20],
    [
      SWEEP,
      'if (from === undefined || from > deep.claim) return deep.claim;',
      'if (from !== undefined || deep.claim >= 0) return deep.claim;',
    ],
  ),
  mutant(
    'floor counted from an older head',
    ['small', 400],
    [
      DRAFT,
      'if (fresh) this.#move(name, { sweep: { ...sweep, from: readsFrom(this.#feed[name].claim, start) } });',
      'if (fresh) this.#move(name, { sweep: { ...sweep, from: Math.min(this.#feed.deep.claim, readsFrom(this.#feed[name].claim, start)) } });',
    ],
  ),
  testMutant('floor raised over a hole', 'collector/floor.test.ts', [
    SWEEP,
    'return readTo !== null && begun <= from && from <= readTo ? begun : from;',
    'return readTo === null ? from : Math.min(begun, from);',
  ]),
  testMutant(
    'floor raised over what the filter hid',
    'collector/floor.test.ts',
    [
      FEED,
      'this.#passes[name] = this.#begin(name, this.#draft.startUnfiltered(name), pass);',
      'this.#passes[name] = this.#begin(name, this.#draft.startUnfiltered(name, pass.lastTs), pass);',
    ],
    [
      DRAFT,
      'startUnfiltered(name: FrontierName): Start {',
      'startUnfiltered(name: FrontierName, readTo: number | null): Start {',
    ],
    [
      DRAFT,
      'return this.#begin(name, startOf(this.#feed[name], this.#marks), null);',
      'return this.#begin(name, startOf(this.#feed[name], this.#marks), readTo);',
    ],
  ),
];
