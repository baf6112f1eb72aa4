/**
 * `npm run bench`: what a run costs, each figure next to a baseline of the same machine in the same minute, because the
 * machine's own speed is the larger part of every absolute number. `npm run bench -- --write` puts the table into
 * docs/performance.md. The built `dist/` is measured, as whole processes, next to what
 * `node bench/install-peers.ts` has installed.
 */
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { measureArchive } from './archive.ts';
import { measureBackfill, measurePeaks, measureSinkRace } from './backfill.ts';
import { measureEvidence } from './evidence.ts';
import { measureLatency, measureQuiet } from './measurements.ts';
import { measureReportPage } from './report-page.ts';
import { measureSinks } from './sinks.ts';
import { megabytes, type Row, renderRows, seconds } from './table.ts';

const root = join(import.meta.dirname, '..');
const MEASUREMENTS = [
  measureQuiet,
  () => measureBackfill(100_000, 5, 180e6),
  () => measureBackfill(1_000_000, 3, 230e6),
  () => measureSinkRace(100_000, 5),
  () => measureSinks(100_000),
  () => measureArchive(100_000),
  measureLatency,
  measureEvidence,
  measureReportPage,
];
const rows: Row[] = [];
/** `npm run bench -- --only 2`: the second measurement alone. */
const only = Number(process.argv[process.argv.indexOf('--only') + 1]);
const chosen = process.argv.includes('--only') ? MEASUREMENTS.slice(only - 1, only) : MEASUREMENTS;
for (const measure of chosen) {
  const startedAt = performance.now();
  const measured = await measure();
  for (const row of measured) console.log(`${row.what}: ${row.figure} (aim: ${row.aim}; baseline: ${row.baseline})`);
  console.log(`Measurement ${MEASUREMENTS.indexOf(measure) + 1} took ${seconds(performance.now() - startedAt)}.`);
  rows.push(...measured);
}
if (process.argv.includes('--write')) {
  const path = join(root, 'docs', 'performance.md');
  const text = await readFile(path, 'utf8');
  const table = renderRows(rows, `Node ${process.version}, ${process.platform} ${process.arch}`);
  const peaks = await measurePeaks([10_000, 175_000, 1_000_000]);
  await writeFile(
    path,
    text
      .replace(/<!-- bench -->[\s\S]*<!-- \/bench -->/, `<!-- bench -->\n${table}\n<!-- /bench -->`)
      .replace(/^\| Peak memory \|.*$/m, `| Peak memory | ${peaks.map(megabytes).join(' | ')} |`),
  );
}
if (rows.some((row) => !row.met)) {
  console.log('Some aims were not met. On a busy machine that says little.');
}
