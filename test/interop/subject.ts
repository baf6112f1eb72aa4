/** What the interop run is made of: foreign programs, how each is found, and the scenarios that it is put through. */

export type Found =
  | { readonly kind: 'found'; readonly path: string }
  | { readonly kind: 'missing'; readonly why: string };

export interface Scenario {
  readonly name: string;
  /** Rejects when a promise was broken. `path`: where the program was found. */
  readonly run: (path: string) => Promise<void>;
}

/** A program, or a library, that nobody here wrote. */
export interface Subject {
  /** As `--require` names it. */
  readonly name: string;
  readonly find: () => Promise<Found>;
  readonly scenarios: readonly Scenario[];
}
