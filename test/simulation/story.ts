/** What happened in a history, line by line, for a reader who has to find out why it failed. Costs nothing unless it is kept. */
export class Story {
  readonly #lines: string[] | undefined;
  readonly #now: () => number;

  /** `isKept`: keep the lines. */
  constructor(isKept: boolean, now: () => number) {
    this.#lines = isKept ? [] : undefined;
    this.#now = now;
  }

  get isNamed(): boolean {
    return this.#lines !== undefined;
  }

  say(line: () => string): void {
    this.#lines?.push(`${renderInstant(this.#now())} ${line()}`);
  }

  get lines(): readonly string[] {
    return this.#lines ?? [];
  }
}

/** `06T14:03:27.123`: the month says nothing in a history of days. */
export function renderInstant(ms: number): string {
  return new Date(ms).toISOString().slice(8, 23);
}
