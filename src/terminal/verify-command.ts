/** `verify`: the command line, the progress while it reads, and the answer for a person or for a program. */

import { parseAllowedSigners, type Signer } from '../evidence/verify/allowed-signers.ts';
import type { VerifyReport, VerifyRequest } from '../evidence/verify/verify.ts';
import { verify } from '../evidence/verify/verify.ts';
import { InputError } from '../model/errors.ts';
import type { Clock } from '../runtime/clock.ts';
import { systemFileTree } from '../runtime/file-tree.ts';
import { systemFiles } from '../runtime/files.ts';
import { openScratch } from '../runtime/scratch.ts';
import { ByteProgress } from './byte-progress.ts';
import { momentOption } from './moment-option.ts';
import { parseOptions } from './options.ts';
import type { Screen } from './progress-bar.ts';
import { renderReport } from './render-report.ts';
import { renderReportJson } from './render-report-json.ts';
import { VERIFY_OPTIONS } from './verify-options.ts';

export interface VerifyFlags {
  readonly request: Omit<VerifyRequest, 'signers'>;
  /** `undefined`: signatures are not looked at. */
  readonly allowedSigners: string | undefined;
  readonly json: boolean;
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
    ],
  });
  return {
    json: options.has('json'),
    allowedSigners: options.one('allowed-signers'),
    request: {
      paths: options.paths,
      heads: options.all('head').map((head) => head.toLowerCase()),
      from: momentOption(options, 'from', now).at,
      to: momentOption(options, 'to', now).at,
    },
  };
}

export interface Outlet {
  readonly signal: AbortSignal;
  readonly clock: Clock;
  write(text: string): void;
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
export async function runVerify(
  { request: asked, allowedSigners, json }: VerifyFlags,
  outlet: Outlet,
): Promise<number> {
  const request = { ...asked, signers: await readSigners(allowedSigners) };
  await using scratch = openScratch();
  const bar = new ByteProgress(outlet.screen, outlet.clock);
  const progress = (read: number, total: number) => {
    outlet.signal.throwIfAborted();
    bar.show(read, total);
  };
  const ports = { tree: systemFileTree, scratch, progress };
  const report = await verify(request, ports).finally(() => bar.end());
  const columns = outlet.isWatched ? outlet.columns : undefined;
  outlet.write(json ? renderReportJson(report) : renderReport(report, request, columns));
  return isProven(report, request) ? 0 : 1;
}

async function readSigners(path: string | undefined): Promise<readonly Signer[] | undefined> {
  if (path === undefined) return undefined;
  const bytes = await systemFiles.read(path);
  if (bytes !== undefined) return parseAllowedSigners(Buffer.from(bytes).toString('utf8'));
  throw new InputError(`--allowed-signers names a file that does not exist: ${path}`, {
    hint: 'Give the file with the public keys that are allowed to sign; see docs/evidence.md#verify.',
  });
}

/** `--allowed-signers` checks signatures; without it nothing is reported about them. */
export function isProven({ answers }: VerifyReport, { signers }: Pick<VerifyRequest, 'signers'>): boolean {
  const { unaltered, complete, covered, signed } = answers;
  return (
    [unaltered, complete, covered].every((answer) => answer === 'yes') && (signers === undefined || signed === 'yes')
  );
}
