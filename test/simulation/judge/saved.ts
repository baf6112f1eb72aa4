/** I5 of what a run saves: it goes on from what the run was given, from what it saved before, and from what lay where it saves. */
import type { Commit } from '../../../src/model/checkpoint.ts';
import { COMMITS_MAX } from '../../../src/model/claims.ts';
import type { Copy } from '../onlooker.ts';
import { checkForward, checkKept } from './claims.ts';
import type { CopyRecord, Position } from './copies.ts';

export interface Saver {
  /** Copies that it was given before it began to read: it knows them. */
  readonly served: readonly Position[];
  /** What it was given later, when it saved: what it saves holds that as well, and it does not know it. */
  readonly joined: readonly Position[];
  readonly stored: readonly CopyRecord[];
}

/** One that others have left behind by more commits than a position remembers is in it all the same. */
export function holdsCommit({ checkpoint: { commits } }: Position, { generation, id }: Commit): boolean {
  const oldest = commits.at(COMMITS_MAX - 1);
  return commits.some((commit) => commit.id === id) || (oldest !== undefined && oldest.generation >= generation);
}

/** What it saved before, where it counts. A directory holds what other runs saved there, an artifact next to it does not. */
export function savedBefore({ stored }: Saver, where: Copy['where'], isDirectory: boolean): Position | undefined {
  return stored.findLast((copy) => !isDirectory || copy.where === where)?.position;
}

/** `before`: as `savedBefore` says; its commit is not saved a second time. */
export function checkSaved(
  { served, joined }: Saver,
  position: Position,
  { before, where }: { readonly before: Position | undefined; readonly where: Copy['where'] },
): void {
  const others = where === 'directory' ? joined : [];
  for (const other of others) checkKept(other.checkpoint, position.checkpoint);
  for (const known of new Set(served)) checkForward(known.checkpoint, position.checkpoint);
  if (before === undefined) return;
  // With that of another run joined to it, a later commit can be of the same generation.
  const isEqual = others.length > 0 && before.checkpoint.generation === position.checkpoint.generation;
  (isEqual ? checkKept : checkForward)(before.checkpoint, position.checkpoint);
}
