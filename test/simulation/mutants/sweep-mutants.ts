/** Wrong ways to read the list: where a sweep starts, what it skips, when its end is believed. */
import { type Mutant, mutant, testMutant } from './mutant.ts';

const FEED = 'collector/feed-run.ts';
const SWEEP = 'collector/sweep.ts';
const DRAFT = 'collector/feed-draft.ts';
const VERDICT = 'collector/page-verdict.ts';
const EVENTS = 'collector/new-events.ts';

export const SWEEP_MUTANTS: readonly Mutant[] = [
  mutant(
    'last page dropped',
    ['swarm', 14],
    [
      FEED,
      "return { kind: 'page', fresh, ended: verdict.kind === 'ended' };",
      "return { kind: 'page', fresh: verdict.kind === 'ended' ? [] : fresh, ended: verdict.kind === 'ended' };",
    ],
  ),
  mutant(
    'marks not cut at the claim',
    ['swarm', 30],
    [SWEEP, 'marks.findLastIndex((candidate) => candidate.ts < frontier.claim)', 'marks.length - 1'],
  ),
  mutant(
    'mark at the claim',
    ['grid', 1080],
    [SWEEP, '(candidate) => candidate.ts < frontier.claim', '(candidate) => candidate.ts <= frontier.claim'],
  ),
  mutant(
    'no deep sweep',
    ['swarm', 40],
    [
      SWEEP,
      'return sweep !== null || completedAt === null || date - completedAt >= everyMs;',
      'return sweep !== null && completedAt === null && date < everyMs;',
    ],
  ),
  mutant(
    'net at the claim',
    ['swarm', 170],
    [SWEEP, 'claim - (isNarrow ? HOUR_MS : DAY_MS)', 'claim'],
    [SWEEP, 'claim - 30 * DAY_MS', 'claim'],
  ),
  mutant(
    'sweep dropped behind the watermark',
    ['small', 170],
    [
      SWEEP,
      'const opened = { head: probe.head, openedAt: probe.date, position };',
      'const opened = { head: probe.head, openedAt: probe.date, position: null };',
    ],
  ),
  mutant(
    'head and position mixed',
    ['backlog', 520],
    [
      SWEEP,
      'return { sweep: frontier.sweep, fresh: false };',
      'return { sweep: { ...frontier.sweep, head: probe.head }, fresh: false };',
    ],
  ),
  mutant('no position in a sweep', ['small', 20], [DRAFT, 'sweep: { ...sweep, position } });', 'sweep });']),
  mutant('copies not stored', ['clones', 20], [FEED, 'copies: Object.fromEntries(pass.copies) });', 'copies: {} });']),
  mutant(
    'head in the future',
    ['cut', 60],
    ['collector/open-feeds.ts', '({ ts }) => ts !== undefined && ts <= opening', '({ ts }) => ts !== undefined'],
  ),
  {
    name: 'no head from a probe',
    hunter: { kind: 'histories', generator: 'drain', seeds: 20 },
    edits: [
      { file: SWEEP, find: 'const head = frontier.sweep?.head ?? null;', replace: 'const head = lastTs;' },
      { file: SWEEP, find: 'return sweep.head === null || (lastTs', replace: 'return sweep !== null || (lastTs' },
    ],
  },
  mutant(
    'an end before the head believed',
    ['cut', 18],
    [SWEEP, 'return sweep.head === null || (lastTs', 'return sweep.openedAt >= 0 || (lastTs'],
  ),
  mutant(
    'end of a quiet list not believed',
    ['quiet', 34],
    [VERDICT, 'const edge = Math.max(date - retentionMs, claim);', 'const edge = Math.min(date - retentionMs, claim);'],
  ),
  mutant(
    'cursor that led nowhere kept',
    ['refused', 1050],
    [
      DRAFT,
      'this.#move(name, { sweep: { ...sweep, position: retreat ?? null } });',
      'this.#move(name, { sweep: retreat === undefined ? sweep : { ...sweep } });',
    ],
  ),
  mutant('newest first', ['swarm', 15], [FEED, "order: 'asc', after", "order: 'desc', after"]),
  mutant(
    'all cursors dropped',
    ['refused', 60],
    [
      DRAFT,
      'this.#refused = uniteMarks(this.#refused, [{ ts, after }]);',
      'this.#refused = uniteMarks(this.#refused, [{ ts, after }, ...this.#marks]);',
    ],
  ),
  testMutant('back behind the claim at every refusal', 'collector/feed-run.test.ts', [
    DRAFT,
    'position: retreat ?? null',
    'position: null',
  ]),
  testMutant('a refused mark takes the position along', 'collector/feed-run.test.ts', [
    DRAFT,
    'this.#forget(led.from);',
    'this.#forget(led.from);\n      this.#move(name, { sweep: { ...sweep, position: null } });',
  ]),
  testMutant('a refused cursor is not remembered', 'collector/feed-run.test.ts', [
    DRAFT,
    'this.#refused = uniteMarks(this.#refused, [{ ts, after }]);',
    '',
  ]),
  testMutant('a cursor that works again stays refused', 'collector/feed-run.test.ts', [
    DRAFT,
    'this.#refused = this.#refused.filter((mark) => mark.after !== after);',
    '',
  ]),
  testMutant('no marks kept in front of a position below the floor', 'position/next-checkpoint.test.ts', [
    'position/next-checkpoint.ts',
    'i >= oldest || close.has(mark)',
    'i >= oldest',
  ]),
  testMutant('no marks kept in front of a position', 'position/next-checkpoint.test.ts', [
    'position/next-checkpoint.ts',
    'slice(-MARKS_BEFORE_A_POSITION)',
    'slice(MARKS_MAX)',
  ]),
  mutant(
    'filter not checked against the probe',
    ['far', 60],
    [
      'collector/net-check.ts',
      'if (left > 0 && ts >= edge && ts < upTo) return true;',
      'if (left > 1e9 && ts >= edge && ts < upTo) return true;',
    ],
  ),
  testMutant('events of the probe without an id identified by their timestamp', 'collector/page-verdict.test.ts', [
    'collector/net-check.ts',
    'id === undefined ? contentHash(element.parsed()) : tokenOf(id)',
    "id === undefined ? '' : tokenOf(id)",
  ]),
  testMutant('narrow net believed', 'collector/feed-run.test.ts', [
    VERDICT,
    'return net.isNarrow && after === undefined && isWanted && reaches;',
    'return net.isNarrow && after === undefined && isWanted && reaches && false;',
  ]),
  testMutant('a day before since on a busy first run', 'collector/feed-run.test.ts', [
    SWEEP,
    'isNarrow ? HOUR_MS : DAY_MS',
    'isNarrow ? DAY_MS : DAY_MS',
  ]),
  testMutant('end of a deep list believed by the claim of the tail', 'collector/feed-run.test.ts', [
    FEED,
    'return { frontier: this.#draft.frontier(name), probe: this.probe, retentionMs: this.#rules.retentionMs };',
    'return { frontier: { ...this.#draft.frontier(name), claim: this.watermark }, probe: this.probe, retentionMs: this.#rules.retentionMs };',
  ]),
  testMutant('newest event not waited for', 'collector/page-verdict.test.ts', [
    VERDICT,
    'const newest = opened ? probe.newest : null;',
    'const newest = opened ? null : null;',
  ]),
  testMutant('no turns between feeds', 'collector/collect.test.ts', [
    'collector/collect.ts',
    'const TURN_PAGES = 50;',
    'const TURN_PAGES = 1e9;',
  ]),
  testMutant('deep sweep leaves the tail no request', 'collector/limits.test.ts', [
    'collector/budget.ts',
    'Math.min(this.#quarterOf(remaining), Math.max(0, this.#available(remaining) - 1))',
    'Math.max(1, Math.floor(this.#limits.maxPages / 4))',
  ]),
  testMutant('deep sweep takes all of the hour', 'collector/limits.test.ts', [
    'collector/budget.ts',
    'remaining === undefined ? Number.POSITIVE_INFINITY : Math.max(this.#kept, this.#quarterOf(remaining))',
    'remaining === undefined ? Number.POSITIVE_INFINITY : Number.POSITIVE_INFINITY',
  ]),
  mutant(
    'no budget for the deep sweep',
    ['small', 280],
    ['collector/budget.ts', 'this.#kept = deepIsDue ?', 'this.#kept = deepIsDue && this.#pagesLeft < 0 ?'],
  ),
  mutant(
    'fixed order of feeds',
    ['small', 60],
    [
      'collector/open-feeds.ts',
      '.map((item) => ({ item, at: random.next() }))',
      '.map((item, index) => ({ item, at: index * (random.next() < 2 ? 1 : 0) }))',
    ],
  ),
  mutant(
    'what an unbelieved end brought is lost',
    ['cut', 140],
    [FEED, 'else pass.over = verdict.kind;', 'else return this.#startAgain(name, pass, { refused: false });'],
  ),
  {
    name: 'future events taken for an empty list',
    hunter: { kind: 'histories', generator: 'cut', seeds: 120 },
    edits: [
      { file: 'collector/open-feeds.ts', find: 'const PROBES_MAX = 5;', replace: 'const PROBES_MAX = 1;' },
      { file: VERDICT, find: 'const newest = opened ? probe.newest : null;', replace: 'const newest = null;' },
    ],
  },
  mutant(
    'element without a timestamp taken for old',
    ['poison', 80],
    [EVENTS, 'const ts = stamps[index] ?? page.date;', 'const ts = element.ts ?? pass.lastTs ?? stamps[index] ?? 0;'],
  ),
];
