/** What looking through the artifacts for copies of a position comes to. */
import type { ArtifactRow } from '../github/repository.ts';
import type { Checkpoint } from '../model/checkpoint.ts';
import type { CollectError } from '../model/errors.ts';
import type { Floors } from './copies.ts';

export type Copies =
  | ({
      readonly kind: 'found';
      /** All that could be read, joined. */
      readonly checkpoint: Checkpoint;
      readonly where: string;
      /** Why a copy that exists could not be read; `undefined` when all were. */
      readonly hidden: CollectError | undefined;
      /** Whether ids of delivered events may lack: they were left out, or lie in a copy that is listed and was not read. */
      readonly mayLackIds: boolean;
    } & Listed)
  /** No copy is readable any more; the largest floor of each feed, and the largest generation, that a name carries. */
  | {
      readonly kind: 'names';
      readonly floors: Floors;
      readonly generation: number;
      /** The latest that a name carries. */
      readonly epoch: number;
      readonly where: string;
      readonly notes: readonly string[];
    }
  /** The newest copies hold nothing that the known position lacks. */
  | ({ readonly kind: 'nothing-new'; readonly hidden: CollectError | undefined } & Listed)
  /** This stream never had an artifact that is believed: the whole list was read. */
  | { readonly kind: 'absent'; readonly others: readonly ArtifactRow[]; readonly notes: readonly string[] }
  | { readonly kind: 'unknown'; readonly reason: CollectError };

interface Listed {
  /** What was noticed on the way, in sentences. */
  readonly notes: readonly string[];
  /** For a feed that the position lacks: a copy that knew it may be lost, and only its name left. */
  readonly floors: Floors;
  /** The newest artifact that holds a copy, as far as known. */
  readonly artifact: number | null;
  /** Whether it will show for a week and more that there was a position; see `artifact-lifetime.ts`. */
  readonly isKept: boolean;
}
