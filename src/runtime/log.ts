/**
 * Where a run reports what it does: one-line sentences of our own words and numbers, counts first. No event content and
 * no foreign text is passed in; the adapter that writes to a runner's log defends against both all the same.
 */
export interface Log {
  info(line: string): void;
  warning(line: string): void;
  /** For somebody who watches, after each page; where nobody does, `info` reports it now and then. */
  progress?(at: ReadSoFar): void;
}

/** What a run has read of one feed. Instants are epoch milliseconds. */
export interface ReadSoFar {
  readonly feed: string;
  readonly sweep: 'tail' | 'deep';
  readonly pages: number;
  /** That were not known before. */
  readonly events: number;
  /** Complete up to here. */
  readonly upTo: number;
  /** By this machine's clock. */
  readonly now: number;
}
