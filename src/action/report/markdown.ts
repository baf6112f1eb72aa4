/**
 * Pieces of Markdown for the job summary. Text gets in only through `escapeText`, which leaves nothing in it that
 * Markdown, HTML or a mention could interpret; lists and cells are cut, so that the size of a summary does not depend
 * on how much happened.
 */
import { plainLine } from '../plain-text.ts';

/** Characters of one piece of text that are shown. */
export const TEXT_LENGTH_MAX = 400;
/** Rows of one table or list that are shown. */
export const ROWS_MAX = 50;

/** Makes text of others safe to show: secrets masked, markup escaped. */
export type Show = (text: string) => string;

/** `text` on one line, cut, so that Markdown shows exactly its characters. */
export function escapeText(text: string): string {
  // Cut roughly before the work and exactly after it.
  const line = plainLine(text.slice(0, 4 * TEXT_LENGTH_MAX)).trim();
  const shown = line.length > TEXT_LENGTH_MAX ? `${line.slice(0, TEXT_LENGTH_MAX).toWellFormed()}…` : line;
  return shown
    .replace(/[&<>"'`|\\*_[\]{}~#!$@]/g, (character) => `&#${character.charCodeAt(0)};`)
    .replaceAll('://', '&#58;//')
    .replaceAll('www.', 'www&#46;');
}

/** A table of the first rows; `renderCells` answers escaped cells, as many as `head` has. */
export function renderTable<T>(
  head: readonly string[],
  rows: readonly T[],
  renderCells: (row: T) => readonly string[],
): string {
  const renderLine = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
  const lines = [head, head.map(() => '---'), ...rows.slice(0, ROWS_MAX).map(renderCells)].map(renderLine);
  const more = renderMore(rows.length);
  return more === undefined ? lines.join('\n') : `${lines.join('\n')}\n\n${more}`;
}

/** A list of the first items; `renderItem` answers escaped text. */
export function renderList<T>(items: readonly T[], renderItem: (item: T) => string): string {
  const shown = items.slice(0, ROWS_MAX).map(renderItem);
  const more = renderMore(items.length);
  return [...shown, ...(more === undefined ? [] : [more])].map((item) => `- ${item}`).join('\n');
}

function renderMore(count: number): string | undefined {
  return count > ROWS_MAX ? `… and ${renderNumber(count - ROWS_MAX)} more` : undefined;
}

export function renderNumber(value: number): string {
  // Not `toLocaleString`: its tables need a tenth of a second to load, which a quiet run would notice.
  return String(value).replace(/\B(?=(?:\d{3})+$)/g, ',');
}

/** An instant as ISO 8601; the beginning of time and what no calendar holds in words. */
export function renderInstant(at: number | undefined): string {
  if (at === undefined) return '—';
  if (at <= 0) return 'the beginning';
  return at <= 8.64e15 ? new Date(at).toISOString() : 'the end';
}

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/** An instant as people read it, `29 Nov 2026, 16:17 UTC`; without the year where `now` lies in the same one. */
export function renderTime(at: number | undefined, now?: number): string {
  if (at === undefined || at <= 0 || at > 8.64e15) return renderInstant(at);
  const date = new Date(at);
  const day = `${date.getUTCDate()} ${MONTHS[date.getUTCMonth()]}`;
  const year =
    now !== undefined && new Date(now).getUTCFullYear() === date.getUTCFullYear() ? '' : ` ${date.getUTCFullYear()}`;
  return `${day}${year}, ${date.toISOString().slice(11, 16)} UTC`;
}

/** Part of a summary that most readers skip. `title` is shown unescaped. */
export function renderDetails(title: string, content: string): string {
  return `<details><summary>${title}</summary>\n\n${content}\n\n</details>`;
}

/** `1 event`, `12,345 events`. */
export function renderCount(count: number, noun: string): string {
  return `${renderNumber(count)} ${noun}${count === 1 ? '' : 's'}`;
}

/** A stretch of time in its two largest units, rounded down. */
export function renderSpan(seconds: number): string {
  const whole = Math.floor(seconds);
  if (whole < 60) return `${whole} s`;
  const [minutes, hours, days] = [Math.floor(whole / 60), Math.floor(whole / 3600), Math.floor(whole / 86_400)];
  if (hours < 1) return `${minutes} min`;
  if (days < 1) return `${hours} h ${minutes % 60} min`;
  return `${renderNumber(days)} d ${hours % 24} h`;
}

/** A size in decimal units. */
export function renderSize(bytes: number): string {
  if (bytes < 1000) return `${bytes} B`;
  if (bytes < 1_000_000) return `${(bytes / 1000).toFixed(1)} kB`;
  if (bytes < 1_000_000_000) return `${(bytes / 1_000_000).toFixed(1)} MB`;
  return `${(bytes / 1_000_000_000).toFixed(1)} GB`;
}
