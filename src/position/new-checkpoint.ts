/** The position of a stream that has none: no feed is claimed yet. */
import { newChain } from '../model/chain.ts';
import { CHECKPOINT_VERSION, type Checkpoint } from '../model/checkpoint.ts';
import type { Found } from './find-position.ts';

export function newCheckpoint(stream: string, found: Exclude<Found, { kind: 'resume' }>): Checkpoint {
  return {
    version: CHECKPOINT_VERSION,
    stream,
    // Above every artifact of the past, or the next run would look at those and not at what this one saves.
    generation: found.kind === 'floors' ? found.generation : 0,
    epoch: found.kind === 'floors' ? found.epoch : 0,
    resets: [],
    commits: [],
    artifact: null,
    feeds: {},
    counters: { events: 0, duplicates: 0, deadLetters: 0 },
    chain: newChain(hasCollected(found) ? 'position-lost' : 'first-run'),
  };
}

/** Whether this stream can have had a position: a scheduled run collects. */
function hasCollected(found: Exclude<Found, { kind: 'resume' }>): boolean {
  return found.kind === 'floors' || (found.history.kind === 'succeeded' && found.history.bySchedule);
}
