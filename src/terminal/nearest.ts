/** The name that somebody who made a mistake most likely meant. */

/** The one that `given` begins or that is the fewest letters away; `undefined` when nothing is close. */
export function nearest(given: string, names: readonly string[]): string | undefined {
  const begun = names.filter((name) => name.startsWith(given));
  if (begun.length === 1) return begun[0];
  const ranked = names.map((name) => ({ name, steps: distance(given.toLowerCase(), name) }));
  const [best] = ranked.sort((a, b) => a.steps - b.steps);
  return best !== undefined && best.steps <= Math.max(1, Math.floor(given.length / 3)) ? best.name : undefined;
}

/** Letters to add, take away or change (Levenshtein). */
function distance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, at) => at);
  for (const [i, letter] of [...a].entries()) {
    const next = [i + 1];
    for (const [j, other] of [...b].entries()) {
      const changed = (row[j] ?? 0) + (letter === other ? 0 : 1);
      next.push(Math.min(changed, (row[j + 1] ?? 0) + 1, (next[j] ?? 0) + 1));
    }
    row = next;
  }
  return row.at(-1) ?? 0;
}
