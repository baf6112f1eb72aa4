/** What ports report to whoever judges a history. */
import type { FeedName } from '../../src/model/feed.ts';
import type { Process } from './process.ts';
import type { WorldEvent } from './world-event.ts';

/** Something that holds a position and outlives the run. */
export interface Copy {
  /** Of what is stored; a directory has one file, which is id 0. */
  readonly id: number;
  readonly bytes: Uint8Array;
  readonly where: 'cache' | 'artifact' | 'directory';
}

export interface Onlooker {
  /** Lines of NDJSON that are now delivered. */
  delivered(process: Process, what: { readonly events: string; readonly deadLetters: string }): void;
  stored(process: Process, copy: Copy): void;
  /** A manifest is now next to the position that its delivery makes true. */
  linked(process: Process, what: { readonly manifest: Uint8Array; readonly position: Uint8Array }): void;
  /** A run was given these bytes of a position, unchanged. */
  served(process: Process, bytes: Uint8Array, where: Copy['where']): void;
  /** The repository's own lists, or its runs and commits, were requested. */
  listed(process: Process): void;
  /** The collector received the confirmation that this position is committed. */
  committed(process: Process, commit: { readonly generation: number; readonly id: string }): void;
  /** A page of the log was requested, and once more when it was answered: `isPage` only if the answer is one. */
  requested(
    process: Process,
    request: {
      readonly order: 'asc' | 'desc';
      readonly feed: FeedName;
      readonly isPage: boolean;
      readonly date: number;
      /** No other try, and no other cursor, can make GitHub answer it. */
      readonly isRefused: boolean;
    },
  ): void;
  /** A page of the list was answered. */
  shown(process: Process, page: { readonly order: 'asc' | 'desc'; readonly events: readonly WorldEvent[] }): void;
  /** Bytes that leave the process; `mayHoldEvents`: they are events. */
  left(
    process: Process,
    what: { readonly where: string; readonly text: string; readonly mayHoldEvents: boolean },
  ): void;
}
