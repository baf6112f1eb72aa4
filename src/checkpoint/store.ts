/**
 * The port to where positions are kept. A store never guesses: `absent` is a proof that this stream was never saved
 * there, `unknown` is everything else that proves nothing. A commit that resolves was read back.
 */
import type { Checkpoint } from '../model/checkpoint.ts';
import type { CollectError } from '../model/errors.ts';

export type Loaded =
  | {
      readonly kind: 'found';
      readonly checkpoint: Checkpoint /** Where, for the log: `cache entry …`. */;
      readonly where: string;
      /** What was noticed on the way, in sentences. */
      readonly notes?: readonly string[];
      /** Set when newer ones are known to exist and could not be read. */
      readonly doubt?: CollectError;
    }
  | { readonly kind: 'absent' }
  | { readonly kind: 'unknown'; readonly reason: CollectError };

export interface CheckpointStore {
  /** For the log and the summary: `the Actions cache`. */
  readonly name: string;
  load(stream: string, signal: AbortSignal): Promise<Loaded>;
  /**
   * Resolves once the position was read back, with what was noticed on the way, in sentences; rejects with
   * `CheckpointError`, then it is unknown whether it was saved.
   */
  commit(checkpoint: Checkpoint, signal: AbortSignal): Promise<readonly string[]>;
}
