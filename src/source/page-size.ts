/**
 * How many events to request in the tries of one page. GitHub gives up on a search after ten seconds, and we on a body
 * beyond the cap: a page that is too large must become smaller until it passes, or the feed would stand still for ever.
 * https://docs.github.com/en/rest/using-the-rest-api/best-practices-for-using-the-rest-api
 */
export class PageSize {
  #current: number;
  #failures = 0;

  constructor(configured: number) {
    this.#current = configured;
  }

  /** For `per_page`; 1 at least. */
  get current(): number {
    return this.#current;
  }

  /** A try failed in a way that a smaller page can fix. The first failure counts as chance. */
  failed(): void {
    this.#failures += 1;
    if (this.#failures > 1) this.#current = Math.max(1, Math.floor(this.#current / 2));
  }
}
