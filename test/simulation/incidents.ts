/** What befalls stored things between two runs: eviction, expiry, deletion. Names of expired artifacts stay in the list. */

import type { Chance } from './chance.ts';
import type { Faults } from './faults.ts';
import { forge } from './forgery.ts';
import type { Storage } from './storage.ts';
import type { Story } from './story.ts';

export interface IncidentParts {
  readonly storage: Storage;
  readonly faults: Faults;
  readonly chance: Chance;
  readonly story: Story;
  readonly now: number;
}

/** Answers the ids of what was lost. */
export function strikeStorage({ storage, faults, chance, story, now }: IncidentParts): ReadonlySet<number> {
  const lost = new Set<number>();
  if (faults.strikes('caches-evicted')) {
    dropCaches(storage, lost, () => true);
    story.say(() => 'every cache entry was evicted');
  }
  if (faults.strikes('newest-cache-evicted')) {
    const newest = storage.caches.at(-1);
    dropCaches(storage, lost, (id) => id === newest?.id);
    story.say(() => 'the newest cache entry was evicted');
  }
  if (faults.strikes('artifacts-expired')) {
    const share = chance.pick([1, 1, 0.5]);
    for (const artifact of storage.artifacts) {
      if (artifact.expired || !chance.hit(share)) continue;
      artifact.expired = true;
      lost.add(artifact.id);
    }
    story.say(() => 'artifacts expired');
  }
  if (faults.strikes('artifacts-deleted')) {
    dropArtifacts(storage, lost, chance.pick([1, 0.5]), chance);
    story.say(() => 'artifacts were deleted');
  }
  if (faults.strikes('all-lost')) {
    dropCaches(storage, lost, () => true);
    dropArtifacts(storage, lost, 1, chance);
    story.say(() => 'everything stored was lost');
  }
  if (faults.strikes('forged-copy')) {
    const run = forge(storage, chance, now);
    if (run !== undefined) story.say(() => `run ${run} uploads a forged position`);
  }
  return lost;
}

function dropCaches(storage: Storage, lost: Set<number>, hit: (id: number) => boolean): void {
  for (const { id } of storage.caches) if (hit(id)) lost.add(id);
  storage.caches = storage.caches.filter(({ id }) => !hit(id));
}

function dropArtifacts(storage: Storage, lost: Set<number>, share: number, chance: Chance): void {
  const gone = new Set(storage.artifacts.filter(() => chance.hit(share)).map(({ id }) => id));
  for (const id of gone) lost.add(id);
  storage.artifacts = storage.artifacts.filter(({ id }) => !gone.has(id));
}
