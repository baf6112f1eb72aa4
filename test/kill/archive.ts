/**
 * `npm run kills:archive`: archives into a real S3 store while runs are killed and the store goes down and comes back, until there are
 * `--commits N` commits, or `--minutes N` are over; `--seed S` for another history. With `--tally FILE` the counts of several sittings
 * add up there. Ends with 1 when a promise was broken.
 */
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { findVersity } from '../interop/archives.ts';
import { startVersity } from '../interop/stores/versitygw.ts';
import { liveArchive } from './archive-history.ts';
import { addSitting, readSittings, renderSittings, type Sitting } from './tally.ts';

const ENVIRONMENT = { NODE_COMPILE_CACHE: join(tmpdir(), 'collect-audit-log-compiled') };

const { values } = parseArgs({
  options: {
    commits: { type: 'string', default: '1000' },
    seed: { type: 'string', default: '1' },
    minutes: { type: 'string', default: '60' },
    tally: { type: 'string' },
  },
});
const { seed, tally } = values;
if (tally !== undefined && (await readSittings(tally)).some((earlier) => earlier.seed === seed)) {
  console.log(`The history of seed ${seed} is in ${tally} already: set another --seed`);
  process.exit(2);
}
const found = await findVersity();
if (found.kind === 'missing') {
  console.log(`No store to archive into: ${found.why}`);
  process.exit(2);
}
await using server = await startVersity(found.path);
const startedAt = performance.now();
const outcome = await liveArchive(server, {
  ...{ seed, commits: Number(values.commits), minutesMax: Number(values.minutes) },
  env: ENVIRONMENT,
});
const sitting: Sitting = { seed, seconds: Math.round((performance.now() - startedAt) / 1000), outcome };
console.log(`Seed ${seed}, ${sitting.seconds} s:`);
console.log(renderSittings([sitting]).join('\n'));
if (tally !== undefined) {
  await addSitting(tally, sitting);
  const sittings = await readSittings(tally);
  console.log(`\nAll ${sittings.length} sittings:\n${renderSittings(sittings).join('\n')}`);
}
process.exitCode = outcome.problems.length === 0 ? 0 : 1;
