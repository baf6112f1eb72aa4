/** Wrong claims: what counts as delivered, as new, as out of reach. */
import { type Mutant, mutant, testMutant } from './mutant.ts';

const DRAFT = 'collector/feed-draft.ts';
const FEED = 'collector/feed-run.ts';
const SWEEP = 'collector/sweep.ts';
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
    'equal clones not counted',
    ['clones', 14],
    ['dedupe/event-key.ts', '`copy\\n${content}\\n${copy}`', '`copy\\n${content}\\n${Math.min(1, copy)}`'],
  ),
  mutant(
    'short hash',
    ['swarm', 16],
    [
      'dedupe/event-key.ts',
      "hash('sha256', text, 'hex').slice(0, 2 * KEY_BYTES)",
      "hash('sha256', text, 'hex').slice(0, 2).repeat(KEY_BYTES)",
    ],
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
  testMutant('closed sweep risen again', 'model/claims.test.ts', [
    CLAIMS,
    'if (genA !== genB) return genA > genB ? a : b;\n  if (a === null || b === null) return null;',
    'if (a === null || b === null) return a ?? b;\n  if (genA !== genB) return genA > genB ? a : b;',
  ]),
  mutant(
    'no gap reported',
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
      'if (pass.untouched && pass.failures === 0 && pass.after === undefined) this.#noteGaps(name, pass, page.date);',
    ],
  ),
  mutant(
    'no margin on a first run',
    ['expire', 30],
    ['position/cold-start.ts', 'Math.max(0, date - retentionMs + HOUR_MS)', 'Math.max(0, date - retentionMs)'],
  ),
  testMutant(
    'completed when the list ended',
    'collector/feed-run.test.ts',
    [FEED, 'this.#draft.end(name, pass.lastTs);', 'this.#draft.end(name, pass.lastTs, this.date);'],
    [
      DRAFT,
      'end(name: FrontierName, lastTs: number | null): void {\n    const { openedAt } = this.#sweep(name);',
      'end(name: FrontierName, lastTs: number | null, openedAt = 0): void {',
    ],
  ),
  mutant(
    'caught up with an open deep sweep',
    ['small', 60],
    ['collector/conclude.ts', 'caughtUp: feed.caughtUp && position.deep.sweep === null,', 'caughtUp: feed.caughtUp,'],
  ),
  testMutant('caught up by a fresh sweep only', 'collector/collect.test.ts', [
    FEED,
    "if (name === 'tail') this.caughtUp = true;",
    "if (name === 'tail' && pass.opened) this.caughtUp = true;",
  ]),
  mutant(
    'caught up and stopped by a limit',
    ['swarm', 100],
    [
      'collector/conclude.ts',
      "stopReason: caughtUp ? 'caught-up' : course.stopReason,",
      'stopReason: course.stopReason,',
    ],
  ),
  mutant(
    'lag by the claim only',
    ['quiet', 20],
    [
      'collector/conclude.ts',
      'return Math.max(0, date - Math.max(tail.claim, tail.completedAt ?? 0));',
      'return Math.max(0, date - tail.claim);',
    ],
  ),
  mutant(
    'failed feed not reported',
    ['lost-state', 60],
    ['collector/collect.ts', 'this.#failing.add(feed);', 'this.#failing.add(feed);\n      return undefined;'],
  ),
  testMutant('id alone identifies', 'collector/feed-run.test.ts', [
    'dedupe/delivered-ids.ts',
    'if (!isTimed) return',
    'if (isTimed || !isTimed) return',
  ]),
  mutant(
    'a run remembers only what its position has room for',
    ['cap', 60],
    ['dedupe/delivered-ids.ts', 'lost.reduce(uniteSeen, cutSeen(this.#forgotten, floor))', 'NOTHING_SEEN'],
  ),
  testMutant('a key across two ids', 'model/seen.test.ts', [
    'model/seen.ts',
    'if (at % SEEN_RECORD_BYTES === TS_BYTES) return true;',
    'return true;',
  ]),
  testMutant('shared ids identify', 'collector/pass.test.ts', [
    'collector/pass.ts',
    'if (isShared(shared, ts, token) || (before !== undefined && !before.equals(raw))) {',
    'if (isShared(shared, ts, token) && before === token) {',
  ]),
  testMutant('number and text are one id', 'collector/pass.test.ts', [
    'dedupe/event-key.ts',
    "typeof id === 'string' ? `id\\n${id}` : `number\\n${id}`",
    '`id\\n${id}`',
  ]),
  testMutant('a list believed before its end', 'source/json-elements.test.ts', [
    'source/json-elements.ts',
    'if (json[at] !== CLOSE_BRACKET || skipSpace(json, at + 1) !== json.length)',
    'if (json[at] !== CLOSE_BRACKET)',
  ]),
  testMutant('control characters in strings', 'source/json-elements.test.ts', [
    'source/json-scan.ts',
    'byte === BACKSLASH || byte < SPACE',
    'byte === BACKSLASH',
  ]),
  testMutant('the first field of a name', 'source/json-elements.test.ts', [
    'source/page-element.ts',
    'for (let place = until - 1; place >= from; place -= 1) {',
    'for (let place = from; place < until; place += 1) {',
  ]),
  testMutant('escaped names not found', 'source/json-elements.test.ts', [
    'source/page-element.ts',
    'if (!this.isObject || !this.#names.isPlain)',
    'if (!this.isObject)',
  ]),
  testMutant('long numbers rounded', 'dedupe/event-key.test.ts', [
    'dedupe/event-key.ts',
    'canonicalJson(keepLongNumbers(raw, value))',
    'canonicalJson(raw === undefined ? keepLongNumbers(raw, value) : value)',
  ]),
  testMutant('gaps that touch stay apart', 'model/gaps.test.ts', [
    'model/gaps.ts',
    'gap.from > last.to) merged.push(gap);',
    'gap.from >= last.to) merged.push(gap);',
  ]),
  testMutant(
    'a certain gap pushed out',
    'model/gaps.test.ts',
    ['model/gaps.ts', 'return certain || possible <= POSSIBLE_GAPS_MAX;', 'return possible <= POSSIBLE_GAPS_MAX;'],
    ['model/gaps.ts', 'if (!certain) possible += 1;', 'possible += certain ? 1 : 1;'],
  ),
  testMutant('delivered before a move back and called lost', 'collector/retention.test.ts', [
    'collector/retention.ts',
    'Math.min(edge, rules.deliveredTo)',
    'Math.min(edge, rules.deliveredTo * 0)',
  ]),
];
