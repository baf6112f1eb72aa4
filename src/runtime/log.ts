/**
 * Where a run tells what it does: one-line sentences of our own words and numbers, counts first. No event content and no
 * foreign text may be passed in; the adapter that writes to a runner's log defends against both all the same.
 */
export interface Log {
  info(line: string): void;
  warning(line: string): void;
}
