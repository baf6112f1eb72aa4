/**
 * What can go wrong, and when. A fault hits a call (it fails before its effect, fails after it, never answers, or its
 * process dies before or after), lies about a call, or befalls what is stored between two runs. Each history knows a random
 * few of them, so that their combinations differ from seed to seed.
 */
import type { Chance } from './chance.ts';

export const FAULTS = [
  // Any call of any port.
  'kill',
  'cancel',
  // The audit log.
  'api-error',
  'api-network',
  'api-hang',
  'api-bad-page',
  'api-refused',
  'rate-limit',
  'link-stripped',
  'cursor-refused',
  'cursor-empty',
  'cursors-expired',
  // The Actions cache.
  'save-fails',
  'save-answer-lost',
  'save-lies',
  'save-hangs',
  'restore-hangs',
  'cache-read-only',
  'restore-misses',
  'restore-stale',
  'restore-corrupt',
  'look-up-fails',
  'caches-unlisted',
  // Artifacts.
  'upload-fails',
  'upload-answer-lost',
  'upload-hangs',
  'find-fails',
  'artifacts-unlisted',
  'artifacts-listed-late',
  'download-fails',
  'download-corrupt',
  'list-hangs',
  'history-unknown',
  'run-unknown',
  // A sink.
  'sink-fails',
  'sink-takes-part',
  'sink-answer-lost',
  'sink-hangs',
  // Files.
  'file-fails',
  'file-torn',
  // What is stored, between two runs.
  'caches-evicted',
  'newest-cache-evicted',
  'artifacts-expired',
  'artifacts-deleted',
  'all-lost',
  'forged-copy',
  // The runner.
  'wrong-clock',
] as const;

export type FaultKind = (typeof FAULTS)[number];

/** How likely each fault is in a history that knows it: per call, or per run for those at the end. */
const SEVERITY: Readonly<Record<FaultKind, readonly [number, number]>> = {
  kill: [0.002, 0.03],
  cancel: [0.02, 0.2],
  'api-error': [0.01, 0.3],
  'api-network': [0.01, 0.3],
  'api-hang': [0.005, 0.05],
  'api-bad-page': [0.01, 0.3],
  'api-refused': [0.002, 0.02],
  'rate-limit': [0.005, 0.05],
  'link-stripped': [0.01, 0.1],
  'cursor-refused': [0.02, 0.3],
  'cursor-empty': [0.02, 0.3],
  'cursors-expired': [0.02, 0.3],
  'save-fails': [0.05, 0.6],
  'save-answer-lost': [0.05, 0.6],
  'save-lies': [0.05, 0.6],
  'save-hangs': [0.01, 0.1],
  'restore-hangs': [0.01, 0.1],
  'cache-read-only': [0.1, 0.9],
  'restore-misses': [0.05, 0.5],
  'restore-stale': [0.05, 0.5],
  'restore-corrupt': [0.05, 0.5],
  'look-up-fails': [0.05, 0.5],
  'caches-unlisted': [0.05, 0.5],
  'upload-fails': [0.05, 0.4],
  'upload-answer-lost': [0.05, 0.4],
  'upload-hangs': [0.01, 0.1],
  'find-fails': [0.05, 0.5],
  'artifacts-unlisted': [0.05, 0.4],
  'artifacts-listed-late': [0.1, 0.5],
  'download-fails': [0.05, 0.5],
  'download-corrupt': [0.05, 0.5],
  'list-hangs': [0.005, 0.05],
  'history-unknown': [0.1, 0.5],
  'run-unknown': [0.1, 0.5],
  'sink-fails': [0.02, 0.3],
  'sink-takes-part': [0.02, 0.3],
  'sink-answer-lost': [0.02, 0.3],
  'sink-hangs': [0.01, 0.1],
  'file-fails': [0.005, 0.05],
  'file-torn': [0.005, 0.03],
  'caches-evicted': [0.03, 0.3],
  'newest-cache-evicted': [0.03, 0.3],
  'artifacts-expired': [0.03, 0.3],
  'artifacts-deleted': [0.03, 0.2],
  'all-lost': [0.01, 0.05],
  'forged-copy': [0.05, 0.5],
  'wrong-clock': [0.2, 1],
};

/** A random few; each with its own chance. */
export function drawFaults(chance: Chance, share: number): Map<FaultKind, number> {
  const enabled = FAULTS.filter(() => chance.hit(share));
  return new Map(enabled.map((kind) => [kind, drawSeverity(kind, chance)]));
}

export function drawSeverity(kind: FaultKind, chance: Chance): number {
  const [low, high] = SEVERITY[kind];
  return chance.scale(low * 1e4, high * 1e4) / 1e4;
}

/** Decides for one history; answers no more once it has ended. */
export class Faults {
  readonly #chances: ReadonlyMap<FaultKind, number>;
  readonly #chance: Chance;
  readonly counts = new Map<FaultKind, number>();
  #stubborn: ReadonlySet<FaultKind> | undefined;

  constructor(chances: ReadonlyMap<FaultKind, number>, chance: Chance) {
    this.#chances = chances;
    this.#chance = chance;
  }

  get none(): boolean {
    return this.#chances.size === 0;
  }

  /** Whether this fault strikes now. */
  strikes(kind: FaultKind): boolean {
    const chance = this.#chances.get(kind);
    if (chance === undefined || this.#stubborn?.has(kind) === false || !this.#chance.hit(chance)) return false;
    this.counts.set(kind, (this.counts.get(kind) ?? 0) + 1);
    return true;
  }

  /** From here on only those of `stubborn` go on. */
  end(stubborn: ReadonlySet<FaultKind>): void {
    this.#stubborn = stubborn;
  }
}
