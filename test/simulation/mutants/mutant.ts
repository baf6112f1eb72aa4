/**
 * A wrong version of the collector: a line or two that someone might write in good faith. The simulation has to notice each,
 * or it proves nothing about the right version.
 */
import type { GeneratorName } from '../generators.ts';

export interface Edit {
  /** Below `src/`. */
  readonly file: string;
  /** Stands in the file exactly once. */
  readonly find: string;
  readonly replace: string;
}

export interface Mutant {
  readonly name: string;
  /** In whose histories it shows best. */
  readonly generator: GeneratorName;
  /** Histories within which it must show: fourteen divided by the share that show it, so that chance hides it from no one. */
  readonly seeds: number;
  readonly edits: readonly Edit[];
}

/** One edit in one file. */
export function mutant(
  name: string,
  [generator, seeds]: readonly [GeneratorName, number],
  ...edits: readonly (readonly [string, string, string])[]
): Mutant {
  return { name, generator, seeds, edits: edits.map(([file, find, replace]) => ({ file, find, replace })) };
}
