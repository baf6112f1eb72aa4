/**
 * `npm run interop`: the built action against software of others. Runs all that this machine has and says what it
 * has not; `--require a,b` makes that an error for a and b; names run only these. Exit 0 only if all that was started passed.
 */
import { availableParallelism } from 'node:os';
import { parseArgs } from 'node:util';
import { runSubject } from './run-subject.ts';
import { SUBJECTS } from './subjects.ts';

/** A run as a whole, builds included, is over by then. */
const RUN_MAX_MS = 15 * 60_000;

const { values, positionals } = parseArgs({
  options: { require: { type: 'string', multiple: true } },
  allowPositionals: true,
});
const required = (values.require ?? []).flatMap((list) => list.split(',')).filter((name) => name !== '');
const strangers = [...required, ...positionals].filter((name) => !(name in SUBJECTS));
if (strangers.length > 0) {
  console.log(`No subject is called ${strangers.join(', ')}. Choose from: ${Object.keys(SUBJECTS).join(', ')}`);
  process.exit(2);
}

setTimeout(() => {
  console.log(`✖ not over after ${RUN_MAX_MS / 60_000} minutes`);
  process.exit(1);
}, RUN_MAX_MS).unref();

const total = { passed: 0, failed: 0 };
const missing: string[] = [];
const queue = Object.entries(SUBJECTS).filter(([name]) => positionals.length === 0 || positionals.includes(name));
await Promise.all(Array.from({ length: Math.min(2, availableParallelism()) }, walkQueue));
if (missing.length > 0) console.log(`\nNot started:\n${missing.map((line) => `  ${line}`).join('\n')}`);
console.log(`\n${total.passed} passed, ${total.failed} failed`);
// What a scenario that ran too long has left behind keeps nobody waiting.
process.exit(total.failed > 0 ? 1 : 0);

async function walkQueue(): Promise<void> {
  for (let next = queue.shift(); next !== undefined; next = queue.shift()) {
    const [name, load] = next;
    const lines: string[] = [];
    const outcome = await runSubject(name, load, (line) => lines.push(line));
    if (lines.length > 0) console.log(lines.join('\n'));
    if (outcome.kind === 'run') {
      total.passed += outcome.passed;
      total.failed += outcome.failed;
      continue;
    }
    const isRequired = required.includes(name);
    missing.push(`${isRequired ? '✖' : '-'} ${name}: ${outcome.why}${isRequired ? ' (required)' : ''}`);
    if (isRequired) total.failed += 1;
  }
}
