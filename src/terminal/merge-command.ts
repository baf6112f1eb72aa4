/**
 * `merge`: many deliveries as one file of lines, or as lines on standard output; nothing is written before everything
 * is checked.
 */
import type { Writable } from 'node:stream';
import { renderCount } from '../action/report/markdown.ts';
import type { Decrypt } from '../evidence/decryption.ts';
import { type Listing, listEntries } from '../evidence/deliveries/entries.ts';
import { type FoundDeliveries, findDeliveries } from '../evidence/deliveries/find-deliveries.ts';
import { Fingerprints } from '../evidence/lines/fingerprints.ts';
import { type Merged, type MergeRange, mergeDeliveries } from '../evidence/merge/merge.ts';
import type { Signer } from '../evidence/verify/allowed-signers.ts';
import { type AlteredCheck, checkAltered, isComplete } from '../evidence/verify/check-altered.ts';
import { InputError } from '../model/errors.ts';
import { systemFileTree } from '../runtime/file-tree.ts';
import { makeFolderOf, openLineOutput } from '../runtime/line-output.ts';
import { openScratch, type Scratch } from '../runtime/scratch.ts';
import { ByteProgress } from './byte-progress.ts';
import { MERGE_OPTIONS } from './merge-options.ts';
import { momentOption } from './moment-option.ts';
import { parseOptions } from './options.ts';
import { readIdentities } from './read-identities.ts';
import { readSigners } from './read-signers.ts';
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
  /** Merge what is proven, whatever else is there. */
  readonly onlyProven: boolean;
  /** `undefined`: signatures are not looked at. */
  readonly allowedSigners: string | undefined;
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
      ...(given.has('force') && given.has('only-proven') ? ['--force: it is the opposite of --only-proven'] : []),
    ],
  });
  const [since, until] = (['since', 'until'] as const).map((name) => momentOption(options, name, now).at);
  return {
    paths: options.paths,
    output: options.one('output'),
    report: options.one('report'),
    range: { since, until },
    force: options.has('force'),
    onlyProven: options.has('only-proven'),
    allowedSigners: options.one('allowed-signers'),
    identities: options.all('identity'),
  };
}

export interface MergeOutlet extends Outlet {
  /** Where the lines go without `--output`. */
  readonly stdout: Writable;
}

/**
 * The exit code: 1 when something is altered or not signed and `--force` is not given. Rejects with `InputError` when it could
 * not read.
 */
export async function runMerge(flags: MergeFlags, outlet: MergeOutlet): Promise<number> {
  const { paths, range, force, onlyProven } = flags;
  // Before hours of reading, not after them.
  for (const path of [flags.output, flags.report]) if (path !== undefined) await makeFolderOf(path);
  const signers = await readSigners(flags.allowedSigners);
  const decrypt = await readIdentities(flags.identities);
  await using scratch = openScratch();
  const listing = await listEntries(paths, systemFileTree);
  const all = await findDeliveriesIn(listing, paths);
  const check = await findAltered(all, listing, { scratch, outlet, signers, decrypt });
  // Without --only-proven, a file that nobody can open is an error where it is read.
  const problems = onlyProven ? [...check.problems, ...check.closed] : check.problems;
  const found = onlyProven ? check.proven : all;
  const severity = force || onlyProven ? 'warning' : 'error';
  for (const { what, advice } of problems) outlet.tell(`${severity}: ${what}.\n${advice}\n`);
  if (problems.length > 0 && !force && (!onlyProven || found.deliveries.length === 0)) {
    outlet.tell(
      onlyProven
        ? 'Nothing was written, because nothing is proven. Run `collect-audit-log verify` for details.\n'
        : 'Nothing was written. Run `collect-audit-log verify` for details, or add --only-proven to merge the rest, or --force to merge all of it.\n',
    );
    return 1;
  }
  const progress = () => outlet.signal.throwIfAborted();
  const merged = await mergeDeliveries(found, { ...range, scratch, decrypt, progress });
  await writeMerged(merged, found, { flags, outlet, isComplete: problems.length === 0 && isComplete(found) });
  const { events, duplicates } = merged.counts;
  const [from, count] = [renderDeliveries(found.deliveries.length), renderCount(events, 'event')];
  outlet.tell(`${count} from ${from}, ${renderCount(duplicates, 'duplicate')} left out.\n`);
  if (problems.length === 0 || force) return 0;
  outlet.tell('Only what is proven was merged; the warnings name the rest.\n');
  return 1;
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

async function findDeliveriesIn(listing: Listing, paths: readonly string[]): Promise<FoundDeliveries> {
  const found = await findDeliveries(listing);
  if (found.deliveries.length > 0) return found;
  throw new InputError(`no manifest was found below ${paths.join(', ')}`, {
    hint: 'Give the folders or zip files of deliveries: each has a manifest.json next to its events; see docs/evidence.md#merge.',
  });
}

interface Checking {
  readonly scratch: Scratch;
  readonly outlet: MergeOutlet;
  readonly signers: readonly Signer[] | undefined;
  readonly decrypt: Decrypt | undefined;
}

async function findAltered(
  found: FoundDeliveries,
  listing: Listing,
  { scratch, outlet, signers, decrypt }: Checking,
): Promise<AlteredCheck> {
  const bar = new ByteProgress(outlet.screen, outlet.clock);
  const total = found.files.reduce((sum, { entry }) => sum + entry.bytes, 0);
  const progress = (read: number) => {
    outlet.signal.throwIfAborted();
    bar.show(read, total);
  };
  const ports = { fingerprints: new Fingerprints(scratch), signers, decrypt, progress };
  return checkAltered(found, listing, ports).finally(() => bar.end());
}
