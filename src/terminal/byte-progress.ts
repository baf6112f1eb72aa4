/** How far a command has read its files, in the last line of a terminal; nothing when nobody watches. */
import type { Clock } from '../runtime/clock.ts';
import type { Screen } from './progress-bar.ts';

const CLEAR = '\r\u001b[K';
const BAR_COLUMNS = 24;
const EVERY_MS = 100;

export class ByteProgress {
  readonly #screen: Screen | undefined;
  readonly #clock: Clock;
  readonly #startedAt: number;
  #shownAt = 0;

  constructor(screen: Screen | undefined, clock: Clock) {
    this.#screen = screen;
    this.#clock = clock;
    this.#startedAt = clock.now();
  }

  show(read: number, total: number): void {
    const now = this.#clock.now();
    if (this.#screen === undefined || now - this.#shownAt < EVERY_MS) return;
    this.#shownAt = now;
    const line = renderBytes({ read, total, ms: now - this.#startedAt });
    this.#screen.write(`${CLEAR}${line.slice(0, Math.max(0, (this.#screen.columns ?? 80) - 1))}`);
  }

  end(): void {
    if (this.#shownAt !== 0) this.#screen?.write(CLEAR);
    this.#shownAt = 0;
  }
}

export function renderBytes({
  read,
  total,
  ms,
}: {
  readonly read: number;
  readonly total: number;
  readonly ms: number;
}): string {
  const share = total === 0 ? 1 : Math.min(1, read / total);
  const filled = Math.floor(share * BAR_COLUMNS);
  const bar = `[${'#'.repeat(filled)}${'-'.repeat(BAR_COLUMNS - filled)}] ${String(Math.floor(share * 100)).padStart(3)}%`;
  const speed = ms < 500 ? '' : `, ${renderSize((read / ms) * 1000)}/s`;
  return `${bar}  ${renderSize(read)} of ${renderSize(Math.max(read, total))}${speed}`;
}

/** Decimal units, as disks and networks are sold. */
export function renderSize(bytes: number): string {
  const units = ['bytes', 'kB', 'MB', 'GB', 'TB'];
  const power = Math.min(units.length - 1, Math.max(0, Math.floor(Math.log10(Math.max(1, bytes)) / 3)));
  const value = bytes / 1000 ** power;
  return `${power === 0 ? Math.round(value) : value.toFixed(1)} ${units[power]}`;
}
