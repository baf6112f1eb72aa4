/** Commits to deliver, of a small position. */
import { encodeCheckpoint } from '../../../src/checkpoint/codec.ts';
import { type BatchLines, encodeBatch } from '../../../src/delivery/batch-lines.ts';
import type { FolderContent } from '../../../src/delivery/delivery-folder.ts';
import { contentOf, type PackedCommit, packCommit } from '../../../src/delivery/pack-commit.ts';
import type { RunFacts } from '../../../src/evidence/manifest.ts';
import { renderRaw } from '../../../src/format/raw.ts';
import type { Checkpoint } from '../../../src/model/checkpoint.ts';
import type { AuditEvent } from '../../../src/model/event.ts';
import { plainCheckpoint } from '../checkpoint/arbitrary-checkpoint.ts';

export const STREAM = '0123456789abcdef01234567';

export const RUN: RunFacts = {
  tool: { name: 'collect-audit-log', version: '1.2.3' },
  run: {
    repository: 'octo-org/audit',
    repositoryId: '4711',
    workflow: 'octo-org/audit/.github/workflows/collect.yml@refs/heads/main',
    ref: 'refs/heads/main',
    sha: 'a'.repeat(40),
    id: '77',
    attempt: 1,
  },
  target: { kind: 'organization', name: 'octo-org' },
  apiHost: 'api.github.com',
  phrase: '',
  phraseSha256: null,
  format: 'raw',
  compression: 'none',
  encryptedTo: [],
  droppedFields: [],
  pseudonymizedFields: [],
  dedupeId: '_document_id',
};

export function event(ts: number, raw = `{"@timestamp":${ts}}`): AuditEvent {
  return { ts, id: undefined, key: '0'.repeat(32), raw: Buffer.from(raw), wellFormed: true };
}

export interface Commission {
  readonly next: Checkpoint;
  readonly events?: readonly AuditEvent[];
  readonly deadLetters?: readonly AuditEvent[];
  readonly run?: RunFacts;
}

export async function pack({ next, events = [], deadLetters = [], run = RUN }: Commission): Promise<PackedCommit> {
  const lines: BatchLines = await encodeBatch({ events, deadLetters }, renderRaw, run);
  const delivered = { events: events.length, firstAt: events[0]?.ts ?? null, lastAt: events.at(-1)?.ts ?? null };
  const contents = {
    batch: { events, deadLetters },
    lines,
    part: 1,
    next,
    position: encodeCheckpoint(next),
    delivered: { web: delivered },
    duplicates: 2,
    sink: undefined,
    objects: [],
  };
  return packCommit(contents, { run, destinations: ['artifact'], now: 1_700_000_000_000, key: undefined });
}

/** All that a folder of this commit holds. */
export async function content(
  generation: number,
  events: readonly AuditEvent[],
  { deadLetters = [], run = RUN }: Pick<Commission, 'deadLetters' | 'run'> = {},
): Promise<FolderContent> {
  const packed = await pack({
    next: plainCheckpoint(STREAM, generation),
    ...{ events, deadLetters, run },
  });
  return contentOf(packed);
}
