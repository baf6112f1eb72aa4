/** What the repository's lists tell. A list that cannot be had is an error; one that is served is true. */
import { zipSync } from 'fflate';
import type { ArtifactRow, Repository } from '../../../src/github/repository.ts';
import { AccessError, UpstreamError } from '../../../src/model/errors.ts';
import type { FaultKind } from '../faults.ts';
import type { Onlooker } from '../onlooker.ts';
import type { Process } from '../process.ts';
import type { Storage, StoredArtifact } from '../storage.ts';

const ROWS_A_PAGE = 30;

export function simulateRepository(process: Process, storage: Storage, onlooker: Onlooker): Repository {
  const ask = <T>(what: string, fault: FaultKind | undefined, answer: () => T): Promise<T> => {
    const verdict = process.strikes('list-hangs') ? 'hangs' : 'works';
    return process.call(what, { ms: process.chance.int(50, 400), verdict }, () => {
      if (fault !== undefined && process.strikes(fault)) throw unanswered(process);
      return answer();
    });
  };

  return {
    isPublic: () => ask('the visibility', undefined, () => false),

    listCaches: (prefix) =>
      ask('the list of caches', 'caches-unlisted', () =>
        storage.caches
          .filter(({ key }) => key.startsWith(prefix))
          .map(({ id, key, createdAt }) => ({ id, key, createdAt, ref: 'refs/heads/main' }))
          .reverse(),
      ),

    deleteCache: (id) =>
      ask('a deletion', undefined, () => {
        storage.caches = storage.caches.filter((entry) => entry.id !== id);
      }),

    async *listArtifacts() {
      for (let page = 0; ; page++) {
        const rows = await ask('the list of artifacts', 'artifacts-unlisted', () => rowsOf(page));
        if (rows.length === 0) return;
        yield rows;
        if (rows.length < ROWS_A_PAGE) return;
      }
    },

    downloadArtifact: (id) =>
      ask('a download', 'download-fails', () => {
        const artifact = storage.artifacts.find((candidate) => candidate.id === id);
        const checkpoint = artifact?.files.get('checkpoint.json');
        if (artifact === undefined || artifact.expired) throw unanswered(process);
        const zip = zipSync(Object.fromEntries(artifact.files), { level: 0 });
        // Cut, so that nothing of it can be read; a flipped bit might be in another file.
        if (process.strikes('download-corrupt')) return zip.subarray(0, process.chance.int(0, zip.length >> 1));
        process.tell(() => `downloaded ${artifact.name}`);
        if (checkpoint !== undefined) onlooker.served(process, checkpoint);
        return zip;
      }),

    earlierSuccess: () => ask('the history of runs', 'history-unknown', () => storage.successes.at(-1)),
  };

  function rowsOf(page: number): readonly ArtifactRow[] {
    const { now } = process.surroundings.timeline;
    const listed = storage.artifacts.filter(({ listedFrom }) => listedFrom <= now).reverse();
    return listed.slice(page * ROWS_A_PAGE, (page + 1) * ROWS_A_PAGE).map(rowOf);
  }
}

function rowOf({ id, name, expired, createdAt }: StoredArtifact): ArtifactRow {
  return { id, name, expired, sizeBytes: 100, createdAt, isForeign: false };
}

function unanswered(process: Process): AccessError | UpstreamError {
  const options = { hint: 'Simulated.' };
  return process.chance.hit(0.3)
    ? new AccessError('the token lacks actions: read', options)
    : new UpstreamError('the list failed', options);
}
