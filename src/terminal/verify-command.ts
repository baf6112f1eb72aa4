/** `verify`: the command line, the progress while it reads, and the answer for a person or for a program. */

import type { Decrypt } from '../evidence/decryption.ts';
import { listEntries } from '../evidence/deliveries/entries.ts';
import { findDeliveries } from '../evidence/deliveries/find-deliveries.ts';
import { mergeDeliveries } from '../evidence/merge/merge.ts';
import { type VerifyRequest, verify } from '../evidence/verify/verify.ts';
import type { VerifyReport } from '../evidence/verify/verify-report.ts';
import type { Clock } from '../runtime/clock.ts';
import { systemFileTree } from '../runtime/file-tree.ts';
import { makeFolderOf } from '../runtime/line-output.ts';
import { openScratch, type Scratch } from '../runtime/scratch.ts';
import { ByteProgress } from './byte-progress.ts';
import { momentOption } from './moment-option.ts';
import { parseOptions } from './options.ts';
import type { Screen } from './progress-bar.ts';
import { readIdentities } from './read-identities.ts';
import { readSigners } from './read-signers.ts';
import { renderReport } from './render-report.ts';
import { renderReportJson } from './render-report-json.ts';
import { VERIFY_OPTIONS } from './verify-options.ts';

export interface VerifyFlags {
  readonly request: Omit<VerifyRequest, 'signers'>;
  /** `undefined`: signatures are not looked at. */
  readonly allowedSigners: string | undefined;
  /** Files of age identities. */
  readonly identities: readonly string[];
  readonly json: boolean;
  /** Where the report page goes. */
  readonly report: string | undefined;
}

const SHA256 = /^[0-9a-fA-F]{64}$/;

/** Throws `InputError`. */
export function parseVerify(args: readonly string[], now: number): VerifyFlags {
  const options = parseOptions(args, {
    rows: VERIFY_OPTIONS,
    command: 'verify',
    check: (given) => [
      ...given
        .all('head')
        .filter((head) => !SHA256.test(head))
        .map(() => '--head: it accepts a SHA-256, 64 hex digits'),
      ...momentOption(given, 'from', now).problems,
      ...momentOption(given, 'to', now).problems,
      ...(isReversed(momentOption(given, 'from', now).at, momentOption(given, 'to', now).at)
        ? ['--to: it has to be later than --from']
        : []),
    ],
  });
  return {
    json: options.has('json'),
    allowedSigners: options.one('allowed-signers'),
    identities: options.all('identity'),
    report: options.one('report'),
    request: {
      paths: options.paths,
      heads: options.all('head').map((head) => head.toLowerCase()),
      from: momentOption(options, 'from', now).at,
      to: momentOption(options, 'to', now).at,
    },
  };
}

/** A period without a moment in it is covered by anything: a typing error would look like a proof. */
function isReversed(from: number | undefined, to: number | undefined): boolean {
  return from !== undefined && to !== undefined && from >= to;
}

export interface Outlet {
  readonly signal: AbortSignal;
  readonly clock: Clock;
  write(text: string): void;
  /** What is said to a person, next to the answer. */
  tell(text: string): void;
  /** Where progress is shown; `undefined`: nobody watches. */
  readonly screen: Screen | undefined;
  readonly columns: number;
  /** Whether the answer itself is read on a screen. */
  readonly isWatched: boolean;
}

/**
 * The exit code: 0 when everything that was checked is proven, 1 when something is not. Rejects with `InputError` when
 * it could not read.
 */
export async function runVerify(flags: VerifyFlags, outlet: Outlet): Promise<number> {
  const { request: given, allowedSigners, identities, json, report: page } = flags;
  // Before hours of reading, not after them.
  if (page !== undefined) await makeFolderOf(page);
  const request = { ...given, signers: await readSigners(allowedSigners) };
  const decrypt = await readIdentities(identities);
  await using scratch = openScratch();
  const bar = new ByteProgress(outlet.screen, outlet.clock);
  const progress = (read: number, total: number) => {
    outlet.signal.throwIfAborted();
    bar.show(read, total);
  };
  const ports = { tree: systemFileTree, scratch, decrypt, progress };
  const report = await verify(request, ports).finally(() => bar.end());
  const columns = outlet.isWatched ? outlet.columns : undefined;
  outlet.write(json ? renderReportJson(report) : renderReport(report, request, columns));
  if (page !== undefined) await writePage(page, { request, report, scratch, decrypt, outlet });
  return isProven(report, request) ? 0 : 1;
}

interface Paging {
  readonly request: VerifyRequest;
  readonly report: VerifyReport;
  readonly scratch: Scratch;
  readonly decrypt: Decrypt | undefined;
  readonly outlet: Outlet;
}

/** A page of events that somebody has changed would look like one of the log. */
async function writePage(path: string, { request, report, scratch, decrypt, outlet }: Paging): Promise<void> {
  if (report.answers.unaltered !== 'yes') {
    outlet.tell(`${path} was not written: something is altered.\n`);
    return;
  }
  const { createFilesReport } = await import('./report-file.ts');
  const found = await findDeliveries(await listEntries(request.paths, systemFileTree));
  const range = { since: request.from, until: request.to };
  const progress = () => outlet.signal.throwIfAborted();
  const { batches, counts } = await mergeDeliveries(found, { ...range, scratch, decrypt, progress });
  const page = createFilesReport(found);
  for await (const lines of batches) {
    outlet.signal.throwIfAborted();
    page.add(lines);
  }
  const isComplete = report.answers.complete === 'yes' && report.answers.covered === 'yes';
  await page.write(path, { ...range, isComplete, duplicates: counts.duplicates });
}

/** `--allowed-signers` checks signatures; without it nothing is reported about them. */
export function isProven({ answers }: VerifyReport, { signers }: Pick<VerifyRequest, 'signers'>): boolean {
  const { unaltered, complete, covered, signed } = answers;
  return (
    [unaltered, complete, covered].every((answer) => answer === 'yes') && (signers === undefined || signed === 'yes')
  );
}
