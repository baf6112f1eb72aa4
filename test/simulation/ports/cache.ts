/** The Actions cache: keeps what it is given, or does not, and hardly ever says which. */
import type { CacheClient } from '../../../src/github/cache-client.ts';
import { Violation } from '../judge/verdict.ts';
import type { Onlooker } from '../onlooker.ts';
import type { Process, Verdict } from '../process.ts';
import { MAIN, type Storage, type StoredCache } from '../storage.ts';

export function simulateCache(process: Process, storage: Storage, onlooker: Onlooker): CacheClient {
  const readOnly = process.strikes('cache-read-only');
  const ms = () => process.chance.int(100, 1_500);

  function store(key: string, bytes: Uint8Array): void {
    if (storage.caches.some((entry) => entry.key === key)) throw new Violation('I0', 'a cache key was used twice');
    const entry: StoredCache = {
      kind: 'cache',
      id: storage.newId(),
      key,
      bytes: Uint8Array.from(bytes),
      createdAt: process.surroundings.timeline.now,
      ref: process.branch.ref,
    };
    storage.caches.push(entry);
    process.say(() => `saved ${key}`);
    onlooker.stored(process, { id: entry.id, bytes: entry.bytes, where: 'cache' });
  }

  /** Those of the run's own branch; where it has none, those of the default branch. */
  function restorable(prefix: string): readonly StoredCache[] {
    const of = (branch: string) => storage.caches.filter(({ key, ref }) => key.startsWith(prefix) && ref === branch);
    const own = of(process.branch.ref);
    return own.length > 0 ? own : of(MAIN.ref);
  }

  return {
    restore(prefix) {
      const verdict = process.strikes('restore-hangs') ? 'hangs' : 'works';
      return process.call('a restore', { ms: ms(), verdict }, () => {
        const matching = restorable(prefix);
        if (process.strikes('restore-misses')) return undefined;
        const stale = process.strikes('restore-stale');
        const entry = stale ? process.chance.pick([matching[0], ...matching]) : newest(matching, prefix);
        if (entry === undefined) return undefined;
        if (process.strikes('restore-corrupt')) return { key: entry.key, bytes: spoil(entry.bytes, process) };
        process.say(() => `restored ${entry.key}`);
        onlooker.served(process, entry.bytes, 'cache');
        return { key: entry.key, bytes: Uint8Array.from(entry.bytes) };
      });
    },

    save(key, bytes) {
      onlooker.left(process, {
        where: 'cache',
        text: Buffer.from(bytes).toString('latin1') + key,
        mayHoldEvents: false,
      });
      const verdict = verdictOfSave(process);
      return process.call('a save', { ms: ms(), verdict }, () => {
        if (readOnly) return -1;
        if (process.strikes('save-lies')) return process.chance.pick([0, 4711]);
        if (process.strikes('save-fails')) return -1;
        store(key, bytes);
        return process.strikes('save-answer-lost') ? -1 : storage.newId();
      });
    },

    has(key) {
      return process.call('a look-up', { ms: ms() }, () => {
        if (process.strikes('look-up-fails')) {
          if (process.chance.hit(0.5)) return false;
          throw new Error('Foreign-Text');
        }
        return storage.caches.some((entry) => entry.key === key);
      });
    },
  };
}

function verdictOfSave(process: Process): Verdict {
  if (process.strikes('save-hangs')) return 'hangs';
  if (process.strikes('save-fails')) return 'fails-before';
  return process.strikes('save-answer-lost') ? 'fails-after' : 'works';
}

/** An exact key wins, then the newest created. */
function newest(matching: readonly StoredCache[], prefix: string): StoredCache | undefined {
  return matching.find(({ key }) => key === prefix) ?? matching.at(-1);
}

/** A byte flipped, or the end missing. */
function spoil(bytes: Uint8Array, process: Process): Uint8Array {
  const spoilt = Uint8Array.from(
    bytes.subarray(0, process.chance.hit(0.5) ? bytes.length : process.chance.int(0, bytes.length - 1)),
  );
  if (spoilt.length === bytes.length) {
    const at = process.chance.int(0, spoilt.length - 1);
    spoilt[at] = (spoilt[at] ?? 0) ^ (1 << process.chance.int(0, 7));
  }
  return spoilt;
}
