/** How a stage ended, and whether that is good enough: a stage of tests that ran none, or left some out, has failed. */

/** What node:test says at the end of its report. */
export interface Totals {
  readonly passed: number;
  readonly failed: number;
  /** Skipped, todo or cancelled. */
  readonly leftOut: number;
}

export interface Outcome {
  /** Exit code, or the name of the signal that ended it. */
  readonly code: number | string;
  /** Only for a stage of tests: what it counted, or `unreadable` when its report has no end. */
  readonly totals: Totals | 'unreadable' | undefined;
}

/** Something that makes a stage fail. */
export interface Fault {
  readonly count: number;
  readonly what: string;
}

/** The totals of a report in the `spec` form. */
export function readTotals(output: string): Totals | 'unreadable' {
  const count = (word: string): number => {
    // A test of a test runner can print totals as well; the last ones are those of the run.
    const last = [...output.matchAll(new RegExp(`^ℹ ${word} (\\d+)$`, 'gm'))].at(-1);
    return last === undefined ? Number.NaN : Number(last[1]);
  };
  const passed = count('pass');
  const failed = count('fail');
  const leftOut = count('cancelled') + count('skipped') + count('todo');
  return Number.isNaN(passed + failed + leftOut) ? 'unreadable' : { passed, failed, leftOut };
}

/** Why this stage failed; empty when it passed. */
export function faultsOf({ code, totals }: Outcome): readonly Fault[] {
  const ended = typeof code === 'number' ? `ended with exit code ${code}` : `was ended by ${code}`;
  const badEnd = code === 0 ? [] : [{ count: 1, what: ended }];
  if (totals === undefined) return badEnd;
  if (totals === 'unreadable') return [{ count: 1, what: `${ended} and printed no totals` }];
  if (totals.passed + totals.failed + totals.leftOut === 0) return [{ count: 1, what: 'ran no test' }];
  const found = [
    { count: totals.failed, what: 'failed' },
    { count: totals.leftOut, what: 'left out: skip, todo or cancelled' },
  ].filter(({ count }) => count > 0);
  return found.length > 0 ? found : badEnd;
}

/** How much went well: each test of a stage of tests; any other stage is one check. */
export function passedOf({ code, totals }: Outcome): number {
  if (totals === undefined) return code === 0 ? 1 : 0;
  return totals === 'unreadable' ? 0 : totals.passed;
}
