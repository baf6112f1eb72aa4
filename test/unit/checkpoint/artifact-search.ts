/** A search for positions in artifacts of one stream, with what it downloaded and which runs it looked up. */
import { zipSync } from 'fflate';
import { describeCheckpoint, renderArtifactName } from '../../../src/checkpoint/artifact-name.ts';
import { createArtifactPositions } from '../../../src/checkpoint/artifacts.ts';
import type { Belief } from '../../../src/checkpoint/belief.ts';
import { encodeCheckpoint } from '../../../src/checkpoint/codec.ts';
import type { Trust } from '../../../src/checkpoint/trust.ts';
import type { ArtifactRow } from '../../../src/github/repository.ts';
import type { Checkpoint } from '../../../src/model/checkpoint.ts';
import { UpstreamError } from '../../../src/model/errors.ts';
import { FakeClock } from '../fake-clock.ts';
import { plainCheckpoint } from './arbitrary-checkpoint.ts';
import { fakeRepository } from './fake-cache.ts';
import { NO_ARTIFACT, origins } from './uploads.ts';

export const STREAM = '0123456789abcdef01234567';
export const signal = new AbortController().signal;
/** A position is of this time, and so are the artifacts. */
export const NOW = 1_700_000_000_000;
export const OF_RUN_7 = { expiresAt: undefined, uploader: { runId: 7, home: 'own' } } as const;
export type Beliefs = Readonly<Record<number, Belief>>;
export const of = (generation: number, token?: string) => plainCheckpoint(STREAM, generation, token);

export interface Stored {
  readonly row: ArtifactRow;
  readonly zip: () => Uint8Array;
}

export function stored(checkpoint: Checkpoint, parts: Partial<ArtifactRow> & { content?: Uint8Array } = {}): Stored {
  const { content = encodeCheckpoint(checkpoint), ...row } = parts;
  const id = checkpoint.generation * 10;
  const name = renderArtifactName('audit-log', describeCheckpoint(checkpoint));
  return {
    row: { id, name, expired: false, sizeBytes: 9, createdAt: NOW + id, ...OF_RUN_7, ...row },
    zip: () => zipSync({ 'checkpoint.json': content, 'events.ndjson': new Uint8Array(3) }),
  };
}

export const other = (id: number): ArtifactRow => ({ ...NO_ARTIFACT, id, createdAt: id });

interface LoadOptions {
  readonly pages?: readonly (readonly ArtifactRow[])[];
  readonly beliefs?: Beliefs;
  readonly trust?: Trust;
}

export function load(artifacts: readonly Stored[], known?: Checkpoint, { pages, beliefs, trust }: LoadOptions = {}) {
  const [downloads, requests] = [[] as number[], { pages: 0 }];
  const listed = pages ?? [artifacts.map(({ row }) => row)];
  const repository = fakeRepository({
    async *listArtifacts() {
      for (const rows of listed) {
        requests.pages += 1;
        yield rows;
      }
    },
    findArtifact: async (id) => listed.flat().find((row) => row.id === id),
    downloadArtifact: async (id) => {
      downloads.push(id);
      const found = artifacts.find(({ row }) => row.id === id);
      if (found === undefined) throw new UpstreamError('not there', { hint: '' });
      return found.zip();
    },
  });
  const believing = origins(beliefs);
  const ports = { repository, origins: believing, clock: new FakeClock(NOW), trust };
  const copies = createArtifactPositions(ports).load(STREAM, known, signal);
  return { copies, downloads, requests, runs: believing.runs };
}

/** A position with the commits of these generations, the newest first. */
export function following(generations: readonly number[]): Checkpoint {
  const commits = generations.flatMap((generation) => of(generation).commits);
  return { ...of(generations[0] ?? 0), commits };
}

export const by = (runId: number) => ({ uploader: { runId, home: 'own' } }) as const;
export const FOREIGN: Belief = { kind: 'foreign', why: 'its commit is not one of the default branch' };
export const UNKNOWN: Belief = { kind: 'unknown', why: 'nothing shows its commit', remedy: 'contents: read' };
