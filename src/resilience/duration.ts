/** Durations in the words of a log line: exact enough to act on, never in milliseconds. */

/** `0.4 s`, `61 s`, `12 min`, `1.5 h`; an endless one is `for ever`. */
export function renderDuration(ms: number): string {
  if (!Number.isFinite(ms)) return 'for ever';
  if (ms < 10_000) return `${trim(ms / 1000)} s`;
  if (ms < 120_000) return `${Math.round(ms / 1000)} s`;
  if (ms < 5_400_000) return `${Math.round(ms / 60_000)} min`;
  return `${trim(ms / 3_600_000)} h`;
}

function trim(value: number): string {
  return value.toFixed(1).replace(/\.0$/, '');
}
