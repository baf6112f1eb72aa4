/** Wrong ways to judge whose positions count, and to begin where there is none. */
import { type Mutant, mutant, testMutant } from './mutant.ts';

export const RECOVERY_MUTANTS: readonly Mutant[] = [
  mutant(
    'the kept artifact is not renewed',
    ['lost-state', 160],
    [
      'collector/deliver-and-commit.ts',
      'const isShown = isKept || this.#artifacts.length > 0;',
      'const isShown = isKept || this.#artifacts.length >= 0;',
    ],
  ),
  mutant(
    'a run succeeds after everything was deleted',
    ['lost-state', 60],
    [
      'position/cold-start.ts',
      'if (!found.history.bySchedule || found.besides) return undefined;',
      'if (!found.history.bySchedule || !found.besides) return undefined;',
    ],
  ),
  mutant(
    'a position that is not believed is not reported',
    ['forged', 20],
    [
      'checkpoint/believing.ts',
      "if (belief.kind === 'believed') return [];",
      "if (belief.kind !== 'unknown') return [];",
    ],
  ),
  testMutant('an older cache entry is not joined', 'checkpoint/older-cache-entries.test.ts', [
    'checkpoint/actions-cache.ts',
    'checkpoint = join(checkpoint, other.reading.checkpoint);',
    'checkpoint = { ...checkpoint };',
  ]),
  testMutant('what lies behind the oldest commit is looked at again', 'checkpoint/artifacts.test.ts', [
    'checkpoint/copies.ts',
    'return knowsMore || epoch > known.epoch || oldest === undefined || generation > oldest.generation;',
    'return knowsMore || epoch >= known.epoch || oldest === undefined;',
  ]),
  testMutant('unknown is treated as believed', 'checkpoint/artifact-belief.test.ts', [
    'checkpoint/believing.ts',
    "return belief.kind === 'believed';",
    "return belief.kind !== 'foreign';",
  ]),
  testMutant('names outrank an intact position', 'checkpoint/artifacts.test.ts', [
    'checkpoint/artifacts.ts',
    'if (first !== undefined) {',
    'if (first !== undefined && this.#expiredEpoch <= first.epoch) {',
  ]),
  testMutant('a position that lacks ids promises that nothing is repeated', 'position/find-position.test.ts', [
    'position/find-position.ts',
    'const mayLackIds = copies.mayLackIds ||',
    'const mayLackIds =',
  ]),
  testMutant('a feed that was lost with another one begins as a new one', 'position/cold-start.test.ts', [
    'position/cold-start.ts',
    "found.kind === 'resume' ? lossIn(found.checkpoint) : undefined",
    'undefined',
  ]),
  testMutant('a lost feed that the run does not include begins as a new one', 'collector/open-feeds.test.ts', [
    'collector/open-feeds.ts',
    '(job.settings.feeds.includes(name) || isLost(name, job.found)) &&',
    'job.settings.feeds.includes(name) &&',
  ]),
  testMutant('expired copies are looked up first', 'checkpoint/artifacts.test.ts', [
    'checkpoint/artifacts.ts',
    'await this.#readNewest(copies, signal);\n    await this.#lookForExpired(copies, signal);',
    'await this.#lookForExpired(copies, signal);\n    await this.#readNewest(copies, signal);',
  ]),
  testMutant('every expired copy is looked up', 'checkpoint/artifacts.test.ts', [
    'checkpoint/artifacts.ts',
    'if (this.#believing.isExhausted || index === EXPIRED_MAX) {',
    'if (this.#believing.isExhausted) {',
  ]),
  testMutant('expired copies left out without a word', 'checkpoint/artifact-belief.test.ts', [
    'checkpoint/artifacts.ts',
    'if (!isNoted || this.#believing.notes.length > 0) this.#noteUnchecked(copy);',
    '',
  ]),
  testMutant('a run that reads nothing leaves no artifact listed', 'collector/progress.test.ts', [
    'collector/progress.ts',
    'from.cold || (!from.isKept && from.checkpoint.commits.length > 0);',
    'from.cold;',
  ]),
  testMutant('a position without feeds hides a loss', 'collector/progress.test.ts', [
    'collector/progress.ts',
    '(!from.isKept && from.checkpoint.commits.length > 0);',
    '!from.isKept;',
  ]),
  mutant(
    'cold start not reported',
    ['quiet', 14],
    [
      'collector/conclude.ts',
      "coldStart: (course.found?.kind ?? 'resume') !== 'resume',",
      "coldStart: course.found?.kind === 'floors',",
    ],
  ),
  testMutant('epochs compared among foreign copies', 'checkpoint/artifact-belief.test.ts', [
    'checkpoint/believing.ts',
    'epoch: latestEpoch(believed), where',
    'epoch: latestEpoch(copies), where',
  ]),
  mutant(
    'changed dedupe-id repeats in silence',
    ['settings', 120],
    [
      'collector/opening-words.ts',
      'if (dedupeId === undefined || dedupeId === now) return [];',
      'if (dedupeId === undefined || dedupeId.length > 0) return [];',
    ],
  ),
  testMutant('few runs looked up for a feed that the position lacks', 'checkpoint/artifacts.test.ts', [
    'checkpoint/believing.ts',
    '    this.#runsMax = RUNS_MAX.unknown;\n',
    '',
  ]),
  testMutant('a feed of doubtful names begins as a new one', 'checkpoint/artifacts.test.ts', [
    'checkpoint/believing.ts',
    'doubt: names === undefined ? this.doubtOf(knowing) : undefined',
    'doubt: undefined',
  ]),
  testMutant('a name gives a floor although positions are signed', 'checkpoint/artifacts.test.ts', [
    'checkpoint/artifacts.ts',
    'const isNamed = this.#ports.trust === undefined;',
    'const isNamed = true;',
  ]),
  mutant(
    'everyone is believed',
    ['forged', 20],
    ['checkpoint/believing.ts', "return belief.kind === 'believed';", "return belief.kind !== 'unknown';"],
  ),
  mutant(
    'a pull request is believed by its commit',
    ['forged', 40],
    ['checkpoint/belief.ts', "['push', 'workflow_dispatch',", "['pull_request', 'push', 'workflow_dispatch',"],
  ),
  mutant(
    'a fork is believed',
    ['forged', 40],
    [
      'checkpoint/belief.ts',
      "return { kind: 'foreign', why: 'it ran the code of another repository' };",
      'return undefined;',
    ],
  ),
  testMutant('a chain that started over is left behind', 'checkpoint/left-behind.test.ts', [
    'checkpoint/copies.ts',
    'return (isLater && !isContained(name, known)) || mayHoldNews(name, known);',
    'return mayHoldNews(name, known);',
  ]),
  testMutant('a copy left behind with a feed of its own is not looked at', 'checkpoint/left-behind.test.ts', [
    'checkpoint/copies.ts',
    'return knowsMore || epoch',
    'return epoch',
  ]),
];
