/** `verify` on deliveries of a test. */
import assert from 'node:assert/strict';
import type { Decrypt } from '../../../src/evidence/decryption.ts';
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

export function assertProven({ answers, findings }: VerifyReport): void {
  const { unaltered, complete, covered } = answers;
  assert.deepEqual(
    { unaltered, complete, covered },
    { unaltered: 'yes', complete: 'yes', covered: 'yes' },
    JSON.stringify(findings),
  );
}

export const nth = (made: readonly Made[], index: number): Made => made.at(index) ?? assert.fail('there are as many');
