/**
 * What "everything a contributor needs to know" consists of, in the order in which it is started. Every test file belongs
 * to exactly one stage; `test/meta/` checks that.
 */

/** A stage with `tests` counts the tests that its command reports; any other stage counts as one check. */
export interface Stage {
  readonly name: string;
  /** Run by this very Node, from the root of the project. */
  readonly args: readonly string[];
  /** The folder below `test/` whose `*.test.ts` it runs. */
  readonly tests?: string;
  /** What to do when it fails, if its own output does not say so. */
  readonly remedy?: string;
  /** Left out unless everything or this very stage is requested: it takes longer than people wait for an answer. */
  readonly long?: true;
}

/** Enough to see a broken rule of the collector at once; the nightly simulation runs thousands. */
const SHORT_SIMULATION_SEEDS = 100;

/** The slow one that needs a core of its own comes first, the others run at the same time. */
export const STAGES: readonly Stage[] = [
  { name: 'fresh dist', args: ['scripts/check-dist.ts'] },
  {
    name: 'format and lint',
    args: ['node_modules/@biomejs/biome/bin/biome', 'ci', '--colors=off', '--error-on-warnings', '.'],
    remedy: '`npm run format` fixes what can be fixed automatically',
  },
  { name: 'types', args: ['node_modules/typescript/bin/tsc', '-p', '.'] },
  { name: 'page types', args: ['node_modules/typescript/bin/tsc', '-p', 'tsconfig.page.json'] },
  { name: 'browser types', args: ['node_modules/typescript/bin/tsc', '-p', 'tsconfig.browser.json'] },
  {
    name: 'generated files',
    args: ['scripts/generate.ts', '--check'],
    remedy: '`npm run generate` writes them again',
  },
  { name: 'workflows', args: ['scripts/lint-workflows.ts'] },
  { ...tests('breadth'), long: true },
  tests('scenario'),
  { name: 'simulation', args: ['test/simulation/main.ts', '--seeds', String(SHORT_SIMULATION_SEEDS)] },
  tests('unit'),
  tests('contract'),
  tests('emulator'),
  tests('simulation'),
  tests('meta'),
  // Needs Chromium.
  { ...tests('browser'), long: true },
];

function tests(room: string): Stage {
  return {
    name: `${room} tests`,
    args: ['--test', '--test-concurrency=3', '--test-reporter=spec', `test/${room}/**/*.test.ts`],
    tests: room,
  };
}
