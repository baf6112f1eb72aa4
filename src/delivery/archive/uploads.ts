/**
 * Objects on their way to a store, a few at a time. After a failure nothing more is sent, and everything under way is
 * waited for.
 */

/** More at the same time cost memory and gain nothing. */
const UNDER_WAY_MAX = 4;

export class Uploads {
  readonly #underWay = new Set<Promise<void>>();
  #failure: { readonly error: unknown } | undefined;

  get hasFailed(): boolean {
    return this.#failure !== undefined;
  }

  /** Resolves once there is room for the next one. */
  async add(sending: Promise<void>): Promise<void> {
    const ended: Promise<void> = sending
      .catch((error: unknown) => {
        this.#failure ??= { error };
      })
      .finally(() => this.#underWay.delete(ended));
    this.#underWay.add(ended);
    if (this.#underWay.size >= UNDER_WAY_MAX) await Promise.race(this.#underWay);
  }

  /** Resolves once none is under way. Rejects with the first failure. */
  async settle(): Promise<void> {
    await Promise.all(this.#underWay);
    if (this.#failure !== undefined) throw this.#failure.error;
  }
}
