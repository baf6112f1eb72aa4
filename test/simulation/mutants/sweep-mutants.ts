/** Wrong ways to read the list: where a sweep starts, what it skips, when its end is believed. */
import { type Mutant, mutant } from './mutant.ts';

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
    'deep net from the watermark',
    ['late', 20],
    [
      FEED,
      'net: netOf(frontier, { start, date: this.probe.date }),',
      "net: netOf(start.kind === 'filter' ? { ...frontier, claim: this.watermark } : frontier, { start, date: this.probe.date }),",
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
    generator: 'drain',
    seeds: 20,
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
  mutant(
    'back behind the claim at every refusal',
    ['refused', 60],
    [DRAFT, 'position: retreat ?? null', 'position: null'],
  ),
  mutant(
    'a refused mark takes the position along',
    ['refused', 60],
    [
      DRAFT,
      'this.#forget(led.from);',
      'this.#forget(led.from);\n      this.#move(name, { sweep: { ...sweep, position: null } });',
    ],
  ),
  mutant(
    'a refused cursor forgotten as refused',
    ['refused', 60],
    [DRAFT, 'if (led.after === position.after && led.refused) this.#forget(position);', ''],
  ),
  mutant(
    'no marks kept in front of a position',
    ['refused', 60],
    ['position/next-checkpoint.ts', 'const MARKS_BEFORE_A_POSITION = 4;', 'const MARKS_BEFORE_A_POSITION = -1e9;'],
  ),
  mutant(
    'no budget for the deep sweep',
    ['small', 280],
    [
      'collector/budget.ts',
      'const kept = deepIsDue ? Math.max(1, Math.floor(this.#limits.maxPages / 4)) : 0;',
      'const kept = deepIsDue ? 0 : 0;',
    ],
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
    generator: 'cut',
    seeds: 120,
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
