/**
 * Gaps as a set of stretches of time: those of one kind and certainty are one where they touch, so that a gap which grows
 * from run to run stays one and can never push another out of the list.
 */
import type { Gap, GapKind } from './checkpoint.ts';

/** Newest first. Idempotent, commutative and associative, for lists that it made itself. */
export function uniteGaps(a: readonly Gap[], b: readonly Gap[]): readonly Gap[] {
  const groups = Map.groupBy([...a, ...b], ({ kind, certain }) => `${kind} ${certain}`);
  return [...groups.values()].flatMap(mergeTouching).sort(byTime);
}

/** Of one kind and certainty. Which run found the gap: the first of them by name, so that the order of joins is no matter. */
function mergeTouching(gaps: readonly Gap[]): readonly Gap[] {
  const merged: Gap[] = [];
  for (const gap of gaps.toSorted((x, y) => x.from - y.from || x.to - y.to)) {
    const last = merged.at(-1);
    if (last === undefined || gap.from > last.to) merged.push(gap);
    else merged[merged.length - 1] = { ...last, to: Math.max(last.to, gap.to), run: earlier(last.run, gap.run) };
  }
  return merged;
}

/** Gaps that are only possible, kept at most. */
export const POSSIBLE_GAPS_MAX = 200;

/** What a position keeps: every certain gap, and the newest of the others. */
export function keepGaps(gaps: readonly Gap[]): readonly Gap[] {
  let possible = 0;
  return gaps.filter(({ certain }) => {
    if (!certain) possible += 1;
    return certain || possible <= POSSIBLE_GAPS_MAX;
  });
}

function earlier(a: string, b: string): string {
  return a < b ? a : b;
}

const KINDS: readonly GapKind[] = ['retention', 'state-lost', 'capacity', 'reset'];

function byTime(a: Gap, b: Gap): number {
  return (
    b.to - a.to ||
    b.from - a.from ||
    KINDS.indexOf(a.kind) - KINDS.indexOf(b.kind) ||
    Number(b.certain) - Number(a.certain)
  );
}
