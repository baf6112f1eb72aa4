/** A position that lasts as long as the process, kept as the bytes that a real store would keep. For replays and tests. */
import { encodeCheckpoint } from './codec.ts';
import { readPosition } from './read-position.ts';
import type { CheckpointStore } from './store.ts';

/** `saved` holds the bytes of each stream, and can be read and changed from outside. */
export function createMemoryStore(saved: Map<string, Uint8Array> = new Map()): CheckpointStore {
  return {
    name: 'memory',
    async load(stream) {
      const bytes = saved.get(stream);
      return bytes === undefined ? { kind: 'absent' } : readPosition(bytes, stream, 'memory');
    },
    async commit(checkpoint) {
      saved.set(checkpoint.stream, encodeCheckpoint(checkpoint));
      return [];
    },
  };
}
