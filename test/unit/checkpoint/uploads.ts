/** Rows of the list of artifacts, and origins that believe the runs that a test names. */
import type { Belief } from '../../../src/checkpoint/belief.ts';
import type { Origins } from '../../../src/checkpoint/origins.ts';
import type { ArtifactRow } from '../../../src/github/repository.ts';

export const NO_ARTIFACT: ArtifactRow = {
  id: 1,
  name: 'dist',
  expired: false,
  sizeBytes: 9,
  createdAt: 0,
  expiresAt: undefined,
  uploader: { runId: 7, home: 'own' },
};

/** Everyone is believed but for the runs that are named. */
export function origins(beliefs: Readonly<Record<number, Belief>> = {}): Origins & { readonly runs: number[] } {
  const runs: number[] = [];
  return {
    runs,
    async ofArtifact({ uploader }) {
      const id = uploader?.runId ?? 0;
      if (!runs.includes(id)) runs.push(id);
      return beliefs[id] ?? { kind: 'believed' };
    },
    ofRun: async ({ id }) => beliefs[id] ?? { kind: 'believed' },
    get requests() {
      return runs.length;
    },
  };
}
