/** The world enters as a parameter: time, chance, timers and the process are named in `src/runtime/` and nowhere else in `src/`. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { breaches, files, type Rule, sourceFile } from './tree.ts';

const TIME = /\bDate\.now\b|\bnew Date\(\s*\)|\bperformance\b/;
const CHANCE = /\bMath\.random\b|\brandomUUID\b|\bgetRandomValues\b|\brandomBytes\b|\brandomInt\b/;
const TIMERS = /\bset(Timeout|Interval|Immediate)\b|\bAbortSignal\.timeout\b/;
const PROCESS = /\bprocess\b(?=\s*[.[])|\bprocess\s*\}/;

const WORLD: readonly { readonly what: string; readonly pattern: RegExp }[] = [
  { what: 'time', pattern: TIME },
  { what: 'chance', pattern: CHANCE },
  { what: 'timers', pattern: TIMERS },
  { what: 'the process', pattern: PROCESS },
];

const EXCEPTIONS: readonly { readonly path: RegExp; readonly what: string; readonly because: string }[] = [
  { path: /^src\/(main|cli|targets)\.ts$/, what: 'the process', because: 'an entry is where the process begins' },
  {
    path: /^src\/report-page\/page\//,
    what: 'timers',
    because: 'the page runs in a browser, with the clock of whoever looks at it',
  },
  {
    path: /^src\/action\//,
    what: 'the process',
    because: "a runner talks to an action through the process's environment",
  },
  {
    path: /^src\/github\/actions-cache-client\.ts$/,
    what: 'the process',
    because: '@actions/cache takes its folder from the environment and the working directory',
  },
];

const worldRule: Rule = ({ path, code }) =>
  WORLD.filter(
    ({ what, pattern }) => pattern.test(code) && !EXCEPTIONS.some((it) => it.path.test(path) && it.what === what),
  ).map(({ what }) => `takes ${what} from the air: make it a parameter`);

test('nothing outside of src/runtime/ reaches for the world', () => {
  assert.deepEqual(breaches(worldRule, files(/^src\/(?!runtime\/).*\.ts$/)), []);
});

const wrong: readonly (readonly [string, string])[] = [
  ['src/collector/a.ts', 'const now = Date.now();'],
  ['src/collector/a.ts', 'const now = new Date();'],
  ['src/collector/a.ts', 'const now = performance.now();'],
  ['src/source/a.ts', 'x = Math.random() * 2;'],
  ['src/source/a.ts', 'const id = crypto.randomUUID();'],
  ['src/source/a.ts', 'setTimeout(f, 10);'],
  ['src/source/a.ts', 'fetch(url, { signal: AbortSignal.timeout(5) });'],
  ['src/github/a.ts', 'const token = process.env.TOKEN;'],
  ['src/github/a.ts', "const token = process['env'];"],
  ['src/github/a.ts', 'const { env } = process;\nconst x = `${process.cwd()}`;'],
  // An exception is for one thing only.
  ['src/main.ts', 'const now = Date.now();'],
  ['src/github/actions-cache-client.ts', 'await new Promise((resolve) => setTimeout(resolve, 10));'],
];

for (const [path, text] of wrong) {
  test(`refused in ${path}: ${text}`, () => assert.equal(worldRule(sourceFile(path, text)).length, 1));
}

const right: readonly (readonly [string, string])[] = [
  ['src/collector/a.ts', 'const at = new Date(ms).toISOString(); // not Date.now()'],
  ['src/collector/a.ts', "fail('set process.env.X and call setTimeout()');"],
  ['src/main.ts', 'const code = process.env.CODE;'],
  ['src/action/inputs.ts', 'const all = process.env;'],
];

for (const [path, text] of right) {
  test(`allowed in ${path}: ${text}`, () => assert.deepEqual(worldRule(sourceFile(path, text)), []));
}
