/**
 * Notices a list that leads back to where it was, so that no run reads in a circle until its budget is gone. What is
 * remembered is a chain of pages, each requested with the cursor of the page before; several sweeps may walk the same
 * list, or one walk it again from an earlier place, without counting as a circle.
 */
export class CursorChains {
  /** By the cursor at its end: every cursor of a chain. */
  readonly #chains = new Map<string, Set<string>>();

  /** Whether a page requested with `after` must not lead to `next`, because its chain has been there. */
  leadsBack(after: string | undefined, next: string): boolean {
    if (after === undefined) return false;
    return after === next || (this.#chains.get(after)?.has(next) ?? false);
  }

  /** Records a page that was accepted. */
  follow(after: string | undefined, next: string | undefined): void {
    const chain = (after === undefined ? undefined : this.#chains.get(after)) ?? new Set<string>();
    if (after !== undefined) {
      this.#chains.delete(after);
      chain.add(after);
    }
    if (next === undefined) return;
    chain.add(next);
    this.#chains.set(next, chain);
  }
}
