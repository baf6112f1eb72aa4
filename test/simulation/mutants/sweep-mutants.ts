/** Wrong ways to read the list: where a sweep starts, what it skips, when its end is believed. */
import { type Mutant, mutant } from './mutant.ts';

const FEED = 'collector/feed-run.ts';
const SWEEP = 'collector/sweep.ts';

export const SWEEP_MUTANTS: readonly Mutant[] = [
  mutant(
    'last page dropped',
    ['swarm', 14],
    [FEED, '? this.#endOfList(name, pass, { page, fresh })', '? this.#endOfList(name, pass, { page, fresh: [] })'],
  ),
  mutant(
    'marks not cut at the claim',
    ['swarm', 30],
    [SWEEP, 'marks.findLast((candidate) => candidate.ts < frontier.claim)', 'marks.at(-1)'],
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
      'return beginPass(this.#feed[name], this.draft.marks, { opened: fresh, starts: 1, retreated: false });',
      'return beginPass({ ...this.#feed[name], claim: this.#feed.tail.claim }, this.draft.marks, { opened: fresh, starts: 1, retreated: false });',
    ],
  ),
  mutant(
    'net at the claim',
    ['swarm', 170],
    [SWEEP, "claim - (start.kind === 'filter' ? DAY_MS : 30 * DAY_MS)", 'claim'],
  ),
  mutant(
    'sweep dropped behind the watermark',
    ['small', 170],
    [
      SWEEP,
      'sweep: { head: probe.head, openedAt: probe.date, position }, fresh: true',
      'sweep: { head: probe.head, openedAt: probe.date, position: null }, fresh: true',
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
  mutant('no position in a sweep', ['small', 20], [FEED, 'sweep: { ...sweep, position } });', 'sweep });']),
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
    [
      FEED,
      'const edge = Math.max(page.date - this.#rules.retentionMs, claimed);',
      'const edge = Math.min(page.date - this.#rules.retentionMs, claimed);',
    ],
  ),
  mutant(
    'cursor that led nowhere kept',
    ['refused', 1050],
    [FEED, 'this.#move(name, { sweep: { ...sweep, position: retreat ?? null } });\n    } else', '} else'],
  ),
  mutant('newest first', ['swarm', 15], [FEED, "order: 'asc', after", "order: 'desc', after"]),
  mutant(
    'all cursors dropped',
    ['refused', 60],
    [
      FEED,
      'this.#freshMarks = this.#freshMarks.filter((mark) => mark.after !== position.after);',
      'this.#freshMarks = [];\n      this.#feed = { ...this.#feed, marks: [] };',
    ],
    [FEED, 'position: retreat ?? null', 'position: null'],
  ),
  mutant(
    'back behind the claim at every refusal',
    ['refused', 1750],
    [FEED, 'position: retreat ?? null', 'position: null'],
  ),
  mutant(
    'a refused mark takes the position along',
    ['refused', 4700],
    [FEED, 'if (position !== null && !atMark) {', 'if (position !== null) {'],
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
    [FEED, 'pass.endedEarly = true;', 'this.#startAgain(name, pass);'],
  ),
  {
    name: 'future events taken for an empty list',
    generator: 'cut',
    seeds: 120,
    edits: [
      { file: 'collector/open-feeds.ts', find: 'const PROBES_MAX = 5;', replace: 'const PROBES_MAX = 1;' },
      { file: FEED, find: 'const newest = pass.opened ? this.probe.newest : null;', replace: 'const newest = null;' },
    ],
  },
  mutant(
    'element without a timestamp taken for old',
    ['poison', 80],
    [FEED, 'const ts = stamps[index] ?? page.date;', 'const ts = element.ts ?? pass.lastTs ?? stamps[index] ?? 0;'],
  ),
];
