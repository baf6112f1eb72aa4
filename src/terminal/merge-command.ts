/**
 * `merge`: many deliveries as one file of lines, or as lines on standard output; nothing is written before everything
 * is checked.
 */
import type { Writable } from 'node:stream';
import { renderCount } from '../action/report/markdown.ts';
import { listEntries } from '../evidence/deliveries/entries.ts';
import { type FoundDeliveries, findDeliveries } from '../evidence/deliveries/find-deliveries.ts';
import { Fingerprints } from '../evidence/lines/fingerprints.ts';
import { type Merged, type MergeRange, mergeDeliveries } from '../evidence/merge/merge.ts';
import { checkAltered, isComplete } from '../evidence/verify/check-altered.ts';
import { InputError } from '../model/errors.ts';
import { systemFileTree } from '../runtime/file-tree.ts';
import { openLineOutput } from '../runtime/line-output.ts';
import { openScratch, type Scratch } from '../runtime/scratch.ts';
import { ByteProgress } from './byte-progress.ts';
import { MERGE_OPTIONS } from './merge-options.ts';
import { momentOption } from './moment-option.ts';
import { parseOptions } from './options.ts';
import { readIdentities } from './read-identities.ts';
import { renderDeliveries } from './render-report.ts';
import type { Outlet } from './verify-command.ts';

export interface MergeFlags {
  readonly paths: readonly string[];
  /** `undefined`: standard output. */
  readonly output: string | undefined;
  /** Where the report page goes; without `output`, the events go nowhere else. */
  readonly report: string | undefined;
  readonly range: MergeRange;
  readonly force: boolean;
  /** Files of age identities. */
  readonly identities: readonly string[];
}

/** Throws `InputError`. */
export function parseMerge(args: readonly string[], now: number): MergeFlags {
  const options = parseOptions(args, {
    rows: MERGE_OPTIONS,
    command: 'merge',
    check: (given) => [
      ...(['since', 'until'] as const).flatMap((name) => momentOption(given, name, now).problems),
      ...(given.one('report') !== undefined && given.one('report') === given.one('output')
        ? ['--report: it is the same file as --output']
        : []),
    ],
  });
  const [since, until] = (['since', 'until'] as const).map((name) => momentOption(options, name, now).at);
  return {
    paths: options.paths,
    output: options.one('output'),
    report: options.one('report'),
    range: { since, until },
    force: options.has('force'),
    identities: options.all('identity'),
  };
}

export interface MergeOutlet extends Outlet {
  /** Where the lines go without `--output`. */
  readonly stdout: Writable;
}

/**
 * The exit code: 1 when something is altered and `--force` is not given. Rejects with `InputError` when it could not
 * read.
 */
export async function runMerge(flags: MergeFlags, outlet: MergeOutlet): Promise<number> {
  const { paths, range, force } = flags;
  const decrypt = await readIdentities(flags.identities);
  await using scratch = openScratch();
  const found = await findDeliveriesIn(paths);
  const problems = await findAltered(paths, found, { scratch, outlet });
  for (const { what, advice } of problems) outlet.tell(`${force ? 'warning' : 'error'}: ${what}.\n${advice}\n`);
  if (problems.length > 0 && !force) {
    outlet.tell('Nothing was written. Run `collect-audit-log verify` for details, or add --force to merge anyway.\n');
    return 1;
  }
  const bar = new ByteProgress(outlet.screen, outlet.clock);
  const progress = () => outlet.signal.throwIfAborted();
  const merged = await mergeDeliveries(found, { ...range, scratch, decrypt, progress }).finally(() => bar.end());
  await writeMerged(merged, found, { flags, outlet, isComplete: problems.length === 0 && isComplete(found) });
  const { events, duplicates } = merged.counts;
  const [from, count] = [renderDeliveries(found.deliveries.length), renderCount(events, 'event')];
  outlet.tell(`${count} from ${from}, ${renderCount(duplicates, 'duplicate')} left out.\n`);
  return 0;
}

interface Writing {
  readonly flags: MergeFlags;
  readonly outlet: MergeOutlet;
  readonly isComplete: boolean;
}

async function writeMerged(
  merged: Merged,
  found: FoundDeliveries,
  { flags, outlet, isComplete }: Writing,
): Promise<void> {
  const { output, report, range } = flags;
  const page = report === undefined ? undefined : (await import('./report-file.ts')).createFilesReport(found);
  const target =
    report !== undefined && output === undefined ? undefined : await openLineOutput(output ?? outlet.stdout);
  try {
    for await (const lines of merged.batches) {
      outlet.signal.throwIfAborted();
      page?.add(lines);
      await target?.write(lines);
    }
    await target?.end();
  } catch (error) {
    await target?.discard();
    throw error;
  }
  const { duplicates } = merged.counts;
  if (report !== undefined) await page?.write(report, { ...range, isComplete: isComplete, duplicates });
}

async function findDeliveriesIn(paths: readonly string[]): Promise<FoundDeliveries> {
  const found = await findDeliveries(await listEntries(paths, systemFileTree));
  if (found.deliveries.length > 0) return found;
  throw new InputError(`no manifest was found below ${paths.join(', ')}`, {
    hint: 'Give the folders or zip files of deliveries: each has a manifest.json next to its events; see docs/evidence.md#merge.',
  });
}

async function findAltered(
  paths: readonly string[],
  found: FoundDeliveries,
  { scratch, outlet }: { readonly scratch: Scratch; readonly outlet: MergeOutlet },
) {
  const bar = new ByteProgress(outlet.screen, outlet.clock);
  const total = found.files.reduce((sum, { entry }) => sum + entry.bytes, 0);
  const progress = (read: number) => {
    outlet.signal.throwIfAborted();
    bar.show(read, total);
  };
  const listing = await listEntries(paths, systemFileTree);
  // What is encrypted is verified as it is stored; it is decrypted once, when its events are read.
  const ports = { fingerprints: new Fingerprints(scratch), decrypt: undefined, progress };
  return checkAltered(found, listing, ports).finally(() => bar.end());
}
