/** A condition that only a bug of ours can break; it crashes rather than going on with a false belief. */
export function assert(condition: boolean, belief: string): asserts condition {
  if (!condition) throw new Error(`This is a bug in collect-audit-log: expected that ${belief}.`);
}
