/**
 * The names of objects below the prefix of an archive. Its folders are Hive partitions, so that query engines read `events/` as it stands and prune by day; no two
 * hosts, kinds of target or commits ever meet in one key.
 */
import type { Target } from '../../model/target.ts';

export interface LayoutFacts {
  /** Name of the host, with a port where it has one. */
  readonly host: string;
  readonly target: Target;
  /** Pulls have a tree of their own. */
  readonly isPull: boolean;
}

/** A part of a commit: its number within it, and the hash of its bytes. */
export interface PartName {
  readonly commitId: string;
  readonly part: number;
  readonly sha256: string;
  /** `.ndjson`, and what stands behind it. */
  readonly suffix: string;
}

export class ArchiveLayout {
  readonly #facts: LayoutFacts;

  constructor(facts: LayoutFacts) {
    this.#facts = facts;
  }

  /** `day`: `2026-11-28`, UTC. */
  events(day: string, name: PartName): string {
    return this.#name('events', `dt=${day}`, renderName(name));
  }

  deadLetters(name: PartName): string {
    return this.#name('dead-letters', renderName(name));
  }

  /** `generation` is `undefined` for a pull. */
  manifest(generation: number | undefined, commitId: string): string {
    const name = generation === undefined ? commitId : `${generation}-${commitId}`;
    return this.#name('manifests', `${name}.json`);
  }

  marker(id: string): string {
    return `tests/${id}.json`;
  }

  #name(tree: string, ...rest: readonly string[]): string {
    const { host, target, isPull } = this.#facts;
    // GitHub's names are the same in any case; a port is not, and a colon is no character of a key.
    const partitions = [`host=${clean(host)}`, `target=${target.kind}-${clean(target.name)}`];
    return [...(isPull ? ['pulls'] : []), tree, ...partitions, ...rest].join('/');
  }
}

function renderName({ commitId, part, sha256, suffix }: PartName): string {
  return `${commitId}-${part}-${sha256}${suffix}`;
}

function clean(text: string): string {
  return text.toLowerCase().replaceAll(/[^a-z0-9._-]/g, '_');
}
