/** What the repository's lists show. A list that is not available is an error; one that is served is true. */
import { zipSync } from 'fflate';
import type { ArtifactRow, Repository, RunRow } from '../../../src/github/repository.ts';
import { AccessError, UpstreamError } from '../../../src/model/errors.ts';
import type { FaultKind } from '../faults.ts';
import type { Onlooker } from '../onlooker.ts';
import type { Process } from '../process.ts';
import { MAIN, type Storage, type StoredArtifact } from '../storage.ts';

const ROWS_A_PAGE = 30;
const DAY = 86_400_000;
/** As long as GitHub keeps artifacts by default. */
const LIFETIME_MS = 90 * DAY;

export function simulateRepository(process: Process, storage: Storage, onlooker: Onlooker): Repository {
  const ask = <T>(what: string, fault: FaultKind | undefined, answer: () => T): Promise<T> => {
    const verdict = process.strikes('list-hangs') ? 'hangs' : 'works';
    if (what !== DELETION) onlooker.listed(process);
    return process.call(what, { ms: process.chance.int(50, 400), verdict }, () => {
      if (fault !== undefined && process.strikes(fault)) throw unanswered(process);
      return answer();
    });
  };

  return {
    isPublic: () => ask('the visibility', undefined, () => false),
    defaultBranch: async () => 'main',

    listCaches: ({ prefix, ref }) =>
      ask('the list of caches', 'caches-unlisted', () => {
        const rows = storage.caches.filter((entry) => entry.key.startsWith(prefix) && entry.ref === ref).reverse();
        const others = storage.otherTargets && OTHER_KEY.startsWith(prefix) ? [{ ...OTHER_CACHE, ref }] : [];
        return [...others, ...rows.map(({ id, key, createdAt }) => ({ id, key, createdAt, ref }))];
      }),

    deleteCache: (id) =>
      ask(DELETION, undefined, () => {
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

    findArtifact: (id) =>
      ask('a look for an artifact', 'artifacts-unlisted', () =>
        listed()
          .map(rowOf)
          .find((row) => row.id === id),
      ),

    downloadArtifact: (id) =>
      ask('a download', 'download-fails', () => {
        const artifact = storage.artifacts.find((candidate) => candidate.id === id);
        const checkpoint = artifact?.files.get('checkpoint.json');
        if (artifact === undefined || artifact.expired) throw unanswered(process);
        const zip = zipSync(Object.fromEntries(artifact.files), { level: 0 });
        // Cut, so that nothing of it can be read; a flipped bit might be in another file.
        if (process.strikes('download-corrupt')) return zip.subarray(0, process.chance.int(0, zip.length >> 1));
        process.say(() => `downloaded ${artifact.name}`);
        if (checkpoint !== undefined) onlooker.served(process, checkpoint, 'artifact');
        return zip;
      }),

    findRun: (id) => ask('a run', 'run-unknown', () => storage.runs.get(id)),

    hasRunOf: (event, sha) =>
      ask('runs of a commit', 'run-unknown', () =>
        [...storage.runs.values()].some((run) => run.event === event && run.headSha === sha && run.home === 'own'),
      ),

    isInDefaultHistory: (sha) =>
      ask('a commit', undefined, () => (storage.mayReadContents ? sha === MAIN.sha : undefined)),

    async *listSuccesses(event) {
      const rows = await ask('the history of runs', 'history-unknown', () => successesOf(event));
      if (rows.length > 0) yield rows;
    },
  };

  function successesOf(event: string | undefined): readonly RunRow[] {
    return [...storage.runs.values()]
      .filter((run) => run.success && run.id !== process.id && run.event === (event ?? run.event))
      .reverse();
  }

  function listed(): readonly StoredArtifact[] {
    const { now } = process.surroundings.timeline;
    return storage.artifacts.filter(({ listedFrom }) => listedFrom <= now).reverse();
  }

  function rowsOf(page: number): readonly ArtifactRow[] {
    return listed()
      .slice(page * ROWS_A_PAGE, (page + 1) * ROWS_A_PAGE)
      .map(rowOf);
  }

  function rowOf({ id, name, expired, createdAt, run }: StoredArtifact): ArtifactRow {
    const home = storage.runs.get(run)?.home ?? 'not-said';
    const expiresAt = createdAt + (expired ? 0 : LIFETIME_MS);
    return { id, name, expired, sizeBytes: 100, createdAt, expiresAt, uploader: { runId: run, home } };
  }
}

const DELETION = 'a deletion';
const OTHER_KEY = 'audit-log-ffffffffffffffffffffffff-0000000007-5.1.a';
const OTHER_CACHE = { id: 1, key: OTHER_KEY, createdAt: 0 } as const;

function unanswered(process: Process): AccessError | UpstreamError {
  const options = { hint: 'Simulated.' };
  return process.chance.hit(0.3)
    ? new AccessError('the token lacks actions: read', options)
    : new UpstreamError('the list failed', options);
}
