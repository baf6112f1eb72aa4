/** Wrong claims: what counts as delivered, as new, as out of reach. */
import { type Mutant, mutant } from './mutant.ts';

const DRAFT = 'collector/feed-draft.ts';
const EVENTS = 'collector/new-events.ts';
const FEED = 'collector/feed-run.ts';
const SWEEP = 'collector/sweep.ts';
const NEXT = 'position/next-checkpoint.ts';
const CLAIMS = 'model/claims.ts';
const CLAIM_AFTER = 'return Math.max(frontier.claim, Math.min(lastTs, head - bound));';

export const CLAIM_MUTANTS: readonly Mutant[] = [
  mutant(
    'feeds share a watermark',
    ['swarm', 40],
    [
      'collector/progress.ts',
      'feeds: Object.fromEntries(feeds.map(({ feed, next }) => [feed.name, next])),',
      'feeds: Object.fromEntries(feeds.map(({ feed, next }) => [feed.name, { ...next, tail: { ...next.tail, claim: Math.max(...feeds.map((each) => each.next.tail.claim)) } }])),',
    ],
  ),
  mutant(
    'no overlap',
    ['swarm', 30],
    [SWEEP, CLAIM_AFTER, 'return Math.max(frontier.claim, Math.min(lastTs, head - 0 * bound));'],
  ),
  mutant(
    'watermark from the clock',
    ['swarm', 30],
    [
      DRAFT,
      'const { openedAt } = this.#sweep(name);\n    this.#claim(name, lastTs);',
      "const { openedAt } = this.#sweep(name);\n    this.#claim(name, lastTs);\n    if (name === 'tail') this.#move('tail', { claim: Math.max(this.#feed.tail.claim, openedAt - this.#rules.overlapMs) });",
    ],
  ),
  mutant(
    'watermark rounded up',
    ['swarm', 140],
    [SWEEP, CLAIM_AFTER, 'return Math.max(frontier.claim, Math.ceil(Math.min(lastTs, head - bound) / 1000) * 1000);'],
  ),
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
    'equal clones not counted',
    ['clones', 14],
    ['dedupe/event-key.ts', '`copy\\n${content}\\n${copy}`', '`copy\\n${content}\\n${Math.min(1, copy)}`'],
  ),
  mutant(
    'short hash',
    ['swarm', 16],
    [
      'dedupe/event-key.ts',
      "hash('sha256', text, 'buffer').toString('hex', 0, KEY_BYTES)",
      "hash('sha256', text, 'buffer').toString('hex', 0, 1).repeat(KEY_BYTES)",
    ],
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
    'join without union',
    ['stores', 40],
    [
      CLAIMS,
      'seen: cutSeen(uniteSeen(a.seen, b.seen), deep.claim),',
      'seen: cutSeen(a.generation >= b.generation ? a.seen : b.seen, deep.claim),',
    ],
  ),
  mutant(
    'closed sweep risen again',
    ['small', 830],
    [
      CLAIMS,
      'if (genA !== genB) return genA > genB ? a : b;\n  if (a === null || b === null) return null;',
      'if (a === null || b === null) return a ?? b;\n  if (genA !== genB) return genA > genB ? a : b;',
    ],
  ),
  mutant(
    'no gap told',
    ['expire', 30],
    ['collector/retention.ts', 'if (from >= edge) return [];', 'if (from >= 0) return [];'],
  ),
  mutant(
    'gap judged by the overlap',
    ['expire', 240],
    ['collector/retention.ts', 'frontier.completedAt - rules.reconcileWindowMs', 'frontier.completedAt - 900_000'],
  ),
  mutant(
    'gap looked for at the start only',
    ['expire', 40],
    [
      FEED,
      'this.#noteGaps(name, pass, page.date);',
      'if (pass.untouched && pass.failures === 0) this.#noteGaps(name, pass, page.date);',
    ],
  ),
  mutant(
    'no margin on a first run',
    ['expire', 30],
    ['position/cold-start.ts', 'Math.max(0, date - retentionMs + HOUR_MS)', 'Math.max(0, date - retentionMs)'],
  ),
];
