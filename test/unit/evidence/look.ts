/** `verify`, and what `merge --only-proven` does, on deliveries of a test. */
import assert from 'node:assert/strict';
import type { Decrypt } from '../../../src/evidence/decryption.ts';
import { listEntries } from '../../../src/evidence/deliveries/entries.ts';
import { findDeliveries } from '../../../src/evidence/deliveries/find-deliveries.ts';
import { Fingerprints } from '../../../src/evidence/lines/fingerprints.ts';
import { mergeDeliveries } from '../../../src/evidence/merge/merge.ts';
import type { Signer } from '../../../src/evidence/verify/allowed-signers.ts';
import { checkAltered } from '../../../src/evidence/verify/check-altered.ts';
import { type VerifyRequest, verify } from '../../../src/evidence/verify/verify.ts';
import type { VerifyReport } from '../../../src/evidence/verify/verify-report.ts';
import { type FileTree, systemFileTree } from '../../../src/runtime/file-tree.ts';
import { openScratch } from '../../../src/runtime/scratch.ts';
import type { Made } from './deliveries.ts';

export async function look(
  paths: readonly string[],
  wanted: Partial<VerifyRequest> = {},
  { decrypt, tree = systemFileTree }: { readonly decrypt?: Decrypt; readonly tree?: FileTree } = {},
): Promise<VerifyReport> {
  await using scratch = openScratch();
  const request = { paths, heads: [], from: undefined, to: undefined, signers: undefined, ...wanted };
  return verify(request, { tree, scratch, decrypt, progress: () => {} });
}

export async function mergeProven(path: string, signers?: readonly Signer[]) {
  await using scratch = openScratch();
  const listing = await listEntries([path], systemFileTree);
  const found = await findDeliveries(listing);
  const ports = { fingerprints: new Fingerprints(scratch), decrypt: undefined, signers, progress: () => {} };
  const { problems, proven } = await checkAltered(found, listing, ports);
  const parts = { since: undefined, until: undefined, scratch, decrypt: undefined, progress: () => {} };
  const lines: string[] = [];
  for await (const batch of (await mergeDeliveries(proven, parts)).batches) lines.push(...batch);
  return { lines, problems };
}

export function assertProven({ answers, findings }: VerifyReport): void {
  const { unaltered, complete, covered } = answers;
  assert.deepEqual(
    { unaltered, complete, covered },
    { unaltered: 'yes', complete: 'yes', covered: 'yes' },
    JSON.stringify(findings),
  );
}

export const nth = (made: readonly Made[], index: number): Made => made.at(index) ?? assert.fail('there are as many');
