/**
 * A wrong version of the collector: a line or two that someone might write in good faith. The simulation, or a test of the
 * module that is wrong, has to notice each, or they prove nothing about the right version.
 */
import type { GeneratorName } from '../generators.ts';

export interface Edit {
  /** Below `src/`. */
  readonly file: string;
  /** Stands in the file exactly once. */
  readonly find: string;
  readonly replace: string;
}

/** Who has to notice it. */
export type Hunter =
  | {
      readonly kind: 'histories';
      /** In whose histories it shows best. */
      readonly generator: GeneratorName;
      /** Histories within which it must show: fourteen divided by the share that show it, so that chance hides it from no one. */
      readonly seeds: number;
    }
  /** What no history of the simulated world shows; `file` below `test/unit/`. */
  | { readonly kind: 'test'; readonly file: string };

export interface Mutant {
  readonly name: string;
  readonly hunter: Hunter;
  readonly edits: readonly Edit[];
}

type EditWords = readonly [file: string, find: string, replace: string];

/** Noticed by histories. */
export function mutant(
  name: string,
  [generator, seeds]: readonly [GeneratorName, number],
  ...edits: readonly EditWords[]
): Mutant {
  return { name, hunter: { kind: 'histories', generator, seeds }, edits: edits.map(editOf) };
}

/** Noticed by a test of the module. */
export function testMutant(name: string, file: string, ...edits: readonly EditWords[]): Mutant {
  return { name, hunter: { kind: 'test', file }, edits: edits.map(editOf) };
}

function editOf([file, find, replace]: EditWords): Edit {
  return { file, find, replace };
}
