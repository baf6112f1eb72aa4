/**
 * `npm run kills:archive`: archives into a real S3 store while runs are killed and the store goes down and comes back, until there are
 * `--commits N` commits, or `--minutes N` are over; `--seed S` for another history. Ends with 1 when a promise was broken.
 */
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { findVersity } from '../interop/archives.ts';
import { startVersity } from '../interop/stores/versitygw.ts';
import { liveArchive } from './archive-history.ts';

const ENVIRONMENT = { NODE_COMPILE_CACHE: join(tmpdir(), 'collect-audit-log-compiled') };

const { values } = parseArgs({
  options: {
    commits: { type: 'string', default: '1000' },
    seed: { type: 'string', default: '1' },
    minutes: { type: 'string', default: '60' },
  },
});
const found = await findVersity();
if (found.kind === 'missing') {
  console.log(`No store to archive into: ${found.why}`);
  process.exit(2);
}
await using server = await startVersity(found.path);
const startedAt = performance.now();
const outcome = await liveArchive(server, {
  seed: values.seed,
  commits: Number(values.commits),
  minutesMax: Number(values.minutes),
  env: ENVIRONMENT,
});
const { runs, events, commits, objects, repeated, problems } = outcome;
const ends = Object.entries(outcome.ends).map(([end, count]) => `${count} ${end}`);
console.log(
  `${runs} runs (${ends.join(', ')}), ${events} events, ${commits} commits, ${objects} objects in ${Math.round((performance.now() - startedAt) / 1000)} s`,
);
const kills = Object.entries(outcome.kills).map(([step, count]) => `${count} ${step}`);
console.log(`The store was down ${outcome.outages} times; runs were killed: ${kills.join(', ')}`);
console.log(`${repeated} events archived again by runs that never committed`);
console.log(problems.length === 0 ? 'Every promise was kept.' : problems.map((problem) => `✖ ${problem}`).join('\n'));
process.exitCode = problems.length === 0 ? 0 : 1;
