/**
 * The messages at the opening of a run: where the position was found, where a feed without one begins, and what can be
 * missing.
 */
import type { Checkpoint, Feed } from '../model/checkpoint.ts';
import type { FeedName } from '../model/feed.ts';
import type { Settings } from '../model/settings.ts';
import type { Found } from '../position/find-position.ts';

export function incidentsOf(found: Found): readonly string[] {
  switch (found.kind) {
    case 'resume':
      return found.notes;
    case 'floors':
      return [
        `The position is lost: only names of artifacts show how far deliveries were (${found.where}). Later events are delivered again.`,
        ...found.notes,
      ];
    case 'none':
      return [...found.notes, ...doubtOf(found)];
  }
}

/** Both readings: the run cannot know which of them is true. */
function doubtOf({ history, besides }: Extract<Found, { kind: 'none' }>): readonly string[] {
  if (history.kind === 'none' || !history.bySchedule) return [];
  if (besides) {
    return [
      'No position of this target was found, although this workflow has run by schedule. If the target was only just added, nothing is missing. If it was collected before, its position was deleted, and what happened before the start may be missing.',
    ];
  }
  return [
    `No position of any target was found, although this workflow succeeded by schedule: its newest success was at ${new Date(history.startedAt).toISOString()}. If that run collected, every position was deleted, and what happened before the start may be missing.`,
  ];
}

export function foundIn({ where, checkpoint }: Extract<Found, { kind: 'resume' }>): string {
  return `Position found in ${where}, generation ${checkpoint.generation}.`;
}

export function beginningOf(name: FeedName, { tail }: Feed): string {
  return `No position of this target was found for the ${name} feed: it begins at ${new Date(tail.claim).toISOString()}.`;
}

/** The remembered ids are those of another field, so that from the floor on nothing is known to be delivered. */
export function dedupeIdChanged({ dedupeId, feeds }: Checkpoint, { position }: Settings): readonly string[] {
  const now = position.dedupeId.join('.');
  if (dedupeId === undefined || dedupeId === now) return [];
  const floors = Object.entries(feeds).map(([name, { deep }]) => `${name} from ${new Date(deep.claim).toISOString()}`);
  return [
    `dedupe-id is ${now}, and the position was saved with ${dedupeId}: events that were delivered since then can be delivered again once (${floors.join(', ')}).`,
  ];
}
