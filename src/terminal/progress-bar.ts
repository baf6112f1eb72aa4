/**
 * How far a run has read, in the last line of a terminal: drawn again and again, never part of what stays. When nobody
 * watches, none of it is written.
 */
import type { ReadSoFar } from '../runtime/log.ts';

const BAR_COLUMNS = 24;
const CLEAR = '\r\u001b[K';

/** One line of less than `columns` characters. `from` is where the run began to read. */
export function renderProgress(at: ReadSoFar, from: number, columns: number): string {
  const { feed, sweep, pages, events, upTo, now } = at;
  const way = now - from;
  const share = way <= 0 ? 1 : Math.min(1, Math.max(0, (upTo - from) / way));
  const filled = Math.floor(share * BAR_COLUMNS);
  const bar = `[${'#'.repeat(filled)}${'-'.repeat(BAR_COLUMNS - filled)}] ${String(Math.floor(share * 100)).padStart(3)}%`;
  const what = sweep === 'tail' ? `${bar}  up to ${new Date(upTo).toISOString().slice(0, 16)}Z` : 'deep sweep';
  const line = `${feed}  ${what}, page ${pages}, ${events} new events`;
  return line.slice(0, Math.max(0, columns - 1));
}

/** The part of a stream to a terminal that is written to. */
export interface Screen {
  readonly columns?: number | undefined;
  write(text: string): unknown;
}

export class ProgressBar {
  readonly #screen: Screen;
  readonly #from = new Map<string, number>();
  #line = '';

  constructor(screen: Screen) {
    this.#screen = screen;
  }

  show(at: ReadSoFar): void {
    const from = this.#from.get(at.feed) ?? at.upTo;
    this.#from.set(at.feed, from);
    this.#line = renderProgress(at, from, this.#screen.columns ?? 80);
    this.#screen.write(`${CLEAR}${this.#line}`);
  }

  /** Writes lasting text above the bar. */
  above(text: string): void {
    this.#screen.write(this.#line === '' ? text : `${CLEAR}${text}${this.#line}`);
  }

  /** Removes the bar. */
  end(): void {
    if (this.#line !== '') this.#screen.write(CLEAR);
    this.#line = '';
  }
}
