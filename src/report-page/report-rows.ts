/**
 * The events of a report while a run goes on: columns of numbers, and the delivered lines compressed in chunks, so that memory stays
 * a small part of the log. Beyond the limits the oldest events give way, and the page says so.
 */
import { gzipSync } from 'node:zlib';
import { CONDITIONS } from './notable.ts';
import { NotableHistory } from './notable-history.ts';
import type { ReportFields } from './report-fields.ts';

export interface ReportLimits {
  readonly rowsMax: number;
  /** Of the page as a file, roughly: its lines in base64. */
  readonly bytesMax: number;
}

export const REPORT_LIMITS: ReportLimits = { rowsMax: 200_000, bytesMax: 60_000_000 };

const LINES_IN_CHUNK = 1_000;
const COLUMNS = ['action', 'actor', 'repo', 'country', 'ip'] as const;
export type ColumnName = (typeof COLUMNS)[number];

/** A column of few different texts: each once, and its number in every row. */
export interface Column {
  readonly texts: readonly string[];
  readonly rows: readonly number[];
}

export interface ReportData {
  /** UTC epoch ms, one a row. */
  readonly times: readonly number[];
  /** 1 for a Git event. */
  readonly git: readonly number[];
  readonly columns: Readonly<Record<ColumnName, Column>>;
  /** Rows by condition; conditions that nothing meets are left out. */
  readonly notable: Readonly<Record<string, readonly number[]>>;
  readonly linesInChunk: number;
}

/** One event: when it happened (UTC epoch ms), what is shown of it, and its line as it was delivered. */
export interface ReportRow {
  readonly ts: number;
  readonly fields: ReportFields;
  readonly line: string;
}

interface Chunk {
  readonly rows: number;
  readonly packed: Uint8Array;
}

export class ReportRows {
  readonly #limits: ReportLimits;
  readonly #history = new NotableHistory();
  readonly #dictionaries = new Map(COLUMNS.map((name) => [name, new Map<string, number>()]));
  #rows: { readonly ts: number; readonly git: number; readonly cells: readonly number[] }[] = [];
  #chunks: Chunk[] = [];
  #open: string[] = [];
  #bytes = 0;
  /** Rows that gave way: the number of the first row that is still there. */
  #first = 0;
  readonly #notable = new Map<string, Set<number>>(CONDITIONS.map(({ id }) => [id, new Set()]));

  constructor(limits: ReportLimits = REPORT_LIMITS) {
    this.#limits = limits;
  }

  /** How many events are not on the page. */
  get leftOut(): number {
    return this.#first;
  }

  add({ ts, fields, line }: ReportRow): void {
    const row = this.#first + this.#rows.length;
    this.#rows.push({
      ts,
      git: fields.feed === 'git' ? 1 : 0,
      cells: COLUMNS.map((name) => this.#number(name, fields)),
    });
    for (const { id, test } of CONDITIONS) if (test?.(fields) === true) this.#notable.get(id)?.add(row);
    for (const [id, rows] of this.#history.add(ts, row, fields))
      for (const each of rows) this.#notable.get(id)?.add(each);
    this.#open.push(line);
    if (this.#open.length === LINES_IN_CHUNK) this.#close();
  }

  data(): ReportData {
    const column = (index: number): Column => ({
      texts: [...(this.#dictionaries.get(COLUMNS[index] ?? 'action') ?? new Map<string, number>()).keys()],
      rows: this.#rows.map(({ cells }) => cells[index] ?? 0),
    });
    const [action, actor, repo, country, ip] = [column(0), column(1), column(2), column(3), column(4)];
    const notable = [...this.#notable].flatMap(([id, rows]) => {
      const shown = [...rows].filter((row) => row >= this.#first).map((row) => row - this.#first);
      return shown.length === 0 ? [] : [[id, shown.sort((a, b) => a - b)] as const];
    });
    return {
      times: this.#rows.map(({ ts }) => ts),
      git: this.#rows.map(({ git }) => git),
      columns: { action, actor, repo, country, ip },
      notable: Object.fromEntries(notable),
      linesInChunk: LINES_IN_CHUNK,
    };
  }

  /** The lines in order, each chunk compressed: {@link ReportData.linesInChunk} lines but for the last. */
  chunks(): readonly Uint8Array[] {
    const rest = this.#open.length === 0 ? [] : [pack(this.#open)];
    return [...this.#chunks.map(({ packed }) => packed), ...rest];
  }

  #close(): void {
    const packed = pack(this.#open);
    this.#chunks.push({ rows: this.#open.length, packed });
    this.#open = [];
    this.#bytes += packed.length;
    while (this.#chunks.length > 1 && this.#isTooLarge()) this.#dropOldest();
  }

  #isTooLarge(): boolean {
    return this.#rows.length > this.#limits.rowsMax || (this.#bytes * 4) / 3 > this.#limits.bytesMax;
  }

  #dropOldest(): void {
    const oldest = this.#chunks.shift();
    if (oldest === undefined) return;
    this.#rows = this.#rows.slice(oldest.rows);
    this.#first += oldest.rows;
    this.#bytes -= oldest.packed.length;
  }

  #number(name: ColumnName, fields: ReportFields): number {
    const numbers = this.#dictionaries.get(name) ?? new Map<string, number>();
    const known = numbers.get(fields[name]);
    if (known !== undefined) return known;
    numbers.set(fields[name], numbers.size);
    return numbers.size - 1;
  }
}

function pack(lines: readonly string[]): Uint8Array {
  return gzipSync(lines.join('\n'));
}
